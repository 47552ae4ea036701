"""The registers say what the code declares, and those in the repository are the ones it writes now."""

from importlib.util import find_spec

from django.utils import timezone

from ketenzicht.common.privacy import FieldClass
from ketenzicht.config.management.commands.registers import FOLDER
from ketenzicht.config.registers import reading
from ketenzicht.config.registers.activities import ACTIVITIES
from ketenzicht.config.registers.algorithms import ALGORITHMS
from ketenzicht.config.registers.writing import all_of_them
from tests.architecture.test_rules import FLOORS

TODAY = timezone.localdate()


def test_those_in_the_repository_are_in_step() -> None:
    for name, text in all_of_them(TODAY).items():
        assert (FOLDER / name).read_text("utf-8") == text, (
            "run ./ketenzicht registers and commit what it writes"
        )


def test_every_part_every_field_and_every_regime_is_in_them() -> None:
    assert set(ACTIVITIES) == set(FLOORS)
    found = all_of_them(TODAY)
    known = reading.regimes(reading.catalogue(TODAY))
    for part in reading.parts():
        for model in reading.models_of(part):
            declared = reading.privacy_of(model)
            assert declared.retention in known, f"{model.__name__} names a regime that does not exist"
            rows = [
                line for line in found["dpia-bijlage.md"].splitlines() if f"| `{model.__name__}` |" in line
            ]
            missing = [name for name in declared.classes if not any(f"`{name}`" in row for row in rows)]
            assert not missing, model.__name__


def test_an_activity_about_nobody_keeps_nothing_personal() -> None:
    for part in reading.parts():
        if not ACTIVITIES[part].about:
            assert set(reading.counted(part)) == {FieldClass.NEUTRAL}, part


def test_an_algorithm_names_code_and_data_that_exist() -> None:
    found = reading.catalogue(TODAY)
    for one in ALGORITHMS:
        assert find_spec(one.module), one.name
        assert set(one.data) <= set(found.metas), one.name
