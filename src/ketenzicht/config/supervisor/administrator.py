"""The first administrator of an installation that has nobody yet."""

import subprocess

from ketenzicht.config.files import replace
from ketenzicht.config.installation import Installation, Mode, default_home
from ketenzicht.config.problem import Problem
from ketenzicht.config.supervisor.steps import COMMAND
from ketenzicht.config.supervisor.terminal import say

BY_HAND = './ketenzicht user create-administrator EMAIL --name "NAME" --desk administration'


def welcome_first(here: Installation, database: str, *, ask: bool) -> None:
    """Make the first administrator together with the person at the terminal, or say how it is done.

    Raises Problem when the accounts cannot be read.
    """
    done = here.home / "administrator.done"
    if here.mode is Mode.DEMONSTRATION or done.exists():
        return
    environment = here.environment(database)
    if _has_people(environment) or (ask and _make(environment)):
        replace(done, b"")
    else:
        where = "" if here.home == default_home() else f" --data {here.home}"
        say("\nNobody has an account yet. Make the first administrator in another window:")
        say(f"  {BY_HAND}{where}")


def _has_people(environment: dict[str, str]) -> bool:
    listed = subprocess.run(
        [*COMMAND, "user", "list"], env=environment, stdout=subprocess.PIPE, text=True, check=False
    )
    if listed.returncode:
        raise Problem("The accounts cannot be read; the lines above say why.")
    return bool(listed.stdout.strip())


def _make(environment: dict[str, str]) -> bool:
    say("\nNobody has an account yet. Who is the first administrator? (Enter alone: later.)")
    try:
        email = input("  E-mail address: ").strip()
        name = email and input("  Name: ").strip()
    except EOFError:
        return False
    if not email or not name:
        return False
    words = ["user", "create-administrator", email, "--name", name, "--desk", "administration"]
    # In our own terminal: the command asks for the password.
    return subprocess.run([*COMMAND, *words], env=environment, check=False).returncode == 0
