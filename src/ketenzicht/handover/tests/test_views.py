"""The pages of hand-offs, as somebody signed in gets them."""

from collections.abc import Callable, Iterator
from datetime import timedelta
from typing import Any
from uuid import uuid4

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from django.utils import timezone, translation

from ketenzicht.accounts.models import User
from ketenzicht.accounts.tests import factories as people
from ketenzicht.audit.models import AuditEvent
from ketenzicht.common.actor import Actor, acting
from ketenzicht.common.domain.rights import Role, Verb
from ketenzicht.handover import actions
from ketenzicht.handover.actions import PackageFileContent
from ketenzicht.handover.domain.states import HandoverState
from ketenzicht.handover.models import Handover
from ketenzicht.handover.tests import factories as make

pytestmark = [pytest.mark.django_db, pytest.mark.slow]

TRAIL = Actor.operator(Verb.AUDIT_READ)
SECRET = "Six mattresses"
FORMS = {
    "accept_partly": {"fields_wanted": ["test_facts"], "reason": "Enough."},
    "return": {"reason_code": "not_our_task", "reason": "Try the inspectorate."},
    "finish": {"outcome": "investigation", "answer": "We went there.", "may_tell": "outcome"},
    "revoke": {"reason": "Wrong address."},
}


@pytest.fixture(autouse=True)
def _one_factor_is_enough_and_dutch(monkeypatch: pytest.MonkeyPatch) -> Iterator[None]:
    monkeypatch.setattr("ketenzicht.accounts.middleware.is_mfa_enabled", lambda _user: True)
    # A page in English leaves its language behind in this thread.
    with translation.override("nl"):
        yield


def _client(person: User) -> Client:
    client = Client()
    client.force_login(person, backend="allauth.account.auth_backends.AuthenticationBackend")
    return client


def _url(name: str, handover: Handover, *more: Any) -> str:
    return reverse(f"handover:{name}", args=[handover.pk, *more])


def _reads(handover: Handover) -> list[dict[str, Any]]:
    with acting(TRAIL):
        rows = AuditEvent.objects.filter(target_id=str(handover.pk), is_read=True)
        return [row.detail for row in rows.order_by("at")]


def test_it_lists_what_there_is_to_answer_without_content() -> None:
    handover = make.sent()

    page = _client(people.bob()).get(reverse("handover:inbox"))

    assert page.status_code == 200
    text = page.content.decode()
    assert str(handover) in text
    assert "first-desk" in text
    assert SECRET not in text
    assert "Alice" not in text


@pytest.mark.parametrize("tab", ["to_answer", "in_hand", "sent", "ended", "nonsense"])
@pytest.mark.parametrize("who", [people.alice, people.bob, people.charlie])
def test_it_shows_every_list_full_and_empty(who: Callable[[], User], tab: str) -> None:
    for state in (HandoverState.SENT, HandoverState.IN_HAND, HandoverState.REVOKED):
        make.brought_to(state)

    page = _client(who()).get(reverse("handover:inbox"), {"lijst": tab})

    assert page.status_code == 200
    assert SECRET not in page.content.decode()


@pytest.mark.parametrize(
    "query",
    [
        {"urgency": "acute", "late": "on"},
        {"number": "H-99999999999999999999999"},
        {"desk": "not-a-number", "urgency": "\x00", "page": "x", "number": "’"},
    ],
)
def test_it_takes_any_filter(query: dict[str, str]) -> None:
    make.sent()

    page = _client(people.bob()).get(reverse("handover:inbox"), {"lijst": "to_answer", **query})

    assert page.status_code == 200


def test_it_shows_a_preview_first_and_notes_the_look() -> None:
    handover = make.sent()

    page = _client(people.bob()).get(_url("detail", handover))

    text = page.content.decode()
    assert page.status_code == 200
    assert make.QUESTION in text
    assert SECRET not in text
    assert "shed.png" not in text
    assert "Alice" not in text
    assert str(make.ORIGIN[1]) not in text
    assert make.again(handover).state == HandoverState.SEEN
    assert [read["fields"] for read in _reads(handover)] == [[]]


def test_it_shows_what_was_accepted_and_records_which_fields_were_read() -> None:
    handover = make.brought_to(HandoverState.ACCEPTED_PARTLY)

    page = _client(people.bob()).get(_url("detail", handover))

    text = page.content.decode()
    assert SECRET in text
    assert "about 30" not in text
    assert "shed.png" not in text
    assert _reads(handover)[-1]["fields"] == ["test_facts"]


