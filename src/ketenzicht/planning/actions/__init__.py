"""What people do in a consultation."""

from ketenzicht.planning.actions.beginning import AlreadyThere, begin_consultation
from ketenzicht.planning.actions.clustering import add_cluster, no_longer_oppose, oppose
from ketenzicht.planning.actions.importing import Incomplete, import_anthology
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
from ketenzicht.planning.actions.rounds import NothingToCluster, choose, close_round, open_round
from ketenzicht.planning.actions.undoing import NothingToUndo, undo

__all__ = [
    "AlreadyThere",
    "Changed",
    "Incomplete",
    "NothingToCluster",
    "NothingToUndo",
    "add_cluster",
    "begin_consultation",
    "choose",
    "close_round",
    "import_anthology",
    "join_statements",
    "leave_out",
    "look_at_cluster",
    "look_at_statement",
    "move_statements",
    "no_longer_oppose",
    "open_round",
    "open_to",
    "oppose",
    "split_statement",
    "take_in",
    "undo",
]
