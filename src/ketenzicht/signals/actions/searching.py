"""Keeping the search index of a signal up to date with what was said, noted and named."""

from django.contrib.postgres.search import SearchVector
from django.db.models import TextField, Value
from django.utils.translation import override

from ketenzicht.common.actor import Actor
from ketenzicht.reporting import queries as reporting
from ketenzicht.signals.models import Signal
from ketenzicht.signals.queries.reports import report_ids

CONFIG, SEARCHED_IN = "dutch", "nl"
# PostgreSQL indexes a megabyte of one row; twice this many letters stay under it, whatever they say.
MOST_LETTERS = 100_000


def refresh_search(signal: Signal, *, by: Actor) -> None:
    """Index the title, what the reports say and the notes of the desk, in Dutch."""
    index(signal, said=reporting.search_text(by, report_ids(signal)))


def index(signal: Signal, *, said: str) -> None:
    """Index what the reports are known to say, with the title and the notes of the desk, newest first.

    Of what is said and of what is noted the first ``MOST_LETTERS`` are found again.
    """
    notes = "\n".join(signal.notes.order_by("-at", "-pk").values_list("text", flat=True))
    Signal.objects.filter(pk=signal.pk).update(
        search=_vector(_name(signal), "A") + _vector(said, "B") + _vector(notes, "C")
    )


def _name(signal: Signal) -> str:
    with override(SEARCHED_IN):
        return signal.name


def _vector(text: str, weight: str) -> SearchVector:
    return SearchVector(Value(text[:MOST_LETTERS], output_field=TextField()), config=CONFIG, weight=weight)
