"""The storm: everybody at once, each request made by chance, and every answer counted and judged."""

import json
import re
import threading
from collections import Counter, defaultdict
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass, field
from random import Random
from urllib.parse import urljoin

from tests.robustness.fields import TOKEN, forms_of
from tests.robustness.known import Known, where
from tests.robustness.line import TIMELY, Answer, Browser, Request
from tests.robustness.making import Making

THREADS = 4
NOBODY = "nobody"
# On every page, so these are seldom what it is about; after one of them somebody has to sign in again.
EVERYWHERE = {"account_logout", "common:appearance"}
# With so many faults something is wrong that hides the rest.
ENOUGH = 100
_PERSON = re.compile(r'name="person" value="(\d+)"><strong>[^<]*? als ([^<]+)')
_TOKEN = re.compile(rf'name="{TOKEN}" value="([^"]+)"')


@dataclass
class Tally:
    """What was sent and how it was answered, over several storms."""

    sent: int = 0
    answers: dict[str, Counter[str]] = field(default_factory=lambda: defaultdict(Counter))
    posts: Counter[str] = field(default_factory=Counter)
    slowest: float = 0.0
    faults: list[str] = field(default_factory=list)

    def kinds(self) -> Counter[str]:
        """Answers by class."""
        return sum(self.answers.values(), Counter())

    def share_through(self) -> float:
        """Of the forms that were sent, the part that got through."""
        return (self.posts["2xx"] + self.posts["3xx"]) / max(1, self.posts.total())

    def never(self) -> list[str]:
        """The addresses where nothing ever got through."""
        return sorted(name for name, kinds in self.answers.items() if not kinds["2xx"] + kinds["3xx"])


class Storm:
    """Requests from several threads to the product at ``port`` until so many are in the tally."""

    def __init__(self, port: int, seed: int, tally: Tally, until: int) -> None:
        self.port, self.seed, self.tally, self.until = port, seed, tally, until
        self.known = Known()
        self._lock = threading.Lock()

    def rage(self) -> None:
        """Send them all."""
        people = self._people()
        for name in self.known.routes:
            self.tally.answers[name].update()  # an address that nothing is sent to is in the table too
        with ThreadPoolExecutor(THREADS) as threads:
            for done in [threads.submit(Sender(self, place, people).work) for place in range(THREADS)]:
                done.result()

    def over(self) -> bool:
        """Whether it has been enough."""
        return self.tally.sent >= self.until or len(self.tally.faults) >= ENOUGH

    def count(self, browser: Browser, request: Request, answer: Answer) -> None:
        """Put an answer in the tally, and a fault when it is one."""
        with self._lock:
            self.tally.sent += 1
            self.tally.slowest = max(self.tally.slowest, answer.seconds)
            self.tally.answers[request.name][answer.kind] += 1
            if request.method == "POST":
                self.tally.posts[answer.kind] += 1
            silent = not answer.status and (not request.broken or answer.seconds >= TIMELY)
            if silent or answer.status >= 500:
                self.tally.faults.append(self._fault(browser, request, answer))

    def times_asked(self, name: str) -> int:
        """How many answers there are from an address, so that others come first."""
        return self.tally.answers[name].total()

    def _fault(self, browser: Browser, request: Request, answer: Answer) -> str:
        told = vars(request) | {"body": repr(request.body), "person": browser.person, "seed": self.seed}
        return json.dumps(
            told | {"status": answer.status, "seconds": answer.seconds, "said": answer.page[:300]}
        )

    def _people(self) -> dict[str, str]:
        page = Browser(self.port, NOBODY, "127.0.0.1").get("/aanmelden/").page
        return {NOBODY: ""} | {name: number for number, name in _PERSON.findall(page)}


