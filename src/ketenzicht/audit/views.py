"""The audit trail as a page: who did and looked at what."""

from typing import Any

from django.http import HttpResponse
from django.shortcuts import render
from django.utils import timezone
from django.views.decorators.http import require_GET, require_POST

from ketenzicht.audit import actions, hooks, queries
from ketenzicht.audit.anchors import anchor_file
from ketenzicht.audit.forms import FilterForm
from ketenzicht.audit.wording import BREAKS, Wording
from ketenzicht.common.domain.rights import Verb
from ketenzicht.common.pages import ActingRequest, needs
from ketenzicht.common.paging import FarPaginator

PAGE_SIZE = 50


@needs(Verb.AUDIT_READ)
@require_GET
def trail(request: ActingRequest) -> HttpResponse:
    """Search the trail. Looking at it is in the trail too."""
    form = _form(request)
    filters = _filters(form) if form.is_valid() else queries.Filters()
    page = FarPaginator(queries.events(request.actor, filters), PAGE_SIZE, request.GET.get("page")).shown()
    actions.record_read(
        kind="audit.trail.searched",
        target=("audit", "trail"),
        by=request.actor,
        at=timezone.now(),
        about=filters.target,
        user=filters.user_id,
    )
    begins = queries.checkpoint(request.actor)
    context = {"form": form, "page_obj": page, "rows": _rows(list(page)), "begins": begins, "wide": True}
    return render(request, "audit/trail.html", context)


@needs(Verb.AUDIT_READ)
@require_POST
def check(request: ActingRequest) -> HttpResponse:
    """Walk the whole chain and show whether it is whole."""
    state = queries.verify(request.actor, anchor_file())
    return render(request, "audit/check.html", {"state": state, "reason": BREAKS.get(state.reason, "")})


def _form(request: ActingRequest) -> FilterForm:
    form = FilterForm(request.GET or {})
    people = [(str(key), name) for give in hooks.all_people for key, name in give()]
    form.set_choices([(kind, _label(kind)) for kind in queries.kinds(request.actor)], people)
    return form


def _filters(form: FilterForm) -> queries.Filters:
    data = form.cleaned_data
    return queries.Filters(
        kind=data["kind"],
        target=data["target"].strip(),
        user_id=int(data["user"]) if data["user"] else None,
        reads={"yes": True, "no": False}.get(data["reads"]),
        first_day=data["first_day"],
        last_day=data["last_day"],
    )


def _rows(events: list[Any]) -> list[dict[str, Any]]:
    wording = Wording(events)
    return [
        {
            "event": event,
            "label": _label(event.kind),
            "who": wording.person(event.actor_user_id),
            "actor_desk": wording.desk(event.actor_desk_id),
            "desk": wording.desk(event.desk_id),
            "record": wording.record(event),
            "details": wording.details(event),
        }
        for event in events
    ]


def _label(kind: str) -> str:
    return str(hooks.kind_labels.get(kind, kind))
