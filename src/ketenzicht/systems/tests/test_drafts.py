"""Working in a draft: who may, what is kept, and two people at once."""

from uuid import uuid4

import pytest

from ketenzicht.common.actor import Actor, NotAllowed, NotVisible, acting
from ketenzicht.common.domain.state_table import MoveNotAllowed
from ketenzicht.systems.actions import drafts, versions
from ketenzicht.systems.actions.drafts import ChangedMeanwhile, Seen, mark_of
from ketenzicht.systems.domain import editing
from ketenzicht.systems.domain.checking import NotAModel
from ketenzicht.systems.domain.documents import Json, item
from ketenzicht.systems.models import CausalModel, Edit, ModelDraft, Version
from ketenzicht.systems.queries import drafts as draft_queries
from ketenzicht.systems.queries import models as queries
from ketenzicht.systems.tests.factories import NOON, add, alice, anna, bob, charlie, desk_of, draft, version

pytestmark = pytest.mark.django_db


def _set_speed(made: ModelDraft, speed: str, seen: str, by: Actor) -> Edit | None:
    relation = item(made.document, "relations", "reports>pressure")
    assert relation
    return drafts.edit(
        draft_id=made.pk,
        change=editing.put("relations", {**relation, "speed": speed}),
        kind="change_relation",
        seen=[Seen("relations", "reports>pressure", seen)],
        by=by,
        at=NOON,
    )


def _relation(made: ModelDraft) -> Json:
    with acting(alice()):
        made.refresh_from_db()
    found = item(made.document, "relations", "reports>pressure")
    assert found
    return found


def test_it_is_edited_by_the_own_desk_alone() -> None:
    made = draft()
    with acting(anna()):
        add(made, "a > b +", anna())
    for stranger in (bob(), charlie(), Actor.public(), Actor.nobody()):
        with acting(stranger), pytest.raises(NotVisible):
            add(made, "x > y +", stranger)
        with acting(stranger):
            assert not ModelDraft.objects.exists()
            assert not Edit.objects.exists()
            with pytest.raises(NotVisible):
                draft_queries.draft_for(stranger, made.pk)


def test_it_is_begun_only_at_a_desk_where_one_edits() -> None:
    with acting(bob()), pytest.raises(NotAllowed):
        versions.begin_model(title={"nl": "X"}, desk_id=desk_of(alice()), by=bob(), at=NOON)
    with acting(charlie()), pytest.raises(NotAllowed):
        versions.begin_model(title={"nl": "X"}, desk_id=desk_of(charlie()), by=charlie(), at=NOON)


def test_it_never_overwrites_what_somebody_else_just_did() -> None:
    made = draft()
    seen = mark_of(_relation(made))
    with acting(alice()):
        assert _set_speed(made, "low", seen, alice())
    with acting(anna()), pytest.raises(ChangedMeanwhile) as changed:
        _set_speed(made, "very_high", seen, anna())
    assert changed.value.found["speed"] == "low"
    with acting(alice()):
        assert _relation(made)["speed"] == "low"


def test_two_people_work_on_different_relations_without_being_in_the_way() -> None:
    made = draft()
    seen = mark_of(_relation(made))
    with acting(anna()):
        add(made, "new > waiting +", anna())
    with acting(alice()):
        assert _set_speed(made, "low", seen, alice())
        made.refresh_from_db()
        assert item(made.document, "relations", "new>waiting")


def test_it_says_so_when_what_is_changed_is_gone() -> None:
    made = draft()
    seen = mark_of(_relation(made))
    with acting(anna()):
        drafts.edit(
            draft_id=made.pk,
            change=editing.remove("relations", "reports>pressure"),
            kind="remove_relation",
            by=anna(),
            at=NOON,
        )
    with acting(alice()), pytest.raises(ChangedMeanwhile) as changed:
        _set_speed(made, "low", seen, alice())
    assert changed.value.found is None


def test_it_undoes_and_does_again_step_by_step() -> None:
    made = draft()
    with acting(alice()):
        states = [made.document]
        for line in ("a > b +", "b > c -", "c > a ?"):
            add(made, line, alice())
            made.refresh_from_db()
            states.append(made.document)
        for state in reversed(states[:-1]):
            newest = draft_queries.to_undo(made)
            assert newest
            drafts.undo(draft_id=made.pk, number=newest.number, by=alice(), at=NOON)
            made.refresh_from_db()
            assert made.document == state
        for state in states[1:]:
            step = draft_queries.to_redo(made)
            assert step
            drafts.redo(draft_id=made.pk, number=step.number, by=alice(), at=NOON)
            made.refresh_from_db()
            assert made.document == state


def test_it_undoes_nothing_but_the_step_that_was_meant() -> None:
    made = draft()
    with acting(alice()):
        meant = draft_queries.to_undo(made)
        assert meant
    with acting(anna()):
        add(made, "a > b +", anna())
    with acting(alice()), pytest.raises(ChangedMeanwhile):
        drafts.undo(draft_id=made.pk, number=meant.number, by=alice(), at=NOON)


def test_a_new_step_ends_what_could_be_done_again() -> None:
    made = draft()
    with acting(alice()):
        newest = draft_queries.to_undo(made)
        assert newest
        drafts.undo(draft_id=made.pk, number=newest.number, by=alice(), at=NOON)
        add(made, "a > b +", alice())
        assert draft_queries.to_redo(made) is None
        with pytest.raises(ChangedMeanwhile):
            drafts.redo(draft_id=made.pk, number=newest.number, by=alice(), at=NOON)


