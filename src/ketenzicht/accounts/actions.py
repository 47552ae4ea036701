"""Telling a desk that there is something to look at."""

from procrastinate.contrib.django import app

from ketenzicht.common.domain.rights import Verb


def notify_desk(*, desk_id: int, verb: Verb) -> None:
    """Mail the people with ``verb`` at the desk, once this transaction stands. Says that, never what."""
    app.configure_task("accounts.send_notice").defer(desk_id=desk_id, verb=verb.value)
