"""The pages of the editor, as somebody uses them without scripts."""

import re
from html import unescape
from typing import Any

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from django.urls import reverse

from ketenzicht.accounts.tests.factories import sign_in
from ketenzicht.common.actor import acting
from ketenzicht.systems.actions import drafts
from ketenzicht.systems.domain.documents import Json, item
from ketenzicht.systems.models import ModelDraft, Proposal, Version
from ketenzicht.systems.tests.conftest import Browser
from ketenzicht.systems.tests.factories import (
    NOON,
    add,
    alice,
    alice_user,
    anna,
    anna_user,
    bob,
    bob_user,
    charlie_user,
    desk_of,
    draft,
    version,
)

pytestmark = pytest.mark.django_db


def _fields(answer: Any) -> dict[str, str]:
    """What the first form with these fields would send untouched."""
    text = answer.content.decode()
    return dict(re.findall(r'<input type="hidden" name="(seen|uses|revision)" value="([^"]*)"', text))


def _relation(**changes: str) -> dict[str, str]:
    return {
        "source": "reports",
        "target": "pressure",
        "sign": "+",
        "strength": "sterk",
        "speed": "snel",
    } | changes


def _document(made: ModelDraft) -> Any:
    with acting(alice()):
        return ModelDraft.objects.get(pk=made.pk).document


def _held(made: ModelDraft, collection: str, key: str) -> Json:
    found = item(_document(made), collection, key)
    assert found
    return found


def test_it_adds_a_relation_by_one_line(browser: Browser) -> None:
    made, client = draft(), browser(alice_user())
    url = reverse("systems:line", args=[made.pk])
    answer = client.post(url, {"line": "waiting > pressure + zwak"})
    assert (answer.status_code, answer["Location"]) == (303, f"/modellen/concepten/{made.pk}/#id_line")
    added = item(_document(made), "relations", "waiting>pressure")
    assert added
    assert added["strength"] == "weak"


def test_it_asks_before_it_makes_new_factors(browser: Browser) -> None:
    made, client = draft(), browser(alice_user())
    url = reverse("systems:line", args=[made.pk])
    answer = client.post(url, {"line": "report > shelter +"})
    assert answer.status_code == 200
    assert re.search(r'<button[^>]*name="meant" value="source:reports"', answer.content.decode())
    assert 'value="report &gt; shelter +"' in answer.content.decode()
    assert client.post(url, {"line": "report > shelter +", "sure": "on"}).status_code == 303
    assert item(_document(made), "factors", "shelter")


def test_it_changes_a_relation_and_shows_both_when_somebody_was_first(browser: Browser) -> None:
    made = draft()
    url = reverse("systems:change_relation", args=[made.pk, "reports>pressure"])
    first, second = browser(alice_user()), browser(anna_user())
    seen = _fields(first.get(url))
    assert seen["seen"]
    assert first.post(url, _relation(speed="traag") | seen).status_code == 303

    late = second.post(url, _relation(strength="zwak", reference="Page 3") | seen)
    text = late.content.decode()
    assert late.status_code == 409
    assert "zwak" in text
    assert "traag" in text
    assert "Page 3" in text
    assert _held(made, "relations", "reports>pressure")["speed"] == "low"

    again = second.post(url, _relation(strength="zwak", reference="Page 3") | _fields(late))
    assert again.status_code == 303
    assert _held(made, "relations", "reports>pressure")["reference"] == "Page 3"


def test_it_brings_back_what_somebody_removed_only_when_asked(browser: Browser) -> None:
    made = draft()
    url = reverse("systems:change_relation", args=[made.pk, "reports>pressure"])
    client = browser(alice_user())
    seen = _fields(client.get(url))
    remove = reverse("systems:remove_relation", args=[made.pk, "reports>pressure"])
    other = browser(anna_user())
    assert other.post(remove, _fields(other.get(remove))).status_code == 303
    late = client.post(url, _relation() | seen)
    assert late.status_code == 409
    assert item(_document(made), "relations", "reports>pressure") is None
    assert client.get(url).status_code == 404


def test_it_says_what_goes_with_a_factor(browser: Browser) -> None:
    made, client = draft(), browser(alice_user())
    url = reverse("systems:remove_factor", args=[made.pk, "pressure"])
    page = client.get(url)
    assert "reports → pressure (+)" in page.content.decode()
    with acting(anna()):
        add(made, "waiting > pressure -", anna())
    assert client.post(url, _fields(page)).status_code == 409
    assert client.post(url, _fields(client.get(url))).status_code == 303
    assert [one["id"] for one in _document(made)["relations"]] == ["waiting>reports"]


