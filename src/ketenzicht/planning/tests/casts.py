"""People and a consultation. Alice keeps it, Bob may read what is opened, Charlie works elsewhere."""

from datetime import UTC, datetime

from ketenzicht.accounts.models import User
from ketenzicht.accounts.tests import factories
from ketenzicht.common.actor import Actor, acting
from ketenzicht.common.domain.rights import Role
from ketenzicht.planning import actions
from ketenzicht.planning.documents import Document, read_document
from ketenzicht.planning.models import Consultation

AT = datetime(2026, 6, 1, 9, tzinfo=UTC)
TEXT = """Inhoudsopgave
1 Trends 3
1.1 Aandacht 3
1.2 Opvang 4
Deelnemers 5

Woord vooraf.

1 Trends

1.1 Aandacht

Er is meer aandacht
voor jongeren.

Gemeenten doen mee. Scholen ook.

1.2 Opvnag

Er zijn te weinig plekken.
Wachten duurt lang.

Deelnemers

Een organisatie
"""


def document(text: str = TEXT) -> Document:
    return read_document(text.encode())


def alice_user() -> User:
    return factories.user("Alice Advies", (factories.desk("first-desk"), Role.POLICY_ADVISER))


def bob_user() -> User:
    return factories.user("Bob Beleid", (factories.desk("second-desk"), Role.REPORTING_PROFESSIONAL))


def charlie_user() -> User:
    return factories.user("Charlie Elders", (factories.desk("third-desk"), Role.POLICY_ADVISER))


def alice() -> Actor:
    return factories.actor(alice_user())


def bob() -> Actor:
    return factories.actor(bob_user())


def charlie() -> Actor:
    return factories.actor(charlie_user())


def consultation(by: Actor, text: str = TEXT, code: str = "stemmen") -> Consultation:
    desk_id = next(iter(by.desks(next(iter(by.grants)))))
    with acting(by):
        return actions.import_anthology(
            code=code,
            title="Stemmen uit de keten",
            document=document(text),
            file_name="stemmen.txt",
            desk_id=desk_id,
            by=by,
            at=AT,
        )
