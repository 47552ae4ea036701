"""Who sees, changes and removes which row of requests of data subjects: the officer, in time."""

from collections.abc import Callable, Mapping
from typing import TYPE_CHECKING, Any

from django.utils import timezone

if TYPE_CHECKING:
    from tests.access.truth import Sight, Truth

Rule = Callable[[dict[str, Any]], object]
GOING = frozenset(
    {
        *("rights_requestcontent", "rights_subjecthit"),
        *("rights_handout", "rights_handoutfile", "rights_passage", "rights_pseudonym"),
    }
)


def rights_rules(sight: "Sight") -> Mapping[str, Rule]:
    """Who sees which row: the officer all, a desk what lies before it."""
    officer = dict.fromkeys(("rights_subjectrequest", *GOING), lambda row: sight.who == "privacy")
    return {
        **officer,
        "rights_passage": lambda row: sight.who == "privacy" or _own(sight, row),
        "rights_handout": lambda row: (
            sight.who == "privacy" or (row["state"] == "deciding" and _lies_before(sight, row))
        ),
        "rights_pseudonym": lambda row: sight.who == "privacy" or _lies_before(sight, row),
    }


def rights_changes(sight: "Sight") -> Mapping[str, Rule]:
    """Who changes which row; what was found and what was released nobody does."""
    tables = ("rights_subjectrequest", "rights_requestcontent", "rights_handout")
    return {
        **dict.fromkeys(tables, lambda row: sight.who == "privacy"),
        "rights_passage": lambda row: sight.who == "privacy" or _own(sight, row),
        "rights_pseudonym": lambda row: _lies_before(sight, row),
    }


def _own(sight: "Sight", row: dict[str, Any]) -> bool:
    return sight.focal is not None and row["desk_id"] == sight.focal


def _lies_before(sight: "Sight", row: dict[str, Any]) -> bool:
    passages = sight.truth.tables["rights_passage"]
    return any(one["request_id"] == row["request_id"] and _own(sight, one) for one in passages)


def rights_removes(truth: "Truth", who: str, row: dict[str, Any]) -> bool:
    """Who removes what is free of a request: the officer, and only when its term is over."""
    request = truth.by_id("rights_subjectrequest")[row["request_id"]]
    ended = request["state"] in {"answered", "closed"}
    return who == "privacy" and ended and request["erase_on"] < timezone.localdate()
