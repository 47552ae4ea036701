"""What the documents say exists: settings, commands, files they point to, tests they name."""

import ast
import re
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parents[2]
PRODUCT = ROOT / "src" / "ketenzicht"
OPERATIONS = ROOT / "docs" / "operations.md"
THREATS = ROOT / "docs" / "threat-model.md"
MADE_HERE = {".venv", "build", "data", "node_modules", "vendor"}
DOCUMENTS = [
    path
    for path in sorted(ROOT.rglob("*.md"))
    if not any(part.startswith(".") or part in MADE_HERE for part in path.relative_to(ROOT).parts)
]


def _without_code(text: str) -> str:
    return re.sub(r"```.*?```|`[^`\n]*`", "", text, flags=re.DOTALL)


@pytest.mark.parametrize("document", DOCUMENTS, ids=lambda path: str(path.relative_to(ROOT)))
def test_every_link_points_to_something(document: Path) -> None:
    for target in re.findall(r"\]\(([^)\s]+)\)", _without_code(document.read_text("utf-8"))):
        if not re.match(r"[a-z]+:|#", target):
            assert (document.parent / target.partition("#")[0]).exists(), target


def test_every_setting_is_documented() -> None:
    documented = OPERATIONS.read_text("utf-8")
    sources = [PRODUCT / "config" / "settings.py", *(PRODUCT / "config" / "postgres").glob("*.py")]
    sources += [PRODUCT / "config" / "installation.py"]
    for source in sources:
        for name in re.findall(r'"((?:KETENZICHT|DATABASE)_[A-Z_]+)"', source.read_text("utf-8")):
            assert f"`{name}`" in documented, name


def test_every_subcommand_is_documented() -> None:
    documented = OPERATIONS.read_text("utf-8")
    for path in PRODUCT.glob("*/management/commands/[!_]*.py"):
        for name in re.findall(r'add_parser\(\s*"([a-z-]+)"', path.read_text("utf-8")):
            assert f"`./ketenzicht {path.stem} {name}`" in documented, f"{path.stem} {name}"


def _named_tests() -> list[tuple[str, str]]:
    return re.findall(r"`([\w/.-]+\.py)::(test_\w+)`", THREATS.read_text("utf-8"))


def test_the_threat_model_names_many_tests() -> None:
    assert len(_named_tests()) > 25


def test_every_test_of_the_threat_model_exists() -> None:
    for path, name in _named_tests():
        source = PRODUCT / path if (PRODUCT / path).exists() else ROOT / path
        assert source.exists(), path
        tree = ast.parse(source.read_text("utf-8"))
        there = {node.name for node in ast.walk(tree) if isinstance(node, ast.FunctionDef)}
        assert name in there, f"{path}::{name}"
