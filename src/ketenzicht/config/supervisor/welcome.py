"""What the person at the terminal reads when the doors are open."""

from ketenzicht.config.installation import Databases, Installation, Mode
from ketenzicht.config.supervisor.addresses import Address
from ketenzicht.config.supervisor.terminal import say


def show(here: Installation, address: Address, seconds: float) -> None:
    """Where it is and who can sign in."""
    say(f"\nReady after {seconds:.1f} s:  {address.url}\n")
    say("Ctrl-C stops everything.")


def first_administrator(here: Installation, databases: Databases, *, ask: bool) -> None:
    """Help an installation without people to its first administrator."""
    if here.mode is Mode.DEMONSTRATION:
        return
