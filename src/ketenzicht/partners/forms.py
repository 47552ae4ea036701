"""Forms to correct desks and routes, and to try the route table."""

from typing import TYPE_CHECKING, Any

from django import forms
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from ketenzicht.common.forms import WrittenDateField
from ketenzicht.common.queries import exploitation_forms
from ketenzicht.partners import words
from ketenzicht.partners.domain.routes import Condition, Facts, Residence
from ketenzicht.partners.queries import desk_kinds, desks_on, municipality_names

if TYPE_CHECKING:
    from django.utils.functional import _StrPromise

ANY = ("", _("Does not matter"))
YES_NO = (("yes", _("Yes")), ("no", _("No")))
INLINE = {"data-layout": "inline"}


def form_choices() -> list[tuple[str, str]]:
    """The forms of exploitation of today."""
    return [(form.code, form.label) for form in exploitation_forms(timezone.localdate())]


def desk_choices() -> list[tuple[str, str]]:
    """The desks of today, and none."""
    return [("", "—"), *((desk.code, desk.label) for desk in desks_on(timezone.localdate()))]


def kind_choices() -> list[tuple[str, str]]:
    """The kinds of desk, and none."""
    return [("", "—"), *((kind, words.word(words.DESK_KINDS, kind)) for kind in desk_kinds())]


def municipality_choices() -> list[tuple[str, str]]:
    """The municipalities of today, and not known."""
    return [
        ("", str(_("Not known"))),
        *((str(pk), name) for pk, name in municipality_names(timezone.localdate())),
    ]


def several(label: "_StrPromise", choices: Any) -> forms.MultipleChoiceField:
    """A set of checkboxes that may stay empty."""
    return forms.MultipleChoiceField(
        label=label, choices=choices, required=False, widget=forms.CheckboxSelectMultiple
    )


class CorrectionForm(forms.Form):
    """What every correction has: the row's own marks, a reason, and the revision it was made from."""

    certainty = forms.ChoiceField(label=_("How sure"), choices=tuple(words.CERTAINTIES.items()))
    source = forms.CharField(label=_("Source"), max_length=300)
    verified_on = WrittenDateField(label=_("Last compared with the source"))
    valid_to = WrittenDateField(
        label=_("Valid until and including"), required=False, help_text=_("Leave empty while it holds.")
    )
    reason = forms.CharField(label=_("Why you change this"), max_length=500)
    seen = forms.IntegerField(widget=forms.HiddenInput)

    def changes(self) -> dict[str, Any]:
        """The values of the row's own fields."""
        return {name: value for name, value in self.cleaned_data.items() if name not in ("reason", "seen")}


class DeskForm(CorrectionForm):
    """A desk: what it takes in and how to reach it."""

    label_nl = forms.CharField(label=_("Name in Dutch"), max_length=200)
    label_en = forms.CharField(label=_("Name in English"), max_length=200)
    subjects = several(_("About what"), tuple(words.SUBJECTS.items()))
    age_groups = several(_("For whom"), tuple(words.AGE_GROUPS.items()))
    urgencies = several(_("Urgency"), tuple(words.URGENCIES.items()))
    phone = forms.CharField(label=_("Telephone"), max_length=40, required=False)
    email = forms.CharField(label=_("E-mail address"), max_length=200, required=False)
    website = forms.CharField(label=_("Website"), max_length=300, required=False)
    opening_nl = forms.CharField(label=_("Opening hours in Dutch"), max_length=300, required=False)
    opening_en = forms.CharField(label=_("Opening hours in English"), max_length=300, required=False)
    connected = forms.BooleanField(
        label=_("Works in Ketenzicht"),
        required=False,
        help_text=_("Hand-offs reach the desk here. Otherwise it is only shown with its contact details."),
    )
    # Last, because within the class its name hides the module's.
    forms = several(_("Forms it takes in"), form_choices)
    field_order = (
        *("label_nl", "label_en", "connected", "forms", "subjects", "age_groups", "urgencies"),
        *("phone", "email", "website", "opening_nl", "opening_en"),
    )


