"""A form that knows what its signal looked like when it was opened, so that it never overwrites silently."""

from datetime import datetime
from typing import Any

from django import forms
from django.core.exceptions import ValidationError


class VersionField(forms.CharField):
    """The moment of the last work on the signal, hidden in the form; nothing or nonsense means none."""

    widget = forms.HiddenInput

    def __init__(self, **options: Any) -> None:
        super().__init__(required=False, **options)

    def to_python(self, value: Any) -> Any:
        """The moment, or None."""
        if value in self.empty_values:
            return None
        try:
            moment = datetime.fromisoformat(str(value))
        except ValueError as wrong:
            raise ValidationError("", code="version") from wrong
        return moment if moment.tzinfo and 1900 <= moment.year < 2200 else None

    def prepare_value(self, value: Any) -> Any:
        """The moment, to the microsecond."""
        return value.isoformat() if isinstance(value, datetime) else value


class VersionedForm(forms.Form):
    """A form about one signal. Alone it is a button that does something at once."""

    version = VersionField()
