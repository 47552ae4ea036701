"""Putting statements together: many at once, new clusters, opposites, and rounds of several people."""

import pytest
from django.db import DatabaseError, transaction

from ketenzicht.accounts.models import User
from ketenzicht.accounts.tests import factories
from ketenzicht.common.actor import Actor, NotVisible, acting
from ketenzicht.common.domain.rights import Role
from ketenzicht.planning import actions, queries
from ketenzicht.planning.models import Chapter, Cluster, Opposition, Round, RoundChoice, Statement
from ketenzicht.planning.queries.clustering import history, in_words, opposed_to, oppositions, sortables
from ketenzicht.planning.queries.rounds import comparison, own_round, round_for
from ketenzicht.planning.tests import casts
from ketenzicht.planning.tests.casts import AT
from ketenzicht.planning.tests.test_actions import by_text, cluster, standing

pytestmark = pytest.mark.django_db
CODE = "stemmen"
MANY = """1 Problemen

1.1 Opvang

De opvang heeft te weinig bedden.

In de opvang zijn bedden bezet door doorstromers.

1.2 Aangifte

Aangifte doen bij politie duurt lang.

Zonder bedden in de opvang stopt alles.

Politie verwerkt aangifte traag.
"""


def anna_user() -> User:
    return factories.user("Anna Advies", (factories.desk("first-desk"), Role.POLICY_ADVISER))


def numbers(alice: Actor, cluster_number: str) -> list[int]:
    return [one.number for one in queries.statements_in(cluster(cluster_number))]


def test_it_moves_many_at_once_and_back():
    alice = casts.alice()
    casts.consultation(alice)
    with acting(alice):
        before = standing()
        ids = [one.pk for one in queries.statements_in(cluster("1.2"))]
        actions.move_statements(code=CODE, statement_ids=ids, to=cluster("1.1").pk, by=alice, at=AT)
        assert (standing()["Opvang"], len(standing()["Aandacht"])) == ([], 4)
        actions.undo(code=CODE, number=2, by=alice, at=AT)
        assert standing() == before


def test_it_suggests_another_cluster_by_the_words_they_share():
    alice = casts.alice()
    casts.consultation(alice, MANY)
    with acting(alice):
        held = queries.consultation_for(alice, CODE)
        rows = {row.statement.text: row.suggestion for row in sortables(held, cluster("1.2"))}
        suggestion = rows["Zonder bedden in de opvang stopt alles."]
        assert suggestion
        assert str(suggestion.cluster) == "1.1 Opvang"
        assert "opvang" in suggestion.words
        assert rows["Politie verwerkt aangifte traag."] is None


def test_it_adds_a_cluster_and_takes_it_away_again():
    alice = casts.alice()
    casts.consultation(alice)
    with acting(alice):
        chapter = Chapter.objects.get()
        made = actions.add_cluster(code=CODE, chapter_id=chapter.pk, title="Wonen", by=alice, at=AT)
        assert str(made) == "1.3 Wonen"
        ids = [by_text("Wachten duurt lang.").pk]
        actions.move_statements(code=CODE, statement_ids=ids, to=made.pk, by=alice, at=AT)
        assert numbers(alice, "1.3") == [by_text("Wachten duurt lang.").number]
        actions.undo(code=CODE, number=3, by=alice, at=AT)
        actions.undo(code=CODE, number=2, by=alice, at=AT)
        with pytest.raises(NotVisible):
            queries.cluster_by_number(alice, CODE, "1.3")
        with pytest.raises(actions.Changed):
            actions.move_statements(code=CODE, statement_ids=ids, to=made.pk, by=alice, at=AT)
        again = actions.add_cluster(code=CODE, chapter_id=chapter.pk, title="Wonen", by=alice, at=AT)
        assert again.number == "1.4"


def test_it_puts_opposite_statements_side_by_side_and_both_stay():
    alice = casts.alice()
    casts.consultation(alice)
    with acting(alice):
        one, other = by_text("Er zijn te weinig plekken."), by_text("Wachten duurt lang.")
        made = actions.oppose(code=CODE, statement_id=other.pk, number=one.number, by=alice, at=AT)
        assert actions.oppose(code=CODE, statement_id=one.pk, number=other.number, by=alice, at=AT) == made
        held = queries.consultation_for(alice, CODE)
        ((first, _), (second, _)) = oppositions(held)[0].sides
        assert (first, second) == (one, other)
        assert opposed_to(one) == [other]
        actions.no_longer_oppose(code=CODE, opposition_id=made.pk, by=alice, at=AT)
        assert oppositions(held) == []
        actions.undo(code=CODE, number=3, by=alice, at=AT)
        assert len(oppositions(held)) == 1
        actions.undo(code=CODE, number=2, by=alice, at=AT)
        assert oppositions(held) == []
        assert len(standing()["Opvang"]) == 2


