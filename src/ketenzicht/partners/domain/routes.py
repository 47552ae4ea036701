"""Route advice from the route table: the first rule whose conditions are all met.

The skeleton of the table is annex 2 of the policy plan of De Markiezaten 2022-2025 and the national guide.

The advice says which rule fired and why, which rules were passed over and why, and which facts are still
unknown that could make an *earlier* rule fire. A person decides, also against it. Nothing is computed but
"met", "not met" and "unknown"; the same facts and rules always give the same advice.
"""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date
from enum import StrEnum

ConditionValue = bool | str | tuple[str, ...]


class Condition(StrEnum):
    """The facts that a rule may ask about; the names are those of the route table."""

    ACUTE = "acute"
    MINOR_OR_DOUBTFUL = "minor_or_doubtful"
    IDENTIFIABLE_PERSON = "identifiable_person"
    RESIDENCE = "residence"
    FORMS = "forms"
    SUBJECT = "subject"
    SOURCE_HIDDEN = "perpetrator_information_source_hidden"
    SOFT = "soft"


_YES_OR_NO = frozenset(
    {
        Condition.ACUTE,
        Condition.MINOR_OR_DOUBTFUL,
        Condition.IDENTIFIABLE_PERSON,
        Condition.SOURCE_HIDDEN,
        Condition.SOFT,
    }
)


class Residence(StrEnum):
    """Right of residence of the person concerned, as far as it matters for the route."""

    NONE = "none"
    LAWFUL = "lawful"
    UNKNOWN = "unknown"


class Met(StrEnum):
    """How a condition or a rule comes out."""

    MET = "met"
    NOT_MET = "not_met"
    UNKNOWN = "unknown"


@dataclass(frozen=True)
class Facts:
    """What is known of a signal; None (or an empty set) means that it is not known."""

    acute: bool | None = None
    minor_or_doubtful: bool | None = None
    identifiable_person: bool | None = None
    residence: Residence | None = None
    forms: frozenset[str] | None = None
    subject: frozenset[str] | None = None
    perpetrator_information_source_hidden: bool | None = None
    soft: bool | None = None

    def words(self, condition: Condition) -> frozenset[str]:
        """What is known for a condition that asks about words; empty if nothing is."""
        value = getattr(self, condition.value)
        if condition is Condition.RESIDENCE:
            return frozenset() if value in {None, Residence.UNKNOWN} else frozenset({str(value)})
        return value or frozenset()


@dataclass(frozen=True)
class Step:
    """One thing the advice says to do. Which desk that is in this region is looked up by the caller."""

    action: str
    desk: str = ""
    desk_kind: str = ""


@dataclass(frozen=True)
class Rule:
    """One row of the route table. A rule without conditions always fires. Raises ValueError if malformed."""

    code: str
    order: int
    conditions: Mapping[str, ConditionValue]
    steps: tuple[Step, ...] = ()
    valid_from: date = date.min
    valid_to: date | None = None

    def __post_init__(self) -> None:
        if problems := condition_problems(self.conditions):
            raise ValueError(f"{self.code}: {'; '.join(problems)}")

    def in_force(self, on: date) -> bool:
        """Whether the rule holds on a day; ``valid_to`` is the last day."""
        return self.valid_from <= on and (self.valid_to is None or on <= self.valid_to)


@dataclass(frozen=True)
class ConditionResult:
    """One condition against the facts: what the rule wants, and how it comes out."""

    condition: Condition
    wanted: ConditionValue
    met: Met


@dataclass(frozen=True)
class Passed:
    """A rule that did not fire, with the conditions that stopped it; none if it is not in force."""

    code: str
    because: tuple[ConditionResult, ...]

    @property
    def could_fire(self) -> bool:
        """Whether only unknown facts stand between this rule and firing."""
        return bool(self.because) and all(one.met is Met.UNKNOWN for one in self.because)


@dataclass(frozen=True)
class Advice:
    """What the route table says: the rule that fired, why, what is missing, what was passed over."""

    rule: str | None
    why: tuple[ConditionResult, ...]
    steps: tuple[Step, ...]
    missing: tuple[Condition, ...]
    passed_over: tuple[Passed, ...]


def condition_problems(conditions: Mapping[str, object]) -> tuple[str, ...]:
    """What is wrong with the conditions of a rule, one sentence each; empty if nothing is."""
    return tuple(
        problem for name, wanted in conditions.items() if (problem := _condition_problem(name, wanted))
    )


def advise(facts: Facts, rules: Iterable[Rule], on: date) -> Advice:
    """The advice for these facts by the rules in force on a day.

    Rules are tried by order, then by code. Without a rule that fires, ``rule`` is None.
    """
    passed: list[Passed] = []
    for rule in sorted(rules, key=lambda row: (row.order, row.code)):
        if not rule.in_force(on):
            passed.append(Passed(rule.code, ()))
            continue
        results = tuple(_result(Condition(name), want, facts) for name, want in rule.conditions.items())
        stopped = tuple(one for one in results if one.met is not Met.MET)
        if not stopped:
            return Advice(rule.code, results, rule.steps, _missing(passed), tuple(passed))
        passed.append(Passed(rule.code, stopped))
    return Advice(None, (), (), _missing(passed), tuple(passed))


def _condition_problem(name: str, wanted: object) -> str:
    if name not in set(Condition):
        return f"unknown condition {name}"
    if Condition(name) in _YES_OR_NO:
        return "" if isinstance(wanted, bool) else f"{name} takes true or false"
    words = (wanted,) if isinstance(wanted, str) else wanted
    if isinstance(words, list | tuple) and words and all(isinstance(word, str) and word for word in words):
        return ""
    return f"{name} takes one or more words"


def _result(condition: Condition, wanted: ConditionValue, facts: Facts) -> ConditionResult:
    if isinstance(wanted, bool):
        met = _met(getattr(facts, condition.value), wanted)
    else:
        known = facts.words(condition)
        words = {wanted} if isinstance(wanted, str) else set(wanted)
        met = _met(not words.isdisjoint(known) if known else None, True)
    return ConditionResult(condition, wanted, met)


def _met(value: bool | None, wanted: bool) -> Met:
    if value is None:
        return Met.UNKNOWN
    return Met.MET if value is wanted else Met.NOT_MET


def _missing(passed: Iterable[Passed]) -> tuple[Condition, ...]:
    wanted = {one.condition for rule in passed if rule.could_fire for one in rule.because}
    return tuple(condition for condition in Condition if condition in wanted)
