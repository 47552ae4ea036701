"""The pages on which roles are looked at again."""

from collections.abc import Iterable
from datetime import date
from itertools import groupby
from typing import TYPE_CHECKING, Any

from django.contrib import messages
from django.core.paginator import Paginator
from django.http import HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_GET, require_http_methods

from ketenzicht.accounts.actions import OwnRole
from ketenzicht.accounts.domain.review import QUARTERLY, Standing, term_of
from ketenzicht.accounts.labels import ROLE_DESCRIPTIONS, role_label
from ketenzicht.accounts.queries import Grant
from ketenzicht.accounts.review import actions, queries
from ketenzicht.accounts.review.actions import Done, Result
from ketenzicht.accounts.review.forms import ReviewForm
from ketenzicht.common.domain.rights import Role, Verb
from ketenzicht.common.domain.workdays import Remaining, Unit
from ketenzicht.common.pages import ActingRequest, SeeOther, needs
from ketenzicht.common.time_words import time_left
from ketenzicht.common.written import written_date

if TYPE_CHECKING:
    from ketenzicht.accounts.models import AccessReview, Membership

A_PAGE = 40
MOST_OWN = 20
MOST_NAMES = 5
LINES = 100


@needs(Verb.USER_MANAGE)
@require_http_methods(["GET", "POST"])
def review(request: ActingRequest) -> HttpResponse:
    """The roles to look at, person by person; posting says of any number of them whether they are needed."""
    today = timezone.localdate()
    found = queries.to_look_at(request.actor, today)
    waiting = [one for one in found if one.waits]
    shown = Paginator(waiting, A_PAGE).get_page(request.GET.get("page"))
    rows = _rows(shown.object_list, today)
    sent = request.POST if request.method == "POST" else None
    form = ReviewForm(sent, [(row["number"], row["title"], row["hint"]) for row in rows])
    if request.method == "POST" and form.is_valid():
        try:
            _tell(request, actions.review(decisions=form.decisions(), by=request.actor, at=timezone.now()))
        except OwnRole:
            messages.error(request, _("Somebody else looks at your own roles. Nothing was changed."))
        return SeeOther(reverse("accounts:review"))
    later = [one for one in found if not one.waits]
    context = {
        "form": form,
        "people": _by_person(rows, form),
        "shown": shown,
        **_counted(waiting),
        "later": len(later),
        "next_on": min((one.due for one in later), default=None),
        "own": _own(request, today),
    }
    return render(request, "accounts/review.html", context)


def _counted(found: Iterable[Grant]) -> dict[str, str]:
    standings = [one.standing for one in found]
    overdue, soon = standings.count(Standing.OVERDUE), standings.count(Standing.SOON)
    return {
        "overdue_words": ngettext("%(n)s role overdue", "%(n)s roles overdue", overdue) % {"n": overdue},
        "overdue_state": "overdue" if overdue else "done",
        "soon_words": ngettext("%(n)s role due soon", "%(n)s roles due soon", soon) % {"n": soon},
    }


def _rows(grants: Iterable[Grant], today: date) -> list[dict[str, Any]]:
    grants = list(grants)
    roles = queries.roles_by_number(one.number for one in grants)
    before = queries.last_reviews(roles)
    # What somebody took away between two questions to the database is not shown any more.
    return [
        _row(roles[one.number], before.get(one.number), one, today) for one in grants if one.number in roles
    ]


def _row(role: "Membership", before: "AccessReview | None", grant: Grant, today: date) -> dict[str, Any]:
    return {
        "number": role.pk,
        "role": role,
        "role_label": role_label(role.role),
        "before": before,
        "title": f"{role_label(role.role)}, {role.desk.label}",
        "hint": f"{_ability(role.role)} {_history(role, before)}",
        "due": grant.due,
        "clock": grant.standing.value if grant.waits else "",
        "left": time_left(_remaining(grant.due, today)),
    }


def _remaining(due: date, today: date) -> Remaining:
    return Remaining(quantity=abs((due - today).days), late=today > due, unit=Unit.DAYS)


def _ability(role: str) -> str:
    said = str(ROLE_DESCRIPTIONS[Role(role)]) if role in set(Role) else ""
    if term_of(role) == QUARTERLY:
        return f"{said} {_('Reaches further than the own desk, so it is looked at every three months.')}"
    return f"{said} {_('Looked at every year.')}"


def _history(role: "Membership", before: "AccessReview | None") -> str:
    if before is not None:
        said = {"day": written_date(timezone.localdate(before.at)), "name": before.by_user.name}
        return _("Confirmed last on %(day)s by %(name)s.") % said
    given = {"day": written_date(role.valid_from)}
    if role.granted_by is None:
        return _("Given on %(day)s; not looked at since.") % given
    return _("Given on %(day)s by %(name)s; not looked at since.") % {**given, "name": role.granted_by.name}


def _by_person(rows: list[dict[str, Any]], form: ReviewForm) -> list[dict[str, Any]]:
    for row in rows:
        row["field"] = form[f"role-{row['number']}"]
    grouped = groupby(rows, key=lambda row: row["role"].user)
    return [{"user": user, "roles": list(theirs)} for user, theirs in grouped]


def _own(request: ActingRequest, today: date) -> list[dict[str, Any]]:
    rows = _rows(queries.own_roles(request.actor, today)[:MOST_OWN], today)
    organisations = {row["role"].desk.organisation_id for row in rows}
    others = queries.others_for(organisations, request.actor, today)
    for row in rows:
        names = others[row["role"].desk.organisation_id]
        row["others"] = names[:MOST_NAMES]
        row["more"] = len(names[MOST_NAMES:])
    return rows


def _tell(request: ActingRequest, results: list[Result]) -> None:
    number = {done: sum(one.done is done for one in results) for done in Done}
    said = []
    if count := number[Done.CONFIRMED]:
        said.append(ngettext("%(n)s role stays.", "%(n)s roles stay.", count) % {"n": count})
    if count := number[Done.ENDED]:
        taken = ngettext("%(n)s role was taken away.", "%(n)s roles were taken away.", count) % {"n": count}
        said += [taken, _("Whoever held it has to sign in again.")]
    if count := number[Done.ALREADY]:
        same = ngettext("%(n)s was decided so already.", "%(n)s were decided so already.", count)
        said.append(same % {"n": count})
    if said:
        messages.success(request, " ".join(said))
    for done, words in (
        (Done.CONFIRMED_BEFORE, _("Confirmed by somebody meanwhile, so it was not taken away:")),
        (Done.GONE, _("Taken away meanwhile, or no longer yours to look at, so nothing was done:")),
    ):
        if about := [one.about for one in results if one.done is done]:
            messages.warning(request, f"{words} {'; '.join(map(_named, about))}")


def _named(about: "Membership | AccessReview | None") -> str:
    if about is None:
        return _("a role of this list")
    return f"{about.user.name}, {role_label(about.role)}, {about.desk.label}"


@needs(Verb.ACCESS_REVIEW)
@require_GET
def access(request: ActingRequest) -> HttpResponse:
    """Who holds which role at which desk, and when somebody last looked at it."""
    today = timezone.localdate()
    found = queries.everywhere(request.actor, today)
    shown = Paginator(found, LINES).get_page(request.GET.get("page"))
    context = {"rows": _rows(shown.object_list, today), "shown": shown, "wide": True, **_counted(found)}
    return render(request, "accounts/access.html", context)
