"""Names for what the trail holds as ids and codes. Higher parts join in ``AppConfig.ready()``."""

from collections.abc import Callable, Iterable

from django.utils.functional import Promise

Names = Callable[[Iterable[int]], dict[int, str]]

people_names: list[Names] = []
desk_names: list[Names] = []
all_people: list[Callable[[], list[tuple[int, str]]]] = []
kind_labels: dict[str, Promise] = {}


def names(source: list[Names], ids: Iterable[int | None]) -> dict[int, str]:
    """The names that the joined parts know for these ids."""
    wanted = {one for one in ids if one is not None}
    return {key: name for give in source for key, name in give(wanted).items()}
