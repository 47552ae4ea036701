"""A request from arrival to answer: what is searched, who sees what of it, and what remains."""

from collections.abc import Iterator
from datetime import UTC, date, datetime
from typing import Any
from uuid import UUID

import psycopg
import pytest
from django.db import DatabaseError, connection, transaction
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from ketenzicht.accounts.tests import factories as people
from ketenzicht.common.actor import Actor, NotAllowed, NotNow, NotVisible, acting
from ketenzicht.common.domain.rights import Role
from ketenzicht.common.domain.state_table import MoveNotAllowed
from ketenzicht.config.postgres import Credentials
from ketenzicht.config.postgres.roles import SUPERUSER
from ketenzicht.retention import actions as retention
from ketenzicht.retention import queries as retained
from ketenzicht.retention.domain.states import ProposalEvent
from ketenzicht.retention.domain.terms import Verdict
from ketenzicht.retention.tests.planting import Dossier
from ketenzicht.rights import actions, queries, searching
from ketenzicht.rights.domain.states import (
    Channel,
    Ending,
    Outcome,
    Proof,
    RequestKind,
    RequestState,
)
from ketenzicht.rights.models import RequestContent, SubjectHit, SubjectRequest
from ketenzicht.rights.words import PLACES, UNSEARCHED

NOW = datetime(2026, 6, 1, 10, 0, tzinfo=UTC)
GONE = "ZQXJV"


def officer(name: str = "Petra") -> Actor:
    return people.actor(people.user(name, (people.desk("privacy"), Role.PRIVACY_OFFICER)))


def registered(by: Actor, at: datetime = NOW, kind: RequestKind = RequestKind.ACCESS) -> int:
    with acting(by):
        made = actions.register(
            kind=kind,
            term="avg",
            channel=Channel.LETTER,
            arrived_on=timezone.localdate(at),
            due=None,
            asker="M. de Vries",
            asked="Everything.",
            by=by,
            at=at,
        )
    return made.number


def searched(by: Actor, *terms: str, at: datetime = NOW, kind: RequestKind = RequestKind.ACCESS) -> int:
    number = registered(by, at, kind)
    with acting(by):
        actions.verify(number=number, proof=Proof.DOCUMENT_SHOWN, by=by, at=at)
        actions.search(number=number, terms=terms, by=by, at=at)
    actions.carry_out_search(number=number, at=at)
    return number


@pytest.mark.django_db
def test_what_arrives_just_after_midnight_arrived_today() -> None:
    by, midnight = officer(), datetime(2026, 11, 22, 23, 30, tzinfo=UTC)
    number = registered(by, midnight)
    with acting(by):
        assert SubjectRequest.objects.get(number=number).arrived_on == date(2026, 11, 23)


def test_every_field_with_personal_data_is_searched_or_listed_with_a_reason() -> None:
    declared = {str(place) for place in searching.declared()}
    found = {str(place) for place in searching.searched()}
    listed = set(searching.UNSEARCHED)
    trail = {"audit.AuditEvent.actor_user_id"}
    assert declared == found | listed | trail
    assert not found & listed
    assert set(searching.UNSEARCHED.values()) == set(UNSEARCHED)
    known = {place.rsplit(".", 1)[0] for place in found if not place.startswith("planning.")}
    assert known <= set(PLACES)


@pytest.mark.parametrize(
    ("term", "text", "found"),
    [
        ("Jan de Vries", "gezien: jan  de vries, om tien uur", True),
        ("Jan", "in januari", True),
        ("jansen", "Pietjansen", False),
        ("06 12.34", "bel 061234", True),
        ("061234", "bel 06-12 34", True),
        ("AB-12-CD", "kenteken ab-12-cd", True),
        (".*", "alles", False),
        ("a+b", "aab", False),
    ],
)
@pytest.mark.django_db
def test_it_finds_names_and_numbers_as_people_write_them(term: str, text: str, found: bool) -> None:
    wanted = searching.pattern([term])
    with connection.cursor() as cursor:
        cursor.execute("SELECT %s <> '' AND %s ~* %s", [wanted, text, wanted])
        assert cursor.fetchone() == (found,)


