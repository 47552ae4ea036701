"""The steps somebody can take in a draft, as functions from one document to the next."""

from collections.abc import Callable, Mapping
from typing import Any

from ketenzicht.systems.domain.documents import DEFAULTS, Json, free, id_for, items, without_factor
from ketenzicht.systems.domain.quick import Line, ends_of, named

Change = Callable[[Json], Json]


def put(collection: str, thing: Json, key: str = "") -> Change:
    """Put an item in the place of the one with this key (its own id without one), or behind the others."""
    wanted = key or thing.get("id", "")

    def changed(document: Json) -> Json:
        there = items(document, collection)
        return {**document, collection: [*({**there, wanted: thing}).values()]}

    return changed


def set_field(key: str, field: str, value: Any) -> Change:
    """Give one field of a relation another value; what a relation says without saying it is left out."""

    def changed(document: Json) -> Json:
        relation = {name: held for name, held in items(document, "relations")[key].items() if name != field}
        said = {} if DEFAULTS.get(field) == value else {field: value}
        return put("relations", relation | said)(document)

    return changed


def remove_factor(key: str) -> Change:
    """Take a factor away with the relations that go from or to it."""
    return lambda document: without_factor(document, key)


def remove(collection: str, key: str) -> Change:
    """Take an item away that nothing else is about."""

    def changed(document: Json) -> Json:
        left = [one for held, one in items(document, collection).items() if held != key]
        return {**document, collection: left}

    return changed


def say(values: Mapping[str, Any]) -> Change:
    """Change what the document says about itself; an empty value takes it away."""

    def changed(document: Json) -> Json:
        left = {key: value for key, value in document.items() if key not in values}
        return left | {key: value for key, value in values.items() if value}

    return changed


def new_factor(document: Json, label: str, language: str) -> Json:
    """A factor of this name that is not in the document yet."""
    return {"id": id_for(label, items(document, "factors")), "label": {language: label}}


def relation_id(document: Json, source: str, target: str) -> str:
    """A free id for a relation between two factors."""
    return free(f"{source}>{target}", items(document, "relations"))


def add_line(line: Line, language: str, layer: str = "", meant: Mapping[str, str] | None = None) -> Change:
    """Add the relation that was typed as one line, and the factors it names that are not there yet.

    ``meant`` is the factor that somebody chose for an end whose name was not clear.
    """

    def changed(document: Json) -> Json:
        chosen = ends_of(document.get("factors", []), line, meant or {})
        ends = []
        for end, name in (("source", line.source), ("target", line.target)):
            clear = chosen[end]
            known = clear if isinstance(clear, str) else named(document.get("factors", []), name)
            if known is None:
                factor = new_factor(document, name, language)
                document, known = put("factors", factor)(document), factor["id"]
            ends.append(known)
        relation: Json = {"id": relation_id(document, *ends), "from": ends[0], "to": ends[1]}
        relation["sign"] = line.sign
        said = {"strength": line.strength, "speed": line.speed, "layer": layer}
        relation |= {name: value for name, value in said.items() if value}
        return put("relations", relation)(document)

    return changed


def used_by(document: Json, key: str) -> list[tuple[str, str]]:
    """All that goes, or changes, with a factor: each with its collection and its key."""
    left = without_factor(document, key)
    found = []
    for collection in ("relations", "interventions", "indicators", "claims"):
        after = items(left, collection)
        before = items(document, collection).items()
        found += [(collection, one) for one, thing in before if after.get(one) != thing]
    return found