class Sender:
    """One thread: goes from one person to the other, with a browser for each."""

    def __init__(self, storm: Storm, place: int, people: dict[str, str]) -> None:
        self.storm, self.people = storm, people
        self.chance = Random(f"{storm.seed}:{place}")
        self.making = Making(storm.known, self.chance)
        self.browsers = {
            person: Browser(storm.port, person, f"127.0.{place + 1}.{number + 1}")
            for number, person in enumerate(people)
        }
        self.names = sorted(storm.known.routes)

    def work(self) -> None:
        """Send until the storm is over."""
        moves: list[Callable[[Browser], None]] = [self._look, self._fill, self._guess, self._again]
        moves += [self._broken, self._twice]
        while not self.storm.over():
            browser = self.chance.choice(list(self.browsers.values()))
            if not browser.cookies:
                self._sign_in(browser)
            self.chance.choices(moves, (26, 30, 14, 8, 12, 3))[0](browser)

    def _look(self, browser: Browser) -> None:
        self._send(browser, self.making.look(browser.person, self._address(browser)))

    def _guess(self, browser: Browser) -> None:
        self._send(browser, self.making.guess(self.chance.choice(self.names)))

    def _again(self, browser: Browser) -> None:
        name = self.chance.choice(sorted(self.storm.known.forms) or [""])
        if request := self.making.again(name, browser.cookies.get("csrftoken", "")):
            self._send(browser, request)

    def _broken(self, browser: Browser) -> None:
        name, token = self._address(browser), browser.cookies.get("csrftoken", "")
        self._send(browser, self.making.broken(browser.person, name, token))

    def _fill(self, browser: Browser) -> None:
        """Open a page, and send the form on it that was sent least, and then another as it should be."""
        for request in self._filled(browser, (self.chance.random() < 0.6, False)):
            answer = self._send(browser, request)
            self._follow(browser, request, answer)

    def _twice(self, browser: Browser) -> None:
        """Send the same form several times at the same moment."""
        requests = self._filled(browser, (False,))
        with ThreadPoolExecutor(3) as threads:
            for request in requests:
                list(threads.map(lambda _, request=request: self._send(browser, request), range(3)))

    def _filled(self, browser: Browser, spoils: tuple[bool, ...]) -> list[Request]:
        path = self.storm.known.page(self.chance, browser.person)
        if not path or self.chance.random() < 0.4:
            path = self.storm.known.real(self.chance, browser.person, self._address(browser))
        page = Request(where(path)[0], "GET", path)
        answer = self._send(browser, page)
        return self._forms(browser, page, answer, spoils)

    def _forms(
        self, browser: Browser, page: Request, answer: Answer, spoils: tuple[bool, ...]
    ) -> list[Request]:
        if answer.kind != "2xx" or "<form" not in answer.page:
            return []
        forms = []
        for form in forms_of(answer.page):
            goes_to = where(urljoin(page.path, form.action))[0]
            if goes_to in EVERYWHERE and self.chance.random() < 0.98:
                continue
            self.storm.known.forms[goes_to].append((page.path, form))
            if page.method == "GET":
                self.storm.known.offers(browser.person, page.path)
            forms.append((self.storm.times_asked(goes_to), self.chance.random(), form))
        forms.sort(key=lambda found: found[:2])
        return [
            self.making.fill(page.path, form, spoil=spoil)
            for (_, _, form), spoil in zip(forms, spoils, strict=False)
        ]

    def _follow(self, browser: Browser, request: Request, answer: Answer) -> None:
        """Go on with what a form leads to: the next step stands on the page that came back."""
        for _ in range(4):
            if self.chance.random() < 0.5:
                return
            following = self._forms(browser, request, answer, (self.chance.random() < 0.3,))
            if not following:
                return
            request, answer = following[0], self._send(browser, following[0])

    def _address(self, browser: Browser) -> str:
        return self.storm.known.address(self.chance, browser.person, self.storm.times_asked)

    def _send(self, browser: Browser, request: Request) -> Answer:
        answer = browser.ask(request)
        self.storm.count(browser, request, answer)
        self.storm.known.read(browser.person, answer.page, answer.location)
        if answer.kind == "sign in first" and self.people[browser.person]:
            self._sign_in(browser)
        return answer

    def _sign_in(self, browser: Browser) -> None:
        """Become the person, who can have lost the account meanwhile; nobody just looks around."""
        browser.cookies.clear()
        page = browser.get("/aanmelden/").page
        if (number := self.people[browser.person]) and (token := _TOKEN.search(page)):
            body = f"{TOKEN}={token[1]}&person={number}".encode()
            kind = (("Content-Type", "application/x-www-form-urlencoded"),)
            browser.ask(Request("", "POST", "/aanmelden/als/", kind, body))
        first = browser.get("/begin/").location if number else "/"
        self.storm.known.read(browser.person, browser.get(first or "/").page, first)
