"""Every text of the interface has a Dutch translation; English is what stands in the code."""

import re
from collections import defaultdict
from collections.abc import Iterator
from functools import cache
from io import BytesIO
from pathlib import Path

import pytest
from babel.messages.catalog import Catalog, Message
from babel.messages.extract import extract
from babel.messages.pofile import read_po, write_po
from django.utils.translation.template import templatize

PRODUCT = Path(__file__).resolve().parents[2] / "src" / "ketenzicht"
PARTS = sorted(path.name for path in PRODUCT.iterdir() if (path / "__init__.py").exists())
PLACEHOLDER = re.compile(r"%\(\w+\)[sd]|\{\w*\}")
_ONE, _MANY = None, (1, 2)
_CONTEXT, _CONTEXT_MANY = ((1, "c"), 2), ((1, "c"), 2, 3)
# To a reporter, and in the kinds of desks, a meldpunt is the place to report to; elsewhere a desk is a loket.
SPEAKS_OF_A_PLACE_TO_REPORT = {"partners", "reporting"}
KEYWORDS = {
    "_": _ONE,
    "gettext": _ONE,
    "gettext_lazy": _ONE,
    "gettext_noop": _ONE,
    "ngettext": _MANY,
    "ngettext_lazy": _MANY,
    "pgettext": _CONTEXT,
    "pgettext_lazy": _CONTEXT,
    "npgettext": _CONTEXT_MANY,
    "npgettext_lazy": _CONTEXT_MANY,
}


@pytest.mark.parametrize("part", PARTS)
def test_every_text_is_translated(part: str) -> None:
    missing = Catalog(locale="nl")
    for message in texts_of(PRODUCT / part):
        if not _is_translated(message):
            missing.add(message.id, context=message.context, locations=message.locations)

    if len(missing):
        lines = BytesIO()
        write_po(lines, missing, omit_header=True)
        pytest.fail(
            f"{part}/locale/nl/LC_MESSAGES/django.po lacks:\n\n{lines.getvalue().decode()}", pytrace=False
        )


@pytest.mark.parametrize("part", PARTS)
def test_every_translation_keeps_the_placeholders(part: str) -> None:
    wrong = [message.id for message in _catalogue(part) if _placeholders_differ(message)]

    assert wrong == []


@pytest.mark.parametrize("part", sorted({*PARTS} - SPEAKS_OF_A_PLACE_TO_REPORT))
def test_a_desk_has_one_word(part: str) -> None:
    other = [message.string for message in _catalogue(part) if "meldpunt" in str(message.string).lower()]

    assert other == []


def test_an_english_text_has_one_translation() -> None:
    """The catalogues of all parts are one at work: of two translations one would show in both places."""
    found: dict[tuple[str | None, str], set[str]] = defaultdict(set)
    for part in PARTS:
        for message in _catalogue(part):
            found[message.context, str(message.id)].add(str(message.string))

    assert {key: words for key, words in found.items() if key[1] and len(words) > 1} == {}


def texts_of(folder: Path) -> Iterator[Message]:
    """Every text in the Python files and templates of ``folder``."""
    for path in sorted(folder.rglob("*")):
        if not path.is_file() or {"tests", "locale", "static"} & set(path.relative_to(folder).parts):
            continue
        if path.suffix == ".py":
            yield from _texts(path, path.read_bytes())
        elif path.suffix in (".html", ".txt") and "templates" in path.parts:
            yield from _texts(path, _as_python(path))


def _as_python(template: Path) -> bytes:
    code = templatize(template.read_text("utf-8"), origin=str(template))
    # What is left of the markup between the texts is no Python; its indentation would be an error.
    return "\n".join(line.strip() for line in code.splitlines()).encode()


def _texts(path: Path, code: bytes) -> Iterator[Message]:
    for line, text, _, context in extract("python", BytesIO(code), KEYWORDS):
        yield Message(text, locations=[(path.relative_to(PRODUCT).as_posix(), line)], context=context)


def _is_translated(message: Message) -> bool:
    found = [catalogue.get(message.id, message.context) for catalogue in map(_catalogue, PARTS)]
    return any(known and not known.fuzzy and _is_full(known) for known in found)


def _is_full(message: Message) -> bool:
    strings = message.string if isinstance(message.string, tuple | list) else [message.string]
    return all(strings) and len(strings) >= (2 if message.pluralizable else 1)


def _placeholders_differ(message: Message) -> bool:
    if not message.id or not _is_full(message):
        return False
    if message.pluralizable:
        # The singular may say "one" in words.
        return _placeholders(message.id[1]) != _placeholders(message.string[1])
    return _placeholders(message.id) != _placeholders(message.string)


def _placeholders(text: str) -> set[str]:
    return set(PLACEHOLDER.findall(text))


@cache
def _catalogue(part: str) -> Catalog:
    path = PRODUCT / part / "locale" / "nl" / "LC_MESSAGES" / "django.po"
    if not path.exists():
        return Catalog(locale="nl")
    with path.open("rb") as file:
        return read_po(file, locale="nl", abort_invalid=True)
