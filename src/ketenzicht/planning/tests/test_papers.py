"""Documents of plans and consultations: what stands in them, kept as made, whole and accessible."""

from io import BytesIO

import pikepdf
import pytest
from django.db import connection, transaction
from django.db.utils import Error
from django.test import Client
from django.urls import reverse
from pdfua import validate

from ketenzicht.accounts.tests.factories import sign_in
from ketenzicht.common.actor import acting
from ketenzicht.planning import actions as consulting
from ketenzicht.planning.actions import causes, money, plans, talks
from ketenzicht.planning.actions.reports import make_report
from ketenzicht.planning.domain.causes.network import NodeKind
from ketenzicht.planning.models import CauseNode, Cluster, PlanReport, Statement, TalkStatement
from ketenzicht.planning.papers.pdf import as_pdf
from ketenzicht.planning.papers.pieces import Facts, Heading, Items, Paper, Paragraph, Piece, Said, Table
from ketenzicht.planning.papers.word import as_word
from ketenzicht.planning.queries.following import followed
from ketenzicht.planning.tests import casts as voices
from ketenzicht.planning.tests import edition_casts
from ketenzicht.planning.tests import plan_casts as casts
from ketenzicht.planning.tests.test_edition_pages import text
from ketenzicht.planning.tests.test_talks import TALK

pytestmark = pytest.mark.django_db


@pytest.fixture
def alice():
    return casts.alice()


@pytest.fixture
def plan(alice):
    made = casts.plan(alice, visibility="public")
    goal = casts.part(made, alice, "goal", title="Sneller hulp", level="sub", indicator="Dagen", target="10")
    line = casts.part(made, alice, "actionline", title="Opvang <b>")
    measure = casts.part(made, alice, "measure", title="Meer plekken", line=line.pk, goals=[goal.pk])
    casts.part(made, alice, "risk", measure=measure.pk, text="Te weinig mensen")
    casts.part(
        made,
        alice,
        "progressnote",
        measure=measure.pk,
        half_year="2026-1",
        status="running",
        text="Er is begonnen.",
    )
    with acting(alice):
        money.take_in_published(code=made.code, by=alice, at=casts.AT)
    return made


@pytest.fixture
def browser():
    return sign_in(Client(), casts.alice_user())


def report(plan, by, **given):
    with acting(by):
        return make_report(
            code=plan.code, title="Hoe ver", addressed_to="De raad", by=by, at=casts.AT, **given
        )


def accessible(content, tmp_path):
    with pikepdf.open(BytesIO(content)) as document:
        assert "pdfuaid" in document.Root.Metadata.read_bytes().decode("utf-8")
    (tmp_path / "paper.pdf").write_bytes(content)
    assert [finding.message for finding in validate(tmp_path / "paper.pdf").findings] == []
    return edition_casts.words_of_pdf(content, "\0")


def test_a_report_tells_how_far_it_is_and_what_changed_since_the_last(plan, alice, tmp_path):
    first = report(plan, alice)
    said = accessible(bytes(first.content), tmp_path)
    for told in (
        "Meer plekken",
        "Er is begonnen.",
        "Te weinig mensen",
        "Opvang <b>",
        "86.320,00",
        "de eerste rapportage",
    ):
        assert edition_casts.words(told) in said, told
    casts.part(plan, alice, "measure", title="Een loket")
    with acting(alice):
        pk = next(iter(first.facts["measures"]))
        plans.change_part(
            code=plan.code,
            kind="measure",
            part_id=pk,
            values={"status": "done"},
            seen=0,
            by=alice,
            at=casts.AT,
        )
    second = report(plan, alice)
    changed = next(each["items"] for each in second.pieces if "Een loket" in str(each.get("items")))
    assert changed == ["Meer plekken: Gepland → Klaar", "Nieuwe maatregel: Een loket"]


