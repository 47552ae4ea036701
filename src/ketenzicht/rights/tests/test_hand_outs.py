"""A hand-out from the passages to the sealed document: who decides, who releases, and what is never in it."""

from datetime import datetime, timedelta
from io import BytesIO
from typing import Any
from uuid import UUID, uuid4

import pikepdf
import pytest
from django.db import DatabaseError, transaction
from django.test import Client
from django.urls import reverse
from django.utils import timezone
from pdfminer.high_level import extract_text

from ketenzicht.accounts.tests import factories as people
from ketenzicht.audit.models import AuditEvent
from ketenzicht.common.actor import Actor, NotAllowed, NotNow, NotVisible, acting
from ketenzicht.common.domain.rights import Role
from ketenzicht.common.domain.state_table import MoveNotAllowed
from ketenzicht.reporting.domain.content import FileContent, ReporterContact
from ketenzicht.reporting.domain.visibility import ReporterMode
from ketenzicht.reporting.tests.factories import focal_desk, public_report
from ketenzicht.rights import actions, document, passages, searching
from ketenzicht.rights.actions import hand_outs
from ketenzicht.rights.actions import passages as deciding
from ketenzicht.rights.actions.hand_outs import look_at_document
from ketenzicht.rights.domain.hand_outs import GROUNDS, Decision, HandOutState, PassageState, Reason, Way
from ketenzicht.rights.domain.states import Ending, Outcome, RequestKind
from ketenzicht.rights.models import HandOut, HandOutFile, Passage, Pseudonym, SubjectRequest
from ketenzicht.rights.queries import hand_outs as queries
from ketenzicht.rights.tests.test_requests import officer, searched
from ketenzicht.rights.words import GROUNDS_TOLD, NEVER_OFFERED
from ketenzicht.signals.models import Note, Signal

pytestmark = pytest.mark.django_db
NAME, OTHER, HIDDEN, REPORTER, STAFF = "Zqxjv", "Wkbrt", "Pfgnm", "Rqlzz", "Szzkq"
NOW = timezone.now()
SAID = f"{NAME} woont bij {OTHER}. wkbrt belt vaak met {STAFF}."


def _holder(name: str = "Henk") -> Actor:
    return people.actor(people.user(name, (focal_desk(), Role.FOCAL_OFFICER)))


def _report() -> UUID:
    report = public_report(
        statements={"fact": SAID, "heard": f"{NAME} en {HIDDEN}."},
        mode=ReporterMode.CONFIDENTIAL,
        contact=ReporterContact(name=REPORTER, email=f"{REPORTER}@example.org"),
        files=[FileContent(f"{NAME}-{HIDDEN}.txt", f"{HIDDEN} original".encode())],
    ).report_id
    with acting(_holder()):
        return Signal.objects.get(signal_reports__report=report).pk


def _begun(by: Actor, *terms: str) -> int:
    number = searched(by, *(terms or (NAME,)), at=NOW)
    with acting(by):
        hand_outs.put_before(number=number, about=NAME, wanted_by=timezone.localdate(NOW), by=by, at=NOW)
    return number


def _decided(by: Actor, number: int) -> None:
    with acting(by):
        actions.decide(
            number=number, outcome=Outcome.PARTLY, ground="rights_of_others", reason="So.", by=by, at=NOW
        )


def _release(by: Actor, number: int, at: datetime = NOW) -> None:
    seen = queries.as_it_stands(by, HandOut.objects.get(number=number))
    hand_outs.release(number=number, seen=seen, by=by, at=at)


def _passage(by: Actor, text: str) -> Passage:
    return next(
        one for one in queries.passages_for_desk(by) if text in (queries.text_for_desk(by, one) or "")
    )


def _read(by: Actor, one: Passage) -> str:
    return passages.print_of(queries.text_for_desk(by, one))


