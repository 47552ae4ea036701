"""Putting passages before the desks, and letting the document go that comes of it."""

from collections.abc import Iterable
from datetime import date, datetime
from uuid import UUID

from django.db import transaction
from django.utils import timezone

from ketenzicht.audit import actions as audit
from ketenzicht.common.actor import Actor, NotAllowed, NotNow, NotVisible, acting
from ketenzicht.common.domain.rights import Verb
from ketenzicht.common.domain.state_table import MoveNotAllowed, Relation
from ketenzicht.common.sealing import seal, unseal
from ketenzicht.planning.papers.pdf import as_pdf
from ketenzicht.rights import document, passages, searching
from ketenzicht.rights.actions import MACHINE
from ketenzicht.rights.actions.passages import lock
from ketenzicht.rights.domain.hand_outs import (
    HAND_OUT,
    PASSAGE,
    TO_DECIDE,
    HandOutEvent,
    HandOutState,
    PassageEvent,
    PassageState,
    Reason,
    Way,
    may_begin,
)
from ketenzicht.rights.domain.states import RequestKind, RequestState
from ketenzicht.rights.models import HandOut, HandOutFile, Passage, RequestContent, SubjectRequest
from ketenzicht.rights.queries.hand_outs import as_it_stands

SEAL = "hand-out"


@transaction.atomic
def put_before(*, number: int, about: str, wanted_by: date, by: Actor, at: datetime) -> int:
    """Put every passage before the desk that has it; again after a new search. Says how many are new.

    Raises NotAllowed, NotVisible, and NotNow for a request that is not about access or was not searched.
    """
    request = _request(number, by)
    lock(number)
    if not may_begin(RequestKind(request.kind), RequestState(request.state), request.outcome):
        raise NotNow("hand_out_begin")
    if wanted_by < timezone.localdate(at):
        raise NotNow("wanted_by")
    found = HandOut.objects.filter(request=request).first()
    if found is None:
        found = HandOut.objects.create(
            request=request,
            number=number,
            about=about.strip(),
            wanted_by=wanted_by,
            state=HAND_OUT.initial,
            started_at=at,
            started_by=_account(by),
        )
    elif found.state != HandOutState.DECIDING:
        raise MoveNotAllowed(HandOutState(found.state), HandOutEvent.RELEASE)
    with acting(searching.reader()):
        stands = passages.find(RequestContent.objects.get(pk=request.pk).terms)
    known = set(Passage.objects.filter(request=found).values_list("place", "row"))
    made = [_passage(found, one) for one in stands if (one.place, one.row) not in known]
    Passage.objects.bulk_create(made)
    _record("put_before", found, by, at, count=len(made))
    return len(made)


def _passage(found: HandOut, one: passages.Stands) -> Passage:
    return Passage(
        request=found,
        desk_id=one.desk_id,
        place=one.place,
        row=one.row,
        subject_kind=one.subject_kind,
        subject=one.subject,
        number=one.number,
        kept_since=timezone.localdate(one.since),
        state=PASSAGE.initial,
    )


@transaction.atomic
def send_back(*, number: int, passage_id: UUID, reason: Reason, by: Actor, at: datetime) -> None:
    """Send a passage back to its desk. Raises NotAllowed, NotVisible, MoveNotAllowed."""
    by.require(Verb.RIGHTS_MANAGE)
    lock(number)
    mine = Passage.objects.select_related("request").filter(request__number=number)
    found = mine.filter(pk=passage_id).first()
    if found is None:
        raise NotVisible
    if found.request.state != HandOutState.DECIDING:
        raise MoveNotAllowed(PassageState(found.state), PassageEvent.RETURN)
    _return(found, reason, by, at)


def _return(one: Passage, reason: Reason, by: Actor, at: datetime) -> None:
    one.state = PASSAGE.move(
        PassageState(one.state),
        PassageEvent.RETURN,
        verbs=by.grants.keys(),
        relation=Relation.HOLDER,
        reason=reason.value,
    )
    one.returned, one.version = reason, one.version + 1
    one.save(update_fields=["state", "returned", "version"])
    audit.record(
        kind="rights.passage.returned",
        target=("passage", one.pk),
        by=by,
        at=at,
        desk_id=one.desk_id,
        number=one.request.number,
        reason=reason.value,
    )


@transaction.atomic
def return_changed(*, number: int, by: Actor, at: datetime) -> int:
    """Send back every passage whose text was changed since it was decided about; says how many.

    Raises NotAllowed, NotVisible.
    """
    by.require(Verb.RIGHTS_MANAGE)
    lock(number)
    found = HandOut.objects.filter(number=number).first()
    if found is None:
        raise NotVisible
    if found.state != HandOutState.DECIDING:
        return 0
    let_vanish(found, at)
    changed = _changed(found)
    for one in changed:
        _return(one, Reason.TEXT_CHANGED, by, at)
    return len(changed)


def _changed(found: HandOut) -> list[Passage]:
    rows = Passage.objects.filter(request=found, state=PassageState.DECIDED).select_related("request")
    decided = list(rows)
    with acting(searching.reader()):
        return [
            one
            for one in decided
            if passages.print_of(passages.text_of(one.place, one.row)) != one.text_print
        ]


