"""Pages of the sending desk: confirm by telephone, take back."""

from uuid import UUID

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from ketenzicht.common.domain.rights import Verb
from ketenzicht.common.domain.state_table import MoveNotAllowed, Relation
from ketenzicht.common.pages import ActingRequest, SeeOther, needs
from ketenzicht.handover import actions, queries
from ketenzicht.handover.domain.states import ENDED, HandoverEvent
from ketenzicht.handover.forms import ConfirmForm, RevokeForm
from ketenzicht.handover.views.answers import address, answer, is_open, too_late


@needs(Verb.HANDOVER_SEND)
@require_http_methods(["GET", "POST"])
def revoke(request: ActingRequest, handover_id: UUID) -> HttpResponse:
    """Take the hand-off back, knowing what that does and what it cannot undo."""
    handover = queries.handover_for(request.actor, handover_id)
    form = RevokeForm(request.POST or None, initial={"unread": not handover.accepted_fields})

    def move() -> object:
        return actions.revoke(
            handover_id=handover_id,
            reason=form.cleaned_data["reason"],
            thought_unread=form.cleaned_data["unread"],
            by=request.actor,
            at=timezone.now(),
        )

    if form.is_valid():
        done = _("You have taken this hand-off back. The receiving desk is told.")
        return answer(request, handover_id, HandoverEvent.REVOKE, move, done)
    if not is_open(request, handover_id, HandoverEvent.REVOKE):
        request.actor.require(Verb.HANDOVER_SEND, handover.from_desk_id)
        return too_late(request, handover_id, Relation.SENDER)
    context = {"handover": handover, "form": form, "back_url": address(handover_id, Relation.SENDER)}
    return render(request, "handover/revoke.html", context)


@needs(Verb.HANDOVER_SEND)
@require_http_methods(["GET", "POST"])
def confirm(request: ActingRequest, handover_id: UUID) -> HttpResponse:
    """Note with whom was spoken about an acute hand-off, and when."""
    handover, at = queries.handover_for(request.actor, handover_id), timezone.now()
    request.actor.require(Verb.HANDOVER_SEND, handover.from_desk_id)
    form = ConfirmForm(
        request.POST or None,
        sent_at=handover.sent_at,
        at=at,
        initial={"spoken_at": timezone.localtime(at).time()},
    )
    back = address(handover_id, Relation.SENDER)
    if handover.confirmed_at is not None:
        return redirect(back)
    if handover.urgency != "acute" or handover.state in ENDED:
        return too_late(request, handover_id, Relation.SENDER)
    if not form.is_valid():
        return render(
            request, "handover/confirm.html", {"handover": handover, "form": form, "back_url": back}
        )
    try:
        actions.confirm_by_phone(
            handover_id=handover_id,
            spoken_to=form.cleaned_data["spoken_to"],
            spoken_at=form.cleaned_data["spoken_at"],
            by=request.actor,
            at=at,
        )
    except MoveNotAllowed:
        return too_late(request, handover_id, Relation.SENDER)
    messages.success(request, _("The call is noted."))
    return SeeOther(back)
