"""Who sees and changes which row of retention: the officer proposes, the chain director decides."""

from collections.abc import Callable, Mapping
from typing import Any

Rule = Callable[[dict[str, Any]], object]
OFFICER, BOTH = frozenset({"privacy"}), frozenset({"privacy", "chain"})
CHANGED = {"keeping": OFFICER, "legalhold": OFFICER, "destructionproposal": BOTH, "destructionitem": BOTH}
REMAINS = {"residue": BOTH, "tombstone": OFFICER}


def retention_rules(who: str) -> Mapping[str, Rule]:
    """Who sees which row."""
    return _rules(who, CHANGED | REMAINS)


def retention_changes(who: str) -> Mapping[str, Rule]:
    """Who changes which row; what remains nobody does."""
    return _rules(who, CHANGED)


def _rules(who: str, readers: Mapping[str, frozenset[str]]) -> Mapping[str, Rule]:
    return {f"retention_{name}": lambda row, may=who in them: may for name, them in readers.items()}
