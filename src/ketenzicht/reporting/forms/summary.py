"""Everything that was answered, page by page, for the check before sending."""

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

from django import forms
from django.utils.functional import Promise
from django.utils.timezone import localdate
from django.utils.translation import gettext as _

from ketenzicht.reporting.domain.details import normalise
from ketenzicht.reporting.forms.answers import Answers
from ketenzicht.reporting.forms.details import KINDS
from ketenzicht.reporting.forms.pages import LAST, PAGES, Asked, DetailsPage, Page, SignsPage, order
from ketenzicht.reporting.labels import DETAIL_LABELS, detail_text, problem_label


@dataclass(frozen=True)
class Answer:
    """One answered question; ``note`` says when something is not as we would expect it."""

    question: str
    answer: str
    note: str | Promise = ""


@dataclass(frozen=True)
class Chapter:
    """One page with what was answered on it; empty when nothing was."""

    code: str
    title: str | Promise
    answers: list[Answer]
    files: bool = False


def summary_of(answers: Answers, asked: Asked) -> list[Chapter]:
    """The pages before the check, each with its answers. Questions without an answer are left out."""
    pages = [PAGES[code](answers, asked, bound=True) for code in order(answers, asked) if code != LAST]
    return [
        Chapter(page.code, page.label, list(_answers(page)), page.code == DetailsPage.code) for page in pages
    ]


def _answers(page: Page) -> Iterator[Answer]:
    if isinstance(page, DetailsPage):
        yield from _details(page)
    elif isinstance(page, SignsPage):
        yield from _signs(page)
    else:
        for form in page.forms.values():
            form.is_valid()
            yield from (
                Answer(str(field.label), shown) for field in form if (shown := _shown(form, field.name))
            )


def _shown(form: forms.Form, name: str) -> str:
    value: Any = form.cleaned_data.get(name) or form[name].data or ""
    choices = getattr(form.fields[name], "choices", None)
    return str(dict(choices).get(value, "")) if choices else str(value)


def _signs(page: SignsPage) -> Iterator[Answer]:
    form = page.forms.get("signs")
    if form is None:
        return
    form.is_valid()
    for name in form.fields:
        if not name.startswith("shows-") and (shown := _shown(form, name)):
            shows = _shown(form, name.replace("sign-", "shows-")) if name.startswith("sign-") else ""
            yield Answer(str(form.fields[name].label), f"{shown}: {shows}" if shows else shown)


def _details(page: DetailsPage) -> Iterator[Answer]:
    for name, form in page.forms.items():
        kind = name.rpartition("-")[0]
        form.is_valid()
        typed = {
            key: "yes" if value is True else str(value) for key, value in form.cleaned_data.items() if value
        }
        if kind in KINDS and typed:
            found = normalise(kind, typed, localdate())
            words = [detail_text(kind, typed, found.normalised), typed.get("about", "")]
            shown = "\n".join(filter(None, words)) or _("Filled in")
            yield Answer(
                str(DETAIL_LABELS[kind]), shown, problem_label(found.problem) if found.problem else ""
            )
