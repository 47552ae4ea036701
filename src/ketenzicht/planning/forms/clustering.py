"""What is filled in to put statements together."""

from collections.abc import Sequence
from typing import Any
from uuid import UUID

from django import forms
from django.utils.translation import gettext_lazy as _

from ketenzicht.common.forms import offer
from ketenzicht.planning.forms.consultations import Groups


class SortForm(forms.Form):
    """Statements that go to a cluster together."""

    selected = forms.TypedMultipleChoiceField(
        coerce=UUID, error_messages={"required": _("Choose statements.")}
    )
    cluster = forms.TypedChoiceField(
        label=_("To cluster"),
        coerce=UUID,
        widget=forms.Select(attrs={"data-width": "l"}),
        error_messages={"required": _("Choose a cluster.")},
    )
    also_keep = forms.BooleanField(label=_("Keep them where they stand too"), required=False)

    def __init__(
        self, *args: Any, statements: Sequence[UUID] = (), clusters: Groups = (), **kwargs: Any
    ) -> None:
        super().__init__(*args, **kwargs)
        offer(self, "selected", [(pk, str(pk)) for pk in statements])
        offer(self, "cluster", [("", "–"), *clusters])


class NewClusterForm(forms.Form):
    """A cluster that is not there yet."""

    chapter = forms.TypedChoiceField(label=_("Chapter"), coerce=int)
    title = forms.CharField(
        label=_("Title of the cluster"), max_length=300, widget=forms.TextInput(attrs={"data-width": "l"})
    )

    def __init__(self, *args: Any, chapters: Sequence[tuple[int, str]] = (), **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        offer(self, "chapter", chapters)


class OpposeForm(forms.Form):
    """The statement that says the opposite, by its number."""

    number = forms.IntegerField(
        label=_("Number of the statement that says the opposite"),
        min_value=1,
        max_value=10**6,
        widget=forms.NumberInput(attrs={"data-width": "s"}),
    )


class RoundForm(forms.Form):
    """What several people cluster on their own."""

    title = forms.CharField(
        label=_("What is this round called?"),
        max_length=200,
        widget=forms.TextInput(attrs={"data-width": "l"}),
    )
    clusters = forms.TypedMultipleChoiceField(
        label=_("Statements of which clusters?"),
        coerce=UUID,
        widget=forms.CheckboxSelectMultiple,
        error_messages={"required": _("Choose at least one cluster.")},
    )

    def __init__(self, *args: Any, clusters: Groups = (), **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        offer(self, "clusters", clusters)


class ChoiceForm(forms.Form):
    """Where oneself puts a statement."""

    cluster = forms.TypedChoiceField(
        label=_("Where does it belong?"),
        coerce=UUID,
        widget=forms.Select(attrs={"data-width": "l"}),
        error_messages={"required": _("Choose a cluster.")},
    )

    def __init__(self, *args: Any, clusters: Groups = (), **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        offer(self, "cluster", [("", "–"), *clusters])
