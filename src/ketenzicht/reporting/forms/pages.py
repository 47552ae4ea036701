"""The pages of the questionnaire, for the public and for professionals: which questions stand where.

A page shows what was typed before, right or wrong; it only complains when it is asked to go on.
"""

from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import date
from functools import cached_property
from typing import TYPE_CHECKING, Any, ClassVar

from django.forms import Form
from django.utils.datastructures import MultiValueDict
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from ketenzicht.partners import queries as partners
from ketenzicht.reporting import queries
from ketenzicht.reporting.forms import details
from ketenzicht.reporting.forms.answers import Answers
from ketenzicht.reporting.forms.questions import (
    ContactForm,
    DeskContactForm,
    MoreForm,
    SafetyForm,
    SettingForm,
    SignsForm,
    WhatForm,
)
from ketenzicht.reporting.labels import DETAIL_LABELS

if TYPE_CHECKING:
    from ketenzicht.partners.models import Desk
    from ketenzicht.reporting.models import Setting


@dataclass(frozen=True)
class Asked:
    """Who is asked, and when: it decides which questions there are."""

    on: date
    desks: "list[Desk]" = field(default_factory=list)

    @property
    def professional(self) -> bool:
        """Whether a professional is asked, who reports from a desk."""
        return bool(self.desks)

    @property
    def audience(self) -> str:
        """The audience as the reference data calls it."""
        return "professional" if self.professional else "public"


class Page:
    """One page: its forms, filled with what was typed; ``bound`` when it has to say what is wrong."""

    code: ClassVar[str]
    title: ClassVar[Promise]
    label: ClassVar[Promise]

    def __init__(self, answers: Answers, asked: Asked, *, bound: bool = False) -> None:
        self.answers = answers
        self.asked = asked
        self.bound = bound

    @cached_property
    def forms(self) -> dict[str, Form]:
        """The forms of this page by name, in the order in which they stand."""
        return self._build()

    def _build(self) -> dict[str, Form]:
        raise NotImplementedError

    def is_valid(self) -> bool:
        """Whether everything on a bound page is right."""
        return all([form.is_valid() for form in self.forms.values()])

    def names(self) -> list[str]:
        """The names of the inputs that belong to this page."""
        return [form.add_prefix(name) for form in self.forms.values() for name in form.fields]

    def problems(self) -> list[dict[str, str]]:
        """What is wrong, each with the input it is about."""
        return [problem for form in self.forms.values() for problem in problems_of(form)]

    def _fill(self, form_class: type[Form], prefix: str | None = None, **extra: Any) -> Form:
        raw = self.answers.raw(self.code)
        if self.bound:
            return form_class(MultiValueDict(raw), prefix=prefix, **extra)
        form = form_class(prefix=prefix, **extra)
        for name in form.fields:
            if values := raw.get(form.add_prefix(name)):
                form.initial[name] = values[0]
        return form


def problems_of(form: Form) -> Iterator[dict[str, str]]:
    """What is wrong in a form, each with the input it is about; nothing for a form not sent yet."""
    if not form.is_bound:
        return
    for bound_field in form:
        target = getattr(bound_field, "first_input_id", bound_field.auto_id)
        yield from ({"text": str(text), "href": f"#{target}"} for text in bound_field.errors)


class SafetyPage(Page):
    """Danger first."""

    code = "safety"
    title = _("Is anyone in danger now?")
    label = _("Danger now?")

    def _build(self) -> dict[str, Form]:
        questions = queries.acute_questions(self.asked.on)
        return {"safety": self._fill(SafetyForm, questions=questions, urgency=self.asked.professional)}


class WhatPage(Page):
    """What was seen, of whom or what, and where; a professional also tells the rest here."""

    code = "what"
    title = _("What did you notice?")
    label = _("What you noticed")

    def _build(self) -> dict[str, Form]:
        built = {"what": self._fill(WhatForm, municipalities=partners.municipalities(self.asked.on))}
        if self.asked.professional:
            built["more"] = self._fill(MoreForm)
        return built


class MorePage(Page):
    """The other kinds of statement."""

    code = "more"
    title = _("Can you tell us more?")
    label = _("More about it")

    def _build(self) -> dict[str, Form]:
        return {"more": self._fill(MoreForm)}


class SettingPage(Page):
    """Where it was noticed."""

    code = "setting"
    title = _("Where did you notice this?")
    label = _("Where you noticed it")

    def _build(self) -> dict[str, Form]:
        return {
            "setting": self._fill(
                SettingForm, settings=queries.settings_for(self.asked.audience, self.asked.on)
            )
        }


