"""Analyses of causes as people draw them: steps, two people at once, models out and in, and plans."""

from typing import Any

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.db import Error, transaction
from django.test import Client
from django.urls import reverse

from ketenzicht.accounts.tests.factories import actor, sign_in
from ketenzicht.common.actor import NotAllowed, NotVisible, acting
from ketenzicht.planning import actions
from ketenzicht.planning.actions import causes
from ketenzicht.planning.actions.plans import add_part, begin_plan
from ketenzicht.planning.domain.causes.editing import ChangedMeanwhile
from ketenzicht.planning.domain.causes.network import Network, NodeKind, Side
from ketenzicht.planning.models import CauseAnalysis, CauseNode, CauseStep, CauseSupport, Cluster, Statement
from ketenzicht.planning.queries.cause_rows import traced
from ketenzicht.planning.queries.causes import (
    analyses_of,
    analysis_for,
    borne_on_by,
    network_of,
    nodes_of_clusters,
)
from ketenzicht.planning.queries.plans import plan_for
from ketenzicht.planning.tests import casts
from ketenzicht.planning.tests.casts import AT
from ketenzicht.planning.tests.test_clustering import anna_user
from ketenzicht.planning.tests.test_pages import CODE, browser, number_of, text, url
from ketenzicht.systems.models import ModelDraft

pytestmark = pytest.mark.django_db
PLACES = "Er zijn te weinig plekken."
WAITING = "Wachten duurt lang."


def here(by: Any = None, number: int = 1) -> dict[str, Any]:
    return {"code": CODE, "number": number, "by": by or casts.alice(), "at": AT}


def begun() -> None:
    """A consultation with an analysis: a named cause leads to the cluster Opvang."""
    alice = casts.alice()
    casts.consultation(alice)
    with acting(alice):
        causes.begin_analysis(code=CODE, title="Waarom wachten mensen?", by=alice, at=AT)
        causes.add_nodes(kind=NodeKind.CAUSE, title="Weinig geld", **here(alice))
        cluster = Cluster.objects.get(title="Opvang").pk
        causes.add_nodes(kind=NodeKind.PROBLEM, clusters=[cluster], **here(alice))
        causes.draw_arrow(source="weinig-geld", target="opvang", sign=1, **here(alice))


def drawn() -> Network:
    with acting(casts.alice()):
        return network_of(analysis_for(casts.alice(), CODE, 1))


def bear(said: str, side: Side, by: Any = None) -> None:
    number = number_of(said)
    by = by or casts.alice()
    with acting(by):
        causes.bear_on(arrow=1, statements={number: None}, side=side, **here(by))


def undo(step: int) -> None:
    with acting(casts.alice()):
        causes.undo_cause_step(step=step, **here())


