"""Whether statements hold in a draft as it is now."""

from collections.abc import Collection, Mapping
from dataclasses import replace
from time import monotonic
from typing import Any

from causal.claims import ClaimResult, run_claims
from causal.files import ModelErrors, from_json

# While somebody waits for a page; one statement may itself take a few seconds in a model with endless routes.
PATIENCE_SECONDS = 1.0
MOST_RELATIONS = 2000


def judged(
    document: Mapping[str, Any], keys: Collection[str], patience: float = PATIENCE_SECONDS
) -> dict[str, ClaimResult]:
    """What comes of these statements by id; those that there was no time for are left out.

    In a very large model that is all of them.
    """
    if len(document.get("relations", [])) > MOST_RELATIONS:
        return {}
    try:
        model = from_json(document)
    except ModelErrors:
        return {}
    found: dict[str, ClaimResult] = {}
    until = monotonic() + patience
    for claim in model.claims:
        if claim.id in keys and monotonic() < until:
            found[claim.id] = run_claims(replace(model, claims=(claim,)))[0]
    return found