def _partly(by: Actor, **changes: Any) -> None:
    """The desk decides: one text in part, with a label for the other and a colleague; the others stay out."""
    with acting(by):
        for one in queries.passages_for_desk(by):
            out = SAID in (queries.text_for_desk(by, one) or "")
            rows = [(OTHER, "person"), (STAFF, "employee")] if out else []
            given: dict[str, Any] = {
                "passage_id": one.pk,
                "version": one.version,
                "read": _read(by, one),
                "decision": Decision.PARTLY if out else Decision.LEFT_OUT,
                "ground": "rights_of_others",
                "rows": rows,
                "by": by,
                "at": NOW,
            }
            deciding.decide(**given | changes)


def test_every_place_of_casework_is_offered_or_never_with_a_reason() -> None:
    found = {str(one) for one in searching.searched() if one.model._meta.app_label in passages.PARTS}
    assert found == set(passages.OFFERED) | set(passages.NEVER)
    assert not set(passages.OFFERED) & set(passages.NEVER)
    assert set(passages.NEVER.values()) == set(NEVER_OFFERED)
    assert set(GROUNDS) == set(GROUNDS_TOLD)


def test_nothing_that_stays_out_is_in_the_document_its_bytes_or_what_is_kept_of_it() -> None:
    by, holder, signal_id = officer(), _holder(), _report()
    number = _begun(by)
    _partly(holder)
    _decided(by, number)
    with acting(by):
        _release(by, number)
        made = look_at_document(number=number, by=by, at=NOW)
        kept = HandOutFile.objects.get()
        assert SAID.encode() not in bytes(kept.sealed)
        events = list(AuditEvent.objects.filter(kind="rights.hand_out.read"))
        assert [one.target_id for one in events] == [str(kept.pk)]
        prints = [one.prints for one in Pseudonym.objects.all()]
        assert OTHER.lower() not in str(prints).lower()
    with pikepdf.open(BytesIO(made)) as opened:
        bare = (
            b"".join(each.read_bytes() for each in opened.objects if isinstance(each, pikepdf.Stream))
            + str(dict(opened.docinfo.items())).encode()
        )
        assert opened.Root.MarkInfo.Marked
    words = " ".join(extract_text(BytesIO(made)).split())
    assert f"{NAME} woont bij [persoon 1]. [persoon 1] belt vaak met [medewerker 1]." in words
    assert "Wij laten 1 tekst weg" in words
    for secret in (OTHER, HIDDEN, STAFF, REPORTER, "Henk", "Petra", str(signal_id)):
        assert secret.lower() not in words.lower()
        assert secret.encode() not in bare + made


def test_only_the_desk_decides_and_whoever_decided_never_releases() -> None:
    by, holder = officer(), _holder()
    _report()
    number = _begun(by)
    elsewhere = people.actor(people.user("Ferry", (people.desk("holding"), Role.FOCAL_OFFICER)))
    with acting(holder):
        one = _passage(holder, SAID)
        given: dict[str, Any] = {"passage_id": one.pk, "version": 1, "rows": [], "at": NOW}
        given["read"] = _read(holder, one)
        whole = given | {"decision": Decision.WHOLE, "ground": ""}
        assert queries.passages_to_decide(holder) == 2
    with acting(elsewhere):
        assert not Passage.objects.exists()
        assert not HandOut.objects.exists()
        assert queries.passages_to_decide(elsewhere) == 0
        for passage_id in (one.pk, uuid4()):
            with pytest.raises(NotVisible):
                deciding.decide(**whole | {"passage_id": passage_id}, by=elsewhere)
    with acting(by):
        with pytest.raises(NotAllowed):
            deciding.decide(**whole, by=by)
        with pytest.raises(DatabaseError), transaction.atomic():
            Passage.objects.filter(pk=one.pk).update(
                state="decided", decision="whole", told=SAID, decided_by=by.user_id, decided_at=NOW
            )
        # What stands in it is not for whoever puts it together.
        assert passages.text_of(one.place, one.row) is None
    both = people.actor(
        people.user("Bea", (focal_desk(), Role.FOCAL_OFFICER), (people.desk("privacy"), Role.PRIVACY_OFFICER))
    )
    _partly(both)
    _decided(by, number)
    with acting(both):
        with pytest.raises(NotNow, match="decided_yourself"):
            _release(both, number)
        with pytest.raises(DatabaseError), transaction.atomic():
            HandOut.objects.update(state="released", released_by=both.user_id, released_at=NOW)
    with acting(by):
        _release(by, number)
        with pytest.raises(MoveNotAllowed):
            _release(by, number)
        with pytest.raises(DatabaseError), transaction.atomic():
            Passage.objects.update(state="returned", returned="tells_who")
        hand_outs.hand_over(number=number, way=Way.IN_PERSON, by=by, at=NOW)
        actions.answer(number=number, answered_on=timezone.localdate(NOW), by=by, at=NOW)
    with acting(holder):
        assert not HandOut.objects.exists()
        assert not HandOutFile.objects.exists()
        with pytest.raises(NotVisible):
            deciding.decide(**whole, by=holder)


