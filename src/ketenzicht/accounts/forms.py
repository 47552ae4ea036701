"""Forms about accounts and roles."""

from collections.abc import Mapping
from typing import Any

from allauth.account.forms import ResetPasswordForm
from django import forms
from django.conf import settings
from django.http import HttpRequest
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from ketenzicht.accounts import actions
from ketenzicht.accounts.labels import ROLE_DESCRIPTIONS, ROLE_LABELS
from ketenzicht.accounts.queries import desks_looked_after
from ketenzicht.common.actor import Actor
from ketenzicht.common.domain.rights import Role
from ketenzicht.common.forms import Hinted, WrittenDateField
from ketenzicht.partners.queries import desks_on


class ForgottenPasswordForm(ResetPasswordForm):
    """Asks for a link to choose a password.

    An address without an account takes the same work and gets no mail, so that neither the answer, nor how
    long it takes, nor a mailbox tells who has an account; and nobody is mailed who did not ask for one.
    """

    def save(self, request: HttpRequest, **kwargs: object) -> str:
        actions.forgot_password(user_id=self.users[0].pk if self.users else 0)
        return str(self.cleaned_data["email"])


class PersonForm(forms.Form):
    """A new account."""

    name = forms.CharField(label=_("Name"), max_length=120)
    email = forms.EmailField(
        label=_("E-mail address"),
        help_text=_("The person gets a mail here with a link to choose a password."),
    )
    language = forms.ChoiceField(
        label=_("Language"),
        choices=settings.LANGUAGES,
        widget=forms.RadioSelect(attrs={"data-layout": "inline"}),
    )


def role_choices() -> list[tuple[str, Hinted]]:
    """Every role with what it is for."""
    return [(role.value, Hinted(ROLE_LABELS[role], ROLE_DESCRIPTIONS[role])) for role in Role]


def desk_choices(actor: Actor) -> list[tuple[str, str]]:
    """The desks of today where ``actor`` gives roles; none is chosen beforehand, as a role opens files."""
    today = timezone.localdate()
    desks = desks_on(today).filter(pk__in=desks_looked_after(actor, today))
    return [
        ("", str(_("Choose a desk"))),
        *((str(desk.pk), f"{desk.label} ({desk.organisation.label})") for desk in desks),
    ]


class RoleForm(forms.Form):
    """A role at a desk that the administrator looks after."""

    def __init__(self, data: Mapping[str, Any] | None, *, by: Actor) -> None:
        super().__init__(data)
        self.fields["desk"] = forms.ChoiceField(label=_("Desk"), choices=desk_choices(by))

    role = forms.ChoiceField(label=_("Role"), choices=role_choices, widget=forms.RadioSelect)
    desk = forms.ChoiceField()
    valid_until = WrittenDateField(
        label=_("Until and including"),
        required=False,
        help_text=_("Leave empty when there is no end yet."),
        widget=forms.TextInput(attrs={"data-width": "m"}),
    )


class PreferencesForm(forms.Form):
    """How somebody likes the pages."""

    language = forms.ChoiceField(
        label=_("Language"),
        choices=settings.LANGUAGES,
        widget=forms.RadioSelect(attrs={"data-layout": "inline"}),
    )
    shortcuts = forms.BooleanField(
        label=_("Use single-key shortcuts"),
        required=False,
        help_text=_("For example / to search and j and k to go through a list."),
    )
