"""What desks do with a hand-off, step by step."""

import pytest

from ketenzicht.handover.domain.states import HandoverState
from ketenzicht.handover.tests import factories as make

pytestmark = pytest.mark.django_db


@pytest.mark.parametrize("state", list(HandoverState))
def test_it_reaches_every_state(state: HandoverState) -> None:
    assert make.brought_to(state).state == state
