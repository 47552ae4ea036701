"""Everything somebody has filled in so far, as typed, page by page.

Nothing is checked here and nothing is thrown away: a page that is wrong, half done or gone back from keeps
what was typed. It travels as bytes, which the views seal.
"""

import json
import secrets
import zlib
from collections.abc import Iterable, Mapping
from dataclasses import asdict, dataclass, field, fields

from ketenzicht.reporting.domain.receipt import new_receipt

Raw = dict[str, list[str]]


@dataclass(frozen=True)
class KeptFile:
    """A file that was sent along and waits, sealed, for the report to be finished."""

    id: str
    name: str
    size: int
    kind: str
    changes: list[str] = field(default_factory=list)


@dataclass
class Answers:
    """The unfinished report of one person on one device or in one draft."""

    submission: str
    receipt_code: str
    file_owner: str
    pages: dict[str, Raw] = field(default_factory=dict)
    files: list[KeptFile] = field(default_factory=list)
    trail: list[str] = field(default_factory=list)
    checking: bool = False

    @classmethod
    def fresh(cls, submission: str = "") -> "Answers":
        """Nothing filled in yet; the receipt is already made, so that sending twice gives it once."""
        return cls(submission or secrets.token_urlsafe(32), new_receipt().digits, secrets.token_urlsafe(32))

    @classmethod
    def from_bytes(cls, data: bytes) -> "Answers":
        """What :meth:`to_bytes` gave."""
        found = json.loads(zlib.decompress(data))
        # A draft can be older than the newest version: what it does not know yet, or no more, is left out.
        known = {name: found[name] for name in _NAMES if name in found}
        known["files"] = [KeptFile(**kept) for kept in found.get("files", [])]
        return cls(**known)

    def to_bytes(self) -> bytes:
        """All of it, small enough to carry in a page."""
        return zlib.compress(json.dumps(asdict(self), separators=(",", ":")).encode(), 9)

    def raw(self, page: str) -> Raw:
        """What was typed on a page; empty when it was not filled in."""
        return self.pages.get(page, {})

    def keep(self, page: str, names: Iterable[str], posted: Mapping[str, list[str]]) -> None:
        """Keep what was posted for the fields of a page; an unticked box or emptied field is kept as that."""
        old = {name: values for name, values in self.raw(page).items() if name not in set(names)}
        self.pages[page] = old | {name: posted[name] for name in names if name in posted}

    def first(self, page: str, name: str) -> str:
        """The one value typed in a field; empty when there is none."""
        values = self.raw(page).get(name) or [""]
        return values[0]

    def go_forward(self, here: str) -> None:
        """Remember the page that was left, for the way back."""
        if here in self.trail:
            self.trail = self.trail[: self.trail.index(here)]
        self.trail.append(here)

    def go_back(self, first: str) -> str:
        """The page before this one on the way that was taken."""
        return self.trail.pop() if self.trail else first


_NAMES = tuple(each.name for each in fields(Answers))
