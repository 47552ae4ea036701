"""simulate with a file that brings its own equations."""

import json
from collections.abc import Callable
from pathlib import Path

import pytest

from causal.cli import main

DATA = Path(__file__).resolve().parents[2] / "tests" / "data"
TEA = str(DATA / "teacup.xmile")
Said = tuple[int, str, str]


@pytest.fixture
def say(capfdbinary: pytest.CaptureFixture[bytes]) -> Callable[..., Said]:
    def run(*words: str) -> Said:
        code = main(["simulate", *words])
        out, err = capfdbinary.readouterr()
        return code, out.decode("utf-8"), err.decode("utf-8")

    return run


def test_it_answers_in_the_shape_of_every_simulation(say: Callable[..., Said]) -> None:
    told = json.loads(say(TEA, "--at", "7.375,30", "--json")[1])
    signs = json.loads(say("marvel-software-release", "--at", "1", "--json")[1])
    assert set(signs) == set(told)
    assert told["times"] == [7.375, 30]
    assert told["levels"]["teacup temperature"] == pytest.approx([122.370, 75.3740], rel=5e-6)
    assert (told["score"], told["long_run"]) == ([], None)
    assert told["notes"] == ["run_by_equations_of_file"]
    assert told["about"]["method"] == "euler"


@pytest.mark.parametrize(
    ("language", "sentence"),
    [
        ("en", "Run by the equations of the file, not by MARVEL's."),
        ("nl", "Gerekend met de vergelijkingen van het bestand, niet met die van MARVEL."),
    ],
)
def test_it_says_whose_equations_they_are(say: Callable[..., Said], language: str, sentence: str) -> None:
    code, out, _ = say(TEA, "--until", "15", "--language", language)
    assert code == 0
    assert "94.313" in out
    assert sentence in out


@pytest.mark.parametrize(
    ("words", "sentence"),
    [
        (("--with", "x=1"), "its own equations"),
        (("--order", "2"), "its own equations"),
        (("--layers", "stated"), "its own equations"),
        (("--at", "31"), "from 0 to 30"),
    ],
)
def test_it_refuses_what_the_equations_do_not_know(
    say: Callable[..., Said], words: tuple[str, ...], sentence: str
) -> None:
    code, out, err = say(TEA, *words)
    assert (code, out) == (2, "")
    assert sentence in err


def test_it_names_the_variable_and_the_function_that_do_not_run(
    say: Callable[..., Said], tmp_path: Path
) -> None:
    path = tmp_path / "cup.stmx"
    path.write_text(
        Path(TEA).read_text("utf-8").replace("<eqn>70</eqn>", "<eqn>NORMAL(70, 1)</eqn>"), "utf-8"
    )
    code, out, err = say(str(path))
    assert (code, out) == (1, "")
    assert "'room temperature' uses the function NORMAL" in err


def test_a_drawing_without_equations_runs_by_its_signs(say: Callable[..., Said], tmp_path: Path) -> None:
    path = tmp_path / "drawing.xmile"
    assert main(["convert", "marvel-software-release", str(path)]) == 0
    code, out, _ = say(str(path), "--json")
    assert code == 0
    assert json.loads(out.splitlines()[-1])["stable"] is True
