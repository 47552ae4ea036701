"""Beginning, changing, opening and reading plans and their parts."""

from typing import Any

import pytest
from django.db import DatabaseError, connection, transaction

from ketenzicht.audit.models import AuditEvent
from ketenzicht.common.actor import Actor, NotAllowed, NotVisible, acting
from ketenzicht.common.domain.rights import Verb
from ketenzicht.planning.actions import Changed
from ketenzicht.planning.actions import plans as actions
from ketenzicht.planning.models import CostItem, ElementState, Plan, RequiredElement
from ketenzicht.planning.queries.plans import (
    element_rows,
    neighbours_of,
    part_of,
    plan_for,
    plans_visible_to,
    removed_parts,
)
from ketenzicht.planning.tests.plan_casts import AT, alice, bob, charlie, part, plan

pytestmark = pytest.mark.django_db
ITEM = {"name": "Salaris", "note": "", "source": ""}


def seen_by(actor):
    with acting(actor):
        return {one.title for one in plans_visible_to(actor)}


def test_it_is_seen_by_the_own_desk_alone_until_it_is_opened():
    plan(alice(), "Gesloten")
    plan(alice(), "Voor iedereen met een account", visibility="signed_in")
    plan(alice(), "Voor iedereen", visibility="public")

    assert seen_by(alice()) == {"Gesloten", "Voor iedereen met een account", "Voor iedereen"}
    assert seen_by(bob()) == seen_by(charlie()) == {"Voor iedereen met een account", "Voor iedereen"}
    assert seen_by(Actor.public()) == {"Voor iedereen"}


@pytest.mark.parametrize("other", [bob, charlie, Actor.public, Actor.nobody])
@pytest.mark.parametrize("visibility", ["desk", "public"])
def test_nobody_else_changes_it(other, visibility):
    held, by = plan(alice(), visibility=visibility), other()
    item = part(held, alice(), "costitem", **ITEM)
    given: dict[str, Any] = {"code": held.code, "by": by, "at": AT}
    steps = [
        lambda: actions.change_plan(values={"vision": "Anders."}, seen=0, **given),
        lambda: actions.open_plan(visibility="public", **given),
        lambda: actions.add_part(kind="costitem", values=ITEM, **given),
        lambda: actions.change_part(kind="costitem", part_id=item.pk, values=ITEM, seen=0, **given),
        lambda: actions.remove_part(kind="costitem", part_id=item.pk, seen=0, **given),
        lambda: actions.restore_part(kind="costitem", part_id=item.pk, **given),
        lambda: actions.mark_elements(states={}, **given),
    ]
    for step in steps:
        with acting(by), pytest.raises((NotAllowed, NotVisible)), transaction.atomic():
            step()


@pytest.mark.parametrize("other", [bob, charlie, Actor.public])
def test_the_database_itself_refuses_too(other):
    held = plan(alice(), visibility="public")
    part(held, alice(), "costitem", **ITEM)
    with acting(other()), connection.cursor() as cursor:
        for statement in ("UPDATE planning_plan SET title = 'x'", "UPDATE planning_costitem SET name = 'x'"):
            cursor.execute(statement)
            assert cursor.rowcount == 0
        with pytest.raises(DatabaseError), transaction.atomic():
            CostItem.objects.create(plan=held, name="van een ander", changed_at=AT)


def test_whoever_begins_a_plan_keeps_plans_at_that_desk():
    held = plan(alice())
    for other in (bob(), charlie()):
        with acting(other), pytest.raises(NotAllowed):
            actions.begin_plan(title="X", kind="district", desk_id=held.desk_id, by=other, at=AT)


def test_two_plans_with_one_title_have_addresses_of_their_own():
    first, unseen = plan(alice(), "Plan van aanpak"), plan(charlie(), "Plan van aanpak")
    taken = plan(alice(), "Nieuw")

    assert first.code == "plan-van-aanpak"
    assert unseen.code.startswith("plan-van-aanpak-")
    assert taken.code == "nieuw-1"


