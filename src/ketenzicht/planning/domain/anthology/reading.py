"""From lines to an anthology."""

import re
from collections.abc import Mapping, Sequence
from dataclasses import replace

from ketenzicht.planning.domain.anthology.contents import Contents, find_contents
from ketenzicht.planning.domain.anthology.furniture import find_furniture
from ketenzicht.planning.domain.anthology.headings import Heading, find_headings
from ketenzicht.planning.domain.anthology.lines import Line, bare, key
from ketenzicht.planning.domain.anthology.result import Anthology, Chapter, Cluster, LeftOut, Reason
from ketenzicht.planning.domain.anthology.statements import Part, make_statements, wraps

_APPENDIX = re.compile(r"^(?:bijlagen?|appendix|annex)\b\s*(?:\w{1,3}\b)?[.:]?\s*", re.IGNORECASE)
_LONGEST_TITLE = 80


def read(lines: Sequence[Line]) -> Anthology:
    """Read a whole document. Gives no chapters when no numbered headings are found."""
    contents = find_contents(lines)
    headings = find_headings(lines, contents)
    return _Reading(lines, contents, headings).read()


class _Reading:
    def __init__(self, lines: Sequence[Line], contents: Contents, headings: Mapping[int, Heading]) -> None:
        self.lines, self.contents, self.headings = lines, contents, headings
        self.heading_lines = {number for heading in headings.values() for number in heading.lines}
        self.furniture = find_furniture(lines, self.heading_lines)
        self.end = _end_of_body(lines, contents, self.heading_lines)
        self.left_out: list[LeftOut] = []
        self.chapters: list[Chapter] = []
        self.parts: list[Part] = []
        self.heading: Heading | None = None
        self.blank = self.page_turn = False

    def read(self) -> Anthology:
        body = [line for line in self.lines if self._reason(line) in (None, Reason.EMPTY)]
        self.wrapped = wraps(body)
        for line in self.lines:
            self._take(line)
        self._close()
        return Anthology(tuple(self.chapters), tuple(self.left_out))

    def _take(self, line: Line) -> None:
        if line.number in self.headings:
            self._open(self.headings[line.number])
        elif line.number not in self.heading_lines:
            reason = self._reason(line) or self._reason_of_place()
            if reason:
                self._leave(line, reason)
            else:
                self.parts.append(Part(line, self.blank, self.page_turn))
                self.blank = self.page_turn = False

    def _leave(self, line: Line, reason: Reason) -> None:
        self.left_out.append(LeftOut(line.number, line.text, reason))
        self.page_turn = self.page_turn or reason is Reason.FURNITURE
        self.blank = self.blank or reason in (Reason.EMPTY, Reason.SEPARATOR)

    def _reason(self, line: Line) -> Reason | None:
        """Why the line itself is no part of a statement."""
        text = bare(line.text)
        known = {
            Reason.CONTENTS: line.number in self.contents.lines,
            Reason.EMPTY: not text,
            Reason.END_MATTER: line.number >= self.end,
            Reason.FURNITURE: line.number in self.furniture,
            Reason.SEPARATOR: not any(letter.isalnum() for letter in text),
        }
        return next((reason for reason, holds in known.items() if holds), None)

    def _reason_of_place(self) -> Reason | None:
        if self.heading is None:
            return Reason.FRONT_MATTER
        return Reason.CHAPTER_TEXT if self.heading.is_chapter else None

    def _open(self, heading: Heading) -> None:
        self._close()
        self.heading, self.parts, self.blank, self.page_turn = heading, [], True, False
        if heading.is_chapter:
            self.chapters.append(Chapter(heading.number, heading.title, heading.lines, ()))

    def _close(self) -> None:
        if self.heading is None or self.heading.is_chapter:
            return
        cluster = Cluster(
            number=self.heading.number,
            title=self.heading.title,
            lines=self.heading.lines,
            statements=make_statements(self.parts, wrapped=self.wrapped),
            contents_title=self.contents.titles.get(self.heading.number, ""),
            doubts=self.heading.doubts,
        )
        chapter = self.chapters[-1]
        self.chapters[-1] = replace(chapter, clusters=(*chapter.clusters, cluster))


def _end_of_body(lines: Sequence[Line], contents: Contents, heading_lines: set[int]) -> int:
    """The number of the first line after the last statement; past the document when nothing closes it."""
    closing = {key(_APPENDIX.sub("", title)) for title in contents.closing}
    last_heading = max(heading_lines, default=0)
    for line in lines:
        text = bare(line.text)
        if line.number <= last_heading or not text or len(text) > _LONGEST_TITLE:
            continue
        if _APPENDIX.match(text) or key(text) in closing:
            return line.number
    return lines[-1].number + 1 if lines else 1