@pytest.fixture
def above(postgres: Credentials) -> Iterator[psycopg.Connection]:
    """A connection that nothing holds back."""
    address = postgres.url(SUPERUSER, str(connection.settings_dict["NAME"]))
    with psycopg.connect(address, autocommit=True) as opened:
        yield opened


@pytest.mark.slow
@pytest.mark.usefixtures("fresh_database")
def test_it_finds_somebody_in_every_table_of_casework_and_shows_no_word_of_it(
    above: psycopg.Connection,
) -> None:
    desks = (people.desk("holding").pk, people.desk("receiving").pk)
    planted = Dossier(GONE, 910_001, desks)
    planted.plant(above)
    by = officer()
    number = searched(by, GONE.lower())
    casework = {str(place) for place in searching.searched() if str(place) in planted.planted}
    assert len(casework) > 20
    with acting(by):
        request = queries.request_by_number(by, number)
        assert request.state == RequestState.SEARCHED
        hits = SubjectHit.objects.filter(request=request)
        assert casework <= set(hits.values_list("place", flat=True))
        records = {one.kind: one for one in queries.hit_records(by, request)}
        assert (records["signal"].number, records["signal"].subject) == (910_001, str(planted.signal_id))
    client = people.sign_in(Client(), people.user("Petra", (people.desk("privacy"), Role.PRIVACY_OFFICER)))
    page = client.get(reverse("rights:request", args=[number])).content.decode()
    assert "S-910001" in page
    # Only the officer's own words to search for stand on it.
    assert page.count(GONE) == 0
    assert actions.carry_out_search(number=number, at=NOW) == 0


@pytest.mark.slow
@pytest.mark.usefixtures("fresh_database")
def test_what_is_granted_to_be_erased_goes_before_its_term_when_a_second_person_agrees(
    above: psycopg.Connection,
) -> None:
    planted = Dossier(GONE, 910_001, (people.desk("holding").pk, people.desk("receiving").pk))
    planted.plant(above)
    by, second = officer(), officer("Paula")
    one: dict[str, Any] = {"signal_id": planted.signal_id, "by": by, "at": NOW}
    with acting(by):
        retention.set_regime(regime="wmo", reason="Help began.", **one)
        assert kept(by, planted).verdict is Verdict.TERM_RUNS
    number = searched(by, GONE, kind=RequestKind.ERASURE)
    with acting(by):
        with pytest.raises(NotNow):
            actions.let_be_erased(number=number, **one)
        actions.decide(number=number, outcome=Outcome.GRANTED, ground="", reason="Yes.", by=by, at=NOW)
        with pytest.raises(NotVisible):
            actions.let_be_erased(number=number, **one | {"signal_id": UUID(int=1)})
        retention.set_regime(regime="veilig_thuis", reason="Family.", **one)
        actions.let_be_erased(number=number, **one)
        assert kept(by, planted).verdict is Verdict.DUE
        # Whoever keeps it under another regime has decided anew.
        retention.set_regime(regime="wmo", reason="Help began.", **one)
        assert kept(by, planted).verdict is Verdict.TERM_RUNS
        actions.let_be_erased(number=number, **one)
        assert [one.number for one in retained.past_their_term(by, NOW.date())] == [910_001]
        made = retention.propose(signal_ids=[planted.signal_id], by=by, at=NOW)
    with acting(second):
        retention.decide(number=made.number, event=ProposalEvent.APPROVE, by=second, at=NOW)
    assert retention.destroy_approved(number=made.number, at=NOW) == 1


def kept(by: Actor, planted: Dossier) -> retained.Dossier:
    return retained.dossier(by, planted.signal_id, NOW.date())


@pytest.mark.django_db
def test_an_account_is_found_with_what_the_trail_says_of_it_and_another_request_too() -> None:
    by = officer()
    first = registered(by)
    number = searched(by, "Petra", "de Vries")
    with acting(by):
        request = queries.request_by_number(by, number)
        found = {(one.kind, place) for one in queries.hit_records(by, request) for place, _rows in one.places}
        other = SubjectRequest.objects.get(number=first)
        assert {one.subject for one in queries.hit_records(by, request) if one.kind.startswith("rights")} == {
            str(other.pk)
        }
    assert ("accounts.user", "audit.AuditEvent.actor_user_id") in found
    assert ("accounts.user", "accounts.User.name") in found