class RouteForm(CorrectionForm):
    """A rule of the route table: when it holds, and how fast things are due. Steps have their own rows."""

    label_nl = forms.CharField(label=_("Name in Dutch"), max_length=200)
    label_en = forms.CharField(label=_("Name in English"), max_length=200)
    position = forms.IntegerField(
        label=_("Place in the table"),
        min_value=1,
        max_value=9999,
        help_text=_("The first rule that fits wins."),
    )
    residence = forms.ChoiceField(
        label=words.CONDITIONS[Condition.RESIDENCE], required=False, choices=(ANY, *words.RESIDENCE.items())
    )
    when_forms = several(words.CONDITIONS[Condition.FORMS], form_choices)
    when_subject = several(words.CONDITIONS[Condition.SUBJECT], tuple(words.SUBJECTS.items()))
    explanation_nl = forms.CharField(
        label=_("Explanation in Dutch"), widget=forms.Textarea(attrs={"rows": 3})
    )
    explanation_en = forms.CharField(
        label=_("Explanation in English"), widget=forms.Textarea(attrs={"rows": 3})
    )
    assessment_quantity = forms.IntegerField(label=_("First assessment within"), min_value=1, max_value=9999)
    assessment_unit = forms.ChoiceField(label=_("counted in"), choices=tuple(words.UNITS.items()))
    reply_quantity = forms.IntegerField(label=_("Answer to the reporter within"), min_value=1, max_value=9999)
    reply_unit = forms.ChoiceField(label=_("counted in"), choices=tuple(words.UNITS.items()))
    field_order = ("label_nl", "label_en", "position", *(c.value for c in Condition))

    YES_NO_CONDITIONS = (
        Condition.ACUTE,
        Condition.MINOR_OR_DOUBTFUL,
        Condition.IDENTIFIABLE_PERSON,
        Condition.SOURCE_HIDDEN,
        Condition.SOFT,
    )

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        for condition in self.YES_NO_CONDITIONS:
            self.fields[condition.value] = forms.ChoiceField(
                label=words.CONDITIONS[condition],
                required=False,
                choices=(ANY, *YES_NO),
                widget=forms.RadioSelect(attrs=INLINE),
            )
        self.order_fields(self.field_order)

    def conditions(self) -> dict[str, Any]:
        """The conditions as the route table holds them: only those that matter."""
        data = self.cleaned_data
        found: dict[str, Any] = {
            condition.value: data[condition.value] == "yes"
            for condition in self.YES_NO_CONDITIONS
            if data[condition.value]
        }
        named = {"residence": "residence", "forms": "when_forms", "subject": "when_subject"}
        return found | {name: data[field] for name, field in named.items() if data[field]}

    def changes(self) -> dict[str, Any]:
        """The values of the row's own fields, with the conditions put together."""
        own = super().changes()
        loose = {c.value for c in Condition} | {"when_forms", "when_subject"}
        return {name: value for name, value in own.items() if name not in loose} | {
            "conditions": self.conditions()
        }

    @staticmethod
    def from_conditions(conditions: dict[str, Any]) -> dict[str, Any]:
        """The initial values of the condition fields."""
        named = {"forms": "when_forms", "subject": "when_subject"}
        return {
            named.get(name, name): ("yes" if value else "no") if isinstance(value, bool) else value
            for name, value in conditions.items()
        }


class StepForm(forms.Form):
    """One thing the advice says to do."""

    act = forms.ChoiceField(label=_("Do"), required=False, choices=(("", "—"), *words.ACTS.items()))
    desk = forms.ChoiceField(label=_("A named desk"), required=False, choices=desk_choices)
    desk_kind = forms.ChoiceField(label=_("or the kind of desk here"), required=False, choices=kind_choices)
    why_nl = forms.CharField(label=_("Why, in Dutch"), required=False, max_length=300)
    why_en = forms.CharField(label=_("Why, in English"), required=False, max_length=300)

    def clean(self) -> dict[str, Any]:
        data: dict[str, Any] = super().clean() or {}
        if data.get("act") and bool(data.get("desk")) == bool(data.get("desk_kind")):
            self.add_error("desk", _("Choose a named desk or a kind of desk: one of the two."))
        if data.get("act") and not (data.get("why_nl") and data.get("why_en")):
            self.add_error("why_nl", _("Say why, in both languages."))
        return data


StepFormSet = forms.formset_factory(StepForm, extra=2, max_num=12)


class TryForm(forms.Form):
    """Facts to try the route table with."""

    municipality = forms.ChoiceField(label=_("Municipality"), required=False, choices=municipality_choices)
    subject = several(words.CONDITIONS[Condition.SUBJECT], tuple(words.SUBJECTS.items()))
    residence = forms.ChoiceField(
        label=words.CONDITIONS[Condition.RESIDENCE],
        required=False,
        choices=(("", _("Not known")), *tuple(words.RESIDENCE.items())[:2]),
    )
    # Last, because within the class its name hides the module's.
    forms = several(words.CONDITIONS[Condition.FORMS], form_choices)

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        for condition in RouteForm.YES_NO_CONDITIONS:
            self.fields[condition.value] = forms.ChoiceField(
                label=words.CONDITIONS[condition],
                required=False,
                choices=(*YES_NO, ("", _("Not known"))),
                widget=forms.RadioSelect(attrs=INLINE),
            )
        self.order_fields(("municipality", "acute", "minor_or_doubtful", "identifiable_person"))

    def facts(self) -> Facts:
        """What was filled in; what was not is not known."""
        data = self.cleaned_data
        known = {"yes": True, "no": False}
        return Facts(
            **{c.value: known.get(data[c.value]) for c in RouteForm.YES_NO_CONDITIONS},
            residence=Residence(data["residence"]) if data["residence"] else None,
            forms=frozenset(data["forms"]) or None,
            subject=frozenset(data["subject"]) or None,
        )
