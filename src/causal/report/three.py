"""The answer in a few sentences, and the three verdicts as cards."""

from causal.model import Model
from causal.press import MonteCarlo, Share, Verdict
from causal.report.sheet import Bar, Card
from causal.words import disagreement, possible_sentences, quoted, route_sentences, say, structural_sentences
from causal.words.verdicts import draw_sentences, share_words

HALF = 0.5
HEADLINES = {"only +": "card-rises", "only -": "card-falls", "both": "card-both", "none": "card-none"}
SETTLED = {1: "card-rises", -1: "card-falls"}  # whatever the signs leave open, in every stable system


def answer(model: Model, found: Verdict, language: str) -> list[str]:
    """The conclusion first, then what the routes say per layer."""
    goal = _goal(found)
    structure = str(found.structural[goal].verdict)
    always = _always(found, goal) if structure == "both" else ""  # then there is no trade-off to speak of
    headline = "card-open" if always else HEADLINES[structure]
    first = [say(language, f"answer-{headline}", goal=quoted(model, goal, language))]
    if structure == "both":
        first.append(say(language, f"answer-{always or _mostly(found, goal)}"))
    if wanted := model.factor(goal).desired:
        first.append(say(language, f"answer-wish-{wanted.value}"))
    told = [" ".join(first)]
    if len(found.presses) == 1:
        ((source, sign),) = found.presses.items()
        told.append(" ".join(route_sentences(model, source, goal, language, found.layers, sign=sign)))
    return told


def _goal(found: Verdict) -> str:
    if found.goal is None:
        raise ValueError("a report answers a question about one goal")
    return found.goal


def cards(model: Model, found: Verdict, language: str) -> list[Card]:
    """Structural, drawn and possible, side by side."""
    return [
        _structural(model, found, language),
        _drawn(model, found, language),
        _possible(model, found, language),
    ]


def _structural(model: Model, found: Verdict, language: str) -> Card:
    goal = _goal(found)
    one = found.structural[goal]
    return Card(
        say(language, "card-structural"),
        say(language, SETTLED[one.settled] if one.settled else HEADLINES[str(one.verdict)]),
        structural_sentences(model, goal, one, language),
    )


def _drawn(model: Model, found: Verdict, language: str) -> Card:
    goal = _goal(found)
    bars = [_bar(name, one, goal, language) for name, one in found.monte_carlo.items() if goal in one.effects]
    refused = [
        " ".join(draw_sentences(name, one, language))
        for name, one in found.monte_carlo.items()
        if goal not in one.effects
    ]
    warning = disagreement(found, language)
    return Card(say(language, "card-drawn"), _headline(found, goal, language), [*warning, *refused], bars)


def _headline(found: Verdict, goal: str, language: str) -> str:
    return say(language, _mostly(found, goal))


def _always(found: Verdict, goal: str) -> str:
    """Where the goal goes in all draws of every scheme; "" when it goes more ways than one."""
    shares = _shares(found, goal)
    for key, sign in (("card-always-rises", 1), ("card-always-falls", -1), ("card-always-stays", 0)):
        if shares and all(share.toward(sign) == 1.0 for share in shares):
            return key
    return ""


def _mostly(found: Verdict, goal: str) -> str:
    """Where the goal goes in more than half of the draws of every scheme."""
    shares = _shares(found, goal)
    for key, sign in (("card-mostly-rises", 1), ("card-mostly-falls", -1), ("card-mostly-stays", 0)):
        if shares and all(share.toward(sign) > HALF for share in shares):
            return key
    return "card-divided" if shares else "card-no-draws"


def _shares(found: Verdict, goal: str) -> list[Share]:
    return [one.effects[goal] for one in found.monte_carlo.values() if goal in one.effects]


def _bar(name: str, one: MonteCarlo, goal: str, language: str) -> Bar:
    share = one.effects[goal]
    told = share_words(share, language)
    drawn = " ".join(draw_sentences(name, one, language))
    return Bar(
        name=say(language, f"scheme-{name}"),
        negative=share.negative,
        zero=share.zero,
        positive=share.positive,
        caption=f"{told[:1].upper()}{told[1:]}. {drawn}",
        alt=told,
    )


def _possible(model: Model, found: Verdict, language: str) -> Card:
    seen = len(found.possible.sign_vectors)
    key = "card-one-combination" if seen == 1 else "card-combinations"
    return Card(
        say(language, "card-possible"),
        say(language, key, seen=seen, most=3 ** len(found.possible.factors)),
        possible_sentences(model, found.possible, language),
    )
