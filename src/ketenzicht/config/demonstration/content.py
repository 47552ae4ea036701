"""From a row to a report as the forms would make it."""

from datetime import date

from ketenzicht.config.demonstration.cast import Person
from ketenzicht.config.demonstration.rows import Row
from ketenzicht.partners import queries as partners
from ketenzicht.reporting import queries as reporting
from ketenzicht.reporting.domain.acute import AcuteAnswer
from ketenzicht.reporting.domain.content import (
    Channel,
    DetailTyped,
    ReportContent,
    ReporterContact,
    SignAnswer,
    SignSaid,
    Subject,
)
from ketenzicht.reporting.domain.receipt import new_receipt
from ketenzicht.reporting.domain.statements import StatementKind
from ketenzicht.reporting.domain.visibility import ReporterMode, keeps_identity


class Writer:
    """Makes reports of rows, with the words of the lists that are loaded."""

    def __init__(self, on: date) -> None:
        self.municipalities = {row.code: row.pk for row in partners.municipalities(on)}
        self.questions = [row.code for row in reporting.acute_questions(on)]
        self.indicators = {row.code: row for row in reporting.catalogue()}

    def content(self, row: Row, person: Person | None) -> ReportContent:
        """The report of ``row``; ``person`` is who reports it for a desk."""
        mode = ReporterMode(row["mode"])
        return ReportContent(
            submission=f"demonstration {row['key']}",
            receipt_code=row.get("receipt") or new_receipt().digits,
            channel=Channel(row["channel"]),
            language=row["language"],
            subject=Subject(row["subject"]),
            statements={kind: str(row["statements"].get(kind, "")) for kind in StatementKind},
            municipality_id=self.municipalities[row["municipality"]],
            setting_code=row["setting"],
            acute_answers={code: AcuteAnswer(row["acute"].get(code, "no")) for code in self.questions},
            signs=[self._sign(said, row["language"]) for said in row.get("indicators", ())],
            details=[_detail(said) for said in row.get("details", ())],
            mode=mode,
            contact=_contact(row, person) if keeps_identity(mode) else ReporterContact(),
            reporter_desk_id=person.reports_for if person else None,
            is_demonstration=True,
        )

    def _sign(self, said: Row, language: str) -> SignSaid:
        row = self.indicators[said["code"]]
        asked_as = (row.plain_en or row.label_en) if language == "en" else (row.plain_nl or row.label_nl)
        return SignSaid(row.code, asked_as, SignAnswer(said["answer"]), str(said.get("shows", "")))


def _detail(said: Row) -> DetailTyped:
    typed = {name: "yes" if value is True else str(value) for name, value in said.items() if name != "kind"}
    return DetailTyped(said["kind"], typed)


def _contact(row: Row, person: Person | None) -> ReporterContact:
    own = {"name": person.name, "email": person.email} if person else {}
    return ReporterContact(**row.get("contact", own))
