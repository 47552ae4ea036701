"""From answers that are right on every page to the content of a report."""

from collections.abc import Iterable
from typing import Any

from django import forms

from ketenzicht.reporting.domain.acute import AcuteAnswer
from ketenzicht.reporting.domain.content import (
    Channel,
    DetailTyped,
    ExtraAnswer,
    FileContent,
    ReportContent,
    ReporterContact,
    SignAnswer,
    SignSaid,
    Subject,
)
from ketenzicht.reporting.domain.statements import StatementKind
from ketenzicht.reporting.domain.visibility import ReporterMode, keeps_identity
from ketenzicht.reporting.forms.answers import Answers
from ketenzicht.reporting.forms.pages import PAGES, Asked, order
from ketenzicht.reporting.forms.questions import ELSEWHERE, URGENCIES, SignsForm


def content_from(
    answers: Answers, asked: Asked, *, files: Iterable[FileContent], language: str, is_demonstration: bool
) -> ReportContent:
    """What is to be sent. Raises KeyError when a page is not right; ask every page first."""
    built: dict[str, forms.Form] = {}
    for code in order(answers, asked):
        page = PAGES[code](answers, asked, bound=True)
        page.is_valid()
        built |= page.forms
    said: dict[str, Any] = {
        name: value for form in built.values() if not form.prefix for name, value in form.cleaned_data.items()
    }
    mode = ReporterMode(said["mode"])
    return ReportContent(
        submission=answers.submission,
        receipt_code=answers.receipt_code,
        channel=Channel.PROFESSIONAL if asked.professional else Channel.PUBLIC,
        language=language,
        subject=Subject(said["subject"]),
        statements={kind: said.get(kind, "") for kind in StatementKind},
        municipality_id=None if said["municipality"] == ELSEWHERE else int(said["municipality"]),
        place=said["place"],
        setting_code=said.get("setting", ""),
        acute_answers=_acute(said),
        extra_answers=_extra(built, said),
        signs=_signs(built.get("signs"), said),
        details=_details(built),
        files=list(files),
        mode=mode,
        contact=_contact(said) if keeps_identity(mode) else ReporterContact(),
        reporter_desk_id=int(said["desk"]) if asked.professional else None,
        is_demonstration=is_demonstration,
    )


def _acute(said: dict[str, Any]) -> dict[str, AcuteAnswer]:
    answered = {
        name.removeprefix("acute-"): value for name, value in said.items() if name.startswith("acute-")
    }
    return {code: AcuteAnswer(value) for code, value in answered.items() if value}


def _extra(built: dict[str, forms.Form], said: dict[str, Any]) -> list[ExtraAnswer]:
    asked_as: dict[str, str] = {}
    if isinstance(signs := built.get("signs"), SignsForm):
        asked_as = signs.asked_as
    found = [
        ExtraAnswer(name.removeprefix("question-"), asked_as[name], value)
        for name, value in said.items()
        if name.startswith("question-") and value
    ]
    if urgency := said.get("urgency"):
        label = str(built["safety"].fields["urgency"].label)
        found.insert(0, ExtraAnswer("urgency", label, str(URGENCIES[urgency])))
    return found


def _signs(form: forms.Form | None, said: dict[str, Any]) -> list[SignSaid]:
    if not isinstance(form, SignsForm):
        return []
    found = []
    for name, asked_as in form.asked_as.items():
        code = name.removeprefix("sign-")
        shows = said.get(f"shows-{code}", "")
        answer = said[name] or (SignAnswer.SEEN if shows else "")
        if name.startswith("sign-") and answer:
            found.append(SignSaid(code, asked_as, SignAnswer(answer), shows))
    return found


def _details(built: dict[str, forms.Form]) -> list[DetailTyped]:
    found = []
    for form in built.values():
        if form.prefix:
            typed = {name: _text(value) for name, value in form.cleaned_data.items() if value}
            if typed:
                found.append(DetailTyped(form.prefix.rpartition("-")[0], typed))
    return found


def _text(value: Any) -> str:
    return "yes" if value is True else str(value)


def _contact(said: dict[str, Any]) -> ReporterContact:
    return ReporterContact(name=said["name"], email=said["email"], phone=said["phone"], reach=said["reach"])