def test_it_undoes_from_the_page(browser: Browser) -> None:
    made, client = draft(), browser(alice_user())
    page = client.get(reverse("systems:draft", args=[made.pk]))
    assert client.post(reverse("systems:undo", args=[made.pk]), _fields(page)).status_code == 303
    assert item(_document(made), "relations", "waiting>reports") is None
    page = client.get(reverse("systems:draft", args=[made.pk]))
    assert client.post(reverse("systems:undo", args=[made.pk]), {"revision": "1"}).status_code == 409
    assert client.post(reverse("systems:redo", args=[made.pk]), {"revision": "3"}).status_code == 303


def test_it_adds_and_changes_a_factor(browser: Browser) -> None:
    made, client = draft(), browser(alice_user())
    url = reverse("systems:add_factor", args=[made.pk])
    form = {
        "label_nl": "Opvang",
        "label_en": "Shelter",
        "roles": ["goal"],
        "desired": "up",
        "self_limitation": "on",
    }
    assert client.post(url, form).status_code == 303
    added = item(_document(made), "factors", "opvang")
    assert added == {
        "id": "opvang",
        "label": {"nl": "Opvang", "en": "Shelter"},
        "roles": ["goal"],
        "desired": "up",
    }
    url = reverse("systems:change_factor", args=[made.pk, "opvang"])
    seen = _fields(client.get(url))
    for wrong in ("half", "1e999", "NaN", "٣"):
        assert client.post(url, form | {"level": wrong} | seen).status_code == 200
    assert client.post(url, form | {"level": "0,5"} | seen).status_code == 303
    assert _held(made, "factors", "opvang")["initial"] == 0.5
    assert 'value="0,5"' in client.get(url).content.decode()


def test_it_checks_while_somebody_types(browser: Browser) -> None:
    made, client = draft(), browser(alice_user())
    url = reverse("systems:check", args=[made.pk, "regel"])
    assert "reports → waiting (−)" in client.post(url, {"line": "reports > waiting -"}).content.decode()
    assert "nog geen factor" in client.post(url, {"line": "nothing > waiting -"}).content.decode()
    assert "pijl" in client.post(url, {"line": "reports waiting"}).content.decode()
    url = reverse("systems:check", args=[made.pk, "relations"])
    said = client.post(url, _relation(strength="enormous")).content.decode()
    assert "Kies een van deze" in said
    double = client.post(url, _relation(strength="sterk", speed="snel")).content.decode()
    assert "→" not in double
    assert _document(made) == made.document


@pytest.mark.parametrize(
    "name", ["draft", "line", "keep", "drop", "settings", "import", "add_factor", "undo"]
)
def test_it_is_not_there_for_another_desk(browser: Browser, name: str) -> None:
    made = draft()
    url = reverse(f"systems:{name}", args=[made.pk])
    method = "post" if name in ("line", "undo") else "get"
    assert getattr(browser(bob_user()), method)(url).status_code == 404
    assert getattr(browser(charlie_user()), method)(url).status_code == 403
    assert getattr(Client(), method)(url).status_code == 302


def test_it_keeps_and_publishes(browser: Browser) -> None:
    made, client = draft(), browser(alice_user())
    url = reverse("systems:keep", args=[made.pk])
    fields = _fields(client.get(url)) | {"reason": "Talked about in June.", "visibility": "public"}
    assert client.post(url, fields).status_code == 303
    code = made.model.code
    text = Client().get(reverse("systems:versions", args=[code])).content.decode()
    assert "Talked about in June." in text
    assert "Alice" not in text
    assert f'href="/modellen/{code}/?versie=1"' in text
    assert Client().get(f"/modellen/{code}/?versie=1").status_code == 200
    assert "Alice" in client.get(reverse("systems:versions", args=[code])).content.decode()


def test_it_says_what_differs(browser: Browser) -> None:
    kept = version("public")
    with acting(alice()):
        more = drafts.open_draft(
            model=kept.model, version=kept, desk_id=desk_of(alice()), by=alice(), at=NOON
        )
        add(more, "shelter > waiting -", alice())
        more.refresh_from_db()
        drafts.keep(draft_id=more.pk, revision=more.revision, reason="More.", by=alice(), at=NOON)
    url = reverse("systems:compare", args=[kept.model.code])
    assert "shelter" in browser(alice_user()).get(url).content.decode()
    assert "shelter" not in Client().get(url).content.decode()
    assert browser(alice_user()).get(url + "?van=x&tot=99999999999999").status_code == 200


