"""The questions, one form per subject."""

from collections.abc import Iterable
from typing import TYPE_CHECKING, Any

from django import forms
from django.utils.translation import gettext_lazy as _

from ketenzicht.common.forms import Hinted
from ketenzicht.reporting.domain.content import SignAnswer, Subject
from ketenzicht.reporting.domain.receipt import Receipt, last_four_match, only_digits
from ketenzicht.reporting.domain.visibility import ReporterMode
from ketenzicht.reporting.forms.fields import PARAGRAPH, OneOf, Story, Words, hinted

if TYPE_CHECKING:
    from ketenzicht.partners.models import Desk, Municipality
    from ketenzicht.reporting.models import AcuteQuestion, Indicator, Setting, SettingQuestion

ELSEWHERE = "elsewhere"
URGENCIES = {
    "today": _("Somebody should look at this today"),
    "this_week": _("This week is soon enough"),
    "can_wait": _("It can wait, but I do not want it to get lost"),
}


class SafetyForm(forms.Form):
    """Is anybody in danger now? None of these has to be answered."""

    def __init__(
        self, *args: Any, questions: "Iterable[AcuteQuestion]", urgency: bool, **options: Any
    ) -> None:
        super().__init__(*args, **options)
        answers = [("yes", _("Yes")), ("suspect", _("I think so")), ("no", _("No"))]
        for question in questions:
            self.fields[f"acute-{question.code}"] = OneOf(
                answers, label=question.label, inline=True, quiet=True
            )
        if urgency:
            self.fields["urgency"] = OneOf(
                URGENCIES.items(),
                label=_("How urgent is it, as far as you can tell?"),
            )


class WhatForm(forms.Form):
    """What this is about, what was seen and where."""

    def __init__(self, *args: Any, municipalities: "Iterable[Municipality]", **options: Any) -> None:
        super().__init__(*args, **options)
        self.fields["subject"] = OneOf(
            [
                (
                    Subject.PERSON,
                    Hinted(_("A person"), _("You can describe somebody: how they look, where they are.")),
                ),
                (
                    Subject.PLACE,
                    Hinted(_("A place, company or online account"), _("An address, a business, an advert.")),
                ),
                (Subject.BOTH, _("Both")),
            ],
            required=True,
            label=_("What is your report about?"),
            missing=_("Choose what your report is about."),
        )
        self.fields["fact"] = Story(
            required=True,
            rows=7,
            label=_("What did you see or hear yourself?"),
            help_text=_(
                "Write down what happened, as precisely as you can. What you think of it comes later."
            ),
            missing=_("Write down what you saw or heard. One sentence is enough."),
        )
        self.fields["municipality"] = forms.ChoiceField(
            choices=[
                ("", _("Choose a municipality")),
                *((str(row.pk), row.label) for row in municipalities),
                (ELSEWHERE, _("Somewhere else, or I don’t know")),
            ],
            label=_("In which municipality?"),
            error_messages={"required": _("Choose a municipality, or choose that you don’t know.")},
            widget=forms.Select(attrs={"data-width": "m"}),
        )
        self.fields["place"] = Words(
            limit=300,
            label=_("Where exactly?"),
            help_text=_("A street, a company, a website. And when, if you know."),
        )


class MoreForm(forms.Form):
    """The other four kinds of statement, kept apart from what was seen."""

    circumstance = Story(
        rows=4,
        label=_("What was going on around it?"),
        help_text=_("When was it, how often, who else was there, what did the place look like?"),
    )
    heard = Story(
        rows=4,
        label=_("What did you hear from somebody else?"),
        help_text=_("Who told you, and what did they say? Use their words if you can."),
    )
    interpretation = Story(
        rows=4,
        label=_("What do you think is going on?"),
        help_text=_("This is your own idea. It is kept apart from what you saw."),
    )
    source = Story(
        rows=2,
        limit=PARAGRAPH,
        label=_("How do you know this?"),
        help_text=_("For example: I live next door, I work there, I saw it online."),
    )


class SettingForm(forms.Form):
    """Where somebody noticed it, to ask only what can be seen there."""

    def __init__(self, *args: Any, settings: "Iterable[Setting]", **options: Any) -> None:
        super().__init__(*args, **options)
        self.fields["setting"] = OneOf(
            [(row.code, hinted(row.label, row.in_language("hint"))) for row in settings],
            legend="h1",
            label=_("Where did you notice this?"),
            help_text=_("We then ask about things people often see there. You may skip this."),
        )


class SignsForm(forms.Form):
    """The extra questions of a setting, and what is seen there: seen, not seen or don't know."""

    def __init__(
        self,
        *args: Any,
        indicators: "Iterable[Indicator]",
        questions: "Iterable[SettingQuestion]",
        **options: Any,
    ) -> None:
        super().__init__(*args, **options)
        self.asked_as: dict[str, str] = {}
        for question in questions:
            name = f"question-{question.code}"
            self.asked_as[name] = question.label
            self.fields[name] = Story(
                rows=2, limit=PARAGRAPH, label=question.label, help_text=question.in_language("help")
            )
        answers = [
            (SignAnswer.SEEN, _("Seen")),
            (SignAnswer.NOT_SEEN, _("Not seen")),
            (SignAnswer.UNKNOWN, _("Don’t know")),
        ]
        for indicator in indicators:
            name = f"sign-{indicator.code}"
            self.asked_as[name] = indicator.in_language("plain") or indicator.label
            self.fields[name] = OneOf(answers, label=self.asked_as[name], inline=True, quiet=True)
            self.fields[f"shows-{indicator.code}"] = Words(
                limit=PARAGRAPH,
                label=_("What shows this?"),
                widget=forms.TextInput(attrs={"data-quiet-optional": "yes"}),
            )

    def questions(self) -> list[forms.BoundField]:
        """The extra questions."""
        return [self[name] for name in self.fields if name.startswith("question-")]

    def signs(self) -> list[tuple[forms.BoundField, forms.BoundField]]:
        """Each indicator with its 'what shows this'."""
        codes = [name.removeprefix("sign-") for name in self.fields if name.startswith("sign-")]
        return [(self[f"sign-{code}"], self[f"shows-{code}"]) for code in codes]


