"""Every problem and every loss that the code names can be said in both languages."""

import re
from pathlib import Path
from string import Formatter

import pytest
import yaml

ROOM = Path(__file__).resolve().parents[1]
PROBLEMS = yaml.safe_load((ROOM / "problems.yaml").read_text("utf-8"))
LOSSES = yaml.safe_load((ROOM / "losses.yaml").read_text("utf-8"))
ROOMS = (ROOM, ROOM.parent / "equations")
CODE = "\n".join(
    path.read_text("utf-8") for room in ROOMS for path in room.rglob("*.py") if "tests" not in path.parts
)
RAISED = set(re.findall(r"\b(?:fail|wrong)\(\s*\"([a-z0-9-]+)\"", CODE))


def test_it_can_say_every_problem_that_is_raised():
    assert len(RAISED) > 40
    assert sorted(RAISED - set(PROBLEMS)) == []


@pytest.mark.parametrize("code", PROBLEMS)
def test_it_says_the_same_in_both_languages(code):
    dutch, english = PROBLEMS[code]["nl"], PROBLEMS[code]["en"]
    assert f'"{code}"' in CODE
    for part in ("message", "remedy"):
        assert dutch[part] != english[part]
        assert placeholders(dutch[part]) == placeholders(english[part])


@pytest.mark.parametrize("how", LOSSES)
def test_it_says_losses_in_both_languages(how):
    assert f'"{how}"' in CODE
    assert (
        placeholders(LOSSES[how]["nl"]["text"])
        == placeholders(LOSSES[how]["en"]["text"])
        == {"field", "count"}
    )


def placeholders(text: str) -> set[str | None]:
    return {name for _, name, _, _ in Formatter().parse(text)} - {None}
