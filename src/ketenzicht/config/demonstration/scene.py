"""Where the stories are: who exists, and what each row has become so far."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import datetime
from uuid import UUID

from ketenzicht.common.actor import Actor
from ketenzicht.config.demonstration.cast import Person
from ketenzicht.config.demonstration.rows import Row


@dataclass
class Scene:
    """What is there when a step begins. Reports, signals and hand-offs are known by their keys."""

    people: Mapping[str, Person]
    now: datetime
    reports: dict[str, UUID] = field(default_factory=dict)
    signals: dict[str, UUID] = field(default_factory=dict)
    handovers: dict[tuple[str, str], UUID] = field(default_factory=dict)
    tasks: dict[tuple[str, str], UUID] = field(default_factory=dict)


@dataclass(frozen=True)
class Turn:
    """One step, ready to be done: the step, its report, who does it and when."""

    scene: Scene
    report: Row
    step: Row
    by: Actor
    at: datetime
    began: datetime

    @property
    def key(self) -> str:
        """The key of the report."""
        return str(self.report["key"])

    @property
    def signal_id(self) -> UUID:
        """The signal that came of the report."""
        return self.scene.signals[self.key]

    @property
    def handover_id(self) -> UUID:
        """The hand-off that the step is about."""
        return self.scene.handovers[self.key, self.step.get("handover", "h1")]

    def text(self, name: str = "text") -> str:
        """What the step says."""
        return str(self.step.get(name, ""))
