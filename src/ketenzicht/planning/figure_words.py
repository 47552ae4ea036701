"""What kinds, outcomes, gaps and troubles of figures are called on pages, and figures as people read them."""

from collections.abc import Mapping
from decimal import Decimal
from typing import TYPE_CHECKING

from django.utils.functional import Promise
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from ketenzicht.common.written import written_number
from ketenzicht.planning.domain.figures.combining import Apart, Gap
from ketenzicht.planning.domain.figures.counting import CountKind, Precision, SourceKind
from ketenzicht.planning.domain.figures.judging import Lacking, Outcome
from ketenzicht.planning.domain.figures.table import Column, NoTable, TableTrouble
from ketenzicht.planning.domain.figures.typed import FigureTrouble

if TYPE_CHECKING:
    from ketenzicht.planning.models import Figure

COUNT_KINDS: Mapping[str, Promise] = {
    CountKind.REPORT: _("Reports"),
    CountKind.VICTIM: _("Victims seen by organisations"),
    CountKind.ESTIMATE: _("Estimates"),
    CountKind.COMPLAINT: _("Criminal complaints"),
    CountKind.INVESTIGATION: _("Criminal investigations"),
    CountKind.SUSPECT: _("Suspects"),
    CountKind.CONVICTION: _("Convictions"),
    CountKind.NORM: _("Agreed norms"),
    CountKind.SHARE: _("Shares"),
    CountKind.MONEY: _("Amounts of money"),
    CountKind.PARTICIPATION: _("Taking part"),
}
SOURCE_KINDS: Mapping[str, Promise] = {
    SourceKind.REGISTER: _("Register"),
    SourceKind.STUDY: _("Study"),
    SourceKind.ACCOUNT: _("Yearly account"),
    SourceKind.OPEN_DATA: _("Open data"),
    SourceKind.SUMMARY: _("Summary of figures of others"),
    SourceKind.PRESS: _("Press"),
}
OUTCOMES: Mapping[str, Promise] = {
    Outcome.AGREE: _("The figures agree with what was said"),
    Outcome.DISAGREE: _("Experience and figures disagree"),
    Outcome.SAYS_ELSE: _("There is a figure, but it says something else"),
    Outcome.NO_FIGURE: _("No figure exists"),
}
OUTCOME_TONES: Mapping[str, str] = {
    Outcome.AGREE: "done",
    Outcome.DISAGREE: "busy",
    Outcome.SAYS_ELSE: "waiting",
    Outcome.NO_FIGURE: "stopped",
}
PRECISIONS: Mapping[str, Promise] = {
    Precision.EXACT: _("Exactly this"),
    Precision.ABOUT: _("Roughly this"),
    Precision.MORE_THAN: _("More than this"),
}
CERTAINTIES: Mapping[str, Promise] = {
    "certain": _("Read in the source"),
    "old": _("From an old source"),
    "uncertain": _("Uncertain"),
    "from_memory": _("From memory"),
    "proposal": _("Proposal"),
}
GAPS: Mapping[str, Promise] = {
    Gap.BREAK: _("Counted otherwise from here"),
    Gap.MISSING: _("There are periods in between without a figure"),
    Gap.OTHER_LENGTH: _("The periods are not equally long"),
    Gap.OVERLAP: _("The periods overlap"),
    Gap.ESTIMATE: _("Each estimate holds for its own period"),
}
APART: Mapping[str, Promise] = {
    Apart.KIND: _("They count different things: reports, victims and estimates are not the same."),
    Apart.UNIT: _("They have different units."),
    Apart.DEFINITION: _("They have different definitions."),
    Apart.POPULATION: _("They count among different people or cases."),
    Apart.BROKEN: _("A series is broken: from some moment on it was counted otherwise."),
    Apart.REGION: _("They are not about separate regions, so the same would count twice."),
    Apart.COUNTED_TWICE: _("In a series the same person or case can count twice."),
    Apart.DOES_NOT_ADD_UP: _("Shares, norms and estimates cannot be added up."),
    Apart.NO_PERIOD: _("There is no period that all of them have."),
    Apart.INEXACT: _("A figure is not exact."),
}
LACKS: Mapping[str, Promise] = {
    Lacking.SERIES: _(
        "Put a series beside the question first. Without one the outcome is: no figure exists."
    ),
    Lacking.NO_SERIES: _(
        "A series stands beside the question. Take it away first, or choose another outcome."
    ),
    Lacking.NOTE: _("Say in a few words why."),
    Lacking.WANTED: _("Say what would be needed to know it."),
}
TROUBLES: Mapping[str, Promise] = {
    FigureTrouble.NO_PERIOD: _("Type a period such as 2024, 2024-1, 2024-Q1, 2024-03 or 2020-2024."),
    FigureTrouble.NO_VALUE: _("A value is missing."),
    FigureTrouble.NO_NUMBER: _("This is no number."),
    FigureTrouble.WHICH_NUMBER: _(
        "Are the last three digits thousands or decimals? Type thousands without a sign, such as 1125, and"
        " three decimals with a zero behind them, such as 1.1250."
    ),
    FigureTrouble.TOO_LARGE: _("This number is too large."),
    FigureTrouble.OUTSIDE_INTERVAL: _("The value does not lie between low and high."),
    FigureTrouble.NO_DATE: _("This is no date."),
    FigureTrouble.NO_SOURCE: _("Say where the figure comes from."),
    FigureTrouble.NO_REASON: _("There is another figure for this period. Say why it changes."),
    FigureTrouble.NOTHING_TO_WITHDRAW: _("There is no figure for this period that can be withdrawn."),
    FigureTrouble.TWICE: _("This period stands here more than once. Say at the later one why it changes."),
    FigureTrouble.UNKNOWN_WORD: _("This word is not known here."),
    FigureTrouble.TOO_LONG: _("This is too long."),
    FigureTrouble.COLUMNS: _("This line has more cells than there are columns."),
}
TABLE_TROUBLES: Mapping[str, Promise] = {
    TableTrouble.EMPTY: _("There is no table here."),
    TableTrouble.NO_HEADING: _(
        "The first line has to name the columns. This one is not known or missing: %(word)s"
    ),
    TableTrouble.TWICE: _("Two columns have the same name: %(word)s"),
    TableTrouble.TOO_LONG: _("A table can have at most %(word)s lines."),
    TableTrouble.BROKEN: _("The quotation marks near line %(word)s do not match."),
}
COLUMNS: Mapping[str, Promise] = {
    Column.PERIOD: _("Period"),
    Column.VALUE: _("Value"),
    Column.LOW: _("Low"),
    Column.HIGH: _("High"),
    Column.PRECISION: _("How exact"),
    Column.AS_OF: _("Cut-off date"),
    Column.SOURCE: _("Source"),
    Column.CERTAINTY: _("How sure"),
    Column.BREAK: _("Break"),
    Column.REASON: _("Reason"),
    Column.NOTE: _("Explanation"),
}


