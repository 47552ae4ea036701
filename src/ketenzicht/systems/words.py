"""The words for what stands in a document and for what people do with it."""

from collections.abc import Callable, Mapping
from typing import Any

from django.utils.functional import Promise
from django.utils.translation import get_language, pgettext_lazy
from django.utils.translation import gettext_lazy as _

from ketenzicht.systems.domain.documents import Json, label_of
from ketenzicht.systems.domain.quick import Unclear
from ketenzicht.systems.domain.statements import Takes, parameters_of

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
CHANGES: Words = {
    "one_off": _("one-off change: the level jumps by this much"),
    "shift": _("permanent shift: pushed by this much for as long as it lasts"),
    "pinned": _("pinned value: held at this level"),
    "control": _("goal-seeking control: steered to this level"),
}
CHANGE_NAMES: Words = {
    "one_off": _("one-off change of %(factor)s by %(amount)s"),
    "shift": _("permanent shift of %(factor)s by %(amount)s"),
    "pinned": _("%(factor)s pinned at %(amount)s"),
    "control": _("%(factor)s steered to %(amount)s"),
}
SHAPES: Words = {
    "ramp": _("ramp: 0 at the first number, 1 at the second"),
    "s_shape": _("s-shape between two numbers"),
    "triangular": _("triangle: three corners"),
    "trapezoidal": _("trapezium: four corners"),
    "pi": _("pi shape: four corners, rounded"),
    "sigmoid": _("sigmoid: steepness and middle"),
    "double_sigmoid": _("double sigmoid: steepness and middle, twice"),
    "gaussian": _("bell of Gauss: width and middle"),
    "bell": _("bell: width, steepness and middle"),
}
LOOPS: Words = {"R": _("reinforces itself"), "B": _("dampens itself"), "?": _("not to be told")}
VERDICTS: Words = {
    "+": _("up"),
    "-": _("down"),
    "both": _("both: a trade-off"),
    "none": _("nothing"),
}
TESTS: Words = {
    "path": _("There is this route"),
    "net": _("All routes together work this way"),
    "loop": _("There is this loop"),
    "inputs": _("These factors work on it directly"),
    "outputs": _("It works directly on these factors"),
    "reaches": _("It reaches these factors"),
    "only_through": _("Every route passes one of these factors"),
    "through_domains": _("Routes go through these parts of the system"),
    "first_effect": _("This comes first"),
    "routes": _("So many routes raise and lower it"),
    "loop_count": _("There are this many loops"),
    "goals": _("These are the goals"),
    "equilibrium": _("Without an intervention nothing moves"),
    "out_of_reach": _("A model cannot decide this"),
}
PARAMETERS: Words = {
    "through": _("Through these factors"),
    "not_through": _("And not through these"),
    "sign": _("The whole means"),
    "from": pgettext_lazy("relation", "From"),
    "to": pgettext_lazy("relation", "To"),
    "type": _("The loop"),
    "length": _("Number of factors in it"),
    "slowest_at_least": _("Its slowest relation takes at least"),
    "of": _("Which factor?"),
    "include": _("At least these"),
    "exactly": _("Or exactly these and no others"),
    "factors": _("These factors"),
    "domains": _("Parts of the system"),
    "verdict": _("They push it"),
    "steps": _("After so many steps"),
    "opposite_later": _("Later the opposite follows"),
    "positive_at_least": _("At least so many routes raise it"),
    "positive_at_most": _("At most so many routes raise it"),
    "negative_at_least": _("At least so many routes lower it"),
    "negative_at_most": _("At most so many routes lower it"),
    "positive_share_at_least": _("At least this share of the routes raises it (0 to 1)"),
    "negative_share_at_least": _("At least this share of the routes lowers it (0 to 1)"),
    "count": _("Loops"),
    "reinforcing": _("Of which reinforce themselves"),
    "balancing": _("Of which dampen themselves"),
    "directions": _("The goals and the way they should go"),
    "why": _("Why not?"),
    "layer": _("The weakest relations this may need"),
}
DIRECTIONS: Words = {"up": _("should rise"), "down": _("should fall")}
EDITS: Words = {
    "add_factor": _("Added factor"),
    "change_factor": _("Changed factor"),
    "remove_factor": _("Removed factor"),
    "add_relation": _("Added relation"),
    "change_relation": _("Changed relation"),
    "remove_relation": _("Removed relation"),
    "add_intervention": _("Added intervention"),
    "change_intervention": _("Changed intervention"),
    "remove_intervention": _("Removed intervention"),
    "add_indicator": _("Added indicator"),
    "change_indicator": _("Changed indicator"),
    "remove_indicator": _("Removed indicator"),
    "add_claim": _("Added statement"),
    "change_claim": _("Changed statement"),
    "remove_claim": _("Removed statement"),
    "scales": _("Changed the numbers behind the classes"),
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
    "changes": _("Changes"),
    "factor": _("Factor"),
    "shape": _("Shape"),
    "parameters": _("Numbers of the shape"),
    "inverted": _("Less is better"),
    "weight": _("Weight in the score"),
    "text": _("The statement"),
    "checks": _("What has to hold"),
    "scales": _("Numbers behind the classes"),
}
OUTCOMES: Words = {
    "pass": _("holds"),
    "fail": _("does not hold"),
    "out_of_reach": _("cannot be decided"),
}
INDICATOR_FIELDS: Words = {"reference": _("The level is first divided by")}
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


