"""The invented region: nothing real in it, nothing the product would refuse, and something of everything."""

import re
from collections import Counter
from collections.abc import Iterator
from datetime import UTC, date, datetime, timedelta
from functools import cache
from typing import Any

import pytest

from ketenzicht.common.domain.rights import Role
from ketenzicht.config.demonstration import rows as shipped
from ketenzicht.config.tests.demonstration_play import Play, problem
from ketenzicht.config.tests.demonstration_rows import (
    PRODUCT,
    Row,
    age,
    by_key,
    codes,
    demonstration_desks,
    items,
    people,
    reports,
    span,
    steps,
    texts,
)
from ketenzicht.disclosure.domain.gate import Allowed, PrivacyClass, Request, Rule, may_share
from ketenzicht.handover.domain.answers import AnswerOutcome, MayTell
from ketenzicht.handover.domain.states import HandoverState, ReturnReason
from ketenzicht.reporting.forms.details import KINDS
from ketenzicht.signals.domain.states import SignalState
from ketenzicht.signals.words import AgeBand, Outcome

MUNICIPALITIES = {"GM0748", "GM1655", "GM1709", "GM1674", "GM0840", "GM0851", "GM0716", "GM0873"}
FORMS = {"SEX", "LAB", "CRI", "BEG", "DOM", "ORG", "MAR", "LAB-EB"}
STATEMENTS = {"fact", "circumstance", "heard", "interpretation", "source"}
NOW = datetime(2026, 11, 22, 12, tzinfo=UTC)
# Stems, so that every inflection is caught; also peoples, religions and the words for having an origin.
ORIGINS = re.compile(
    r"\b("
    r"nederlander|nederlands|belg(?!e)|duits|frans|engels|brits|pools|polen|roemee|bulgaar|hongaar|slowa|tsjech|"
    r"oekra|russ|litou|letland|letse|estland|albane|serv(ië|isch)|kroat|bosni|kosov|griek|italiaan|spaan|portug|"
    r"turk|marok|alger|tunes|egypt|syri|irak|iran|afgha|pakist|india|bengal|nepal|chine|vietnam|thai|"
    r"filip|indones|molukk|surina|antil|aruba|curaç|brazil|colomb|venezol|domini|cuba|mexic|nigeri|ghan|somal|"
    r"ethiop|eritre|soedan|congol|kameroen|guinee|gambi|senegal|oegand|zuid-afrik|afrika|azi(ë|at)|europe|"
    r"balkan|latijns|arab|koerd|roma\b|sinti|zigeuner|joods|moslim|islam|christe|hindoe|allochtoon|autochtoon|"
    r"afkomst|herkomst|nationaliteit|land van|buitenland|migrant|vluchteling|getint|donkere huid|blank|"
    r"polish|romanian|bulgarian|hungarian|dutch|german|french|english|moroccan|african|asian|nationality|"
    r"foreign|refugee"
    r")\w*",
    re.IGNORECASE,
)


def test_it_has_people_for_every_role_with_addresses_that_reach_nobody():
    held = {Role(membership["role"]) for row in people().values() for membership in row["memberships"]}
    assert held == set(Role)
    assert len(people()) >= 12
    assert len({row["email"] for row in people().values()}) == len(people())
    assert any(len({m["role"] for m in row["memberships"]}) > 1 for row in people().values())
    assert all(row["about"]["nl"] and row["about"]["en"] for row in people().values())


def test_it_names_only_desks_that_exist():
    known = codes("partners/refdata/desks.yaml") | demonstration_desks()
    named = {membership["desk"] for row in people().values() for membership in row["memberships"]}
    named |= {step["to"] for _, step in steps("handover")}
    assert named <= known
    assert all(code.startswith("demo-") for code in demonstration_desks())


def test_it_is_large_and_spread_enough_to_try_things_on():
    assert len(reports()) >= 96
    assert len(by_key()) == len(reports()), [
        k for k, n in Counter(r["key"] for r in reports()).items() if n > 1
    ]
    assert {row["municipality"] for row in reports()} == MUNICIPALITIES
    assert {row["setting"] for row in reports()} == codes("reporting/refdata/settings.yaml")
    assert {row["language"] for row in reports()} == {"nl", "en"}
    assert {row["mode"] for row in reports()} == {"anonymous", "confidential", "named"}
    assert {row["subject"] for row in reports()} == {"person", "place", "both"}
    assert {form for _, step in steps("judge") for form in (step["main"], *step.get("also", ()))} == FORMS
    assert {step["age_band"] for _, step in steps("judge")} == set(AgeBand)
    assert {step["outcome"] for _, step in steps("close")} == set(Outcome)
    week = [row for row in reports() if age(row) < timedelta(days=7)]
    assert len(week) >= 12
    assert max(row.get("days_ago", 0) for row in reports()) > 480


