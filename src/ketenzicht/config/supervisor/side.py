"""Which pages a supervisor serves: all, those of reporters alone, or all but those."""

from enum import StrEnum


class Side(StrEnum):
    """The public side has neither worker nor owner of the tables: it takes in, others do the work."""

    WHOLE = ""
    PUBLIC = "public"
    CASEWORK = "casework"

    @property
    def needs(self) -> frozenset[str]:
        """What has to be well before this side is ready. Reports are taken in while nobody does the work."""
        return frozenset({"web", "database"} if self is Side.PUBLIC else {"web", "database", "worker"})

    @property
    def lock(self) -> str:
        """Both sides may stand on one data directory at once."""
        return "serve-public.lock" if self is Side.PUBLIC else "serve.lock"