class TestSteps:
    def test_it_undoes_every_step_back_to_nothing_and_brings_statements_back(self):
        begun()
        bear(PLACES, Side.FOR)
        whole = drawn()
        with acting(casts.alice()):
            causes.remove_node(key="opvang", seen=whole.nodes["opvang"].step, **here())
        assert drawn().arrows == {}
        undo(5)
        assert drawn() == whole
        for step in (4, 3, 2, 1):
            undo(step)
        assert drawn() == Network()
        with pytest.raises(actions.NothingToUndo):
            undo(1)

    def test_it_undoes_the_last_step_only(self):
        begun()
        with pytest.raises(actions.Changed):
            undo(2)

    def test_it_gives_a_new_arrow_no_number_that_was_used(self):
        begun()
        with acting(casts.alice()):
            causes.remove_arrow(arrow=1, seen=3, **here())
            assert causes.draw_arrow(source="weinig-geld", target="opvang", sign=1, **here()) == 2

    def test_it_loses_nothing_when_two_people_draw_at_once(self):
        begun()
        anna = actor(anna_user())
        bear(PLACES, Side.FOR)
        bear(WAITING, Side.AGAINST, by=anna)
        assert (len(drawn().arrows[1].support), len(drawn().arrows[1].doubt)) == (1, 1)
        with acting(anna), pytest.raises(ChangedMeanwhile):
            causes.change_arrow(arrow=1, sign=-1, note="", seen=3, **here(anna))
        with pytest.raises(ChangedMeanwhile):
            bear(WAITING, Side.FOR)

    def test_it_refuses_whoever_keeps_another_consultation(self):
        begun()
        with acting(casts.charlie()), pytest.raises(NotVisible):
            causes.add_nodes(kind=NodeKind.CAUSE, title="Anders", **here(casts.charlie()))
        with acting(casts.alice()):
            actions.open_to(code=CODE, visibility="public", by=casts.alice(), at=AT)
        with acting(casts.charlie()), pytest.raises(NotAllowed):
            causes.add_nodes(kind=NodeKind.CAUSE, title="Anders", **here(casts.charlie()))

    def test_the_database_ties_nothing_of_another_consultation_to_an_arrow(self):
        begun()
        alice = casts.alice()
        other = casts.consultation(alice, code="andere")
        with acting(alice):
            strange = Statement.objects.filter(consultation=other)[0]
            cluster = Cluster.objects.filter(consultation=other)[0]
            arrow = CauseAnalysis.objects.get().arrows.get()
            with pytest.raises(Error, match="of another consultation"), transaction.atomic():
                CauseSupport.objects.create(arrow=arrow, statement=strange, side="for")
            with pytest.raises(Error, match="of another consultation"), transaction.atomic():
                CauseNode.objects.filter(key="opvang").update(cluster=cluster)

    def test_others_read_what_was_drawn_and_not_who_drew_it(self):
        begun()
        with acting(casts.alice()):
            actions.open_to(code=CODE, visibility="public", by=casts.alice(), at=AT)
        bob = sign_in(Client(), casts.bob_user())
        page = text(bob.get(url("cause_arrow", 1, 1)))
        assert "Weinig geld → Opvang" in page
        assert "Alice" not in page
        with acting(casts.bob()):
            assert not CauseStep.objects.exists()


class TestPages:
    def test_somebody_draws_an_arrow_and_says_who_said_so(self):
        casts.consultation(casts.alice())
        client = browser()
        first = client.post(url("begin_analysis"), {"title": "Waarom?"})
        assert first["Location"] == url("analysis", 1)
        assert "Hier staat nog niets" in text(client.get(url("analysis", 1)))
        with acting(casts.alice()):
            clusters = [str(one.pk) for one in Cluster.objects.all()]
        assert "Kies een cluster of noem iets." in text(
            client.post(url("add_cause_nodes", 1), {"kind": "cause"})
        )
        added = {"kind": "problem", "clusters": clusters, "title": "Haast"}
        assert "3 punten toegevoegd." in text(client.post(url("add_cause_nodes", 1), added, follow=True))
        arrow = {"source": "haast", "target": "opvang", "sign": "-1"}
        answer = client.post(url("draw_cause_arrow", 1), arrow)
        assert answer["Location"] == url("cause_arrow", 1, 1)
        again = text(client.post(url("draw_cause_arrow", 1), arrow))
        assert "Deze pijl is er al." in again
        assert url("cause_arrow", 1, 1) in again
        said = number_of(WAITING)
        offered = text(client.get(url("cause_arrow", 1, 1)))
        assert f'value="{said}-"' in offered
        placed = {"side": "for", "selected": [f"{said}-"]}
        page = text(client.post(url("bear_on_arrow", 1, 1), placed, follow=True))
        assert "1 uitspraak geplaatst." in page
        assert f'value="{said}-for"' in page
        assert client.post(url("bear_on_arrow", 1, 1), placed).status_code == 409
        assert "Haast → Opvang" in text(client.get(url("statement", said)))
        assert "Haast → Opvang" in text(client.get(url("cause_arrow", 1, 1) + "?q=wachten"))
        change = {"title": "Tijdnood", "kind": "cause", "seen": "1"}
        assert client.post(url("change_cause_node", 1, "haast"), change).status_code == 303
        assert client.post(url("change_cause_node", 1, "haast"), change).status_code == 409
        assert "Tijdnood → Opvang" in text(client.get(url("analysis_print", 1)))
        client.post(url("undo_cause_step", 1, 4))
        assert "Haast → Opvang" in text(client.get(url("analysis", 1)))

    def test_results_say_what_the_numbers_are(self):
        begun()
        bear(PLACES, Side.FOR)
        bear(WAITING, Side.AGAINST)
        with acting(casts.alice()):
            actions.oppose(
                code=CODE,
                statement_id=Statement.objects.get(text=PLACES).pk,
                number=number_of(WAITING),
                by=casts.alice(),
                at=AT,
            )
            causes.draw_arrow(source="opvang", target="weinig-geld", sign=1, **here())
        page = text(browser().get(url("cause_results", 1)))
        assert "niet of het waar is" in page
        assert "Er is er geen" in page
        assert "1 voor en 1 tegen" in page
        assert "Aangemerkt als tegenstelling" in page
        assert "Opvang → Weinig geld" in page
        assert "deze loop versterkt zichzelf" in page

    def test_it_reads_without_more_queries_when_more_was_drawn(self, django_assert_max_num_queries: Any):
        begun()
        client = browser()
        client.get(url("analysis", 1))
        with django_assert_max_num_queries(30):
            client.get(url("analysis", 1))
        with acting(casts.alice()):
            for number in range(6):
                causes.add_nodes(kind=NodeKind.CAUSE, title=f"Reden {number}", **here())
                causes.draw_arrow(source=f"reden-{number}", target="opvang", sign=1, **here())
        with django_assert_max_num_queries(30):
            client.get(url("analysis", 1))


