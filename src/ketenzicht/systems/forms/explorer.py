"""What people ask of a model: a part of it, a question, sets of interventions. Names stand in the address."""

from typing import Any, cast

from django import forms
from django.utils.translation import gettext_lazy as _

from causal.model import Layer
from ketenzicht.systems.domain.asking import DRAWS, UNTIL, Question, Trial
from ketenzicht.systems.domain.looping import LoopWish
from ketenzicht.systems.queries.explorer import Explored, factors_called, goals

LAYERS = {
    "stated": _("stated in the source"),
    "read": _("read from the text"),
    "inferred": _("inferred"),
}
QUESTION_DEFAULTS = {
    "richting": "meer",
    "lagen": [one.value for one in Layer],
    "trekkingen": str(DRAWS),
    "seed": 0,
}


class FilterForm(forms.Form):
    """Which part of the model to show."""

    q = forms.CharField(label=_("Search factors"), required=False, max_length=100)
    domein = forms.ChoiceField(label=_("Domain"), required=False)
    rol = forms.ChoiceField(
        label=_("Role"),
        required=False,
        choices=[
            ("", _("every role")),
            ("goal", _("goal")),
            ("lever", _("lever")),
            ("key", _("key factor")),
            ("effectiveness", _("shows the effect")),
            ("pressure", _("pressure")),
        ],
    )

    def __init__(self, *args: Any, seen: Explored, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        names = dict.fromkeys(one.domain for one in seen.engine.factors if one.domain)
        cast(forms.ChoiceField, self.fields["domein"]).choices = [
            ("", _("the whole model")),
            *((name, seen.domain(name)) for name in names),
        ]
        for field in self.fields.values():
            field.widget.attrs["data-quiet-optional"] = "yes"

    def wanted(self) -> dict[str, str]:
        """What was asked; a wish that is no choice counts as none."""
        self.is_valid()
        return {name: self.cleaned_data.get(name) or "" for name in self.fields}


class QuestionForm(forms.Form):
    """More or less of a factor: what does it do to a goal?"""

    factor = forms.CharField(
        label=_("When there is a change in"),
        max_length=300,
        help_text=_("Type a few letters and choose from the list."),
        widget=forms.TextInput(attrs={"list": "kzx-factors", "autocomplete": "off"}),
    )
    richting = forms.ChoiceField(
        label=_("What changes?"),
        choices=[("meer", _("more")), ("minder", _("less"))],
        widget=forms.RadioSelect(attrs={"data-layout": "inline", "data-quiet-optional": "yes"}),
        initial="meer",
        required=False,
    )
    doel = forms.CharField(
        label=_("What does it do to"),
        max_length=300,
        help_text=_("A goal, or any other factor."),
        widget=forms.TextInput(attrs={"list": "kzx-goals", "autocomplete": "off"}),
    )
    lagen = forms.MultipleChoiceField(
        label=_("Relations that count"),
        choices=list(LAYERS.items()),
        widget=forms.CheckboxSelectMultiple,
        required=False,
    )
    trekkingen = forms.TypedChoiceField(
        label=_("Draws"),
        choices=[("1000", "1000"), ("2000", "2000"), ("10000", "10000")],
        coerce=int,
        empty_value=None,
        required=False,
        help_text=_("More draws take longer and are more precise."),
    )
    seed = forms.IntegerField(
        label=_("Seed"),
        min_value=0,
        max_value=2**31 - 1,
        required=False,
        help_text=_("The same seed gives the same numbers."),
        widget=forms.NumberInput(attrs={"data-width": "s"}),
    )

    def __init__(self, *args: Any, seen: Explored, **kwargs: Any) -> None:
        first = next((seen.label(one.id) for one in goals(seen)), "")
        super().__init__(*args, **{"initial": {"doel": first, **QUESTION_DEFAULTS}, **kwargs})
        self.seen = seen

    @property
    def factor_names(self) -> list[str]:
        """What can be typed as a factor."""
        return [self.seen.label(one.id) for one in self.seen.engine.factors]

    @property
    def goal_names(self) -> list[str]:
        """What can be typed as a goal: the goals first, then all else."""
        first = [self.seen.label(one.id) for one in goals(self.seen)]
        return list(dict.fromkeys([*first, *self.factor_names]))

    def clean_factor(self) -> str:
        """The id of the factor that was meant."""
        return self._meant("factor")

    def clean_doel(self) -> str:
        """The id of the goal that was meant."""
        return self._meant("doel")

    def _meant(self, field: str) -> str:
        found = factors_called(self.seen, self.cleaned_data[field])
        if len(found) == 1:
            return found[0]
        if not found:
            raise forms.ValidationError(_("No factor has this name. Choose one from the list."))
        names = "; ".join(self.seen.label(one) for one in found[:6])
        raise forms.ValidationError(_("Several factors fit: %(names)s") % {"names": names})

    def clean(self) -> dict[str, Any]:
        """A question is about two factors."""
        data = super().clean() or self.cleaned_data
        if data.get("factor") and data.get("factor") == data.get("doel"):
            self.add_error("doel", _("Choose another factor than the one that changes."))
        return data

    def question(self) -> Question:
        """What was asked; only after the form was found valid."""
        data = self.cleaned_data
        return Question(
            factor=data["factor"],
            sign=-1 if data["richting"] == "minder" else 1,
            goal=data["doel"],
            layers=tuple(data["lagen"]) or tuple(one.value for one in Layer),
            draws=data["trekkingen"] or DRAWS,
            seed=data["seed"] or 0,
        )


class LoopsForm(forms.Form):
    """Which loops of the model, and in which order."""

    door = forms.CharField(
        label=_("Through the factor"),
        required=False,
        max_length=300,
        widget=forms.TextInput(attrs={"list": "kzx-factors", "autocomplete": "off"}),
    )
    soort = forms.ChoiceField(
        label=_("Which loops"),
        required=False,
        choices=[
            ("", _("all loops")),
            ("R", _("loops that strengthen a change")),
            ("B", _("loops that counter a change")),
            ("?", _("loops of which that cannot be said")),
        ],
    )
    volgorde = forms.ChoiceField(
        label=_("First"),
        required=False,
        choices=[
            ("gain", _("the strongest")),
            ("length", _("the shortest")),
            ("goals", _("those with the most goals")),
        ],
    )
    lagen = forms.MultipleChoiceField(
        label=_("Relations that count"),
        choices=list(LAYERS.items()),
        widget=forms.CheckboxSelectMultiple(attrs={"data-layout": "inline"}),
        required=False,
    )

    def __init__(self, asked: Any, *, seen: Explored) -> None:
        asked = asked.copy()
        if "lagen" not in asked:
            asked.setlist("lagen", list(LAYERS))
        super().__init__(asked)
        self.seen = seen
        for field in self.fields.values():
            field.widget.attrs["data-quiet-optional"] = "yes"

    @property
    def factor_names(self) -> list[str]:
        """What can be typed as a factor."""
        return [self.seen.label(one.id) for one in self.seen.engine.factors]

    def clean_door(self) -> str:
        """The id of the factor that was meant, or nothing."""
        return one_factor(self.seen, self.cleaned_data["door"])

    def wish(self) -> LoopWish:
        """What was asked; only after the form was found valid."""
        data = self.cleaned_data
        return LoopWish(
            data["door"], data["soort"], data["volgorde"] or "gain", tuple(data["lagen"]) or tuple(LAYERS)
        )

    def layers_in_words(self) -> str:
        """The layers that count."""
        return ", ".join(str(LAYERS[one]) for one in self.wish().layers)


def one_factor(seen: Explored, name: str) -> str:
    """The id of the one factor that a name means, "" for no name. Raises ValidationError."""
    found = factors_called(seen, name) if name else [""]
    if len(found) == 1:
        return found[0]
    raise forms.ValidationError(_("No factor has this name. Choose one from the list."))


class WhatIfForm(forms.Form):
    """Interventions on and off in two sets, and perhaps a change of one factor besides."""

    a = forms.MultipleChoiceField(label=_("Set A"), required=False, widget=forms.CheckboxSelectMultiple)
    b = forms.MultipleChoiceField(label=_("Set B"), required=False, widget=forms.CheckboxSelectMultiple)
    factor = forms.CharField(
        label=_("And a change in (both sets)"),
        required=False,
        max_length=300,
        widget=forms.TextInput(attrs={"list": "kzx-factors", "autocomplete": "off"}),
    )
    richting = forms.ChoiceField(
        label=_("What changes?"),
        choices=[("meer", _("more")), ("minder", _("less"))],
        widget=forms.RadioSelect(attrs={"data-layout": "inline", "data-quiet-optional": "yes"}),
        initial="meer",
        required=False,
    )
    tot = forms.TypedChoiceField(
        label=_("How far ahead"),
        choices=[("5", "5"), ("10", "10"), ("20", "20"), ("50", "50")],
        coerce=float,
        empty_value=None,
        initial="10",
        required=False,
        widget=forms.Select(attrs={"data-width": "xs"}),
    )
    lagen = forms.MultipleChoiceField(
        label=_("Relations that count"),
        choices=list(LAYERS.items()),
        widget=forms.CheckboxSelectMultiple(attrs={"data-layout": "inline"}),
        required=False,
    )

    def __init__(self, *args: Any, seen: Explored, **kwargs: Any) -> None:
        super().__init__(*args, **{"initial": {"lagen": QUESTION_DEFAULTS["lagen"]}, **kwargs})
        self.seen = seen
        for name in ("a", "b"):
            offered = [(one.id, seen.intervention(one.id)) for one in seen.engine.interventions]
            cast(forms.MultipleChoiceField, self.fields[name]).choices = offered
        for field in self.fields.values():
            field.widget.attrs["data-quiet-optional"] = "yes"

    @property
    def factor_names(self) -> list[str]:
        """What can be typed as a factor."""
        return [self.seen.label(one.id) for one in self.seen.engine.factors]

    @property
    def rows(self) -> list[dict[str, Any]]:
        """Each intervention with its two switches."""
        chosen = {name: set(self[name].value() or ()) for name in ("a", "b")}
        return [
            {
                "id": one.id,
                "label": self.seen.intervention(one.id),
                "note": self.seen.changes_of(one),
                "a": one.id in chosen["a"],
                "b": one.id in chosen["b"],
            }
            for one in self.seen.engine.interventions
        ]

    def clean_factor(self) -> str:
        """The id of the factor that was meant, or nothing."""
        return one_factor(self.seen, self.cleaned_data["factor"])

    def trial(self) -> Trial:
        """What to try; only after the form was found valid."""
        data = self.cleaned_data
        return Trial(
            first=tuple(data["a"]),
            second=tuple(data["b"]),
            factor=data["factor"],
            sign=-1 if data["richting"] == "minder" else 1,
            until=data["tot"] or UNTIL,
            layers=tuple(data["lagen"]) or tuple(one.value for one in Layer),
        )
