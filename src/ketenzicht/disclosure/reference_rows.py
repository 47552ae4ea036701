"""The rows of the grounds for sharing, and of the gate with its table of cases."""

from collections.abc import Iterator
from typing import Annotated, Literal, cast

from pydantic import BaseModel, ConfigDict, Field

from ketenzicht.common.reference.kinds import Kind, Reference, Rows
from ketenzicht.common.reference.problems import Problem
from ketenzicht.common.reference.rows import Code, Codes, OptionalText, Row, Sentence
from ketenzicht.disclosure.models import GateRule, LegalBasis, Purpose, ShareableField

BASES = "disclosure.legal_bases"
PURPOSES = "disclosure.purposes"
RULES = "disclosure.gate_rules"
CASES = "disclosure.gate_cases"
EVERY_KIND = "*"

PrivacyClass = Literal["neutral", "personal", "special", "criminal"]


class LegalBasisRow(Row):
    """A ground and the kinds of organisation that may use it."""

    position: int = Field(ge=1)
    law: Annotated[str, Field(min_length=1, max_length=120)]
    article: Annotated[str, Field(min_length=1, max_length=120)]
    applies_to: Annotated[tuple[str, ...], Field(min_length=1)]
    allows_special: bool
    allows_criminal: bool
    note_nl: Sentence
    note_en: Sentence


class PurposeRow(Row):
    """What shared data may be used for."""

    position: int = Field(ge=1)
    description_nl: Sentence
    description_en: Sentence


class ShareableFieldRow(Row):
    """A named part of a package."""

    position: int = Field(ge=1)
    privacy_class: PrivacyClass
    on_by_default: bool


class Conditions(BaseModel):
    """When a rule of the gate allows."""

    model_config = ConfigDict(extra="forbid", frozen=True)

    basis: Code
    purposes: Annotated[Codes, Field(min_length=1)]
    receiver_kinds: Annotated[Codes, Field(min_length=1)]
    privacy_classes: Annotated[tuple[PrivacyClass, ...], Field(min_length=1)]
    longest_days: int = Field(ge=1, le=365)
    proof_required: bool


class GateRuleRow(Row):
    """A reviewed rule: what one ground allows."""

    position: int = Field(ge=1)
    conditions: Conditions
    allowed: Literal[True]
    because_nl: Sentence
    because_en: Sentence


class GateCaseRow(Row):
    """A case and what the gate must say to it."""

    sender_kind: Code
    receiver_kind: Code
    purpose: Code
    basis: Code
    privacy_class: PrivacyClass
    proof: OptionalText = ""
    allowed_by: OptionalText = ""
    refused_because: OptionalText = ""


def rules_stand_on_grounds(rows: Rows) -> Iterator[Problem]:
    """A rule names a ground and purposes that exist, and no class of data that its ground cannot carry."""
    bases = {row.code: row for row in cast("tuple[LegalBasisRow, ...]", rows[BASES])}
    purposes = {row.code for row in rows[PURPOSES]}
    for rule in cast("tuple[GateRuleRow, ...]", rows[RULES]):
        for what in _wrong(rule.conditions, bases.get(rule.conditions.basis), purposes):
            yield Problem(
                "disclosure/refdata/gate_rules.yaml",
                f"row {rule.code}",
                f"conditions: {what}",
                "Correct the rule, or the ground it stands on.",
            )


def _wrong(conditions: Conditions, basis: LegalBasisRow | None, purposes: set[str]) -> Iterator[str]:
    if basis is None:
        yield f"{conditions.basis} is no legal basis"
        return
    yield from (f"{code} is no purpose" for code in conditions.purposes if code not in purposes)
    if "special" in conditions.privacy_classes and not basis.allows_special:
        yield f"{basis.code} does not carry special data"
    if "criminal" in conditions.privacy_classes and not basis.allows_criminal:
        yield f"{basis.code} does not carry criminal data"


KINDS = (
    Kind(BASES, "legal_bases.yaml", LegalBasisRow, LegalBasis),
    Kind(PURPOSES, "purposes.yaml", PurposeRow, Purpose),
    Kind("disclosure.shareable_fields", "shareable_fields.yaml", ShareableFieldRow, ShareableField),
    Kind(RULES, "gate_rules.yaml", GateRuleRow, GateRule, checks=(rules_stand_on_grounds,)),
    Kind(
        CASES,
        "gate_cases.yaml",
        GateCaseRow,
        None,
        references=(Reference("basis", BASES), Reference("purpose", PURPOSES)),
    ),
)
