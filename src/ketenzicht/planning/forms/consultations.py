"""What is filled in around a consultation."""

from collections.abc import Sequence
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from ketenzicht.common.domain.text import clean_line
from ketenzicht.common.forms import offer
from ketenzicht.planning.words import REASONS, VISIBILITIES

LARGEST = 10 * 1024 * 1024
MOST_CHAPTERS = 20
Groups = Sequence[tuple[str, Sequence[tuple[Any, str]]]]


class ImportForm(forms.Form):
    """A document to take in."""

    title = forms.CharField(
        label=_("What is this consultation called?"),
        max_length=200,
        widget=forms.TextInput(attrs={"data-width": "l"}),
    )
    file = forms.FileField(
        label=_("Document"),
        help_text=_(
            "Text, Word (.docx) or PDF, at most 10 MB, with numbered chapters and clusters (1, 1.1, …)."
        ),
        max_length=200,
        widget=forms.FileInput(
            attrs={
                "accept": ".txt,.md,.docx,.pdf,text/plain,application/pdf",
                "data-max-bytes": str(LARGEST),
            }
        ),
        error_messages={
            "required": _("Choose a document of at most 10 MB."),
            "empty": _("This file is empty."),
        },
    )
    desk = forms.TypedChoiceField(label=_("Which desk keeps it?"), coerce=int)

    def __init__(self, *args: Any, desks: Sequence[tuple[int, str]], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        offer_desks(self, desks)


class BeginForm(forms.Form):
    """A consultation to begin with talks."""

    title = forms.CharField(
        label=_("What is this consultation called?"),
        max_length=200,
        widget=forms.TextInput(attrs={"data-width": "l"}),
    )
    chapters = forms.CharField(
        label=_("Which headings should what is said come under?"),
        help_text=_("One on each line. Clusters are added under them."),
        max_length=7_000,
        widget=forms.Textarea(attrs={"rows": 6}),
        error_messages={"required": _("Type one heading or more.")},
    )
    desk = forms.TypedChoiceField(label=_("Which desk keeps it?"), coerce=int)

    def __init__(self, *args: Any, desks: Sequence[tuple[int, str]], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        offer_desks(self, desks)

    def clean_chapters(self) -> list[str]:
        """The headings, one for each line with words. Raises ValidationError."""
        lines = [clean_line(line) for line in self.cleaned_data["chapters"].splitlines()]
        chapters = [line for line in lines if line]
        if not chapters:
            raise forms.ValidationError(_("Type one heading or more."))
        if len(chapters) > MOST_CHAPTERS or any(len(chapter) > 300 for chapter in chapters):
            raise forms.ValidationError(_("At most 20 headings, each of at most 300 characters."))
        return chapters


def offer_desks(form: forms.Form, desks: Sequence[tuple[int, str]]) -> None:
    """Offer the desks of whoever fills this in; a single one needs no question."""
    offer(form, "desk", desks)
    if len(desks) == 1:
        field = form.fields["desk"]
        field.initial, field.widget = desks[0][0], forms.HiddenInput()


class TitleForm(forms.Form):
    """What a cluster is called."""

    title = forms.CharField(
        label=_("Title of the cluster"), max_length=300, widget=forms.TextInput(attrs={"data-width": "l"})
    )


class CutForm(forms.Form):
    """Where a statement is cut in two."""

    place = forms.TypedChoiceField(label=_("Begin a new statement at"), coerce=int, widget=forms.RadioSelect)

    def __init__(self, *args: Any, places: Sequence[tuple[int, str]] = (), **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        offer(self, "place", places)


class MoveForm(forms.Form):
    """To which cluster statements go."""

    cluster = forms.TypedChoiceField(label=_("Cluster"), widget=forms.Select(attrs={"data-width": "l"}))
    also_keep = forms.BooleanField(label=_("Keep it where it stands too"), required=False)

    def __init__(self, *args: Any, clusters: Groups = (), **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        offer(self, "cluster", [("", "–"), *clusters])


class LeaveOutForm(forms.Form):
    """Why something is no statement."""

    reason = forms.ChoiceField(
        label=_("It is no statement, because it is"), choices=list(REASONS.items()), initial="furniture"
    )


class TakeInForm(forms.Form):
    """Lines that are a statement after all."""

    lines = forms.TypedMultipleChoiceField(label=_("Lines"), coerce=int, widget=forms.CheckboxSelectMultiple)
    cluster = forms.TypedChoiceField(label=_("Cluster"), widget=forms.Select(attrs={"data-width": "l"}))

    def __init__(self, *args: Any, numbers: Sequence[int] = (), clusters: Groups = (), **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        offer(self, "lines", [(number, str(number)) for number in numbers])
        offer(self, "cluster", [("", "–"), *clusters])


class OpenForm(forms.Form):
    """Who may read."""

    visibility = forms.ChoiceField(
        label=_("Who may read this consultation?"),
        choices=list(VISIBILITIES.items()),
        widget=forms.RadioSelect,
    )
