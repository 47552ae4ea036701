"""The three verdicts and what they rest on, in sentences."""

from __future__ import annotations

from collections.abc import Mapping
from typing import TYPE_CHECKING

from causal.model import Model
from causal.words.naming import has_layers, quoted
from causal.words.routes import route_sentences
from causal.words.saying import count, decimal, listing, percent, say

if TYPE_CHECKING:
    from causal.press import (
        Conclusion,
        MonteCarlo,
        Possible,
        RestsOn,
        Rule,
        Share,
        Structural,
        Tally,
        Verdict,
    )

STRUCTURES = {
    "only +": "structure-rises",
    "only -": "structure-falls",
    "both": "structure-both",
    "none": "structure-none",
}
MOVES = {1: "rises", 0: "stays", -1: "falls"}
NEVER_STABLE = ("unrestrained", "singular")
FEW_RULES = 4
MOST_CHANGES = 3
MOST_DISCUSSED = 3


def verdict_sentences(model: Model, verdict: Verdict, language: str) -> list[str]:
    """The question, the answer per verdict, the routes and the footing; a paragraph per line.

    Without a goal: the question and how the draws were made.
    """
    told = [question(model, verdict.presses, verdict.goal, language), ""]
    if verdict.goal is None:
        for name, one in verdict.monte_carlo.items():
            told += [f"{say(language, f'scheme-{name}')}: {' '.join(draw_sentences(name, one, language))}"]
        return told
    told += structural_sentences(model, verdict.goal, verdict.structural[verdict.goal], language)
    for name, one in verdict.monte_carlo.items():
        told += scheme_sentences(model, verdict.goal, name, one, language)
    told += [*disagreement(verdict, language), *possible_sentences(model, verdict.possible, language)]
    for source, sign in verdict.presses.items():
        routes = route_sentences(model, source, verdict.goal, language, verdict.layers, sign=sign)
        told += ["", *routes] if routes else []
    rests = rests_sentences(model, verdict, language)
    return [*told, "", *rests] if rests else told


def question(model: Model, presses: Mapping[str, int], goal: str | None, language: str) -> str:
    """``Wat doet een hoger ‘a’ met ‘b’?``"""
    pushed = [
        say(language, "push-up" if sign > 0 else "push-down", factor=quoted(model, factor, language))
        for factor, sign in presses.items()
    ]
    if goal is None:
        return say(language, "question-all", pushed=listing(language, pushed))
    return say(language, "question", pushed=listing(language, pushed), goal=quoted(model, goal, language))


def structural_sentences(model: Model, goal: str, found: Structural, language: str) -> list[str]:
    """What follows from the signs alone."""
    told = say(language, _structure(found), goal=quoted(model, goal, language))
    if found.settled:
        return [told]
    return [told if found.exact else f"{told} {say(language, 'structure-not-exact')}"]


def _structure(found: Structural) -> str:
    return f"structure-settled-{MOVES[found.settled]}" if found.settled else STRUCTURES[str(found.verdict)]


def scheme_sentences(model: Model, goal: str, scheme: str, found: MonteCarlo, language: str) -> list[str]:
    """What the draws of one scheme give for the goal."""
    if goal not in found.effects:
        return draw_sentences(scheme, found, language)
    told = say(
        language,
        "drawn",
        scheme=say(language, f"scheme-{scheme}"),
        shares=share_words(found.effects[goal], language),
        goal=quoted(model, goal, language),
    )
    return [f"{told} {' '.join(draw_sentences(scheme, found, language))}"]


def refused_sentence(scheme: str, tally: Tally, language: str) -> str:
    """Why a way of drawing gives no numbers."""
    return say(
        language,
        f"refused-{tally.reason}" if tally.reason in NEVER_STABLE else "refused",
        scheme=say(language, f"scheme-{scheme}"),
        drawn=count(language, tally.drawn),
        share=percent(language, tally.acceptance),
    )


def draw_sentences(scheme: str, found: MonteCarlo, language: str) -> list[str]:
    """How many draws counted, or why there are none."""
    tally = found.tally
    if tally.refused:
        return [refused_sentence(scheme, tally, language)]
    told = say(
        language,
        "accepted",
        valid=count(language, tally.valid),
        drawn=count(language, tally.drawn),
        share=percent(language, tally.acceptance),
    )
    if not tally.complete:
        told += " " + say(language, "draws-unfinished")
    return [told + (" " + say(language, "instead-of", other=found.instead_of) if found.instead_of else "")]


def share_words(share: Share, language: str) -> str:
    """``daalt in 62%, blijft gelijk in 0% en stijgt in 38%``; what never happens is left out."""
    parts = [("falls", share.negative), ("stays", share.zero), ("rises", share.positive)]
    told = [
        say(language, f"{move}-in", share=percent(language, part))
        for move, part in sorted(parts, key=lambda one: -one[1])
        if part > 0
    ]
    return listing(language, told)


def disagreement(verdict: Verdict, language: str) -> list[str]:
    """A warning when two schemes point in different directions."""
    shares = [one.effects.get(verdict.goal or "") for one in verdict.monte_carlo.values()]
    senses = {one.positive > one.negative for one in shares if one and one.positive != one.negative}
    return [say(language, "schemes-disagree")] if len(senses) > 1 else []


