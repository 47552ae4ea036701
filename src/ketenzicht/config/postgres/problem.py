"""What can go wrong with the private PostgreSQL, in one sentence for the person at the terminal."""

from ketenzicht.config.problem import Problem

FULL_DISK = "No space left on device"


class PostgresProblem(Problem):
    """PostgreSQL cannot do what was asked; the message says why and what to do."""


def explain(what: str, output: str) -> PostgresProblem:
    """The problem that ``output`` of a PostgreSQL program shows, led by ``what`` failed."""
    if FULL_DISK in output:
        return PostgresProblem(f"{what}: the disk is full. Make room and start again.")
    telling = [line for line in output.strip().splitlines() if line.strip()]
    return PostgresProblem(f"{what}:\n" + "\n".join(telling[-8:]))
