"""Fields that the forms of a model share: marks, names of factors, numbers, classes."""

import math
from collections.abc import Mapping
from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from ketenzicht.systems import words
from ketenzicht.systems.domain.documents import Json, label_of, texts_of
from ketenzicht.systems.domain.quick import SIGNS, Names

LANGUAGES = ("nl", "en")
SHORT = {"data-width": "s"}
MIDDLE = {"data-width": "m"}
MOST_LINES = 200


class MarkField(forms.CharField):
    """What the item looked like when the form was opened; nothing means that it was not there."""

    widget = forms.HiddenInput

    def __init__(self) -> None:
        super().__init__(required=False, max_length=64)


# Nearly everything restrains itself already; an arrow to itself is seldom meant.
SURE_OF_ITSELF = gettext_lazy(
    "This goes from a factor to itself. That a factor falls back by itself the model knows already. Tick the"
    " box when you mean it all the same."
)


class SureField(forms.BooleanField):
    """That a relation from a factor to itself is meant."""

    def __init__(self) -> None:
        super().__init__(label=gettext_lazy("I am sure: it works on itself"), required=False)


class TypedField(forms.CharField):
    """Text that means something else: looked at as text, given as what it means."""

    def clean(self, value: Any) -> Any:
        """What the text means. Raises ValidationError."""
        return self.meaning(super().clean(value).strip())

    def meaning(self, text: str) -> Any:
        """What a text means. Raises ValidationError."""
        return text

    def has_changed(self, initial: Any, data: Any) -> bool:
        """Whether something else was typed than what the page showed."""
        shown = self.prepare_value(initial)
        return _lines(shown) != _lines(data)


def _lines(value: Any) -> list[str]:
    return [line.strip() for line in str("" if value is None else value).strip().splitlines()]


class NumberField(TypedField):
    """A number as people type it, with a comma or a point."""

    def __init__(self, *, above: float | None = None, least: float | None = None, **options: Any) -> None:
        self.above, self.least = above, least
        options.setdefault("widget", forms.TextInput(attrs={**SHORT, "inputmode": "decimal"}))
        super().__init__(max_length=40, **options)

    def meaning(self, text: str) -> Any:
        """The number, or None. Raises ValidationError."""
        return None if not text else self._number(text)

    def _number(self, text: str) -> float:
        number = number_in(text)
        if number is None:
            raise ValidationError(_("Type a number, for example 0.5."))
        if self.above is not None and number <= self.above:
            raise ValidationError(_("Type a number above %(number)s.") % {"number": f"{self.above:g}"})
        if self.least is not None and number < self.least:
            raise ValidationError(_("Type %(number)s or more.") % {"number": f"{self.least:g}"})
        return number

    def prepare_value(self, value: Any) -> Any:
        """A number without needless figures, in the way of the page's language."""
        return words.number(value) if isinstance(value, int | float) else value


class NumbersField(NumberField):
    """Several numbers with spaces between them."""

    def meaning(self, text: str) -> Any:
        """The numbers. Raises ValidationError."""
        parts = text.replace(";", " ").split()
        return [self._number(part.rstrip(",")) for part in parts[:MOST_LINES]]

    def prepare_value(self, value: Any) -> Any:
        """The numbers in the way of the page's language."""
        return " ".join(map(words.number, value)) if isinstance(value, list | tuple) else value


def number_in(text: str) -> float | None:
    """The number that was typed; None when it is none, or one that no model can hold."""
    try:
        number = float(text.replace(",", "."))
    except ValueError:
        return None
    return number if math.isfinite(number) and abs(number) <= 1e15 and text.isascii() else None


class FactorField(TypedField):
    """A factor by its name or its id; the form tells it which factors there are."""

    names = Names(())

    def __init__(self, **options: Any) -> None:
        options.setdefault("widget", forms.TextInput(attrs={**MIDDLE, "list": "factors"}))
        super().__init__(max_length=options.pop("max_length", 300), **options)

    def meaning(self, text: str) -> Any:
        """The id. Raises ValidationError that says which names look like it."""
        return self.one(text) if text else ""

    def one(self, text: str) -> str:
        """The id of the factor with this name. Raises ValidationError."""
        found = self.names.matching(text)
        if len(found) == 1:
            return found[0]
        if found:
            said = _("More than one factor is called “%(name)s”. Type one of these ids: %(names)s.")
            raise ValidationError(said % {"name": text, "names": ", ".join(found[:5])})
        said = _("“%(name)s” is no factor yet.") % {"name": text[:200]}
        alike = [self.names.spelled(key, words.language()) for key in self.names.near(text)]
        hint = _("Did you mean: %(names)s?") % {"names": ", ".join(alike)} if alike else ""
        raise ValidationError(f"{said} {hint}".strip())

    def prepare_value(self, value: Any) -> Any:
        """The name of a factor that there is; what was typed stays as it was."""
        if isinstance(value, str) and value and self.names.matching(value) == [value]:
            return self.names.spelled(value, words.language())
        return value


