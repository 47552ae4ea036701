"""An item with parts: each part is a row of its own, and rows come and go without scripts."""

from collections.abc import Sequence
from typing import TYPE_CHECKING, Any, Self

from django import forms
from django.forms.formsets import BaseFormSet
from django.utils.translation import gettext_lazy as _

from ketenzicht.systems.domain.documents import Json
from ketenzicht.systems.forms.fields import tell_names


class Row(forms.Form):
    """One part of an item."""

    # Whether a new row that nobody filled in is left out.
    may_stay_empty = True

    def __init__(self, *args: Any, document: Json, held: Json | None, **options: Any) -> None:
        self.document, self.held = document, held or {}
        super().__init__(*args, **options)
        self.fields |= self.more_fields()
        tell_names(self, document)

    def more_fields(self) -> dict[str, forms.Field]:
        """The fields that depend on the part."""
        return {}

    @classmethod
    def initial_of(cls, held: Json) -> Json:
        """What the row shows of a part."""
        return dict(held)

    def values(self) -> Json:
        """What the row says, by field of the part; empty for a field to leave out."""
        return {}

    def made(self) -> Json:
        """The part as it becomes; a part that nobody touched stays exactly as it was."""
        if self.held and not self.has_changed():
            return self.held
        said = self.values()
        kept = {name: value for name, value in self.held.items() if name not in said}
        return {**kept, **{name: value for name, value in said.items() if value not in ("", None, [], {})}}


if TYPE_CHECKING:
    _RowFormSet = BaseFormSet[Row]
else:
    _RowFormSet = BaseFormSet


class Rows(_RowFormSet):
    """The parts of an item, in their order."""

    form: type[Row] = Row
    extra = 0
    can_order = False
    can_delete = True
    can_delete_extra = True
    min_num = 0
    max_num = 100
    absolute_max = 100
    validate_min = False
    validate_max = True
    edit_only = False
    word: Any = ""
    one_more_word: Any = ""
    # Whether one has to choose what kind of row comes next.
    asks_which = False

    def __init__(
        self,
        data: Any,
        *,
        document: Json,
        held: Sequence[Json],
        prefix: str,
        typed: Sequence[Json] = (),
        blanks: int = 0,
    ) -> None:
        self.document, self.held = document, list(held)
        shown = list(typed) or [self.form.initial_of(one) for one in self.held]
        self.extra = max(len(shown) - len(self.held), 0) + blanks
        self.renderer = None
        super().__init__(data, initial=shown, prefix=prefix)

    def initial_form_count(self) -> int:
        """How many parts there were; the others are new, whatever the page says."""
        return len(self.held)

    def get_form_kwargs(self, index: int | None) -> dict[str, Any]:
        """What the row at this place is about."""
        held = self.held[index] if index is not None and index < len(self.held) else None
        return {"document": self.document, "held": held}

    def add_fields(self, form: Any, index: int | None) -> None:
        """Also the box that takes a row away."""
        super().add_fields(form, index)
        form.fields["DELETE"].label = _("Take this away")
        if not form.may_stay_empty:
            form.empty_permitted = False

    def made(self) -> list[Json]:
        """The parts as they become."""
        return [form.made() for form in self.forms if not self._is_gone(form)]

    def _is_gone(self, form: Row) -> bool:
        return bool(form.cleaned_data.get("DELETE")) or (form.empty_permitted and not form.has_changed())

    def one_more(self, blank: Json) -> Self:
        """The same rows as they were typed, not looked at yet, with another one to fill in."""
        typed: list[Json] = [{bound.name: bound.value() for bound in form} for form in self.forms]
        return type(self)(
            None, document=self.document, held=self.held, prefix=self.prefix or "", typed=[*typed, blank]
        )