def test_a_report_shows_what_was_measured_between_where_it_began_and_where_it_goes(plan, alice, browser):
    values = {"title": "Meer meldingen", "level": "main", "indicator": "meldingen per jaar"}
    goal = casts.part(plan, alice, "goal", **values, baseline="1.125", target="1500 of meer")
    place = reverse("planning:add_part", args=[plan.code, "meting"])
    page = browser.get(f"{place}?goal={goal.pk}").content.decode()
    assert f'<option value="{goal.pk}" selected' in page
    sent = {"goal": goal.pk, "value": "1250", "measured_on": "1 maart 2026", "source": "Eigen telling"}
    assert browser.post(place, {**sent, "value": "veel"}).status_code == 200
    for day, value in (("1 maart 2026", "1250"), ("1 september 2026", "1300,5")):
        assert browser.post(place, {**sent, "measured_on": day, "value": value}).status_code == 303
    shown = text(Client().get(reverse("planning:goals", args=[plan.code])))
    assert "1.300,5 (1 september 2026)" in shown
    assert "Eigen telling" in shown
    pieces = report(plan, alice).pieces
    tables = {one["caption"]: one["rows"] for one in pieces if "rows" in one and "caption" in one}
    assert tables["Waaraan doelen worden afgemeten"][-1][3] == "1.300,5 (1 september 2026)"
    assert [row[1:3] for row in tables["Wat er is gemeten"]] == [
        ["1 september 2026", "1.300,5"],
        ["1 maart 2026", "1.250"],
    ]
    drawing = next(one["svg"] for one in pieces if "Meer meldingen" in one.get("alt", ""))
    assert [drawing.count(told) for told in ("1.125", "1.250", "1.300,5", "1500")] == [1, 1, 1, 0]


def test_the_database_keeps_a_report_as_it_was_made(plan, alice):
    report(plan, alice)
    with acting(alice):
        for change in ("UPDATE planning_planreport SET title = 'anders'", "DELETE FROM planning_planreport"):
            try:
                with transaction.atomic(), connection.cursor() as cursor:
                    cursor.execute(change)
            except Error:
                pass
        assert PlanReport.objects.get().title == "Hoe ver"


def test_reports_are_made_read_and_taken_along(plan, browser):
    made = browser.post(
        reverse("planning:make_report", args=[plan.code]), {"title": "Hoe ver", "addressed_to": "De raad"}
    )
    assert made.status_code == 303
    page = text(Client().get(made["Location"]))
    assert "Meer plekken" in page
    assert '<svg xmlns="http://www.w3.org/2000/svg"' in page
    assert "Opvang &lt;b&gt;" in Client().get(made["Location"]).content.decode()
    assert "De raad" in text(Client().get(reverse("planning:reports", args=[plan.code])))
    assert Client().get(f"{made['Location']}bestand.pdf").content.startswith(b"%PDF")


def test_the_whole_plan_goes_on_paper(plan, browser, tmp_path):
    page = text(Client().get(reverse("planning:plan_print", args=[plan.code])))
    for told in ("Sneller hulp", "Meer plekken", "Te weinig mensen", "86.320,00"):
        assert told in page.replace("\xa0", " "), told
    found = browser.get(reverse("planning:plan_file", args=[plan.code]))
    assert edition_casts.words("Meer plekken") in accessible(found.content, tmp_path)


def test_the_letter_tells_what_was_done_and_names_only_open_plans(tmp_path):
    alice = voices.alice()
    held = voices.consultation(alice)
    with acting(alice):
        consulting.open_to(code=held.code, visibility="public", by=alice, at=voices.AT)
        cluster = Cluster.objects.get(consultation=held, position=2)
    for title, visibility in (("Open plan", "public"), ("Dicht plan", "desk")):
        made = casts.plan(alice, title=title, visibility=visibility)
        problem = casts.part(made, alice, "problem", title=f"Te vol ({title})", cluster=cluster.pk)
        goal = casts.part(made, alice, "goal", title="Meer plekken", level="sub", answers=[problem.pk])
        casts.part(made, alice, "measure", title="Een huis", goals=[goal.pk])
    browser = sign_in(Client(), voices.alice_user())
    for reader in (browser, Client()):
        page = text(reader.get(reverse("planning:letter", args=[held.code])))
        assert "Te vol (Open plan)" in page
        assert "Maatregel: Een huis" in page
        assert "1.1 Aandacht (2 uitspraken)" in page
        assert "Dicht plan" not in page
    found = browser.get(reverse("planning:letter_file", args=[held.code]))
    assert edition_casts.words("Een huis") in accessible(found.content, tmp_path)