class SignsPage(Page):
    """What is seen in that setting."""

    code = "signs"
    title = _("What do you see there?")
    label = _("Signs")

    @cached_property
    def setting(self) -> "Setting | None":
        """The setting that was chosen."""
        return chosen_setting(self.answers, self.asked)

    def _build(self) -> dict[str, Form]:
        if self.setting is None:
            return {}
        questions = queries.questions_for(self.setting, self.asked.audience, self.asked.on)
        indicators = queries.indicators_of(self.setting, self.asked.on)
        return {"signs": self._fill(SignsForm, indicators=indicators, questions=questions)}


@dataclass(frozen=True)
class Group:
    """The forms of one kind of detail."""

    kind: str
    title: Promise
    one: Promise
    add: Promise
    forms: list[Form]
    count_name: str
    open: bool

    @property
    def full(self) -> bool:
        """Whether no more fit."""
        return len(self.forms) >= details.MOST_GROUPS


class DetailsPage(Page):
    """Structured details and files."""

    code = details.PAGE
    title = _("Do you know any details?")
    label = _("Details and files")

    def _build(self) -> dict[str, Form]:
        raw = self.answers.raw(self.code)
        return {
            f"{kind}-{number}": self._fill(form_class, prefix=f"{kind}-{number}")
            for kind, (form_class, _title, _add) in details.KINDS.items()
            for number in range(details.count_of(raw, kind))
        }

    def names(self) -> list[str]:
        """Also the hidden counts."""
        return [*super().names(), *map(details.count_name, details.KINDS)]

    def groups(self) -> list[Group]:
        """The forms by kind; a kind with something in it stands open."""
        raw = self.answers.raw(self.code)
        return [
            Group(
                kind,
                title,
                DETAIL_LABELS[kind],
                add,
                forms,
                details.count_name(kind),
                len(forms) > 1 or any(map(_filled, forms)),
            )
            for kind, (_form, title, add) in details.KINDS.items()
            if (forms := [self.forms[f"{kind}-{number}"] for number in range(details.count_of(raw, kind))])
        ]


def _filled(form: Form) -> bool:
    if not form.is_bound:
        return any(form.initial.values())
    return any(form[name].data for name in form.fields)


class CheckPage(Page):
    """Who reports, and everything once more before it is sent."""

    code = "check"
    title = _("Check and send")
    label = _("Check and send")

    def _build(self) -> dict[str, Form]:
        if self.asked.professional:
            return {"contact": self._fill(DeskContactForm, desks=self.asked.desks)}
        return {"contact": self._fill(ContactForm)}


PAGES: dict[str, type[Page]] = {
    page.code: page
    for page in (SafetyPage, WhatPage, MorePage, SettingPage, SignsPage, DetailsPage, CheckPage)
}
FIRST, LAST = SafetyPage.code, CheckPage.code


def chosen_setting(answers: Answers, asked: Asked) -> "Setting | None":
    """The setting that was chosen, when there is one of that name for whoever is asked."""
    code = answers.first(SettingPage.code, "setting")
    return queries.setting_for(code, asked.audience, asked.on) if code else None


def order(answers: Answers, asked: Asked) -> list[str]:
    """The pages in order: the one about signs only with a setting, a professional tells all on one page."""
    pages = [SafetyPage.code, WhatPage.code, MorePage.code, SettingPage.code, SignsPage.code]
    pages += [DetailsPage.code, CheckPage.code]
    if asked.professional:
        pages.remove(MorePage.code)
    if not chosen_setting(answers, asked):
        pages.remove(SignsPage.code)
    return pages


def after(here: str, answers: Answers, asked: Asked) -> str:
    """The page after ``here``; straight back to the check when that is where somebody came from."""
    pages = order(answers, asked)
    if here not in pages or here == LAST:
        return LAST
    following = pages[pages.index(here) + 1]
    return following if not answers.checking or following == SignsPage.code else LAST


@dataclass(frozen=True)
class Step:
    """Which step a page is, of how many; at most so many while pages can still be passed over."""

    number: int
    total: int
    at_most: bool


def step_of(here: str, answers: Answers) -> Step:
    """The step of a public page; the setting and its signs are one step.

    On the last page the steps that were really taken are counted: whoever went straight there passed over
    the others.
    """
    steps = [code for code in PAGES if code != SignsPage.code]
    if here == LAST:
        taken = len({*answers.trail} & {*steps[:-1]}) + 1
        return Step(taken, taken, at_most=False)
    number = steps.index(SettingPage.code if here == SignsPage.code else here) + 1
    return Step(number, len(steps), at_most=True)
