"""The pages of signals, as somebody signed in gets them."""

import re
from collections.abc import Iterator
from datetime import timedelta
from typing import Any
from uuid import UUID

import pytest
from django.conf import LazySettings
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from django.utils import timezone, translation

from ketenzicht.accounts.models import User
from ketenzicht.accounts.tests import factories as people
from ketenzicht.common.actor import acting
from ketenzicht.common.domain.rights import Role
from ketenzicht.handover import queries as handovers
from ketenzicht.partners.models import Desk
from ketenzicht.reporting import queries as reporting
from ketenzicht.reporting.domain.content import ReporterContact
from ketenzicht.signals import actions
from ketenzicht.signals.domain.states import SignalState
from ketenzicht.signals.models import Signal
from ketenzicht.signals.tests import factories as made

pytestmark = [pytest.mark.django_db, pytest.mark.slow]

PAGES = ("signal", "judge", "note", "task", "wait", "reply", "ask", "handover", "close", "merge")
BUTTONS = ("take", "triage", "assign", "assess")


@pytest.fixture(autouse=True)
def _one_factor_is_enough_and_dutch(monkeypatch: pytest.MonkeyPatch) -> Iterator[None]:
    monkeypatch.setattr("ketenzicht.accounts.middleware.is_mfa_enabled", lambda _user: True)
    with translation.override("nl"):
        yield


def _client(person: User) -> Client:
    client = Client()
    client.force_login(person, backend="allauth.account.auth_backends.AuthenticationBackend")
    return client


def _alice() -> Client:
    return _client(made.alice_user())


def _stranger() -> Client:
    return _client(people.user("Charlie", (made.focal_desk("GM0748"), Role.FOCAL_OFFICER)))


def _partner() -> Client:
    return _client(people.user("Bob", (made.police_desk(), Role.PARTNER_DESK)))


def _url(name: str, known: Signal, *more: Any) -> str:
    return reverse(f"signals:{name}", args=[known.pk, *more])


def _recent(**said: Any) -> Signal:
    return made.signal(timezone.now() - timedelta(hours=1), **said)


def _judged() -> Signal:
    return made.judged(_recent(), timezone.now() - timedelta(minutes=30))


def _main(answer: Any) -> str:
    page: str = answer.content.decode()
    return page.partition("<main")[2].partition("</main>")[0]


def _version(known: Signal) -> str:
    return made.again(known).last_activity_at.isoformat()


@pytest.mark.parametrize("name", PAGES)
def test_it_opens_for_the_own_desk_and_is_not_there_for_another(name: str) -> None:
    known = _recent()
    assert _alice().get(_url(name, known)).status_code == 200
    assert _stranger().get(_url(name, known)).status_code == 404
    assert _partner().get(_url(name, known)).status_code == 403
    assert Client().get(_url(name, known)).status_code == 302


@pytest.mark.parametrize("name", BUTTONS)
def test_a_button_does_nothing_for_another_desk(name: str) -> None:
    known = _recent()
    assert _stranger().post(_url(name, known)).status_code == 404
    assert _alice().get(_url(name, known)).status_code == 405
    assert made.steps(known) == ["received"]


def test_it_records_every_look_at_a_signal() -> None:
    known = _recent()
    _alice().get(_url("signal", known))
    assert made.audit_kinds(known)[-1] == "read"


@pytest.mark.parametrize(("name", "most"), [("worklist", 25), ("signal", 42)])
def test_a_page_asks_nothing_twice(settings: LazySettings, name: str, most: int) -> None:
    settings.DEMONSTRATION = True
    settings.SESSION_RENEWED_AFTER = 24 * 3600
    client, known = _alice(), _judged()
    address = reverse("signals:worklist") if name == "worklist" else _url(name, known)
    client.get(address)
    with CaptureQueriesContext(connection) as asked:
        assert client.get(address).status_code == 200
    questions = [query["sql"] for query in asked if query["sql"].startswith("SELECT ")]
    assert len(questions) == len(set(questions)), sorted(questions)
    assert len(asked) <= most, [query["sql"][:120] for query in asked]


