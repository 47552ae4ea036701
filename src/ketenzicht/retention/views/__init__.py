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
    "regimes",
    "reject",
    "residues",
    "set_regime",
    "withdraw",
]
