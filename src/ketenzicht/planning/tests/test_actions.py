"""What people do in a consultation."""

from itertools import chain

import pytest
from django.db import DatabaseError, transaction
from hypothesis import given, settings
from hypothesis import strategies as st

from ketenzicht.audit.models import AuditEvent
from ketenzicht.common.actor import NotAllowed, NotVisible, acting
from ketenzicht.common.domain.rights import Verb
from ketenzicht.planning import actions, queries
from ketenzicht.planning.domain.anthology import Reason
from ketenzicht.planning.models import Chapter, Cluster, Consultation, SourceLine, Statement
from ketenzicht.planning.tests import casts
from ketenzicht.planning.tests.casts import AT

pytestmark = pytest.mark.django_db
CODE = "stemmen"
STEPS = ("split", "join", "move", "out", "in", "undo")


def said() -> list[str]:
    return list(Statement.objects.filter(replaced_by=None).values_list("text", flat=True))


def by_text(text: str) -> Statement:
    return Statement.objects.get(text=text, replaced_by=None)


def cluster(number: str) -> Cluster:
    return next(one for one in Cluster.objects.select_related("chapter") if one.number == number)


def standing() -> dict[str, list[str]]:
    return {
        one.title: [statement.text for statement in queries.statements_in(one)]
        for one in Cluster.objects.select_related("chapter")
    }


def accounted_for() -> list[int]:
    """Every line of the source, once per place where it is used or left out."""
    used = chain.from_iterable(
        (
            *Statement.objects.filter(replaced_by=None).values_list("lines", flat=True),
            *Cluster.objects.values_list("lines", flat=True),
            *Chapter.objects.values_list("lines", flat=True),
        )
    )
    left = SourceLine.objects.exclude(left_out="").values_list("number", flat=True)
    return sorted({*used}) + sorted(left)


def test_it_takes_in_a_document_whole():
    alice = casts.alice()
    casts.consultation(alice)
    with acting(alice):
        assert standing() == {
            "Aandacht": ["Er is meer aandacht voor jongeren.", "Gemeenten doen mee. Scholen ook."],
            "Opvang": ["Er zijn te weinig plekken.", "Wachten duurt lang."],
        }
        assert sorted(accounted_for()) == list(range(1, casts.TEXT.count("\n") + 2))
        assert cluster("1.2").heading == "Opvnag"


def test_it_takes_in_nothing_of_half_a_document():
    alice = casts.alice()
    with pytest.raises(actions.Incomplete):
        casts.consultation(alice, "Alleen een voorwoord.\n")
    with acting(alice):
        assert not Consultation.objects.exists()


def test_it_takes_in_a_document_once():
    alice = casts.alice()
    casts.consultation(alice)
    with pytest.raises(actions.AlreadyThere):
        casts.consultation(alice)


def test_it_does_not_tell_of_one_that_is_not_seen():
    alice, charlie = casts.alice(), casts.charlie()
    casts.consultation(alice)
    other = casts.consultation(charlie)
    assert other.code.startswith(f"{CODE}-")
    with acting(charlie):
        assert list(Consultation.objects.order_by("code")) == [other]
    with pytest.raises(actions.AlreadyThere):
        casts.consultation(alice)


def test_it_is_kept_by_a_desk_where_one_may():
    alice, bob = casts.alice(), casts.bob()
    with pytest.raises(NotAllowed), acting(bob):
        actions.import_anthology(
            code=CODE,
            title="x",
            document=casts.document(),
            file_name="x",
            desk_id=next(iter(alice.desks(Verb.PLAN_EDIT))),
            by=bob,
            at=AT,
        )


def test_it_cuts_and_undoes():
    alice = casts.alice()
    casts.consultation(alice)
    with acting(alice):
        before = standing()
        whole = by_text("Gemeenten doen mee. Scholen ook.")
        actions.split_statement(code=CODE, statement_id=whole.pk, place=20, by=alice, at=AT)
        assert standing()["Aandacht"][1:] == ["Gemeenten doen mee.", "Scholen ook."]
        actions.undo(code=CODE, number=2, by=alice, at=AT)
        assert standing() == before