def test_it_takes_up_and_goes_back_to_the_page_by_a_get() -> None:
    known = _recent()
    answer = _alice().post(_url("take", known), {"version": _version(known)})
    assert (answer.status_code, answer["Location"]) == (303, _url("signal", known))
    assert made.again(known).state == SignalState.IN_TRIAGE


def test_a_second_tab_says_what_happened_and_saves_nothing() -> None:
    known = _recent()
    opened = _version(known)
    colleague = _client(made.anna_user())
    colleague.post(_url("note", known), {"text": "I called the hotel already."})
    answer = _alice().post(_url("judge", known), {**_judgement(), "title": "Mine", "version": opened})
    assert answer.status_code == 409
    page = answer.content.decode()
    assert "Anna" in page
    assert "Mine" in page
    assert made.again(known).judged_at is None


def test_a_step_that_is_no_longer_possible_says_so() -> None:
    known = _judged()
    known_closed = _close(known)
    assert known_closed.status_code == 303
    assert _alice().post(_url("take", known)).status_code == 409
    assert made.again(known).state == SignalState.CLOSED


def test_it_judges_and_asks_for_the_main_form_among_several() -> None:
    known, client = _recent(), _alice()
    wrong = client.post(_url("judge", known), {**_judgement(), "forms": ["SEX", "LAB"], "main_form": ""})
    assert wrong.status_code == 200
    assert "errors" in wrong.context["form"].errors.as_data() or wrong.context["form"].errors
    right = client.post(_url("judge", known), _judgement())
    assert right.status_code == 303
    judged = made.again(known)
    assert (judged.main_form, judged.identifiable, judged.soft) == ("SEX", True, None)


def test_it_offers_one_way_to_hand_over_and_makes_it_the_main_one_only_when_it_is_next() -> None:
    known, client = _judged(), _alice()
    way = f'href="{_url("handover", known)}"'
    before = _main(client.get(_url("signal", known)))
    assert (before.count(way), before.count("kz-button--primary")) == (1, 1)
    made.handed_over(known, timezone.now(), access_until=timezone.now() + timedelta(days=60))
    after = _main(client.get(_url("signal", known)))
    assert (after.count(way), after.count("kz-button--primary")) == (1, 0)
    assert "Nog een overdracht voorbereiden" in after


def test_the_notes_lie_on_the_page_itself_where_its_list_of_parts_leads() -> None:
    main = _main(_alice().get(_url("signal", _recent())))
    parts = re.findall(r'href="#(\w+)"', main.partition('class="sg-jump"')[2].partition("</nav>")[0])
    assert "notities" in parts
    assert [part for part in parts if f'id="{part}"' not in main] == []


def test_it_shows_what_they_will_see_before_anything_is_sent() -> None:
    known, client = _judged(), _alice()
    said = _handover(client, known)
    shown = client.post(_url("handover", known), {**said, "step": "preview"})
    assert shown.status_code == 200
    assert shown.context["preview"]["question"] == said["question"]
    assert made.again(known).state == SignalState.IN_TRIAGE
    sent = client.post(_url("handover", known), {**said, "step": "send"})
    assert sent.status_code == 303
    assert made.again(known).state == SignalState.HANDED_OVER
    with acting(made.desk_view()):
        found = handovers.sent_for(made.desk_view(), ("signal", known.pk))
    assert [each.question for each in found] == [said["question"]]


def test_it_says_why_the_gate_refuses_and_keeps_what_was_typed() -> None:
    known, client = _judged(), _alice()
    said = {**_handover(client, known), "basis": "wmo-5-2-6", "step": "send"}
    answer = client.post(_url("handover", known), said)
    assert answer.status_code == 200
    assert answer.context["form"].non_field_errors()
    assert said["question"] in answer.content.decode()
    assert made.again(known).state == SignalState.IN_TRIAGE


def test_it_answers_the_reporter_with_an_approved_text_in_the_language_of_the_report() -> None:
    known = _judged()
    answer = _alice().post(_url("reply", known), {"text_code": "looked_at", "version": _version(known)})
    assert answer.status_code == 303
    assert made.steps(known)[-1] == "replied"


def test_it_does_not_close_with_a_hand_off_that_nobody_answered() -> None:
    known = _judged()
    made.handed_over(
        known, timezone.now() - timedelta(minutes=5), access_until=timezone.now() + timedelta(days=9)
    )
    assert _close(known).status_code == 200
    assert made.again(known).state == SignalState.HANDED_OVER


