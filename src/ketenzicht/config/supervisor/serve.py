"""Serving one data directory until somebody says stop."""

import sys
import time
from dataclasses import dataclass
from pathlib import Path

from ketenzicht.config import external, installation
from ketenzicht.config.installation import Databases, Installation, Mode
from ketenzicht.config.problem import Problem
from ketenzicht.config.supervisor import lock, welcome
from ketenzicht.config.supervisor.addresses import LOOPBACK, Address
from ketenzicht.config.supervisor.administrator import welcome_first
from ketenzicht.config.supervisor.children import Child
from ketenzicht.config.supervisor.side import Side
from ketenzicht.config.supervisor.steps import Preparation, Stopped
from ketenzicht.config.supervisor.stop import Stop
from ketenzicht.config.supervisor.terminal import say
from ketenzicht.config.supervisor.watching import Watching, watching

READY_SECONDS = 60.0
LOOK_AROUND_SECONDS = 1.0


@dataclass(frozen=True)
class Wishes:
    """What the command line asks for."""

    home: Path
    mode: Mode
    address: Address
    ask: bool
    side: Side = Side.WHOLE


def serve(wishes: Wishes) -> int:
    """Serve until Ctrl-C or a request to stop, then end everything in order. Answers the exit code.

    Raises Problem when it cannot start.
    """
    stop = Stop().listen()
    began = time.monotonic()
    if installation.find(wishes.home) is None:
        # What cannot start should leave no directory behind that is for something already.
        if wishes.side is Side.PUBLIC:
            raise Problem(
                f"There are no data in {wishes.home}. The public side needs installation.json and keys/ of "
                "the other side there."
            )
        wishes.address.check_free()
        installation.check_database()
    here = installation.find_or_make(wishes.home, wishes.mode)
    _keep_demonstration_at_home(here, wishes.address)
    with lock.serving(here.home, wishes.address.url, wishes.side.lock):
        wishes.address.check_free()
        say(f"Ketenzicht starts on {here.home} ({here.mode}).")
        with here.databases() as databases, watching() as watched:
            try:
                address = _made_ready(wishes, here, databases, stop)
                children = _children(here, address, wishes, watched)
                _run_children(children, here, wishes, began, stop)
            except (Stopped, KeyboardInterrupt):
                pass
    say("Ketenzicht has stopped.")
    return 0


def _made_ready(wishes: Wishes, here: Installation, databases: Databases, stop: Stop) -> str:
    if wishes.side is Side.PUBLIC:
        outside = databases.of_the_public_side()
        Preparation(here, outside, stop, wishes.address.url).public_side()
        return outside.app
    external.check_runtime(databases.app)
    Preparation(here, databases, stop, wishes.address.url).everything()
    with stop.breaking_questions():
        welcome_first(here, databases.app, ask=wishes.ask)
    return databases.app


def _keep_demonstration_at_home(here: Installation, address: Address) -> None:
    if here.mode is Mode.DEMONSTRATION and address.host not in LOOPBACK:
        raise Problem(
            "The demonstration signs people in without a password: it listens on this machine only."
        )


def _run_children(
    children: list[Child], here: Installation, wishes: Wishes, began: float, stop: Stop
) -> None:
    try:
        for child in children:
            child.start()
        _wait_until_ready(children, wishes, stop)
        if not stop.asked.is_set():
            welcome.show(here, wishes.address, time.monotonic() - began)
        while not stop.asked.wait(LOOK_AROUND_SECONDS):
            if here.revive_database():
                say("The database had ended unexpectedly and runs again.")
            for child in children:
                child.look_after()
    finally:
        say("Stopping …")
        for child in children:
            child.stop(stop)


def _children(here: Installation, database: str, wishes: Wishes, watched: Watching | None) -> list[Child]:
    address = wishes.address
    environment = {"KETENZICHT_PUBLIC_URL": address.url} | here.environment(database)
    environment |= watched.environment if watched else {}
    module = [sys.executable, "-m"]
    web = [*module, "ketenzicht.config.supervisor.web", address.host, str(address.port)]
    jobs = [*module, "ketenzicht.config.supervisor.jobs"]
    children = [Child("web server", web, environment, grace=15)]
    if wishes.side is not Side.PUBLIC:
        children.append(Child("worker", jobs, environment, grace=30))
    if watched:
        children.append(Child("metrics", watched.command, environment, grace=2))
    return children


def _wait_until_ready(children: list[Child], wishes: Wishes, stop: Stop) -> None:
    deadline = time.monotonic() + READY_SECONDS
    while not stop.asked.wait(0.1) and not wishes.side.needs <= wishes.address.well():
        for child in children:
            child.look_after()
            if child.crashes > 1:
                raise Problem(f"The {child.name} does not start; the lines above say why.")
        if time.monotonic() > deadline:
            raise Problem(
                f"{wishes.address.url}/healthz does not answer that all is well; the lines above may say why."
            )
