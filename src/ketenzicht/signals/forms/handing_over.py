"""To whom, on which ground, which fields, until when, asking what."""

from collections.abc import Sequence
from datetime import datetime, time
from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from ketenzicht.common.domain.workdays import Limit, Unit
from ketenzicht.common.forms import Hinted, WrittenDateField
from ketenzicht.signals.forms.versioned import VersionedForm
from ketenzicht.signals.forms.working import Choices, choose
from ketenzicht.signals.words import Urgency

LIMITS = (
    ("minutes:60", _("1 hour")),
    ("workdays:1", _("1 working day")),
    ("workdays:3", _("3 working days")),
    ("workdays:5", _("5 working days")),
    ("workdays:10", _("10 working days")),
)


class HandoverForm(VersionedForm):
    """A hand-off to a desk. Whether it may is for the gate to say; this only checks what was filled in."""

    to_desk = forms.TypedChoiceField(
        label=_("To which desk"), coerce=int, widget=forms.Select(attrs={"data-width": "l"})
    )
    against_advice = forms.CharField(
        label=_("Why another desk than the route advises?"),
        required=False,
        help_text=_("Only needed when the desk is not one of the advised ones. It stays with the decision."),
        widget=forms.Textarea(attrs={"rows": 2}),
    )
    urgency = forms.ChoiceField(
        label=_("How urgent is it for them?"),
        choices=(
            (Urgency.ORDINARY, Hinted(_("Ordinary"), _("They answer within the time you choose."))),
            (
                Urgency.ACUTE,
                Hinted(_("Acute"), _("Call first. A hand-off nobody confirms goes to the chain director.")),
            ),
        ),
        widget=forms.RadioSelect,
    )
    spoken_to = forms.CharField(
        label=_("Whom did you speak by telephone?"),
        required=False,
        max_length=200,
        help_text=_("For an acute hand-off: a function or a number of the call. You can add it later too."),
        widget=forms.TextInput(attrs={"data-width": "m"}),
    )
    question = forms.CharField(
        label=_("What do you ask of them?"),
        help_text=_("They read this before they accept: no names and nothing that points to a person."),
        widget=forms.Textarea(attrs={"rows": 3}),
    )
    purpose = forms.ChoiceField(
        label=_("For what may they use it?"), widget=forms.Select(attrs={"data-width": "m"})
    )
    basis = forms.ChoiceField(
        label=_("On which legal ground?"), widget=forms.Select(attrs={"data-width": "l"})
    )
    proof = forms.CharField(
        label=_("What is on record for this ground?"),
        required=False,
        max_length=300,
        help_text=_("Where the ground asks for it: the consent, the decision or the article that obliges."),
        widget=forms.TextInput(attrs={"data-width": "l"}),
    )
    fields_chosen = forms.MultipleChoiceField(
        label=_("What goes along?"),
        help_text=_("They read this only after they accept. Choose no more than the question needs."),
        error_messages={"required": _("Choose at least one thing that goes along.")},
        widget=forms.CheckboxSelectMultiple,
    )
    answer_limit = forms.ChoiceField(
        label=_("Within what time do they answer?"),
        choices=LIMITS,
        widget=forms.Select(attrs={"data-width": "s"}),
    )
    access_until = WrittenDateField(
        label=_("Until which day can they read it?"),
        help_text=_("For example 31 December 2026. After that the package closes by itself."),
        widget=forms.TextInput(attrs={"data-width": "s"}),
    )
    handover_id = forms.UUIDField(widget=forms.HiddenInput)

    def __init__(
        self,
        *args: Any,
        desks: Choices = (),
        purposes: Choices = (),
        bases: Choices = (),
        offered: Choices = (),
        advised: Sequence[int] = (),
        **kwargs: Any,
    ) -> None:
        super().__init__(*args, **kwargs)
        self.advised = frozenset(advised)
        choose(self, "to_desk", list(desks))
        choose(self, "purpose", list(purposes))
        choose(self, "basis", list(bases))
        choose(self, "fields_chosen", list(offered))

    def clean_access_until(self) -> datetime:
        """The end of that day. Raises ValidationError for a day in the past."""
        end = timezone.make_aware(datetime.combine(self.cleaned_data["access_until"], time(23, 59)))
        if end <= timezone.now():
            raise ValidationError(_("Choose a day that is still to come."))
        return end

    def clean_answer_limit(self) -> Limit:
        """The limit."""
        unit, quantity = str(self.cleaned_data["answer_limit"]).split(":")
        return Limit(int(quantity), Unit(unit))

    def clean(self) -> dict[str, Any]:
        """Another desk than the advised ones needs a reason."""
        data = super().clean() or {}
        other = data.get("to_desk") not in self.advised
        if "to_desk" in data and other and not data.get("against_advice", "").strip():
            self.add_error(
                "against_advice",
                ValidationError(_("The route advises another desk. Write down why you choose this one.")),
            )
        return data
