"""The few words a drawing holds, Dutch and English."""

from collections.abc import Mapping

from causal.model import Relation

NL = {
    "picture": "Oorzakelijk model",
    "legend": "Legenda",
    "plus": "meer leidt tot meer",
    "minus": "meer leidt tot minder",
    "unknown": "richting onbekend",
    "strength": "Sterkte",
    "weak": "zwak",
    "average": "gemiddeld",
    "strong": "sterk",
    "very_strong": "zeer sterk",
    "speed": "Snelheid",
    "low": "laag",
    "high": "hoog",
    "very_high": "zeer hoog",
    "sign": "Richting",
    "layer": "Grondslag",
    "stated": "staat in de bron",
    "read": "gelezen uit de tekst",
    "inferred": "afgeleid",
    "out": "telt niet mee",
    "role": "Rol",
    "lever": "handvat",
    "goal": "doel",
    "key": "sleutelfactor",
    "effectiveness": "zicht op effect",
    "pressure": "druk",
    "other": "zonder domein",
    "time": "tijd",
    "start": "begin",
}
EN = {
    "picture": "Causal model",
    "legend": "Legend",
    "plus": "more leads to more",
    "minus": "more leads to less",
    "unknown": "direction unknown",
    "strength": "Strength",
    "weak": "weak",
    "average": "average",
    "strong": "strong",
    "very_strong": "very strong",
    "speed": "Speed",
    "low": "low",
    "high": "high",
    "very_high": "very high",
    "sign": "Direction",
    "layer": "Footing",
    "stated": "stated in the source",
    "read": "read from the text",
    "inferred": "inferred",
    "out": "does not count",
    "role": "Role",
    "lever": "lever",
    "goal": "goal",
    "key": "key factor",
    "effectiveness": "shows the effect",
    "pressure": "pressure",
    "other": "without a domain",
    "time": "time",
    "start": "start",
}


def words(language: str) -> Mapping[str, str]:
    """The words in this language; English for one that is not there."""
    return NL if language == "nl" else EN


def arrow_name(relation: Relation, labels: Mapping[str, str], language: str) -> str:
    """A relation as pointers show it: from, sign, to, and on what it rests."""
    said = words(language)
    sign = {1: "+", -1: "−", 0: "?"}[int(relation.sign)]
    layer = said["out"] if not relation.counts else said[relation.layer]
    return f"{labels[relation.source]} → {labels[relation.target]} ({sign}, {layer})"