def test_whoever_once_decided_never_releases_and_nobody_releases_what_was_not_read() -> None:
    by, holder = officer(), _holder()
    _report()
    number = _begun(by)
    both = people.actor(
        people.user("Bea", (focal_desk(), Role.FOCAL_OFFICER), (people.desk("privacy"), Role.PRIVACY_OFFICER))
    )
    _partly(both)
    _decided(by, number)
    with acting(by):
        read = queries.as_it_stands(by, HandOut.objects.get())
    # A colleague decides all of it anew.
    _partly(holder, decision=Decision.LEFT_OUT, rows=[])
    with acting(holder):
        assert Passage.objects.update(deciders=[]) == 2
        for one in Passage.objects.all():
            assert set(one.deciders) == {both.user_id, holder.user_id}
    with acting(both):
        with pytest.raises(NotNow, match="decided_yourself"):
            _release(both, number)
        with pytest.raises(DatabaseError), transaction.atomic():
            HandOut.objects.update(state="released", released_by=both.user_id, released_at=NOW)
    with acting(by):
        for stale in (read, ""):
            with pytest.raises(NotNow, match="decided_anew"):
                hand_outs.release(number=number, seen=stale, by=by, at=NOW)
        _release(by, number)


def test_the_second_of_two_who_decide_at_once_looks_again_and_a_decision_fits_its_marks() -> None:
    by, holder = officer(), _holder()
    _report()
    number = _begun(by)
    with acting(holder):
        one = _passage(holder, SAID)
        given: dict[str, Any] = {"passage_id": one.pk, "version": 1, "by": holder, "at": NOW}
        given["read"] = _read(holder, one)
        for decision, ground, rows, why in (
            (Decision.WHOLE, "rights_of_others", [], "passage_ground"),
            (Decision.LEFT_OUT, "", [], "passage_ground"),
            (Decision.LEFT_OUT, "not_found", [], "passage_ground"),
            (Decision.PARTLY, "rights_of_others", [], "nothing_marked"),
            (Decision.WHOLE, "", [(OTHER, "black")], "something_marked"),
            (Decision.PARTLY, "rights_of_others", [("Nobody", "black")], "not_in_it"),
            (Decision.PARTLY, "rights_of_others", [(OTHER, "black"), (OTHER.lower(), "person")], "twice"),
            (Decision.PARTLY, "rights_of_others", [(OTHER, "person:7")], "no_such_label"),
        ):
            with pytest.raises(NotNow, match=why), transaction.atomic():
                deciding.decide(**given, decision=decision, ground=ground, rows=rows)
        assert not Pseudonym.objects.exists()
        assert OTHER not in deciding.tried(passage_id=one.pk, rows=[(OTHER, "person")], by=holder)
        assert not Pseudonym.objects.exists()
        deciding.decide(**given, decision=Decision.WHOLE, ground="", rows=[])
        with pytest.raises(NotNow, match="changed_meanwhile"):
            deciding.decide(**given, decision=Decision.NOT_THEIRS, ground="", rows=[])
    with acting(by):
        hand_outs.send_back(number=number, passage_id=one.pk, reason=Reason.TELLS_WHO, by=by, at=NOW)
    with acting(holder):
        again = given | {"version": 3, "decision": Decision.PARTLY, "ground": "rights_of_others"}
        deciding.decide(**again, rows=[(OTHER, "person"), (STAFF, "namesake")])
        labels = [(one.kind, one.number) for one in Pseudonym.objects.all()]
        deciding.decide(**again | {"version": 4}, rows=[(STAFF, "person:2"), (OTHER, "person")])
        assert labels == [(one.kind, one.number) for one in Pseudonym.objects.all()]
        assert "[persoon 1] belt vaak met [persoon 2]" in Passage.objects.get(pk=one.pk).told
        with pytest.raises(DatabaseError), transaction.atomic():
            Pseudonym.objects.filter(number=1).update(number=9)


