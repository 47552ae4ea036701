"""What is really in the tables, and the reference model of who may see which row of it."""

from collections.abc import Callable, Iterator, Mapping
from datetime import UTC, datetime
from functools import cached_property
from typing import Any

from django.apps import apps
from django.db.models import Model
from psycopg import Connection, DatabaseError, sql
from psycopg.rows import dict_row
from psycopg.types.json import Jsonb

from ketenzicht.config.postgres import Credentials
from tests.access.consultation_truth import (
    REMOVABLE_OF_CONSULTATIONS,
    consultation_changes,
    consultation_of,
    consultation_rules,
    is_opened,
)
from tests.access.figure_truth import FIGURE_TABLES, figure_changes, figure_rules, figures_published
from tests.access.people import BESIDE, HOLDING, OTHER, SIGNED_IN, STAFF
from tests.access.policy_truth import (
    KEEPERS,
    PLAN_TABLES,
    REMOVABLE,
    policies_published,
    policy_changes,
    policy_rules,
)
from tests.access.retention_truth import retention_changes, retention_rules
from tests.access.rights_truth import GOING, rights_changes, rights_removes, rights_rules
from tests.access.targets import DESKS, EDITORS, PLANNERS
from tests.access.world import World

Rows = list[dict[str, Any]]
# Read by everybody, also before anybody acts: reference data, and what signing in needs.
OPEN = frozenset({"accounts_user", "accounts_membership"})
REFERENCE = (
    *("partners_", "common_exploitationform", "common_holiday", "common_referencefile"),
    "retention_regime",
    *("rights_answerterm", "rights_refusalground"),
    *("planning_requiredelement", "planning_intervention", "planning_figuresource"),
)
CATALOGUE = ("indicator", "setting", "settingquestion", "acutequestion", "acutetext", "replytext")
GATE = ("legalbasis", "purpose", "shareablefield", "gaterule")
_READABLE = {"accepted", "accepted_partly", "in_hand", "finished"}


class Truth:
    """The rows of every table with row security, as the server's superuser reads them."""

    def __init__(self, postgres: Credentials, database: str) -> None:
        self._postgres, self._database = postgres, database
        self._harmless: dict[str, tuple[str, Any]] = {}

    @cached_property
    def tables(self) -> Mapping[str, Rows]:
        """All of them, by table."""
        with self._postgres.connect(self._database) as connection:
            found = connection.execute(
                "SELECT relname FROM pg_class WHERE relkind = 'r' AND relrowsecurity ORDER BY relname"
            ).fetchall()
            cursor = connection.cursor(row_factory=dict_row)
            return {
                name: cursor.execute(sql.SQL("SELECT * FROM {}").format(sql.Identifier(name))).fetchall()
                for (name,) in found
            }

    @cached_property
    def casework(self) -> Mapping[str, Rows]:
        """Those that not everybody reads."""
        return {name: rows for name, rows in self.tables.items() if not is_open(name)}

    def harmless(self, table: str) -> tuple[str, Any]:
        """A column that can be overwritten in every row with a value of it; none where nothing can."""
        if table not in self._harmless:
            self._harmless[table] = next(self._overwritable(table), ("", None))
        return self._harmless[table]

    def _overwritable(self, table: str) -> Iterator[tuple[str, Any]]:
        types = {field.column: field.get_internal_type() for field in model_of(table)._meta.local_fields}
        with self._postgres.connect(self._database) as connection:
            for column, found in (item for row in self.tables[table][:1] for item in row.items()):
                value = Jsonb(found) if types[column] == "JSONField" else found
                if _fits(connection, table, column, value):
                    yield column, value

    def by_id(self, table: str) -> dict[Any, dict[str, Any]]:
        """The rows of a table by their key."""
        return {row["id"]: row for row in self.tables[table]}


