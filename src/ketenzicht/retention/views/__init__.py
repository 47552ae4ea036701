"""Pages of keeping and destroying. They show numbers, dates and codes, and no content of any signal."""

from ketenzicht.retention.views.deciding import approve, proposal, proposals, reject, residues, withdraw
from ketenzicht.retention.views.keeping import (
    dossier,
    end_hold,
    extend,
    overview,
    place_hold,
    propose,
    regimes,
    set_regime,
)
from ketenzicht.retention.views.trail import propose_trail, trail

__all__ = [
    "approve",
    "dossier",
    "end_hold",
    "extend",
    "overview",
    "place_hold",
    "proposal",
    "proposals",
    "propose",
    "propose_trail",
    "regimes",
    "reject",
    "residues",
    "set_regime",
    "trail",
    "withdraw",
]
