"""The form in which many roles are looked at together."""

import re
from collections.abc import Iterable, Mapping
from typing import Any, Final

from django import forms
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from ketenzicht.accounts.domain.review import Outcome

CHOICES: Final[tuple[tuple[str, Promise], ...]] = (
    (Outcome.CONFIRMED.value, _("Still needed")),
    (Outcome.ENDED.value, _("Take this role away")),
)
_NAME = re.compile(r"role-([0-9]{1,18})")


class ReviewForm(forms.Form):
    """One question for each role; what is not answered stays for later. Nothing is chosen beforehand."""

    def __init__(self, data: Mapping[str, Any] | None, asked: Iterable[tuple[int, str, str]]) -> None:
        super().__init__(data)
        for number, label, hint in asked:
            self.fields[f"role-{number}"] = forms.ChoiceField(
                label=label,
                help_text=hint,
                choices=CHOICES,
                required=False,
                widget=forms.RadioSelect(attrs={"data-layout": "inline", "data-quiet-optional": "yes"}),
            )

    def clean(self) -> dict[str, Any]:
        """At least one role has to be decided about."""
        if not self.decisions():
            raise forms.ValidationError(_("Choose for at least one role whether it is still needed."))
        return self.cleaned_data

    def decisions(self) -> dict[int, Outcome]:
        """What was decided, by the number of the role.

        Also about roles that are asked no more: what became of these is for the action to say.
        """
        said = {_NAME.fullmatch(name): value for name, value in (self.data or {}).items()}
        known = {match: value for match, value in said.items() if match and value in set(Outcome)}
        return {int(match[1]): Outcome(value) for match, value in known.items()}
