"""The same search, compiled. Loading the compiler costs more than most searches, so it comes late."""

from collections.abc import Callable, Iterable
from functools import cache
from typing import Any, TypeVar, cast

import numpy as np

from causal.structure import search
from causal.structure.search import Catch, Net, State

Advance = Callable[[int, Net, State, Catch], int]
Columns = TypeVar("Columns", Net, State, Catch)


@cache
def advance() -> Advance:
    """``search.advance`` as machine code: compiled once, then kept on disk where that is allowed.

    The compiler keeps it beside the source, else in the user's cache directory, else in NUMBA_CACHE_DIR
    when that is set; where none of them can be written it is compiled again in every process.
    """
    from numba import njit
    from numba.extending import register_jitable

    for part in (search.begin, search.enter, search.close, search.unlock, search.leave):
        register_jitable(part)
    try:
        return cast(Advance, njit(cache=True, nogil=True)(search.advance))
    except RuntimeError:  # no directory to keep it in
        return cast(Advance, njit(nogil=True)(search.advance))


def is_loaded() -> bool:
    """Whether this process has the compiled search at hand."""
    return advance.cache_info().currsize > 0


def as_arrays(columns: Columns) -> Columns:
    """The same numbers as arrays of int64, for the compiled search."""
    arrays = [np.array(column, dtype=np.int64) for column in columns]
    return type(columns)._make(cast(Iterable[Any], arrays))
