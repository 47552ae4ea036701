"""Signals, hand-offs and drafts in every state, brought there by the pages of the product themselves."""

import re
import time
from collections.abc import Callable
from dataclasses import dataclass, field
from itertools import count

from playwright.sync_api import BrowserContext

from tests.journeys.filling import send, turn

OFFICER, ELSEWHERE, PARTNER, REPORTER = "Tessel", "Lotte", "Ruben", "Saar"
STANDIN, JUDGE = "Wout", "Olga"
ANSWER = {"outcome": "investigation", "answer": "Wij hebben het opgepakt.", "may_tell": "nothing"}
_SIGNAL = re.compile(r"/signalen/[0-9a-f-]{36}/")
_HANDOVER = re.compile(r"/overdrachten/[0-9a-f-]{36}/")
_IDENTITY = re.compile(r"/signalen/[0-9a-f-]{36}/melder/[0-9a-f-]{36}/")
_GLASS = re.compile(r"/glas/[0-9a-f-]{36}/")
_PASSAGE = re.compile(r"/passages/[0-9a-f-]{36}/")
_NUMBER = re.compile(r"\bS-\d+")
_words = count(1)


@dataclass
class Scenes:
    """Whose pages there are to look at: by person, in the order to open them."""

    people: Callable[[str], BrowserContext]
    paths: dict[str, list[str]] = field(default_factory=dict)
    # Pieces of those pages, which scripts ask for.
    pieces: dict[str, list[str]] = field(default_factory=dict)
    # A signal that can be handed over, and one that can be put under another with its number.
    ready: str = ""
    same: tuple[str, str] = ("", "")

    def add(self, who: str, *paths: str) -> None:
        """Let somebody open these."""
        self.paths.setdefault(who, []).extend(paths)


def made(people: Callable[[str], BrowserContext]) -> Scenes:
    """All of them."""
    scenes = Scenes(people)
    _signals(scenes)
    _handovers(scenes)
    _glass(scenes)
    _requests(scenes)
    _drafts(scenes)
    return scenes


def report(visitor: BrowserContext, **contact: str) -> str:
    """Report anonymously, or with a name; gives a word to find it by."""
    word = f"Zonnedauw{next(_words)}x{id(visitor)}"
    page = visitor.request.get("/melden/").text()
    page = turn(visitor, "/melden/", page, "report", go="next")
    place = re.search(r'<option value="(\d+)"[^>]*>\s*Roosendaal', page)
    assert place
    said = {"subject": "both", "fact": f"Een man werkt dag en nacht. {word}", "municipality": place[1]}
    page = turn(visitor, "/melden/", page, "report", go="check", **said)
    page = turn(visitor, "/melden/", page, "report", go="send", **(contact or {"mode": "anonymous"}))
    assert "data-receipt-code" in page
    return word


def _received(scenes: Scenes, **contact: str) -> str:
    word = report(scenes.people(""), **contact)
    found = scenes.people(OFFICER).request.get(f"/werk/?tab=all&q={word}").text()
    signal = _SIGNAL.search(found)
    assert signal, f"no signal came of {word}"
    return signal[0]


def in_triage(scenes: Scenes, **contact: str) -> str:
    """A signal that somebody has taken up."""
    officer, signal = scenes.people(OFFICER), _received(scenes, **contact)
    send(officer, signal, "signals:take")
    return signal


def judged(scenes: Scenes) -> str:
    """A signal that can be handed over."""
    signal = in_triage(scenes)
    send(
        scenes.people(OFFICER),
        f"{signal}beoordelen/",
        urgency="ordinary",
        forms="LAB",
        main_form="LAB",
        age_band="adult",
        residence="none",
        identifiable="yes",
    )
    return signal


