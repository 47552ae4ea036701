"""Which lines are the headings of chapters and clusters."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from difflib import SequenceMatcher

from ketenzicht.planning.domain.anthology.contents import Contents, number_and_title
from ketenzicht.planning.domain.anthology.lines import Line, bare, ends_sentence, key
from ketenzicht.planning.domain.anthology.result import Doubt

_LONGEST = 140
_ALIKE = 0.75


@dataclass(frozen=True)
class Heading:
    """A heading and the lines it takes up."""

    number: str
    title: str
    lines: tuple[int, ...]
    doubts: tuple[Doubt, ...] = ()

    @property
    def is_chapter(self) -> bool:
        """Whether clusters hang under it."""
        return "." not in self.number


def find_headings(lines: Sequence[Line], contents: Contents) -> Mapping[int, Heading]:
    """Headings by their first line, in order.

    A heading continues the numbering. Where there is a table of contents its title has to be alike too: a
    number at the head of a statement is no heading.
    """
    finder = _Finder(contents)
    body = [line for line in lines if line.number not in contents.lines and bare(line.text)]
    for place, line in enumerate(body):
        following = body[place + 1] if place + 1 < len(body) else None
        finder.look_at(line, following)
    return finder.found


class _Finder:
    def __init__(self, contents: Contents) -> None:
        self.titles = contents.titles
        self.found: dict[int, Heading] = {}
        self.chapter = self.cluster = 0

    def look_at(self, line: Line, following: Line | None) -> None:
        text = bare(line.text)
        heading = (
            self._on_one_line(line, text) or self._marked(line, text) or self._on_two(line, text, following)
        )
        if heading is None:
            return
        chapter, _, cluster = heading.number.partition(".")
        self.chapter, self.cluster = int(chapter), int(cluster or 0)
        self.found[line.number] = heading

    def _on_one_line(self, line: Line, text: str) -> Heading | None:
        numbered = number_and_title(text)
        if numbered is None or len(text) > _LONGEST:
            return None
        return self._accepted(*numbered, (line.number,), marked=line.level > 0)

    def _on_two(self, line: Line, text: str, following: Line | None) -> Heading | None:
        """The number alone on a line, its title on the next."""
        if following is None or not text.rstrip(".").replace(".", "").isdigit():
            return None
        number, title = text.rstrip("."), bare(following.text)
        if number not in self.titles or not _alike(title, self.titles[number]):
            return None
        return self._accepted(number, title, (line.number, following.number), marked=False)

    def _marked(self, line: Line, text: str) -> Heading | None:
        """A heading by its style, with its number given by the style too."""
        if not line.level or number_and_title(text) is not None or (line.level > 1 and not self.chapter):
            return None
        number = str(self.chapter + 1) if line.level == 1 else f"{self.chapter}.{self.cluster + 1}"
        if self.titles and not _alike(text, self.titles.get(number, "")):
            return None
        return Heading(number, text, (line.number,))

    def _accepted(self, number: str, title: str, lines: tuple[int, ...], *, marked: bool) -> Heading | None:
        chapter, _, cluster = number.partition(".")
        if int(chapter) != self.chapter + (0 if cluster else 1):
            return None
        if not self._credible(number, title, marked):
            return None
        doubts = []
        if cluster and int(cluster) != self.cluster + 1:
            doubts.append(Doubt.NUMBERING)
        if self.titles.get(number, title) != title:
            doubts.append(Doubt.TITLE)
        return Heading(number, title, lines, tuple(doubts))

    def _credible(self, number: str, title: str, marked: bool) -> bool:
        if self.titles:
            return _alike(title, self.titles.get(number, ""))
        if marked:
            return True
        next_in_line = "." not in number or int(number.partition(".")[2]) == self.cluster + 1
        return next_in_line and (not ends_sentence(title) or title.endswith("?")) and title[0].isupper()


def _alike(one: str, other: str) -> bool:
    return bool(other) and SequenceMatcher(None, key(one), key(other)).ratio() > _ALIKE
