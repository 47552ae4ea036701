"""Labels that hold, and names that are gone: with overlapping names, accents, and names inside words."""

import itertools
import re

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from ketenzicht.common.domain.rights import Verb
from ketenzicht.common.domain.state_table import MoveNotAllowed
from ketenzicht.common.domain.state_table import Relation as R
from ketenzicht.rights.domain.hand_outs import (
    DECIDES,
    HAND_OUT,
    PASSAGE,
    Decision,
    HandOutEvent,
    HandOutState,
    PassageEvent,
    PassageState,
    Unfit,
    fit,
    may_begin,
)
from ketenzicht.rights.domain.pseudonyms import (
    Becomes,
    Mark,
    NoSuchLabel,
    Roster,
    folded,
    label_in_words,
    marked,
    numbered,
    redacted,
    settled,
    standing,
    still_inside,
)
from ketenzicht.rights.domain.states import RequestKind, RequestState

NAMES = (
    "Jan",
    "Jan Jansen",
    "jansen",
    "Jansen Ali",
    "José",
    "Jose\u0301",
    "Jose",
    "Żółć",
    "Μαρία",
    "Ali",
    "Van den Berg",
)
_words = st.sampled_from((*NAMES, "januari", "Jansens", "Alibi", "bergen", "JAN", "en", "zag", "-", "\u200b"))
_texts = st.lists(_words, min_size=1, max_size=25).map(" ".join)
_chosen = st.lists(
    st.tuples(st.sampled_from(NAMES), st.sampled_from(["person", "employee", "black"])), max_size=6
)


@given(_texts, _chosen)
@example("Jan Jansen Ali", [("Jan Jansen", "person"), ("Jansen Ali", "black")])
def test_no_marked_name_is_left_and_one_name_has_one_label(
    written: str, chosen: list[tuple[str, str]]
) -> None:
    text, roster = settled(written), Roster()
    rows = {folded(name): (name, becomes) for name, becomes in chosen if standing(text, name)}
    wanted = [(name, roster.label(becomes, folded(name))) for name, becomes in rows.values()]
    marks = marked(text, wanted)
    told = redacted(text, marks)
    bare = re.sub(r"\[[^\]]*\]", "\0", told)
    assert not [name for name, _label in wanted if standing(bare, name)]
    # Nor is a part of one, where two names share a word.
    out = {
        place for name, _label in wanted for start, end in standing(text, name) for place in range(start, end)
    }
    held = {place for mark in marks for place in range(mark.start, mark.end)}
    assert not [text[place] for place in out ^ held if text[place].strip()]
    assert all(one.end <= other.start for one, other in itertools.pairwise(marks))
    # What was not marked stays as it was, in its order.
    assert [part for part in bare.split("\0") if part] == _unmarked(text, marks)
    # Another label for another name, and again the same after everything was done once more.
    labels = [label for _name, label in wanted if label]
    assert len(set(labels)) == len(labels)
    again = [(name, roster.label(becomes, folded(name))) for name, becomes in reversed(rows.values())]
    assert sorted(again) == sorted(wanted)
    assert redacted(text, marked(text, again)) == told


def _unmarked(text: str, marks: list[Mark]) -> list[str]:
    edges = [0, *(edge for mark in marks for edge in (mark.start, mark.end)), len(text)]
    return [text[start:end] for start, end in zip(edges[::2], edges[1::2], strict=True) if start < end]


@given(st.lists(st.tuples(st.text(min_size=1, max_size=6), st.sampled_from(list(Becomes))), max_size=12))
def test_a_label_says_nothing_but_its_kind_and_its_turn(given_names: list[tuple[str, Becomes]]) -> None:
    roster, other = Roster(), Roster()
    labels = [roster.label(becomes, name) for name, becomes in given_names]
    # The same order of other names gives the same labels: nothing of a name is in one.
    turn = {
        name: str(place) for place, name in enumerate(dict.fromkeys(name for name, _becomes in given_names))
    }
    assert labels == [other.label(becomes, turn[name]) for name, becomes in given_names]
    for kind in {one.kind for one in roster.known}:
        numbers = [one.number for one in roster.known if one.kind is kind]
        assert numbers == list(range(1, len(numbers) + 1))