def _signals(scenes: Scenes) -> None:
    officer = scenes.people(OFFICER)
    named = in_triage(scenes, mode="named", name="Noor Verzonnen", email="noor@example.org")
    identity = _IDENTITY.search(officer.request.get(named).text())
    assert identity
    steps = (
        "beoordelen",
        "wachten",
        "notitie",
        "taak",
        "antwoord",
        "vraag",
        "samenvoegen",
        "stap/zelf-opvolgen",
    )
    send(officer, f"{named}taak/", title="Bellen met de wijkagent")
    send(officer, f"{named}notitie/", text="De wijkagent kent het adres.")
    scenes.add(OFFICER, named, *(f"{named}{step}/" for step in steps), identity[0])
    waiting, asked, own = in_triage(scenes), in_triage(scenes), in_triage(scenes)
    send(officer, f"{waiting}wachten/", reason="De wijkagent kijkt.")
    send(officer, f"{asked}vraag/", text="Wanneer zag u dit?")
    send(officer, f"{own}stap/zelf-opvolgen/")
    scenes.add(OFFICER, waiting, f"{waiting}stap/verder/", asked, own, f"{own}stap/terug-naar-duiding/")
    closed, reopened = in_triage(scenes), in_triage(scenes)
    for signal in (closed, reopened):
        ended = {
            "outcome": "no_exploitation",
            "text_code": "",
            "no_reply_reason": "Niemand om te antwoorden.",
        }
        send(officer, f"{signal}afsluiten/", **ended)
    send(officer, f"{reopened}heropenen/", reason="Er kwam meer.")
    scenes.add(OFFICER, closed, f"{closed}heropenen/", reopened, f"{reopened}afsluiten/")
    under, into = in_triage(scenes), in_triage(scenes)
    number = _NUMBER.search(officer.request.get(into).text())
    assert number
    send(officer, f"{under}samenvoegen/", number=number[0], confirmed="1")
    scenes.same = (f"{waiting}samenvoegen/", number[0])
    scenes.add(OFFICER, into, under, f"{under}losmaken/")


def handed_over(scenes: Scenes, **changes: str) -> str:
    """A hand-off to the desk that the route advises."""
    officer, signal = scenes.people(OFFICER), judged(scenes)
    send(officer, f"{signal}overdragen/", question="Kunt u dit oppakken?", step="send", **changes)
    handover = _HANDOVER.search(officer.request.get(signal).text())
    assert handover
    return handover[0]


def _handovers(scenes: Scenes) -> None:
    scenes.ready = f"{judged(scenes)}overdragen/"
    scenes.add(OFFICER, scenes.ready)
    sent, acute = handed_over(scenes), handed_over(scenes, urgency="acute")
    scenes.add(OFFICER, sent, f"{sent}intrekken/", acute, f"{acute}gesproken/")
    for state, brought in _BROUGHT.items():
        handover = handed_over(scenes)
        brought(scenes, handover)
        scenes.add(OFFICER, handover)
        scenes.add(PARTNER, handover, *(f"{handover}{step}/" for step in _OPEN.get(state, ())))
    # One that came too late answers 409.
    scenes.add(PARTNER, f"{handover}teruggeven/")
    _expired(scenes)


def _accept(scenes: Scenes, path: str) -> str:
    return send(scenes.people(PARTNER), path, "handover:accept")


# The last one is over.
_BROUGHT: dict[str, Callable[[Scenes, str], object]] = {
    "seen": lambda scenes, path: scenes.people(PARTNER).request.get(path),
    "accepted": _accept,
    "accepted partly": lambda scenes, path: send(
        scenes.people(PARTNER), f"{path}deels-accepteren/", fields_wanted="statements_fact", reason="Genoeg."
    ),
    "in hand": lambda scenes, path: (
        _accept(scenes, path),
        send(scenes.people(PARTNER), path, "handover:start"),
    ),
    "finished": lambda scenes, path: (
        _accept(scenes, path),
        send(scenes.people(PARTNER), f"{path}afronden/", **ANSWER),
    ),
    "returned": lambda scenes, path: send(
        scenes.people(PARTNER), f"{path}teruggeven/", reason_code="not_our_task", reason=""
    ),
    "revoked": lambda scenes, path: send(
        scenes.people(OFFICER), f"{path}intrekken/", reason="Naar het verkeerde loket."
    ),
}
_OPEN = {"seen": ("deels-accepteren", "teruggeven"), "accepted": ("afronden",)}


