"""What the receiver knows before accepting: never content, never where it comes from, never how much."""

from collections.abc import Iterable, Mapping, Sequence
from datetime import date, datetime
from typing import Any

from django.utils import timezone
from django.utils.translation import get_language

from ketenzicht.common.queries import exploitation_forms
from ketenzicht.disclosure import queries as disclosure
from ketenzicht.handover import words
from ketenzicht.handover.domain.package import PackageFileContent, Preview, read
from ketenzicht.handover.models import Handover
from ketenzicht.handover.queries.content import ATTACHMENTS, PackageField

Shown = dict[str, Any]


def form_labels(codes: Iterable[str], on: date) -> list[str]:
    """What forms of exploitation are called."""
    labels = {form.code: form.label for form in exploitation_forms(on)}
    return [labels.get(code, code) for code in codes]


def preview_of(handover: Handover) -> Shown:
    """What the receiving desk may know of a hand-off before it accepts."""
    return {
        "purpose": handover.purpose.label,
        "purpose_note": handover.purpose.in_language("description"),
        "urgency": words.say(words.URGENCIES, handover.urgency),
        "is_acute": handover.urgency == Handover.Urgency.ACUTE,
        "forms": form_labels(handover.preview_forms, timezone.localdate(handover.sent_at)),
        "region": handover.preview_region,
        "age_band": words.say(words.AGE_BANDS, handover.preview_age_band),
        "question": handover.question,
    }


def draft_preview(
    *,
    purpose_code: str,
    urgency: str,
    question: str,
    preview: Preview,
    package: Mapping[str, Any],
    files: Sequence[PackageFileContent] = (),
    access_until: datetime | None,
    at: datetime,
) -> Shown:
    """The same for a hand-off that has not been sent, with what follows after acceptance.

    For ``handover/_preview.html`` on the page where somebody prepares one.
    """
    on = timezone.localdate(at)
    purpose = disclosure.purposes(on).filter(code=purpose_code).first()
    labels = disclosure.field_labels()
    language = get_language() or "nl"
    fields = [
        PackageField(code, labels.get(code, code), read(content, language))
        for code, content in package.items()
        if code != ATTACHMENTS
    ]
    return {
        "purpose": purpose.label if purpose else "",
        "purpose_note": purpose.in_language("description") if purpose else "",
        "urgency": words.say(words.URGENCIES, urgency),
        "is_acute": urgency == Handover.Urgency.ACUTE,
        "forms": form_labels(preview.forms, on),
        "region": preview.region,
        "age_band": words.say(words.AGE_BANDS, preview.age_band),
        "question": question,
        "fields": fields,
        "files": [
            {"name": file.name, "size": len(file.content), "kind": file.content_type} for file in files
        ],
        "access_until": access_until,
    }
