"""The route advice as a decision keeps it: codes of rules, conditions and desks."""

from typing import Any

from ketenzicht.partners.queries import RouteAdvice


def advice_kept(advice: RouteAdvice) -> dict[str, Any]:
    """What the table advised, so that the decision can be understood when the table has changed."""
    return {
        "rule": advice.advice.rule or "",
        "why": [[one.condition.value, one.met.value] for one in advice.advice.why],
        "missing": [condition.value for condition in advice.advice.missing],
        "steps": [{"act": step.act, "desks": [desk.code for desk in step.desks]} for step in advice.steps],
        "passed_over": [passed.code for passed in advice.advice.passed_over],
    }