def test_what_was_destroyed_meanwhile_goes_out_of_it_and_an_end_stops_it() -> None:
    by, holder = officer(), _holder()
    _report()
    number = _begun(by)
    _partly(holder)
    with acting(by):
        Passage.objects.create(
            request=HandOut.objects.get(),
            desk=focal_desk(),
            place="signals.Note.text",
            **{"row": str(uuid4()), "subject_kind": "signal", "subject": str(uuid4())},
            kept_since=timezone.localdate(NOW),
            state="open",
            text_print="x" * 64,
        )
    with acting(holder):
        gone = Passage.objects.get(place="signals.Note.text")
        assert queries.text_for_desk(holder, gone) is None
        given: dict[str, Any] = {"passage_id": gone.pk, "version": 1, "read": "", "by": holder, "at": NOW}
        with pytest.raises(NotNow, match="passage_gone"):
            deciding.decide(**given, decision=Decision.WHOLE, ground="", rows=[])
    assert [hand_outs.forget_what_is_gone(at=NOW) for _ in range(2)] == [1, 0]
    with acting(by):
        gone.refresh_from_db()
        assert (gone.state, gone.told, gone.text_print) == (PassageState.GONE, "", "")
        with pytest.raises(NotNow, match="decide_first"):
            _release(by, number)
        actions.close(number=number, ending=Ending.WITHDRAWN, by=by, at=NOW)
        assert HandOut.objects.get().state == HandOutState.STOPPED
    with acting(holder):
        assert queries.passages_to_decide(holder) == 0


def test_an_empty_one_says_that_nothing_was_found_and_all_of_it_goes_with_the_request() -> None:
    long_ago = NOW - timedelta(days=900)
    by = officer()
    number = searched(by, "Nergens", at=long_ago)
    with acting(by):
        given: dict[str, Any] = {"number": number, "by": by, "at": long_ago}
        hand_outs.put_before(about=NAME, wanted_by=timezone.localdate(long_ago), **given)
        actions.decide(outcome=Outcome.GRANTED, ground="", reason="Yes.", **given)
        with pytest.raises(NotNow, match="hand_out_open"), transaction.atomic():
            actions.answer(answered_on=timezone.localdate(long_ago), **given)
        found = HandOut.objects.get()
        told = str(document.paper(by, found, timezone.localdate(long_ago)).as_data())
        assert "Wij vonden geen tekst over u" in told
        _release(by, number, long_ago)
        with pytest.raises(NotVisible):
            look_at_document(number=10**6, by=by, at=NOW)
        actions.answer(answered_on=timezone.localdate(long_ago), **given)
    assert actions.erase_past_term(at=NOW) == 1
    with acting(by):
        assert not HandOut.objects.exists()
        assert not HandOutFile.objects.exists()
        assert SubjectRequest.objects.filter(number=number).exists()
    other = searched(by, NAME, at=NOW, kind=RequestKind.ERASURE)
    with acting(by), pytest.raises(NotNow, match="hand_out_begin"):
        hand_outs.put_before(number=other, about=NAME, wanted_by=timezone.localdate(NOW), by=by, at=NOW)


