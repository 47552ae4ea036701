"""Counting the terms of a determinant or a minor by their sign, exactly, with whole numbers.

Each term of a minor of M = -A is one simple route from the pressed factor to the goal times separate loops
and restraints that cover all other factors; its sign is that of the route times that of the loops (a
balancing loop and a restraint count as +, a reinforcing loop as -). Rows are taken one by one, and a state
is the set of columns already used; rows are ordered so that few sets can occur. That is exact at sizes where
a plain expansion is out of reach, as long as the system is sparse.
"""

from collections.abc import Mapping
from dataclasses import dataclass

from causal.press.system import System


@dataclass(frozen=True)
class Terms:
    """How many terms are positive, negative and of unknown sign."""

    positive: int = 0
    negative: int = 0
    unknown: int = 0

    @property
    def total(self) -> int:
        """All terms: the permanent of the sizes-free matrix (absolute feedback)."""
        return self.positive + self.negative + self.unknown

    @property
    def net(self) -> int:
        """Positive less negative: the determinant when every size is 1."""
        return self.positive - self.negative

    def __add__(self, other: "Terms") -> "Terms":
        return Terms(
            self.positive + other.positive, self.negative + other.negative, self.unknown + other.unknown
        )

    def __mul__(self, other: "Terms") -> "Terms":
        positive = self.positive * other.positive + self.negative * other.negative
        negative = self.positive * other.negative + self.negative * other.positive
        return Terms(positive, negative, self.total * other.total - positive - negative)

    def __neg__(self) -> "Terms":
        return Terms(self.negative, self.positive, self.unknown)


ONE = Terms(1, 0, 0)
NONE = Terms()
Rows = dict[int, dict[int, Terms]]
_URGES = (0.0, 0.3)


_MOST_DIVISIONS = 8_000_000


class TooManyTerms(Exception):
    """The budget of steps was used up before the count was complete."""


class Steps:
    """A budget of steps that several counts on one system share, with the blocks already ``known``."""

    def __init__(self, budget: int) -> None:
        self.left = budget
        self.divisions = _MOST_DIVISIONS
        self.known: dict[int, Terms] = {}

    def take(self, count: int) -> None:
        """Use up some. Raises TooManyTerms when that is more than is left."""
        self.left -= count
        if self.left < 0:
            raise TooManyTerms

    def allows_elimination(self, size: int) -> bool:
        """Whether a determinant of this size may still be worked out; if so, it is counted."""
        cost = size**3
        if cost > self.divisions:
            return False
        self.divisions -= cost
        return True


def rows_of(system: System, members: frozenset[int]) -> Rows:
    """The entries of M among these factors: row (the factor that moves) → column (what moves it) → terms.

    Parallel relations add up. An uncertain relation counts as present.
    """
    rows: Rows = {i: {} for i in members}
    for i in members:
        if system.restraint[i] >= -1:
            rows[i][i] = ONE
    for i, j, sign in zip(system.target.tolist(), system.source.tolist(), system.sign.tolist(), strict=True):
        if i in rows and j in members:
            entry = {1: Terms(0, 1, 0), -1: ONE, 0: Terms(0, 0, 1)}[sign]
            rows[i][j] = rows[i].get(j, NONE) + entry
    return rows


def determinant(rows: Rows, steps: Steps) -> Terms:
    """The terms of the determinant of a square set of rows. Raises TooManyTerms."""
    return _counted(rows, sorted(rows), steps)


def minor(rows: Rows, press: int, goal: int, steps: Steps) -> Terms:
    """The terms of adj(M)[goal, press]: row ``press`` and column ``goal`` left out, with the cofactor's sign.

    Raises TooManyTerms.
    """
    members = sorted(rows)
    left = {i: {j: entry for j, entry in row.items() if j != goal} for i, row in rows.items() if i != press}
    found = _counted(left, [j for j in members if j != goal], steps)
    return -found if (members.index(press) + members.index(goal)) % 2 else found


