import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from causal import files
from causal.model import Change, ChangeKind, Factor, Intervention, Model, Relation, Sign
from causal.response import dominance, simulate


@pytest.fixture(scope="module")
def example():
    return files.load("marvel-software-release")


@pytest.mark.parametrize("goal", ["swUsage", "costEffectiveness", "budget"])
def test_routes_and_loops_add_up_to_the_change(example, goal):
    found = simulate(example, [example.interventions[0], example.interventions[3]], at=[0, 1, 3, 10])
    parts = dominance(found, goal, limit=100)
    assert parts.complete
    assert parts.rest == pytest.approx([0.0] * 4, abs=1e-9)
    assert max(map(abs, parts.whole)) > 0.01


def test_what_is_not_listed_is_the_rest(example):
    found = simulate(example, example.interventions[:1], at=[5.0])
    everything, some = dominance(found, "swUsage", limit=100), dominance(found, "swUsage", limit=2)
    assert (everything.complete, some.complete) == (True, False)
    listed = sum(part.change[0] for part in some.parts)
    assert some.rest[0] == pytest.approx(everything.whole[0] - listed, abs=1e-12)


def test_a_route_without_loops_is_all_direct():
    relations = (Relation("r", "a", "b", Sign.MINUS, 0.5, 1.0), Relation("s", "b", "c", Sign.PLUS, 0.5, 1.0))
    model = Model("m", tuple(Factor(name) for name in "abc"), relations)
    found = simulate(model, [Intervention("i", (Change("a", ChangeKind.ONE_OFF, 1.0),))], at=[2.0])
    [part] = dominance(found, "c").parts
    assert (part.factors, part.is_loop, part.change) == (("a", "b", "c"), False, part.direct)


names = st.sampled_from("abcd")
gains = st.sampled_from([-0.6, 0.3, 0.5])
starts = st.sampled_from([0.0, 0.5])


@pytest.mark.slow
@given(
    st.lists(
        st.tuples(names, names, st.sampled_from([-0.6, 0.3, 0.5]), st.sampled_from([0.3, 1.0])), max_size=9
    ),
    st.lists(
        st.tuples(names, st.sampled_from(ChangeKind), st.sampled_from([0.0, 0.5])), min_size=1, max_size=3
    ),
)
def test_parts_add_up_in_any_model(arrows, imposed):
    relations = tuple(
        Relation(f"r{n}", a, b, Sign.PLUS if k > 0 else Sign.MINUS, abs(k), tau)
        for n, (a, b, k, tau) in enumerate(arrows)
    )
    model = Model("m", tuple(Factor(name, initial=0.2) for name in "abcd"), relations)
    changes = tuple(Change(name, kind, 0.7, start=start, until=start + 1.5) for name, kind, start in imposed)
    found = simulate(model, [Intervention("i", changes)], until=3.0, at=[0.0, 1.0, 2.5])
    parts = dominance(found, "d", limit=10_000)
    assert parts.complete
    assert np.max(np.abs(parts.rest)) < 1e-9 * max(1.0, np.max(np.abs(parts.whole)))
