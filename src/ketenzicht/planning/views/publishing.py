"""Publishing an edition, and withdrawing one."""

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from ketenzicht.common.domain.rights import Verb
from ketenzicht.common.pages import ActingRequest, SeeOther, needs
from ketenzicht.planning import queries
from ketenzicht.planning.actions import Changed
from ketenzicht.planning.actions.editions import (
    NothingToPublish,
    NotPlaced,
    publish_edition,
    withdraw_edition,
)
from ketenzicht.planning.forms.editions import PublishForm, WithdrawForm
from ketenzicht.planning.queries.editions import (
    edition_for,
    editions_of,
    newest_number,
    newest_standing,
    readers_see,
    unplaced,
)
from ketenzicht.planning.queries.pointing import held_back, pointing_of
from ketenzicht.planning.views.editions import edition_shell
from ketenzicht.planning.views.shell import kept, said_when_changed, shell


@require_http_methods(["GET", "POST"])
@needs(Verb.PLAN_EDIT)
def publish(request: ActingRequest, code: str) -> HttpResponse:
    """Publish what stands there now."""
    held = kept(request, code)
    form = PublishForm(request.POST or None, initial={"seen": newest_number(held)})
    status = 200
    if request.method == "POST" and form.is_valid():
        try:
            made = publish_edition(code=code, by=request.actor, at=timezone.now(), **form.cleaned_data)
        except NothingToPublish:
            form.add_error(None, _("No statement stands in this consultation."))
        except NotPlaced:
            form.add_error(None, _("Nothing was published: first put every statement in a cluster."))
        except Changed:
            form, status = _behind(form, newest_number(held)), 409
        else:
            messages.success(request, _("Edition %(number)d was published.") % {"number": made.number})
            return SeeOther(reverse("planning:edition", args=[code, made.number]))
    editions_url = reverse("planning:editions", args=[code])
    context = {
        **shell(request, held, (_("Editions"), editions_url), (_("Publish"), "")),
        "form": form,
        "tally": queries.tally(held),
        "shown": readers_see(held).count(),
        "held_back": held_back(held),
        "unplaced": unplaced(held),
        "before": newest_standing(held),
        "pointing": len(pointing_of(request.actor, held)),
    }
    return render(request, "planning/publish.html", context, status=status)


def _behind(form: PublishForm, newest: int) -> PublishForm:
    """The same form after somebody published meanwhile, for whoever wants one more all the same."""
    again = PublishForm({**form.cleaned_data, "seen": newest, "confirmed": False})
    again.is_valid()
    told = _("Edition %(number)d was published meanwhile. Nothing was published now: look at it first.")
    again.add_error(None, told % {"number": newest})
    return again


@require_http_methods(["GET", "POST"])
@needs(Verb.PLAN_EDIT)
@said_when_changed
def withdraw(request: ActingRequest, code: str, edition: int) -> HttpResponse:
    """Withdraw an edition with a reason."""
    kept(request, code)
    held = edition_for(request.actor, code, edition)
    form = WithdrawForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        reason = form.cleaned_data["reason"]
        withdraw_edition(code=code, number=edition, reason=reason, by=request.actor, at=timezone.now())
        messages.success(request, _("Edition %(number)d was withdrawn.") % {"number": edition})
        return SeeOther(reverse("planning:edition", args=[code, edition]))
    others = [one for one in editions_of(held.consultation) if one.number != edition and not one.withdrawn_at]
    context = {**edition_shell(request, held, (_("Withdraw"), "")), "form": form, "others": others}
    return render(request, "planning/withdraw.html", context)
