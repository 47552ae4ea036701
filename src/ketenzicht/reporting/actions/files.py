"""Files of a report: the working copy without metadata, and the original sealed apart."""

import hashlib
from collections.abc import Sequence
from uuid import UUID

from ketenzicht.common.sealing import seal
from ketenzicht.reporting.domain.content import FileContent
from ketenzicht.reporting.domain.files import FileRefusal, Refused, too_many
from ketenzicht.reporting.inspection import NotInspected, inspect_apart
from ketenzicht.reporting.models import Attachment, AttachmentOriginal
from ketenzicht.reporting.slow_hash import TooBusy


class FileRefused(Exception):
    """A file that is not taken in, and why."""

    def __init__(self, refusal: FileRefusal, name: str = "") -> None:
        super().__init__(refusal.value)
        self.refusal = refusal
        self.name = name


def store_files(*, report_id: UUID, addition_id: UUID | None, files: Sequence[FileContent]) -> None:
    """Store files with a report or an addition, for whoever acts as its reporter.

    Raises :class:`FileRefused`, :class:`TooBusy`.
    """
    if too_many(len(files)):
        raise FileRefused(FileRefusal.TOO_MANY)
    for position, file in enumerate(files):
        try:
            found = inspect_apart(file.name, file.content)
        except NotInspected as failure:
            # It was looked at before, when it came in; now there was no room for it.
            raise TooBusy from failure
        if isinstance(found, Refused):
            raise FileRefused(found.refusal, file.name)
        attachment = Attachment(
            report_id=report_id,
            addition_id=addition_id,
            position=position,
            name=found.name,
            content_type=found.content_type,
            size=len(found.clean),
            sha256=hashlib.sha256(file.content).hexdigest(),
            changes=[change.value for change in found.changes],
            content=found.clean,
        )
        attachment.save(force_insert=True)
        original = AttachmentOriginal(
            attachment=attachment, report_id=report_id, sealed=seal(file.content, "original")
        )
        original.save(force_insert=True)
