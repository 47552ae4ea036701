"""Who sees and changes which row of consultations: the desk that keeps one, and whom it was opened to."""

from collections.abc import Callable, Mapping
from typing import TYPE_CHECKING, Any

from tests.access.people import SIGNED_IN

if TYPE_CHECKING:
    from tests.access.truth import Sight, Truth

Rule = Callable[[dict[str, Any]], object]
# What only the desk that keeps a consultation reads: where the words came from, and who did what.
OF_THE_DESK = {
    *("planning_source", "planning_sourceline", "planning_change"),
    *("planning_round", "planning_roundchoice", "planning_causestep"),
    *("planning_stakeholder", "planning_talk", "planning_talkparticipant", "planning_talkstatement"),
    *("planning_talknote", "planning_noteoriginal", "planning_redaction", "planning_clearedpoint"),
}
# Who took part in a talk, what was found in a note and what stands under an arrow can be taken back;
# everything else of a consultation stays in its table.
REMOVABLE_OF_CONSULTATIONS = frozenset(
    {"planning_talkparticipant", "planning_redaction", "planning_causesupport"}
)
# What was withdrawn is closed to everybody but the desk that keeps it, and nobody changes any of it.
OF_AN_EDITION = ("planning_editioncluster", "planning_editionstatement", "planning_editionfile")


def consultation_of(truth: "Truth", table: str, row: dict[str, Any]) -> dict[str, Any]:
    """The consultation that a row belongs to."""
    if table == "planning_consultation":
        return row
    owners = {
        "planning_sourceline": ("planning_source", "source_id"),
        "planning_placement": ("planning_statement", "statement_id"),
        "planning_roundchoice": ("planning_round", "round_id"),
        "planning_talkparticipant": ("planning_talk", "talk_id"),
        "planning_talknote": ("planning_talk", "talk_id"),
        "planning_redaction": ("planning_talknote", "note_id"),
        "planning_noteoriginal": ("planning_talknote", "note_id"),
        "planning_clearedpoint": ("planning_statement", "statement_id"),
        "planning_talkstatement": ("planning_talk", "talk_id"),
        **dict.fromkeys(
            ("planning_causenode", "planning_causearrow", "planning_causestep"),
            ("planning_causeanalysis", "analysis_id"),
        ),
        "planning_causesupport": ("planning_causearrow", "arrow_id"),
        **dict.fromkeys(OF_AN_EDITION, ("planning_edition", "edition_id")),
    }
    if table in owners:
        owner, column = owners[table]
        return consultation_of(truth, owner, truth.by_id(owner)[row[column]])
    return truth.by_id("planning_consultation")[row["consultation_id"]]


def is_opened(truth: "Truth", table: str, row: dict[str, Any]) -> bool:
    """Whether more than the desk that keeps it may read a row, as far as its consultation is opened."""
    said = truth.by_id("planning_statement").get(row.get("statement_id", row["id"]))
    if said and said["held_back"]:
        return False
    if table in OF_AN_EDITION and truth.by_id("planning_edition")[row["edition_id"]]["withdrawn_at"]:
        return False
    return table not in OF_THE_DESK and consultation_of(truth, table, row)["visibility"] != "desk"


def consultation_rules(sight: "Sight") -> Mapping[str, Rule]:
    """Who sees which row of consultations."""

    def rule(table: str) -> Rule:
        def sees(row: dict[str, Any]) -> bool:
            held = consultation_of(sight.truth, table, row)
            reaches = held["visibility"] == "public" or sight.who in SIGNED_IN
            return held["desk_id"] == sight.plans_of or (is_opened(sight.truth, table, row) and reaches)

        return sees

    rules = {table: rule(table) for table in sight.truth.tables if table.startswith("planning_")}
    return {
        **rules,
        "planning_roundchoice": lambda row: _choice(sight, row, changing=False),
        "planning_noteoriginal": lambda row: sight.who == "privacy",
    }


def _choice(sight: "Sight", row: dict[str, Any], *, changing: bool) -> bool:
    """Seen: the own choice, and of all at the desk once the round is closed. Changed: the own until then."""
    held = sight.truth.by_id("planning_round")[row["round_id"]]
    at_desk = consultation_of(sight.truth, "planning_roundchoice", row)["desk_id"] == sight.plans_of
    own, closed = row["user_id"] == sight.user, held["closed_at"] is not None
    return at_desk and ((own and not closed) if changing else (own or closed))


def consultation_changes(sight: "Sight") -> Mapping[str, Rule]:
    """Who changes which row of consultations: whoever keeps it."""

    def rule(table: str) -> Rule:
        if table in OF_AN_EDITION:
            return lambda row: False
        return lambda row: consultation_of(sight.truth, table, row)["desk_id"] == sight.plans_of

    rules = {table: rule(table) for table in sight.truth.tables if table.startswith("planning_")}
    return {
        **rules,
        "planning_roundchoice": lambda row: _choice(sight, row, changing=True),
        "planning_noteoriginal": lambda row: False,
    }