def test_it_puts_together_and_moves():
    alice = casts.alice()
    casts.consultation(alice)
    with acting(alice):
        parts = [by_text("Er zijn te weinig plekken.").pk, by_text("Wachten duurt lang.").pk]
        joined = actions.join_statements(code=CODE, statement_ids=parts, by=alice, at=AT)
        actions.move_statements(code=CODE, statement_ids=[joined.pk], to=cluster("1.1").pk, by=alice, at=AT)
        assert standing()["Opvang"] == []
        assert standing()["Aandacht"][-1] == "Er zijn te weinig plekken. Wachten duurt lang."


def test_it_can_stand_in_two_clusters():
    alice = casts.alice()
    casts.consultation(alice)
    with acting(alice):
        long_wait = by_text("Wachten duurt lang.")
        actions.move_statements(
            code=CODE,
            statement_ids=[long_wait.pk],
            to=cluster("1.1").pk,
            also_keep=True,
            by=alice,
            at=AT,
        )
        assert [long_wait.text in texts for texts in standing().values()] == [True, True]


def test_it_leaves_out_and_takes_in_again():
    alice = casts.alice()
    casts.consultation(alice)
    with acting(alice):
        statement = by_text("Wachten duurt lang.")
        actions.leave_out(code=CODE, statement_id=statement.pk, reason=Reason.FURNITURE, by=alice, at=AT)
        assert sorted(accounted_for()) == list(range(1, casts.TEXT.count("\n") + 2))
        actions.take_in(
            code=CODE, line_numbers=statement.lines, cluster_id=cluster("1.2").pk, by=alice, at=AT
        )
        assert standing()["Opvang"] == ["Er zijn te weinig plekken.", "Wachten duurt lang."]


def test_it_takes_in_no_line_that_is_in_use():
    alice = casts.alice()
    casts.consultation(alice)
    with acting(alice), pytest.raises(actions.Changed):
        actions.take_in(
            code=CODE,
            line_numbers=by_text("Wachten duurt lang.").lines,
            cluster_id=cluster("1.2").pk,
            by=alice,
            at=AT,
        )


def test_it_does_nothing_with_what_somebody_else_replaced():
    alice = casts.alice()
    casts.consultation(alice)
    with acting(alice):
        whole = by_text("Gemeenten doen mee. Scholen ook.")
        actions.split_statement(code=CODE, statement_id=whole.pk, place=20, by=alice, at=AT)
        with pytest.raises(actions.Changed):
            actions.split_statement(code=CODE, statement_id=whole.pk, place=20, by=alice, at=AT)
        with pytest.raises(actions.Changed):
            actions.look_at_statement(code=CODE, statement_id=whole.pk, by=alice, at=AT)


def test_it_undoes_only_the_last_step_and_never_the_import():
    alice = casts.alice()
    casts.consultation(alice)
    with acting(alice):
        with pytest.raises(actions.NothingToUndo):
            actions.undo(code=CODE, number=1, by=alice, at=AT)
        whole = by_text("Gemeenten doen mee. Scholen ook.")
        actions.split_statement(code=CODE, statement_id=whole.pk, place=20, by=alice, at=AT)
        with pytest.raises(actions.Changed):
            actions.undo(code=CODE, number=1, by=alice, at=AT)


def test_it_is_seen_by_others_only_when_opened_to_them():
    alice, bob, charlie = casts.alice(), casts.bob(), casts.charlie()
    casts.consultation(alice)
    for other in (bob, charlie):
        with acting(other), pytest.raises(NotVisible):
            queries.consultation_for(other, CODE)
        with acting(other):
            assert not Statement.objects.exists()
    with acting(alice):
        actions.open_to(code=CODE, visibility="signed_in", by=alice, at=AT)
    for other in (bob, charlie):
        with acting(other):
            assert Statement.objects.count() == 4
            assert not SourceLine.objects.exists()
            with pytest.raises(NotAllowed):
                actions.open_to(code=CODE, visibility="public", by=other, at=AT)


