"""A session in a room: joining with a code, voting, and what goes into the draft."""

import re
from datetime import timedelta
from uuid import UUID

import pytest
from django.test import Client
from django.urls import reverse
from hypothesis import given
from hypothesis import strategies as st

from causal.files import load, to_json
from ketenzicht.common.actor import Actor, NotVisible, acting
from ketenzicht.common.domain.state_table import MoveNotAllowed
from ketenzicht.common.domain.throttle import Throttle
from ketenzicht.systems.actions import sessions
from ketenzicht.systems.domain import quick, room
from ketenzicht.systems.domain.documents import Json, item, normalised
from ketenzicht.systems.models import (
    CausalModel,
    ModelDraft,
    RoomSession,
    SessionArrow,
    SessionVote,
    Version,
)
from ketenzicht.systems.queries import sessions as queries
from ketenzicht.systems.tests.conftest import Browser
from ketenzicht.systems.tests.factories import NOON, alice, alice_user, anna, bob, bob_user, charlie, draft
from ketenzicht.systems.views import joining
from tests.yardstick import within

CLASSES = st.dictionaries(st.sampled_from(room.STRENGTHS), st.integers(0, 9))


def opened(**given: str) -> tuple[RoomSession, str]:
    """A session on a draft, with the draft's relations on the table."""
    made = draft()
    with acting(alice()):
        session, code = sessions.open_session(
            draft_id=made.pk, question="How does it hang together?", by=alice(), at=NOON, **given
        )
        relations = [one["id"] for one in made.document["relations"]]
        sessions.lay_out(session_id=session.pk, relations=relations, by=alice(), at=NOON)
        RoomSession.objects.filter(pk=session.pk).update(closes_at="2100-01-01T00:00Z")
    return session, code


def vote(session: RoomSession, code: str, source: str, *votes: tuple[str, str]) -> None:
    """Let as many people vote on the arrow that begins there."""
    with acting(sessions.participant(code)):
        arrow = SessionArrow.objects.get(session=session, source=source)
        for number, (strength, speed) in enumerate(votes):
            voter = sessions.voter_of(f"participant {number}")
            sessions.vote(arrow_id=arrow.pk, voter=voter, strength=strength, speed=speed, at=NOON)


def _relation(session: RoomSession, key: str) -> Json:
    with acting(alice()):
        found = item(ModelDraft.objects.get(pk=session.draft_id).document, "relations", key)
    assert found
    return found


@pytest.mark.django_db
def test_the_code_opens_its_session_and_nothing_else() -> None:
    session, code = opened()
    opened()
    with acting(sessions.participant(code)):
        assert RoomSession.objects.get().pk == session.pk
        assert SessionArrow.objects.count() == 3
        for model in (ModelDraft, Version):
            assert not model.objects.filter(model__code__startswith="reports").exists()
        assert not CausalModel.objects.filter(code__startswith="reports").exists()
        with pytest.raises(NotVisible):
            sessions.lay_out(session_id=UUID(int=1), relations=[], by=alice(), at=NOON)
    for stranger in (bob(), charlie(), Actor.public("wrong"), Actor.nobody()):
        with acting(stranger):
            assert not RoomSession.objects.exists()
            assert not SessionArrow.objects.exists()
            assert not SessionVote.objects.exists()


@pytest.mark.django_db
def test_it_closes_with_its_end_and_with_its_time() -> None:
    session, code = opened()
    with acting(alice()):
        sessions.close(session_id=session.pk, write_down=False, said_by="Desk", by=alice(), at=NOON)
        with pytest.raises(MoveNotAllowed):
            sessions.close(session_id=session.pk, write_down=False, said_by="Desk", by=alice(), at=NOON)
    late, late_code = opened()
    with acting(alice()):
        RoomSession.objects.filter(pk=late.pk).update(closes_at=NOON + timedelta(hours=1))
    for one in (code, late_code):
        with acting(sessions.participant(one)):
            assert not RoomSession.objects.exists()


