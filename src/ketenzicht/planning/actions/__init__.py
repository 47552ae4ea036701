"""What people do in a consultation."""

from ketenzicht.planning.actions.importing import AlreadyThere, Incomplete, import_anthology
from ketenzicht.planning.actions.opening import open_to
from ketenzicht.planning.actions.reviewing import (
    Changed,
    join_statements,
    leave_out,
    look_at_cluster,
    look_at_statement,
    move_statements,
    split_statement,
    take_in,
)
from ketenzicht.planning.actions.undoing import NothingToUndo, undo

__all__ = [
    "AlreadyThere",
    "Changed",
    "Incomplete",
    "NothingToUndo",
    "import_anthology",
    "join_statements",
    "leave_out",
    "look_at_cluster",
    "look_at_statement",
    "move_statements",
    "open_to",
    "split_statement",
    "take_in",
    "undo",
]
