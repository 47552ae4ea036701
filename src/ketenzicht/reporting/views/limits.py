"""How often one visitor may try codes, send files and send reports."""

import sys
from typing import Final

from ketenzicht.common.domain.throttle import Throttle
from ketenzicht.common.visitors import please_wait, visitor

__all__ = ["codes", "please_wait", "reports", "uploads", "visitor"]

codes: Final = Throttle(free=5, first_wait=5, longest_wait=600, in_all=60, window=60)
# A whole office can stand behind one address, so this only stops whoever wants to fill the disk.
uploads: Final = Throttle(free=100, first_wait=10, longest_wait=600, in_all=300, window=60)
# This slows whoever buries the worklists in reports. There is no limit in all, as others would wait for it.
reports: Final = Throttle(free=100, first_wait=10, longest_wait=60, in_all=sys.maxsize, window=60)
