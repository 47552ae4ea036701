"""The worker's side of long analyses: a process for each, watched, and stopped when somebody says so."""

import json
import subprocess
import sys
import threading
from contextlib import nullcontext, suppress
from queue import Empty, Queue
from typing import Any
from uuid import UUID

from django.utils import timezone
from procrastinate.contrib.django import app

from ketenzicht.common.actor import Actor, NotVisible, acting
from ketenzicht.common.domain.rights import Verb
from ketenzicht.systems.actions import runs
from ketenzicht.systems.domain.analyses import Asked
from ketenzicht.systems.domain.documents import Json

COMMAND = (sys.executable, "-m", "ketenzicht.systems.analysis_process")
LOOK_SECONDS = 1.0
LONGEST_SECONDS = 3600.0


@app.task(name=runs.TASK, retry=False)
def run_analysis(run_id: str, desk_id: int) -> None:
    """Work an analysis out. Run again after its worker died, it goes on with what is not done yet."""
    Work(UUID(run_id), Actor.desk(desk_id, Verb.MODEL_ANALYSE)).do()


class Work:
    """One analysis in hand. Each touch of the database is short; the sums are done elsewhere."""

    def __init__(self, run_id: UUID, actor: Actor) -> None:
        self.run_id, self.actor = run_id, actor
        self.began = timezone.now()

    def do(self) -> None:
        """From taking it up to its end."""
        try:
            with acting(self.actor):
                taken = runs.take_up(run_id=self.run_id, at=self.began)
        except NotVisible:
            return
        if taken is None:
            return
        asked, done = taken
        process = subprocess.Popen(COMMAND, stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True)
        try:
            self._watch(process, asked, done)
        finally:
            process.kill()
            process.wait()

    def _watch(self, process: "subprocess.Popen[str]", asked: Asked, done: Any) -> None:
        lines: Queue[str | None] = Queue()
        threading.Thread(target=_talk, args=(process, _question(asked, done), lines), daemon=True).start()
        while True:
            try:
                line = lines.get(timeout=LOOK_SECONDS)
            except Empty:
                if not self._may_go_on():
                    return
                continue
            if line is None:
                self._ended(process.wait())
                return
            if not self._heard(json.loads(line)):
                return

    def _may_go_on(self) -> bool:
        now = timezone.now()
        if (now - self.began).total_seconds() > LONGEST_SECONDS:
            self._fail("too long")
            return False
        with acting(self.actor):
            return runs.still_here(run_id=self.run_id, at=now)

    def _heard(self, told: Json) -> bool:
        if wrong := told.get("wrong"):
            self._fail(wrong)
            return False
        with acting(self.actor):
            return runs.keep_piece(
                run_id=self.run_id, name=told["piece"], result=told["result"], at=timezone.now()
            )

    def _ended(self, code: int) -> None:
        if code:
            self._fail("ended")
            return
        with acting(self.actor):
            runs.finish(run_id=self.run_id, at=timezone.now())

    def _fail(self, why: str) -> None:
        with acting(self.actor):
            runs.fail(run_id=self.run_id, why=why, at=timezone.now())


def _question(asked: Asked, done: Any) -> str:
    return json.dumps(
        {
            "kind": asked.kind.value,
            "document": asked.document,
            "parameters": asked.parameters,
            "seed": asked.seed,
            "done": sorted(done),
        }
    )


def _talk(process: "subprocess.Popen[str]", question: str, lines: "Queue[str | None]") -> None:
    """Ask, and pass every line of the answer on; nothing comes last."""
    try:
        with suppress(BrokenPipeError), process.stdin or nullcontext() as question_pipe:
            if question_pipe:
                question_pipe.write(question)
        for line in process.stdout or ():
            lines.put(line)
    finally:
        if process.stdout:
            process.stdout.close()
        lines.put(None)
