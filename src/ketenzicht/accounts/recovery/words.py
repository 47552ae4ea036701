"""Recovery of a second step in the words people use."""

from collections.abc import Mapping

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from ketenzicht.accounts.domain.recovery import Check, RecoveryState

CHECKS: Mapping[Check, Promise] = {
    Check.IN_PERSON: _("In person, with an identity document"),
    Check.CALLED_BACK: _("By calling back on the number that the organisation had already"),
    Check.VIDEO: _("By video, together with a colleague who knows the person"),
}
STATES: Mapping[RecoveryState, Promise] = {
    RecoveryState.ASKED: _("Waits for a decision"),
    RecoveryState.GRANTED: _("Granted, the link is under way"),
    RecoveryState.REFUSED: _("Refused"),
    RecoveryState.WITHDRAWN: _("Withdrawn"),
    RecoveryState.LAPSED: _("Lapsed"),
    RecoveryState.USED: _("Used"),
}
TONES: Mapping[RecoveryState, str] = {
    RecoveryState.ASKED: "waiting",
    RecoveryState.GRANTED: "busy",
    RecoveryState.REFUSED: "stopped",
    RecoveryState.WITHDRAWN: "stopped",
    RecoveryState.LAPSED: "stopped",
    RecoveryState.USED: "done",
}
WHY_NOT: Mapping[str, Promise] = {
    "own": _("This is your own account. Another administrator asks for you."),
    "elsewhere": _(
        "The organisation of this person has administrators of its own. One of them asks for this person."
    ),
    "closed": _("This account is closed. Open it first."),
    "provider": _(
        "This person signs in at the identity provider of the organisation. Recovery is done there; here "
        "nothing can be asked."
    ),
    "no_password": _("This person never chose a password. Send a link to choose one first."),
    "no_second_step": _("This account has no second step. At the next sign-in the person adds one."),
    "asker_gone": _(
        "Whoever asked this looks after accounts no more. Refuse it, and let another administrator ask."
    ),
    "nobody_decides": _(
        "Nobody else can decide about it. Give a colleague the role of privacy officer, or ask whoever runs "
        "the server."
    ),
}