@pytest.mark.django_db
def test_a_second_vote_takes_the_place_of_the_first() -> None:
    session, code = opened()
    vote(session, code, "reports", ("weak", "low"))
    vote(session, code, "reports", ("strong", "high"))
    with acting(alice()):
        assert SessionVote.objects.get().strength == "strong"


@pytest.mark.django_db
def test_it_writes_down_the_middle_of_the_votes_and_counts_without_names() -> None:
    session, code = opened()
    vote(session, code, "reports", ("weak", "low"), ("strong", "low"), ("very_strong", "low"))
    with acting(sessions.participant(code)):
        sessions.add_arrow(session_id=session.pk, line=quick.read("shelter > waiting -"), voter="x", at=NOON)
    with acting(alice()):
        done = sessions.close(
            session_id=session.pk, write_down=True, said_by="Desk, 01-06-2026", by=alice(), at=NOON
        )
    assert done
    said = _relation(session, "reports>pressure")
    assert (said["strength"], said["speed"]) == ("strong", "low")
    assert said["said_by"] == ["Desk, 01-06-2026 (3): strength weak 1, strong 1, very_strong 1; speed low 3"]
    new = _relation(session, "shelter>waiting")
    assert new["layer"] == "inferred"
    assert "strength" not in new


@pytest.mark.django_db
def test_what_people_differ_about_and_what_matters_comes_first() -> None:
    session, code = opened(press="reports", goal="waiting")
    vote(session, code, "reports", ("weak", "low"), ("very_strong", "very_high"), ("average", "high"))
    vote(session, code, "pressure", ("strong", "high"), ("strong", "high"), ("strong", "high"))
    vote(session, code, "waiting", ("strong", "high"), ("strong", "high"))
    with acting(alice()):
        held = queries.session_for(alice(), session.pk)
        importance = queries.importance_for(held)
        assert set(importance) <= {"reports>pressure", "pressure>waiting", "waiting>reports"}
        assert importance
        assert queries.table_of(held)[0].arrow.source == "reports"


def counts(*strengths: str, silent: int = 0) -> room.Counts:
    return room.counted([(one, "low") for one in strengths] + [("", "")] * silent)


def test_one_vote_is_no_reason_for_a_discussion() -> None:
    nobody, one, silent = counts(), counts("weak"), counts(silent=3)
    apart, near = counts("weak", "very_strong"), counts("weak", "weak", "average")
    agreed = counts("weak", "weak")
    wanted = [apart, near, nobody, silent, one, agreed]
    assert sorted([agreed, one, near, nobody, silent, apart], key=lambda c: room.order(c, None)) == wanted
    assert room.asks(one) is room.asks(nobody) is room.asks(silent) is room.Asks.VOTE
    # However much it matters for the question.
    assert room.order(near, 0.0) < room.order(one, 1.0)
    assert room.order(nobody, 0.9) < room.order(nobody, 0.1)
    assert room.order(apart, 0.9) < room.order(apart, 0.1)


@pytest.mark.django_db
def test_the_screen_asks_for_votes_before_it_asks_for_a_discussion(browser: Browser) -> None:
    session, code = opened()
    vote(session, code, "reports", ("weak", "low"))
    url = reverse("systems:session_standing", args=[session.pk])
    client = browser(alice_user())
    page = client.get(url).content.decode()
    assert "moeite van bespreken waard" not in page
    assert re.search(r"Stem hier eerst over:</strong> pressure → waiting", page)
    assert "nog 2 pijlen" in page
    vote(session, code, "reports", ("weak", "low"), ("very_strong", "low"))
    assert re.search(r"bespreken waard:</strong> reports → pressure", client.get(url).content.decode())