KNOWN: Mapping[str, Words] = {
    "sign": SIGNS,
    "strength": STRENGTHS,
    "speed": SPEEDS,
    "layer": LAYERS,
    "kind": KINDS,
    "desired": DIRECTIONS,
    "shape": SHAPES,
}


def language() -> str:
    """The language of the page, as documents name it."""
    return "en" if get_language() == "en" else "nl"


def choices(words: Words) -> list[tuple[str, str | Promise]]:
    """Words as the choices of a form."""
    return list(words.items())


def number(value: float) -> str:
    """A number without needless figures, with the comma or point of the page's language."""
    return f"{value:.10g}".replace(".", "," if language() == "nl" else ".")


def minus(sign: str) -> str:
    """A sign as people read it."""
    return {"-": "−"}.get(sign, sign)


def classes(document: Mapping[str, Any], field: str) -> Words:
    """The classes of strength or speed of a document, from small to large."""
    known = STRENGTHS if field == "strength" else SPEEDS
    said = (document.get("scales") or {}).get(f"{field}s")
    order = sorted(said, key=lambda one: said[one]) if said else known
    return {code: known.get(code, code) for code in order}


def shown(document: Mapping[str, Any], name: str, value: Any) -> str:
    """A field of an item as people read it."""
    if value is None or value == "":
        return "–"
    if name in KNOWN:
        return str(KNOWN[name].get(str(value), value if isinstance(value, str) else _plain(value)))
    if name in ("from", "to", "factor"):
        found = next((one for one in document.get("factors", []) if one["id"] == value), None)
        return label_of(found, language()) or str(value)
    if name in LISTED:
        return LISTED[name][0].join(LISTED[name][1](document, one) for one in value)
    return _plain(value)


def change_words(document: Mapping[str, Any], change: Json) -> str:
    """What an intervention does to one factor, in a line."""
    named = {"factor": shown(document, "factor", change["factor"]), "amount": number(change["amount"])}
    said = [str(CHANGE_NAMES[change["kind"]]) % named]
    times = {
        "start": _("from %(time)s"),
        "over": _("spread over %(time)s"),
        "until": _("until %(time)s"),
        "adjustment": _("adjustment time %(time)s"),
    }
    said += [str(told) % {"time": number(change[name])} for name, told in times.items() if name in change]
    return ", ".join(said)


def check_words(document: Mapping[str, Any], check: Json) -> str:
    """What has to hold, in a line; the factors in it by their names."""
    test = str(check.get("test", ""))
    known = parameters_of(test)
    said = [str(TESTS.get(test, test))]
    for name, value in check.items():
        if name != "test" and value not in (None, [], {}):
            told = _value_words(document, known.get(name), value)
            said.append(f"{str(PARAMETERS.get(name, name)).lower()}: {told}")
    return said[0] + (f" ({', '.join(said[1:])})" if said[1:] else "")


def _value_words(document: Mapping[str, Any], takes: Takes | None, value: Any) -> str:
    names = {one["id"]: label_of(one, language()) for one in document.get("factors", [])}
    many = value if isinstance(value, list | tuple) else [value]
    if takes in (Takes.FACTOR, Takes.FACTORS):
        return " → ".join(names.get(str(one), str(one)) for one in many)
    if takes is Takes.SIGNED:
        pairs = [(str(one).strip()[:-1].strip(), str(one).strip()[-1:]) for one in many]
        return ", ".join(f"{names.get(key, key)} {minus(sign)}" for key, sign in pairs)
    if takes is Takes.DIRECTIONS and isinstance(value, Mapping):
        return ", ".join(f"{names.get(key, key)} {DIRECTIONS.get(way, way)}" for key, way in value.items())
    if takes is Takes.SIGN:
        return minus(str(value))
    told = {Takes.LOOP: LOOPS, Takes.VERDICT: VERDICTS, Takes.LAYER: LAYERS}.get(takes) if takes else None
    return str(told.get(str(value), value)) if told else _plain(value)


def _plain(value: Any) -> str:
    if isinstance(value, Mapping):
        named = any(isinstance(one, int | float | Mapping) for one in value.values())
        return " / ".join(f"{key}: {_plain(one)}" if named else _plain(one) for key, one in value.items())
    if isinstance(value, list | tuple):
        return "; ".join(_plain(one) for one in value)
    if isinstance(value, bool):
        return str(_("yes") if value else _("no"))
    return number(value) if isinstance(value, int | float) else str(value)


def relation_words(document: Mapping[str, Any], relation: Json) -> str:
    """A relation as one line: cause → effect (+)."""
    source, target = (shown(document, end, relation[end]) for end in ("from", "to"))
    sign = {"-": "−"}.get(relation["sign"], relation["sign"])
    return f"{source} → {target} ({sign})"


# What an item lists: what stands between the things in it, and how each is said.
LISTED: Mapping[str, tuple[str, Callable[[Mapping[str, Any], Any], str]]] = {
    "roles": (", ", lambda document, one: str(ROLES.get(one, one))),
    "changes": ("; ", change_words),
    "checks": ("; ", check_words),
}
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
