"""The pieces a document is made of, as plain data for whatever sets it."""

from collections.abc import Sequence
from dataclasses import asdict, dataclass, field, fields, is_dataclass, replace
from typing import Any

from ketenzicht.common.domain.text import clean
from ketenzicht.planning.domain.editions import paragraphs


class _Piece:
    @property
    def kind(self) -> str:
        """The word by which a template knows it."""
        return type(self).__name__.lower()


@dataclass(frozen=True)
class Heading(_Piece):
    """A heading; the title of the document stands above those of level 1."""

    text: str
    level: int = 1


@dataclass(frozen=True)
class Paragraph(_Piece):
    """A few sentences; ``soft`` ones are set smaller."""

    text: str
    soft: bool = False


@dataclass(frozen=True)
class Items(_Piece):
    """A list."""

    items: Sequence[str]


@dataclass(frozen=True)
class Said(_Piece):
    """What somebody said, with words under it that say where it stands, and its lasting address."""

    text: str
    note: str
    url: str = ""

    @property
    def blocks(self) -> list[tuple[str, list[str]]]:
        """Its paragraphs, each with the list that follows it."""
        return paragraphs(self.text)


@dataclass(frozen=True)
class Facts(_Piece):
    """Names with their values."""

    pairs: Sequence[tuple[str, str]]


@dataclass(frozen=True)
class Table(_Piece):
    """Rows under a head with a caption; ``align`` is l or r for each column. The first column names a row."""

    caption: str
    head: Sequence[str]
    rows: Sequence[Sequence[str]]
    align: str


@dataclass(frozen=True)
class Picture(_Piece):
    """A drawing; ``alt`` says the same to who cannot see it."""

    svg: str
    alt: str


Piece = Heading | Paragraph | Items | Said | Facts | Table | Picture


@dataclass(frozen=True)
class Paper:
    """A whole document. ``contents`` is the title of its table of contents; without one it has none.

    ``chapters`` says that each heading of level 1 begins a page.
    """

    language: str
    title: str
    subtitle: str
    author: str
    front: Sequence[str]
    pieces: Sequence[Piece]
    contents: str = ""
    chapters: bool = False
    page: str = ""
    demonstration: str = ""
    keywords: Sequence[str] = field(default_factory=tuple)

    def as_data(self) -> dict[str, Any]:
        """The document as JSON can hold it."""
        return {**self.__dict__, "pieces": [as_data(piece) for piece in self.pieces]}


def as_data(piece: Piece) -> dict[str, Any]:
    """A piece as JSON can hold it."""
    data = {"kind": piece.kind, **asdict(piece)}
    return {**data, "blocks": piece.blocks} if isinstance(piece, Said) else data


def legible(paper: Paper) -> Paper:
    """The document without what cannot be read, such as control characters, which no file format takes."""
    return replace(paper, **{one.name: _legible(getattr(paper, one.name)) for one in fields(paper)})


def _legible(value: Any) -> Any:
    if isinstance(value, str):
        return clean(value)
    if isinstance(value, list | tuple):
        return type(value)(_legible(each) for each in value)
    if is_dataclass(value) and not isinstance(value, type):
        return replace(value, **{one.name: _legible(getattr(value, one.name)) for one in fields(value)})
    return value