def table_trouble(refused: NoTable) -> str:
    """Why a table cannot be read."""
    return str(TABLE_TROUBLES[refused.trouble]) % {"word": refused.word}


def plain_number(value: Decimal | float) -> str:
    """A number with the decimals it has, at most three."""
    exact = Decimal(str(value))
    places = max(0, min(3, -int(exact.normalize().as_tuple().exponent)))
    return written_number(exact, places, grouped=True)


def figure_in_words(figure: "Figure") -> str:
    """A figure as a source gives it: about, more than, or exactly; or that it was withdrawn."""
    if figure.value is None:
        return gettext("withdrawn")
    number = plain_number(figure.value)
    if figure.precision == Precision.ABOUT:
        return gettext("about %(number)s") % {"number": number}
    if figure.precision == Precision.MORE_THAN:
        return gettext("more than %(number)s") % {"number": number}
    return number


def interval_in_words(figure: "Figure") -> str:
    """From low to high; empty when the source gives no interval."""
    if figure.low is None or figure.high is None:
        return ""
    return gettext("%(low)s to %(high)s") % {
        "low": plain_number(figure.low),
        "high": plain_number(figure.high),
    }


def period_in_words(figure: "Figure") -> str:
    """What a figure is about."""
    return str(figure.period) if figure.period else gettext("period not stated")