def _fits(connection: Connection, table: str, column: str, value: object) -> bool:
    words = sql.Identifier(table), sql.Identifier(column), sql.Literal(value)
    try:
        with connection.transaction(force_rollback=True):
            connection.execute(sql.SQL("UPDATE {} SET {} = {}").format(*words))
    except DatabaseError:
        return False
    return True


def is_open(table: str) -> bool:
    """Whether everybody reads a table."""
    part, _, rest = table.partition("_")
    catalogue = {"reporting": CATALOGUE, "disclosure": GATE}.get(part, ())
    return (
        table in OPEN or rest in catalogue or (table.startswith(REFERENCE) and table != "partners_revision")
    )


def model_of(table: str) -> type[Model]:
    """The model of a table."""
    return next(model for model in apps.get_models() if model._meta.db_table == table)


class Sight:
    """Which rows of which table one person may see. Nobody else's rule is asked."""

    def __init__(self, world: World, truth: Truth, who: str, *, glass: bool = True) -> None:
        desks = {row["code"]: row["id"] for row in truth.tables["partners_desk"]}
        account = world.people[who].account
        self.who, self.truth = who, truth
        self.user = account.pk if account and who in STAFF else None
        self.focal = {"holder": desks[HOLDING], "elsewhere": desks[OTHER], "standin": desks[BESIDE]}.get(who)
        self.takes_in = desks[STAFF[who][0]] if who in DESKS else None
        self.own = {
            row["report_id"] for row in truth.tables["reporting_authorship"] if row["user_id"] == self.user
        }
        self.opened = {
            row["report_id"]
            for row in truth.tables["reporting_identityrequest"]
            if row["asked_by_id"] == self.user
            and row["state"] == "granted"
            and row["open_until"] > datetime.now(UTC)
            and row["desk_id"] == self.focal
        }
        self.broken = {
            row["signal_id"]
            for row in truth.tables["signals_glassbreak"]
            if glass
            and row["by_user_id"] == self.user
            and row["state"] == "open"
            and row["open_until"] > datetime.now(UTC)
        }
        self.uncovered = {
            row["report_id"]
            for row in truth.tables["signals_signalreport"]
            if row["signal_id"] in self.broken and row["removed_at"] is None
        }
        self.signals, self.reports = truth.by_id("signals_signal"), truth.by_id("reporting_report")
        self.handovers = truth.by_id("handover_handover")
        self.events = truth.by_id("handover_handoverevent")
        self.models_of = desks[STAFF[who][0]] if who in EDITORS else None
        self.plans_of = desks[STAFF[who][0]] if who in PLANNERS else None

    def sees(self, table: str, row: dict[str, Any]) -> bool:
        """Whether the person may see this row."""
        rule = self._rules.get(table) or self._rule_of_part(table)
        return bool(rule(row))

    def seals(self, table: str, row: dict[str, Any]) -> bool:
        """Whether the person may bring in a row like this one without ever reading it again."""
        return table == "planning_noteoriginal" and row["desk_id"] == self.plans_of

    def changes(self, table: str, row: dict[str, Any]) -> bool:
        """Whether the person may change this row."""
        rules: Mapping[str, Callable[[dict[str, Any]], object]] = {
            **dict.fromkeys(
                ("signals_routedecision", "signals_signalreport", "signals_task"),
                lambda row: self._signal(self.signals[row["signal_id"]]),
            ),
            "signals_signal": self._signal,
            "signals_glassbreak": lambda row: self.who == "privacy" or row["by_user_id"] == self.user,
            "signals_savedview": lambda row: row["user_id"] == self.user and self._signal(row),
            "accounts_recoveryrequest": lambda row: self.who in {"admin", "privacy"},
            "reporting_identityrequest": lambda row: (
                self.who == "privacy" or (row["asked_by_id"] == self.user and self._signal(row))
            ),
            "reporting_draft": lambda row: row["user_id"] == self.user,
            "reporting_receipt": lambda row: self._signal(self.reports[row["report_id"]]),
            "handover_handover": self._party,
            "disclosure_disclosure": self._party,
            "common_clock": self._signal,
            **retention_changes(self.who),
            **rights_changes(self),
            **model_changes(self),
            **consultation_changes(self),
            **policy_changes(self.truth, self.who),
            **figure_changes(self.truth, self.who),
        }
        return bool(rules.get(table, lambda row: False)(row))

    def removes(self, table: str, row: dict[str, Any]) -> bool:
        """Whether the person may remove this row."""
        if table in GOING:
            return rights_removes(self.truth, self.who, row)
        if table in REMOVABLE:
            return self.who in KEEPERS
        if table in REMOVABLE_OF_CONSULTATIONS:
            return consultation_of(self.truth, table, row)["desk_id"] == self.plans_of
        return table in {"reporting_draft", "signals_savedview"} and row["user_id"] == self.user

    def _rule_of_part(self, table: str) -> Callable[[dict[str, Any]], object]:
        if table.startswith("signals_"):
            return lambda row: self._reads(self.signals[row["signal_id"]])
        if table.startswith("reporting_"):
            return lambda row: self._report(self.reports[row["report_id"]])
        raise KeyError(f"say in tests/access/truth.py who sees rows of {table}")

    @cached_property
    def _rules(self) -> Mapping[str, Callable[[dict[str, Any]], object]]:
        return {
            "signals_signal": self._reads,
            "signals_signallookup": lambda row: False,
            "signals_glassbreak": lambda row: (
                self.who == "privacy" or row["by_user_id"] == self.user or self._signal(row)
            ),
            "signals_savedview": lambda row: (
                row["user_id"] == self.user or (row["shared"] and self._signal(row))
            ),
            "reporting_report": self._report,
            "reporting_attachment": lambda row: (
                self._signal(self.reports[row["report_id"]]) or row["report_id"] in self.own
            ),
            "reporting_authorship": lambda row: row["user_id"] == self.user,
            "reporting_attachmentoriginal": lambda row: self.who == "privacy",
            "reporting_reporteridentity": lambda row: row["report_id"] in self.opened,
            "reporting_identityrequest": self._decides_or_asks,
            "reporting_draft": lambda row: row["user_id"] == self.user,
            "reporting_pendingfile": lambda row: False,
            "handover_handover": self._party,
            "handover_packageitem": lambda row: self._package(row["handover_id"], row["field"]),
            "handover_packagefile": lambda row: self._package(row["handover_id"], "attachments"),
            "handover_handoverevent": lambda row: self._party(self.handovers[row["handover_id"]]),
            "handover_handoverorigin": lambda row: self.focal and row["from_desk_id"] == self.focal,
            "handover_eventauthor": lambda row: self.takes_in and row["by_desk_id"] == self.takes_in,
            "disclosure_disclosure": lambda row: self.who == "privacy" or self._party(row),
            "common_clock": lambda row: self.who == "chain" or (self.focal and row["desk_id"] == self.focal),
            "partners_revision": lambda row: self.who == "admin",
            "accounts_accessreview": lambda row: (
                self.who in {"admin", "privacy", "auditor"} or row["user_id"] == self.user
            ),
            "accounts_recoveryrequest": lambda row: self.who in {"admin", "privacy"},
            **retention_rules(self.who),
            **rights_rules(self),
            "rights_usestop": lambda row: (
                self.who == "privacy" or self._reads(self.signals[row["signal_id"]])
            ),
            **model_rules(self),
            **consultation_rules(self),
            **policy_rules(self.truth, self.who),
            **figure_rules(self.truth, self.who),
            **dict.fromkeys(
                ("audit_auditevent", "audit_auditlink", "audit_audithead"),
                lambda row: self.who in {"privacy", "auditor"},
            ),
            "audit_auditcheckpoint": lambda row: self.who in {"privacy", "auditor", "chain"},
        }

    def _decides_or_asks(self, row: dict[str, Any]) -> bool:
        return self.who == "privacy" or self._signal(row)

    def _signal(self, row: dict[str, Any]) -> bool:
        return self.focal is not None and row["desk_id"] == self.focal

    def _reads(self, row: dict[str, Any]) -> bool:
        return self._signal(row) or row["id"] in self.broken

    def _report(self, row: dict[str, Any]) -> bool:
        return self._signal(row) or row["id"] in self.own | self.uncovered

    def _party(self, row: dict[str, Any]) -> bool:
        return (self.focal is not None and row["from_desk_id"] == self.focal) or (
            self.takes_in is not None and row["to_desk_id"] == self.takes_in
        )

    def _package(self, handover_id: Any, code: str) -> bool:
        handover = self.handovers[handover_id]
        if self.focal is not None and handover["from_desk_id"] == self.focal:
            return True
        opened = handover["state"] in _READABLE and handover["access_until"] > datetime.now(UTC)
        return self._party(handover) and opened and code in handover["accepted_fields"]


