"""The reference files themselves: sound, sourced, complete, and saying nothing about origin."""

from collections import Counter
from datetime import date

import pytest

from ketenzicht.common.models import REFERENCE_FIELDS
from ketenzicht.common.reference.catalogue import PARTS, Catalogue, read_all
from ketenzicht.common.reference.kinds import Kind, all_kinds

TODAY = date(2026, 11, 22)
OWN_TO_DATABASE = {"id", "corrected_at", "file_digest", "upstream_changed"}
# What only rows have that people make in the application beside the shipped ones.
OF_A_DESK = {
    "planning.series": {"desk", "visibility", "revision", "is_demonstration"},
    "planning.figures": {"made_by", "made_at"},
}
LETTERS = {"A": 36, "B": 17, "C": 27, "D": 16, "E": 17, "F": 10, "G": 10, "H": 20, "I": 10, "J": 7, "K": 13}


@pytest.fixture(scope="module")
def catalogue() -> Catalogue:
    return read_all(all_kinds(), TODAY)


def test_it_finds_every_file_sound(catalogue: Catalogue) -> None:
    assert [str(problem) for problem in catalogue.problems] == []


def test_it_finds_them_sound_on_a_machine_whose_clock_is_behind() -> None:
    assert read_all(all_kinds(), date(2020, 1, 1)).problems == []


def test_it_leaves_no_reference_file_unread() -> None:
    on_disk = {str(path.relative_to(PARTS)) for path in PARTS.glob("*/refdata/*")}
    assert on_disk == {kind.shown_as for kind in all_kinds()}


@pytest.mark.parametrize("kind", [kind for kind in all_kinds() if kind.model], ids=lambda kind: kind.id)
def test_it_fills_every_field_of_the_model(kind: Kind) -> None:
    assert kind.model is not None
    stored = {field.name for field in kind.model._meta.concrete_fields} - OWN_TO_DATABASE
    own = OF_A_DESK.get(kind.id, set())
    assert own <= stored
    assert set(kind.row.model_fields) == stored - own
    assert set(REFERENCE_FIELDS.split()) >= OWN_TO_DATABASE


def test_it_holds_the_whole_indicator_catalogue(catalogue: Catalogue) -> None:
    rows = catalogue.rows["reporting.indicators"]
    assert Counter(row.model_dump()["section"] for row in rows) == LETTERS
    assert sum(row.model_dump()["counts"] for row in rows) == 170


def test_it_names_the_eight_municipalities_with_their_people(catalogue: Catalogue) -> None:
    rows = catalogue.rows["partners.municipalities"]
    assert len(rows) == 8
    assert sum(row.model_dump()["population"] for row in rows) == 306_270


def test_it_weighs_only_by_published_dimensions(catalogue: Catalogue) -> None:
    rows = [row.model_dump() for row in catalogue.rows["reporting.indicators"]]
    weighing = [row for row in rows if row["dimensions"]]
    assert len(weighing) == 55
    assert all(row["dimension_is_published"] for row in weighing)
    assert not any(row["dimensions"] for row in rows if row["section"] == "K")


def test_it_says_for_whom_a_row_is_in_doubt(catalogue: Catalogue) -> None:
    marks = Counter(row.certainty for rows in catalogue.rows.values() for row in rows)
    assert set(marks) == {"certain", "old", "uncertain", "from_memory", "proposal"}