def test_a_longer_name_wins_accents_count_and_a_name_inside_a_word_is_told() -> None:
    text = settled("Jan Jansen en JAN  zagen José, jose\u0301 en Jose. Jansens auto, januari.")
    roster = Roster()
    wanted = [(name, roster.label("person", folded(name))) for name in ("Jan", "Jan Jansen", "José", "Jose")]
    told = redacted(text, marked(text, wanted))
    assert told == (
        "[persoon 2] en [persoon 1]  zagen [persoon 3], [persoon 3] en [persoon 4]. Jansens auto, januari."
    )
    assert still_inside(told, ["Jan Jansen"]) == ["Jansens"]
    both = [("Jan de Vries", "person:1"), ("Vries Bakker", "person:2")]
    shared = settled("Jan de Vries Bakker belt. Vries  Bakker ook.")
    assert redacted(shared, marked(shared, both)) == "[persoon 1] [weggelakt] belt. [persoon 2] ook."
    assert folded(" JOSÉ  de\nVries") == folded("jose\u0301 de vries") != folded("Jose de Vries")
    assert (label_in_words(""), label_in_words("organisation:2")) == ("[weggelakt]", "[organisatie 2]")
    assert roster.label("namesake", folded("Jan")) == "person:5"
    assert (
        roster.label("person:2", folded("Jansen")) == roster.label("person", folded("Jansen")) == "person:2"
    )
    with pytest.raises(NoSuchLabel):
        roster.label("person:9", "x")


@given(st.lists(st.tuples(st.sampled_from(list(PassageEvent)), st.booleans()), max_size=12))
def test_only_the_desk_decides_a_passage_and_nothing_comes_back_that_is_gone(
    steps: list[tuple[PassageEvent, bool]],
) -> None:
    state = PASSAGE.initial
    for event, desk in steps:
        verbs = {DECIDES if desk else Verb.RIGHTS_MANAGE}
        relation = R.SYSTEM if event is PassageEvent.VANISH else R.HOLDER
        try:
            after = PASSAGE.move(state, event, verbs=verbs, relation=relation, reason="a reason")
        except MoveNotAllowed:
            continue
        assert state is not PassageState.GONE
        assert (event is PassageEvent.DECIDE) <= desk
        assert (event is PassageEvent.RETURN) <= (not desk and state is PassageState.DECIDED)
        state = after
    assert PASSAGE.reachable() == set(PassageState)
    assert HAND_OUT.reachable() == set(HandOutState)
    ended = (HandOutState.HANDED_OVER, HandOutState.STOPPED)
    assert not [row for row in HAND_OUT.transitions if row.frm in ended]
    assert {row.frm for row in HAND_OUT.transitions if row.event is HandOutEvent.RELEASE} == {
        HandOutState.DECIDING
    }


def test_a_decision_fits_its_ground_and_its_marks_and_only_access_gets_a_hand_out() -> None:
    for decision in Decision:
        for ground in ("", "rights_of_others", "duty_to_keep"):
            for marks in (0, 1):
                partly = decision is Decision.PARTLY
                needs = partly or decision is Decision.LEFT_OUT
                right = ground == ("rights_of_others" if needs else ground)
                right = right and (needs or ground != "rights_of_others")
                right = right and not (partly and not marks) and not (decision is Decision.WHOLE and marks)
                try:
                    fit(decision, ground, marks)
                except Unfit:
                    assert not right
                else:
                    assert right
    begins = {
        (kind, state)
        for kind in RequestKind
        for state in RequestState
        if may_begin(kind, state, "granted") and not may_begin(kind, state, "refused")
    }
    assert begins == {(RequestKind.ACCESS, RequestState.SEARCHED), (RequestKind.ACCESS, RequestState.DECIDED)}


@given(texts=st.lists(_texts, max_size=3), chosen=_chosen)
def test_labels_are_counted_as_they_come_and_nothing_else_of_a_text_changes(
    texts: list[str], chosen: list[tuple[str, str]]
) -> None:
    roster, made = Roster(), []
    roster.label("person", "somebody of a text that stays out")
    wanted = list({folded(name): (name, roster.label(kind, folded(name))) for name, kind in chosen}.values())
    for text in map(settled, texts):
        marks = marked(text, wanted)
        made.append((redacted(text, marks), marks))
    seen: dict[str, list[int]] = {}
    for (told, _marks), became in zip(made, numbered(made), strict=True):
        label = re.compile(r"\[(persoon|medewerker) (\d+)\]")
        assert label.sub("", told) == label.sub("", became)
        for kind, number in label.findall(became):
            if int(number) not in seen.setdefault(kind, []):
                seen[kind].append(int(number))
    assert all(numbers == list(range(1, len(numbers) + 1)) for numbers in seen.values())
