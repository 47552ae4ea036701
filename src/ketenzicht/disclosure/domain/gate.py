"""May this go to them for that? The gate before every disclosure.

Talking about a signal has no statutory basis of its own, so nothing is taken for granted (AVG art. 5, 6, 9
and 10). Allowed only when a configured rule in force covers all of it: the legal basis, the purpose, the
kind of receiver, the privacy class of every field, and an end within the longest time of the rule. Whatever
is missing, unknown, empty or out of date is a refusal (fail closed), and every reason is given at once. The
rules are reviewed reference data; this gate gives no legal advice.
"""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from enum import StrEnum

from ketenzicht.common.domain.workdays import day_of


class PrivacyClass(StrEnum):
    """How sensitive a field is; the same words as in the models' privacy lists."""

    NEUTRAL = "neutral"
    PERSONAL = "personal"
    SPECIAL = "special"
    CRIMINAL = "criminal"


class Refusal(StrEnum):
    """Why something may not be shared."""

    NOTHING_CONFIGURED = "nothing_configured"
    NO_BASIS = "no_basis"
    BASIS_UNKNOWN = "basis_unknown"
    BASIS_NOT_IN_FORCE = "basis_not_in_force"
    NO_PURPOSE = "no_purpose"
    PURPOSE_NOT_COVERED = "purpose_not_covered"
    NO_RECEIVER = "no_receiver"
    RECEIVER_NOT_COVERED = "receiver_not_covered"
    NO_FIELDS = "no_fields"
    FIELD_NOT_COVERED = "field_not_covered"
    NO_PROOF = "no_proof"
    NO_END = "no_end"
    END_PAST = "end_past"
    END_TOO_FAR = "end_too_far"


@dataclass(frozen=True)
class Rule:
    """What one legal basis allows: for which purposes, to whom, which classes of data, for how long.

    ``proof_required``: the basis rests on something that must be on record, such as consent.
    """

    code: str
    basis: str
    purposes: frozenset[str]
    receiver_kinds: frozenset[str]
    privacy_classes: frozenset[PrivacyClass]
    longest: timedelta
    valid_from: date
    valid_to: date | None = None
    proof_required: bool = False

    def in_force(self, on: date) -> bool:
        """Whether the rule holds on a day; ``valid_to`` is the last day."""
        return self.valid_from <= on and (self.valid_to is None or on <= self.valid_to)


@dataclass(frozen=True)
class Request:
    """What somebody wants to share; ``fields`` maps each named field to its privacy class."""

    basis: str
    purpose: str
    fields: Mapping[str, PrivacyClass]
    receiver_kind: str
    until: datetime | None
    proof: str = ""


@dataclass(frozen=True)
class Reason:
    """One reason for a refusal; ``field`` names the field that is not covered."""

    refusal: Refusal
    field: str = ""


@dataclass(frozen=True)
class Allowed:
    """It may be shared, by this rule."""

    rule: str


@dataclass(frozen=True)
class Refused:
    """It may not be shared, for these reasons: those of the rule that comes nearest."""

    reasons: tuple[Reason, ...]


def may_share(request: Request, at: datetime, rules: Iterable[Rule]) -> Allowed | Refused:
    """Whether ``request`` may go at ``at``. Raises ValueError for a moment without a time zone."""
    if at.tzinfo is None or (request.until is not None and request.until.tzinfo is None):
        raise ValueError("A moment needs a time zone.")
    rules = sorted(rules, key=lambda rule: rule.code)
    candidates = [rule for rule in rules if rule.basis == request.basis and request.basis]
    in_force = [rule for rule in candidates if rule.in_force(day_of(at))]
    if not in_force:
        return Refused((_no_rule(request, bool(rules), bool(candidates)), *_incomplete(request, at)))
    judged = [(_objections(request, at, rule), rule) for rule in in_force]
    reasons, rule = min(judged, key=lambda pair: len(pair[0]))
    return Refused(reasons) if reasons else Allowed(rule.code)


def _no_rule(request: Request, any_rule: bool, any_of_basis: bool) -> Reason:
    if not any_rule:
        return Reason(Refusal.NOTHING_CONFIGURED)
    if not request.basis:
        return Reason(Refusal.NO_BASIS)
    return Reason(Refusal.BASIS_NOT_IN_FORCE if any_of_basis else Refusal.BASIS_UNKNOWN)


def _incomplete(request: Request, at: datetime) -> tuple[Reason, ...]:
    """What is missing whatever the rule says."""
    missing = {
        Refusal.NO_PURPOSE: not request.purpose,
        Refusal.NO_RECEIVER: not request.receiver_kind,
        Refusal.NO_FIELDS: not request.fields,
        Refusal.NO_END: request.until is None,
        Refusal.END_PAST: request.until is not None and request.until <= at,
    }
    return tuple(Reason(refusal) for refusal, yes in missing.items() if yes)


def _objections(request: Request, at: datetime, rule: Rule) -> tuple[Reason, ...]:
    """Everything that this rule has against the request."""
    against = {
        Refusal.PURPOSE_NOT_COVERED: bool(request.purpose) and request.purpose not in rule.purposes,
        Refusal.RECEIVER_NOT_COVERED: bool(request.receiver_kind)
        and request.receiver_kind not in rule.receiver_kinds,
        Refusal.NO_PROOF: rule.proof_required and not request.proof.strip(),
        Refusal.END_TOO_FAR: request.until is not None and request.until - at > rule.longest,
    }
    uncovered = sorted(name for name, kind in request.fields.items() if kind not in rule.privacy_classes)
    return (
        *_incomplete(request, at),
        *(Reason(refusal) for refusal, yes in against.items() if yes),
        *(Reason(Refusal.FIELD_NOT_COVERED, name) for name in uncovered),
    )
