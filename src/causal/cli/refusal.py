"""What stops a command, in one sentence."""

from collections.abc import Mapping

WRONG, MISUSED, CLAIMS_FAILED, INTERRUPTED = 1, 2, 3, 130


class Refusal(Exception):
    """The command cannot be carried out. ``code`` is the exit code, ``details`` goes into the JSON error."""

    def __init__(self, sentence: str, code: int = WRONG, details: Mapping[str, object] | None = None) -> None:
        super().__init__(sentence)
        self.code = code
        self.details = details or {}