@transaction.atomic
def release(*, number: int, seen: str, by: Actor, at: datetime) -> None:
    """Make the document and seal it. Whoever ever decided about a passage does not release.

    ``seen`` is how the passages stood when they were read (:func:`queries.as_it_stands`). Raises NotAllowed,
    NotVisible, MoveNotAllowed, and NotNow when a passage waits or was decided anew since then, when its text
    is another one now, when nobody decided about the request, or when a passage was once decided by whoever
    releases.
    """
    request = _request(number, by)
    lock(number)
    found = HandOut.objects.filter(request=request).first()
    if found is None:
        raise NotVisible
    state = _moved(found, HandOutEvent.RELEASE, by)
    if request.state != RequestState.DECIDED:
        raise NotNow("decide_first")
    if seen != as_it_stands(by, found):
        raise NotNow("decided_anew")
    let_vanish(found, at)
    rows = Passage.objects.filter(request=found)
    if rows.filter(state__in=TO_DECIDE).exists():
        raise NotNow("passages_wait")
    if rows.filter(deciders__contains=[by.user_id]).exists():
        raise NotNow("decided_yourself")
    if _changed(found):
        raise NotNow("text_changed")
    made = as_pdf(document.paper(by, found, timezone.localdate(at)))
    found.state, found.released_at, found.released_by = state, at, by.user_id
    found.save(update_fields=["state", "released_at", "released_by"])
    HandOutFile.objects.create(request=found, sealed=seal(made, SEAL))
    _record("released", found, by, at)


def look_at_document(*, number: int, by: Actor, at: datetime) -> bytes:
    """The document as it was released, with the look recorded. Raises NotAllowed, NotVisible, SealBroken."""
    request = _request(number, by)
    kept = HandOutFile.objects.filter(request_id=request.pk).select_related("request").first()
    if kept is None:
        raise NotVisible
    audit.record_read(
        kind="rights.hand_out.read",
        target=("subject_request", request.pk),
        by=by,
        at=at,
        desk_id=None,
        number=number,
    )
    return unseal(bytes(kept.sealed), SEAL)


@transaction.atomic
def hand_over(*, number: int, way: Way, by: Actor, at: datetime) -> None:
    """Write down how whoever asked got the document. Raises NotAllowed, NotVisible, MoveNotAllowed."""
    request = _request(number, by)
    lock(number)
    found = HandOut.objects.filter(request=request).first()
    if found is None:
        raise NotVisible
    found.state = _moved(found, HandOutEvent.HAND_OVER, by)
    found.way, found.handed_over_at, found.handed_over_by = way, at, by.user_id
    found.save(update_fields=["state", "way", "handed_over_at", "handed_over_by"])
    _record("handed_over", found, by, at, way=way.value)


def forget_what_is_gone(*, at: datetime) -> int:
    """Let go what was decided about texts that were destroyed meanwhile; says of how many."""
    with acting(MACHINE), transaction.atomic():
        return sum(let_vanish(one, at) for one in HandOut.objects.filter(state=HandOutState.DECIDING))


def return_what_changed(*, at: datetime) -> int:
    """Send back what was decided about texts that were changed since, in every hand-out; says how many."""
    with acting(MACHINE), transaction.atomic():
        numbers = list(HandOut.objects.filter(state=HandOutState.DECIDING).values_list("number", flat=True))
        return sum(return_changed(number=number, by=MACHINE, at=at) for number in numbers)


def let_vanish(found: HandOut, at: datetime) -> int:
    """Let go what was decided about texts of this hand-out that are not there any more."""
    lock(found.number)
    living = list(Passage.objects.filter(request=found).exclude(state=PassageState.GONE))
    wanted: dict[str, set[str]] = {}
    for one in living:
        wanted.setdefault(one.place, set()).add(one.row)
    with acting(searching.reader()):
        gone = passages.missing(wanted)
    return _vanished(found, (one for one in living if (one.place, one.row) in gone), at)


def _vanished(found: HandOut, gone: Iterable[Passage], at: datetime) -> int:
    count = 0
    for one in gone:
        one.state = PASSAGE.move(
            PassageState(one.state), PassageEvent.VANISH, verbs=(), relation=Relation.SYSTEM
        )
        one.decision, one.told, one.marks, one.ground, one.text_print = "", "", [], None, ""
        one.version += 1
        one.save()
        count += 1
    if count:
        # Whoever happens to release did not let them go.
        with acting(MACHINE):
            _record("gone", found, MACHINE, at, count=count)
    return count


def _request(number: int, by: Actor) -> SubjectRequest:
    by.require(Verb.RIGHTS_MANAGE)
    _account(by)
    found = SubjectRequest.objects.filter(number=number).first()
    if found is None:
        raise NotVisible
    return found


def _account(by: Actor) -> int:
    if by.user_id is None:
        raise NotAllowed(Verb.RIGHTS_MANAGE)
    return by.user_id


def _moved(found: HandOut, event: HandOutEvent, by: Actor) -> HandOutState:
    return HAND_OUT.move(HandOutState(found.state), event, verbs=by.grants.keys(), relation=Relation.HOLDER)


def _record(what: str, found: HandOut, by: Actor, at: datetime, **detail: audit.Value) -> None:
    audit.record(
        kind=f"rights.hand_out.{what}",
        target=("subject_request", found.pk),
        by=by,
        at=at,
        desk_id=None,
        number=found.number,
        **detail,
    )
