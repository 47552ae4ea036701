"""What is filled in to draw what comes from what."""

from collections.abc import Mapping, Sequence
from typing import Any
from uuid import UUID

from django import forms
from django.core.exceptions import ValidationError
from django.utils.translation import gettext_lazy as _

from ketenzicht.common.forms import offer
from ketenzicht.planning.cause_words import NODE_KINDS, SIGNS
from ketenzicht.planning.domain.causes.network import NodeKind, Side
from ketenzicht.planning.forms.consultations import Groups
from ketenzicht.planning.forms.parts import long_text, one_line

FILE_BYTES = 1_000_000
LARGEST = 2**31 - 1


class BeginAnalysisForm(forms.Form):
    """An analysis that is not there yet."""

    title = forms.CharField(label=_("What is this analysis about?"), max_length=200, widget=one_line())


class EndAnalysisForm(forms.Form):
    """Why an analysis is ended."""

    reason = forms.CharField(
        label=_("Why does this analysis end?"),
        help_text=_("Whoever reads the analysis reads this too."),
        max_length=500,
        widget=long_text(),
    )


def _kind(initial: NodeKind | None = None) -> forms.ChoiceField:
    return forms.ChoiceField(
        label=_("It stands under"),
        choices=list(NODE_KINDS.items()),
        initial=initial,
        widget=forms.RadioSelect(attrs={"data-layout": "inline"}),
    )


class SeenForm(forms.Form):
    """The step that changed something last, when its page was opened; alone it is a button."""

    seen = forms.IntegerField(min_value=0, max_value=LARGEST, widget=forms.HiddenInput)


class AddNodesForm(forms.Form):
    """Clusters that come into the analysis, or something that is no cluster."""

    kind = _kind(NodeKind.PROBLEM)
    clusters = forms.TypedMultipleChoiceField(
        label=_("Which clusters?"), coerce=UUID, required=False, widget=forms.CheckboxSelectMultiple
    )
    title = forms.CharField(
        label=_("Or something that is no cluster"),
        help_text=_("It is marked as such: nobody said it in so many words."),
        max_length=300,
        required=False,
        widget=one_line(),
    )

    def __init__(self, *args: Any, clusters: Groups = (), **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        offer(self, "clusters", clusters)

    def clean(self) -> dict[str, Any]:
        """Asks for something to add."""
        cleaned = super().clean() or {}
        if not self.errors and not cleaned.get("clusters") and not cleaned.get("title"):
            raise ValidationError(_("Choose a cluster or name something."), code="nothing")
        return cleaned


class NodeForm(SeenForm):
    """What a node is called and where it stands."""

    field_order = ("title", "kind", "note", "seen")
    title = forms.CharField(label=_("What is it called?"), max_length=300, widget=one_line())
    kind = _kind()
    note = forms.CharField(label=_("Remark"), max_length=5000, required=False, widget=long_text())


class ArrowForm(forms.Form):
    """What gives more or less of what."""

    source = forms.ChoiceField(label=_("More of this"), widget=forms.Select(attrs={"data-width": "l"}))
    sign = forms.TypedChoiceField(
        label=_("What does it give?"),
        choices=[(1, _("more of what follows")), (-1, _("less of what follows"))],
        initial=1,
        coerce=int,
        widget=forms.RadioSelect(attrs={"data-layout": "inline"}),
    )
    target = forms.ChoiceField(label=_("What follows"), widget=forms.Select(attrs={"data-width": "l"}))
    note = forms.CharField(label=_("Remark"), max_length=5000, required=False, widget=long_text())

    def __init__(self, *args: Any, nodes: Groups = (), **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        offer(self, "source", [("", "–"), *nodes])
        offer(self, "target", [("", "–"), *nodes])

    def clean(self) -> dict[str, Any]:
        """Refuses an arrow from something to itself."""
        cleaned = super().clean() or {}
        if cleaned.get("source") and cleaned.get("source") == cleaned.get("target"):
            self.add_error("target", _("Choose two different ends."))
        return cleaned


class ArrowChangeForm(SeenForm):
    """The sign of an arrow, and what to know about it."""

    field_order = ("sign", "note", "seen")
    sign = forms.TypedChoiceField(
        label=_("Direction"), choices=list(SIGNS.items()), coerce=int, widget=forms.RadioSelect
    )
    note = forms.CharField(label=_("Remark"), max_length=5000, required=False, widget=long_text())


class BearingForm(forms.Form):
    """Statements that go to one side of an arrow together; each says on which side it was seen."""

    side = forms.ChoiceField(choices=[("for", ""), ("against", ""), ("none", "")])
    selected = forms.MultipleChoiceField(error_messages={"required": _("Choose statements.")})

    def __init__(self, *args: Any, shown: Sequence[str] = (), **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        offer(self, "selected", [(one, one) for one in shown])

    def statements(self) -> Mapping[int, Side | None]:
        """The statements that were chosen, with the side on which each was seen."""
        pairs = (one.partition("-") for one in self.cleaned_data["selected"])
        return {int(number): Side(side) if side else None for number, _dash, side in pairs}

    def wanted(self) -> Side | None:
        """The side they go to."""
        side = self.cleaned_data["side"]
        return None if side == "none" else Side(side)


class ModelFileForm(forms.Form):
    """A causal model in a file."""

    file = forms.FileField(
        label=_("The file of the model"),
        help_text=_("At most 1 MB. YAML or JSON of this product, or another format that it reads."),
        widget=forms.FileInput(attrs={"data-max-bytes": FILE_BYTES}),
    )

    def clean_file(self) -> Any:
        """Refuses a file that is too large to be looked at while somebody waits."""
        file = self.cleaned_data["file"]
        if file.size > FILE_BYTES:
            raise ValidationError(_("This file is too large. The largest is 1 MB."), code="large")
        return file


class TakeInModelForm(SeenForm):
    """What was shown and is now taken in: the model, and how far the analysis was."""

    document = forms.CharField(max_length=3 * FILE_BYTES, widget=forms.HiddenInput)
