"""Long analyses: who asks, what is kept, the same numbers again, stopping and going on."""

import os
import signal
import threading
import time
from datetime import timedelta
from typing import Any

import pytest
from django.db import connection
from django.urls import reverse

from ketenzicht.common.actor import Actor, NotAllowed, NotVisible, acting
from ketenzicht.common.domain.rights import Verb
from ketenzicht.common.domain.state_table import MoveNotAllowed
from ketenzicht.systems import tasks
from ketenzicht.systems.actions import runs
from ketenzicht.systems.domain.analyses import Analysis, Asked, fingerprint, pieces, work_out
from ketenzicht.systems.models import Run
from ketenzicht.systems.tests.conftest import Browser
from ketenzicht.systems.tests.factories import (
    NOON,
    alice,
    alice_user,
    anna,
    anna_user,
    bob,
    bob_user,
    charlie,
    desk_of,
    version,
)

PARAMETERS = {"presses": {"reports": 1}, "goal": "waiting", "draws": 200}


def ask(by: Actor | None = None, **given: Any) -> Run:
    """A small verdict on a published model."""
    by = by or alice()
    kept = version("public", title=f"Reports {time.monotonic_ns()}")
    with acting(by):
        return runs.ask(
            **{
                "version": kept,
                "kind": Analysis.VERDICT,
                "parameters": PARAMETERS,
                "seed": 7,
                "desk_id": desk_of(by),
                "by": by,
                "at": NOON,
                **given,
            }
        )


def again(run: Run) -> Run:
    """The run as it is now."""
    with acting(Actor.desk(run.desk_id, Verb.MODEL_ANALYSE)):
        return Run.objects.select_related("version").get(pk=run.pk)


@pytest.mark.django_db
def test_it_is_asked_and_seen_by_the_own_desk_alone() -> None:
    run = ask()
    with connection.cursor() as cursor:
        cursor.execute("SELECT args::text FROM procrastinate_jobs WHERE task_name = %s", [runs.TASK])
        assert "reports" not in cursor.fetchone()[0]
    for stranger in (bob(), charlie(), Actor.public()):
        with acting(stranger):
            assert not Run.objects.exists()
            with pytest.raises(NotVisible):
                runs.cancel(run_id=run.pk, by=stranger, at=NOON)
    with acting(bob()), pytest.raises(NotAllowed):
        runs.ask(
            version=run.version,
            kind=Analysis.VERDICT,
            parameters=PARAMETERS,
            seed=1,
            desk_id=desk_of(alice()),
            by=bob(),
            at=NOON,
        )
    with acting(anna()):
        assert runs.cancel(run_id=run.pk, by=anna(), at=NOON).state == "cancelled"


def test_the_same_question_gives_the_same_numbers() -> None:
    from ketenzicht.systems.domain import editing, quick
    from ketenzicht.systems.domain.documents import empty

    document = empty("m", {"nl": "M"})
    for line in ("reports > pressure +", "pressure > waiting +", "waiting > reports -"):
        document = editing.add_line(quick.read(line), "nl")(document)
    asked = Asked(Analysis.VERDICT, document, PARAMETERS, 7)
    once = {name: work_out(asked, name) for name in pieces(asked)}
    twice = {name: work_out(asked, name) for name in pieces(asked)}
    assert fingerprint(once) == fingerprint(twice)
    other = Asked(Analysis.VERDICT, document, PARAMETERS, 8)
    assert fingerprint(once) != fingerprint({name: work_out(other, name) for name in pieces(other)})


@pytest.mark.slow
@pytest.mark.django_db
def test_it_is_worked_out_and_comes_out_the_same_again() -> None:
    run = ask()
    tasks.run_analysis(str(run.pk), run.desk_id)
    done = again(run)
    assert (done.state, done.progress, done.parts) == ("done", 100, {})
    assert done.result
    assert set(done.result) == {"stated", "stated and read", "all"}
    assert "numpy" in done.software
    assert done.software.startswith("Ketenzicht")
    second = ask(version=done.version, again_of=done)
    tasks.run_analysis(str(second.pk), second.desk_id)
    assert again(second).digest == done.digest != ""


@pytest.mark.slow
@pytest.mark.django_db
def test_a_wrong_question_fails_with_a_reason() -> None:
    run = ask(parameters={**PARAMETERS, "goal": "nowhere"})
    tasks.run_analysis(str(run.pk), run.desk_id)
    failed = again(run)
    assert failed.state == "failed"
    assert "nowhere" in failed.failure


@pytest.mark.slow
@pytest.mark.django_db
def test_it_goes_on_from_what_was_done_when_the_worker_was_killed() -> None:
    run = ask()
    actor = Actor.desk(run.desk_id, Verb.MODEL_ANALYSE)
    with acting(actor):
        taken = runs.take_up(run_id=run.pk, at=NOON)
        assert taken
        piece = {"monte_carlo": {}, "kept": "from before"}
        assert runs.keep_piece(run_id=run.pk, name="stated", result=piece, at=NOON)
    # The worker is gone here. A minute later everybody can see so, and ask to go on.
    left = again(run)
    assert (left.state, left.progress) == ("running", 33)
    with acting(alice()):
        with pytest.raises(MoveNotAllowed):
            runs.resume(run_id=run.pk, by=alice(), at=NOON + timedelta(seconds=30))
        assert runs.is_silent(left, NOON + timedelta(seconds=90))
        runs.resume(run_id=run.pk, by=alice(), at=NOON + timedelta(seconds=90))
    tasks.run_analysis(str(run.pk), run.desk_id)
    done = again(run)
    assert done.state == "done"
    assert done.result
    assert done.result["stated"] == piece


