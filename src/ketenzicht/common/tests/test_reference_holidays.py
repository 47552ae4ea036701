"""Our holidays against a second source."""

from datetime import date

import holidays

from ketenzicht.common.reference.catalogue import read_all
from ketenzicht.common.reference.kinds import all_kinds

YEARS = range(2024, 2033)


def _ours() -> dict[date, str]:
    kinds = [kind for kind in all_kinds() if kind.id == "common.public_holidays"]
    rows = read_all(kinds, date(2026, 11, 22)).rows["common.public_holidays"]
    return {row.model_dump()["day"]: row.label_nl.lower() for row in rows}


def _theirs() -> dict[date, str]:
    found = holidays.country_holidays("NL", years=YEARS, categories=("public", "optional"), language="nl")
    return {day: name.lower() for day, name in found.items()}


def test_it_agrees_with_the_second_source_but_for_good_friday() -> None:
    assert _ours() == {day: name for day, name in _theirs().items() if name != "goede vrijdag"}


def test_it_keeps_the_kings_day_off_sundays() -> None:
    kings_days = [day for day, name in _ours().items() if name == "koningsdag"]
    assert len(kings_days) == len(YEARS)
    assert all(day.weekday() != 6 for day in kings_days)
    assert date(2025, 4, 26) in kings_days
