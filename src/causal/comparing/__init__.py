"""Comparing models: what differs, joining two versions, and the joint model of several people."""

from causal.comparing.difference import Difference, Edit, diff
from causal.comparing.joint import Disagreement, Joint, join, merge
from causal.comparing.versions import Conflict, Merged, merge_versions

__all__ = [
    "Conflict",
    "Difference",
    "Disagreement",
    "Edit",
    "Joint",
    "Merged",
    "diff",
    "join",
    "merge",
    "merge_versions",
]