def test_it_refuses_a_step_that_would_break_the_model() -> None:
    made = draft()
    wrong = {"id": "x", "from": "reports", "to": "nowhere", "sign": "+"}
    with acting(alice()):
        with pytest.raises(NotAModel) as broken:
            drafts.edit(
                draft_id=made.pk, change=editing.put("relations", wrong), kind="x", by=alice(), at=NOON
            )
        assert "nowhere" in broken.value.problems[0].message_in("nl")
        made.refresh_from_db()
        assert item(made.document, "relations", "x") is None


def test_it_becomes_a_version_with_who_when_and_why() -> None:
    kept = version()
    with acting(anna()):
        seen = queries.version_for(anna(), kept.model)
        assert (seen.number, seen.reason, seen.made_at) == (1, "First.", NOON)
        assert seen.made_by
        assert seen.made_by.name == "Alice Models"
        assert not draft_queries.open_drafts(anna())


def test_it_keeps_only_the_draft_that_was_seen() -> None:
    made = draft()
    with acting(anna()):
        add(made, "a > b +", anna())
    with acting(alice()), pytest.raises(ChangedMeanwhile):
        drafts.keep(draft_id=made.pk, revision=made.revision, reason="Why.", by=alice(), at=NOON)


def test_it_keeps_nothing_that_is_not_new() -> None:
    kept = version()
    with acting(alice()):
        again = drafts.open_draft(
            model=kept.model, version=kept, desk_id=desk_of(alice()), by=alice(), at=NOON
        )
        with pytest.raises(drafts.NothingToKeep):
            drafts.keep(draft_id=again.pk, revision=0, reason="Why.", by=alice(), at=NOON)
        empty = versions.begin_model(title={"nl": "X"}, desk_id=desk_of(alice()), by=alice(), at=NOON)
        with pytest.raises(drafts.NothingToKeep):
            drafts.keep(draft_id=empty.pk, revision=0, reason="Why.", by=alice(), at=NOON)


def test_it_is_over_once_it_is_kept_or_put_away() -> None:
    made = draft()
    with acting(alice()):
        drafts.drop(draft_id=made.pk, revision=made.revision, by=alice(), at=NOON)
        with pytest.raises(MoveNotAllowed):
            add(made, "a > b +", alice())


def test_a_desk_has_one_open_draft_of_a_model() -> None:
    kept = version()
    found = set()
    for one in (alice(), anna(), alice()):
        with acting(one):
            found.add(
                drafts.open_draft(model=kept.model, version=kept, desk_id=desk_of(one), by=one, at=NOON).pk
            )
    assert len(found) == 1


@pytest.mark.parametrize(
    ("visibility", "sees"),
    [
        ("", {"alice", "anna"}),
        ("signed_in", {"alice", "anna", "bob", "charlie"}),
        ("public", {"alice", "anna", "bob", "charlie", "public", "nobody"}),
    ],
)
def test_it_is_read_by_whom_it_is_published_to(visibility: str, sees: set[str]) -> None:
    kept = version(visibility)
    everybody = {
        "alice": alice(),
        "anna": anna(),
        "bob": bob(),
        "charlie": charlie(),
        "public": Actor.public(),
        "nobody": Actor.nobody(),
    }
    for name, actor in everybody.items():
        with acting(actor):
            by_database = Version.objects.filter(pk=kept.pk).exists()
            by_policy = queries.models_visible_to(actor).filter(pk=kept.model_id).exists()
            assert by_database == by_policy == (name in sees), name


def test_a_later_version_is_not_published_by_itself() -> None:
    kept = version("public")
    with acting(alice()):
        more = drafts.open_draft(
            model=kept.model, version=kept, desk_id=desk_of(alice()), by=alice(), at=NOON
        )
        add(more, "a > b +", alice())
        more.refresh_from_db()
        drafts.keep(draft_id=more.pk, revision=more.revision, reason="More.", by=alice(), at=NOON)
    with acting(bob()):
        model = queries.model_for(bob(), kept.model.code)
        assert [one.number for one in queries.versions_of(bob(), model)] == [1]
        with pytest.raises(NotVisible):
            queries.version_for(bob(), model, 2)
        assert not Version.objects.filter(model=model, number=2).exists()


def test_there_is_no_version_nought() -> None:
    kept = version("public")
    with acting(bob()), pytest.raises(NotVisible):
        queries.version_for(bob(), queries.model_for(bob(), kept.model.code), 0)


def test_a_withdrawn_version_is_read_by_nobody_else() -> None:
    kept = version("public")
    with acting(alice()):
        versions.withdraw(model_id=kept.model_id, number=1, by=alice(), at=NOON)
    with acting(bob()):
        assert not CausalModel.objects.filter(pk=kept.model_id).exists()


def test_it_is_published_by_the_own_desk_alone() -> None:
    kept = version("public")
    with acting(bob()), pytest.raises((NotAllowed, NotVisible)):
        versions.withdraw(model_id=kept.model_id, number=1, by=bob(), at=NOON)


def test_it_goes_on_as_a_model_of_another_desk() -> None:
    kept = version("public")
    with acting(bob()):
        fork = versions.begin_model(
            title={"nl": "Ours"},
            desk_id=desk_of(bob()),
            document=kept.document,
            forked_from=kept,
            by=bob(),
            at=NOON,
        )
        assert fork.document["factors"] == kept.document["factors"]
        assert fork.model.forked_from_id == kept.pk
        assert fork.document["id"] == fork.model.code


def test_an_unknown_draft_is_not_there() -> None:
    with acting(alice()), pytest.raises(NotVisible):
        drafts.drop(draft_id=uuid4(), revision=0, by=alice(), at=NOON)