class ContactForm(forms.Form):
    """Who reports: nobody in particular, somebody in confidence, or somebody by name."""

    mode = OneOf(
        [
            (
                ReporterMode.ANONYMOUS,
                Hinted(
                    _("Nobody knows who I am"),
                    _("We keep no name and no address. You get a code to read our answer."),
                ),
            ),
            (
                ReporterMode.CONFIDENTIAL,
                Hinted(
                    _("Only the desk that reads this may know"),
                    _("Your name is kept locked away and is not passed on with the report."),
                ),
            ),
            (
                ReporterMode.NAMED,
                Hinted(
                    _("My name may be used"),
                    _("We may pass your name to whoever works on this, if that is needed."),
                ),
            ),
        ],
        required=True,
        initial=ReporterMode.ANONYMOUS,
        label=_("Do you want to say who you are?"),
        missing=_("Choose whether you want to say who you are."),
    )
    name = Words(
        label=_("Your name"), widget=forms.TextInput(attrs={"data-width": "l", "autocomplete": "name"})
    )
    phone = Words(
        limit=60,
        label=_("Phone number"),
        widget=forms.TextInput(attrs={"data-width": "m", "inputmode": "tel", "autocomplete": "tel"}),
    )
    email = Words(
        label=_("E-mail address"),
        widget=forms.TextInput(attrs={"data-width": "l", "inputmode": "email", "autocomplete": "email"}),
    )
    reach = Words(
        limit=PARAGRAPH,
        label=_("How can we reach you safely?"),
        help_text=_("For example: only in the evening, do not leave a message."),
    )

    def clean(self) -> dict[str, Any]:
        """A name is needed unless somebody is anonymous."""
        cleaned = super().clean() or {}
        with_name = cleaned.get("mode") in (ReporterMode.CONFIDENTIAL, ReporterMode.NAMED)
        if with_name and not cleaned.get("name") and "name" not in self.errors:
            self.add_error("name", _("Write down your name, or choose that nobody knows who you are."))
        return cleaned


class DeskContactForm(ContactForm):
    """Who reports, for a professional: always a desk, and somebody to call only when wanted."""

    def __init__(self, *args: Any, desks: "Iterable[Desk]", **options: Any) -> None:
        super().__init__(*args, **options)
        known = [(str(row.pk), row.label) for row in desks]
        self.fields["desk"] = OneOf(
            known,
            required=True,
            initial=known[0][0] if len(known) == 1 else None,
            label=_("From which desk do you report?"),
            missing=_("Choose from which desk you report."),
        )
        self.fields["mode"] = OneOf(
            [
                (
                    ReporterMode.ANONYMOUS,
                    Hinted(_("Only my desk is shown"), _("You follow the report in your own overview.")),
                ),
                (
                    ReporterMode.CONFIDENTIAL,
                    Hinted(
                        _("The receiving desk may contact me"),
                        _("Your name is kept locked away; every look at it is logged."),
                    ),
                ),
            ],
            required=True,
            initial=ReporterMode.ANONYMOUS,
            label=_("May the receiving desk know who you are?"),
            missing=_("Choose whether the receiving desk may know who you are."),
        )
        self.order_fields(["desk", "mode"])


class ReceiptForm(forms.Form):
    """The code of a receipt, typed back in."""

    code = Words(
        limit=60,
        required=True,
        label=_("Your code"),
        help_text=_("20 digits. Spaces and dashes do not matter."),
        missing=_("Type the code you got when you sent your report."),
        widget=forms.TextInput(
            attrs={"inputmode": "numeric", "autocomplete": "off", "data-width": "l", "spellcheck": "false"}
        ),
    )


class LastDigitsForm(forms.Form):
    """The last four digits of the receipt, to make sure that it was kept."""

    digits = Words(
        limit=20,
        required=True,
        label=_("Type the last four digits of your code"),
        help_text=_("Then we know for sure that you have kept it."),
        missing=_("Type the last four digits of your code."),
        widget=forms.TextInput(attrs={"inputmode": "numeric", "autocomplete": "off", "data-width": "xs"}),
    )

    def __init__(self, *args: Any, receipt: Receipt, **options: Any) -> None:
        super().__init__(*args, **options)
        self._receipt = receipt

    def clean_digits(self) -> str:
        """The digits. Raises: ValidationError when they are not the last four."""
        typed = str(self.cleaned_data["digits"])
        if only_digits(typed) != self._receipt.digits and not last_four_match(self._receipt, typed):
            raise forms.ValidationError(_("These are not the last four digits of the code above."))
        return typed


class AdditionForm(forms.Form):
    """Something the reporter wants to add or answer."""

    text = Story(
        rows=5,
        label=_("Do you want to add or answer something?"),
        help_text=_("Do not write your name here if you want to stay unknown."),
        widget=forms.Textarea(attrs={"rows": 5, "data-quiet-optional": "yes"}),
    )
