"""The Delphi decision rule of the ILO and the European Commission (2009): help for deliberation, no verdict.

A dimension is positive when the indicators seen in it hold at least two strong ones, one strong and one
medium or weak, three medium, or two medium and one weak (the only published rule that may be
applied as such). It is applied per form of exploitation and per dimension. There is no total, no score and
no percentage, and no statement about a person: the result says which indicators make a dimension positive.

* Only "seen" counts. Not seen and unknown are the same to the rule, and risk factors never count.
* For a child the dimensions about means (deceit, coercion, abuse of vulnerability) are not required.
* Strengths are published for the labour profile only. For sexual exploitation the published strengths could
  not be read, and for the other forms none exist that we know of: there the labour profile's strengths are
  shown as a proposal, and every result says so.
"""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from enum import StrEnum

from ketenzicht.reporting.domain.content import SignAnswer

ALL_FORMS = "ALL"
Answer = SignAnswer  # what the reporter said is what the rule reads


class Dimension(StrEnum):
    """The six dimensions; all but exploitation itself are about the means."""

    DECEPTIVE_RECRUITMENT = "D1"
    COERCIVE_RECRUITMENT = "D2"
    RECRUITMENT_BY_ABUSE = "D3"
    EXPLOITATION = "D4"
    COERCION_AT_DESTINATION = "D5"
    ABUSE_AT_DESTINATION = "D6"


class Strength(StrEnum):
    """How far one indicator weighs."""

    STRONG = "strong"
    MEDIUM = "medium"
    WEAK = "weak"


class WeightSource(StrEnum):
    """Where a strength comes from."""

    PUBLISHED = "published"
    PROPOSAL = "proposal"
    NONE = "none"


class Profile(StrEnum):
    """Whose strengths are used; in doubt a child (Council of Europe convention, art. 10)."""

    ADULT = "adult"
    CHILD = "child"


class Rule(StrEnum):
    """The four ways in which a dimension becomes positive."""

    TWO_STRONG = "two_strong"
    ONE_STRONG_AND_ANOTHER = "one_strong_and_another"
    THREE_MEDIUM = "three_medium"
    TWO_MEDIUM_AND_ONE_WEAK = "two_medium_and_one_weak"


class Caveat(StrEnum):
    """What has to be said with every result for a form."""

    PUBLISHED_FOR_THIS_FORM = "published_for_this_form"
    SEXUAL_STRENGTHS_NOT_READ = "sexual_strengths_not_read"
    NO_PROFILE_FOR_THIS_FORM = "no_profile_for_this_form"


_CAVEATS = {
    "LAB": Caveat.PUBLISHED_FOR_THIS_FORM,
    "DOM": Caveat.PUBLISHED_FOR_THIS_FORM,  # labour in a household; the labour profile covers all labour
    "SEX": Caveat.SEXUAL_STRENGTHS_NOT_READ,
}
_LETTERS = {"S": Strength.STRONG, "M": Strength.MEDIUM, "W": Strength.WEAK}


@dataclass(frozen=True)
class Weight:
    """The strength of an indicator in one profile, published or our own proposal."""

    strength: Strength
    source: WeightSource

    @classmethod
    def from_letter(cls, letter: str) -> "Weight | None":
        """From the catalogue: S, M, W published; s, m, w proposed; "-" not in this profile.

        Raises KeyError for any other letter.
        """
        if letter in {"", "-"}:
            return None
        source = WeightSource.PUBLISHED if letter.isupper() else WeightSource.PROPOSAL
        return cls(_LETTERS[letter.upper()], source)


@dataclass(frozen=True)
class Indicator:
    """One row of the catalogue, as far as the rule needs it."""

    code: str
    forms: frozenset[str]
    dimensions: frozenset[Dimension]
    adult: Weight | None
    child: Weight | None
    counts: bool

    def concerns(self, form: str) -> bool:
        """Whether this indicator says anything about ``form``."""
        return form in self.forms or ALL_FORMS in self.forms

    def weight(self, profile: Profile) -> Weight | None:
        """Its weight in a profile; None where the profile does not have it."""
        return self.child if profile is Profile.CHILD else self.adult


@dataclass(frozen=True)
class Counted:
    """A seen indicator that counts in a dimension, with its strength and where that comes from."""

    code: str
    strength: Strength
    source: WeightSource


