"""Side effects: pressure that rises, goals that are not served, and what takes the worst away."""

from collections.abc import Iterable

from causal.choice import GoalEffect, Pressure, PressureEffect, Relief, Reliever, pressure, relief
from causal.model import Model
from causal.press import Share
from causal.report.question import Question, pushed
from causal.report.sheet import Part, Table
from causal.words import label, listing, option_words, quoted, say
from causal.words.saying import percent

MOST_STRAINED = 3
MOST_MEASURES = 2
DRAWS = 1000
HALF = 0.5


def parts(model: Model, question: Question, language: str, seed: int) -> list[Part]:
    """Pressure and goals under the same change, in the draws of two schemes; nothing without such factors."""
    ids, presses = _done(model, question)
    found = pressure(
        model, ids, presses=presses, layers=question.layers, draws=min(question.draws, 2000), seed=seed
    )
    strained = [one for one in found.pressure if one.factor not in question.presses and one.shares]
    goals = [one for one in found.goals if one.factor not in question.presses and one.shares]
    if not strained and not goals:
        return []
    heads = ("report-factor", "report-wish", "report-better", "report-worse", "report-means")
    rows = [_strain_row(model, one, language) for one in strained]
    rows += [_goal_row(model, one, language) for one in goals]
    table = Table([say(language, head) for head in heads], rows, [2.8, 1.2, 1.0, 1.0, 1.2], "llrrl")
    told = _warnings(model, strained, goals, language)
    after = _conflicts(model, found, language)
    part = Part(say(language, "report-strain"), told, table=table, after=after)
    return [part, *_relief(model, question, strained, language, seed)]


def _done(model: Model, question: Question) -> tuple[list[str], dict[str, float]]:
    """What is done, as interventions of the model and presses beside them, nothing twice."""
    ids = [one.id for one in question.interventions if one in model.interventions]
    derived = bool(ids) and question.presses == pushed(model, question.interventions)
    return ids, {} if derived else {factor: float(sign) for factor, sign in question.presses.items()}


def _strain_row(model: Model, one: PressureEffect, language: str) -> list[str]:
    flipped = [Share(share.positive, share.zero, share.negative) for share in one.shares.values()]
    return _row(model, one.factor, say(language, "wish-pressure"), flipped, language)


def _goal_row(model: Model, one: GoalEffect, language: str) -> list[str]:
    return _row(model, one.factor, say(language, f"wish-{one.desired}"), list(one.shares.values()), language)


def _row(model: Model, factor: str, wish: str, shares: list[Share], language: str) -> list[str]:
    """Of shares whose positive side is the wanted one."""
    return [
        label(model.factor(factor), language),
        wish,
        _range([share.positive for share in shares], language),
        _range([share.negative for share in shares], language),
        say(language, f"means-{_meaning(shares)}"),
    ]


def _range(shares: Iterable[float], language: str) -> str:
    ordered = sorted(shares)
    low, high = (percent(language, end, short=True) for end in (ordered[0], ordered[-1]))
    return low if low == high else say(language, "from-to", low=low, high=high)


def _meaning(shares: list[Share]) -> str:
    if all(share.positive > HALF for share in shares):
        return "good"
    if all(share.negative > HALF for share in shares):
        return "bad"
    return "same" if all(share.zero > HALF for share in shares) else "unsure"


def _warnings(
    model: Model, strained: Iterable[PressureEffect], goals: Iterable[GoalEffect], language: str
) -> list[str]:
    told = []
    for key, found in (
        ("strain-rises", [one.factor for one in strained if one.warns]),
        ("goal-missed", [one.factor for one in goals if one.warns]),
    ):
        if found:
            names = listing(language, [quoted(model, factor, language) for factor in found])
            told.append(say(language, key, factors=names))
    return told or [say(language, "strain-none")]


def _conflicts(model: Model, found: Pressure, language: str) -> list[str]:
    return [
        say(
            language,
            "goals-conflict",
            gains=quoted(model, one.gains, language),
            loses=quoted(model, one.loses, language),
            share=_range(one.shares.values(), language),
        )
        for one in found.conflicts
        if max(one.shares.values()) >= 0.05
    ]


def _relief(
    model: Model, question: Question, strained: list[PressureEffect], language: str, seed: int
) -> list[Part]:
    """Per pressure that rises, the measures that, added, take that away."""
    ids, presses = _done(model, question)
    items, without = [], []
    for one in [each for each in strained if each.warns][:MOST_STRAINED]:
        found = relief(
            model,
            ids,
            one.factor,
            presses=presses,
            layers=question.layers,
            draws=min(question.draws, DRAWS),
            seed=seed,
        )
        name = quoted(model, one.factor, language)
        helping = [each for each in found.measures if each.relieves][:MOST_MEASURES]
        items += [_measure(model, name, found, each, language) for each in helping]
        without += [] if helping else [_nothing(model, name, found, language)]
    if not items and not without:
        return []
    head = [say(language, "relief-some")] if items else []
    return [
        Part(say(language, "report-relief"), head or without, items=items, after=without if items else ())
    ]


def _nothing(model: Model, name: str, found: Relief, language: str) -> str:
    told = say(language, "relief-none", factor=name)
    if not found.measures:
        return told
    best = found.measures[0]
    after = _range(best.stays.values(), language)
    most = say(language, "relief-most", measure=option_words(model, best.option, language), after=after)
    return f"{told} {most}"


def _measure(model: Model, name: str, found: Relief, one: Reliever, language: str) -> str:
    return say(
        language,
        "relief-enough",
        factor=name,
        measure=option_words(model, one.option, language),
        before=_range(found.now.values(), language),
        after=_range(one.stays.values(), language),
    )
