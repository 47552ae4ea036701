"""Who may do what: verbs are rights, roles are described sets of verbs.

A role is always held at a desk, so a right reaches exactly the records of that desk.
"""

from collections.abc import Mapping
from enum import StrEnum
from types import MappingProxyType


class Verb(StrEnum):
    """A right. The database's policies use the same words."""

    REPORT_WRITE = "report.write"
    REPORT_READ = "report.read"
    IDENTITY_READ = "identity.read"
    UNSEAL_DECIDE = "unseal.decide"
    ORIGINAL_READ = "original.read"
    SIGNAL_READ = "signal.read"
    SIGNAL_TRIAGE = "signal.triage"
    SIGNAL_ASSIGN = "signal.assign"
    SIGNAL_CLOSE = "signal.close"
    GLASS_BREAK = "glass.break"
    GLASS_REVIEW = "glass.review"
    REPLY_SEND = "reply.send"
    HANDOVER_READ = "handover.read"
    HANDOVER_SEND = "handover.send"
    HANDOVER_ANSWER = "handover.answer"
    DISCLOSURE_READ = "disclosure.read"
    CLOCK_OVERSEE = "clock.oversee"
    ROUTE_TRY = "route.try"
    MODEL_EDIT = "model.edit"
    MODEL_ANALYSE = "model.analyse"
    PLAN_EDIT = "plan.edit"
    REFERENCE_EDIT = "reference.edit"
    USER_MANAGE = "user.manage"
    RECOVERY_DECIDE = "recovery.decide"
    ACCESS_REVIEW = "access.review"
    RETENTION_MANAGE = "retention.manage"
    RETENTION_APPROVE = "retention.approve"
    RIGHTS_MANAGE = "rights.manage"
    AUDIT_READ = "audit.read"


class Role(StrEnum):
    """A function in the chain, held by a person at a desk."""

    REPORTING_PROFESSIONAL = "reporting_professional"
    FOCAL_OFFICER = "focal_officer"
    CHAIN_DIRECTOR = "chain_director"
    POLICY_ADVISER = "policy_adviser"
    CARE_COORDINATOR = "care_coordinator"
    PARTNER_DESK = "partner_desk"
    PRIVACY_OFFICER = "privacy_officer"
    ADMINISTRATOR = "administrator"
    AUDITOR = "auditor"


_RECEIVES = frozenset({Verb.REPORT_WRITE, Verb.HANDOVER_READ, Verb.HANDOVER_ANSWER})
_MODELS = frozenset({Verb.MODEL_EDIT, Verb.MODEL_ANALYSE})

ROLE_VERBS: Mapping[Role, frozenset[Verb]] = MappingProxyType(
    {
        Role.REPORTING_PROFESSIONAL: frozenset({Verb.REPORT_WRITE}),
        Role.FOCAL_OFFICER: _RECEIVES
        | _MODELS
        | {
            Verb.REPORT_READ,
            Verb.IDENTITY_READ,
            Verb.SIGNAL_READ,
            Verb.SIGNAL_TRIAGE,
            Verb.SIGNAL_ASSIGN,
            Verb.SIGNAL_CLOSE,
            Verb.GLASS_BREAK,
            Verb.REPLY_SEND,
            Verb.HANDOVER_SEND,
            Verb.ROUTE_TRY,
        },
        Role.CHAIN_DIRECTOR: _RECEIVES
        | _MODELS
        | {
            Verb.PLAN_EDIT,
            Verb.CLOCK_OVERSEE,
            Verb.GLASS_BREAK,
            Verb.ROUTE_TRY,
            Verb.RETENTION_APPROVE,
        },
        Role.POLICY_ADVISER: _MODELS | {Verb.PLAN_EDIT},
        Role.CARE_COORDINATOR: _RECEIVES,
        Role.PARTNER_DESK: _RECEIVES,
        Role.PRIVACY_OFFICER: frozenset(
            {
                Verb.AUDIT_READ,
                Verb.DISCLOSURE_READ,
                Verb.ACCESS_REVIEW,
                Verb.RECOVERY_DECIDE,
                Verb.ORIGINAL_READ,
                Verb.RETENTION_MANAGE,
                Verb.RETENTION_APPROVE,
                Verb.RIGHTS_MANAGE,
                Verb.UNSEAL_DECIDE,
                Verb.GLASS_REVIEW,
            }
        ),
        Role.ADMINISTRATOR: frozenset({Verb.USER_MANAGE, Verb.REFERENCE_EDIT, Verb.ROUTE_TRY}),
        Role.AUDITOR: frozenset({Verb.AUDIT_READ, Verb.ACCESS_REVIEW}),
    }
)

# What reaches the records of every desk, decides about them for good, or decides who may do what. Whoever
# misuses one of these is seen by nobody at an own desk, so a role that is no longer needed has to go sooner.
FAR_REACHING = frozenset(
    {
        Verb.UNSEAL_DECIDE,
        Verb.ORIGINAL_READ,
        Verb.GLASS_REVIEW,
        Verb.DISCLOSURE_READ,
        Verb.CLOCK_OVERSEE,
        Verb.REFERENCE_EDIT,
        Verb.USER_MANAGE,
        Verb.ACCESS_REVIEW,
        Verb.RECOVERY_DECIDE,
        Verb.RETENTION_MANAGE,
        Verb.RETENTION_APPROVE,
        Verb.RIGHTS_MANAGE,
        Verb.AUDIT_READ,
    }
)
PRIVILEGED = frozenset(role for role, verbs in ROLE_VERBS.items() if verbs & FAR_REACHING)
