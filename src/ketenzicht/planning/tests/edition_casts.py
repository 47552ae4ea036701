"""An edition, and what its documents say."""

import re
import zipfile
from collections.abc import Sequence
from datetime import timedelta
from io import BytesIO
from itertools import pairwise
from typing import Any
from xml.etree.ElementTree import Element, fromstring

from pdfminer.high_level import extract_text

from ketenzicht.audit.models import AuditEvent
from ketenzicht.common.actor import Actor, acting
from ketenzicht.common.domain.rights import Verb
from ketenzicht.planning.actions import editions as actions
from ketenzicht.planning.models import Consultation, Edition
from ketenzicht.planning.queries.editions import newest_number
from ketenzicht.planning.tests import casts

AT = casts.AT + timedelta(days=30)
W = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"
WP = "{http://schemas.openxmlformats.org/drawingml/2006/wordprocessingDrawing}"
_PAGE = re.compile(r"^.*Pagina \d+ / \d+$", re.MULTILINE)


def edition(held: Consultation, by: Actor, **given: Any) -> Edition:
    with acting(by):
        given = {"note": "", "confirmed": True, "seen": newest_number(held), "at": AT, **given}
        return actions.publish_edition(code=held.code, by=by, **given)


def recorded(what: str) -> list[object]:
    """The details of what the audit trail holds about editions."""
    with acting(Actor.operator(Verb.AUDIT_READ)):
        return [event.detail for event in AuditEvent.objects.filter(kind=f"planning.edition.{what}")]


def words(text: str) -> str:
    """Only letters and digits, so that lines, marks of lists and hyphens do not matter."""
    return re.sub(r"[\W_]+", "", text)


def words_of_pdf(content: bytes, furniture: str) -> str:
    """What stands on the pages, without what stands at the foot of each of them."""
    text = extract_text(BytesIO(content))
    lines = [line for line in text.splitlines() if not line.startswith(furniture) and not _PAGE.match(line)]
    return words("".join(lines))


def words_of_word(content: bytes) -> str:
    return words("".join(piece.text or "" for piece in part_of_word(content, "document").iter(f"{W}t")))


def part_of_word(content: bytes, name: str) -> Element:
    with zipfile.ZipFile(BytesIO(content)) as parts:
        return fromstring(parts.read(f"word/{name}.xml"))


def each_once(whole: str, said: Sequence[str]) -> None:
    """Fails unless every statement stands in the document, in this order and no more often."""
    place, wanted = 0, [words(text) for text in said]
    for text in wanted:
        found = whole.find(text, place)
        assert found >= 0, text[:80]
        place = found + len(text)
    # Short ones stand within others too; together those that are long enough are unmistakable.
    every = "\0".join(wanted)
    for text in {one for one in wanted if len(one) > 40}:
        assert whole.count(text) == every.count(text), text[:80]


def accessible_word(content: bytes, *, title: str, language: str) -> None:
    """Fails on what a checker for Word would say: no title, no language, leaps of headings, no words."""
    document, styles = part_of_word(content, "document"), part_of_word(content, "styles")
    with zipfile.ZipFile(BytesIO(content)) as parts:
        about = parts.read("docProps/core.xml").decode()
    assert f"<dc:title>{title}</dc:title>" in about
    assert f"<dc:language>{language}</dc:language>" in about
    assert {one.get(f"{W}val") for one in styles.findall(f"{W}docDefaults//{W}lang")} == {language}
    used = [one.get(f"{W}val") or "" for one in document.iter(f"{W}pStyle")]
    levels = [int(style.removeprefix("Heading")) for style in used if re.fullmatch(r"Heading\d", style)]
    assert levels[0] == 1
    assert all(after - before <= 1 for before, after in pairwise(levels))
    for table in document.iter(f"{W}tbl"):
        assert table.find(f"{W}tr/{W}trPr/{W}tblHeader") is not None
        caption = table.find(f"{W}tblPr/{W}tblCaption")
        assert caption is not None
        assert caption.get(f"{W}val")
    for picture in document.iter(f"{WP}docPr"):
        assert picture.get("descr")
    anchors = {one.get(f"{W}anchor") for one in document.iter(f"{W}hyperlink")}
    assert anchors <= {one.get(f"{W}name") for one in document.iter(f"{W}bookmarkStart")}
    # An empty paragraph is silence for whoever listens, and layout by line ends for whoever looks.
    for paragraph in document.iter(f"{W}p"):
        assert any(each.tag in (f"{W}t", f"{W}drawing") for each in paragraph.iter())
