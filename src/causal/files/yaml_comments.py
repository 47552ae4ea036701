"""The comments in a YAML text, which a model has no place for."""

import re
from collections.abc import Iterator

import yaml

_LIKE_A_COMMENT = re.compile(r"(?:^|\s)#", re.MULTILINE)
_COMMENT = re.compile(r"#(.*)")
_LONGEST = 60


def comments_in(text: str) -> list[str]:
    """The comments in a readable text, without their sign, in their order and each shortened."""
    if not _LIKE_A_COMMENT.search(text):
        return []
    found = (comment[1].strip(" #") for gap in _gaps(text) for comment in _COMMENT.finditer(gap))
    return [comment[:_LONGEST] for comment in found if comment]


def _gaps(text: str) -> Iterator[str]:
    """What stands between the tokens: white space, line ends and comments; never the inside of a text."""
    end = 0
    for token in yaml.scan(text, Loader=yaml.CSafeLoader):
        start = token.start_mark.index
        if start > end:
            yield text[end:start]
        end = max(end, token.end_mark.index)
    yield text[end:]