class _LinesField(FactorField):
    """One factor on each line."""

    def __init__(self, **options: Any) -> None:
        widget = forms.Textarea(attrs={"rows": 4, "data-width": "l"})
        super().__init__(widget=widget, max_length=20_000, **options)

    def lines(self, text: str) -> list[str]:
        """What was typed, a line each."""
        return [line for line in _lines(text) if line][:MOST_LINES]


class FactorsField(_LinesField):
    """Factors in their order, one on each line."""

    def meaning(self, text: str) -> Any:
        """The ids. Raises ValidationError."""
        return [self.one(line) for line in self.lines(text)]

    def prepare_value(self, value: Any) -> Any:
        """Their names."""
        if isinstance(value, list | tuple):
            return "\n".join(str(FactorField.prepare_value(self, str(one))) for one in value)
        return value


class SignedField(_LinesField):
    """Factors with + or − behind them, one on each line; the ids come out with their sign."""

    def meaning(self, text: str) -> Any:
        """The ids with their signs. Raises ValidationError."""
        return [self._signed(line) for line in self.lines(text)]

    def _signed(self, line: str) -> str:
        name, sign = line[:-1].strip(), SIGNS.get(line[-1:], "")
        if sign not in ("+", "-", "?") or not name:
            raise ValidationError(_("Behind “%(line)s” there should be + or −.") % {"line": line[:200]})
        return f"{self.one(name)}{sign}"

    def prepare_value(self, value: Any) -> Any:
        """Their names and signs."""
        if not isinstance(value, list | tuple):
            return value
        pairs = [(str(one).strip()[:-1].strip(), str(one).strip()[-1:]) for one in value]
        return "\n".join(
            f"{FactorField.prepare_value(self, name)} {words.minus(sign)}" for name, sign in pairs
        )


class ClassOrNumberField(TypedField):
    """A class of the scales by its code, or a number above 0."""

    def __init__(self, known: words.Words, spelled: Mapping[str, str], **options: Any) -> None:
        self.known, self.spelled = known, spelled
        super().__init__(required=False, max_length=100, **options)

    def meaning(self, text: str) -> Any:
        """The code, the number, or nothing. Raises ValidationError."""
        if not text or text in self.known:
            return text
        by_word = {word: code for word, code in self.spelled.items() if code in self.known}
        by_word |= {str(word).lower(): code for code, word in self.known.items()}
        if text.lower() in by_word:
            return by_word[text.lower()]
        number = number_in(text)
        if number is None or not 0 < number < 1e6:
            raise ValidationError(self._wanted())
        return number

    def prepare_value(self, value: Any) -> Any:
        """A code in words."""
        if isinstance(value, int | float):
            return words.number(value)
        return str(self.known[value]) if value in self.known else value

    def _wanted(self) -> str:
        named = ", ".join(map(str, self.known.values()))
        return str(_("Choose one of these: %(words)s. Or type a number above 0.") % {"words": named})


def tell_names(form: forms.Form, document: Json) -> None:
    """Let every field for factors know which factors there are."""
    asking = [field for field in form.fields.values() if isinstance(field, FactorField)]
    if asking:
        names = Names(document.get("factors", []))
        for field in asking:
            field.names = names


def factor_choices(document: Json, nothing: Any) -> list[tuple[str, Any]]:
    """The factors by name, as the choices of a list."""
    named = [(one["id"], label_of(one, words.language())) for one in document.get("factors", [])]
    return [("", nothing), *sorted(named, key=lambda one: one[1].lower())]


def text_fields(item: Json, name: str) -> dict[str, str]:
    """What the fields per language show of a text."""
    texts = texts_of(item.get(name))
    return {
        f"{name}_{one}": texts.get(one) or (texts.get("", "") if one == "nl" else "") for one in LANGUAGES
    }


def texts_in(item: Json, name: str, cleaned: Mapping[str, Any]) -> dict[str, str]:
    """The text per language that fields make; a language they do not ask about stays."""
    asked = {one: cleaned[f"{name}_{one}"] for one in LANGUAGES if f"{name}_{one}" in cleaned}
    texts = texts_of(item.get(name))
    # A text without a language is asked as Dutch, unless there is Dutch as well.
    kept = {key: text for key, text in texts.items() if key or "nl" in texts}
    return {key: text for key, text in {**kept, **asked}.items() if text}
