"""What the receiver knows before accepting: never content, never where it comes from, never how much."""

from collections.abc import Mapping, Sequence
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


def form_names(on: date) -> dict[str, str]:
    """What the forms of exploitation are called on a day."""
    return {form.code: form.label for form in exploitation_forms(on)}


def preview_of(handover: Handover, names: Mapping[str, str] | None = None) -> Shown:
    """What the receiving desk may know of a hand-off before it accepts.

    A list gives ``names``, those of :func:`form_names`, so that they are read once.
    """
    if names is None:
        names = form_names(timezone.localdate(handover.sent_at))
    return {
        "purpose": handover.purpose.label,
        "purpose_note": handover.purpose.in_language("description"),
        "urgency": words.say(words.URGENCIES, handover.urgency),
        "is_acute": handover.urgency == Handover.Urgency.ACUTE,
        "forms": [names.get(code, code) for code in handover.preview_forms],
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
    names = form_names(on)
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
        "forms": [names.get(code, code) for code in preview.forms],
        "region": preview.region,
        "age_band": words.say(words.AGE_BANDS, preview.age_band),
        "question": question,
        "fields": fields,
        "files": [
            {"name": file.name, "size": len(file.content), "kind": file.content_type} for file in files
        ],
        "access_until": access_until,
    }
