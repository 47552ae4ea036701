"""Ends of the chain, kept in a file outside the database, so that rebuilding the chain shows."""

import os
from pathlib import Path

from django.conf import settings

from ketenzicht.audit.models import AuditHead


def anchor_file() -> Path:
    """Where the ends are kept."""
    return Path(settings.DATA) / "audit-anchors.txt"


def keep_anchor() -> None:
    """Add the present end of the chain, when it moved since the last time."""
    head = AuditHead.objects.get(pk=1)
    keep_end(head.sequence, head.digest)


def keep_end(sequence: int, digest: str) -> None:
    """Add this end of the chain, when it is not the one that stands there last."""
    path, line = anchor_file(), f"{sequence} {digest}\n"
    last = path.read_text("utf-8").splitlines(keepends=True)[-1:] if path.exists() else []
    if sequence and last != [line]:
        with path.open("a", encoding="utf-8") as anchors:
            anchors.write(line)
            anchors.flush()
            os.fsync(anchors.fileno())