def test_a_desk_decides_and_an_officer_sends_back_and_releases_on_pages() -> None:
    by = officer()
    _report()
    number = searched(by, NAME, at=NOW)
    client = people.sign_in(Client(), people.user("Petra", (people.desk("privacy"), Role.PRIVACY_OFFICER)))
    desk = people.sign_in(Client(), people.user("Henk", (focal_desk(), Role.FOCAL_OFFICER)))
    day = timezone.localdate(NOW).isoformat()
    page = reverse("rights:hand_out", args=[number])
    assert client.get(page).status_code == 200
    begun = client.post(reverse("rights:put_before", args=[number]), {"about": NAME, "wanted_by": day})
    assert begun.status_code == 303
    assert OTHER.encode() not in client.get(page).content
    with acting(_holder()):
        ids = [one.pk for one in queries.passages_for_desk(_holder()) if one.place]
    sent: dict[str, Any] = {
        "version": 1,
        "decision": "partly",
        "ground": "rights_of_others",
        "row1-words": NAME,
        "row1-becomes": "black",
    }
    for one in ids:
        url = reverse("rights:passage", args=[one])
        shown = desk.get(url)
        assert NAME in shown.content.decode()
        sent["read"] = shown.context["form"]["read"].value()
        assert "[weggelakt]" in desk.post(url, sent | {"try": "1"}).content.decode()
        assert desk.post(url, sent | {"row1-words": "Nobody"}).status_code == 200
        assert desk.post(url, sent).status_code == 303
        assert client.get(url).status_code == 403
    back = client.post(reverse("rights:send_back", args=[number, ids[0]]), {"reason": "tells_who"})
    assert back.status_code == 303
    assert "Het verraadt nog wie iemand anders is" in desk.get(reverse("rights:passages")).content.decode()
    released = reverse("rights:release", args=[number])
    client.post(released, _as_read(client, page))
    with acting(by):
        assert HandOut.objects.get().state == HandOutState.DECIDING
    _again(desk, reverse("rights:passage", args=[ids[0]]), sent)
    _decided(by, number)
    assert "[weggelakt]" in client.get(reverse("rights:draft", args=[number])).content.decode()
    client.post(released)
    assert "Een loket heeft intussen over een passage besloten" in client.get(page).content.decode()
    assert client.post(released, _as_read(client, page)).status_code == 303
    assert client.get(reverse("rights:document", args=[number])).content.startswith(b"%PDF")
    assert client.post(reverse("rights:hand_over", args=[number]), {"way": "in_person"}).status_code == 303
    assert desk.get(reverse("rights:document", args=[number])).status_code == 403


def _again(desk: Client, url: str, sent: dict[str, Any]) -> None:
    form = desk.get(url).context["form"]
    desk.post(url, sent | {name: form[name].value() for name in ("version", "read")})


def _as_read(client: Client, page: str) -> dict[str, str]:
    """What the page that was read sends along."""
    return {"seen": str(client.get(page).context["seen"])}


@pytest.mark.slow
def test_five_hundred_passages_make_one_document() -> None:
    by, holder = officer(), _holder()
    signal_id = _report()
    with acting(holder):
        Note.objects.bulk_create(
            Note(signal_id=signal_id, at=NOW, by_user_id=holder.user_id, text=f"{NAME} {OTHER} {place}")
            for place in range(500)
        )
    number = _begun(by)
    with acting(holder):
        # As deciding leaves them, without five hundred steps.
        left = {"state": "decided", "decision": "whole", "told": "Zei iets.", "decided_by": holder.user_id}
        for one in Passage.objects.all():
            Passage.objects.filter(pk=one.pk).update(**left, decided_at=NOW, text_print=_read(holder, one))
    _decided(by, number)
    with acting(by):
        assert Passage.objects.count() == 502
        _release(by, number)
        words = extract_text(BytesIO(look_at_document(number=number, by=by, at=NOW)))
    assert words.count("Zei iets.") == 502
