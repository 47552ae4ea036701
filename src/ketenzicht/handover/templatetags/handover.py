"""What the codes of a hand-off are called, and its clock."""

from typing import Any

from django import template

from ketenzicht.common.time_words import clock_state, time_left
from ketenzicht.handover import words
from ketenzicht.handover.domain.states import UNANSWERED
from ketenzicht.handover.models import Handover

register = template.Library()


@register.filter
def handover_state(handover: Handover) -> str:
    """Where a hand-off is, in words."""
    return words.say(words.STATES, handover.state)


@register.filter
def handover_tone(handover: Handover) -> str:
    """The shape of that state."""
    return words.TONES.get(handover.state, "neutral")


@register.filter
def return_reason(code: str) -> str:
    """Why a hand-off was given back."""
    return words.say(words.RETURN_REASONS, code)


@register.filter
def answer_outcome(code: str) -> str:
    """What came of a hand-off."""
    return words.say(words.OUTCOMES, code)


@register.filter
def may_tell(code: str) -> str:
    """What the reporter may be told."""
    return words.say(words.MAY_TELL, code)


@register.filter
def statement_kind(code: str) -> str:
    """What kind of statement it is."""
    return words.say(words.STATEMENT_KINDS, code)


@register.filter
def indicator_answer(code: str) -> str:
    """How an indicator was answered."""
    return words.say(words.ANSWERS, code)


@register.inclusion_tag("handover/_clock.html")
def handover_clock(handover: Handover) -> dict[str, Any]:
    """How much time is left to answer; nothing once it was answered."""
    left = handover.time_left
    if left is None or handover.state not in UNANSWERED:
        return {"text": ""}
    return {"state": clock_state(left), "text": time_left(left), "due": handover.answer_due_at}
