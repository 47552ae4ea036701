"""The words for what stands in a document and for what people do with it."""

from collections.abc import Mapping
from typing import Any

from django.utils.functional import Promise
from django.utils.translation import get_language, pgettext_lazy
from django.utils.translation import gettext_lazy as _

from ketenzicht.systems.domain.documents import Json, label_of
from ketenzicht.systems.domain.quick import Unclear

Words = Mapping[str, str | Promise]

SIGNS: Words = {"+": _("more → more"), "-": _("more → less"), "?": _("not known")}
STRENGTHS: Words = {
    "weak": pgettext_lazy("strength", "weak"),
    "average": pgettext_lazy("strength", "average"),
    "strong": pgettext_lazy("strength", "strong"),
    "very_strong": pgettext_lazy("strength", "very strong"),
}
SPEEDS: Words = {
    "low": pgettext_lazy("speed", "slow"),
    "average": pgettext_lazy("speed", "average"),
    "high": pgettext_lazy("speed", "fast"),
    "very_high": pgettext_lazy("speed", "very fast"),
}
LAYERS: Words = {
    "stated": _("said in the source"),
    "read": _("read from the context"),
    "inferred": _("inferred by us"),
}
KINDS: Words = {
    "causal": _("a cause"),
    "definition": _("true by definition"),
    "summary": _("a summary of other routes; counts in no sum"),
}
ROLES: Words = {
    "general": pgettext_lazy("role of a factor", "general"),
    "key": pgettext_lazy("role of a factor", "key factor"),
    "effectiveness": pgettext_lazy("role of a factor", "effectiveness"),
    "lever": pgettext_lazy("role of a factor", "lever: somebody can turn it"),
    "goal": pgettext_lazy("role of a factor", "goal: this is what it is about"),
}
DIRECTIONS: Words = {"up": _("should rise"), "down": _("should fall")}
EDITS: Words = {
    "add_factor": _("Added factor"),
    "change_factor": _("Changed factor"),
    "remove_factor": _("Removed factor"),
    "add_relation": _("Added relation"),
    "change_relation": _("Changed relation"),
    "remove_relation": _("Removed relation"),
    "settings": _("Changed what the model says about itself"),
    "import": _("Read a file in"),
    "merge": _("Took a proposal in"),
    "session": _("Wrote down a session"),
}
FIELDS: Words = {
    "label": _("Name"),
    "domain": _("Part of the system"),
    "roles": _("Role"),
    "desired": _("Wanted direction"),
    "unit": _("Unit"),
    "initial": _("Level at the start"),
    "self_limitation": _("Restrains itself"),
    "pressure": _("Is strain on part of the system"),
    "note": _("Remark"),
    "source": _("Source"),
    "from": pgettext_lazy("relation", "From"),
    "to": pgettext_lazy("relation", "To"),
    "sign": _("Sign"),
    "strength": _("Strength"),
    "speed": _("Speed"),
    "layer": _("How firm"),
    "kind": _("Kind"),
    "reference": _("Where it is said"),
    "left_out": _("Takes part in no sum, because"),
    "uncertain": _("Exists together with (group)"),
    "title": _("Title"),
    "description": _("What it is about"),
    "notes": _("Notes"),
}
UNCLEAR: Mapping[Unclear, str | Promise] = {
    Unclear.NO_ARROW: _("Type an arrow between the two names: cause > effect +"),
    Unclear.MORE_ARROWS: _("One arrow at a time, please."),
    Unclear.NO_SOURCE: _("What is the cause? Type it before the arrow."),
    Unclear.NO_TARGET: _("What does it work on? Type it behind the arrow."),
    Unclear.NO_SIGN: _("End with + (more leads to more), − (more leads to less) or ? (not known)."),
}
STATES: Words = {
    "open": pgettext_lazy("proposal", "waits for an answer"),
    "merged": pgettext_lazy("proposal", "taken in"),
    "declined": pgettext_lazy("proposal", "declined"),
    "withdrawn": pgettext_lazy("proposal", "taken back"),
}
VERSION_STATES: Words = {
    "kept": pgettext_lazy("version", "for the own desk"),
    "published": pgettext_lazy("version", "published"),
    "withdrawn": pgettext_lazy("version", "no longer published"),
}
VISIBILITIES: Words = {
    "desk": _("Only our desk"),
    "signed_in": _("Everybody with an account"),
    "public": _("Everybody, also without an account"),
}


