"""Who sees, changes and removes which row of requests of data subjects: the officer, in time."""

from collections.abc import Callable, Mapping
from typing import TYPE_CHECKING, Any

from django.utils import timezone

if TYPE_CHECKING:
    from tests.access.truth import Truth

Rule = Callable[[dict[str, Any]], object]
GOING = frozenset({"rights_requestcontent", "rights_subjecthit"})


def rights_rules(who: str) -> Mapping[str, Rule]:
    """Who sees which row."""
    return dict.fromkeys(("rights_subjectrequest", *GOING), lambda row: who == "privacy")


def rights_changes(who: str) -> Mapping[str, Rule]:
    """Who changes which row; what was found nobody does."""
    tables = ("rights_subjectrequest", "rights_requestcontent")
    return dict.fromkeys(tables, lambda row: who == "privacy")


def rights_removes(truth: "Truth", who: str, row: dict[str, Any]) -> bool:
    """Who removes what is free of a request: the officer, and only when its term is over."""
    request = truth.by_id("rights_subjectrequest")[row["request_id"]]
    ended = request["state"] in {"answered", "closed"}
    return who == "privacy" and ended and request["erase_on"] < timezone.localdate()
