"""What one named field of a package holds, so that every desk reads it the same way.

The content of a field is a list of entries, plain JSON. The builders make entries, :func:`read` reads them.
Words that depend on the language of the page are kept in both, ``{"nl": …, "en": …}``, because a package
never changes and its reader may not look into what it was made from.
"""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

Words = str | Mapping[str, str]
Entry = dict[str, Any]

STATEMENT_KINDS = ("fact", "circumstance", "heard", "interpretation", "source")


@dataclass(frozen=True)
class PackageFileContent:
    """A file that goes along: the working copy of an attachment."""

    name: str
    content_type: str
    content: bytes


@dataclass(frozen=True)
class Preview:
    """What the receiver may know before accepting, beside purpose, urgency and question."""

    region: str
    age_band: str
    forms: tuple[str, ...] = ()


def text(words: Words) -> Entry:
    """A paragraph."""
    return {"text": _kept(words)}


def statement(kind: str, said: str) -> Entry:
    """Something said, in the reporter's own words, with its kind (one of :data:`STATEMENT_KINDS`)."""
    return {"statement": kind, "text": said}


def indicator(label: Words, answer: str, shows: str = "", *, risk_factor: bool = False) -> Entry:
    """An indicator as it was answered (``seen``, ``not_seen`` or ``unknown``) and what shows it."""
    return {"indicator": _kept(label), "answer": answer, "shows": shows, "risk_factor": risk_factor}


def facts(title: Words, rows: Iterable[tuple[Words, Words]], note: Words = "") -> Entry:
    """A person, address, company or the like: label and value by row. ``note`` marks a doubt."""
    return {
        "title": _kept(title),
        "facts": [[_kept(label), _kept(value)] for label, value in rows],
        "note": _kept(note),
    }


@dataclass(frozen=True)
class Card:
    """Facts under a title, ready to be drawn."""

    title: str
    facts: tuple[tuple[str, str], ...]
    note: str = ""


@dataclass(frozen=True)
class IndicatorLine:
    """An indicator, ready to be drawn."""

    label: str
    answer: str
    shows: str
    risk_factor: bool = False


@dataclass(frozen=True)
class FieldContent:
    """The content of one field in one language, kinds apart."""

    texts: tuple[str, ...] = ()
    statements: tuple[tuple[str, tuple[str, ...]], ...] = ()
    indicators: tuple[IndicatorLine, ...] = ()
    cards: tuple[Card, ...] = ()

    @property
    def is_empty(self) -> bool:
        """Whether nothing was known."""
        return not (self.texts or self.statements or self.indicators or self.cards)


def read(content: Any, language: str) -> FieldContent:
    """The content of a field in ``language``. Whatever is not an entry of a known shape is shown as it is."""
    entries = content if isinstance(content, list) else [content]
    kept = [entry for entry in entries if entry not in (None, "", [], {})]
    texts: list[str] = []
    said: dict[str, list[str]] = {}
    indicators: list[IndicatorLine] = []
    cards: list[Card] = []
    for entry in kept:
        if not isinstance(entry, Mapping):
            texts.append(_in(entry, language))
        elif "statement" in entry:
            said.setdefault(str(entry["statement"]), []).append(_in(entry.get("text", ""), language))
        elif "indicator" in entry:
            indicators.append(_indicator_line(entry, language))
        elif "text" in entry or _is_words(entry):
            texts.append(_in(entry.get("text", entry), language))
        else:
            cards.append(_card(entry, language))
    return FieldContent(
        tuple(texts),
        tuple((kind, tuple(said[kind])) for kind in sorted(said, key=_kind_order)),
        tuple(indicators),
        tuple(cards),
    )


def _kept(words: Words) -> str | dict[str, str]:
    return words if isinstance(words, str) else {language: str(word) for language, word in words.items()}


def _is_words(value: Any) -> bool:
    return isinstance(value, Mapping) and bool(value) and set(value) <= {"nl", "en"}


def _in(value: Any, language: str) -> str:
    if _is_words(value):
        return str(value.get(language[:2]) or value.get("nl") or next(iter(value.values())))
    if isinstance(value, Sequence) and not isinstance(value, str):
        return ", ".join(_in(part, language) for part in value)
    if isinstance(value, Mapping):
        return "; ".join(f"{key}: {_in(part, language)}" for key, part in value.items())
    return str(value)


def _indicator_line(entry: Mapping[str, Any], language: str) -> IndicatorLine:
    return IndicatorLine(
        _in(entry["indicator"], language),
        str(entry.get("answer", "")),
        _in(entry.get("shows", ""), language),
        bool(entry.get("risk_factor", False)),
    )


def _card(entry: Mapping[str, Any], language: str) -> Card:
    if not isinstance(entry.get("facts"), list):
        return Card("", tuple((str(key), _in(value, language)) for key, value in entry.items()))
    rows = [row for row in entry["facts"] if isinstance(row, list) and len(row) == 2]
    return Card(
        _in(entry.get("title", ""), language),
        tuple((_in(label, language), _in(value, language)) for label, value in rows),
        _in(entry.get("note", ""), language),
    )


def _kind_order(kind: str) -> tuple[int, str]:
    return (STATEMENT_KINDS.index(kind) if kind in STATEMENT_KINDS else len(STATEMENT_KINDS), kind)
