"""The check before anything leaves: what could still point to someone."""

from django.contrib import messages
from django.core.paginator import Paginator
from django.http import HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_http_methods, require_POST

from ketenzicht.common.domain.rights import Verb
from ketenzicht.common.pages import ActingRequest, SeeOther, needs
from ketenzicht.planning.actions import Changed
from ketenzicht.planning.actions import pointing as actions
from ketenzicht.planning.forms.notes import PointForm, ReleaseForm
from ketenzicht.planning.listening_words import REASONS
from ketenzicht.planning.queries import statement_by_number
from ketenzicht.planning.queries.pointing import held_back, pointing_of, releasable
from ketenzicht.planning.views.shell import kept, last_step, said_when_changed, shell

_ON_A_PAGE = 25


@require_http_methods(["GET", "POST"])
@needs(Verb.PLAN_EDIT)
@said_when_changed
def pointing(request: ActingRequest, code: str) -> HttpResponse:
    """Every statement that could still point to someone, with the reason; a person decides."""
    held = kept(request, code)
    if request.method == "POST":
        _decided(request, code)
        return SeeOther(reverse("planning:pointing", args=[code]))
    found = pointing_of(request.actor, held)
    ready = releasable(held, found)
    page = Paginator(found, _ON_A_PAGE).get_page(request.GET.get("page"))
    rows = [(one, [(point, REASONS[point.reason]) for point in one.points]) for one in page.object_list]
    context = {
        **shell(request, held, (_("Could still point to someone"), "")),
        "page": page,
        "rows": rows,
        "held_back": held_back(held),
        "ready": ready,
        "release": ReleaseForm(initial={"numbers": ",".join(str(one.number) for one in ready)}),
        **last_step(held),
    }
    return render(request, "planning/pointing.html", context)


def _decided(request: ActingRequest, code: str) -> None:
    form = PointForm(request.POST)
    if not form.is_valid():
        raise Changed
    said = form.cleaned_data
    step = actions.let_stand if said["choice"] == "stand" else actions.redact_point
    step(
        code=code,
        statement_id=statement_by_number(request.actor, code, said["number"]).pk,
        start=said["start"],
        end=said["end"],
        by=request.actor,
        at=timezone.now(),
    )


@require_POST
@needs(Verb.PLAN_EDIT)
@said_when_changed
def release(request: ActingRequest, code: str) -> HttpResponse:
    """Let readers see what nothing points in any more, as it was shown."""
    kept(request, code)
    form = ReleaseForm(request.POST)
    if not form.is_valid():
        raise Changed
    count = actions.release(code=code, numbers=form.shown(), by=request.actor, at=timezone.now())
    text = ngettext("%(count)d statement was released.", "%(count)d statements were released.", count)
    messages.success(request, text % {"count": count})
    return SeeOther(reverse("planning:pointing", args=[code]))
