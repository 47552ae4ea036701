"""XML of strangers → elements, without entities, document types, depth or size that could do harm."""

import re
from xml.etree.ElementTree import Element, ParseError

from defusedxml import ElementTree
from defusedxml.common import DefusedXmlException

from causal.files import limits
from causal.files.problems import fail

DECLARATION = re.compile(r"^\s*<\?xml.*?\?>", re.DOTALL)
PREFIX = re.compile(r"<[^<>]{0,400}?[</\s]([A-Za-z_][\w.-]{0,40}):[A-Za-z_]")
DECLARED = re.compile(r"xmlns:([\w.-]+)\s*=")
ROOT = re.compile(r"<[A-Za-z_][\w.:-]*")
ELEMENTS = 250_000


def parse_xml(text: str, name: str) -> Element:
    """The root element. Raises ModelErrors for XML that is broken, dangerous or far too large."""
    if text.count("<") > ELEMENTS:
        raise fail("values", file=name, limit=ELEMENTS)
    bare = DECLARATION.sub("", text, count=1)
    try:
        root: Element = ElementTree.fromstring(_with_prefixes(bare), forbid_dtd=True)
    except DefusedXmlException:
        raise fail("xml-unsafe", file=name) from None
    except ParseError as error:
        detail = str(error).partition(":")[0]
        raise fail("xml", file=name, line=error.position[0], detail=detail) from None
    except RecursionError:
        raise fail("deep", file=name, limit=limits.DEPTH) from None
    return root


def _with_prefixes(text: str) -> str:
    """The text with the prefixes declared that its maker forgot (files of Stella do)."""
    used = set(PREFIX.findall(text)) - set(DECLARED.findall(text)) - {"xml", "xmlns"}
    extra = "".join(f' xmlns:{prefix}="urn:undeclared:{prefix}"' for prefix in sorted(used))
    return ROOT.sub(lambda found: found[0] + extra, text, count=1) if used and len(used) < 20 else text


def local(element: Element) -> str:
    """The name of an element without its namespace."""
    return str(element.tag).rpartition("}")[2]


def space(element: Element) -> str:
    """The namespace of an element; "" when it has none."""
    return str(element.tag).rpartition("}")[0].lstrip("{")


def children(element: Element, name: str) -> list[Element]:
    """The children of this name, in whatever namespace."""
    return [child for child in element if local(child) == name]


def all_text(element: Element) -> str:
    """All text inside an element."""
    return "".join(element.itertext())
