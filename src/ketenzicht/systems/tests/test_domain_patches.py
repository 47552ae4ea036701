"""Steps can be taken back, and never hide what somebody else did."""

from copy import deepcopy
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from ketenzicht.systems.domain import editing, patches, quick
from ketenzicht.systems.domain.checking import problems_of
from ketenzicht.systems.domain.documents import empty, items, label_of, normalised

NAMES = st.sampled_from(["a", "b", "c", "d", "e f"])
LINES = st.builds(
    "{} > {} {} {}".format, NAMES, NAMES, st.sampled_from("+-?"), st.sampled_from(["", "sterk", "zeer snel"])
)


@st.composite
def documents(draw: Any) -> Any:
    document = empty("m", {"nl": "M"})
    for line in draw(st.lists(LINES, max_size=8)):
        document = editing.add_line(quick.read(line), "nl")(document)
    return document


@st.composite
def next_to(draw: Any, document: Any) -> Any:
    """A document some steps further."""
    for step in draw(st.lists(st.integers(0, 4), max_size=5)):
        factors, relations = list(items(document, "factors")), list(items(document, "relations"))
        if step == 0:
            document = editing.add_line(quick.read(draw(LINES)), "nl")(document)
        elif step == 1 and factors:
            document = editing.remove_factor(draw(st.sampled_from(factors)))(document)
        elif step == 2 and relations:
            document = editing.remove("relations", draw(st.sampled_from(relations)))(document)
        elif step == 3 and relations:
            chosen = document["relations"][draw(st.integers(0, len(relations) - 1))]
            document = editing.put("relations", {**chosen, "reference": draw(st.text(max_size=3))})(document)
        elif step == 4:
            document = editing.say({"source": draw(st.text(max_size=3)), "domains": [{"id": "x"}]})(document)
    return normalised(document)


@given(st.data())
def test_it_takes_every_step_back_exactly(data: st.DataObject) -> None:
    before = data.draw(documents())
    after = data.draw(next_to(before))
    changes = patches.changes_between(before, after)

    assert patches.apply(before, changes) == after
    assert patches.apply(after, patches.reverse(changes)) == before
    stored = patches.from_json([change.as_json() for change in changes])
    assert patches.apply(before, stored) == after


@given(st.data())
def test_it_takes_a_row_of_steps_back_one_by_one(data: st.DataObject) -> None:
    states = [data.draw(documents())]
    log = []
    for _ in range(data.draw(st.integers(0, 4))):
        states.append(data.draw(next_to(states[-1])))
        log.append(patches.changes_between(states[-2], states[-1]))
    now = deepcopy(states[-1])
    for state, changes in zip(reversed(states[:-1]), reversed(log), strict=True):
        now = patches.apply(now, patches.reverse(changes))
        assert now == state


@given(documents())
def test_it_makes_models_of_lines(document: Any) -> None:
    assert not problems_of(document) or any(one.code == "double-relation" for one in problems_of(document))


def test_it_refuses_a_change_of_what_has_become_another() -> None:
    before = editing.add_line(quick.read("a > b +"), "nl")(empty("m", {}))
    change = patches.changes_between(before, editing.remove("relations", "a>b")(before))
    meanwhile = editing.put("relations", {**before["relations"][0], "sign": "-"})(before)
    with pytest.raises(patches.Clash) as clash:
        patches.apply(meanwhile, change)
    assert clash.value.found["sign"] == "-"


def test_it_removes_a_factor_with_all_that_is_about_it() -> None:
    document = editing.add_line(quick.read("a > b +"), "nl")(empty("m", {}))
    document["interventions"] = [{"id": "i", "changes": [{"factor": "a", "kind": "shift", "amount": 1}]}]
    document["indicators"] = [{"factor": "a"}, {"factor": "b"}]
    document["claims"] = [{"id": "c", "checks": [{"test": "path", "from": "a", "to": "b"}]}]
    left = editing.remove_factor("a")(document)
    assert [one["id"] for one in left["factors"]] == ["b"]
    assert left["relations"] == left["interventions"] == left["claims"] == []
    assert left["indicators"] == [{"factor": "b"}]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("aangiften > druk hulpverlening +", ("aangiften", "druk hulpverlening", "+", "", "")),
        ("aangiften -> druk −", ("aangiften", "druk", "-", "", "")),
        ("a → b+", ("a", "b", "+", "", "")),
        ("a > b + sterk snel", ("a", "b", "+", "strong", "high")),
        ("a > b min zeer sterk zeer snel", ("a", "b", "-", "very_strong", "very_high")),
        ("a > b ? gemiddeld gemiddeld", ("a", "b", "?", "average", "average")),
        ("  a   >   b   plus  ", ("a", "b", "+", "", "")),
    ],
)
def test_it_reads_a_line(text: str, expected: tuple[str, ...]) -> None:
    line = quick.read(text)
    assert (line.source, line.target, line.sign, line.strength, line.speed) == expected


@pytest.mark.parametrize(
    ("text", "why"),
    [
        ("a b +", quick.Unclear.NO_ARROW),
        ("a > b > c +", quick.Unclear.MORE_ARROWS),
        ("> b +", quick.Unclear.NO_SOURCE),
        ("a > +", quick.Unclear.NO_TARGET),
        ("a > b", quick.Unclear.NO_SIGN),
        ("", quick.Unclear.NO_ARROW),
    ],
)
def test_it_says_why_a_line_is_unclear(text: str, why: quick.Unclear) -> None:
    with pytest.raises(quick.NotALine) as found:
        quick.read(text)
    assert found.value.why is why


@given(st.text(max_size=60))
def test_it_reads_or_refuses_anything(text: str) -> None:
    try:
        line = quick.read(text)
    except quick.NotALine:
        return
    assert line.source
    assert line.target
    assert line.sign in "+-?"


def test_it_knows_a_factor_by_any_of_its_names() -> None:
    factors = [{"id": "reports", "label": {"nl": "Aangiftén", "en": "Reports"}}]
    assert {quick.named(factors, name) for name in ("aangiften", "REPORTS", " reports ")} == {"reports"}
    assert quick.named(factors, "aangifte") is None
    assert quick.Names(factors).near("aangifte") == ["reports"]
    assert label_of(factors[0], "nl") == "Aangiftén"
