"""The examples of the how-to page, run as they stand there."""

import re
import shlex
from pathlib import Path

import pytest

from causal.cli import main
from causal.files import parse

ROOT = Path(__file__).resolve().parents[4]
PAGE = (ROOT / "docs" / "how-to" / "use-causal-models.md").read_text("utf-8")
EXAMPLES = [
    (command, [line for line in output.splitlines() if line.strip() and line != "…"])
    for block in re.findall(r"```console\n(.*?)```", PAGE, re.DOTALL)
    for command, output in re.findall(
        r"^\$ \./ketenzicht causal (.*)\n((?:(?!\$ ).*\n)*)", block, re.MULTILINE
    )
]


def test_the_page_has_examples() -> None:
    assert len(EXAMPLES) >= 8


@pytest.mark.slow
@pytest.mark.parametrize(("command", "output"), EXAMPLES, ids=[command for command, _ in EXAMPLES])
def test_every_example_answers_as_the_page_says(
    capfdbinary: pytest.CaptureFixture[bytes], command: str, output: list[str]
) -> None:
    assert main(shlex.split(command)) == 0
    said = capfdbinary.readouterr().out.decode("utf-8")
    for line in output:
        assert line.strip() in said


def test_the_model_of_the_page_is_right() -> None:
    (text,) = re.findall(r"```yaml\n(.*?)```", PAGE, re.DOTALL)
    assert len(parse(text, format="yaml", name="page").factors) == 3