def test_it_shows_two_signals_beside_each_other_before_they_go_together() -> None:
    one, into, client = _recent(), _recent(), _alice()
    shown = client.post(_url("merge", one), {"number": f"S-{into.number}"})
    assert shown.context["other"].signal.pk == into.pk
    assert made.again(one).state == SignalState.RECEIVED
    together = client.post(_url("merge", one), {"number": str(into.number), "confirmed": "1"})
    assert together["Location"] == _url("signal", into)
    apart = client.post(_url("unmerge", one), {"reason": "Two matters."})
    assert apart.status_code == 303
    assert made.again(one).state == SignalState.IN_TRIAGE


@pytest.mark.parametrize("number", ["", "S-", "999999", "twelve"])
def test_it_says_what_is_wrong_with_a_number(number: str) -> None:
    answer = _alice().post(_url("merge", _recent()), {"number": number})
    assert answer.status_code == 200
    assert answer.context["form"].errors["number"]


def test_two_people_together_show_who_the_reporter_is() -> None:
    sent = made.report(
        timezone.now() - timedelta(hours=1), contact=ReporterContact(name="Invented Person", phone="0000")
    )
    known, client = made.signal_of(sent), _alice()
    page, wish = _url("identity", known, sent.report_id), {"purpose": "safety", "hours": "4"}
    look = {"go": "look"}
    assert client.post(page, look).status_code == 409
    assert client.post(page, {**wish, "go": "ask", "reason": " "}).context["form"].errors["reason"]
    assert client.post(page, {**wish, "go": "ask", "reason": "Danger."}).status_code == 303
    assert client.post(page, look).status_code == 409
    asked = _asked_about(sent.report_id)
    decide = reverse("reporting:identity_decide", args=[asked])
    assert client.post(decide, {"decision": "grant"}).status_code == 403
    officer = _client(people.user("Olga", (people.desk("privacy"), Role.PRIVACY_OFFICER)))
    assert "Danger." in (shown := officer.get(decide).content.decode())
    assert "Invented Person" not in shown
    assert officer.get(page).status_code == 403
    assert officer.post(decide, {"decision": "refuse", "reason": ""}).context["form"].errors["reason"]
    assert officer.post(decide, {"decision": "grant"}).status_code == 303
    assert officer.post(decide, {"decision": "grant"}).status_code == 200, "it can be taken back now"
    assert "Invented Person" not in client.get(page).content.decode()
    assert "Invented Person" in client.post(page, look).content.decode()
    assert made.steps(known)[-2:] == ["identity_asked", "identity_looked"]
    anna = _client(made.anna_user())
    assert anna.post(page, look).status_code == 409, "granted to Alice alone"
    assert _stranger().post(page, look).status_code == 404
    assert officer.post(decide, {"reason": "No need any more."}).status_code == 303
    assert client.post(page, look).status_code == 409
    assert "No need any more." in client.get(page).content.decode()
    assert "Invented Person" not in client.get(_url("signal", known)).content.decode()


def _asked_about(report_id: UUID) -> UUID:
    with acting(made.alice()):
        return reporting.identity_requests_of(made.alice(), report_id)[0].pk


def test_it_assigns_many_and_says_per_row_how_it_went() -> None:
    one, two = _recent(), _recent()
    client, to = _alice(), made.anna_user().pk
    answer = client.post(
        reverse("signals:bulk"),
        {"selected": [str(one.pk), str(two.pk)], "to": to, "seen": timezone.now().isoformat()},
    )
    assert answer.status_code == 200
    assert [len(group["rows"]) for group in answer.context["groups"]] == [2, 0, 0]
    nothing = client.post(reverse("signals:bulk"), {"to": to, "back": "https://elsewhere.example/"})
    assert nothing["Location"] == reverse("signals:worklist")


@pytest.mark.parametrize(
    "query",
    [
        "?tab=nonsense&page=x&sort=;drop",
        "?municipality=x&since=gisteren",
        "?q=%22%28%29!:*&page=999",
        "?form=SEX",
    ],
)
def test_a_strange_address_gives_a_list_and_no_error(query: str) -> None:
    _recent()
    assert _alice().get(reverse("signals:worklist") + query).status_code == 200


