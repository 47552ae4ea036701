"""Every kind of event that the code writes into the audit trail has words there."""

import ast
import re
from collections.abc import Callable, Iterator
from pathlib import Path

from django.utils import translation

from ketenzicht.accounts.domain.review import Outcome
from ketenzicht.audit.hooks import kind_labels
from ketenzicht.handover.domain.answers import Fact
from ketenzicht.handover.domain.states import HandoverEvent
from ketenzicht.planning.models import CauseStep, Change
from ketenzicht.retention.domain.states import PROPOSAL
from ketenzicht.signals.actions.handing_over import MOVES
from ketenzicht.signals.actions.triage import HAND_MOVES

PRODUCT = Path(__file__).resolve().parents[2] / "src" / "ketenzicht"
KIND = re.compile(r"[a-z_]+\.[a-z_]+\.[a-z_]+")


def steps_of_signals() -> set[str]:
    """What the actions of signals call their steps."""
    named = {
        call.args[position].value
        for call in calls("^(settle|_late)$", PRODUCT / "signals" / "actions")
        for position in (1, 2)
        if len(call.args) > position and isinstance(call.args[position], ast.Constant)
    }
    return named | set(HAND_MOVES.values()) | {f"handover_{event}" for event in MOVES}


# What can stand in a kind that is put together: its text with a hole, and what fills it.
FILLINGS: dict[str, Callable[[], set[str]]] = {
    "accounts.access.{}": lambda: {each.value for each in Outcome},
    "handover.handover.{}": lambda: {each.value for each in (*HandoverEvent, *Fact)},
    "partners.{}.corrected": lambda: {"desk", "route"},
    "planning.listening.{}": lambda: {
        f"{what}_{done}" for what in ("talk", "stakeholder") for done in ("kept", "removed")
    },
    "planning.cause.{}": lambda: {each.value for each in CauseStep.Kind},
    "planning.note.{}": lambda: {"taken"},
    "planning.round.{}": lambda: {"opened", "closed"},
    "planning.statement.{}": lambda: {each.value for each in Change.Kind} - {Change.Kind.IMPORT.value},
    "retention.proposal.{}": lambda: (
        {"proposed", "trail_removed", *(state.value for state in PROPOSAL.reachable())} - {"done"}
    ),
    "retention.signal.{}": lambda: {
        *("regime_set", "extended", "erasure_asked", "hold_placed", "hold_ended"),
    },
    "rights.hand_out.{}": lambda: {"put_before", "released", "handed_over", "gone"},
    "rights.request.{}": lambda: {
        *(
            "registered",
            "verified",
            "searched",
            "found",
            "extended",
            "decided",
            "answered",
            "closed",
            "erased",
        ),
    },
    "signals.signal.{}": steps_of_signals,
}


def calls(name: str, place: Path = PRODUCT) -> Iterator[ast.Call]:
    """The calls of functions called so."""
    for path in place.rglob("*.py"):
        if "tests" in path.parts or "migrations" in path.parts:
            continue
        for node in ast.walk(ast.parse(path.read_text("utf-8"))):
            if isinstance(node, ast.Call) and re.search(name, _name(node.func)):
                yield node


def _name(function: ast.expr) -> str:
    return getattr(function, "attr", None) or getattr(function, "id", "")


def kinds() -> Iterator[str]:
    for call in calls("record"):
        said = [word.value for word in call.keywords if word.arg == "kind"] + call.args[:1]
        for value in said:
            if isinstance(value, ast.Constant) and KIND.fullmatch(str(value.value)):
                yield str(value.value)
            if isinstance(value, ast.JoinedStr):
                text = "".join(
                    str(part.value) if isinstance(part, ast.Constant) else "{}" for part in value.values
                )
                yield from (text.format(filling) for filling in FILLINGS[text]())
    yield from written_by_the_database()


def written_by_the_database() -> Iterator[str]:
    """The kinds of events that a function of the database adds by itself."""
    for path in PRODUCT.glob("*/migrations/*.py"):
        for words in path.read_text("utf-8").split("INSERT INTO audit_auditevent")[1:]:
            found = re.search(rf"'({KIND.pattern})'", words)
            assert found, path
            yield found[1]


def test_every_kind_of_event_has_words() -> None:
    found = set(kinds())

    assert len(found) > 60
    assert sorted(found - set(kind_labels)) == []


def test_no_words_are_left_of_events_that_are_gone() -> None:
    assert sorted(set(kind_labels) - set(kinds())) == []


def test_no_two_kinds_of_event_read_the_same() -> None:
    for language in ("nl", "en"):
        with translation.override(language):
            words = [str(label) for label in kind_labels.values()]
        assert len(words) == len(set(words)), language