@pytest.mark.django_db
def test_a_session_opens_within_a_second_on_a_model_of_130_factors(browser: Browser) -> None:
    made, client = draft(), browser(alice_user())
    with acting(alice()):
        whole = normalised(to_json(load("mensenhandel")))
        ModelDraft.objects.filter(pk=made.pk).update(document=whole)
    url = reverse("systems:open_session", args=[made.pk])
    asked = {"question": "What helps?", "press": "K5", "goal": "C1"}
    client.post(url, asked)  # compiled code is loaded once
    with within(1, waiting=True):
        answer = client.post(url, asked)
    with acting(alice()):
        session = RoomSession.objects.get(pk=answer["Location"].rstrip("/").rsplit("/", 1)[1])
        arrows = list(SessionArrow.objects.filter(session=session))
    assert len(arrows) == 40
    assert all(arrow.importance for arrow in arrows)


@pytest.mark.django_db
def test_a_session_takes_the_longest_names_and_ids(browser: Browser) -> None:
    made, client = draft(), browser(alice_user())
    ends = ["a" * 100, "b" * 100]
    document = {
        **made.document,
        "factors": [{"id": key, "label": {"nl": key * 5}} for key in ends],
        "relations": [{"id": "x" * 300, "from": ends[0], "to": ends[1], "sign": "+"}],
    }
    with acting(alice()):
        ModelDraft.objects.filter(pk=made.pk).update(document=document)
    asked = {"question": "q" * 300, "press": ends[0], "goal": ends[1]}
    answer = client.post(reverse("systems:open_session", args=[made.pk]), asked)
    assert answer.status_code == 303
    assert client.get(answer["Location"]).status_code == 200


@given(CLASSES)
def test_spread_is_a_share_and_nothing_when_all_agree(counts: dict[str, int]) -> None:
    found = room.spread(counts, room.STRENGTHS)
    assert 0 <= found <= 1 + 1e-9
    if len([number for number in counts.values() if number]) <= 1:
        assert found == 0


@given(CLASSES)
def test_what_is_settled_is_in_the_middle(counts: dict[str, int]) -> None:
    found = room.settled(counts, room.STRENGTHS)
    total = sum(counts.values())
    if not total:
        assert found == ""
        return
    place = room.STRENGTHS.index(found)
    below = sum(counts.get(one, 0) for one in room.STRENGTHS[:place])
    above = sum(counts.get(one, 0) for one in room.STRENGTHS[place + 1 :])
    assert below <= total / 2
    assert above <= total / 2


@given(st.text(max_size=30))
def test_a_code_is_read_as_it_was_meant(typed: str) -> None:
    code = room.new_code()
    assert room.plain_code(room.shown_code(code).lower()) == code
    assert len(room.plain_code(typed)) in (0, room.CODE_LENGTH)


@pytest.mark.django_db
def test_people_join_add_and_vote_without_an_account(browser: Browser) -> None:
    made, client = draft(), browser(alice_user())
    answer = client.post(reverse("systems:open_session", args=[made.pk]), {"question": "What helps?"})
    screen = answer["Location"]
    text = client.get(screen).content.decode()
    code = re.search(r"<strong>([A-Z]{4} [A-Z]{4})</strong>", text)
    assert code

    guest = Client()
    assert guest.post(reverse("systems:join"), {"code": "BBBB BBBB"}).status_code == 200
    joined = guest.post(reverse("systems:join"), {"code": code[1].lower()})
    assert joined.status_code == 303
    place = joined["Location"]
    page = guest.get(place).content.decode()
    assert "What helps?" in page
    assert guest.post(place, {"line": "shelter > waiting -"}).status_code == 303
    assert guest.post(place, {"line": "shelter waiting"}).status_code == 200
    form = re.search(r'action="([^"]+/stem/([0-9a-f-]{36})/)"', page)
    assert form
    prefix = form[2][:8]
    assert guest.post(form[1], {f"{prefix}-strength": "strong", f"{prefix}-speed": "high"}).status_code == 303
    assert guest.post(form[1], {f"{prefix}-strength": "enormous"}).status_code == 303
    assert "sterk 1" in guest.get(place + "stand/").content.decode()
    assert "sterk 1" in client.get(screen + "stand/").content.decode()
    assert "nog één stem" in client.get(screen + "stand/").content.decode()
    assert guest.get(place.replace(code[1].replace(" ", ""), "BBBBBBBB")).status_code == 404
    assert browser(bob_user()).get(screen).status_code == 404

    assert client.post(screen + "pijl/", {"line": "a > b +"}).status_code == 303
    assert client.get(screen + "einde/").status_code == 200
    assert client.post(screen + "einde/", {"write": "1"}).status_code == 303
    assert guest.get(place).status_code == 404
    with acting(anna()):
        document = ModelDraft.objects.get(pk=made.pk).document
    assert item(document, "relations", "shelter>waiting")
    assert item(document, "relations", "a>b")