def _counted(rows: Rows, columns: list[int], steps: Steps) -> Terms:
    """The terms of the square matrix with these columns, rows in rising order."""
    steps.take(len(rows) ** 2)
    rows, columns, order = _narrowest(rows, columns)
    bits, needed = _bits(rows, order, columns)
    states: dict[int, Terms] = {0: ONE}
    for row, must in zip(order, needed, strict=True):
        states = _one_row(states, rows[row], bits, must, steps)
    full = (1 << len(columns)) - 1
    found = states.get(full, NONE)
    flips = _inversions(order) + _inversions(sorted(columns, key=lambda column: bits[column]))
    return -found if flips % 2 else found


def _one_row(
    states: Mapping[int, Terms], row: Mapping[int, Terms], bits: Mapping[int, int], must: int, steps: Steps
) -> dict[int, Terms]:
    """All ways to give this row a column that is still free; ``must`` are columns no later row can take."""
    made: dict[int, list[int]] = {}
    entries = [(bits[column], entry.positive, entry.negative, entry.unknown) for column, entry in row.items()]
    steps.take(len(states) * len(entries) + 1)
    for used, so_far in states.items():
        have = (so_far.positive, so_far.negative, so_far.total)
        for bit, plus, minus, unknown in entries:
            now = used | bit
            if used & bit or must & ~now:
                continue
            positive = have[0] * plus + have[1] * minus
            negative = have[0] * minus + have[1] * plus
            if (used & -(bit << 1)).bit_count() % 2:
                positive, negative = negative, positive
            sums = made.setdefault(now, [0, 0, 0])
            sums[0] += positive
            sums[1] += negative
            sums[2] += have[2] * (plus + minus + unknown)
    return {used: Terms(p, n, total - p - n) for used, (p, n, total) in made.items()}


def _narrowest(rows: Rows, columns: list[int]) -> tuple[Rows, list[int], list[int]]:
    """The matrix or its transpose (the same terms), with the order that keeps fewest columns open."""
    turned: Rows = {j: {} for j in columns}
    for i, row in rows.items():
        for j, entry in row.items():
            turned[j][i] = entry
    choices = [
        (shape, others, _row_order(shape, urge))
        for shape, others in ((rows, columns), (turned, sorted(rows)))
        for urge in _URGES
    ]
    return min(choices, key=lambda choice: _effort(choice[0], choice[2]))


def _effort(rows: Rows, order: list[int]) -> int:
    """An upper bound on the states that this order meets."""
    last = {j: step for step, i in enumerate(order) for j in rows[i]}
    opened = set[int]()
    effort = 0
    for step, i in enumerate(order):
        opened = {j for j in (*opened, *rows[i]) if last[j] > step}
        effort += 1 << len(opened)
    return effort


def _row_order(rows: Rows, urge: float) -> list[int]:
    """Rows so that few columns are open (used by rows both before and after) at any time.

    ``urge`` prefers rows that bring columns nearer to being closed.
    """
    users: dict[int, set[int]] = {}
    for i, row in rows.items():
        for j in row:
            users.setdefault(j, set()).add(i)
    left, opened, order = set(rows), set[int](), list[int]()
    while left:

        def cost(i: int) -> tuple[float, int, int]:
            closed = sum(1 for j in rows[i] if len(users[j]) == 1)
            nearer = sum(1.0 / len(users[j]) for j in rows[i] if j in opened)
            return sum(1 for j in rows[i] if j not in opened) - closed - urge * nearer, -closed, i

        best = min(left, key=cost)
        left.remove(best)
        order.append(best)
        for j in rows[best]:
            users[j].discard(best)
            opened.add(j)
    return order


def _bits(rows: Rows, order: list[int], columns: list[int]) -> tuple[dict[int, int], list[int]]:
    """A bit for each column, and for each row in order the columns that are used up once it is done."""
    last: dict[int, int] = {}
    for step, i in enumerate(order):
        for j in rows[i]:
            last[j] = step
    ranked = sorted(columns, key=lambda column: (last.get(column, -1), column))
    bits = {column: 1 << rank for rank, column in enumerate(ranked)}
    needed = []
    must = 0
    for step in range(len(order)):
        must |= sum(bits[j] for j in rows[order[step]] if last[j] == step)
        needed.append(must)
    return bits, needed


def _inversions(values: list[int]) -> int:
    return sum(1 for i, one in enumerate(values) for other in values[i + 1 :] if one > other)
