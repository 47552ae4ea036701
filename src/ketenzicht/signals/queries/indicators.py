"""The indicator rule applied to the reports under a signal: which signs make what positive, and why."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

from ketenzicht.common.actor import Actor
from ketenzicht.common.queries import exploitation_forms
from ketenzicht.reporting import queries as reporting
from ketenzicht.reporting.queries import ReportView
from ketenzicht.signals.domain import delphi
from ketenzicht.signals.models import Signal
from ketenzicht.signals.queries.facts import profile_of
from ketenzicht.signals.queries.reports import reports_of
from ketenzicht.signals.rule_words import (
    CAVEATS,
    DIMENSIONS,
    RULES,
    STRENGTHS,
    WEIGHT_SOURCES,
    label,
)

ORDER = (delphi.Answer.SEEN, delphi.Answer.NOT_SEEN, delphi.Answer.UNKNOWN)


@dataclass(frozen=True)
class SignCounted:
    """One seen indicator in a dimension: its words, how far it weighs by whom, and what shows it."""

    code: str
    label: str
    strength: str
    source: str
    is_proposal: bool
    shows: tuple[str, ...]


@dataclass(frozen=True)
class DimensionShown:
    """One dimension in words."""

    code: str
    label: str
    positive: bool
    rule: str
    waived: bool
    weights: str
    signs: tuple[SignCounted, ...]


@dataclass(frozen=True)
class FormShown:
    """One form of exploitation in words."""

    code: str
    label: str
    caveat: str
    dimensions: tuple[DimensionShown, ...]
    without_weight: tuple[str, ...]

    @property
    def positive(self) -> tuple[DimensionShown, ...]:
        """The positive dimensions."""
        return tuple(each for each in self.dimensions if each.positive)

    @property
    def touched(self) -> tuple[DimensionShown, ...]:
        """The dimensions in which something was seen."""
        return tuple(each for each in self.dimensions if each.signs)


@dataclass(frozen=True)
class IndicatorView:
    """The rule applied now, in words, with the bare result it came from."""

    assessment: delphi.Assessment
    forms: tuple[FormShown, ...]
    risk_factors: tuple[str, ...]
    not_in_catalogue: tuple[str, ...]
    presumed_child: bool

    def as_kept(self) -> dict[str, Any]:
        """The result as a snapshot keeps it: codes, rules and strengths, nothing of what was said."""
        return {
            "forms": [_form_kept(form) for form in self.assessment.forms],
            "risk_factors": list(self.assessment.risk_factors),
            "not_in_catalogue": list(self.assessment.not_in_catalogue),
        }


def indicator_view(actor: Actor, signal: Signal, on: date) -> IndicatorView:
    """The indicator rule applied to the reports under a signal."""
    return indicator_view_of(signal, reports_of(actor, signal), on)


def indicator_view_of(signal: Signal, reports: Sequence[ReportView], on: date) -> IndicatorView:
    """The same for reports that were read already; two queries."""
    rows = {row.code: row for row in reporting.catalogue()}
    indicators = [_indicator(row) for row in rows.values()]
    answers = answers_of(reports)
    known = {row.code: row for row in exploitation_forms(on)}
    trafficking = [code for code, row in known.items() if row.counts_as_trafficking]
    forms = signal.forms or delphi.forms_concerned(indicators, answers, trafficking)
    result = delphi.assess(
        str(max((report.catalogue_version for report in reports), default=0)),
        indicators,
        answers,
        forms=forms,
        profile=profile_of(signal),
    )
    words = {code: row.label for code, row in rows.items()}
    shows = _shows(reports)
    order = {code: place for place, code in enumerate(known)}
    in_order = sorted(result.forms, key=lambda form: order.get(form.form, len(order)))
    return IndicatorView(
        assessment=result,
        forms=tuple(
            _form(form, known[form.form].label if form.form in known else form.form, words, shows)
            for form in in_order
        ),
        risk_factors=tuple(words.get(code, code) for code in result.risk_factors),
        not_in_catalogue=result.not_in_catalogue,
        presumed_child=result.profile is delphi.Profile.CHILD,
    )


def answers_of(reports: Iterable[ReportView]) -> dict[str, delphi.Answer]:
    """One answer per indicator: seen by anybody is seen."""
    answers: dict[str, delphi.Answer] = {}
    for report in reports:
        for sign in report.signs:
            given = delphi.Answer(sign.answer.value)
            known = answers.get(sign.code, given)
            answers[sign.code] = min(given, known, key=ORDER.index)
    return answers


def _shows(reports: Iterable[ReportView]) -> dict[str, tuple[str, ...]]:
    shows: dict[str, list[str]] = {}
    for report in reports:
        for sign in report.seen:
            shows.setdefault(sign.code, [])
            if sign.shows:
                shows[sign.code].append(sign.shows)
    return {code: tuple(texts) for code, texts in shows.items()}


def _indicator(row: Any) -> delphi.Indicator:
    return delphi.Indicator(
        code=row.code,
        forms=frozenset(row.forms),
        dimensions=frozenset(delphi.Dimension(code) for code in row.dimensions),
        adult=delphi.Weight.from_letter(row.strength_adult),
        child=delphi.Weight.from_letter(row.strength_child),
        counts=row.counts,
    )


def _form(
    form: delphi.FormResult, name: str, words: Mapping[str, str], shows: Mapping[str, tuple[str, ...]]
) -> FormShown:
    return FormShown(
        code=form.form,
        label=name,
        caveat=label(CAVEATS, form.caveat),
        dimensions=tuple(_dimension(each, words, shows) for each in form.dimensions),
        without_weight=tuple(words.get(code, code) for code in form.seen_without_weight),
    )


def _dimension(
    each: delphi.DimensionResult, words: Mapping[str, str], shows: Mapping[str, tuple[str, ...]]
) -> DimensionShown:
    return DimensionShown(
        code=each.dimension.value,
        label=label(DIMENSIONS, each.dimension),
        positive=each.positive,
        rule=label(RULES, each.rule) if each.rule else "",
        waived=each.waived,
        weights=label(WEIGHT_SOURCES, each.weights_source),
        signs=tuple(
            SignCounted(
                code=one.code,
                label=words.get(one.code, one.code),
                strength=label(STRENGTHS, one.strength),
                source=label(WEIGHT_SOURCES, one.source),
                is_proposal=one.source is delphi.WeightSource.PROPOSAL,
                shows=shows.get(one.code, ()),
            )
            for one in each.counted
        ),
    )


def _form_kept(form: delphi.FormResult) -> dict[str, Any]:
    return {
        "form": form.form,
        "caveat": form.caveat.value,
        "dimensions": [
            {
                "dimension": each.dimension.value,
                "rule": each.rule.value if each.rule else "",
                "waived": each.waived,
                "weights": each.weights_source.value,
                "counted": [[one.code, one.strength.value, one.source.value] for one in each.counted],
            }
            for each in form.dimensions
        ],
        "without_weight": list(form.seen_without_weight),
    }
