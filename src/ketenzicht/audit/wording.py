"""What a page of the trail says for the codes and ids that the events hold."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from functools import cache
from typing import TYPE_CHECKING, Any
from uuid import UUID

from django.utils.functional import Promise
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from ketenzicht.audit import hooks

if TYPE_CHECKING:
    from ketenzicht.audit.models import AuditEvent

SHORT = 8
WHOLE = ("all", "trail")
NOT_SHOWN: tuple[object, ...] = (None, "", [])
BREAKS: Mapping[str, Promise] = {
    "link_missing": gettext_lazy("A link of the chain is missing here."),
    "event_missing": gettext_lazy("The event that belongs here is gone."),
    "out_of_order": gettext_lazy("The order of the events was changed here."),
    "event_changed": gettext_lazy("The event here is not what was written then."),
    "end_missing": gettext_lazy("The end of the chain is missing."),
    "event_without_link": gettext_lazy("There is an event outside the chain."),
    "removed_is_back": gettext_lazy("Something is here again that was removed."),
    "checkpoint_changed": gettext_lazy("What was removed here is not what the trail says of it."),
    "cut_elsewhere": gettext_lazy("The trail was shortened here, and no end of it was kept outside."),
    "rebuilt": gettext_lazy("The chain differs from an end that was kept outside the database."),
}


@dataclass(frozen=True)
class Shown:
    """One detail of an event: its name, what it says, and the record it points to."""

    name: str
    text: str
    target: str = ""


class Wording:
    """The words for one page of events. Every list of names is asked for at most once."""

    def __init__(self, events: Iterable["AuditEvent"]) -> None:
        events = list(events)
        details = [(name, value) for event in events for name, value in event.detail.items()]
        self._people = hooks.names(
            hooks.people_names,
            [
                *(event.actor_user_id for event in events),
                *(_account(event) for event in events),
                *_ids(details, hooks.people_details),
            ],
        )
        self._desks = hooks.names(
            hooks.desk_names,
            [
                *(desk for event in events for desk in (event.actor_desk_id, event.desk_id)),
                *_ids(details, hooks.desk_details),
            ],
        )
        self._codes = cache(lambda key: dict(hooks.code_words[key]()) if key in hooks.code_words else {})

    def person(self, user_id: int | None) -> str:
        """The name of an account; empty when it is not known."""
        return self._people.get(user_id or 0, "")

    def desk(self, desk_id: int | None) -> str:
        """The name of a desk; empty when it is not known."""
        return self._desks.get(desk_id or 0, "")

    def record(self, event: "AuditEvent") -> str:
        """The record an event is about: its kind, and as much of its id as tells it from the others."""
        if event.target_id in WHOLE:
            return record_kind(event.target_kind)
        which = self.person(_account(event)) or short_id(event.target_id)
        return f"{record_kind(event.target_kind)} {which}"

    def details(self, event: "AuditEvent") -> list[Shown]:
        """What an event holds beside its kind and record, in words."""
        return [
            self._detail(event.target_kind, name, value)
            for name, value in sorted(event.detail.items())
            if value not in NOT_SHOWN
        ]

    def _detail(self, target_kind: str, name: str, value: Any) -> Shown:
        said = str(hooks.detail_names.get(name, name))
        if name in hooks.people_details or name in hooks.desk_details:
            known = self.person if name in hooks.people_details else self.desk
            return Shown(said, known(value) or str(value))
        if target := _record(value):
            kind, _colon, _id = str(value).rpartition(":")
            return Shown(said, f"{record_kind(kind)} {target[:SHORT]}".strip(), target)
        values = value if isinstance(value, list) else [value]
        return Shown(said, ", ".join(self._word(target_kind, name, each) for each in values))

    def _word(self, target_kind: str, name: str, value: Any) -> str:
        if isinstance(value, bool):
            return _("yes") if value else _("no")
        words = self._codes(f"{target_kind}.{name}") or self._codes(name)
        return str(words.get(value, value))


def record_kind(kind: str) -> str:
    """What a kind of record is called."""
    return str(hooks.record_kinds.get(kind, kind))


def short_id(target_id: str) -> str:
    """As much of a record's id as tells it from the others on a page."""
    return target_id[:SHORT] if _record(target_id) else target_id


def _account(event: "AuditEvent") -> int | None:
    return int(event.target_id) if event.target_kind == "user" and event.target_id.isdecimal() else None


def _ids(details: Iterable[tuple[str, Any]], names: Iterable[str]) -> list[int]:
    return [value for name, value in details if name in names and isinstance(value, int)]


def _record(value: Any) -> str:
    """The id of a record that a detail points to, such as "handover:…"; empty when it does not."""
    named = value.rpartition(":")[2] if isinstance(value, str) else ""
    try:
        return named if named and str(UUID(named)) == named else ""
    except ValueError:
        return ""
