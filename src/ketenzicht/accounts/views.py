"""Signing in, one's own account, and giving and ending roles."""

from typing import Any

from allauth.account.views import LoginView
from django.conf import settings
from django.contrib import messages
from django.contrib.auth import login
from django.http import Http404, HttpResponse, HttpResponseRedirect
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone, translation
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from ketenzicht.accounts import actions, queries
from ketenzicht.accounts.forms import PersonForm, PreferencesForm, RoleForm
from ketenzicht.accounts.hooks import about_person
from ketenzicht.accounts.labels import role_label
from ketenzicht.common.actor import Actor, acting
from ketenzicht.common.domain.rights import Role, Verb
from ketenzicht.common.pages import ActingRequest, needs, public_page, signed_in_page

ELSEWHERE = gettext_lazy("The administrators of that organisation give and end the roles at its desks.")
THEIRS = gettext_lazy("The organisation of this person has administrators of its own. One of them does this.")
PASSWORD_BACKEND = "allauth.account.auth_backends.AuthenticationBackend"  # noqa: S105


class SignIn(LoginView):
    """Signing in; the demonstration also offers its invented people."""

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        context: dict[str, Any] = super().get_context_data(**kwargs)
        if settings.OIDC.issuer:
            context["organisation"] = settings.OIDC.name
            context["alone"] = settings.OIDC.alone
        if settings.DEMONSTRATION:
            context["people"] = [_as_card(user) for user in queries.demonstration_people()]
        return context


def _me(request: ActingRequest) -> Any:
    return queries.person(request.actor.user_id or 0)


def _as_card(user: Any) -> dict[str, Any]:
    held = user.memberships.all()
    return {
        "id": user.pk,
        "name": user.name,
        "about": about_person(user.email),
        "roles": [f"{role_label(one.role)}, {one.desk.label}" for one in held],
    }


@public_page
@require_POST
def sign_in_as(request: ActingRequest) -> HttpResponse:
    """Sign in as one of the invented people, in the demonstration only."""
    if not settings.DEMONSTRATION:
        raise Http404
    # Compared as text: a number of thousands of digits is none that Python makes.
    people = {str(user.pk): user for user in queries.demonstration_people()}
    user = people.get(request.POST.get("person", ""))
    if user is None:
        raise Http404
    # Signing in is nobody's act yet, also for who was somebody else until now.
    with acting(Actor.nobody()):
        login(request, user, backend=PASSWORD_BACKEND)
    return redirect("start")


@signed_in_page
@require_GET
def start(request: ActingRequest) -> HttpResponse:
    """Lead somebody to the page where the own day begins, in the own language."""
    first = next((url for verb, url in _BEGINNINGS if request.actor.may(verb)), "accounts:account")
    with translation.override(_me(request).language):
        return HttpResponseRedirect(reverse(first))


_BEGINNINGS = (
    (Verb.SIGNAL_READ, "signals:worklist"),
    (Verb.CLOCK_OVERSEE, "signals:overdue"),
    (Verb.HANDOVER_READ, "handover:inbox"),
    (Verb.REPORT_WRITE, "reporting:own"),
    (Verb.AUDIT_READ, "audit:trail"),
    (Verb.USER_MANAGE, "accounts:people"),
    (Verb.MODEL_EDIT, "systems:models"),
)


@signed_in_page
@require_http_methods(["GET", "POST"])
def account(request: ActingRequest) -> HttpResponse:
    """One's own account: roles, preferences, and the way to password, second factor and sessions."""
    user = _me(request)
    initial = {"language": user.language, "shortcuts": user.shortcuts}
    form = PreferencesForm(request.POST or None, initial=initial)
    if request.method == "POST" and form.is_valid():
        actions.set_preferences(user=user, **form.cleaned_data)
        messages.success(request, _("Your preferences are kept."))
        with translation.override(form.cleaned_data["language"]):
            return HttpResponseRedirect(reverse("accounts:account"))
    return render(request, "accounts/account.html", {"form": form, "person": _with_roles(user)})


@needs(Verb.USER_MANAGE)
@require_GET
def people(request: ActingRequest) -> HttpResponse:
    """Everybody with an account."""
    search = request.GET.get("q", "").replace("\0", "").strip()
    rows = [_with_roles(user) for user in queries.people(search)]
    return render(request, "accounts/people.html", {"people": rows, "search": search})


