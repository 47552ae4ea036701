"""Who sees what, asked of the queries and again of the database itself, as the role the product runs as."""

from collections.abc import Callable
from contextlib import AbstractContextManager
from datetime import timedelta

import pytest
from django.db import connection

from ketenzicht.common.actor import Actor, NotVisible, acting
from ketenzicht.common.domain.state_table import Relation
from ketenzicht.handover import actions, queries
from ketenzicht.handover.actions import Preview
from ketenzicht.handover.domain.states import HandoverState
from ketenzicht.handover.models import Handover
from ketenzicht.handover.queries import Tab, Wanted
from ketenzicht.handover.tests import factories as make

pytestmark = pytest.mark.django_db

ALL = set(make.FIELDS)
PART = {"test_facts"}
READABLE = {
    HandoverState.ACCEPTED: ALL,
    HandoverState.ACCEPTED_PARTLY: PART,
    HandoverState.IN_HAND: ALL,
    HandoverState.FINISHED: ALL,
}
PEOPLE: dict[str, Callable[[], Actor]] = {
    "sender": make.sender,
    "receiver": make.receiver,
    "stranger": make.stranger,
    "nobody": make.nobody,
}
# Long after everything that happens in a test, long before access ends.
LATER = make.NOON + timedelta(days=30)


def _by_sql(actor: Actor, handover: Handover, query: str) -> set[str]:
    with acting(actor), connection.cursor() as cursor:
        cursor.execute(query, [handover.pk])
        return {row[0] for row in cursor.fetchall()}


def _content_by_sql(actor: Actor, handover: Handover) -> set[str]:
    items = _by_sql(actor, handover, "SELECT field FROM handover_packageitem WHERE handover_id = %s")
    files = _by_sql(actor, handover, "SELECT name FROM handover_packagefile WHERE handover_id = %s")
    return items | ({"attachments"} if files else set())


def _content_by_query(actor: Actor, handover: Handover) -> set[str]:
    with acting(actor):
        package = queries.package_for(actor, handover, LATER)
    return {field.code for field in package.fields} | ({"attachments"} if package.files else set())


@pytest.mark.parametrize("state", list(HandoverState))
def test_it_shows_content_only_after_acceptance_and_only_to_the_two_desks(state: HandoverState) -> None:
    handover = make.brought_to(state)
    expected = {"sender": ALL, "receiver": READABLE.get(state, set())}

    for who, actor in PEOPLE.items():
        assert _content_by_query(actor(), handover) == expected.get(who, set())
        assert _content_by_sql(actor(), handover) == expected.get(who, set())


@pytest.mark.parametrize("who", list(PEOPLE))
def test_it_shows_the_hand_off_itself_to_the_two_desks_only(who: str) -> None:
    handover, actor = make.sent(), PEOPLE[who]()
    tables = {
        "handover_handover": "SELECT id::text FROM handover_handover WHERE id = %s",
        "handover_handoverevent": "SELECT id::text FROM handover_handoverevent WHERE handover_id = %s",
    }

    for query in tables.values():
        assert bool(_by_sql(actor, handover, query)) is (who in {"sender", "receiver"})
    with acting(actor):
        if who in {"sender", "receiver"}:
            assert queries.handover_for(actor, handover.pk) == handover
        else:
            with pytest.raises(NotVisible):
                queries.handover_for(actor, handover.pk)


@pytest.mark.parametrize("state", list(HandoverState))
def test_it_never_shows_the_receiver_where_it_comes_from_or_who_sent_it(state: HandoverState) -> None:
    handover = make.brought_to(state)
    origin = "SELECT subject_id::text FROM handover_handoverorigin WHERE handover_id = %s"
    authors = (
        "SELECT by_user::text FROM handover_eventauthor JOIN handover_handoverevent ON id = event_id"
        " WHERE handover_id = %s"
    )

    assert _by_sql(make.sender(), handover, origin) == {str(make.ORIGIN[1])}
    assert _by_sql(make.receiver(), handover, origin) == set()
    assert str(make.sender().user_id) in _by_sql(make.sender(), handover, authors)
    assert str(make.sender().user_id) not in _by_sql(make.receiver(), handover, authors)
    assert str(make.receiver().user_id) not in _by_sql(make.sender(), handover, authors)
    with acting(make.receiver()):
        assert queries.sent_for(make.receiver(), make.ORIGIN) == []


def test_it_stops_showing_content_when_access_ends() -> None:
    handover = make.brought_to(HandoverState.ACCEPTED)

    with acting(make.receiver()):
        assert queries.package_for(make.receiver(), handover, make.FAR - timedelta(seconds=1))
        assert not queries.package_for(make.receiver(), handover, make.FAR)
    with acting(make.sender()):
        assert queries.package_for(make.sender(), handover, make.FAR)


def test_it_stops_showing_content_in_the_database_too() -> None:
    long_ago = make.NOON.replace(year=2023)
    over = make.sent(long_ago, access_until=long_ago + timedelta(days=30))
    actions.accept(handover_id=over.pk, by=make.receiver(), at=long_ago + timedelta(days=1))

    assert _content_by_sql(make.receiver(), over) == set()
    assert _content_by_sql(make.sender(), over) == ALL


