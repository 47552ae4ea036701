import itertools

import pytest

from causal.structure import compiled, components, find_loops, runs, search
from causal.structure.runs import Run
from causal.structure.tests.graphs import diamonds, graph


@pytest.mark.slow
def test_it_goes_on_compiled_where_it_was_in_plain_code(monkeypatch):
    complete = graph([(a, b, 1) for a, b in itertools.permutations("abcdefg", 2)])
    [piece] = components.pieces(complete)
    plain = Run(piece.net, max_length=None, root=None, deadline=None)
    in_plain = list(plain.batches(runs.NO_LIMIT))
    monkeypatch.setattr(runs, "PLAIN_SLICE", 100)
    monkeypatch.setattr(runs, "PATIENCE", 1_000)
    both = Run(piece.net, max_length=None, root=None, deadline=None)
    in_both = list(both.batches(runs.NO_LIMIT))
    assert both.tally == plain.tally == (2365, 2365, 2365)
    assert _all(in_both) == _all(in_plain)


def _all(batches):
    return [list(itertools.chain(*one)) for one in zip(*batches, strict=True)]


def test_it_stays_in_plain_code_when_numbers_would_not_fit(monkeypatch):
    monkeypatch.setattr(runs, "PATIENCE", 0)
    [piece] = components.pieces(diamonds(3, closed=True))
    run = Run(
        piece.net._replace(ways=[2**20] * len(piece.relations)), max_length=None, root=None, deadline=None
    )
    run.count(2**200)
    assert run.closed == 8 * 2 ** (20 * 7)


def test_it_lists_loops_of_two_components():
    assert find_loops(graph([("a", "b", 1), ("b", "a", 1), ("c", "d", 1), ("d", "c", 1)])).count == 2


def test_it_does_without_a_place_to_keep_compiled_code(monkeypatch):
    import numba

    asked = []

    def njit(**options):
        asked.append(options)
        if options.get("cache"):
            raise RuntimeError("cannot cache function: no locator available")
        return lambda function: function

    monkeypatch.setattr(numba, "njit", njit)
    assert compiled.advance.__wrapped__() is search.advance
    assert asked == [{"cache": True, "nogil": True}, {"nogil": True}]
