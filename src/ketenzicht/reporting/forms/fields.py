"""The few kinds of field the questionnaire is made of.

A limit is never a ``maxlength`` in the page: a browser would silently cut off what somebody pastes.
"""

from collections.abc import Iterable
from typing import Any

from django import forms
from django.core.validators import MaxLengthValidator, ProhibitNullCharactersValidator
from django.utils.functional import Promise
from django.utils.text import format_lazy
from django.utils.translation import gettext_lazy as _

from ketenzicht.common.forms import Hinted

Text = str | Promise
LINE = 200
PARAGRAPH = 1000
STORY = 4000


class _Limited(MaxLengthValidator):
    message = _("This is too long: %(show_value)d characters, and at most %(limit_value)d fit here.")


class Words(forms.CharField):
    """One line of text, at most ``limit`` characters."""

    def __init__(
        self, *, limit: int = LINE, required: bool = False, missing: Text = "", **options: Any
    ) -> None:
        if missing:
            options.setdefault("error_messages", {})["required"] = missing
        super().__init__(required=required, **options)
        self.validators = [_Limited(limit), ProhibitNullCharactersValidator()]

    def to_python(self, value: Any) -> str:
        """The text with line ends as one character each."""
        return str(super().to_python(value)).replace("\r\n", "\n").replace("\r", "\n")


class Story(Words):
    """Text of several lines, at most ``limit`` characters."""

    def __init__(self, *, rows: int = 5, limit: int = STORY, **options: Any) -> None:
        options.setdefault("widget", forms.Textarea(attrs={"rows": rows}))
        super().__init__(limit=limit, **options)


class OneOf(forms.ChoiceField):
    """One choice of a few, as radio buttons."""

    def __init__(
        self,
        choices: Iterable[tuple[str, Any]],
        *,
        required: bool = False,
        missing: Text = "",
        inline: bool = False,
        quiet: bool = False,
        legend: str = "",
        **options: Any,
    ) -> None:
        attrs = {"data-layout": "inline"} if inline else {}
        if quiet:
            attrs["data-quiet-optional"] = "yes"
        if legend:
            attrs["data-legend"] = legend
        if missing:
            options["error_messages"] = {"required": missing}
        super().__init__(
            choices=list(choices), required=required, widget=forms.RadioSelect(attrs=attrs), **options
        )


def hinted(text: Text, hint: Text) -> Text | Hinted:
    """A choice with a line under it, or just the choice when there is nothing to add."""
    return Hinted(text, hint) if hint else text


def example(text: Text) -> Promise:
    """A help text that begins with 'For example'."""
    return format_lazy("{} {}", _("For example:"), text)