def test_it_stays_within_eighteen_months_and_never_in_the_future():
    for row in reports():
        assert ("minutes_ago" in row) != ("days_ago" in row), row["key"]
        assert 1 <= row.get("days_ago", 1) <= 547, row["key"]
        moments = [span(step["after"]) for step in row.get("story", ())]
        assert moments == sorted(moments), row["key"]
        assert not moments or moments[-1] <= age(row), row["key"]


def test_it_tells_only_stories_that_the_state_tables_allow():
    assert [found for row in reports() if (found := problem(row))] == []


def test_it_shows_every_state_of_a_signal_and_of_a_handover():
    plays = [Play(row) for row in reports()]
    assert {play.signal for play in plays} == set(SignalState)
    assert {state for play in plays for state in play.handovers.values()} == set(HandoverState)
    acute = {
        which in play.confirmed
        for play in plays
        for which, sent in play.sent.items()
        if sent["urgency"] == "acute"
    }
    assert acute == {True, False}
    assert {step["reason"] for _, step in steps("return")} <= set(ReturnReason)
    assert {step["outcome"] for _, step in steps("finish")} <= set(AnswerOutcome)
    assert {step["may_tell"] for _, step in steps("finish")} == set(MayTell)
    assert {step["code"] for _, step in steps("reply") if "code" in step} <= codes(
        "reporting/refdata/reply_texts.yaml"
    )


def test_it_leaves_some_work_lying_too_long():
    left = [row for row in reports() if not row.get("story") and age(row) > timedelta(days=7)]
    begun = {SignalState.RECEIVED, SignalState.IN_TRIAGE, SignalState.WAITING}
    started = [row for row in reports() if row.get("story") and Play(row).signal in begun]
    assert len(left) >= 4
    assert sum(age(row) > timedelta(days=14) for row in started) >= 4


def test_it_lets_people_act_only_from_their_own_desk():
    desks = {key: {m["desk"] for m in row["memberships"]} for key, row in people().items()}
    receiving = {"seen", "accept", "accept_partly", "return", "in_hand", "finish"}
    for report, step in steps():
        focal = f"focal-{report['municipality'].lower()}"
        by = step["by"]
        if by in {"reporter", "clock"}:
            continue
        sent = {s["id"]: s["to"] for s in report["story"] if s["do"] == "handover"}
        desk = sent[step.get("handover", "h1")] if step["do"] in receiving else focal
        assert desk in desks[by], (report["key"], step["do"], by)
        if step["do"] == "assign":
            assert focal in desks[step["to"]], report["key"]


@cache
def rules() -> tuple[Rule, ...]:
    return tuple(
        Rule(
            code=row["code"],
            basis=row["conditions"]["basis"],
            purposes=frozenset(row["conditions"]["purposes"]),
            receiver_kinds=frozenset(row["conditions"]["receiver_kinds"]),
            privacy_classes=frozenset(map(PrivacyClass, row["conditions"]["privacy_classes"])),
            longest=timedelta(days=row["conditions"]["longest_days"]),
            valid_from=date(2022, 1, 1),
            proof_required=row["conditions"]["proof_required"],
        )
        for row in items("disclosure/refdata/gate_rules.yaml")
    )


def test_it_shares_only_what_the_gate_allows():
    kinds = {row["code"]: row["kind"] for row in items("partners/refdata/organisations.yaml")}
    receiver = {row["code"]: kinds[row["organisation"]] for row in items("partners/refdata/desks.yaml")}
    classes = {
        row["code"]: PrivacyClass(row["privacy_class"])
        for row in items("disclosure/refdata/shareable_fields.yaml")
    }
    refused = {}
    for report, step in steps("handover"):
        request = Request(
            basis=step["basis"],
            purpose=step["purpose"],
            fields={name: classes[name] for name in step["fields"]},
            receiver_kind=receiver[step["to"]],
            until=NOW + timedelta(days=step["access_days"]),
            proof=step.get("proof", ""),
        )
        answer = may_share(request, NOW, rules())
        if not isinstance(answer, Allowed):
            refused[report["key"], step["id"]] = answer.reasons
    assert refused == {}