def test_it_shows_the_sender_what_it_sent_and_does_not_count_that_as_seen() -> None:
    handover = make.sent()

    page = _client(people.alice()).get(_url("detail", handover))

    assert page.status_code == 200
    assert SECRET in page.content.decode()
    assert make.again(handover).state == HandoverState.SENT
    assert _reads(handover)[-1]["relation"] == "sender"


@pytest.mark.parametrize("state", list(HandoverState))
@pytest.mark.parametrize("who", [people.alice, people.bob])
def test_it_draws_every_state_for_both_desks(who: Callable[[], User], state: HandoverState) -> None:
    handover = make.brought_to(state)

    path = _url("detail", handover)

    assert _client(who()).get(path).status_code == 200
    assert _client(who()).get(f"/en{path}").status_code == 200


def test_it_hides_everything_from_other_desks_and_from_nobody() -> None:
    handover = make.brought_to(HandoverState.ACCEPTED)
    with acting(make.sender()):
        file_id = handover.package_files.get().pk
    charlie = _client(people.charlie())

    for name in ("detail", "accept_partly", "return", "finish", "revoke", "confirm"):
        assert charlie.get(_url(name, handover)).status_code == 404
        assert Client().get(_url(name, handover)).status_code == 302
    assert charlie.get(_url("file", handover, file_id)).status_code == 404
    assert Client().get(_url("file", handover, file_id)).status_code == 302
    for name in ("accept", "start"):
        assert charlie.post(_url(name, handover)).status_code == 404


@pytest.mark.parametrize("name", ["accept", "start", "accept_partly", "return", "finish"])
def test_it_refuses_the_sender_what_is_the_receivers(name: str) -> None:
    handover = make.sent()

    answer = _client(people.alice()).post(_url(name, handover), FORMS.get(name, {}))

    assert answer.status_code == 403
    assert make.again(handover).state == HandoverState.SENT


def test_it_walks_from_preview_to_answer() -> None:
    handover = make.sent()
    bob = _client(people.bob())

    for name, state in {
        "accept": HandoverState.ACCEPTED,
        "start": HandoverState.IN_HAND,
        "finish": HandoverState.FINISHED,
    }.items():
        answer = bob.post(_url(name, handover), FORMS.get(name, {}))
        assert (answer.status_code, answer["Location"]) == (303, _url("detail", handover))
        assert make.again(handover).state == state
        # A second click on the same button does no harm.
        assert bob.post(_url(name, handover), FORMS.get(name, {})).status_code == 303
        assert make.again(handover).state == state

    page = _client(people.alice()).get(_url("detail", handover))
    assert "We went there." in page.content.decode()


@pytest.mark.parametrize("name", ["accept_partly", "return", "finish", "revoke"])
def test_it_asks_first_and_keeps_what_was_typed(name: str) -> None:
    handover = make.brought_to(HandoverState.SEEN if name == "accept_partly" else HandoverState.ACCEPTED)
    client = _client(people.alice() if name == "revoke" else people.bob())

    assert client.get(_url(name, handover)).status_code == 200
    typed = {"reason": " ", "answer": "half an answer", "fields_wanted": list(make.FIELDS)}
    page = client.post(_url(name, handover), typed)

    assert page.status_code == 200
    assert page.context["form"].errors
    if name == "finish":
        assert "half an answer" in page.content.decode()
    assert make.again(handover).state == handover.state


@pytest.mark.parametrize("name", ["accept_partly", "return", "finish"])
def test_it_says_what_happened_when_it_is_too_late(name: str) -> None:
    handover = make.brought_to(HandoverState.REVOKED)
    bob = _client(people.bob())

    for answer in (bob.get(_url(name, handover)), bob.post(_url(name, handover), FORMS[name])):
        assert answer.status_code == 409
        assert "Ingetrokken" in answer.content.decode()
    assert bob.post(_url("accept", handover)).status_code == 409
    assert make.again(handover).state == HandoverState.REVOKED


CAME_TO_NOTHING = (HandoverState.RETURNED, HandoverState.EXPIRED, HandoverState.REVOKED)


@pytest.mark.parametrize("state", HandoverState)
def test_it_shows_a_receiver_no_preview_of_what_came_to_nothing(state: HandoverState) -> None:
    handover = make.brought_to(state)
    bob = _client(people.bob())
    lists = [bob.get(reverse("handover:inbox"), {"lijst": tab}) for tab in ("to_answer", "in_hand", "ended")]
    listed = [row for page in lists for row in page.context["rows"] if row["handover"].pk == handover.pk]
    page = bob.get(_url("detail", handover))

    hidden = state in CAME_TO_NOTHING
    assert (make.QUESTION not in page.content.decode()) is hidden
    assert [row["preview"] is None for row in listed] == [hidden]
    assert _reads(handover)[-1]["preview"] is not hidden


