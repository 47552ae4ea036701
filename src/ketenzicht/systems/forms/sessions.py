"""Opening a session, joining one, adding arrows and voting."""

from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.utils.translation import gettext_lazy as _

from ketenzicht.systems import words
from ketenzicht.systems.domain.documents import Json, label_of
from ketenzicht.systems.domain.quick import Line, NotALine, plain, read
from ketenzicht.systems.domain.room import plain_code
from ketenzicht.systems.forms.fields import SURE_OF_ITSELF, SureField

MIDDLE = {"data-width": "m"}


class SessionForm(forms.Form):
    """What a session is about."""

    question = forms.CharField(
        label=_("What is the question of this session?"),
        max_length=300,
        widget=forms.TextInput(attrs={"data-width": "l"}),
    )
    press = forms.ChoiceField(
        label=_("What changes?"),
        required=False,
        help_text=_("With a change and a goal the session shows which relation matters most for the answer."),
        widget=forms.Select(attrs=MIDDLE),
    )
    goal = forms.ChoiceField(label=_("What is it about?"), required=False, widget=forms.Select(attrs=MIDDLE))

    def __init__(self, *args: Any, document: Json, **options: Any) -> None:
        super().__init__(*args, **options)
        named = [(one["id"], label_of(one, words.language())) for one in document.get("factors", [])]
        named.sort(key=lambda one: one[1].lower())
        for name in ("press", "goal"):
            field = self.fields[name]
            if isinstance(field, forms.ChoiceField):
                field.choices = [("", _("not chosen")), *named]


class JoinForm(forms.Form):
    """The code that is on the screen in the room."""

    code = forms.CharField(
        label=_("Code of the session"),
        max_length=40,
        help_text=_("Eight letters; they are on the screen in the room."),
        widget=forms.TextInput(
            attrs={"data-width": "s", "autocomplete": "off", "autocapitalize": "characters"}
        ),
    )

    def clean_code(self) -> str:
        """The code as it was meant. Raises ValidationError when it cannot be one."""
        code = plain_code(self.cleaned_data["code"])
        if not code:
            raise ValidationError(_("A code has eight letters, without vowels and figures."))
        return code


class ArrowForm(forms.Form):
    """An arrow in one line."""

    line = forms.CharField(
        label=_("Add an arrow"),
        max_length=400,
        help_text=_("For example: reports to the police > pressure on care +"),
        widget=forms.TextInput(attrs={"autocomplete": "off"}),
    )
    itself = SureField()

    def __init__(self, *args: Any, **options: Any) -> None:
        super().__init__(*args, **options)
        if not goes_to_itself(str(self["line"].value() or "")):
            del self.fields["itself"]

    def clean(self) -> None:
        """Raises nothing; asks to be sure of an arrow from a factor to itself."""
        if self.cleaned_data.get("itself") is False:
            self.add_error("itself", SURE_OF_ITSELF)

    def clean_line(self) -> Line:
        """The arrow. Raises ValidationError that says what is missing."""
        try:
            return read(self.cleaned_data["line"])
        except NotALine as unclear:
            raise ValidationError(str(words.UNCLEAR[unclear.why])) from unclear


def goes_to_itself(text: str) -> bool:
    """Whether a line goes from a name to that same name."""
    try:
        line = read(text)
    except NotALine:
        return False
    return plain(line.source) == plain(line.target)


class VoteForm(forms.Form):
    """How strong and how fast an arrow is."""

    strength = forms.ChoiceField(
        label=_("Strength"),
        choices=[("", _("no opinion")), *words.choices(words.STRENGTHS)],
        required=False,
        widget=forms.RadioSelect(attrs={"data-layout": "inline"}),
    )
    speed = forms.ChoiceField(
        label=_("Speed"),
        choices=[("", _("no opinion")), *words.choices(words.SPEEDS)],
        required=False,
        widget=forms.RadioSelect(attrs={"data-layout": "inline"}),
    )