def possible_sentences(model: Model, found: Possible, language: str) -> list[str]:
    """Which combinations occurred, and the rules among them."""
    if not found.draws or not found.factors:
        return []
    names = listing(language, [quoted(model, factor, language) for factor in found.factors])
    most = 3 ** len(found.factors)
    told = [
        say(
            language,
            "combinations" if len(found.sign_vectors) > 1 else "combination-one",
            seen=count(language, len(found.sign_vectors)),
            most=count(language, most),
            factors=names,
        )
    ]
    return told + [rule_sentence(model, rule, language) for rule in found.rules[:FEW_RULES]]


def rule_sentence(model: Model, rule: Rule, language: str) -> str:
    """``Als ‘a’ stijgt, dan daalt ‘b’ (dat volgt uit de structuur).``"""
    then = _then(model, rule, language)
    sure = say(language, "rule-proven" if rule.proven else "rule-seen")
    if not rule.given:
        return f"{say(language, 'rule-always', then=then)} {sure}"
    given = [_one_move(model, factor, sign, "if", language) for factor, sign in rule.given.items()]
    return f"{say(language, 'rule', given=listing(language, given), then=then)} {sure}"


def _then(model: Model, rule: Rule, language: str) -> str:
    name = quoted(model, rule.factor, language)
    moves = [say(language, f"then-{MOVES[sign]}", factor=name) for sign in rule.signs]
    if len(rule.signs) == 2:
        missing = next(sign for sign in MOVES if sign not in rule.signs)
        return say(language, f"then-not-{MOVES[missing]}", factor=name)
    return moves[0] if moves else say(language, "then-nothing", factor=name)


def _one_move(model: Model, factor: str, sign: int, when: str, language: str) -> str:
    return say(language, f"{when}-{MOVES[sign]}", factor=quoted(model, factor, language))


def rests_sentences(model: Model, verdict: Verdict, language: str) -> list[str]:
    """The layer it needs, the relation that turns it, the strength it hangs on, and what to discuss next."""
    footing = verdict.rests_on
    if footing is None or verdict.goal is None:
        return []
    return [
        *layer_sentences(model, verdict, language),
        *turning_sentences(model, footing, verdict.goal, language),
        *strength_sentences(model, footing, language),
    ]


def layer_sentences(model: Model, verdict: Verdict, language: str) -> list[str]:
    """From which layer on the conclusion holds, and what the firmer ones say."""
    footing = verdict.rests_on
    if footing is None or verdict.goal is None or not has_layers(model):
        return []
    told = []
    for layer, conclusion in footing.holds.items():
        where = say(language, f"in-{layer.value}")
        words = conclusion_words(model, conclusion, verdict.goal, language)
        if layer is list(footing.holds)[-1] and verdict.structural[verdict.goal].settled:
            [words] = structural_sentences(model, verdict.goal, verdict.structural[verdict.goal], language)
        told.append(f"{where}: {words}")
    if footing.weakest_layer is not None:
        told.append(say(language, f"holds-from-{footing.weakest_layer.value}"))
    return told


def conclusion_words(model: Model, conclusion: Conclusion, goal: str, language: str) -> str:
    """``‘b’ kan beide kanten op; in de trekkingen meestal omlaag.``"""
    name = quoted(model, goal, language)
    if str(conclusion.structure) != "both":
        return say(language, f"concluded-{STRUCTURES[str(conclusion.structure)]}", goal=name)
    return say(language, f"concluded-{conclusion.direction.value}", goal=name)


def brief_conclusion(conclusion: Conclusion, language: str) -> str:
    """The conclusion in a few words for a table."""
    if str(conclusion.structure) != "both":
        return say(language, f"brief-{STRUCTURES[str(conclusion.structure)]}")
    return say(language, f"brief-{conclusion.direction.value}")


def turning_sentences(model: Model, footing: RestsOn, goal: str, language: str) -> list[str]:
    """The single relations whose flip or removal changes the conclusion."""
    if not footing.changes:
        return [say(language, "no-turning")]
    return [
        say(
            language,
            f"turning-{change.kind}",
            relation=relation_words(model, change.relation, language),
            becomes=conclusion_words(model, change.becomes, goal, language),
        )
        for change in footing.changes[:MOST_CHANGES]
    ]


def strength_sentences(model: Model, footing: RestsOn, language: str) -> list[str]:
    """The strength that matters most, and the relation to discuss first."""
    told = []
    if footing.strengths:
        strongest = footing.strengths[0]
        told.append(
            say(
                language,
                "matters-most",
                relation=relation_words(model, strongest.relation, language),
                correlation=decimal(language, strongest.correlation),
            )
        )
    if footing.elicit:
        first = [relation_words(model, relation, language) for relation in footing.elicit[:MOST_DISCUSSED]]
        told.append(say(language, "discuss-next", relations="; ".join(first)))
    return told


def relation_words(model: Model, relation: int, language: str) -> str:
    """``‘a’ → ‘b’``."""
    found = model.relations[relation]
    return f"{quoted(model, found.source, language)} → {quoted(model, found.target, language)}"