@pytest.mark.django_db
def test_pieces_of_another_software_version_are_not_mixed_in() -> None:
    run = ask()
    with acting(Actor.desk(run.desk_id, Verb.MODEL_ANALYSE)):
        runs.take_up(run_id=run.pk, at=NOON)
        runs.keep_piece(run_id=run.pk, name="stated", result={}, at=NOON)
        Run.objects.filter(pk=run.pk).update(software="Ketenzicht 0.0.1, numpy 1.0")
        taken = runs.take_up(run_id=run.pk, at=NOON)
    assert taken
    assert taken[1] == {}


@pytest.mark.django_db
def test_nothing_is_written_after_it_was_stopped() -> None:
    run = ask()
    desk = Actor.desk(run.desk_id, Verb.MODEL_ANALYSE)
    with acting(desk):
        runs.take_up(run_id=run.pk, at=NOON)
    with acting(alice()):
        runs.cancel(run_id=run.pk, by=alice(), at=NOON)
        with pytest.raises(MoveNotAllowed):
            runs.cancel(run_id=run.pk, by=alice(), at=NOON)
    with acting(desk):
        assert not runs.keep_piece(run_id=run.pk, name="stated", result={}, at=NOON)
        assert not runs.still_here(run_id=run.pk, at=NOON)
        runs.finish(run_id=run.pk, at=NOON)
        assert runs.take_up(run_id=run.pk, at=NOON) is None
    assert again(run).state == "cancelled"


@pytest.mark.slow
def test_a_long_one_is_stopped_while_it_runs(fresh_database: None) -> None:
    run = ask(parameters={**PARAMETERS, "draws": 2_000_000})
    worker = threading.Thread(target=_work, args=(run,))
    worker.start()
    _wait_for(lambda: again(run).state == "running")
    with acting(alice()):
        runs.cancel(run_id=run.pk, by=alice(), at=NOON)
    worker.join(timeout=20)
    assert not worker.is_alive()
    assert again(run).state == "cancelled"


@pytest.mark.slow
def test_a_calculation_that_is_killed_leaves_a_clear_state(
    fresh_database: None, monkeypatch: pytest.MonkeyPatch
) -> None:
    killed: list[int] = []
    watch = tasks.Work._watch

    def killing(work: tasks.Work, process: Any, asked: Any, done: Any) -> None:
        os.kill(process.pid, signal.SIGKILL)
        killed.append(process.pid)
        watch(work, process, asked, done)

    monkeypatch.setattr(tasks.Work, "_watch", killing)
    run = ask()
    tasks.run_analysis(str(run.pk), run.desk_id)
    assert killed
    failed = again(run)
    assert failed.state == "failed"
    assert failed.failure
    monkeypatch.undo()
    with acting(alice()):
        runs.resume(run_id=run.pk, by=alice(), at=NOON)
    tasks.run_analysis(str(run.pk), run.desk_id)
    assert again(run).state == "done"


def _work(run: Run) -> None:
    try:
        tasks.run_analysis(str(run.pk), run.desk_id)
    finally:
        connection.close()


def _wait_for(happened: Any) -> None:
    deadline = time.monotonic() + 20
    while not happened():
        assert time.monotonic() < deadline
        time.sleep(0.1)


@pytest.mark.django_db
def test_the_pages_ask_watch_stop_and_go_on(browser: Browser) -> None:
    kept, client = version("public"), browser(alice_user())
    url = reverse("systems:runs", args=[kept.model.code])
    wrong = client.post(url, {"kind": "verdict", "draws": "1", "seed": "-1"})
    assert wrong.status_code == 200
    form = {
        "kind": "verdict",
        "press": "reports",
        "direction": "1",
        "goal": "waiting",
        "draws": "200",
        "seed": "3",
    }
    here = client.post(url, form)["Location"]
    assert client.get(here).status_code == 200
    assert client.get(here + "stand/").status_code == 200
    assert client.get(here + "meenemen/").status_code == 404
    assert browser(bob_user()).get(here).status_code == 404
    assert client.post(here + "stoppen/").status_code == 303
    assert client.get(here + "stand/")["HX-Refresh"] == "true"
    assert browser(anna_user()).post(here + "verder/").status_code == 303
    assert client.get(url).status_code == 200


@pytest.mark.slow
@pytest.mark.django_db
def test_the_page_shows_what_came_out_and_gives_every_number(browser: Browser) -> None:
    run, client = ask(), browser(alice_user())
    tasks.run_analysis(str(run.pk), run.desk_id)
    here = reverse("systems:run", args=[run.pk])
    text = client.get(here).content.decode()
    assert "sterkte verdeeld over wat op een factor inwerkt" in text
    assert "in-degree" not in text
    told = client.get(here + "meenemen/").json()
    assert (told["seed"], told["version"], told["digest"]) == (7, 1, again(run).digest)
    second = client.post(here + "nog-eens/")["Location"]
    tasks.run_analysis(second.split("/")[3], run.desk_id)
    assert "weer dezelfde getallen" in client.get(second).content.decode()