@dataclass(frozen=True)
class DimensionResult:
    """One dimension for one form: positive or not, by which rule, because of which indicators.

    ``waived``: the person is presumed a child, so this dimension about means is not required.
    """

    dimension: Dimension
    rule: Rule | None
    counted: tuple[Counted, ...]
    waived: bool
    published_alone: bool

    @property
    def positive(self) -> bool:
        """Whether one of the four rules is met."""
        return self.rule is not None

    @property
    def weights_source(self) -> WeightSource:
        """Published only if published strengths alone give the same answer."""
        if not self.counted:
            return WeightSource.NONE
        if self.published_alone == self.positive and any(
            one.source is WeightSource.PUBLISHED for one in self.counted
        ):
            return WeightSource.PUBLISHED
        return WeightSource.PROPOSAL


@dataclass(frozen=True)
class FormResult:
    """The dimensions of one form, what must be said with them, and what was seen but counts nowhere."""

    form: str
    caveat: Caveat
    dimensions: tuple[DimensionResult, ...]
    seen_without_weight: tuple[str, ...]

    @property
    def positive(self) -> tuple[Dimension, ...]:
        """The positive dimensions. How many there are means nothing by itself."""
        return tuple(result.dimension for result in self.dimensions if result.positive)


@dataclass(frozen=True)
class Assessment:
    """The rule applied once: immutable, with the version of the catalogue that was used."""

    catalogue_version: str
    profile: Profile
    forms: tuple[FormResult, ...]
    risk_factors: tuple[str, ...]
    not_in_catalogue: tuple[str, ...]


def rule_met(strengths: Iterable[Strength]) -> Rule | None:
    """Which of the four rules these strengths meet; the first in the order of the source, or None."""
    given = list(strengths)
    strong, medium, weak = (given.count(strength) for strength in Strength)
    met = {
        Rule.TWO_STRONG: strong >= 2,
        Rule.ONE_STRONG_AND_ANOTHER: strong >= 1 and medium + weak >= 1,
        Rule.THREE_MEDIUM: medium >= 3,
        Rule.TWO_MEDIUM_AND_ONE_WEAK: medium >= 2 and weak >= 1,
    }
    return next((rule for rule, yes in met.items() if yes), None)


def assess(
    catalogue_version: str,
    catalogue: Iterable[Indicator],
    answers: Mapping[str, Answer],
    *,
    forms: Iterable[str],
    profile: Profile,
) -> Assessment:
    """Apply the rule to what was answered, for each of ``forms``; the order of the input does not matter."""
    seen_codes = {code for code, answer in answers.items() if answer == Answer.SEEN}
    seen = sorted((row for row in catalogue if row.code in seen_codes), key=lambda row: row.code)
    counting = [row for row in seen if row.counts]
    return Assessment(
        catalogue_version=catalogue_version,
        profile=profile,
        forms=tuple(_form_result(form, counting, profile) for form in sorted(set(forms))),
        risk_factors=tuple(row.code for row in seen if not row.counts),
        not_in_catalogue=tuple(sorted(seen_codes - {row.code for row in seen})),
    )


def forms_concerned(
    catalogue: Iterable[Indicator], answers: Mapping[str, Answer], known_forms: Iterable[str]
) -> tuple[str, ...]:
    """The forms that something seen names in particular; all known forms if everything seen is general."""
    named = {
        form
        for row in catalogue
        if row.counts and answers.get(row.code) == Answer.SEEN
        for form in row.forms - {ALL_FORMS}
    }
    return tuple(form for form in known_forms if form in named) or tuple(known_forms)


def _form_result(form: str, seen: list[Indicator], profile: Profile) -> FormResult:
    caveat = _CAVEATS.get(form, Caveat.NO_PROFILE_FOR_THIS_FORM)
    concerned = [row for row in seen if row.concerns(form)]
    return FormResult(
        form=form,
        caveat=caveat,
        dimensions=tuple(_dimension_result(each, concerned, profile, caveat) for each in Dimension),
        seen_without_weight=tuple(
            row.code for row in concerned if not row.dimensions or row.weight(profile) is None
        ),
    )


def _dimension_result(
    dimension: Dimension, concerned: list[Indicator], profile: Profile, caveat: Caveat
) -> DimensionResult:
    counted = [
        Counted(row.code, weight.strength, _source(weight, caveat))
        for row in concerned
        if dimension in row.dimensions and (weight := row.weight(profile)) is not None
    ]
    order = list(Strength)
    published = [one.strength for one in counted if one.source is WeightSource.PUBLISHED]
    return DimensionResult(
        dimension=dimension,
        rule=rule_met(one.strength for one in counted),
        counted=tuple(sorted(counted, key=lambda one: (order.index(one.strength), one.code))),
        waived=profile is Profile.CHILD and dimension is not Dimension.EXPLOITATION,
        published_alone=rule_met(published) is not None,
    )


def _source(weight: Weight, caveat: Caveat) -> WeightSource:
    if caveat is Caveat.PUBLISHED_FOR_THIS_FORM:
        return weight.source
    return WeightSource.PROPOSAL