Rule = Callable[[dict[str, Any]], object]


def published(truth: Truth, table: str) -> set[Any]:
    """The keys of the rows of a table that are published to more than one desk."""
    if table == "systems_causalmodel":
        return {row["id"] for row in truth.tables[table] if _is_open(row)}
    if table in PLAN_TABLES:
        return policies_published(truth, table)
    if table in FIGURE_TABLES:
        return figures_published(truth, table)
    if table == "systems_version":
        open_ones = published(truth, "systems_causalmodel")
        return {
            row["id"]
            for row in truth.tables[table]
            if row["model_id"] in open_ones and row["state"] == "published"
        }
    if table.startswith("planning_"):
        return {row["id"] for row in truth.tables[table] if is_opened(truth, table, row)}
    return set()


def _is_open(model: dict[str, Any]) -> bool:
    return model["published"] is not None and model["visibility"] != "desk"


def _model_of_desk(sight: "Sight", row: dict[str, Any]) -> bool:
    """A model of the own desk; those that ship belong to whoever looks after reference data."""
    if row["desk_id"] is None:
        return sight.who == "admin"
    return row["desk_id"] == sight.models_of


def model_rules(sight: "Sight") -> Mapping[str, Rule]:
    """Who sees which row of the causal models."""
    tables = sight.truth.by_id
    models, sessions, arrows = (
        tables(f"systems_{name}") for name in ("causalmodel", "roomsession", "sessionarrow")
    )
    drafts = tables("systems_modeldraft")

    def model(row: dict[str, Any]) -> bool:
        reaches = row["visibility"] == "public" or sight.who in SIGNED_IN
        return _model_of_desk(sight, row) or (_is_open(row) and reaches)

    def own(row: dict[str, Any]) -> bool:
        return sight.models_of is not None and row["desk_id"] == sight.models_of

    def version(row: dict[str, Any]) -> bool:
        of = models[row["model_id"]]
        return _model_of_desk(sight, of) or (row["state"] == "published" and model(of))

    return {
        "systems_causalmodel": model,
        "systems_version": version,
        "systems_modeldraft": own,
        "systems_edit": lambda row: own(drafts[row["draft_id"]]),
        "systems_proposal": lambda row: (
            sight.models_of is not None and sight.models_of in (row["from_desk_id"], row["to_desk_id"])
        ),
        "systems_run": own,
        "systems_roomsession": own,
        "systems_sessionarrow": lambda row: own(sessions[row["session_id"]]),
        "systems_sessionvote": lambda row: own(sessions[arrows[row["arrow_id"]]["session_id"]]),
    }


def model_changes(sight: "Sight") -> Mapping[str, Rule]:
    """Who changes which row of the causal models: what they see, and of models and versions the own ones."""
    models = sight.truth.by_id("systems_causalmodel")
    return {
        **model_rules(sight),
        "systems_causalmodel": lambda row: _model_of_desk(sight, row),
        "systems_version": lambda row: _model_of_desk(sight, models[row["model_id"]]),
    }