@needs(Verb.USER_MANAGE)
@require_http_methods(["GET", "POST"])
def add(request: ActingRequest) -> HttpResponse:
    """Add somebody, who gets a mail to choose a password."""
    form = PersonForm(request.POST or None, initial={"language": "nl"})
    if request.method == "POST" and form.is_valid():
        try:
            user = actions.add_person(**form.cleaned_data, by=request.actor, at=timezone.now())
        except actions.AddressTaken:
            form.add_error("email", _("There is an account with this address already."))
        else:
            actions.send_password_link(user=user, by=request.actor, at=timezone.now())
            messages.success(request, _("The account is there. Give it a role now."))
            return redirect("accounts:person", user.pk)
    return render(request, "accounts/add.html", {"form": form})


@needs(Verb.USER_MANAGE)
@require_http_methods(["GET", "POST"])
def person(request: ActingRequest, user_id: int) -> HttpResponse:
    """One account with its roles; posting gives a role."""
    user = queries.person(user_id)
    form = RoleForm(request.POST or None, by=request.actor)
    if request.method == "POST" and form.is_valid():
        try:
            actions.give_role(
                user=user,
                desk_id=int(form.cleaned_data["desk"]),
                role=Role(form.cleaned_data["role"]),
                valid_until=form.cleaned_data["valid_until"],
                by=request.actor,
                at=timezone.now(),
            )
        except actions.OwnRole:
            form.add_error(None, _("You cannot give yourself a role. Ask another administrator."))
        except actions.LookedAfterElsewhere:
            form.add_error("desk", ELSEWHERE)
        except actions.AlreadyHeld:
            form.add_error("role", _("This person holds this role at this desk already."))
        else:
            messages.success(request, _("The role is given."))
            return redirect("accounts:person", user.pk)
    today = timezone.localdate()
    mine = queries.desks_looked_after(request.actor, today)
    context = {
        "form": form,
        "person": _with_roles(user),
        "mine": queries.looks_after(request.actor, user.pk, today),
        "desks_of_mine": set(mine.values_list("pk", flat=True)),
    }
    return render(request, "accounts/person.html", context)


@needs(Verb.USER_MANAGE)
@require_POST
def end_role(request: ActingRequest, user_id: int, membership_id: int) -> HttpResponse:
    """Take a role away."""
    user = queries.person(user_id)
    if not user.memberships.filter(pk=membership_id).exists():
        raise Http404
    try:
        actions.end_role(membership_id=membership_id, by=request.actor, at=timezone.now())
        messages.success(
            request, _("The role is taken away, from this moment. This person has to sign in again.")
        )
    except actions.OwnRole:
        messages.error(request, _("You cannot take away your own role. Ask another administrator."))
    except actions.LookedAfterElsewhere:
        messages.error(request, ELSEWHERE)
    return redirect("accounts:person", user.pk)


@needs(Verb.USER_MANAGE)
@require_POST
def switch(request: ActingRequest, user_id: int) -> HttpResponse:
    """Close an account or open it again, as was asked: a second time changes nothing."""
    user = queries.person(user_id)
    closing = request.POST.get("to") != "open"
    act = actions.switch_off if closing else actions.switch_on
    try:
        act(user=user, by=request.actor, at=timezone.now())
    except actions.OwnRole:
        messages.error(request, _("You cannot close your own account. Ask another administrator."))
    except actions.LastManager:
        messages.error(
            request,
            _("This is the last administrator of another organisation. There has to be another one first."),
        )
    except actions.LookedAfterElsewhere:
        messages.error(request, THEIRS)
    else:
        messages.success(request, _("The account is closed.") if closing else _("The account is open."))
    return redirect("accounts:person", user.pk)


@needs(Verb.USER_MANAGE)
@require_POST
def send_password_link(request: ActingRequest, user_id: int) -> HttpResponse:
    """Send somebody a mail to choose a password."""
    user = queries.person(user_id)
    try:
        actions.send_password_link(user=user, by=request.actor, at=timezone.now())
    except actions.LookedAfterElsewhere:
        messages.error(request, THEIRS)
    else:
        messages.success(request, _("The mail with the link is on its way."))
    return redirect("accounts:person", user.pk)


@needs(Verb.USER_MANAGE)
@require_POST
def end_sessions(request: ActingRequest, user_id: int) -> HttpResponse:
    """End every session of somebody whose account stays open."""
    user = queries.person(user_id)
    try:
        actions.end_sessions(user=user, by=request.actor, at=timezone.now())
    except actions.OwnRole:
        messages.error(request, _("You end your own sessions at your own account."))
    else:
        messages.success(request, _("Every session of this person has ended. They get a mail about it."))
    return redirect("accounts:person", user.pk)


def _with_roles(user: Any) -> dict[str, Any]:
    today = timezone.localdate()
    held = [
        {"membership": one, "role": role_label(one.role), "desk": one.desk}
        for one in user.memberships.all()
        if one.valid_until is None or one.valid_until >= today
    ]
    return {"user": user, "held": held}
