"""What becomes of a hand-out when its request ends, and when the request's own term is over."""

from collections.abc import Iterable

from ketenzicht.common.domain.state_table import Relation
from ketenzicht.rights.domain.hand_outs import HAND_OUT, HandOutEvent, HandOutState
from ketenzicht.rights.models import HandOut, HandOutFile, Passage, Pseudonym, SubjectRequest


def stop(request: SubjectRequest) -> None:
    """Put nothing before the desks any more for a request that ended or was refused."""
    found = HandOut.objects.filter(request=request, state=HandOutState.DECIDING).first()
    if found:
        found.state = HAND_OUT.move(
            HandOutState(found.state), HandOutEvent.STOP, verbs=(), relation=Relation.SYSTEM
        )
        found.save(update_fields=["state"])


def is_undecided(request: SubjectRequest) -> bool:
    """Whether a document is being put together for the request."""
    return HandOut.objects.filter(request=request, state=HandOutState.DECIDING).exists()


def destroy(requests: Iterable[SubjectRequest]) -> None:
    """Let the documents go with everything that was decided for them."""
    ids = [one.pk for one in requests]
    for model in (HandOutFile, Passage, Pseudonym):
        model.objects.filter(request_id__in=ids).delete()
    HandOut.objects.filter(pk__in=ids).delete()
