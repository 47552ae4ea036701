"""What somebody fills in about a request of a data subject."""

from collections.abc import Iterable, Mapping
from typing import Any, cast

from django import forms
from django.utils.translation import gettext_lazy as _

from ketenzicht.common.forms import WrittenDateField
from ketenzicht.rights import words
from ketenzicht.rights.domain.hand_outs import Decision, Reason, Way
from ketenzicht.rights.domain.states import Channel, Ending, Outcome, Proof, RequestKind

MOST_TERMS = 20
Choices = Iterable[tuple[str, str]]


def _text(label: Any, hint: Any = "", *, required: bool = True, rows: int = 3) -> forms.CharField:
    widget = forms.Textarea({"rows": rows})
    return forms.CharField(label=label, help_text=hint, max_length=2000, required=required, widget=widget)


def _radio(label: Any, named: Mapping[Any, Any]) -> forms.ChoiceField:
    choices = [(one.value, word) for one, word in named.items()]
    return forms.ChoiceField(label=label, choices=choices, widget=forms.RadioSelect)


def _day(label: Any, hint: Any = "", *, required: bool = True) -> WrittenDateField:
    widget = forms.TextInput(attrs={"data-width": "s"})
    return WrittenDateField(label=label, help_text=hint, required=required, widget=widget)


class RegisterForm(forms.Form):
    """A request as it came in."""

    kind = _radio(_("What is asked"), words.KINDS)
    term = forms.ChoiceField(label=_("By which law"))
    channel = _radio(_("How it came in"), words.CHANNELS)
    arrived_on = _day(_("Came in on"))
    due = _day(
        _("Answer by"),
        _("Only where no term is known of this law. Otherwise it is computed."),
        required=False,
    )
    asker = forms.CharField(
        label=_("Who asks"), help_text=_("Name, and where the answer goes."), max_length=300
    )
    asked = _text(_("What exactly"), _("In the words of whoever asks, as short as possible."))

    def __init__(self, *args: Any, terms: Choices, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        cast(forms.ChoiceField, self.fields["term"]).choices = list(terms)

    def clean_kind(self) -> RequestKind:
        """As the code it is."""
        return RequestKind(self.cleaned_data["kind"])

    def clean_channel(self) -> Channel:
        """As the code it is."""
        return Channel(self.cleaned_data["channel"])


class VerifyForm(forms.Form):
    """How it was established who asks."""

    proof = _radio(_("How you know who asks"), words.PROOFS)

    def clean_proof(self) -> Proof:
        """As the code it is."""
        return Proof(self.cleaned_data["proof"])


class SearchForm(forms.Form):
    """What to look for."""

    terms = _text(
        _("Words and numbers to search for"),
        _("One on each line: names, telephone numbers, addresses, number plates, accounts."),
        rows=5,
    )

    def clean_terms(self) -> list[str]:
        """One on each line."""
        lines = [line.strip() for line in self.cleaned_data["terms"].splitlines() if line.strip()]
        if len(lines) > MOST_TERMS or any(len(line) > 100 for line in lines):
            raise forms.ValidationError(_("At most twenty lines, of at most a hundred characters."))
        return lines


class ExtendForm(forms.Form):
    """Why more time is needed."""

    reason = _text(_("Why it takes longer, as you told whoever asked"))


class DecideForm(forms.Form):
    """What is decided, and why."""

    outcome = _radio(_("Decision"), words.OUTCOMES)
    ground = forms.ChoiceField(
        label=_("Exception that applies"), required=False, help_text=_("When not everything is granted.")
    )
    reason = _text(_("Reason of the decision"), _("So that whoever asks can follow it. No names of others."))

    def __init__(self, *args: Any, grounds: Choices, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        offered = [("", _("No exception: everything is granted")), *grounds]
        cast(forms.ChoiceField, self.fields["ground"]).choices = offered

    def clean_outcome(self) -> Outcome:
        """As the code it is."""
        return Outcome(self.cleaned_data["outcome"])


class AnswerForm(forms.Form):
    """When whoever asked got the answer."""

    answered_on = _day(_("Answered on"))


class CloseForm(forms.Form):
    """Why it ends without a decision."""

    ending = _radio(_("Why it ends"), words.ENDINGS)

    def clean_ending(self) -> Ending:
        """As the code it is."""
        return Ending(self.cleaned_data["ending"])


class PutBeforeForm(forms.Form):
    """What the desks read beside the passages."""

    about = forms.CharField(
        label=_("Whose data this is about"),
        help_text=_("As the desks read it, so that they know who is meant and who is somebody else."),
        max_length=200,
    )
    wanted_by = _day(_("Decide before"), _("The desks see this day."))


class WordsForm(forms.Form):
    """Words of a passage, and what comes in their place."""

    words = forms.CharField(max_length=200, required=False)
    becomes = forms.ChoiceField(required=False)

    def __init__(self, *args: Any, labels: Choices, number: int, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        named = {"number": number}
        self.fields["words"].label = _("Words %(number)d") % named
        self.fields["becomes"].label = _("What comes in the place of words %(number)d") % named
        offered = [("", _("Choose")), *((one.value, word) for one, word in words.BECOMES.items()), *labels]
        cast(forms.ChoiceField, self.fields["becomes"]).choices = offered

    def clean(self) -> dict[str, Any]:
        """Both or neither."""
        found: dict[str, Any] = super().clean() or {}
        if bool(found.get("words")) is not bool(found.get("becomes")):
            missing = "becomes" if found.get("words") else "words"
            self.add_error(missing, _("Fill in both the words and what comes in their place."))
        return found


class PassageForm(forms.Form):
    """What is decided about a passage."""

    version = forms.IntegerField(widget=forms.HiddenInput)
    read = forms.CharField(max_length=64, widget=forms.HiddenInput)
    decision = _radio(_("What becomes of this passage"), words.DECISIONS)
    ground = forms.ChoiceField(
        label=_("Ground on which something stays out"),
        required=False,
        help_text=_("When it goes out in part, or not at all."),
    )

    def __init__(self, *args: Any, grounds: Choices, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        offered = [("", _("No ground: nothing stays out")), *grounds]
        cast(forms.ChoiceField, self.fields["ground"]).choices = offered

    def clean_decision(self) -> Decision:
        """As the code it is."""
        return Decision(self.cleaned_data["decision"])


class ReturnForm(forms.Form):
    """Why a passage goes back."""

    reason = forms.ChoiceField(
        label=_("Why it goes back"),
        choices=[(one.value, word) for one, word in words.RETURNED_BY_HAND.items()],
    )

    def clean_reason(self) -> Reason:
        """As the code it is."""
        return Reason(self.cleaned_data["reason"])


class HandOverForm(forms.Form):
    """How whoever asked got the document."""

    way = _radio(_("How it was handed over"), words.WAYS)

    def clean_way(self) -> Way:
        """As the code it is."""
        return Way(self.cleaned_data["way"])
