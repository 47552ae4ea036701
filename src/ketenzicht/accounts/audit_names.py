"""Gives the audit trail the names of people and desks."""

from collections.abc import Iterable

from ketenzicht.accounts.queries import people, people_by_id
from ketenzicht.audit import hooks
from ketenzicht.partners.queries import desks_by_id


def join() -> None:
    """Let the trail show names where it holds ids."""
    hooks.people_names.append(_people)
    hooks.desk_names.append(_desks)
    hooks.all_people.append(_everybody)


def _everybody() -> list[tuple[int, str]]:
    return list(people().prefetch_related(None).values_list("pk", "name"))


def _people(ids: Iterable[int]) -> dict[int, str]:
    return {pk: user.name for pk, user in people_by_id(ids).items()}


def _desks(ids: Iterable[int]) -> dict[int, str]:
    return {pk: desk.label for pk, desk in desks_by_id(ids).items()}