def test_it_gives_every_format_with_its_losses(browser: Browser) -> None:
    kept = version("public")
    page = Client().get(reverse("systems:export", args=[kept.model.code, 1])).content.decode()
    links = re.findall(r'href="([^"]+/meenemen/[\w-]+/)"', page)
    assert len(links) >= 8
    for link in links:
        answer = Client().get(link)
        assert answer.status_code == 200, link
        assert "attachment" in answer["Content-Disposition"]


def test_what_goes_out_comes_in_again(browser: Browser) -> None:
    kept, client = version("public"), browser(alice_user())
    text = Client().get(reverse("systems:export_file", args=[kept.model.code, 1, "yaml"])).content
    made = draft("x > y +", title="Other")
    url = reverse("systems:import", args=[made.pk])
    fields = _fields(client.get(url))
    answer = client.post(url, fields | {"file": SimpleUploadedFile("model.yaml", text)})
    assert answer.status_code == 303
    document = _document(made)
    assert document["relations"] == kept.document["relations"]
    assert (document["id"], document["title"]) == (made.document["id"], {"nl": "Other"})


@pytest.mark.parametrize(
    ("name", "content", "said"),
    [
        ("m.yaml", b"factors: [", "m.yaml"),
        ("m.yaml", b"\xff\xfe\x00", "m.yaml"),
        ("m.exe", b"MZ", "m.exe"),
        ("m.json", b'{"factors": [{"id": "a"}], "relations": [{"from": "a", "to": "b", "sign": "+"}]}', "b"),
        ("../../etc/passwd", b"root", "passwd"),
        ("m.yaml", b"", "leeg"),
    ],
)
def test_it_refuses_a_wrong_file_with_a_reason(
    browser: Browser, name: str, content: bytes, said: str
) -> None:
    made, client = draft(), browser(alice_user())
    url = reverse("systems:import", args=[made.pk])
    fields = _fields(client.get(url))
    answer = client.post(url, fields | {"file": SimpleUploadedFile(name, content)})
    assert answer.status_code == 200
    assert said in answer.content.decode()
    assert _document(made) == made.document


@pytest.mark.parametrize("size", [8_000_001, 13_000_000])
def test_it_says_that_a_file_is_too_large(browser: Browser, size: int) -> None:
    made, client = draft(), browser(alice_user())
    url = reverse("systems:import", args=[made.pk])
    fields = _fields(client.get(url))
    with acting(alice()):
        before = ModelDraft.objects.count()
    for address in (url, reverse("systems:begin")):
        file = SimpleUploadedFile("m.yaml", b"#" * size)
        answer = client.post(address, fields | {"title_nl": "Groot", "file": file})
        assert answer.status_code == 200
        assert "te groot: hoogstens 8 MB" in answer.content.decode()
        assert "Vul dit in" not in answer.content.decode()
    with acting(alice()):
        assert ModelDraft.objects.count() == before


def test_it_says_that_comments_do_not_come_along(browser: Browser) -> None:
    made, client = draft(), browser(alice_user())
    url = reverse("systems:import", args=[made.pk])
    text = b"# Page 3\nid: m\nfactors:\n  - id: a # the first\n  - {id: b, source: 'no # comment'}\n"
    text += b"relations: []\n"
    file = SimpleUploadedFile("m.yaml", text)
    answer = client.post(url, _fields(client.get(url)) | {"file": file}, follow=True)
    said = answer.content.decode()
    assert "comment: 2 × achter # en niet bewaard" in said
    assert "# Page 3, # the first" in said


def test_it_begins_a_model_out_of_a_file(browser: Browser) -> None:
    client = browser(alice_user())
    file = SimpleUploadedFile(
        "m.json", b'{"id": "m", "factors": [{"id": "a"}, {"id": "b"}], "relations": []}'
    )
    answer = client.post(reverse("systems:begin"), {"title_nl": "Nieuw model", "file": file})
    assert answer.status_code == 303
    assert client.get(answer["Location"]).status_code == 200
    assert client.get(reverse("systems:models")).content.decode().count("Nieuw model") == 1


