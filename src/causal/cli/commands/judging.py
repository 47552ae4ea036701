"""verdict, claims and rank: what follows, how sure, and what is best."""

import argparse
from collections import Counter
from typing import TYPE_CHECKING

from causal.cli import taking
from causal.cli.about import about
from causal.cli.answer import Answer, table
from causal.cli.options import SCHEMES, Parser, chosen, layer_option, model_words, observed, press, whole
from causal.cli.refusal import CLAIMS_FAILED
from causal.model import Model

if TYPE_CHECKING:
    from causal.press import Share, Verdict


def press_options(parser: Parser, *, required: bool) -> None:
    """The question: what is pressed, and how it is drawn."""
    parser.add_argument(
        "--press",
        type=press,
        action="append",
        required=required,
        metavar="F[=+|-]",
        help="push F up, or down with =-",
    )
    parser.add_argument("--goal", metavar="G", help="the factor it is about")
    parser.add_argument(
        "--draws", type=whole(1), default=10_000, metavar="N", help="draws per scheme; default 10000"
    )
    layer_option(parser)


def schemes_option(parser: Parser) -> None:
    """Which ways of drawing."""
    parser.add_argument(
        "--schemes",
        type=chosen(SCHEMES),
        default=("uniform-unit-self", "in-degree"),
        metavar="a,b",
        help=f"how sizes are drawn: {', '.join(SCHEMES)}; default uniform-unit-self,in-degree",
    )


def verdict_options(parser: Parser) -> None:
    model_words(parser)
    press_options(parser, required=True)
    schemes_option(parser)
    parser.add_argument(
        "--validate",
        type=observed,
        default=(),
        metavar='"F+,G-"',
        help="keep only draws that give these responses",
    )
    parser.add_argument(
        "--possible",
        metavar="F,G",
        help="factors to list possible sign combinations of; default: chosen by the model",
    )


def verdict(options: argparse.Namespace) -> Answer:
    """The three verdicts and what they rest on."""
    from causal.press import verdict as judge
    from causal.words import verdict_sentences

    model = taking.model(options)
    presses = {taking.factor(model, name): sign for name, sign in options.press}
    goal = taking.factor(model, options.goal) if options.goal else None
    possible = [taking.factor(model, name) for name in (options.possible or "").split(",") if name.strip()]
    found = judge(
        model,
        presses,
        goal,
        layers=taking.layers(options),
        draws=options.draws,
        schemes=options.schemes,
        seed=options.seed,
        validate={taking.factor(model, name): sign for name, sign in options.validate},
        possible_over=possible or None,
    )
    language = options.language or "en"
    lines = verdict_sentences(model, found, language)
    if goal is None:
        lines += ["", *_all_factors(model, found, language)]
    return Answer({**found.as_json(), "about": about(model, options)}, lines)


def _both(share: "Share", language: str) -> str:
    from causal.words.saying import percent

    falls, rises = (percent(language, part, short=True) for part in (share.negative, share.positive))
    return f"−{falls} +{rises}"


def _all_factors(model: Model, found: "Verdict", language: str) -> list[str]:
    """A row for every factor that can move: what the signs say and the shares that fall and rise."""
    from causal.words import label, say

    drawn = {name: one.effects for name, one in found.monte_carlo.items() if one.effects}
    rows = []
    for factor, structural in found.structural.items():
        if str(structural.verdict) != "none":
            shares = [effects[factor] for effects in drawn.values()]
            parts = [_both(one, language) for one in shares]
            rows.append([label(model.factor(factor), language), str(structural.verdict), *parts])
    still = len(found.structural) - len(rows)
    told = table(["", "signs", *drawn], rows, left=2) if rows else []
    return [*told, *([say(language, "still", count=still)] if still else [])]


def claims_options(parser: Parser) -> None:
    model_words(parser)


MARKS = {"pass": "ok", "fail": "FAILS", "out_of_reach": "out of reach"}


def claims(options: argparse.Namespace) -> Answer:
    """Every claim with its outcome; exit code 3 when one fails."""
    from causal.claims import run_claims
    from causal.words.naming import text

    model = taking.model(options)
    language = options.language or "en"
    found = run_claims(model)
    counted = Counter(one.outcome.value for one in found)
    rows = [
        [one.id, MARKS[one.outcome.value], (one.needed or one.layer).value, text(one.text, language)]
        for one in found
    ]
    lines = table(["", "", "layer", "statement"], rows, left=4) if rows else []
    wrong = [f"{one.id}: {text(one.explanation, language)}" for one in found if one.outcome.value != "pass"]
    sums = {name: counted[name] for name in MARKS}
    lines += [
        *(["", *wrong] if wrong else []),
        "",
        f"{sums['pass']} hold, {sums['fail']} fail, {sums['out_of_reach']} are out of reach.",
    ]
    told = {
        "count": len(found),
        **sums,
        "claims": [one.as_json() for one in found],
        "about": about(model, options),
    }
    return Answer(told, lines, CLAIMS_FAILED if sums["fail"] else 0)


def rank_options(parser: Parser) -> None:
    model_words(parser)
    parser.add_argument("--goal", required=True, metavar="G", help="the factor it is about")
    parser.add_argument(
        "--draws", type=whole(1), default=2000, metavar="N", help="draws per scheme; default 2000"
    )
    schemes_option(parser)
    layer_option(parser)


def rank(options: argparse.Namespace) -> Answer:
    """Every intervention and lever by its effect on the goal, with how sure each beats the next."""
    from causal.choice import rank as order
    from causal.words import option_words
    from causal.words.saying import percent

    model = taking.model(options)
    found = order(
        model,
        taking.factor(model, options.goal),
        layers=taking.layers(options),
        draws=options.draws,
        schemes=options.schemes,
        seed=options.seed,
    )
    language = options.language or "en"
    rows = []
    for place, one in enumerate(found.ranked):
        after = found.ranked[place + 1] if place + 1 < len(found.ranked) else None
        beats = found.probability(one.option.id, after.option.id) if after else {}
        helps = [percent(language, share.positive, short=True) for share in one.shares.values()]
        sure = (
            "–" if not beats else "/".join(percent(language, chance, short=True) for chance in beats.values())
        )
        rows.append([str(place + 1), one.option.id, option_words(model, one.option, language), *helps, sure])
    heads = ["", "id", "measure", *(f"helps, {scheme}" for scheme in found.better), "beats the next"]
    lines = (
        table(heads, rows, left=3) if rows else ["Nothing to rank: the model has no interventions or levers."]
    )
    lines += [f"{scheme}: {tally.refused}" for scheme, tally in found.tallies.items() if tally.refused]
    return Answer({**found.as_json(), "about": about(model, options)}, lines)
