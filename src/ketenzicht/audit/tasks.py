"""Keeping the ends of the chain outside the database."""

from procrastinate.contrib.django import app

from ketenzicht.audit.anchors import keep_anchor
from ketenzicht.common.actor import Actor, acting
from ketenzicht.common.domain.rights import Verb


@app.periodic(cron="*/10 * * * *")
@app.task(name="audit.keep_anchor", queueing_lock="audit.keep_anchor")
def keep_audit_anchor(timestamp: int) -> None:
    """Write down the end of the chain."""
    with acting(Actor.operator(Verb.AUDIT_READ)):
        keep_anchor()
