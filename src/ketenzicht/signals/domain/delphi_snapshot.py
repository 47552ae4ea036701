"""An assessment as plain values, to be stored beside the signal and shown later exactly as it was."""

from collections.abc import Mapping
from typing import Any

from ketenzicht.signals.domain.delphi import (
    Assessment,
    Caveat,
    Counted,
    Dimension,
    DimensionResult,
    FormResult,
    Profile,
    Rule,
    Strength,
    WeightSource,
)

Plain = dict[str, Any]


def to_plain(assessment: Assessment) -> Plain:
    """The assessment in strings, lists and booleans only, fit for JSON."""
    return {
        "catalogue_version": assessment.catalogue_version,
        "profile": assessment.profile.value,
        "risk_factors": list(assessment.risk_factors),
        "not_in_catalogue": list(assessment.not_in_catalogue),
        "forms": [_form_to_plain(form) for form in assessment.forms],
    }


def from_plain(plain: Mapping[str, Any]) -> Assessment:
    """The assessment that :func:`to_plain` wrote. Raises KeyError or ValueError for anything else."""
    return Assessment(
        catalogue_version=plain["catalogue_version"],
        profile=Profile(plain["profile"]),
        forms=tuple(_form_from_plain(form) for form in plain["forms"]),
        risk_factors=tuple(plain["risk_factors"]),
        not_in_catalogue=tuple(plain["not_in_catalogue"]),
    )


def _form_to_plain(form: FormResult) -> Plain:
    return {
        "form": form.form,
        "caveat": form.caveat.value,
        "seen_without_weight": list(form.seen_without_weight),
        "dimensions": [_dimension_to_plain(result) for result in form.dimensions],
    }


def _form_from_plain(plain: Mapping[str, Any]) -> FormResult:
    return FormResult(
        form=plain["form"],
        caveat=Caveat(plain["caveat"]),
        dimensions=tuple(_dimension_from_plain(result) for result in plain["dimensions"]),
        seen_without_weight=tuple(plain["seen_without_weight"]),
    )


def _dimension_to_plain(result: DimensionResult) -> Plain:
    return {
        "dimension": result.dimension.value,
        "rule": result.rule.value if result.rule else None,
        "waived": result.waived,
        "published_alone": result.published_alone,
        "counted": [[one.code, one.strength.value, one.source.value] for one in result.counted],
    }


def _dimension_from_plain(plain: Mapping[str, Any]) -> DimensionResult:
    return DimensionResult(
        dimension=Dimension(plain["dimension"]),
        rule=Rule(plain["rule"]) if plain["rule"] else None,
        counted=tuple(
            Counted(code, Strength(strength), WeightSource(source))
            for code, strength, source in plain["counted"]
        ),
        waived=plain["waived"],
        published_alone=plain["published_alone"],
    )