def language() -> str:
    """The language of the page, as documents name it."""
    return "en" if get_language() == "en" else "nl"


def choices(words: Words) -> list[tuple[str, str | Promise]]:
    """Words as the choices of a form."""
    return list(words.items())


def shown(document: Mapping[str, Any], name: str, value: Any) -> str:
    """A field of an item as people read it."""
    known = {"sign": SIGNS, "strength": STRENGTHS, "speed": SPEEDS, "layer": LAYERS, "kind": KINDS}
    known |= {"desired": DIRECTIONS}
    if value is None or value == "":
        return "–"
    if name in known:
        return str(known[name].get(str(value), value))
    if name in ("from", "to", "factor"):
        found = next((one for one in document.get("factors", []) if one["id"] == value), None)
        return label_of(found, language()) or str(value)
    if name == "roles":
        return ", ".join(str(ROLES.get(one, one)) for one in value)
    return _plain(value)


def _plain(value: Any) -> str:
    if isinstance(value, Mapping):
        return " / ".join(map(str, value.values()))
    if isinstance(value, list | tuple):
        return "; ".join(_plain(one) for one in value)
    if isinstance(value, bool):
        return str(_("yes") if value else _("no"))
    return str(value)


def relation_words(document: Mapping[str, Any], relation: Json) -> str:
    """A relation as one line: cause → effect (+)."""
    source, target = (shown(document, end, relation[end]) for end in ("from", "to"))
    sign = {"-": "−"}.get(relation["sign"], relation["sign"])
    return f"{source} → {target} ({sign})"


ANALYSES: Words = {
    "verdict": _("What does a change do? Three verdicts, on each layer of firmness, with many draws"),
    "rank": _("What helps most? All levers and interventions, each pair compared"),
    "ensemble": _("How does it go in time? Every intervention, with the uncertainty in strength and speed"),
    "report": _("A report of two pages to print"),
}
RUN_STATES: Words = {
    "queued": pgettext_lazy("run", "waits for its turn"),
    "running": pgettext_lazy("run", "is being worked out"),
    "done": pgettext_lazy("run", "done"),
    "cancelled": pgettext_lazy("run", "stopped"),
    "failed": pgettext_lazy("run", "failed"),
}
RUN_TONES = {
    "queued": "waiting",
    "running": "busy",
    "done": "done",
    "cancelled": "stopped",
    "failed": "stopped",
}
LAYER_SETS: Words = {
    "stated": _("With what the source says alone"),
    "stated and read": _("With what is read from the context too"),
    "all": _("With what we inferred too"),
}
SCHEMES: Words = {
    "uniform-unit-self": _("every strength equally likely"),
    "in-degree": _("strength shared among what drives a factor"),
    "uniform": _("strengths and restraints equally likely"),
    "classes": _("strengths around their class"),
}
# Why a way of drawing gave no numbers, by the engine's code.
REFUSALS: Words = {
    "unrestrained": _("refused: nothing restrains one of the factors, so nothing comes to rest"),
    "singular": _("refused: whatever the strengths, this model has no state of rest of its own"),
    "unstable": _("refused: the model hardly ever comes to rest"),
    "disagrees": _("refused: hardly any draw does what was observed"),
}
FAILURES: Words = {
    "too long": _("It took longer than an hour. Ask for fewer draws."),
    "ended": _("The calculation ended unexpectedly. Press ‘Go on’ to try again."),
}


def refusal(reason: str | None) -> str:
    """Why there are no numbers; for what was kept without a code only that there are none."""
    return str(REFUSALS.get(reason or "", _("refused: too few draws could be used")))


def failure(why: str) -> str:
    """Why a calculation failed; what the engine itself said stays as it was said."""
    return str(FAILURES.get(why) or _("The engine said: %(why)s") % {"why": why}) if why else ""


def piece(kind: str, name: str, document: Mapping[str, Any]) -> str:
    """A piece of a long analysis as people know it: a footing, a way of drawing, an intervention."""
    known = {"verdict": LAYER_SETS, "rank": SCHEMES}.get(kind, {})
    if name in known:
        return str(known[name])
    found = next((one for one in document.get("interventions", []) if one["id"] == name), None)
    return label_of(found, language()) or ""