class TestModels:
    def test_it_goes_to_a_model_and_comes_back_with_what_was_changed_there(self):
        begun()
        bear(PLACES, Side.FOR)
        client = browser()
        file = client.get(url("cause_model_file", 1)).content.decode()
        assert f"/consultaties/{CODE}/uitspraak/{number_of(PLACES)}/" in file
        changed = file.replace("label:\n      nl: Opvang", "label:\n      nl: Te weinig opvang")
        changed = changed.replace("sign: '+'", "sign: '-'").replace('sign: "+"', 'sign: "-"')
        assert changed != file
        upload = {"file": SimpleUploadedFile("model.yaml", changed.encode())}
        shown = client.post(url("cause_take_in", 1), upload)
        assert "Er is nog niets gewijzigd." in text(shown)
        assert drawn().arrows[1].sign == 1
        kept = shown.context["confirm"].initial
        assert client.post(url("cause_take_in_now", 1), kept)["Location"] == url("analysis", 1)
        assert (drawn().arrows[1].sign, drawn().arrows[1].support) == (-1, (number_of(PLACES),))
        assert drawn().nodes["opvang"].cluster
        assert client.post(url("cause_take_in_now", 1), kept).status_code == 409
        client.post(url("undo_cause_step", 1, 5))
        assert drawn().arrows[1].sign == 1

    def test_it_opens_as_a_draft_in_one_step(self):
        begun()
        bear(PLACES, Side.FOR)
        answer = browser().post(url("cause_to_model", 1))
        with acting(casts.alice()):
            draft = ModelDraft.objects.get()
            assert answer["Location"] == reverse("systems:draft", args=[draft.pk])
            (relation,) = draft.document["relations"]
            assert relation["reference"].endswith(f"/uitspraak/{number_of(PLACES)}/")
            assert CauseAnalysis.objects.get().handed_to_id == draft.model_id

    @pytest.mark.parametrize("content", [b"", b"\xff\xfe", b"factors: [", b"{}", b"x" * 2000])
    def test_it_changes_nothing_for_a_file_that_is_no_model(self, content):
        begun()
        before = drawn()
        answer = browser().post(url("cause_take_in", 1), {"file": SimpleUploadedFile("m.yaml", content)})
        assert answer.status_code == 200
        assert "Fout" in text(answer)
        assert drawn() == before

    def test_it_refuses_a_model_that_was_broken_after_it_was_shown(self):
        begun()
        for broken in ("{", "[]", "{}", "[" * 5000):
            sent = {"document": broken, "seen": "3"}
            assert browser().post(url("cause_take_in_now", 1), sent).status_code == 409