def test_it_gives_a_file_only_to_who_may_read_the_package() -> None:
    handover = make.brought_to(HandoverState.ACCEPTED)
    partly = make.brought_to(HandoverState.ACCEPTED_PARTLY)
    for actor, wanted, allowed in (
        (make.sender(), handover, True),
        (make.receiver(), handover, True),
        (make.sender(), partly, True),
        (make.receiver(), partly, False),
        (make.stranger(), handover, False),
    ):
        with acting(make.sender()):
            file_id = wanted.package_files.get().pk
        with acting(actor):
            if allowed:
                assert queries.file_for(actor, wanted.pk, file_id, LATER)[2] == make.FILE.content
            else:
                with pytest.raises(NotVisible):
                    queries.file_for(actor, wanted.pk, file_id, LATER)


def test_it_does_not_give_a_file_through_another_hand_off() -> None:
    mine, other = make.brought_to(HandoverState.ACCEPTED), make.brought_to(HandoverState.ACCEPTED)
    with acting(make.sender()):
        file_id = other.package_files.get().pk

    with acting(make.receiver()), pytest.raises(NotVisible):
        queries.file_for(make.receiver(), mine.pk, file_id, LATER)


def test_it_tells_the_receiver_no_more_than_the_preview() -> None:
    handover = make.sent()

    with acting(make.receiver()):
        shown = queries.preview_of(handover)

    assert shown == {
        "purpose": "test-purpose",
        "purpose_note": "",
        "urgency": "Gewoon",
        "is_acute": False,
        "forms": shown["forms"],
        "region": "Test region",
        "age_band": "Volwassen",
        "question": make.QUESTION,
    }


def test_it_shows_a_preview_before_sending_as_the_receiver_will_see_it() -> None:
    handover = make.brought_to(HandoverState.ACCEPTED)

    with acting(make.sender()):
        draft = queries.draft_preview(
            purpose_code="test-purpose",
            urgency="ordinary",
            question=make.QUESTION,
            preview=Preview("Test region", "adult", ("LAB",)),
            package=make.PACKAGE,
            files=[make.FILE],
            access_until=make.FAR,
            at=make.NOON,
        )
    with acting(make.receiver()):
        package = queries.package_for(make.receiver(), handover, LATER)
        preview = queries.preview_of(handover)
    assert {key: draft[key] for key in preview} == preview
    assert tuple(draft["fields"]) == package.fields
    assert [file["name"] for file in draft["files"]] == [file.name for file in package.files]


def test_it_shows_names_at_the_own_desk_only() -> None:
    handover = make.brought_to(HandoverState.ACCEPTED)

    with acting(make.sender()):
        mine = {step.event: step.person for step in queries.timeline(make.sender(), handover)}
    with acting(make.receiver()):
        theirs = {step.event: step.person for step in queries.timeline(make.receiver(), handover)}
    assert mine == {"send": "Alice", "accept": ""}
    assert theirs == {"send": "", "accept": "Bob"}


def test_it_counts_only_what_the_desk_has_to_do() -> None:
    for state in (HandoverState.SENT, HandoverState.SEEN, HandoverState.IN_HAND, HandoverState.FINISHED):
        make.brought_to(state)
    make.acute()
    late = make.NOON + timedelta(days=10)

    with acting(make.receiver()):
        counts = queries.inbox_counts(make.receiver(), late)
        assert queries.count_to_answer(make.receiver()) == counts.to_answer
    assert (counts.to_answer, counts.in_hand, counts.sent, counts.ended) == (3, 1, 0, 1)
    assert (counts.late, counts.acute) == (3, 1)
    with acting(make.sender()):
        sent = queries.inbox_counts(make.sender(), make.NOON)
        assert queries.count_to_answer(make.sender()) == sent.to_answer
    assert (sent.to_answer, sent.sent, sent.ended, sent.late) == (0, 4, 1, 0)
    with acting(make.stranger()):
        assert set(vars(queries.inbox_counts(make.stranger(), late)).values()) == {0}


def test_it_puts_acute_first_and_then_what_is_due_first() -> None:
    later = make.sent(make.NOON + timedelta(days=1))
    sooner, acute = make.sent(), make.acute(make.NOON + timedelta(days=2))

    with acting(make.receiver()):
        rows = list(queries.inbox(make.receiver(), Tab.TO_ANSWER, Wanted(), make.NOON))
    assert rows == [acute, sooner, later]


@pytest.mark.parametrize(
    ("wanted", "found"),
    [
        (Wanted(urgency="acute"), {"acute"}),
        (Wanted(urgency="ordinary"), {"ordinary"}),
        (Wanted(late=True), {"acute"}),
        (Wanted(number=0), set()),
        (Wanted(desk_id=0), set()),
    ],
)
def test_it_narrows_a_list(wanted: Wanted, found: set[str]) -> None:
    make.sent()
    make.acute()

    with acting(make.receiver()):
        rows = queries.inbox(make.receiver(), Tab.TO_ANSWER, wanted, make.NOON + timedelta(hours=2))
        assert {row.urgency for row in rows} == found


def test_it_shows_both_sides_to_who_works_at_both_desks() -> None:
    handover = make.sent()
    both = Actor.user(1, {**make.sender().grants, **make.receiver().grants})

    with acting(both):
        assert queries.relations_of(both, handover) == {Relation.SENDER, Relation.RECEIVER}
        assert queries.package_for(both, handover, LATER)
        assert not queries.package_for(both, handover, LATER, Relation.RECEIVER)


def test_it_takes_as_many_queries_for_a_long_list_as_for_a_short_one(
    django_assert_num_queries: Callable[[int], AbstractContextManager[object]],
) -> None:
    for _ in range(6):
        make.sent()
    actor = make.receiver()

    with acting(actor), django_assert_num_queries(2):
        queries.with_time_left(queries.inbox(actor, Tab.TO_ANSWER, Wanted(), make.NOON), make.NOON)
