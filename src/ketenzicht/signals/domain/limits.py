"""Time limits of a signal where the route table gives none. All of them are our own proposal.

The route table has a limit per route; these hold when no rule fires, and for what no route speaks of.
"""

from ketenzicht.common.domain.workdays import Limit, Unit

ASSESSMENT = Limit(3, Unit.WORKDAYS)
REPLY = Limit(10, Unit.WORKDAYS)
ACUTE = Limit(15, Unit.MINUTES)
WAITING = Limit(10, Unit.WORKDAYS)
SOON = Limit(1, Unit.WORKDAYS)
