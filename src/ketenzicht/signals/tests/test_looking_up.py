"""What ended is looked up by its words, at one's own desks and nowhere else."""

from datetime import timedelta
from uuid import UUID

import pytest
from django.db import DatabaseError, connection, transaction
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from ketenzicht.common.actor import acting
from ketenzicht.signals.actions.searching import MOST_LETTERS, index
from ketenzicht.signals.models import Signal, SignalLookup
from ketenzicht.signals.queries.searching import ended, says
from ketenzicht.signals.queries.visible import signals_visible_to
from ketenzicht.signals.tests import factories as made
from ketenzicht.signals.tests.factories import NOON

pytestmark = pytest.mark.django_db

SAID = (
    "hotel en jongen",
    "jongen bij het hotel, auto's",
    "een rode auto naast hotel",
    "C:\\pad\\naar 'iets' o'neill",
    "info@voorbeeld.example https://voorbeeld.example/a'b?c=d",
    "e-mail van een jongen",
    "",
)
ODD = ("o'neill", "e-mail", "een", "\\pad", "'iets'", "https://voorbeeld.example/a'b?c=d", "niets")
WORDS = ("hotel", "jongen", "auto's", "auto", "naar", *ODD)


def _ended(*texts: str) -> list[UUID]:
    """Signals that ended, each saying a text, in the order in which they came."""
    made_now = made.many(len(texts))
    with acting(made.alice()):
        for days, (signal, text) in enumerate(zip(made_now, texts, strict=True)):
            came = NOON - timedelta(days=30 - days)
            over = {"state": "closed", "outcome": "no_indication", "closed_at": NOON, "received_at": came}
            Signal.objects.filter(pk=signal.pk).update(**over)
            _say(signal.pk, text)
    return [signal.pk for signal in made_now]


def _say(pk: UUID, text: str) -> None:
    with connection.cursor() as cursor:
        cursor.execute(
            "UPDATE signals_signal SET search = to_tsvector('dutch', %s) WHERE id = %s", [text, pk]
        )


@st.composite
def _asked(draw: st.DrawFn) -> str:
    """What people type: words, some between quotation marks, some left out, some in place of others."""
    forms = st.sampled_from(["{}", '"{}"', "-{}", "{} or", "{} -"])
    parts = draw(st.lists(st.sampled_from(WORDS), min_size=1, max_size=3))
    if draw(st.booleans()):
        return draw(forms).format(" ".join(parts))
    return " ".join(draw(forms).format(part) for part in parts)


@pytest.fixture
def some_have_ended(db: None) -> None:
    _ended(*SAID)
    made.many(2)


@settings(suppress_health_check=[HealthCheck.function_scoped_fixture], max_examples=200, deadline=None)
@given(asked=_asked())
def test_it_finds_what_reading_every_signal_finds(asked: str, some_have_ended: None) -> None:
    by = made.alice()
    with acting(by):
        read = signals_visible_to(by).filter(says(asked), state="closed")
        expected = list(read.order_by("-received_at").values_list("pk", flat=True))
        assert ended(by, asked, newest=True, most=50) == expected
        assert ended(by, asked, newest=False, most=50) == expected[::-1]
        assert ended(by, asked, newest=True, most=2) == expected[:2]


def test_it_lists_all_that_ended_without_a_text() -> None:
    ids = _ended("hotel", "", "auto")
    with acting(by := made.alice()):
        assert ended(by, "", newest=False, most=10) == ids
        assert ended(by, "", newest=True, most=2) == [ids[2], ids[1]]


def test_it_puts_the_one_with_that_number_first() -> None:
    ids = _ended("hotel", "auto", "hotel")
    with acting(by := made.alice()):
        number = Signal.objects.get(pk=ids[1]).number
        _say(ids[0], f"kamer {number}")
        assert ended(by, f"S-{number}", newest=True, most=10)[0] == ids[1]
        assert ended(by, str(number), newest=True, most=10) == [ids[1], ids[0]]


def test_it_finds_nothing_of_another_desk() -> None:
    _ended("hotel")
    with acting(other := made.charlie()):
        assert ended(other, "hotel", newest=True, most=10) == []
        assert ended(other, "", newest=True, most=10) == []
        assert ended(other, "-auto", newest=True, most=10) == []


def test_the_words_go_along_when_they_change_and_with_the_signal() -> None:
    pk, _ = _ended("hotel", "auto")
    with acting(by := made.alice()):
        _say(pk, "bus")
        assert ended(by, "hotel", newest=True, most=10) == []
        assert ended(by, "bus", newest=True, most=10) == [pk]
        Signal.objects.filter(pk=pk).update(search=None)
        assert ended(by, "bus", newest=True, most=10) == []
        Signal.objects.filter(pk=pk).update(state="in_triage", outcome="", closed_at=None)
        assert pk not in ended(by, "", newest=True, most=10)


def test_the_index_shows_nobody_a_word_and_takes_none_from_anybody() -> None:
    pk, _ = _ended("hotel", "auto")
    with acting(made.alice()):
        assert not SignalLookup.objects.exists()
        assert SignalLookup.objects.filter(pk=pk).update(words="'zomaar'") == 0
        with pytest.raises(DatabaseError, match="row-level security"), transaction.atomic():
            SignalLookup(
                signal_id=pk, desk=made.focal_desk(), ended=True, received_at=NOON, words="'zomaar'"
            ).save(force_insert=True)


@pytest.mark.parametrize("between", [" ", "-", "."])
def test_more_words_than_an_index_holds_lose_no_report_and_no_note(between: str) -> None:
    (signal,) = made.many(1)
    words = (chr(first) + chr(then) for first in range(0xAC00, 0xAE00) for then in range(0xAC00, 0xAE00))
    with acting(by := made.alice()):
        signal.notes.create(at=NOON, text=f"hotel {between.join(words)}")
        index(signal, said=f"jongen {signal.notes.get().text}")
        assert len(signal.notes.get().text) > 2 * MOST_LETTERS
        for word in ("hotel", "jongen"):
            assert signals_visible_to(by).filter(says(word), pk=signal.pk).exists()


def test_a_word_is_another_one_at_each_desk() -> None:
    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT signals_words(1, said) = signals_words(2, said), signals_words(1, said)::text"
            " FROM to_tsvector('dutch', 'hotel') AS said"
        )
        same, kept = cursor.fetchone()
    assert not same
    assert "hotel" not in kept


def test_as_many_words_of_a_signal_are_kept_as_fit() -> None:
    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT length(signals_words(1, array_to_tsvector(array_agg(word::text))))"
            " FROM generate_series(1, 70000) AS word"
        )
        assert cursor.fetchone() == (60_000,)
