"""How forms are drawn: one renderer for the whole product, and the few fields every part shares."""

import datetime
import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Any, Final

from django import forms
from django.core.exceptions import ValidationError
from django.forms.renderers import DjangoTemplates
from django.utils.functional import Promise
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from ketenzicht.common.domain.written_dates import parse_written_date

# What stands in a list to choose from: a value with its label, or a heading with such pairs below it.
Choice = tuple[Any, Any]

CLASS_OF: Final[Mapping[type[forms.Widget], str]] = {
    forms.CheckboxInput: "utrecht-checkbox utrecht-checkbox--html-input",
    forms.RadioSelect: "utrecht-radio-button utrecht-radio-button--html-input",
    forms.CheckboxSelectMultiple: "utrecht-checkbox utrecht-checkbox--html-input",
    forms.Select: "utrecht-select utrecht-select--html-select",
    forms.Textarea: "utrecht-textarea utrecht-textarea--html-textarea",
    forms.FileInput: "kz-file-input",
    forms.HiddenInput: "",
}
GROUPS: Final = (forms.RadioSelect, forms.CheckboxSelectMultiple)


@dataclass(frozen=True)
class Hinted:
    """A choice label with a line of explanation under it."""

    text: str | Promise
    hint: str | Promise

    def __str__(self) -> str:
        return str(self.text)


class BoundField(forms.BoundField):
    """A field on the page: knows its shape, and gives its input class and description."""

    def __init__(self, form: forms.BaseForm, field: forms.Field, name: str) -> None:
        super().__init__(form, field, name)
        # A number box of the browser forgets what is no number; what was typed must stay to be corrected.
        if isinstance(field.widget, forms.NumberInput):
            field.widget.input_type = "text"
            field.widget.attrs.setdefault("inputmode", "numeric")
            for bound in ("min", "max", "step"):
                field.widget.attrs.pop(bound, None)

    @property
    def is_group(self) -> bool:
        """True for a set of radio buttons or checkboxes, which gets a legend instead of a label."""
        return isinstance(self.field.widget, GROUPS)

    @property
    def is_single_checkbox(self) -> bool:
        """True for one checkbox, whose label stands behind it."""
        return isinstance(self.field.widget, forms.CheckboxInput)

    @property
    def look(self) -> dict[str, Any]:
        """The ``data-…`` attributes of the widget that say how it should look, without the prefix."""
        names = ("width", "layout", "legend", "prefix", "suffix", "quiet-optional")
        attrs = self.field.widget.attrs
        return {name.replace("-", "_"): attrs.get(f"data-{name}", "") for name in names}

    @property
    def messages(self) -> list[str]:
        """What is wrong, in words that make sense away from the field too."""
        return [self._in_words(error) for error in self.errors.as_data()]

    def _in_words(self, error: ValidationError) -> str:
        standard = forms.Field.default_error_messages["required"]
        if error.code != "required" or error.message != standard:
            return " ".join(map(str, error.messages))
        if self.is_single_checkbox:
            return gettext("Tick “%(label)s” to go on.") % {"label": self.label}
        if self.is_group or isinstance(self.field.widget, forms.Select):
            return gettext("Choose an answer: %(label)s") % {"label": self.label}
        return gettext("Fill this in: %(label)s") % {"label": self.label}

    @property
    def first_input_id(self) -> str:
        """The id an error message can link to."""
        auto_id = str(self.auto_id)
        return f"{auto_id}_0" if self.use_fieldset else auto_id

    def build_widget_attrs(self, attrs: Any, widget: forms.Widget | None = None) -> dict[str, Any]:
        """Adds the class and replaces the browser's own validation by ``aria-required``."""
        widget = widget or self.field.widget
        built: dict[str, Any] = dict(super().build_widget_attrs(attrs, widget))
        if built.pop("required", False) and not self.use_fieldset:
            built["aria-required"] = "true"
        if self.use_fieldset and not isinstance(widget, forms.MultiWidget):
            built.pop("aria-invalid", None)
        classes = [str(widget.attrs.get("class", "")), class_of(widget)]
        if self.errors and not widget.is_hidden:
            classes += [name.split()[0] + "--invalid" for name in classes[1:] if name]
        built["class"] = " ".join(filter(None, classes))
        return built


def class_of(widget: forms.Widget) -> str:
    """The CSS class of an input of this kind."""
    for kind in type(widget).__mro__:
        if kind in CLASS_OF:
            return CLASS_OF[kind]
    return "utrecht-textbox utrecht-textbox--html-input"


# The framework draws each option by two templates: too slow for a list of all municipalities.
OWN_TEMPLATES: Final = {"django/forms/widgets/select.html": "common/forms/select.html"}


class Renderer(DjangoTemplates):
    """Draws every form in the product's own shapes."""

    form_template_name = "common/forms/form.html"
    formset_template_name = "common/forms/formset.html"
    field_template_name = "common/forms/field.html"
    bound_field_class = BoundField

    def get_template(self, template_name: str) -> Any:
        """The template of that name, or the product's own in its place."""
        return super().get_template(OWN_TEMPLATES.get(template_name, template_name))


class WrittenDateField(forms.CharField):
    """A date in one text box, typed the way people write dates.

    Takes 22-11-2026, 22 november 2026, 22 nov 2026 and 2026-11-22; gives a ``date`` or None.
    """

    default_error_messages = {
        "date": _("Type a date that exists, for example 22 November 2026."),
    }

    def to_python(self, value: Any) -> Any:
        """The date that was meant. Raises: ValidationError when it is none."""
        if value in self.empty_values:
            return None
        if isinstance(value, datetime.date):
            return value
        found = parse_written_date(re.sub(r"\s+", " ", str(value).strip()))
        # Years at the edge of what a computer can count make the sums that follow fail.
        if found is None or not 1900 <= found.year < 2200:
            raise ValidationError(self.error_messages["date"], code="date")
        return found

    def prepare_value(self, value: Any) -> Any:
        """Shows a stored date as day-month-year."""
        return f"{value:%d-%m-%Y}" if isinstance(value, datetime.date) else value


def offer(form: forms.BaseForm, name: str, choices: Iterable[Choice]) -> None:
    """Let a field of a form choose from these. Raises TypeError when it is no field to choose with."""
    field = form.fields[name]
    if not isinstance(field, forms.ChoiceField):
        raise TypeError(f"{name} is no field with choices")
    field.choices = list(choices)