def test_nobody_overwrites_another_in_silence():
    by, held = alice(), plan(alice())
    item = part(held, by, "costitem", **ITEM)
    with acting(by):
        given: dict[str, Any] = {
            "code": held.code,
            "kind": "costitem",
            "part_id": item.pk,
            "by": by,
            "at": AT,
        }
        actions.change_part(values={"name": "Loon"}, seen=0, **given)
        with pytest.raises(Changed):
            actions.change_part(values={"name": "Salaris en reiskosten"}, seen=0, **given)
        with pytest.raises(Changed):
            actions.remove_part(seen=0, **given)
        actions.change_plan(code=held.code, values={"vision": "Een."}, seen=0, by=by, at=AT)
        with pytest.raises(Changed):
            actions.change_plan(code=held.code, values={"vision": "Twee."}, seen=0, by=by, at=AT)
        assert str(part_of(held, "costitem", item.pk)) == "Loon"
        assert Plan.objects.get(pk=held.pk).vision == "Een."


def test_what_is_removed_can_be_put_back():
    by, held = alice(), plan(alice())
    item = part(held, by, "costitem", **ITEM)
    with acting(by):
        actions.remove_part(code=held.code, kind="costitem", part_id=item.pk, seen=0, by=by, at=AT)
        assert [one.part for one in removed_parts(held)] == [item]
        with pytest.raises(Changed):
            actions.change_part(
                code=held.code, kind="costitem", part_id=item.pk, values=ITEM, seen=1, by=by, at=AT
            )
        for _time in range(2):
            actions.restore_part(code=held.code, kind="costitem", part_id=item.pk, by=by, at=AT)
        assert removed_parts(held) == []
        assert part_of(held, "costitem", item.pk).revision == 2


def test_a_part_is_found_in_its_own_plan_alone():
    held, other = plan(alice()), plan(alice(), "Een ander plan")
    item = part(other, alice(), "costitem", **ITEM)
    with acting(alice()):
        for kind, key in (("costitem", item.pk), ("scenario", item.pk), ("plan", held.pk)):
            with pytest.raises(NotVisible):
                part_of(held, kind, key)


def test_it_writes_every_step_in_the_audit_trail_without_a_word_of_the_plan():
    by, held = alice(), plan(alice(), visibility="public")
    item = part(held, by, "costitem", name="Geheim bedrag", note="", source="")
    with acting(by):
        given: dict[str, Any] = {
            "code": held.code,
            "kind": "costitem",
            "part_id": item.pk,
            "by": by,
            "at": AT,
        }
        actions.change_part(values=ITEM, seen=0, **given)
        actions.remove_part(seen=1, **given)
        actions.restore_part(**given)
        actions.change_plan(code=held.code, values={"vision": "Geheim"}, seen=0, by=by, at=AT)
        actions.mark_elements(code=held.code, states={}, by=by, at=AT)
    with acting(Actor.operator(Verb.AUDIT_READ)):
        events = AuditEvent.objects.filter(kind__startswith="planning.p")
        assert {one.kind.removeprefix("planning.") for one in events} == {
            *("plan.begun", "plan.opened", "plan.changed", "plan.elements_marked"),
            *("part.added", "part.changed", "part.removed", "part.restored"),
        }
        assert "Geheim" not in str([one.detail for one in events])


def test_it_shows_the_elements_beside_those_of_neighbours():
    by, held, other = alice(), plan(alice()), plan(charlie(), "Buren", visibility="signed_in")
    hidden = plan(charlie(), "Nog niet open")
    code = RequiredElement.objects.order_by("position")[0].code
    for who, of, state in ((charlie(), other, "partly"), (charlie(), hidden, "there"), (by, held, "there")):
        with acting(who):
            actions.mark_elements(code=of.code, states={code: (state, "")}, by=who, at=AT)
    with acting(by):
        neighbours = neighbours_of(by, held)
        rows = element_rows(held, neighbours)
        assert neighbours == [other]
        assert len(rows) == 14
        own, beside = rows[0].own, rows[0].others[0]
        assert own
        assert beside
        assert (own.state, beside.state) == ("there", "partly")
        assert rows[1].own is None
        actions.mark_elements(code=held.code, states={code: ("", "")}, by=by, at=AT)
        assert ElementState.objects.get(plan=held).state == ""
        with pytest.raises(NotVisible):
            plan_for(by, hidden.code)