def _joined(code: str) -> tuple[Client, str]:
    guest = Client(enforce_csrf_checks=True)
    return guest, guest.post(reverse("systems:join"), {"code": code})["Location"]


@pytest.mark.django_db
def test_it_leaves_nothing_on_the_device_of_whoever_takes_part() -> None:
    session, code = opened()
    guest, place = _joined(code)
    with acting(sessions.participant(code)):
        arrow = SessionArrow.objects.filter(session=session)[0]
    form = reverse("systems:vote", args=[place.strip("/").split("/")[-1], arrow.pk])
    prefix = str(arrow.pk)[:8]
    guest.post(place, {"line": "shelter > waiting -"})
    unclear = guest.post(form, {f"{prefix}-strength": "enormous"})["Location"]
    voted = guest.post(form, {f"{prefix}-strength": "strong", f"{prefix}-speed": "high"})["Location"]

    assert "Kies een van de antwoorden" in guest.get(unclear).content.decode()
    assert "Uw stem telt" in guest.get(voted).content.decode()
    assert not guest.cookies


@pytest.mark.django_db
def test_it_makes_whoever_guesses_codes_wait(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(
        joining, "codes", Throttle(free=3, first_wait=60, longest_wait=600, in_all=60, window=60)
    )
    _, code = opened()
    guest = Client()
    answers = [guest.post(reverse("systems:join"), {"code": "BBBB BBBB"}).status_code for _ in range(4)]

    assert answers == [200, 200, 200, 429]
    assert guest.post(reverse("systems:join"), {"code": code}).status_code == 429


@pytest.mark.django_db
def test_a_room_that_types_the_right_code_never_waits(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(
        joining, "codes", Throttle(free=3, first_wait=60, longest_wait=600, in_all=5, window=60)
    )
    _, code = opened()

    assert {Client().post(reverse("systems:join"), {"code": code}).status_code for _ in range(10)} == {303}


@pytest.mark.django_db
def test_a_ticket_that_was_not_given_here_opens_nothing() -> None:
    _, code = opened()
    guest, place = _joined(code)
    made_up = [f"/modellen/meedoen/{code}-{'a' * 22}-{'0' * 32}/", f"/modellen/meedoen/{code}-{'a' * 22}/"]

    assert guest.get(place).status_code == 200
    assert {guest.get(one).status_code for one in made_up} == {404}
    assert guest.get(reverse("systems:take_part", args=[sessions.ticket_for("BBBBBBBB")])).status_code == 404


@pytest.mark.django_db
def test_it_draws_codes_from_the_whole_space_and_keeps_none() -> None:
    session, code = opened()
    drawn = [room.new_code() for _ in range(2_000)]

    assert len(set(drawn)) == len(drawn)
    assert {letter for one in drawn for letter in one} == set(room.LETTERS)
    with acting(alice()):
        kept = RoomSession.objects.filter(pk=session.pk).values().get()
    assert code not in str(kept)