def test_it_writes_every_step_in_the_audit_trail():
    alice = casts.alice()
    casts.consultation(alice)
    with acting(alice):
        whole = by_text("Gemeenten doen mee. Scholen ook.")
        actions.split_statement(code=CODE, statement_id=whole.pk, place=20, by=alice, at=AT)
        actions.undo(code=CODE, number=2, by=alice, at=AT)
    with acting(type(alice).operator(Verb.AUDIT_READ)):
        kinds = AuditEvent.objects.filter(kind__startswith="planning.").values_list("kind", flat=True)
        assert {kind.rpartition(".")[2] for kind in kinds} == {"imported", "split", "undone"}


def test_it_keeps_the_words_of_a_statement_in_the_database_itself():
    alice = casts.alice()
    casts.consultation(alice)
    with acting(alice), pytest.raises(DatabaseError), transaction.atomic():
        Statement.objects.update(text="iets anders")


@settings(max_examples=15)
@given(
    st.lists(
        st.tuples(st.sampled_from(["split", "join", "move", "out", "in", "undo"]), st.integers(0, 30)),
        max_size=12,
    )
)
def test_it_loses_no_line_and_undoes_everything(steps):
    alice = casts.alice()
    with acting(alice), transaction.atomic():
        code = f"proef-{Consultation.objects.count()}"
    casts.consultation(alice, code=code)
    with acting(alice):
        whole = _state(code)
        for step, pick in steps:
            _do(step, pick, code, alice)
            assert sorted(set(_lines(code))) == list(range(1, casts.TEXT.count("\n") + 2))
        held = queries.consultation_for(alice, code)
        while (change := queries.last_change(held)) is not None:
            actions.undo(code=code, number=change.number, by=alice, at=AT)
        assert _state(code) == whole


def _state(code):
    clusters = Cluster.objects.filter(consultation__code=code).select_related("chapter")
    lines = SourceLine.objects.filter(source__consultation__code=code).values_list("number", "left_out")
    return {one.title: [said.pk for said in queries.statements_in(one)] for one in clusters}, list(lines)


def _lines(code):
    used = chain.from_iterable(
        (
            *Statement.objects.filter(consultation__code=code, replaced_by=None).values_list(
                "lines", flat=True
            ),
            *Cluster.objects.filter(consultation__code=code).values_list("lines", flat=True),
            *Chapter.objects.filter(consultation__code=code).values_list("lines", flat=True),
        )
    )
    lines = SourceLine.objects.filter(source__consultation__code=code)
    return [*used, *lines.exclude(left_out="").values_list("number", flat=True)]


def _do(step, pick, code, alice):
    held = queries.consultation_for(alice, code)
    statements = list(Statement.objects.filter(consultation=held, replaced_by=None))
    clusters = list(Cluster.objects.filter(consultation=held))
    left = [line for group in queries.left_out_lines(held) for line in group.lines]
    one = statements[pick % len(statements)] if statements else None
    other = statements[(pick + 1) % len(statements)] if statements else None
    target = clusters[pick % len(clusters)].pk
    try:
        if step == "split" and one and (cuts := queries.unsure_of(held, one).cuts):
            actions.split_statement(
                code=code, statement_id=one.pk, place=cuts[pick % len(cuts)][0], by=alice, at=AT
            )
        elif step == "join" and one and other and one != other:
            actions.join_statements(code=code, statement_ids=[one.pk, other.pk], by=alice, at=AT)
        elif step == "move" and one:
            actions.move_statements(
                code=code, statement_ids=[one.pk], to=target, also_keep=pick % 2 == 0, by=alice, at=AT
            )
        elif step == "out" and one:
            actions.leave_out(code=code, statement_id=one.pk, reason=Reason.SEPARATOR, by=alice, at=AT)
        elif step == "in" and left:
            number = left[pick % len(left)].number
            actions.take_in(code=code, line_numbers=[number], cluster_id=target, by=alice, at=AT)
        elif step == "undo" and (change := queries.last_change(held)):
            actions.undo(code=code, number=change.number, by=alice, at=AT)
    except actions.Changed:
        pass
