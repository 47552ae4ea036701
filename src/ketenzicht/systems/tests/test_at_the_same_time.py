"""Two people press at the same moment, each in an own session of the database."""

from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from threading import Barrier

import pytest
from django.db import connection

from ketenzicht.common.actor import Actor, acting
from ketenzicht.systems.actions import drafts
from ketenzicht.systems.actions.drafts import ChangedMeanwhile, Seen, mark_of
from ketenzicht.systems.domain import editing
from ketenzicht.systems.domain.documents import Json, item
from ketenzicht.systems.models import Edit, ModelDraft
from ketenzicht.systems.tests.factories import NOON, add, alice, anna, desk_of, draft, version

pytestmark = pytest.mark.slow


def together(*doings: Callable[[], object]) -> list[object]:
    """What comes of doing these at once: an answer, or the exception."""
    start = Barrier(len(doings))

    def one(do: Callable[[], object]) -> object:
        try:
            start.wait(10)
            return do()
        except Exception as refused:
            return refused
        finally:
            connection.close()

    with ThreadPoolExecutor(len(doings)) as pool:
        return list(pool.map(one, doings))


def _document(made: ModelDraft) -> Json:
    with acting(alice()):
        found: Json = ModelDraft.objects.get(pk=made.pk).document
    return found


def _speed(made: ModelDraft, by: Actor, key: str, speed: str, seen: str) -> Callable[[], object]:
    relation = item(made.document, "relations", key)
    assert relation

    def do() -> object:
        with acting(by):
            return drafts.edit(
                draft_id=made.pk,
                change=editing.put("relations", {**relation, "speed": speed}),
                kind="change_relation",
                seen=[Seen("relations", key, seen)],
                by=by,
                at=NOON,
            )

    return do


def test_only_one_of_two_changes_to_one_relation_is_saved(fresh_database: None) -> None:
    made = draft()
    seen = mark_of(item(made.document, "relations", "reports>pressure"))
    answers = together(
        _speed(made, alice(), "reports>pressure", "low", seen),
        _speed(made, anna(), "reports>pressure", "very_high", seen),
    )
    assert sorted(isinstance(one, ChangedMeanwhile) for one in answers) == [False, True]
    saved = item(_document(made), "relations", "reports>pressure")
    assert saved
    assert saved["speed"] == ("low" if isinstance(answers[0], Edit) else "very_high")


def test_changes_to_different_relations_both_stay(fresh_database: None) -> None:
    made = draft()
    answers = together(
        *(
            _speed(made, by, key, "low", mark_of(item(made.document, "relations", key)))
            for by, key in ((alice(), "reports>pressure"), (anna(), "pressure>waiting"))
        )
    )
    assert all(isinstance(one, Edit) for one in answers)
    document = _document(made)
    for key in ("reports>pressure", "pressure>waiting"):
        saved = item(document, "relations", key)
        assert saved
        assert saved["speed"] == "low"


def test_one_undo_is_done_once(fresh_database: None) -> None:
    made = draft()
    actors = (alice(), anna())
    with acting(alice()):
        newest = Edit.objects.filter(draft=made).order_by("-number").first()
    assert newest
    number = newest.number

    def undoing(by: Actor) -> Callable[[], object]:
        def do() -> object:
            with acting(by):
                return drafts.undo(draft_id=made.pk, number=number, by=by, at=NOON)

        return do

    answers = together(*map(undoing, actors))
    assert sorted(isinstance(one, ChangedMeanwhile) for one in answers) == [False, True]
    assert len(_document(made)["relations"]) == 2


def test_a_desk_gets_one_draft_when_two_open_it(fresh_database: None) -> None:
    kept = version()
    desk_id = desk_of(alice())

    def opening(by: Actor) -> Callable[[], object]:
        def do() -> object:
            with acting(by):
                return drafts.open_draft(model=kept.model, version=kept, desk_id=desk_id, by=by, at=NOON).pk

        return do

    assert len(set(together(opening(alice()), opening(anna())))) == 1


def test_a_draft_is_not_kept_while_somebody_adds(fresh_database: None) -> None:
    made = draft()

    def keeping() -> object:
        with acting(alice()):
            return drafts.keep(draft_id=made.pk, revision=made.revision, reason="Why.", by=alice(), at=NOON)

    def adding() -> object:
        with acting(anna()):
            add(made, "a > b +", anna())
        return None

    kept, _added = together(keeping, adding)
    with acting(alice()):
        now = ModelDraft.objects.get(pk=made.pk)
    # Either the version came first and nothing was added behind its back, or it was refused.
    assert (now.state == "kept") is not isinstance(kept, ChangedMeanwhile)
    assert len(now.document["relations"]) == (3 if now.state == "kept" else 4)
