"""Causal models as several people make them: a draft of somebody else's model, a session, an analysis."""

import re

from tests.journeys.filling import send
from tests.journeys.scenes import OFFICER, Scenes

_MODEL = re.compile(r"/modellen/aangiften-[\w-]+/")
_PROPOSAL = re.compile(r"/modellen/voorstellen/[0-9a-f-]{36}/")
_FACTOR = re.compile(r"/modellen/concepten/[0-9a-f-]{36}/factoren/[^/\"]+/")
_QUESTION = "/modellen/marvel-software-release/vraag/?factor=beschikbaar+budget&doel=gebruik+van+de+software"
_CHANGE = re.compile(r"/modellen/concepten/[0-9a-f-]{36}/(maatregelen|indicatoren|beweringen)/[^/\"]+/")
INTERVENTION = {
    "label_nl": "Meer opvang",
    "changes-TOTAL_FORMS": "1",
    "changes-INITIAL_FORMS": "0",
    "changes-0-factor": "opvangplaatsen",
    "changes-0-kind": "shift",
    "changes-0-amount": "0,5",
}
CLAIM = {
    "text_nl": "Meer opvang, minder druk.",
    "layer": "stated",
    "checks-TOTAL_FORMS": "1",
    "checks-INITIAL_FORMS": "0",
    "checks-0-test": "net",
    "checks-0-source": "opvangplaatsen",
    "checks-0-to": "druk hulpverlening",
    "checks-0-verdict": "-",
}
_LOOP = "/modellen/mensenhandel/loops/?door=aantal+aangiften&lus=138.153.154.233.161"
_CODE = re.compile(r"<strong>([A-Z]{4}[ -]?[A-Z]{4})</strong>")


def add_models(scenes: Scenes) -> None:
    """All of them, seen by the officer; the session also by whoever joins it with its code."""
    officer = scenes.people(OFFICER)
    model = _found(_MODEL, officer.request.get("/modellen/").text())
    draft = send(officer, f"{model}versies/", "systems:edit")
    send(officer, draft, "systems:line", line="opvangplaatsen > druk hulpverlening -", sure="on")
    session = send(officer, f"{draft}sessie/", question="Wat helpt het eerst?")
    code = _CODE.search(officer.request.get(session).text())
    assert code, "the session shows no code"
    place = send(scenes.people(""), "/modellen/meedoen/", code=code[1])
    asked = {"kind": "verdict", "press": "K5", "goal": "C1", "draws": "100", "seed": "1"}
    run = send(officer, "/modellen/mensenhandel/berekeningen/", **asked)
    offered = _found(_PROPOSAL, officer.request.get("/modellen/voorstellen/").text())
    factor = _found(_FACTOR, officer.request.get(f"{draft}?tab=factoren").text())
    send(officer, f"{draft}maatregelen/", **INTERVENTION)
    send(officer, f"{draft}indicatoren/", factor="opvangplaatsen")
    send(officer, f"{draft}beweringen/", **CLAIM)
    lists = [f"{draft}?tab={tab}" for tab in ("maatregelen", "indicatoren", "beweringen")]
    things = [_found(_CHANGE, officer.request.get(place).text()) for place in lists]
    scenes.add(
        OFFICER,
        draft,
        *lists,
        f"{draft}maatregelen/",
        f"{draft}indicatoren/",
        f"{draft}beweringen/",
        *things,
        *(f"{thing}weg/" for thing in things),
        f"{draft}?tab=schalen",
        f"{draft}?tab=stappen",
        f"{draft}schalen/",
        f"{draft}over/",
        f"{draft}relaties/",
        f"{draft}?tab=factoren",
        f"{draft}factoren/",
        factor,
        f"{factor}weg/",
        f"{draft}voorstellen/",
        session,
        run,
        offered,
        _QUESTION,
        f"{_QUESTION}&grondslag=ja",
        _LOOP,
    )
    scenes.add("", place)
    scenes.pieces[OFFICER] = [f"{run}stand/"]


def _found(what: re.Pattern[str], page: str) -> str:
    found = what.search(page)
    assert found, f"no {what.pattern}"
    return found[0]
