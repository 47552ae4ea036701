"""Roles in the words people use for them."""

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from ketenzicht.common.domain.rights import Role

ROLE_LABELS: dict[Role, Promise] = {
    Role.REPORTING_PROFESSIONAL: _("Reporting professional"),
    Role.FOCAL_OFFICER: _("Focal officer"),
    Role.CHAIN_DIRECTOR: _("Chain director"),
    Role.POLICY_ADVISER: _("Policy adviser"),
    Role.CARE_COORDINATOR: _("Care coordinator"),
    Role.PARTNER_DESK: _("Partner desk"),
    Role.PRIVACY_OFFICER: _("Privacy officer"),
    Role.ADMINISTRATOR: _("Administrator"),
    Role.AUDITOR: _("Auditor"),
}

ROLE_DESCRIPTIONS: dict[Role, Promise] = {
    Role.REPORTING_PROFESSIONAL: _("Reports signals and follows what happens to the own reports."),
    Role.FOCAL_OFFICER: _(
        "Handles the signals of the own desk: triage, route, hand-off and the answer to the reporter."
    ),
    Role.CHAIN_DIRECTOR: _("Sees which desks are late, without content, and takes up hand-offs."),
    Role.POLICY_ADVISER: _("Works on causal models and asks them questions; sees no reports or signals."),
    Role.CARE_COORDINATOR: _("Takes up hand-offs that ask for help to a person."),
    Role.PARTNER_DESK: _("Takes up hand-offs and answers them; sees nothing before accepting."),
    Role.PRIVACY_OFFICER: _("Sees who looked at what and what was shared on which ground."),
    Role.ADMINISTRATOR: _("Manages accounts, desks and routes; sees no reports or signals."),
    Role.AUDITOR: _("Checks the audit trail and who holds which role."),
}


def role_label(code: str) -> str:
    """The name of a role; a role that is not known keeps its code."""
    return str(ROLE_LABELS[Role(code)]) if code in set(Role) else code