def test_the_letter_knows_a_plan_that_names_a_cause_instead_of_its_cluster():
    alice = voices.alice()
    held = voices.consultation(alice)
    with acting(alice):
        consulting.open_to(code=held.code, visibility="public", by=alice, at=voices.AT)
        cluster, other = Cluster.objects.filter(consultation=held, position__in=(1, 2)).order_by("-position")
        drawn = causes.begin_analysis(code=held.code, title="Waarom", by=alice, at=voices.AT)
        causes.add_nodes(
            code=held.code,
            number=drawn.number,
            kind=NodeKind.CAUSE,
            clusters=[cluster.pk],
            by=alice,
            at=voices.AT,
        )
        node = CauseNode.objects.get(analysis=drawn)
    plan = casts.plan(alice, title="Open plan", visibility="public")
    casts.part(plan, alice, "problem", title="Door de oorzaak", node=node.pk)
    casts.part(plan, alice, "problem", title="Door beide", node=node.pk, cluster=other.pk)
    with acting(alice):
        found = {one.problem.title: one.clusters for one in followed(alice, [cluster])}
        assert found == {"Door de oorzaak": {cluster.pk}, "Door beide": {cluster.pk, other.pk}}
        assert [one.problem.title for one in followed(alice, [other])] == ["Door beide"]
    for reader in (sign_in(Client(), voices.alice_user()), Client()):
        page = text(reader.get(reverse("planning:letter", args=[held.code])))
        taken, left = page.split("Wat niet is opgepakt", 1)
        assert (taken.count("Door de oorzaak"), taken.count("Door beide")) == (1, 2)
        assert cluster.title in taken
        assert cluster.title not in left


def test_who_took_part_in_a_talk_reads_what_was_said_in_it_and_the_account_counts_it(tmp_path):
    alice = voices.alice()
    held = voices.consultation(alice)
    with acting(alice):
        talk = talks.keep_talk(stakeholder_ids=[], **TALK, code=held.code, by=alice, at=voices.AT)
        said = Statement.objects.get(consultation=held, number=1)
        TalkStatement.objects.create(talk=talk, statement=said, added_at=voices.AT)
    browser = sign_in(Client(), voices.alice_user())
    page = text(browser.get(reverse("planning:talk_letter", args=[held.code, talk.number])))
    assert "Er is meer aandacht voor jongeren." in page
    assert "te weinig plekken" not in page
    found = browser.get(reverse("planning:talk_letter_file", args=[held.code, talk.number]))
    assert edition_casts.words("Er is meer aandacht voor jongeren.") in accessible(found.content, tmp_path)
    edition = edition_casts.edition(held, alice)
    assert edition.account["talks"]["people"] == TALK["people"]
    account = text(browser.get(reverse("planning:edition_account", args=[held.code, 1])))
    assert "Er is 1 gesprek gevoerd, met 4 mensen." in account


@pytest.mark.parametrize("made", [as_pdf, as_word])
def test_what_cannot_be_read_keeps_no_document_from_being_made(made):
    odd = "Te vol\x1b\x00\ud800 en\ufeff vroeg"
    pieces: list[Piece] = [Heading(odd), Paragraph(odd), Items([odd]), Said(odd, odd), Facts([(odd, odd)])]
    table = Table(odd, [odd, odd], [[odd, odd]], "ll")
    assert made(Paper("nl", odd, odd, odd, [odd], [*pieces, table], contents=odd))
