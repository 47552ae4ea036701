"""What a reading gives: every line is in a heading, in a statement, or left out with its reason."""

from dataclasses import dataclass
from enum import StrEnum


class Reason(StrEnum):
    """Why a line is in no heading and in no statement."""

    EMPTY = "empty"
    CONTENTS = "contents"
    FRONT_MATTER = "front_matter"
    END_MATTER = "end_matter"
    FURNITURE = "furniture"
    SEPARATOR = "separator"
    CHAPTER_TEXT = "chapter_text"


class Doubt(StrEnum):
    """What the reader was unsure of; a person looks at it."""

    JOINED = "joined"
    SPLIT = "split"
    UNFINISHED = "unfinished"
    MARKS = "marks"
    TITLE = "title"
    NUMBERING = "numbering"
    REPEATED = "repeated"


@dataclass(frozen=True)
class Statement:
    """One literal statement; the items of its list stand on own lines that begin with ``- ``."""

    text: str
    lines: tuple[int, ...]
    doubts: tuple[Doubt, ...] = ()


@dataclass(frozen=True)
class Cluster:
    """Statements under one numbered heading.

    ``title`` is the heading above the statements; ``contents_title`` what the table of contents calls it,
    "" when it is not there.
    """

    number: str
    title: str
    lines: tuple[int, ...]
    statements: tuple[Statement, ...]
    contents_title: str = ""
    doubts: tuple[Doubt, ...] = ()


@dataclass(frozen=True)
class Chapter:
    """Clusters under one main heading."""

    number: str
    title: str
    lines: tuple[int, ...]
    clusters: tuple[Cluster, ...]


@dataclass(frozen=True)
class LeftOut:
    """A line that is in no heading and in no statement."""

    line: int
    text: str
    reason: Reason


@dataclass(frozen=True)
class Anthology:
    """The whole document, in the order of the source."""

    chapters: tuple[Chapter, ...]
    left_out: tuple[LeftOut, ...]

    @property
    def statements(self) -> tuple[Statement, ...]:
        """All statements, in order."""
        return tuple(
            statement
            for chapter in self.chapters
            for cluster in chapter.clusters
            for statement in cluster.statements
        )

    @property
    def unsure(self) -> int:
        """How many statements and headings a person should look at."""
        clusters = [cluster for chapter in self.chapters for cluster in chapter.clusters]
        return sum(bool(cluster.doubts) for cluster in clusters) + sum(
            bool(statement.doubts) for statement in self.statements
        )
