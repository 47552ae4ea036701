"""The words for the codes in the details of the audit trail: the same that the pages of each part use."""

from collections.abc import Iterable, Mapping
from functools import partial

from django.forms import Form
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from ketenzicht.accounts.labels import ROLE_LABELS
from ketenzicht.accounts.recovery.words import CHECKS
from ketenzicht.audit.hooks import Words
from ketenzicht.common.domain.state_table import Relation
from ketenzicht.common.models import ReferenceRow
from ketenzicht.common.queries import every_exploitation_form
from ketenzicht.disclosure import queries as disclosure
from ketenzicht.disclosure.words import ENDED_BECAUSE
from ketenzicht.handover.words import STATES
from ketenzicht.partners import queries as partners
from ketenzicht.partners.forms import DeskForm, RouteForm
from ketenzicht.planning import figure_words, listening_words, plan_words
from ketenzicht.reporting import queries as reporting
from ketenzicht.reporting.labels import IDENTITY_PURPOSES, MODE_LABELS, STATUS_LABELS
from ketenzicht.retention import queries as retention
from ketenzicht.retention.words import REFUSALS
from ketenzicht.rights.words import DECISIONS, OUTCOMES, RETURN_REASONS, WAYS
from ketenzicht.signals import words as signals
from ketenzicht.systems import words as systems

RELATIONS: Mapping[str, Promise] = {
    Relation.SENDER: _("sender"),
    Relation.RECEIVER: _("receiver"),
}
PROFILES: Mapping[str, Promise] = {"adult": _("an adult"), "child": _("a child")}
FIXED: Mapping[str, Mapping[str, str | Promise]] = {
    "age_band": signals.AGE_LABELS,
    "analysis": systems.ANALYSES,
    "because": ENDED_BECAUSE,
    "channel": signals.CHANNEL_LABELS,
    "checked": {one.value: label for one, label in CHECKS.items()},
    "clock": signals.CLOCK_LABELS,
    "handover.state": STATES,
    "mode": MODE_LABELS,
    "need.outcome": figure_words.OUTCOMES,
    "outcome": signals.OUTCOME_LABELS,
    "outcome_before": signals.OUTCOME_LABELS,
    "part": plan_words.PARTS,
    "profile": PROFILES,
    "relation": RELATIONS,
    "passage.decision": {one.value: label for one, label in DECISIONS.items()},
    "passage.reason": {one.value: label for one, label in RETURN_REASONS.items()},
    "report.purpose": IDENTITY_PURPOSES,
    "residence": signals.RESIDENCE_LABELS,
    "role": {role.value: label for role, label in ROLE_LABELS.items()},
    "signal.state": signals.STATE_LABELS,
    "destruction_proposal.reason_code": {one.value: label for one, label in REFUSALS.items()},
    "status": STATUS_LABELS,
    "subject_request.outcome": {one.value: label for one, label in OUTCOMES.items()},
    "subject_request.way": {one.value: label for one, label in WAYS.items()},
    "talk_note.reason": listening_words.LOOKS,
    "urgency": signals.URGENCY_LABELS,
    "visibility": systems.VISIBILITIES,
}


def _labels(rows: Iterable[ReferenceRow]) -> dict[str, str]:
    return {row.code: row.label for row in rows}


def _form_labels(form: type[Form]) -> dict[str, str]:
    return {name: str(field.label or name) for name, field in form.base_fields.items()}


# Rows of reference data, those that hold no more as well: the trail is older than they are.
LOOKED_UP: Mapping[str, Words] = {
    "basis": lambda: _labels(disclosure.every_basis()),
    "desk.fields": lambda: _form_labels(DeskForm),
    "fields": disclosure.field_labels,
    "forms": lambda: _labels(every_exploitation_form()),
    "main_form": lambda: _labels(every_exploitation_form()),
    "purpose": lambda: _labels(disclosure.every_purpose()),
    "route": lambda: _labels(partners.every_route()),
    "route.fields": lambda: _form_labels(RouteForm),
    "regime": lambda: _labels(retention.every_regime()),
    "text_code": lambda: _labels(reporting.every_reply_text()),
}
CODE_WORDS: Mapping[str, Words] = {
    **{name: partial(dict, words) for name, words in FIXED.items()},
    **LOOKED_UP,
}
PEOPLE_DETAILS = {"approved_by", "proposed_by", "to_user", "user"}
DESK_DETAILS = {"to_desk", "desk"}
