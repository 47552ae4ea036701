"""People who work on while the product is being killed, and who write down what they were told was done."""

import re
import threading
import time
import traceback
from collections.abc import Callable
from dataclasses import dataclass, field
from itertools import count
from random import Random

from tests.endurance.client import Away, Person, filled_in
from tests.journeys.filling import Refused, send, turn

OFFICER = "Tessel"
KINDS_OF_WORK = ("reports", "additions", "signals taken up", "hand-offs")
_SIGNAL = re.compile(r"/signalen/[0-9a-f-]{36}/")
_HANDOVER = re.compile(r"/overdrachten/[0-9a-f-]{36}/")
_CODE = re.compile(r"data-receipt-code>(.*?)</p>")


@dataclass
class Told:
    """What the product said was done: code by word of each report, additions and hand-offs by that word."""

    reports: dict[str, str] = field(default_factory=dict)
    additions: dict[str, list[str]] = field(default_factory=dict)
    taken: dict[str, str] = field(default_factory=dict)
    handovers: dict[str, str] = field(default_factory=dict)
    # Asked, and no answer came: it may have been done once, or not at all.
    unsure: set[str] = field(default_factory=set)
    troubles: list[str] = field(default_factory=list)

    def sums(self) -> dict[str, int]:
        """How many of each."""
        return {
            "reports": len(self.reports),
            "additions": sum(map(len, self.additions.values())),
            "signals taken up": len(self.taken),
            "hand-offs": len(self.handovers),
            "unanswered": len(self.unsure),
        }


class People:
    """Reporters and an officer, each in a thread, until ``stop``."""

    def __init__(self, url: str, seed: int, reporters: int = 2) -> None:
        self.url, self.told, self.stop = url, Told(), threading.Event()
        self._words = (f"Sterrenregen{seed}x{number}" for number in count(1))
        self._lock = threading.Lock()
        self._tried: set[str] = set()
        works = [self._officer, *([self._reporter] * reporters)]
        self._threads = [
            threading.Thread(target=self._work, args=(work, Random(seed + place)))
            for place, work in enumerate(works)
        ]

    def __enter__(self) -> "People":
        for thread in self._threads:
            thread.start()
        return self

    def __exit__(self, *_: object) -> None:
        self.stop.set()
        for thread in self._threads:
            thread.join()

    def _work(self, once: Callable[[Person, Random], None], chance: Random) -> None:
        person = Person(self.url)
        while not self.stop.is_set():
            try:
                once(person, chance)
            except Away:
                time.sleep(0.3)
            except Exception:
                # Also what this file does wrong: a thread that ends unseen would make the trial easy.
                self.told.troubles.append(traceback.format_exc(limit=-3))
                person = Person(self.url)

    def _reporter(self, person: Person, chance: Random) -> None:
        with self._lock:
            word = next(self._words)
        page = filled_in(person, word)
        code = self._sent(person, page, word)
        if code and chance.random() < 0.7:
            self._add(person, code, word, f"{word}meer")

    def _sent(self, person: Person, page: str, word: str) -> str:
        """Send, and send the very same again when no answer came: that makes one report."""
        self.told.unsure.add(word)
        for _ in range(300):
            try:
                page_after = turn(person, "/melden/", page, "report", go="send", mode="anonymous")
            except Away:
                if self.stop.wait(0.5):
                    return ""
                continue
            found = _CODE.search(page_after)
            assert found, f"no receipt for {word}"
            self.told.unsure.discard(word)
            self.told.reports[word] = code = re.sub(r"<[^>]*>|\s", "", found[1])
            return code
        raise AssertionError(f"{word} could not be sent for minutes")

    def _add(self, person: Person, code: str, word: str, text: str) -> None:
        page = opened(person, code)
        self.told.unsure.add(text)
        page = turn(person, "/antwoord/", page, "addition", go="add", text=text)
        assert text in page, f"{text} is not shown to whoever sent it"
        self.told.unsure.discard(text)
        self.told.additions.setdefault(word, []).append(text)

    def _officer(self, person: Person, chance: Random) -> None:
        waiting = [word for word in list(self.told.reports) if word not in self._tried]
        if not waiting:
            time.sleep(0.2)
            return
        if not person.get("/werk/", max_redirects=0).ok:
            person.sign_in(OFFICER)
        word = chance.choice(waiting)
        # Without an answer it may have been done, and then the page offers something else.
        self._tried.add(word)
        signal = next(iter(signals_of(person, word)))
        decide(person, signal, "signals:take")
        self.told.taken[word] = signal
        judged = {"urgency": "ordinary", "forms": "LAB", "main_form": "LAB", "age_band": "adult"}
        decide(person, f"{signal}beoordelen/", **judged, residence="none", identifiable="yes")
        asked = {"question": "Kunt u dit oppakken?", "step": "send"}
        self.told.unsure.add(signal)
        decide(person, f"{signal}overdragen/", **asked)
        self.told.unsure.discard(signal)
        self.told.handovers[word] = next(iter(handovers_of(person, signal)))


def decide(person: Person, path: str, to: str = "", /, **typed: str) -> None:
    """Send a form; whoever was overtaken, by a reporter too, looks again and sends it anew. Raises Away."""
    for _ in range(5):
        try:
            send(person, path, to, **typed)
        except Refused as refused:
            if not refused.overtaken:
                raise
        else:
            return
    raise AssertionError(f"overtaken five times in a row at {path}")


def opened(person: Person, code: str) -> str:
    """What somebody with a receipt reads. Raises Away."""
    page = person.get("/antwoord/").text()
    return turn(person, "/antwoord/", page, "ask", go="open", code=code)


def signals_of(officer: Person, word: str) -> list[str]:
    """The signals that a search for a word finds. Raises Away."""
    found = officer.get(f"/werk/?tab=all&q={word}", max_redirects=0)
    assert found.ok, f"{found.status} when searching"
    return list(dict.fromkeys(_SIGNAL.findall(found.text())))


def handovers_of(officer: Person, signal: str) -> list[str]:
    """The hand-offs of a signal. Raises Away."""
    return list(dict.fromkeys(_HANDOVER.findall(officer.get(signal).text())))
