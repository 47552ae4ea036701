"""A name that is safe to show and to save: no folder, nothing invisible, and the extension of its content."""

import re
import unicodedata

from ketenzicht.common.domain.text import composed

LONGEST = 100

_NOT_IN_A_NAME = re.compile(r'[<>:"|?*]')
_RESERVED = re.compile(r"(?i)(con|prn|aux|nul|com[0-9]|lpt[0-9])")
_LONGEST_EXTENSION = 10
_SAME = {"jpg": {"jpg", "jpeg", "jpe", "jfif"}, "txt": {"txt", "text", "log", "csv", "md"}}


def safe_name(name: str, extension: str) -> str:
    """The last part of ``name``, cleaned, at most a hundred characters, ending in ``extension``.

    An extension that says something else than the content is kept as part of the name, before the right one.
    """
    last = re.split(r"[/\\]", name)[-1]
    visible = "".join(char for char in last if unicodedata.category(char)[0] != "C")
    tidy = " ".join(_NOT_IN_A_NAME.sub("_", composed(visible)).split()).strip(". ")
    stem, dot, ending = tidy.rpartition(".")
    if not dot or ending.lower() not in _SAME.get(extension, {extension}):
        stem, ending = tidy, extension
    if not stem or _RESERVED.fullmatch(stem):
        stem = f"{stem}_" if stem else "file"
    return f"{stem[: LONGEST - _LONGEST_EXTENSION]}.{ending.lower()}"
