"""Determinants of whole numbers without fractions (Bareiss 1968): exact where terms are too many."""

from causal.press.terms import Rows


def determinant_of(rows: Rows) -> int:
    """The determinant of a square set of rows when every size is 1."""
    members = sorted(rows)
    return _bareiss([[_entry(rows, i, j) for j in members] for i in members])


def minor_of(rows: Rows, press: int, goal: int) -> int:
    """adj(M)[goal, press] when every size is 1."""
    members = sorted(rows)
    found = _bareiss([[_entry(rows, i, j) for j in members if j != goal] for i in members if i != press])
    return -found if (members.index(press) + members.index(goal)) % 2 else found


def _entry(rows: Rows, i: int, j: int) -> int:
    terms = rows[i].get(j)
    return terms.net if terms else 0


def _bareiss(matrix: list[list[int]]) -> int:
    """Every division below leaves no remainder."""
    sign, before = 1, 1
    for step in range(len(matrix) - 1):
        pivot = next((i for i in range(step, len(matrix)) if matrix[i][step]), None)
        if pivot is None:
            return 0
        if pivot != step:
            matrix[step], matrix[pivot] = matrix[pivot], matrix[step]
            sign = -sign
        top = matrix[step]
        for row in matrix[step + 1 :]:
            head = row[step]
            for j in range(step + 1, len(matrix)):
                row[j] = (row[j] * top[step] - head * top[j]) // before
        before = top[step]
    return sign * matrix[-1][-1] if matrix else 1
