"""The words of the explorer for signs, classes, layers and roles."""

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

SIGNS: dict[int, str] = {1: "+", -1: "−", 0: "?"}
SIGN_WORDS: dict[int, Promise] = {
    1: _("more leads to more"),
    -1: _("more leads to less"),
    0: _("direction unknown"),
}
STRENGTHS: dict[str, Promise] = {
    "weak": _("weak"),
    "average": _("average"),
    "strong": _("strong"),
    "very_strong": _("very strong"),
}
SPEEDS: dict[str, Promise] = {
    "low": _("slow"),
    "average": _("average"),
    "high": _("fast"),
    "very_high": _("very fast"),
}
LAYERS: dict[str, Promise] = {
    "stated": _("stated in the source"),
    "read": _("read from the text"),
    "inferred": _("inferred"),
}
ROLES: dict[str, Promise] = {
    "lever": _("lever"),
    "goal": _("goal"),
    "key": _("key factor"),
    "effectiveness": _("shows the effect"),
    "pressure": _("pressure"),
}
KINDS: dict[str, Promise] = {
    "causal": _("cause"),
    "definition": _("by definition"),
    "summary": _("summary, does not count"),
}
LOOP_TYPES: dict[str, Promise] = {
    "R": _("strengthens"),
    "B": _("counters"),
    "?": _("not to say"),
}
TIME_UNITS: dict[str, Promise] = {
    "year": _("year"),
    "month": _("month"),
    "week": _("week"),
    "day": _("day"),
}


def worded(words: dict[str, Promise], value: object) -> str:
    """The word for a class, or the value itself when it is a number or a class of the model's own."""
    return str(words.get(str(value), value))
