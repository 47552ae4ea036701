"""What doubts, reasons and troubles are called on pages."""

from collections.abc import Mapping

from django.utils.functional import Promise
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from ketenzicht.common.written import written_number
from ketenzicht.planning.documents import Trouble
from ketenzicht.planning.domain.anthology import Doubt, Reason

DOUBTS: Mapping[str, Promise] = {
    Doubt.JOINED: _("Put together from lines with an empty line between them. Is it one statement?"),
    Doubt.SPLIT: _("No empty line between this and what stands before it. Is it a statement of its own?"),
    Doubt.UNFINISHED: _("It does not end as a sentence does. Is something missing?"),
    Doubt.MARKS: _("Marks of layout were taken away."),
    Doubt.TITLE: _("The heading above the statements differs from the table of contents."),
    Doubt.NUMBERING: _("A number is missing before this one."),
    Doubt.REPEATED: _("The same text stands in this cluster more than once."),
}
REASONS: Mapping[str, Promise] = {
    Reason.CONTENTS: _("Table of contents"),
    Reason.FRONT_MATTER: _("Before the first chapter"),
    Reason.END_MATTER: _("After the last statement"),
    Reason.FURNITURE: _("Of the page: a page number or a line that returns on every page"),
    Reason.SEPARATOR: _("A line without words"),
    Reason.CHAPTER_TEXT: _("Between the title of a chapter and its first cluster"),
}
TROUBLES: Mapping[str, Promise] = {
    Trouble.EMPTY: _("This file is empty."),
    Trouble.TOO_LARGE: _(
        "This file is too large. The largest is 10 MB. Save it as text or without pictures."
    ),
    Trouble.UNKNOWN_KIND: _("This is no text, Word document (.docx) or PDF. Save it as one of those."),
    Trouble.BROKEN: _("This file is broken or only a part of a document. Open it and save it anew."),
    Trouble.ENCRYPTED: _("This file is protected. Save it without a password."),
    Trouble.NO_TEXT: _("This file holds no text. A scan has to be made into text first."),
    Trouble.TOO_SLOW: _("Reading this file takes too long. Save it anew, or as text."),
    Trouble.NOT_TEXT: _("The letters of this file cannot be told. Save it as text in UTF-8."),
}
KINDS: Mapping[str, Promise] = {
    "split": _("split a statement"),
    "join": _("put statements together"),
    "move": _("moved statements"),
    "take_in": _("took in lines"),
    "leave_out": _("left a statement out"),
    "add_cluster": _("added a cluster"),
    "oppose": _("marked statements as opposite"),
    "unoppose": _("took a mark of opposites away"),
    "take_note": _("made statements of a note"),
    "redact": _("redacted a statement"),
}
VISIBILITIES: Mapping[str, Promise] = {
    "desk": _("Only our own desk"),
    "signed_in": _("Everybody who is signed in"),
    "public": _("Everybody, without an account"),
}


def keys() -> list[dict[str, str]]:
    """What the keys do on the page where statements are looked over."""
    return [
        {"keys": "g", "text": gettext("This is right, go on")},
        {"keys": "s", "text": gettext("To where it can be cut in two")},
        {"keys": "v", "text": gettext("To putting it together with another")},
        {"keys": "m", "text": gettext("To moving it")},
        {"keys": "w", "text": gettext("To leaving it out")},
        {"keys": "u", "text": gettext("To undoing the last step")},
    ]


def sorting_keys() -> list[dict[str, str]]:
    """What the keys do on the page where many statements are moved at once."""
    return [
        {"keys": "j k", "text": gettext("To the next or the previous statement")},
        {"keys": "x", "text": gettext("Choose the statement")},
        {"keys": "m", "text": gettext("To the cluster where they go")},
        {"keys": "u", "text": gettext("To undoing the last step")},
    ]


def agreement_in_words(agreement: float | None) -> str:
    """An agreement as a figure of two decimals, or that there is nothing to compare."""
    if agreement is None:
        return gettext("nothing to compare")
    return written_number(agreement, 2)
