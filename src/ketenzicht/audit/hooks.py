"""Names for what the trail holds as ids and codes. Higher parts join in ``AppConfig.ready()``."""

from collections.abc import Callable, Iterable, Mapping

from django.utils.functional import Promise

Names = Callable[[Iterable[int]], dict[int, str]]

people_names: list[Names] = []
desk_names: list[Names] = []
all_people: list[Callable[[], list[tuple[int, str]]]] = []
kind_labels: dict[str, Promise] = {}
# What kinds of records and the details of an event are called.
record_kinds: dict[str, Promise] = {}
detail_names: dict[str, Promise] = {}
# The words for the codes that a detail holds, by its name, or by kind of record and name: "signal.state".
Words = Callable[[], Mapping[str, str | Promise]]
code_words: dict[str, Words] = {}
# Details that hold the id of an account or a desk.
people_details: set[str] = set()
desk_details: set[str] = set()


def names(source: list[Names], ids: Iterable[int | None]) -> dict[int, str]:
    """The names that the joined parts know for these ids."""
    wanted = {one for one in ids if one is not None}
    return {key: name for give in source for key, name in give(wanted).items()}