@pytest.mark.parametrize("number", [4, 99])
def test_it_opposes_nothing_to_itself_or_to_nothing(number):
    alice = casts.alice()
    casts.consultation(alice)
    with acting(alice):
        said = Statement.objects.get(number=4)
        with pytest.raises(actions.Changed):
            actions.oppose(code=CODE, statement_id=said.pk, number=number, by=alice, at=AT)
        assert not Opposition.objects.exists()


def test_it_tells_who_decided_what():
    alice = casts.alice()
    casts.consultation(alice)
    with acting(alice):
        whole = by_text("Gemeenten doen mee. Scholen ook.")
        actions.split_statement(code=CODE, statement_id=whole.pk, place=20, by=alice, at=AT)
        moved = by_text("Scholen ook.")
        actions.move_statements(code=CODE, statement_ids=[moved.pk], to=cluster("1.2").pk, by=alice, at=AT)
        held = queries.consultation_for(alice, CODE)
        step, first = [in_words(change) for change in history(held)]
        assert (first.replaced, first.made) == ([whole.number], [5, 6])
        assert (step.moved, [str(one) for one in step.to]) == ([moved.number], ["1.2 Opvang"])
        assert step.change.by_user == casts.alice_user()


def _round(alice: Actor) -> Round:
    with acting(alice):
        ids = list(Cluster.objects.values_list("pk", flat=True))
        return actions.open_round(code=CODE, title="Proef", cluster_ids=ids, by=alice, at=AT)


def _choose(by: Actor, held: Round, choices: dict[str, str]) -> None:
    with acting(by):
        for text, number in choices.items():
            actions.choose(
                code=CODE,
                round_id=held.pk,
                statement_id=by_text(text).pk,
                cluster_id=cluster(number).pk,
                by=by,
                at=AT,
            )


def test_it_compares_what_several_people_put_together():
    alice, anna = casts.alice(), factories.actor(anna_user())
    casts.consultation(alice)
    held = _round(alice)
    same = {"Er zijn te weinig plekken.": "1.2", "Gemeenten doen mee. Scholen ook.": "1.1"}
    _choose(alice, held, same | {"Wachten duurt lang.": "1.2"})
    _choose(anna, held, same | {"Wachten duurt lang.": "1.1"})
    with acting(anna):
        assert RoundChoice.objects.count() == 3, "while it is open, one sees the own choices alone"
        assert own_round(anna, held).done == 3
        assert own_round(anna, held).statement == by_text("Er is meer aandacht voor jongeren.")
        actions.close_round(code=CODE, round_id=held.pk, by=anna, at=AT)
        found = comparison(round_for(queries.consultation_for(anna, CODE), held.pk))
    assert [person.name for person in found.people] == ["Alice Advies", "Anna Advies"]
    # Three statements: {a b} {c} against {a} {b c}; none of the pairs is the same, and a third is by chance.
    assert found.agreement == pytest.approx(-0.5)
    assert [one.statement.text for one in found.contests] == ["Wachten duurt lang."]
    assert (found.agreed, len(found.pairs)) == (2, 1)


def test_it_lets_nobody_choose_after_it_was_closed_or_about_something_else():
    alice = casts.alice()
    casts.consultation(alice)
    held = _round(alice)
    with acting(alice):
        said = by_text("Wachten duurt lang.")
        actions.close_round(code=CODE, round_id=held.pk, by=alice, at=AT)
        with pytest.raises(actions.Changed):
            actions.choose(
                code=CODE,
                round_id=held.pk,
                statement_id=said.pk,
                cluster_id=cluster("1.1").pk,
                by=alice,
                at=AT,
            )
        with pytest.raises(actions.Changed):
            actions.close_round(code=CODE, round_id=held.pk, by=alice, at=AT)
        with pytest.raises(actions.NothingToCluster):
            actions.open_round(code=CODE, title="Leeg", cluster_ids=[], by=alice, at=AT)


def test_the_database_keeps_choices_apart_until_the_round_is_closed():
    alice, anna = casts.alice(), factories.actor(anna_user())
    casts.consultation(alice)
    held = _round(alice)
    _choose(alice, held, {"Wachten duurt lang.": "1.2"})
    with acting(anna):
        assert not RoundChoice.objects.exists()
        said, stands = by_text("Wachten duurt lang."), cluster("1.1")
        with pytest.raises(DatabaseError), transaction.atomic():
            RoundChoice.objects.create(
                round=held, statement=said, user=casts.alice_user(), cluster=stands, at=AT
            )
    with acting(casts.charlie()):
        assert not Round.objects.exists()


def test_it_keeps_a_consultation_to_itself_when_it_suggests():
    """What another consultation says is never a reason for a suggestion."""
    alice = casts.alice()
    casts.consultation(alice, MANY)
    casts.consultation(alice, MANY.replace("Aangifte", "Elders"), code="andere")
    with acting(alice):
        held = queries.consultation_for(alice, CODE)
        own = {
            one.consultation_id
            for row in sortables(held, Cluster.objects.filter(consultation=held)[1])
            for one in [row.statement]
        }
        assert own == {held.pk}
