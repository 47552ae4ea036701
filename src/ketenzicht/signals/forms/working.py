"""Notes, tasks, assigning, and what is said to the reporter."""

from collections.abc import Callable, Sequence
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from ketenzicht.common.forms import WrittenDateField
from ketenzicht.signals.forms.versioned import VersionedForm

Choices = Sequence[tuple[Any, Any]]


class NoteForm(forms.Form):
    """A note for colleagues."""

    text = forms.CharField(
        label=_("Note"),
        help_text=_("Only your own desk reads this. It can go along in a hand-off if you choose so."),
        # More than this is a file, and a million letters are more than can be searched.
        max_length=20_000,
        widget=forms.Textarea(attrs={"rows": 3}),
    )


class TaskForm(forms.Form):
    """Something to do, by a day, by somebody."""

    title = forms.CharField(
        label=_("What has to be done"), max_length=300, widget=forms.TextInput(attrs={"data-width": "l"})
    )
    due_on = WrittenDateField(
        label=_("Before"), required=False, widget=forms.TextInput(attrs={"data-width": "s"})
    )
    assignee = forms.TypedChoiceField(
        label=_("By"),
        required=False,
        coerce=int,
        empty_value=None,
        widget=forms.Select(attrs={"data-width": "m"}),
    )

    def __init__(self, *args: Any, people: Choices = (), **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        choose(self, "assignee", [("", _("Me")), *people])


class AssignForm(VersionedForm):
    """To which colleague the signal goes."""

    to = forms.TypedChoiceField(
        label=_("Assign to"),
        required=False,
        coerce=int,
        empty_value=None,
        widget=forms.Select(attrs={"data-width": "m"}),
    )

    def __init__(self, *args: Any, people: Choices = (), **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        choose(self, "to", [("", _("Nobody: back to the desk")), *people])


class _ToReporters(VersionedForm):
    """Something said to one or more reporters of the signal."""

    reports = forms.MultipleChoiceField(
        label=_("To which reporters"),
        required=False,
        widget=forms.CheckboxSelectMultiple(attrs={"data-quiet-optional": "1"}),
        help_text=_("Everybody who reported this, unless you choose."),
    )

    def __init__(self, *args: Any, reports: Choices = (), **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        choose(self, "reports", list(reports))
        if len(reports) < 2:
            del self.fields["reports"]


class ReplyForm(_ToReporters):
    """An approved text, as it is or as the start of one's own."""

    field_order = ("text_code", "text", "reports", "version")
    text_code = forms.ChoiceField(
        label=_("Which text fits?"),
        widget=forms.RadioSelect,
        error_messages={"required": _("Choose a text.")},
    )
    text = forms.CharField(
        label=_("Your own words"),
        required=False,
        help_text=_(
            "Leave this empty to send the approved text as it is, in the language of the report."
            " Otherwise this is what the reporter reads."
            " No names, nothing about an investigation, nothing about other reporters."
        ),
        widget=forms.Textarea(attrs={"rows": 6}),
    )

    def __init__(self, *args: Any, texts: Choices = (), **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        choose(self, "text_code", list(texts))


class AskForm(_ToReporters):
    """A question to the reporter."""

    field_order = ("text", "reports", "version")
    text = forms.CharField(
        label=_("What do you want to ask?"),
        help_text=_("One or two plain questions. The reporter answers with the receipt, without an account."),
        widget=forms.Textarea(attrs={"rows": 5}),
    )


def choose(form: forms.Form, name: str, choices: Choices | Callable[[], Choices]) -> None:
    """Give a field its choices; a function is asked when they are needed."""
    field = form.fields[name]
    if isinstance(field, forms.ChoiceField):
        field.choices = choices
