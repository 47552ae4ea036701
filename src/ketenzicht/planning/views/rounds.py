"""Rounds in which several people cluster the same statements, each on their own."""

from uuid import UUID

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST

from ketenzicht.common.domain.rights import Verb
from ketenzicht.common.pages import ActingRequest, SeeOther, needs
from ketenzicht.planning import actions, queries
from ketenzicht.planning.forms import ChoiceForm, RoundForm
from ketenzicht.planning.queries.rounds import comparison, own_round, round_for, rounds_of
from ketenzicht.planning.views.shell import kept, said_when_changed, shell
from ketenzicht.planning.words import agreement_in_words


@require_http_methods(["GET", "POST"])
@needs(Verb.PLAN_EDIT)
def rounds(request: ActingRequest, code: str) -> HttpResponse:
    """The rounds of a consultation, and beginning one."""
    held = kept(request, code)
    form = RoundForm(request.POST or None, clusters=queries.clusters_to_choose(held))
    if form.is_valid():
        try:
            made = actions.open_round(
                code=code,
                title=form.cleaned_data["title"],
                cluster_ids=form.cleaned_data["clusters"],
                by=request.actor,
                at=timezone.now(),
            )
        except actions.NothingToCluster:
            form.add_error("clusters", _("No statement stands in these clusters."))
        else:
            return SeeOther(reverse("planning:round", args=[code, made.pk]))
    context = {**shell(request, held, (_("Rounds"), "")), "rounds": rounds_of(held), "form": form}
    return render(request, "planning/rounds.html", context)


@require_http_methods(["GET", "POST"])
@needs(Verb.PLAN_EDIT)
@said_when_changed
def round_(request: ActingRequest, code: str, round_id: UUID) -> HttpResponse:
    """Place statements oneself while the round is open; compare what all did once it is closed."""
    held = kept(request, code)
    which = round_for(held, round_id)
    crumbs = ((_("Rounds"), reverse("planning:rounds", args=[code])), (which.title, ""))
    context = {**shell(request, held, *crumbs), "round": which}
    if which.closed_at is not None:
        found = comparison(which)
        context |= {
            "comparison": found,
            "agreement": agreement_in_words(found.agreement),
            "pairs": [(pair, agreement_in_words(pair.agreement)) for pair in found.pairs],
        }
        return render(request, "planning/compared.html", context)
    asked = request.GET.get("uitspraak", "")
    own = own_round(
        request.actor, which, int(asked) if asked.isascii() and asked.isdigit() and len(asked) < 9 else None
    )
    form = ChoiceForm(
        request.POST or None,
        clusters=queries.clusters_to_choose(held),
        initial={"cluster": own.chosen} if own.chosen else None,
    )
    if own.statement and form.is_valid():
        actions.choose(
            code=code,
            round_id=round_id,
            statement_id=own.statement.pk,
            cluster_id=form.cleaned_data["cluster"],
            by=request.actor,
            at=timezone.now(),
        )
        return SeeOther(reverse("planning:round", args=[code, round_id]))
    return render(request, "planning/round.html", context | {"own": own, "form": form})


@require_POST
@needs(Verb.PLAN_EDIT)
@said_when_changed
def close_round(request: ActingRequest, code: str, round_id: UUID) -> HttpResponse:
    """End a round."""
    round_for(kept(request, code), round_id)
    actions.close_round(code=code, round_id=round_id, by=request.actor, at=timezone.now())
    messages.success(request, _("The round is closed. Everybody at the desk sees who chose what."))
    return SeeOther(reverse("planning:round", args=[code, round_id]))


@require_POST
@needs(Verb.PLAN_EDIT)
@said_when_changed
def settle(request: ActingRequest, code: str, round_id: UUID, number: int) -> HttpResponse:
    """Put a statement that people placed differently where it belongs."""
    held = kept(request, code)
    round_for(held, round_id)
    statement = queries.statement_by_number(request.actor, code, number)
    form = ChoiceForm(request.POST, clusters=queries.clusters_to_choose(held))
    if form.is_valid():
        actions.move_statements(
            code=code,
            statement_ids=[statement.pk],
            to=form.cleaned_data["cluster"],
            by=request.actor,
            at=timezone.now(),
        )
        messages.success(request, _("Moved."))
    else:
        messages.error(request, _("Choose first. Nothing was changed."))
    return SeeOther(reverse("planning:round", args=[code, round_id]))
