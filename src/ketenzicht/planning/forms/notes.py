"""What is filled in about a note of a talk."""

from datetime import date, timedelta
from typing import Any
from uuid import UUID

from django import forms
from django.core.exceptions import ValidationError
from django.utils import timezone
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from ketenzicht.common.forms import WrittenDateField, offer
from ketenzicht.planning.domain.redaction import Kind, Use
from ketenzicht.planning.forms.consultations import LARGEST, Groups
from ketenzicht.planning.listening_words import KINDS, LOOKS, USES

LONGEST = 200_000
KEPT_AT_MOST = timedelta(days=366)
KEPT = timedelta(days=90)


class NoteForm(forms.Form):
    """What was written down, typed or in a file."""

    text = forms.CharField(
        label=_("What was said?"),
        help_text=_("Type or paste. Something new on a new line, as literally as it was said."),
        max_length=LONGEST,
        required=False,
        widget=forms.Textarea(attrs={"rows": 16}),
    )
    file = forms.FileField(
        label=_("Or a file"),
        help_text=_("Text, Word (.docx) or PDF, at most 10 MB. The file itself is not kept."),
        max_length=200,
        required=False,
        widget=forms.FileInput(
            attrs={"accept": ".txt,.md,.docx,.pdf,text/plain,application/pdf", "data-max-bytes": str(LARGEST)}
        ),
        error_messages={"empty": _("This file is empty.")},
    )
    remove_on = WrittenDateField(
        label=_("When is the original removed?"),
        help_text=_("Until then it is sealed. At most a year from now."),
        widget=forms.TextInput(attrs={"data-width": "s"}),
    )

    def clean_remove_on(self) -> date:
        """Refuses a day that has been, and one too far away."""
        day: date = self.cleaned_data["remove_on"]
        today = timezone.localdate()
        if not today < day <= today + KEPT_AT_MOST:
            raise ValidationError(gettext("Choose a day after today, at most a year from now."), code="day")
        return day

    def clean(self) -> dict[str, Any]:
        """Asks for one of the two."""
        cleaned = super().clean() or {}
        if "text" in cleaned and "file" in cleaned and bool(cleaned["text"]) == bool(cleaned["file"]):
            self.add_error("text", gettext("Type what was said or choose a file: one of the two."))
        return cleaned


class WordsForm(forms.Form):
    """Words that nothing was found about."""

    words = forms.CharField(
        label=_("Which words?"), max_length=200, widget=forms.TextInput(attrs={"data-width": "l"})
    )
    kind = forms.ChoiceField(label=_("What is it?"), choices=list(KINDS.items()), initial=Kind.NAME.value)


class UsesForm(forms.Form):
    """What becomes of every piece of a note."""

    cluster = forms.TypedChoiceField(
        label=_("To cluster"),
        help_text=_("You can also do this later."),
        coerce=UUID,
        empty_value=None,
        required=False,
        widget=forms.Select(attrs={"data-width": "l"}),
    )
    seen = forms.IntegerField(widget=forms.HiddenInput)

    def __init__(self, *args: Any, proposed: list[Use], clusters: Groups, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        offer(self, "cluster", [("", "–"), *clusters])
        self._names = [f"piece-{place}" for place in range(len(proposed))]
        for name, use in zip(self._names, proposed, strict=True):
            self.fields[name] = forms.TypedChoiceField(
                label=gettext("What becomes of this?"),
                coerce=Use,
                choices=list(USES.items()),
                initial=use.value,
                widget=forms.RadioSelect,
            )

    def piece_fields(self) -> list[Any]:
        """The field of every piece, in their order."""
        return [self[name] for name in self._names]

    def uses(self) -> list[Use]:
        """What was chosen for every piece, in their order."""
        return [self.cleaned_data[name] for name in self._names]


class LookForm(forms.Form):
    """Why somebody looks at an original."""

    reason = forms.ChoiceField(
        label=_("Why do you have to see it?"),
        choices=list(LOOKS.items()),
        widget=forms.RadioSelect,
        error_messages={"required": _("Choose why.")},
    )


class ReleaseForm(forms.Form):
    """The numbers of the statements that somebody was shown before releasing them."""

    numbers = forms.RegexField(
        r"^[0-9]{1,9}(,[0-9]{1,9})*$", max_length=10**6, required=False, widget=forms.HiddenInput
    )

    def shown(self) -> list[int]:
        """The numbers."""
        return [int(number) for number in self.cleaned_data["numbers"].split(",") if number]


class PointForm(forms.Form):
    """Where in which statement something could point to someone."""

    number = forms.IntegerField(min_value=1, max_value=10**6)
    start = forms.IntegerField(min_value=0, max_value=10**6)
    end = forms.IntegerField(min_value=0, max_value=10**6)
    choice = forms.ChoiceField(choices=[("stand", "stand"), ("redact", "redact")])
