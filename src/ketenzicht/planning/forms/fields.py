"""Fields that plans need."""

from decimal import Decimal
from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from ketenzicht.common.written import written_number
from ketenzicht.planning.domain.amounts import NoAmount, parse_amount, parse_weights


class AmountField(forms.Field):
    """An amount in euros, typed the way people write amounts; gives a Decimal or None."""

    default_error_messages = {"amount": _("Type an amount such as 1500 or 1.500,50.")}

    def __init__(self, **kwargs: Any) -> None:
        widget = forms.TextInput(attrs={"data-width": "s", "data-prefix": "€", "inputmode": "decimal"})
        super().__init__(widget=widget, **kwargs)

    def to_python(self, value: Any) -> Any:
        """The amount that was meant. Raises: ValidationError when it is none."""
        text = str(value or "").strip()
        if not text:
            return None
        try:
            return parse_amount(text)
        except NoAmount as error:
            raise ValidationError(self.error_messages["amount"], code="amount") from error

    def prepare_value(self, value: Any) -> Any:
        """Shows a stored amount in the notation of the page."""
        return written_number(value, 2, grouped=True) if isinstance(value, Decimal) else value


LONGEST = 20_000


class WeightsField(forms.Field):
    """Parties with their weights, one a line; gives pairs of a party and its weight as text."""

    def __init__(self, **kwargs: Any) -> None:
        super().__init__(widget=forms.Textarea(attrs={"rows": 10}), **kwargs)

    def to_python(self, value: Any) -> Any:
        """The pairs that were meant. Raises: ValidationError with the line that is no pair."""
        text = str(value or "")
        if len(text) > LONGEST:
            raise ValidationError(gettext("This is too long."), code="weights")
        try:
            found = parse_weights(text)
        except NoAmount as error:
            message = gettext("This line is no party with a number, or names one twice: %(line)s")
            raise ValidationError(message % {"line": str(error)[:80]}, code="weights") from error
        if found and not any(weight for _party, weight in found):
            raise ValidationError(gettext("At least one number has to be above zero."), code="weights")
        return [[party, format(weight.normalize(), "f")] for party, weight in found]

    def prepare_value(self, value: Any) -> Any:
        """Shows stored pairs as lines."""
        return (
            "\n".join(f"{party}; {weight}" for party, weight in value) if isinstance(value, list) else value
        )
