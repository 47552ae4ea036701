"""Models for tests. Alice may (edits at the first desk), Bob may see what is published, Charlie may not."""

from datetime import UTC, datetime

from ketenzicht.accounts.models import User
from ketenzicht.accounts.tests import factories as people
from ketenzicht.common.actor import Actor, acting
from ketenzicht.common.domain.rights import Role
from ketenzicht.systems.actions import drafts, versions
from ketenzicht.systems.domain import editing, quick
from ketenzicht.systems.models import ModelDraft, Version

NOON = datetime(2026, 6, 1, 10, 0, tzinfo=UTC)
LINES = ("reports > pressure + strong fast", "pressure > waiting +", "waiting > reports -")


def alice_user() -> User:
    """A policy adviser at the first desk."""
    return people.user("Alice Models", (people.desk("models-first"), Role.POLICY_ADVISER))


def alice() -> Actor:
    return people.actor(alice_user())


def anna_user() -> User:
    """Alice's colleague at the same desk."""
    return people.user("Anna Models", (people.desk("models-first"), Role.CHAIN_DIRECTOR))


def anna() -> Actor:
    return people.actor(anna_user())


def bob_user() -> User:
    """Signed in, and edits models of another desk."""
    return people.user("Bob Models", (people.desk("models-second"), Role.POLICY_ADVISER))


def bob() -> Actor:
    return people.actor(bob_user())


def charlie_user() -> User:
    """Signed in, and edits no models."""
    return people.user("Charlie Models", (people.desk("models-third"), Role.PARTNER_DESK))


def charlie() -> Actor:
    return people.actor(charlie_user())


def desk_of(actor: Actor) -> int:
    assert actor.home_desk_id
    return actor.home_desk_id


def draft(*lines: str, by: Actor | None = None, title: str = "Reports") -> ModelDraft:
    """A new model with these relations, as a draft."""
    by = by or alice()
    with acting(by):
        made = versions.begin_model(title={"nl": title}, desk_id=desk_of(by), by=by, at=NOON)
        for line in lines or LINES:
            add(made, line, by)
        made.refresh_from_db()
    return made


def add(made: ModelDraft, line: str, by: Actor) -> None:
    """Type a line into a draft."""
    change = editing.add_line(quick.read(line), "nl")
    drafts.edit(draft_id=made.pk, change=change, kind="add_relation", about=line, by=by, at=NOON)


def version(visibility: str = "", by: Actor | None = None, title: str = "Reports") -> Version:
    """The first version of a new model; published when somebody else may see it."""
    by = by or alice()
    made = draft(by=by, title=title)
    with acting(by):
        kept = drafts.keep(draft_id=made.pk, revision=made.revision, reason="First.", by=by, at=NOON)
        if visibility:
            kept = versions.publish(
                model_id=kept.model_id, number=kept.number, visibility=visibility, by=by, at=NOON
            )
    return kept
