"""What desks fill in to answer, give back, take back or confirm a hand-off."""

from collections.abc import Sequence
from datetime import datetime, timedelta
from typing import Any, cast

from django import forms
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from ketenzicht.common.forms import Hinted
from ketenzicht.handover import words
from ketenzicht.handover.queries import Wanted

LONG = {"rows": 5}
MOST = 10_000


class AcceptPartlyForm(forms.Form):
    """Which fields a desk takes on, and why not the others."""

    fields_wanted = forms.MultipleChoiceField(
        label=_("What do you take on?"),
        widget=forms.CheckboxSelectMultiple,
        help_text=_("What you leave out stays closed to your desk, and is not logged as shared."),
        error_messages={"required": _("Choose at least one part to take on.")},
    )
    reason = forms.CharField(
        label=_("Why not the rest?"),
        max_length=MOST,
        widget=forms.Textarea(attrs=LONG),
        help_text=_("The sending desk reads this. For example: the facts are enough for our task."),
        error_messages={"required": _("Say why you do not take on the rest.")},
    )

    def __init__(self, *args: Any, offered: Sequence[tuple[str, str]], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.offered = offered
        cast(forms.MultipleChoiceField, self.fields["fields_wanted"]).choices = list(offered)

    def clean_fields_wanted(self) -> list[str]:
        """Refuses everything at once: that is accepting in full."""
        chosen: list[str] = self.cleaned_data["fields_wanted"]
        if len(chosen) == len(self.offered):
            raise forms.ValidationError(
                _("You chose everything. Leave out what you do not need, or go back and accept in full.")
            )
        return chosen


class ReturnForm(forms.Form):
    """Why a desk gives a hand-off back."""

    reason_code = forms.ChoiceField(
        label=_("Why do you give it back?"),
        widget=forms.RadioSelect,
        choices=list(words.RETURN_REASONS.items()),
        error_messages={"required": _("Choose why you give it back.")},
    )
    reason = forms.CharField(
        label=_("Explanation"),
        max_length=MOST,
        required=False,
        widget=forms.Textarea(attrs=LONG),
        help_text=_("The sending desk reads this. Do you know a desk that fits better? Name it here."),
    )

    def clean(self) -> dict[str, Any]:
        """Another reason has to be explained."""
        given: dict[str, Any] = super().clean() or self.cleaned_data
        if given.get("reason_code") == "other" and not given.get("reason", "").strip():
            self.add_error("reason", _("Explain your reason."))
        return given


class FinishForm(forms.Form):
    """The answer to the sending desk, and how much the reporter may hear."""

    outcome = forms.ChoiceField(
        label=_("What came of it?"),
        widget=forms.RadioSelect,
        choices=list(words.OUTCOMES.items()),
        error_messages={"required": _("Choose what came of it.")},
    )
    answer = forms.CharField(
        label=_("Answer to the sending desk"),
        max_length=MOST,
        widget=forms.Textarea(attrs={"rows": 7}),
        help_text=_("Answer the question that was asked. Leave out what the sending desk may not know."),
        error_messages={"required": _("Write an answer for the sending desk.")},
    )
    may_tell = forms.ChoiceField(
        label=_("What may the reporter be told?"),
        widget=forms.RadioSelect,
        choices=[
            ("outcome", Hinted(words.MAY_TELL["outcome"], _("Never your answer itself."))),
            ("worked_on", words.MAY_TELL["worked_on"]),
            ("nothing", words.MAY_TELL["nothing"]),
        ],
        error_messages={"required": _("Choose what the reporter may be told.")},
    )


class RevokeForm(forms.Form):
    """Why the sender takes a hand-off back."""

    reason = forms.CharField(
        label=_("Why do you take it back?"),
        max_length=MOST,
        widget=forms.Textarea(attrs=LONG),
        help_text=_("The receiving desk reads this."),
        error_messages={"required": _("Say why you take it back.")},
    )
    # What the page said when the sender decided; taking back means something else once it was accepted.
    unread = forms.BooleanField(required=False, widget=forms.HiddenInput)


class ConfirmForm(forms.Form):
    """With whom the sender spoke about an acute hand-off, and when."""

    spoken_to = forms.CharField(
        label=_("With whom did you speak?"),
        max_length=200,
        help_text=_("A function or desk, for example “duty officer AVIM”. No name of a person."),
        error_messages={"required": _("Say with which function or desk you spoke.")},
    )
    spoken_at = forms.TimeField(
        label=_("At what time?"),
        widget=forms.TimeInput(format="%H:%M", attrs={"data-width": "s", "inputmode": "numeric"}),
        input_formats=["%H:%M", "%H.%M", "%H:%M:%S"],
        help_text=_("For example 14:05"),
        error_messages={
            "required": _("Type a time, for example 14:05."),
            "invalid": _("Type a time, for example 14:05."),
        },
    )

    def __init__(self, *args: Any, sent_at: datetime, at: datetime, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.sent_at, self.at = sent_at, at

    def clean_spoken_at(self) -> datetime:
        """The last moment at which it was that time; before midnight counts as yesterday."""
        now = timezone.localtime(self.at)
        call = now.replace(
            hour=self.cleaned_data["spoken_at"].hour,
            minute=self.cleaned_data["spoken_at"].minute,
            second=0,
            microsecond=0,
        )
        if call > now:
            call -= timedelta(days=1)
        if timezone.localdate(call) < timezone.localdate(self.sent_at):
            raise forms.ValidationError(_("That time has yet to come, or lies before the hand-off."))
        return call


class InboxFilter(forms.Form):
    """What to look for in a list of hand-offs. What cannot be read is ignored."""

    urgency = forms.ChoiceField(
        label=_("Urgency"),
        required=False,
        choices=[("", _("Every urgency")), *words.URGENCIES.items()],
    )
    desk = forms.ChoiceField(label=_("Other desk"), required=False)
    number = forms.CharField(
        label=_("Number"), required=False, max_length=20, widget=forms.TextInput(attrs={"data-width": "s"})
    )
    late = forms.BooleanField(label=_("Only what is late"), required=False)

    def __init__(self, *args: Any, desks: Sequence[tuple[int, str]], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        every = [("", _("Every desk")), *((str(pk), label) for pk, label in desks)]
        cast(forms.ChoiceField, self.fields["desk"]).choices = every

    def wanted(self) -> Wanted:
        """What was asked for and could be read."""
        given = self.cleaned_data if self.is_valid() else getattr(self, "cleaned_data", {})
        number = "".join(char for char in given.get("number", "") if char.isdecimal())
        return Wanted(
            urgency=given.get("urgency", ""),
            desk_id=int(given["desk"]) if given.get("desk") else None,
            number=int(number) if number and len(number) < 18 else None,
            late=bool(given.get("late")),
        )
