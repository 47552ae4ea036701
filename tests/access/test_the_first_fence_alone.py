"""What the product itself lets through where the database hides nothing: its own fence, alone."""

from collections.abc import Callable, Iterable, Iterator, Mapping
from typing import Any

import pytest
from django.db import connection, transaction
from django.utils import timezone
from pytest_django.plugin import DjangoDbBlocker

from ketenzicht.accounts.recovery.queries import recoveries_visible_to
from ketenzicht.audit.queries import Filters, events
from ketenzicht.common.actor import Actor, NotAllowed, NotVisible
from ketenzicht.config.postgres import Credentials
from ketenzicht.config.postgres.roles import SUPERUSER
from ketenzicht.disclosure.queries import disclosures_visible_to
from ketenzicht.handover.models import Handover
from ketenzicht.handover.queries import handovers_visible_to, package_for
from ketenzicht.planning.queries import consultations_visible_to
from ketenzicht.planning.queries.figures import series_visible_to
from ketenzicht.planning.queries.needs import needs_visible_to
from ketenzicht.planning.queries.plans import plans_visible_to
from ketenzicht.reporting.queries import attachment_file, drafts_of, own_reports, reports_visible_to
from ketenzicht.signals.queries import glass_visible_to, saved_views_of, signals_visible_to
from ketenzicht.systems.queries.drafts import drafts_visible_to, proposals_visible_to
from ketenzicht.systems.queries.models import models_visible_to
from ketenzicht.systems.queries.runs import runs_visible_to
from ketenzicht.systems.queries.sessions import sessions_visible_to
from tests.access.fixtures import use
from tests.access.people import EVERYBODY
from tests.access.truth import Sight, Truth
from tests.access.world import World

pytestmark = pytest.mark.slow

READ: Mapping[str, Callable[[Actor], Iterable[Any]]] = {
    "accounts_recoveryrequest": recoveries_visible_to,
    "signals_signal": signals_visible_to,
    "signals_glassbreak": glass_visible_to,
    "signals_savedview": saved_views_of,
    "reporting_report": reports_visible_to,
    "reporting_draft": lambda actor: drafts_of(actor, timezone.now()),
    "handover_handover": handovers_visible_to,
    "disclosure_disclosure": disclosures_visible_to,
    "audit_auditevent": lambda actor: events(actor, Filters()),
    "systems_causalmodel": models_visible_to,
    "systems_modeldraft": drafts_visible_to,
    "systems_proposal": proposals_visible_to,
    "systems_run": runs_visible_to,
    "systems_roomsession": sessions_visible_to,
    "planning_consultation": consultations_visible_to,
    "planning_plan": plans_visible_to,
    "planning_series": series_visible_to,
    "planning_informationneed": needs_visible_to,
}


@pytest.fixture
def unfenced(
    built: tuple[World, dict[str, Any]], postgres: Credentials, django_db_blocker: DjangoDbBlocker
) -> Iterator[World]:
    """The world as a role reads it for which there is no row security."""
    world, address = built
    with django_db_blocker.unblock():
        before = dict(connection.settings_dict)
        use(address | {"USER": SUPERUSER, "PASSWORD": postgres.password(SUPERUSER)})
        try:
            with transaction.atomic():
                yield world
        finally:
            use(before)


@pytest.mark.parametrize("who", EVERYBODY)
def test_it_reads_only_what_is_theirs(unfenced: World, truth: Truth, who: str) -> None:
    # No list, count or search looks through broken glass: that has a page of its own.
    sight, actor = Sight(unfenced, truth, who, glass=False), unfenced.actor(who)
    for table, read in READ.items():
        theirs = {row["id"] for row in truth.tables[table] if sight.sees(table, row)}
        assert _keys(read, actor) == theirs, table
    assert {row.id for row in own_reports(actor)} == sight.own


def _keys(read: Callable[[Actor], Iterable[Any]], actor: Actor) -> set[Any]:
    try:
        return {row.pk for row in read(actor)}
    except NotAllowed:
        return set()


@pytest.mark.parametrize("who", EVERYBODY)
def test_it_opens_only_the_files_that_are_theirs(unfenced: World, truth: Truth, who: str) -> None:
    sight, actor = Sight(unfenced, truth, who, glass=False), unfenced.actor(who)
    for row in truth.tables["reporting_attachment"]:
        try:
            opened = bool(attachment_file(actor, row["id"]))
        except NotVisible:
            opened = False
        assert opened is sight.sees("reporting_attachment", row)


@pytest.mark.parametrize("who", EVERYBODY)
def test_it_opens_only_the_packages_that_are_theirs(unfenced: World, truth: Truth, who: str) -> None:
    sight, actor = Sight(unfenced, truth, who), unfenced.actor(who)
    sealed = {"handover_packageitem": "field", "handover_packagefile": "id"}
    theirs = {
        table: {(row["handover_id"], row[key]) for row in truth.tables[table] if sight.sees(table, row)}
        for table, key in sealed.items()
    }
    fields, files = set(), set()
    for handover in Handover.objects.all():
        package = package_for(actor, handover, timezone.now())
        fields |= {(handover.pk, field.code) for field in package.fields}
        files |= {(handover.pk, file.id) for file in package.files}
    assert fields == theirs["handover_packageitem"]
    assert files == theirs["handover_packagefile"]