def test_it_does_not_take_back_what_was_accepted_while_the_sender_decided() -> None:
    handover = make.sent()
    alice = _client(people.alice())
    page = alice.get(_url("revoke", handover)).content.decode()
    assert 'name="unread" value="True"' in page
    _client(people.bob()).post(_url("accept", handover))

    answer = alice.post(_url("revoke", handover), {"reason": "Wrong.", "unread": "True"})

    assert answer.status_code == 409
    assert make.again(handover).state == HandoverState.ACCEPTED
    knowing = alice.post(_url("revoke", handover), {"reason": "Wrong.", "unread": "False"})
    assert knowing.status_code == 303
    assert make.again(handover).state == HandoverState.REVOKED


def test_it_notes_a_call() -> None:
    handover = make.acute(timezone.now())
    alice = _client(people.alice())
    assert alice.get(_url("confirm", handover)).status_code == 200

    wrong = alice.post(_url("confirm", handover), {"spoken_to": "", "spoken_at": "25:99"})
    assert wrong.status_code == 200
    now = timezone.localtime()
    answer = alice.post(_url("confirm", handover), {"spoken_to": "duty officer", "spoken_at": f"{now:%H:%M}"})

    assert answer.status_code == 303
    assert make.again(handover).spoken_to == "duty officer"


def test_it_gives_a_file_as_a_file_and_records_that() -> None:
    handover = make.brought_to(HandoverState.ACCEPTED)
    with acting(make.sender()):
        file_id = handover.package_files.get().pk

    answer = _client(people.bob()).get(_url("file", handover, file_id))

    assert answer.content == make.FILE.content
    assert answer["Content-Disposition"] == "attachment; filename*=UTF-8''shed.png"
    assert answer["X-Content-Type-Options"] == "nosniff"
    assert answer["Content-Security-Policy"] == "default-src 'none'; sandbox"
    assert "no-store" in answer["Cache-Control"]
    with acting(TRAIL):
        read = AuditEvent.objects.get(kind="handover.file.read")
    assert (read.target_id, read.detail["handover"]) == (str(file_id), str(handover.pk))


def test_it_never_lets_the_browser_run_a_file() -> None:
    page = PackageFileContent("x\r\n.html", "text/html", b"<script>alert(1)</script>")
    handover = make.sent(files=[page])
    with acting(make.sender()):
        file_id = handover.package_files.get().pk

    answer = _client(people.alice()).get(_url("file", handover, file_id))

    assert answer["Content-Type"] == "application/octet-stream"
    assert "\n" not in answer["Content-Disposition"]


def test_it_finds_no_file_that_is_not_there() -> None:
    handover = make.brought_to(HandoverState.ACCEPTED)

    assert _client(people.bob()).get(_url("file", handover, uuid4())).status_code == 404


def test_it_lets_who_works_at_both_desks_choose_a_side() -> None:
    handover = make.sent()
    both = people.user("Dana", (make.from_desk(), Role.FOCAL_OFFICER), (make.to_desk(), Role.PARTNER_DESK))
    client = _client(both)

    as_receiver = client.get(_url("detail", handover)).content.decode()
    as_sender = client.get(_url("detail", handover), {"als": "verzender"}).content.decode()

    assert SECRET not in as_receiver
    assert SECRET in as_sender


def test_it_closes_what_has_run_out() -> None:
    now = timezone.now()
    handover = make.sent(now - timedelta(days=30), access_until=now - timedelta(days=1))

    actions.accept(handover_id=handover.pk, by=make.receiver(), at=now - timedelta(days=29))

    text = _client(people.bob()).get(_url("detail", handover)).content.decode()

    assert SECRET not in text
    assert make.QUESTION in text


def test_it_reads_a_long_list_in_as_many_queries_as_a_short_one() -> None:
    client, address = _client(people.bob()), reverse("handover:inbox")

    def count() -> int:
        with CaptureQueriesContext(connection) as queries:
            assert client.get(address).status_code == 200
        return len(queries)

    make.sent()
    client.get(address)
    short = count()
    for _ in range(5):
        make.sent()

    assert count() == short


def test_it_shows_a_hand_off_in_few_queries() -> None:
    client, handover = _client(people.bob()), make.brought_to(HandoverState.ACCEPTED)

    with CaptureQueriesContext(connection) as queries:
        client.get(_url("detail", handover))

    assert len(queries) <= 45, [query["sql"][:90] for query in queries]