def test_an_analysis_ends_with_a_reason_and_is_taken_up_again_as_it_was():
    begun()
    whole, client = drawn(), browser()
    bear(PLACES, Side.FOR)
    assert client.post(url("end_analysis", 1), {"reason": ""}).status_code == 200
    ended = client.post(url("end_analysis", 1), {"reason": "Vraag is veranderd."}, follow=True)
    assert "Beëindigde analyses" in text(ended)
    assert "Vraag is veranderd." in text(ended)
    page = text(client.get(url("analysis", 1)))
    assert "Weer opnemen" in page
    assert url("draw_cause_arrow", 1) not in page
    for place in ("end_analysis", "draw_cause_arrow", "add_cause_nodes"):
        assert client.get(url(place, 1)).status_code == 409
    with acting(casts.alice()):
        with pytest.raises(actions.Changed):
            causes.undo_cause_step(step=4, **here())
        said = Statement.objects.get(number=number_of(PLACES))
        assert (borne_on_by(said), list(analyses_of(said.consultation))) == ([], [])
        assert nodes_of_clusters([Cluster.objects.get(title="Opvang")]) == []
    assert client.post(url("resume_analysis", 1)).status_code == 303
    assert client.post(url("resume_analysis", 1)).status_code == 409
    assert drawn().nodes == whole.nodes
    with acting(casts.alice()):
        assert len(borne_on_by(said)) == 1


def test_a_plan_shows_what_its_problems_come_from_and_what_it_left():
    begun()
    alice = casts.alice()
    with acting(alice):
        cluster = Cluster.objects.get(title="Opvang")
        plan = begin_plan(
            title="Ons plan",
            kind="programme",
            desk_id=cluster.consultation.desk_id,
            consultation_id=cluster.consultation_id,
            by=alice,
            at=AT,
        )
        given: dict[str, Any] = {"code": plan.code, "kind": "problem", "by": alice, "at": AT}
        by_cluster = add_part(values={"title": "Te weinig opvang", "cluster": cluster.pk}, **given)
        alone = add_part(values={"title": "Iets anders"}, **given)
        found = traced(plan_for(alice, plan.code))
        assert found is not None
        keys = {problem.pk: [one.key for one in nodes] for problem, nodes in found.nodes.items()}
        assert keys == {by_cluster.pk: ["opvang"], alone.pk: []}
        assert [problem.pk for problem in found.without] == [alone.pk]
        assert [node.key for _analysis, node in found.roots] == ["weinig-geld"]
        root = CauseNode.objects.get(key="weinig-geld").pk
        named = add_part(values={"title": "Geld", "cluster": cluster.pk, "node": root}, **given)
        again = traced(plan_for(alice, plan.code))
        assert again is not None
        keys = {problem.pk: [one.key for one in nodes] for problem, nodes in again.nodes.items()}
        assert (again.roots, keys[named.pk]) == ([], ["weinig-geld"])
        only = add_part(values={"title": "Alleen geld", "node": root}, **given)
        goal = add_part(
            **{**given, "kind": "goal"}, values={"title": "Meer geld", "level": "main", "answers": [only.pk]}
        )
        measure = add_part(**{**given, "kind": "measure"}, values={"title": "Een fonds", "goals": [goal.pk]})
    client = browser()
    # A named cause has no cluster: what was said leads there by the arrow it supports, and back.
    elsewhere = number_of(WAITING)
    assert "Een fonds" not in text(client.get(url("statement", elsewhere)))
    bear(WAITING, Side.FOR)
    assert "Een fonds" in text(client.get(url("statement", elsewhere)))
    back = text(client.get(reverse("planning:measure", args=[plan.code, measure.pk])))
    assert url("cause_node", 1, "weinig-geld") in back
    page = text(client.get(reverse("planning:problems", args=[plan.code])))
    assert url("cause_node", 1, "opvang") in page
    assert "Er is geen oorzaak getekend" in page
    node = text(client.get(url("cause_node", 1, "weinig-geld")))
    assert f"#p{named.pk}" in node
    form = text(client.get(reverse("planning:add_part", args=[plan.code, "probleem"])))
    assert "Weinig geld (Waarom wachten mensen?)" in form