def _expired(scenes: Scenes) -> None:
    """Time runs out by itself, so the one of the demonstration has to do."""
    partner = scenes.people(PARTNER)
    for number in range(1, 9):
        rows = partner.request.get(f"/overdrachten/?lijst=ended&page={number}").text().split("<tr")
        found = [_HANDOVER.search(row) for row in rows if "Verlopen" in row]
        if found and found[0]:
            scenes.add(PARTNER, found[0][0])
            scenes.add(ELSEWHERE, found[0][0])
            return
    raise AssertionError("the demonstration has no hand-off that expired")


def _glass(scenes: Scenes) -> None:
    """One that is open, and one that was closed again and waits for a judgement."""
    officer, standin = scenes.people(OFFICER), scenes.people(STANDIN)
    why = {"reason": "De politie staat aan de deur en niemand neemt op."}
    for closes in (False, True):
        signal = in_triage(scenes)
        number = _NUMBER.search(officer.request.get(signal).text())
        assert number
        path = send(standin, "/glas/", number=number[0], **why)
        assert _GLASS.search(path)
        judging = path.replace("/glas/", "/glas/beoordelen/")
        if closes:
            send(standin, path, "signals:close_glass")
            scenes.add(JUDGE, judging)
            continue
        scenes.add(OFFICER, signal)
        scenes.add(STANDIN, "/glas/", path)
        scenes.add(JUDGE, "/glas/beoordelen/", judging)


def _requests(scenes: Scenes) -> None:
    """Of data subjects: one as it came in, and two that were searched for, of which one was granted."""
    judge, asked = scenes.people(JUDGE), {"term": "avg", "channel": "letter", "asker": "Noor Verzonnen"}
    asked |= {"arrived_on": "1 november 2026", "asked": "Haal weg wat over mij gaat."}
    came, searched, granted = (
        send(judge, "/verzoeken/nieuw/", kind="erasure", **asked) for _each in range(3)
    )
    for path in (searched, granted):
        send(judge, path, "rights:verify", proof="known_here")
        send(judge, path, "rights:search", terms="Noor Verzonnen")
        _searched(judge, path)
    send(judge, granted, "rights:decide", outcome="granted", ground="", reason="Alles mag weg.")
    scenes.add(JUDGE, "/verzoeken/", "/verzoeken/nieuw/", came, searched, granted)
    _hand_outs(scenes, asked)


def _hand_outs(scenes: Scenes, asked: dict[str, str]) -> None:
    """One with passages before a desk, and one in which nothing was found, with its document."""
    judge, officer = scenes.people(JUDGE), scenes.people(OFFICER)
    said = "\n".join(report(scenes.people("")) for _each in range(2))
    for terms in (said, "Nergensgenoemd"):
        path = send(judge, "/verzoeken/nieuw/", kind="access", **asked)
        send(judge, path, "rights:verify", proof="known_here")
        send(judge, path, "rights:search", terms=terms)
        _searched(judge, path)
        hand_out = f"{path}inzage/"
        send(judge, hand_out, "rights:put_before", about="Noor Verzonnen", wanted_by="1 november 2099")
        scenes.add(JUDGE, path, hand_out, f"{hand_out}bekijken/")
    send(judge, path, "rights:decide", outcome="granted", ground="", reason="Er is niets.")
    send(judge, hand_out, "rights:release")
    waits, decided = _PASSAGE.findall(officer.request.get("/passages/").text())[:2]
    send(officer, decided, decision="left_out", ground="uavg_restriction")
    scenes.add(OFFICER, "/passages/", waits, decided)


def _searched(judge: BrowserContext, path: str) -> None:
    """Wait until the job has looked everywhere, which it does by itself."""
    for _second in range(180):
        if "/besluiten/" in judge.request.get(path).text():
            return
        time.sleep(1)
    raise AssertionError("nothing searched")


def _drafts(scenes: Scenes) -> None:
    reporter = scenes.people(REPORTER)
    draft = send(reporter, "/meldingen/nieuw/", go="next")
    page = reporter.request.get(f"{draft}?stap=what").text()
    places = re.findall(r'<option value="(\d+)"', page)
    said = {"subject": "both", "fact": "Een man woont in de kas.", "municipality": places[0]}
    send(reporter, f"{draft}?stap=what", go="next", **said)
    scenes.add(REPORTER, draft, f"{draft}?stap=what", f"{draft}?stap=check", "/meldingen/")
