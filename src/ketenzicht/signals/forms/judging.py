"""What a person makes of a signal."""

from collections.abc import Sequence
from typing import Any

from django import forms as fields
from django.core.exceptions import ValidationError
from django.utils.translation import gettext_lazy as _

from ketenzicht.common.forms import Hinted
from ketenzicht.signals.forms.versioned import VersionedForm
from ketenzicht.signals.words import AGE_LABELS, RESIDENCE_LABELS, AgeBand, Urgency

YES_NO_UNKNOWN = (("yes", _("Yes")), ("no", _("No")), ("", _("Not known yet")))
_INLINE = {"data-layout": "inline", "data-quiet-optional": "1"}


class ThreeWayField(fields.ChoiceField):
    """Yes, no or not known yet."""

    def __init__(self, **options: Any) -> None:
        super().__init__(
            choices=YES_NO_UNKNOWN, required=False, widget=fields.RadioSelect(attrs=_INLINE), **options
        )

    def clean(self, value: Any) -> Any:
        """True, False or None."""
        return {"yes": True, "no": False}.get(super().clean(value))

    def prepare_value(self, value: Any) -> Any:
        """The stored value as its choice."""
        return {True: "yes", False: "no", None: ""}.get(value, value) if not isinstance(value, str) else value


class JudgeForm(VersionedForm):
    """Urgency, forms, age, residence and the facts that the route table asks about."""

    title = fields.CharField(
        label=_("Short name"),
        max_length=200,
        required=False,
        help_text=_(
            "For the list. No names, no address."
            " Leave it empty, and the list says person or place, and where."
        ),
        widget=fields.TextInput(attrs={"data-width": "l", "data-quiet-optional": "1"}),
    )
    urgency = fields.ChoiceField(
        label=_("How urgent is it?"),
        choices=(
            (Urgency.ORDINARY, Hinted(_("Ordinary"), _("Handled within the limits of the route."))),
            (
                Urgency.ACUTE,
                Hinted(_("Acute"), _("Somebody is in danger now: call 112 or the police first.")),
            ),
        ),
        widget=fields.RadioSelect,
    )
    forms = fields.MultipleChoiceField(
        label=_("Which forms could it be?"),
        required=False,
        help_text=_("More than one can be true. Leave everything open if nothing points anywhere yet."),
        widget=fields.CheckboxSelectMultiple(attrs={"data-quiet-optional": "1"}),
    )
    main_form = fields.ChoiceField(
        label=_("Which form is it mainly?"),
        required=False,
        widget=fields.Select(attrs={"data-width": "m", "data-quiet-optional": "1"}),
    )
    age_band = fields.ChoiceField(
        label=_("How old is the person?"),
        choices=tuple((code.value, AGE_LABELS[code]) for code in AgeBand),
        help_text=_("In doubt the rules for a child hold, also for the route."),
        widget=fields.RadioSelect,
    )
    identifiable = ThreeWayField(
        label=_("Is there a person who can be found?"),
        help_text=_("Somebody whose name, address or workplace is known, or who can be pointed out."),
    )
    residence = fields.ChoiceField(
        label=_("Does the person have a right to stay?"),
        choices=tuple(RESIDENCE_LABELS.items()),
        help_text=_("It only decides who can offer help. Never ask after nationality for it."),
        widget=fields.RadioSelect,
    )
    soft = ThreeWayField(
        label=_("Is it only a soft signal?"),
        help_text=_("Something does not feel right, but nothing can be done with this alone."),
    )
    source_hidden = ThreeWayField(
        label=_("Is it about a perpetrator, while the source must stay hidden?"),
    )

    def __init__(self, *args: Any, form_choices: Sequence[tuple[str, str]] = (), **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        chosen = self.fields["forms"]
        main = self.fields["main_form"]
        if isinstance(chosen, fields.MultipleChoiceField) and isinstance(main, fields.ChoiceField):
            chosen.choices = list(form_choices)
            main.choices = [("", _("Not known yet")), *form_choices]

    def clean(self) -> dict[str, Any]:
        """The main form is one of the forms; with one form it is that one."""
        data = super().clean() or {}
        chosen, main = data.get("forms", []), data.get("main_form", "")
        if main and main not in chosen:
            data["forms"] = [*chosen, main]
        elif not main and len(chosen) == 1:
            data["main_form"] = chosen[0]
        elif not main and len(chosen) > 1:
            self.add_error("main_form", ValidationError(_("Choose which of the forms it is mainly.")))
        return data