def _proposed() -> Proposal:
    """Bob offers Alice's desk a faster relation and a new one."""
    kept = version("public")
    with acting(bob()):
        made = drafts.open_draft(model=kept.model, version=kept, desk_id=desk_of(bob()), by=bob(), at=NOON)
    client = Client()
    sign_in(client, bob_user())
    url = reverse("systems:change_relation", args=[made.pk, "reports>pressure"])
    assert (
        client.post(url, _relation(speed="traag", strength="sterk") | _fields(client.get(url))).status_code
        == 303
    )
    line = {"line": "shelter > waiting -", "sure": "on"}
    assert client.post(reverse("systems:line", args=[made.pk]), line).status_code == 303
    url = reverse("systems:propose", args=[made.pk])
    sent = client.post(url, _fields(client.get(url)) | {"reason": "Shelter shortens the wait."})
    assert sent.status_code == 303
    with acting(bob()):
        return Proposal.objects.get()


def test_a_proposal_is_merged_with_a_decision_about_what_both_changed(browser: Browser) -> None:
    proposal = _proposed()
    client = browser(alice_user())
    opened = client.post(reverse("systems:edit", args=[proposal.model.code]))
    with acting(alice()):
        ours = ModelDraft.objects.get(model=proposal.model, state="open", desk=desk_of(alice()))
    url = reverse("systems:change_relation", args=[ours.pk, "reports>pressure"])
    client.post(url, _relation(speed="zeer snel") | _fields(client.get(url)))
    assert opened.status_code == 303

    url = reverse("systems:proposal", args=[proposal.pk])
    page = client.get(url)
    text = page.content.decode()
    names = [unescape(name) for name in re.findall(r'name="(choice-[^"]+)"', text)]
    assert names
    assert "Shelter shortens the wait." in text
    take = reverse("systems:merge", args=[proposal.pk])
    assert client.post(take, _fields(page)).status_code == 409
    answer = client.post(take, _fields(page) | {names[0]: "theirs"})
    assert answer.status_code == 303
    document = _document(ours)
    assert item(document, "relations", "shelter>waiting")
    assert _held(ours, "relations", "reports>pressure")["speed"] == "low"
    assert client.post(take, _fields(page) | {names[0]: "theirs"}).status_code == 409


def test_a_proposal_is_seen_by_both_desks_and_nobody_else(browser: Browser) -> None:
    proposal = _proposed()
    url = reverse("systems:proposal", args=[proposal.pk])
    assert browser(alice_user()).get(url).status_code == 200
    assert browser(bob_user()).get(url).status_code == 200
    assert browser(charlie_user()).get(url).status_code == 403
    assert browser(bob_user()).post(reverse("systems:merge", args=[proposal.pk])).status_code == 403
    with acting(bob()):
        assert not Version.objects.filter(model=proposal.model, number=2).exists()


def test_a_proposal_is_declined_with_an_answer_or_taken_back(browser: Browser) -> None:
    proposal = _proposed()
    url = reverse("systems:decline", args=[proposal.pk])
    assert browser(bob_user()).post(url, {"answer": "No."}).status_code == 403
    assert browser(alice_user()).post(url, {"answer": ""}).status_code == 409
    assert browser(alice_user()).post(url, {"answer": "Not what the source says."}).status_code == 303
    page = browser(bob_user()).get(reverse("systems:proposal", args=[proposal.pk]))
    assert "Not what the source says." in page.content.decode()
    back = reverse("systems:withdraw_proposal", args=[proposal.pk])
    assert browser(bob_user()).post(back).status_code == 409


def test_it_publishes_and_withdraws_from_the_list(browser: Browser) -> None:
    kept, client = version(), browser(alice_user())
    code = kept.model.code
    assert Client().get(reverse("systems:versions", args=[code])).status_code == 404
    url = reverse("systems:publish", args=[code, 1])
    assert client.post(url, {"visibility": "signed_in"}).status_code == 303
    assert browser(charlie_user()).get(reverse("systems:versions", args=[code])).status_code == 200
    assert browser(bob_user()).post(url, {"visibility": "public"}).status_code == 403
    assert client.post(reverse("systems:withdraw", args=[code, 1])).status_code == 303
    assert browser(charlie_user()).get(reverse("systems:versions", args=[code])).status_code == 404


def test_it_goes_on_with_a_model_of_another(browser: Browser) -> None:
    kept, client = version("public"), browser(bob_user())
    answer = client.post(reverse("systems:fork", args=[kept.model.code]), {"title_nl": "Ours"})
    assert answer.status_code == 303
    assert client.get(answer["Location"]).status_code == 200