def test_it_reports_the_way_the_forms_ask():
    catalogue = (PRODUCT / "reporting" / "refdata" / "indicators.csv").read_text(encoding="utf-8")
    indicators = set(re.findall(r"^([A-Z]{3}-\d\d),", catalogue, re.MULTILINE))
    questions = codes("reporting/refdata/acute_questions.yaml")
    for row in reports():
        assert row["statements"]["fact"].strip(), row["key"]
        assert set(row["statements"]) <= STATEMENTS, row["key"]
        assert set(row["acute"]) <= questions, row["key"]
        assert set(row["acute"].values()) <= {"yes", "suspect"}, row["key"]
        assert (row["channel"] == "professional") == ("by" in row), row["key"]
        assert row["mode"] != "anonymous" or "contact" not in row, row["key"]
        seen = [answer["code"] for answer in row.get("indicators", ())]
        assert set(seen) <= indicators, (row["key"], set(seen) - indicators)
        assert len(seen) == len(set(seen)), row["key"]
        assert {a["answer"] for a in row.get("indicators", ())} <= {"seen", "not_seen", "unknown"}, row["key"]
        for detail in row.get("details", ()):
            fields = set(KINDS[detail["kind"]][0].base_fields) | {"kind"}
            assert set(detail) <= fields, (row["key"], set(detail) - fields)


def test_it_refers_to_reports_and_people_that_exist():
    for row in reports():
        for name in ("double_of", "same_matter_as"):
            assert row.get(name, row["key"]) in by_key(), row["key"]
        if "by" in row:
            roles = {m["role"] for m in people()[row["by"]]["memberships"]}
            assert "reporting_professional" in roles, row["key"]
    for report, step in steps("merge_into", "split_from"):
        other = by_key()[step["report"]]
        assert other["municipality"] == report["municipality"]
        assert age(report) - span(step["after"]) <= age(other), report["key"]
    assert {step["by"] for _, step in steps()} <= set(people()) | {"reporter", "clock"}


def test_it_says_nothing_twice_but_the_report_sent_twice():
    said = Counter(" ".join(row["statements"].values()) for row in reports() if "double_of" not in row)
    assert [text for text, times in said.items() if times > 1] == []
    assert sum("double_of" in row for row in reports()) == 1


def _rows() -> list[Any]:
    return [*people().values(), *reports()]


@pytest.mark.parametrize("row", _rows(), ids=lambda row: row["key"])
def test_it_resembles_nobody(row: Row):
    everything = " ".join(texts(row))
    assert not (found := ORIGINS.search(everything)), found
    assert all(mail.endswith(".example") for mail in re.findall(r"\S+@[\w.-]*\w\.\w+", everything))
    assert all(re.fullmatch(r"06-?0000\d{4}", n) for n in re.findall(r"\b0\d{1,3}-?\d{6,8}\b", everything))
    for detail in row.get("details", ()):
        if detail["kind"] == "vehicle":
            assert detail["plate"].startswith("00-") or detail["plate"] == "onbekend"
        if detail["kind"] == "company":
            assert "(verzonnen)" in detail["name"]
        if detail["kind"] == "address" and detail.get("postcode"):
            assert detail["postcode"].startswith("1234 ")


def test_it_shows_desks_and_not_the_people_behind_them():
    names = re.compile(rf"\b({'|'.join(row['name'].split()[0] for row in people().values())})\b")
    told = [text for row in reports() for text in texts(row) if names.search(text)]
    assert told == []


def test_it_leaves_no_value_empty_by_a_slip_of_punctuation():
    def holes(value: Any, path: str) -> Iterator[str]:
        if value is None:
            yield path
        elif isinstance(value, dict):
            for name, part in value.items():
                yield from holes(part, f"{path}.{name}")
        elif isinstance(value, list):
            for position, part in enumerate(value):
                yield from holes(part, f"{path}[{position}]")

    assert [hole for row in _rows() for hole in holes(row, row["key"])] == []


def test_it_says_where_every_project_and_figure_comes_from() -> None:
    projects = [project for plan in shipped.plans() for project in plan.get("projects", ())]
    assert len(projects) == 12
    for project in projects:
        assert project["source"], project["title"]
        assert all(figure["as_of"] for figure in project.get("figures", ())), project["title"]
