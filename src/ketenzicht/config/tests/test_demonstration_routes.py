"""The people of the invented region follow the route advice, or say why not, as the product asks."""

from collections.abc import Iterator
from datetime import date

from ketenzicht.config.tests.demonstration_rows import Row, items, reports
from ketenzicht.partners.domain.routes import Facts, Residence, Rule, advise
from ketenzicht.signals.queries.facts import SUBJECTS, minor_or_doubtful

TODAY = date(2026, 11, 22)


def rules() -> list[Rule]:
    return [
        Rule(
            code=row["code"],
            order=row["position"],
            conditions={
                name: tuple(value) if isinstance(value, list) else value
                for name, value in row["conditions"].items()
            },
        )
        for row in items("partners/refdata/routes.yaml")
    ]


def facts(report: Row, judged: Row) -> Facts:
    """What the desk knew when it decided; the README says what holds where nothing is said."""
    return Facts(
        acute=judged["urgency"] == "acute",
        minor_or_doubtful=minor_or_doubtful(judged["age_band"]),
        identifiable_person=judged.get("identifiable", report["subject"] != "place"),
        residence=Residence(judged.get("residence", "unknown")),
        forms=frozenset([judged["main"], *judged.get("also", ())]),
        subject=SUBJECTS[report["subject"]],
        soft=judged.get("soft", False),
        perpetrator_information_source_hidden=judged.get("source_hidden", False),
    )


def advised(rule: str) -> set[str]:
    """The desks a rule hands to or calls in the region: the named one, or those of a kind with an area."""
    desks = items("partners/refdata/desks.yaml")
    row = next(row for row in items("partners/refdata/routes.yaml") if row["code"] == rule)
    named = set()
    for step in row["steps"]:
        if step["act"] in {"handoff", "phone"}:
            of_kind = {d["code"] for d in desks if d["kind"] == step.get("desk_kind") and d["region"]}
            named |= {step["desk"]} if step.get("desk") else of_kind
    return named


def handovers() -> Iterator[tuple[Row, Row, Row]]:
    """Every hand-off with its report and the judgement that held then."""
    for report in reports():
        judged: Row = {}
        for step in report.get("story", ()):
            judged = step if step["do"] == "judge" else judged
            if step["do"] == "handover":
                yield report, judged, step


def test_it_judges_before_it_hands_over():
    assert [report["key"] for report, judged, _ in handovers() if not judged] == []


def test_it_gives_a_reason_where_it_goes_against_the_advice():
    table = rules()
    wanting = []
    for report, judged, step in handovers():
        advice = advise(facts(report, judged), table, TODAY)
        against = step["to"] not in advised(advice.rule or "")
        if against != bool(step.get("against_advice")):
            wanting.append((report["key"], step["id"], step["to"], advice.rule))
    assert wanting == []
