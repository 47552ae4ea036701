"""What to ask of a long analysis."""

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from ketenzicht.systems import words
from ketenzicht.systems.domain.analyses import Analysis
from ketenzicht.systems.domain.documents import Json, label_of

SHORT = {"data-width": "s"}
MIDDLE = {"data-width": "m"}
MOST_DRAWS = 200_000
NEEDS = {
    Analysis.VERDICT: ("press", "goal"),
    Analysis.RANK: ("goal",),
    Analysis.REPORT: ("press", "goal"),
    Analysis.ENSEMBLE: (),
}


class AskForm(forms.Form):
    """A question, how many draws, and the seed with which the same numbers come out again."""

    kind = forms.ChoiceField(
        label=_("What do you want to know?"),
        choices=words.choices(words.ANALYSES),
        widget=forms.RadioSelect,
    )
    press = forms.ChoiceField(label=_("What changes?"), required=False, widget=forms.Select(attrs=MIDDLE))
    direction = forms.ChoiceField(
        label=_("Which way?"),
        choices=[("1", _("it rises")), ("-1", _("it falls"))],
        initial="1",
        required=False,
        widget=forms.RadioSelect(attrs={"data-layout": "inline"}),
    )
    goal = forms.ChoiceField(label=_("What is it about?"), required=False, widget=forms.Select(attrs=MIDDLE))
    draws = forms.IntegerField(
        label=_("Draws"),
        min_value=100,
        max_value=MOST_DRAWS,
        initial=10_000,
        help_text=_("More draws give steadier shares and take longer."),
        widget=forms.TextInput(attrs=SHORT),
    )
    seed = forms.IntegerField(
        label=_("Seed"),
        min_value=0,
        max_value=2**31 - 1,
        initial=1,
        help_text=_("The same seed gives the same numbers."),
        widget=forms.TextInput(attrs=SHORT),
    )

    def __init__(self, *args: Any, document: Json, **options: Any) -> None:
        super().__init__(*args, **options)
        self.document = document
        named = [(one["id"], label_of(one, words.language())) for one in document.get("factors", [])]
        named.sort(key=lambda one: one[1].lower())
        for name in ("press", "goal"):
            field = self.fields[name]
            if isinstance(field, forms.ChoiceField):
                field.choices = [("", _("choose")), *named]

    def clean(self) -> dict[str, Any]:
        """A question needs the factors it is about."""
        said: dict[str, Any] = super().clean() or {}
        if kind := said.get("kind"):
            for name in NEEDS[Analysis(kind)]:
                if not said.get(name):
                    self.add_error(name, _("Choose a factor."))
            if kind == Analysis.ENSEMBLE and not self.document.get("interventions"):
                self.add_error("kind", _("This model has no interventions."))
        return said

    def parameters(self, day: str) -> Json:
        """The question as it is kept."""
        said = self.cleaned_data
        told: Json = {"draws": said["draws"]}
        if said["kind"] == Analysis.ENSEMBLE:
            chosen = [one["id"] for one in self.document.get("interventions", [])]
            return {**told, "interventions": chosen, "at": [1.0, 2.0, 5.0, 10.0]}
        told["goal"] = said["goal"]
        if "press" in NEEDS[Analysis(said["kind"])]:
            told["presses"] = {said["press"]: int(said["direction"] or 1)}
        if said["kind"] == Analysis.REPORT:
            told |= {"language": words.language(), "day": day}
        return told
