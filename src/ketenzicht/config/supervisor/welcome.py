"""What the person at the terminal reads when the doors are open."""

from collections.abc import Iterator
from pathlib import Path
from typing import Any

import yaml

from ketenzicht.config.demonstration.rows import receipts
from ketenzicht.config.installation import Installation, Mode
from ketenzicht.config.supervisor.addresses import Address
from ketenzicht.config.supervisor.terminal import say
from ketenzicht.reporting.domain.receipt import Receipt

PEOPLE = Path(__file__).resolve().parent.parent / "demonstration" / "data" / "people.yaml"


def show(here: Installation, address: Address, seconds: float) -> None:
    """Where it is, and who can sign in."""
    say(f"\nReady after {seconds:.1f} s:  {address.url}\n")
    if here.mode is Mode.DEMONSTRATION:
        say("A demonstration: nobody in it exists. Choose who you are on the sign-in page; no password:")
        for line in demonstration_accounts():
            say(f"  {line}")
        say(f"\nReceipt codes of reporters, for {address.url}/antwoord/:")
        for code in receipts():
            say(f"  {Receipt(code).shown}")
        say()
    say("Ctrl-C stops everything.")


def demonstration_accounts(people: Path = PEOPLE) -> Iterator[str]:
    """A line for each person of the demonstration: name, address, roles."""
    listed: list[dict[str, Any]] = yaml.safe_load(people.read_text("utf-8"))
    for person in listed:
        roles = dict.fromkeys(membership["role"].replace("_", " ") for membership in person["memberships"])
        yield f"{person['name']:<22}{person['email']:<42}{', '.join(roles)}"