@pytest.mark.parametrize(
    ("query", "there"), [("", False), ("?q=hotel", False), ("?filters=1", True), ("?urgency=acute", True)]
)
def test_it_fetches_the_filters_for_whoever_filters(query: str, there: bool) -> None:
    page = _alice().get(reverse("signals:worklist") + query)
    assert ('name="municipality"' in page.content.decode()) is there
    assert bool(page.context["filters_url"]) is not there


def test_a_filter_that_makes_no_sense_comes_back_and_says_so() -> None:
    page = _alice().get(reverse("signals:worklist") + "?since=31-02-2026")
    assert 'aria-invalid="true"' in page.content.decode()


def test_a_note_has_an_end() -> None:
    known = _recent()
    page = _alice().post(_url("note", known), {"text": "Te lang. " * 3000, "version": _version(known)})
    assert (page.status_code, list(page.context["form"].errors)) == (200, ["text"])


def test_it_keeps_and_removes_a_view() -> None:
    client, desk = _alice(), made.focal_desk().pk
    kept = client.post(
        reverse("signals:saved_views"), {"name": "Hotels", "desk": desk, "query": "q=Jansen&tab=desk"}
    )
    # What was typed can name somebody, so only what was chosen is kept.
    assert kept["Location"] == reverse("signals:worklist") + "?tab=desk"
    page = client.get(reverse("signals:saved_views"))
    view = page.context["views"][0]
    assert _stranger().post(reverse("signals:delete_view", args=[view.pk])).status_code == 404
    assert client.post(reverse("signals:delete_view", args=[view.pk])).status_code == 303
    assert not client.get(reverse("signals:saved_views")).context["views"]


def test_the_chain_director_reads_how_late_desks_are_without_any_content() -> None:
    made.signal(timezone.now() - timedelta(days=60))
    desk = Desk.objects.get(kind="chain_direction")
    client = _client(people.user("Cato", (desk, Role.CHAIN_DIRECTOR)))
    page = client.get(reverse("signals:overdue"))
    assert page.status_code == 200
    text = page.content.decode()
    assert made.focal_desk().label in text
    assert made.PERSON["fact"] not in text
    assert "S-" not in text
    assert _alice().get(reverse("signals:overdue")).status_code == 403


def test_the_page_of_a_signal_costs_the_same_with_a_long_history() -> None:
    known, client = _judged(), _alice()
    by = made.alice()
    client.get(_url("signal", known))
    short = _queries(client, known)
    for place in range(15):
        at = timezone.now() - timedelta(minutes=20 - place)
        with acting(by):
            actions.add_note(signal_id=known.pk, text=f"Note {place}", by=by, at=at)
            actions.add_task(signal_id=known.pk, title=f"Task {place}", by=by, at=at)
    assert _queries(client, known) == short


def _queries(client: Client, known: Signal) -> int:
    with CaptureQueriesContext(connection) as asked:
        assert client.get(_url("signal", known)).status_code == 200
    return len(asked)


def _judgement() -> dict[str, Any]:
    return {
        "title": "",
        "urgency": "ordinary",
        "forms": ["SEX"],
        "main_form": "SEX",
        "age_band": "adult",
        "residence": "lawful",
        "identifiable": "yes",
        "soft": "",
        "source_hidden": "no",
    }


def _handover(client: Client, known: Signal) -> dict[str, Any]:
    shown = client.get(_url("handover", known)).context["form"]
    return {
        "to_desk": made.police_desk().pk,
        "against_advice": "They asked for it.",
        "urgency": "ordinary",
        "question": "Do you know this hotel?",
        "purpose": "investigation",
        "basis": "avg-6-1-e",
        "fields_chosen": ["statements_fact", "forms"],
        "answer_limit": "workdays:3",
        "access_until": f"{timezone.localdate() + timedelta(days=30):%d-%m-%Y}",
        "handover_id": str(shown.initial["handover_id"]),
        "version": _version(known),
    }


def _close(known: Signal) -> Any:
    said = {"outcome": "too_little", "text_code": "", "no_reply_reason": "Nobody to tell."}
    return _alice().post(_url("close", known), {**said, "version": _version(known)})
