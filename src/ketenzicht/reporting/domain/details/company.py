"""Companies: the name as it is, and the eight digits of the Chamber of Commerce (KvK).

The number has no check digit and no library validates it, so only its length can be checked.
"""

import re

from ketenzicht.common.domain.text import clean_line
from ketenzicht.reporting.domain.details.kinds import Detail, DetailKind, DetailProblem, Typed, Value

_AROUND = re.compile(r"(?i)kvk|k\.v\.k\.?|nr\.?|nummer|[\s.\-:]")


def company(typed: Typed) -> Detail:
    """One company from ``name`` and ``kvk``; each may be missing."""
    name = clean_line(typed.get("name", ""))
    number = _AROUND.sub("", typed.get("kvk", ""))
    normalised: dict[str, Value] = {"name": name} if name else {}
    problem = None
    if re.fullmatch(r"[0-9]{8}", number):
        normalised["kvk"] = number
    elif number:
        problem = DetailProblem.KVK_NOT_EIGHT_DIGITS
    return Detail(DetailKind.COMPANY, typed, normalised or None, problem)
