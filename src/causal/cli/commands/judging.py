"""verdict, claims and rank: what follows, how sure, and what is best."""

import argparse
from collections import Counter
from collections.abc import Iterable, Sequence
from typing import TYPE_CHECKING

from causal.cli import taking
from causal.cli.about import about
from causal.cli.answer import Answer, table
from causal.cli.options import SCHEMES, Parser, chosen, layer_option, model_words, observed, press, whole
from causal.cli.refusal import CLAIMS_FAILED, MISUSED, Refusal
from causal.model import Model

if TYPE_CHECKING:
    from causal.choice import Ranking
    from causal.claims import ClaimResult
    from causal.press import Share, Verdict
MOST_DRAWS = 10_000_000


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
        "--draws",
        type=whole(1, MOST_DRAWS),
        default=10_000,
        metavar="N",
        help="draws per scheme; default 10000",
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
    model = taking.model(options)
    presses = pressed(model, options.press)
    goal = taking.factor(model, options.goal) if options.goal else None
    possible = [taking.factor(model, name) for name in (options.possible or "").split(",") if name.strip()]
    observed = _observed(model, options.validate)
    from causal.press import verdict as judge

    found = judge(
        model,
        presses,
        goal,
        layers=taking.layers(options),
        draws=options.draws,
        schemes=options.schemes,
        seed=options.seed,
        validate=observed,
        possible_over=possible or None,
    )
    told = {**found.as_json(), "about": about(model, options)}
    return Answer(told, lambda: _verdict_lines(model, found, options.language or "en"))


def _observed(model: Model, given: Sequence[tuple[str, int]]) -> dict[str, int]:
    """The responses seen, by id. Raises Refusal for a factor that would do two things at once."""
    observed: dict[str, int] = {}
    for name, sign in given:
        if observed.setdefault(taking.factor(model, name), sign) != sign:
            raise Refusal(f"--validate gives '{name}' two different responses.", MISUSED)
    return observed


def pressed(model: Model, given: Sequence[tuple[str, int]]) -> dict[str, int]:
    """The presses by id. Raises Refusal for a factor that is pressed both ways."""
    presses: dict[str, int] = {}
    for name, sign in given:
        factor = taking.factor(model, name)
        if presses.setdefault(factor, sign) != sign:
            raise Refusal(f"'{name}' is pressed both up and down.", MISUSED)
    return presses


def _verdict_lines(model: Model, found: "Verdict", language: str) -> list[str]:
    from causal.words import verdict_sentences

    lines = verdict_sentences(model, found, language)
    return lines if found.goal is not None else [*lines, "", *_all_factors(model, found, language)]


def _both(share: "Share", language: str) -> str:
    from causal.words.saying import percent

    falls, rises = (percent(language, part, short=True) for part in (share.negative, share.positive))
    return f"−{falls} +{rises}"


def _all_factors(model: Model, found: "Verdict", language: str) -> list[str]:
    """A row for every factor that can move: what the signs say and the shares that fall and rise."""
    from causal.words import label, say
    from causal.words.saying import many

    drawn = {name: one.effects for name, one in found.monte_carlo.items() if one.effects}
    rows = []
    for factor, structural in found.structural.items():
        if str(structural.verdict) != "none":
            shares = [effects[factor] for effects in drawn.values()]
            parts = [_both(one, language) for one in shares]
            rows.append([label(model.factor(factor), language), str(structural.verdict), *parts])
    still = len(found.structural) - len(rows)
    told = table(["", say(language, "head-signs"), *drawn], rows, left=2) if rows else []
    return [*told, *([many(language, "still", still)] if still else [])]


def claims_options(parser: Parser) -> None:
    model_words(parser)


def claims(options: argparse.Namespace) -> Answer:
    """Every claim with its outcome; exit code 3 when one fails."""
    model = taking.model(options)
    from causal.claims import run_claims

    found = run_claims(model)
    counted = Counter(one.outcome.value for one in found)
    told = {
        "count": len(found),
        **{name: counted[name] for name in ("pass", "fail", "out_of_reach")},
        "claims": [one.as_json() for one in found],
        "about": about(model, options),
    }
    code = CLAIMS_FAILED if counted["fail"] else 0
    return Answer(told, lambda: _claim_lines(found, options.language or "en"), code)


def _claim_lines(found: Sequence["ClaimResult"], language: str) -> list[str]:
    from causal.words.naming import text
    from causal.words.saying import count, say

    rows = [
        [
            one.id,
            say(language, f"claim-{one.outcome.value}"),
            say(language, f"layer-{(one.needed or one.layer).value}"),
            text(one.text, language),
        ]
        for one in found
    ]
    wrong = [f"{one.id}: {text(one.explanation, language)}" for one in found if one.outcome.value != "pass"]
    counted = Counter(one.outcome.value for one in found)
    return [
        *(
            table(["", "", say(language, "head-layer"), say(language, "head-claim")], rows, left=4)
            if rows
            else []
        ),
        *(["", *wrong] if wrong else []),
        "",
        say(
            language,
            "claims-counted",
            held=count(language, counted["pass"]),
            failed=count(language, counted["fail"]),
            out=count(language, counted["out_of_reach"]),
        ),
    ]


def rank_options(parser: Parser) -> None:
    model_words(parser)
    parser.add_argument("--goal", required=True, metavar="G", help="the factor it is about")
    parser.add_argument(
        "--draws", type=whole(1, MOST_DRAWS), default=2000, metavar="N", help="draws per scheme; default 2000"
    )
    schemes_option(parser)
    layer_option(parser)


def rank(options: argparse.Namespace) -> Answer:
    """Every intervention and lever by its effect on the goal, with how sure each beats the next."""
    model = taking.model(options)
    goal = taking.factor(model, options.goal)
    from causal.choice import rank as order

    found = order(
        model,
        goal,
        layers=taking.layers(options),
        draws=options.draws,
        schemes=options.schemes,
        seed=options.seed,
    )
    told = {**found.as_json(), "about": about(model, options)}
    return Answer(told, lambda: _rank_lines(model, found, options.language or "en"))


def _rank_lines(model: Model, found: "Ranking", language: str) -> list[str]:
    from causal.words import option_words, say
    from causal.words.saying import percent
    from causal.words.verdicts import refused_sentence

    def shown(chances: Iterable[float]) -> list[str]:
        return [percent(language, chance, short=True) for chance in chances]

    rows = []
    for place, one in enumerate(found.ranked):
        after = found.ranked[place + 1 : place + 2]
        beats = found.probability(one.option.id, after[0].option.id) if after else {}
        helps = shown(share.positive for share in one.shares.values())
        name = option_words(model, one.option, language)
        rows.append([str(place + 1), one.option.id, name, *helps, "/".join(shown(beats.values())) or "–"])
    helping = (say(language, "head-helps", scheme=scheme) for scheme in found.better)
    heads = ["", "id", say(language, "head-measure"), *helping, say(language, "head-beats")]
    refused = [
        refused_sentence(scheme, tally, language) for scheme, tally in found.tallies.items() if tally.refused
    ]
    if not rows and not refused:
        return [say(language, "nothing-to-rank")]
    return [*(table(heads, rows, left=3) if rows else []), *refused]
