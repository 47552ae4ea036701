"""What a higher part knows about people with an account. Joined in ``AppConfig.ready()``."""

from collections.abc import Callable

# From an e-mail address to one line about who that is, in the language of the page; empty when not known.
about: list[Callable[[str], str]] = []


def about_person(email: str) -> str:
    """One line about who this is; empty when nobody knows."""
    return next((line for tell in about if (line := tell(email))), "")
