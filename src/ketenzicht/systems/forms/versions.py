"""Keeping, publishing, splitting off, proposing, and reading files in."""

from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.utils.translation import gettext_lazy as _

from ketenzicht.systems import words

REASON = {"data-width": "l"}
NARROWER = ("signed_in", "public")
FILE_BYTES = 8_000_000


class RevisionForm(forms.Form):
    """How far a draft was when its page was opened; alone it is a button."""

    revision = forms.IntegerField(min_value=0, max_value=2**31 - 1, widget=forms.HiddenInput)


class ReasonForm(RevisionForm):
    """Why."""

    field_order: tuple[str, ...] = ("reason", "revision")
    reason = forms.CharField(
        label=_("What changed, and why?"), max_length=500, widget=forms.TextInput(attrs=REASON)
    )


class KeepForm(ReasonForm):
    """A version to keep, and who may read it."""

    field_order = ("reason", "visibility", "revision")
    visibility = forms.ChoiceField(
        label=_("Who may read this version?"),
        choices=[("", words.VISIBILITIES["desk"]), *((one, words.VISIBILITIES[one]) for one in NARROWER)],
        required=False,
        widget=forms.RadioSelect,
    )


class PublishForm(forms.Form):
    """Who may read a version."""

    visibility = forms.ChoiceField(
        label=_("Who may read this version?"),
        choices=[(one, words.VISIBILITIES[one]) for one in NARROWER],
        widget=forms.RadioSelect,
    )


class _AtDesk(forms.Form):
    """Something at one of one's desks; not asked when there is one desk only."""

    desk = forms.TypedChoiceField(label=_("Desk"), coerce=int, widget=forms.Select(attrs={"data-width": "m"}))

    def __init__(self, *args: Any, desks: list[tuple[int, str]], **options: Any) -> None:
        super().__init__(*args, **options)
        self.desks = desks
        field = self.fields["desk"]
        if len(desks) == 1:
            del self.fields["desk"]
        elif isinstance(field, forms.ChoiceField):
            field.choices = desks

    @property
    def desk_id(self) -> int:
        """The desk that was chosen."""
        return int(self.cleaned_data.get("desk") or self.desks[0][0])


class _WithFile(forms.Form):
    """A form with the file of a model; ``too_large`` when a file was sent that nobody took in."""

    def __init__(self, *args: Any, too_large: bool = False, **options: Any) -> None:
        super().__init__(*args, **options)
        self.too_large = too_large
        if too_large:
            self.fields["file"].required = False

    def clean_file(self) -> Any:
        """The file. Raises ValidationError with the limit when it is too large."""
        file = self.cleaned_data["file"]
        if self.too_large or (file and file.size > FILE_BYTES):
            raise ValidationError(_("This file is too large: at most 8 MB can be read in."))
        return file


class BeginForm(_WithFile, _AtDesk):
    """A new model, empty or out of a file."""

    field_order = ("title_nl", "title_en", "file", "desk")
    title_nl = forms.CharField(label=_("Title"), max_length=200)
    title_en = forms.CharField(label=_("Title in English"), required=False, max_length=200)
    file = forms.FileField(
        label=_("Begin with a file"),
        required=False,
        help_text=_("YAML, JSON, CSV, GraphML, Kumu, XMILE, QPress or DOT; at most 8 MB."),
        widget=forms.FileInput(attrs={"data-max-bytes": str(FILE_BYTES)}),
    )


class ForkForm(_AtDesk):
    """A model of one's own that starts from a version of another."""

    field_order = ("title_nl", "title_en", "desk")
    title_nl = forms.CharField(label=_("Title"), max_length=200)
    title_en = forms.CharField(label=_("Title in English"), required=False, max_length=200)


class ImportForm(_WithFile):
    """A file whose model takes the place of what is in a draft."""

    file = forms.FileField(
        label=_("File"),
        help_text=_("YAML, JSON, CSV, GraphML, Kumu, XMILE, QPress or DOT; at most 8 MB."),
        widget=forms.FileInput(attrs={"data-max-bytes": str(FILE_BYTES)}),
    )


class AnswerForm(forms.Form):
    """Why a proposal is declined."""

    answer = forms.CharField(label=_("Why not?"), max_length=500, widget=forms.Textarea(attrs={"rows": 3}))