@pytest.mark.django_db
def test_a_request_goes_from_arrival_to_answer_and_only_codes_remain() -> None:
    by = officer()
    number = registered(by)
    with acting(by):
        with pytest.raises(MoveNotAllowed):
            actions.search(number=number, terms=["Vries"], by=by, at=NOW)
        request = queries.request_by_number(by, number)
        assert request.due_on == date(2026, 7, 1)
        actions.extend(number=number, reason="Many records.", by=by, at=NOW)
        with pytest.raises(NotNow):
            actions.extend(number=number, reason="Again.", by=by, at=NOW)
        actions.verify(number=number, proof=Proof.KNOWN_HERE, by=by, at=NOW)
        with pytest.raises(NotNow):
            actions.search(number=number, terms=["a"], by=by, at=NOW)
        actions.search(number=number, terms=["Vries"], by=by, at=NOW)
    actions.carry_out_search(number=number, at=NOW)
    with acting(by):
        with pytest.raises(NotNow):
            actions.decide(number=number, outcome=Outcome.REFUSED, ground="", reason="No.", by=by, at=NOW)
        actions.decide(number=number, outcome=Outcome.GRANTED, ground="", reason="Yes.", by=by, at=NOW)
        with pytest.raises(NotNow):
            actions.answer(number=number, answered_on=date(2026, 6, 2), by=by, at=NOW)
        actions.answer(number=number, answered_on=NOW.date(), by=by, at=NOW)
        found = queries.request_by_number(by, number)
        assert (found.due_on, found.erase_on) == (date(2026, 9, 1), date(2027, 6, 1))
        assert queries.open_requests(by) == 0
    # The database looks at its own day too: nothing goes before the term is over.
    assert actions.erase_past_term(at=NOW) == 0


@pytest.mark.django_db
def test_what_is_free_goes_after_its_term_and_the_codes_stay() -> None:
    by, long_ago = officer(), datetime(2023, 3, 1, tzinfo=UTC)
    number = searched(by, "Petra", at=long_ago)
    kept = registered(by)
    with acting(by):
        actions.close(number=number, ending=Ending.WITHDRAWN, by=by, at=long_ago)
    assert actions.erase_past_term(at=NOW) == 1
    assert actions.erase_past_term(at=NOW) == 0
    with acting(by):
        request = queries.request_by_number(by, number)
        assert (request.ending, request.erased_at) == (Ending.WITHDRAWN, NOW)
        assert queries.content_of(by, request) is None
        assert not queries.hit_records(by, request)
        assert queries.content_of(by, queries.request_by_number(by, kept))


@pytest.mark.django_db
def test_nobody_else_sees_or_changes_a_request_and_the_database_holds_the_order() -> None:
    by = officer()
    number = registered(by)
    others = (
        people.actor(people.user("Ferry", (people.desk("holding"), Role.FOCAL_OFFICER))),
        people.actor(people.user("Cato", (people.desk("chain"), Role.CHAIN_DIRECTOR))),
        people.actor(people.user("Adam", (people.desk("chain"), Role.ADMINISTRATOR))),
    )
    for other in others:
        with acting(other):
            assert not SubjectRequest.objects.exists()
            assert not RequestContent.objects.exists()
            with pytest.raises(NotAllowed):
                queries.requests(other)
            with pytest.raises(NotAllowed):
                actions.verify(number=number, proof=Proof.OTHER, by=other, at=NOW)
    second = officer("Paula")
    for change in (
        {"state": "searching"},
        {"state": "verified", "proof": "other", "verified_at": NOW, "verified_by": by.user_id},
        {"arrived_on": date(2025, 1, 1)},
    ):
        with pytest.raises(DatabaseError), acting(second), transaction.atomic():
            SubjectRequest.objects.filter(number=number).update(**change)
    with acting(second):
        request = queries.request_by_number(second, number)
        with pytest.raises(DatabaseError), transaction.atomic():
            SubjectHit.objects.create(request=request, place="x", subject_kind="signal", subject="1", rows=1)
        assert RequestContent.objects.filter(pk=request.pk).delete() == (0, {})
