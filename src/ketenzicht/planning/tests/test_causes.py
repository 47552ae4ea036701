"""A network of causes: editing it, undoing, chains, contradictions, and to a causal model and back."""

from dataclasses import replace
from itertools import count

import pytest
from hypothesis import given
from hypothesis import strategies as st

from causal.files import dump, parse
from causal.model import Factor, Layer, Model, Relation, RelationKind, Sign
from ketenzicht.planning.domain.causes import editing
from ketenzicht.planning.domain.causes.arranging import HIGHEST, positions
from ketenzicht.planning.domain.causes.editing import AlreadyDrawn, ChangedMeanwhile, OnItself
from ketenzicht.planning.domain.causes.findings import (
    Chain,
    contradictions,
    loose,
    most_supported,
    opposed_on_one_side,
    root_causes,
    unsupported,
)
from ketenzicht.planning.domain.causes.handing import Links, model_of, taken_in
from ketenzicht.planning.domain.causes.network import (
    Arrow,
    Network,
    Node,
    NodeKind,
    Side,
    brought_back,
    touched,
)

LINKS = Links(
    "https://k.nl/a/", lambda node: f"https://k.nl/n/{node.key}/", lambda said: f"https://k.nl/u/{said}/"
)


def network(*arrows: tuple[str, str, int, str, str], more: str = "") -> Network:
    """Arrows as (from, to, sign, statements for, statements against), and nodes that stand alone."""
    names = dict.fromkeys([*(end for one in arrows for end in one[:2]), *more.split()])
    nodes = {name: Node(name, NodeKind.PROBLEM, name.title()) for name in names}
    made = {}
    for number, (source, target, sign, yes, no) in enumerate(arrows, 1):
        said = {int(one): Side.FOR for one in yes.split()} | {int(one): Side.AGAINST for one in no.split()}
        made[number] = Arrow(number, source, target, sign, said)
    return Network(nodes, made)


@st.composite
def networks(draw: st.DrawFn) -> Network:
    """Small networks with loops, shared statements and arrows both ways."""
    names = "abcdef"[: draw(st.integers(2, 6))]
    ends = st.tuples(st.sampled_from(names), st.sampled_from(names)).filter(lambda pair: pair[0] != pair[1])
    signed = draw(st.lists(st.tuples(ends, st.sampled_from((1, -1))), max_size=10, unique=True))
    sides = st.dictionaries(st.integers(1, 9), st.sampled_from(Side), max_size=5)
    arrows = {
        number: Arrow(number, *pair, sign, draw(sides)) for number, (pair, sign) in enumerate(signed, 1)
    }
    return Network({name: Node(name, NodeKind.CAUSE, name) for name in names}, arrows)


def all_chains(drawn: Network) -> list[Chain]:
    """Every chain, by trying all of them."""

    def go(path: tuple[Arrow, ...]) -> list[Chain]:
        passed = {path[0].source, *(one.target for one in path)}
        on = [one for one in drawn.out_of(path[-1].target) if one.target not in passed]
        return [chain for one in on for chain in go((*path, one))] if on else [Chain(path)]

    return [chain for root in root_causes(drawn) for one in drawn.out_of(root.key) for chain in go((one,))]


class TestFindings:
    def test_it_calls_root_what_causes_and_is_caused_by_nothing(self):
        drawn = network(("a", "b", 1, "", ""), ("b", "c", 1, "", ""), more="d")
        assert [node.key for node in root_causes(drawn)] == ["a"]
        assert [node.key for node in loose(drawn)] == ["d"]

    def test_it_ranks_chains_by_different_statements_and_names_the_weakest_arrow(self):
        drawn = network(
            ("a", "b", 1, "1 2 3", ""),
            ("b", "c", 1, "3", ""),
            ("d", "c", 1, "4 5", ""),
            ("b", "e", -1, "1 2", ""),
        )
        found = most_supported(drawn)
        assert found.complete
        assert [len(chain.statements) for chain in found.chains] == [3, 3, 2]
        assert found.chains[0].nodes[0] == "a"
        assert {chain.nodes: chain.weakest.number for chain in found.chains} == {
            ("a", "b", "c"): 2,
            ("a", "b", "e"): 4,
            ("d", "c"): 3,
        }

    def test_it_counts_no_statement_against_as_support(self):
        drawn = network(("a", "b", 1, "", "1 2"))
        assert most_supported(drawn).chains[0].statements == frozenset()
        assert unsupported(drawn) == list(drawn.arrows.values())

    @given(networks())
    def test_it_finds_the_chains_that_trying_all_of_them_finds(self, drawn):
        every = sorted((len(chain.statements) for chain in all_chains(drawn)), reverse=True)
        found = most_supported(drawn, most=5)
        assert [len(chain.statements) for chain in found.chains] == every[:5]
        assert found.complete
        assert len({tuple(one.number for one in chain.arrows) for chain in found.chains}) == len(found.chains)

    @given(networks(), st.integers(0, 6))
    def test_it_gives_real_chains_when_looking_is_broken_off(self, drawn, looked_at):
        found = most_supported(drawn, looked_at=looked_at)
        real = {tuple(one.number for one in chain.arrows) for chain in all_chains(drawn)}
        assert {tuple(one.number for one in chain.arrows) for chain in found.chains} <= real
        assert found.complete or found.chains

    @given(networks())
    def test_it_finds_a_contradiction_exactly_where_both_is_said(self, drawn):
        both = {one.number for one in drawn.arrows.values() if one.support and one.doubt}
        found = contradictions(drawn)
        assert {one.arrows[0].number for one in found if len(one.arrows) == 1} == both
        for one in found:
            if len(one.arrows) == 2:
                first, second = one.arrows
                assert (first.source, first.target) == (second.source, second.target)
                assert first.sign == -second.sign

    @given(networks(), st.sets(st.tuples(st.integers(1, 9), st.integers(1, 9)), max_size=6))
    def test_it_names_opposed_statements_on_different_sides_only(self, drawn, opposites):
        known = {frozenset(pair) for pair in opposites}
        for found in contradictions(drawn, opposites):
            across = found.arrows[0].doubt if len(found.arrows) == 1 else found.arrows[1].support
            for one, other in found.opposed:
                assert one in found.arrows[0].support
                assert other in across
                assert frozenset((one, other)) in known

    def test_it_tells_opposed_statements_that_stand_on_one_side(self):
        drawn = network(("a", "b", 1, "1 2", "3"))
        assert opposed_on_one_side(drawn, {(1, 2)})[0].opposed == ((1, 2),)
        assert opposed_on_one_side(drawn, {(1, 3)}) == []
        assert contradictions(drawn, {(3, 1)})[0].opposed == ((1, 3),)


class TestEditing:
    def test_it_refuses_what_is_there_and_what_leads_to_itself(self):
        drawn = network(("a", "b", 1, "", ""))
        with pytest.raises(AlreadyDrawn) as there:
            editing.draw(drawn, source="a", target="b", sign=1, note="", number=2, step=1)
        assert there.value.number == 1
        with pytest.raises(OnItself):
            editing.draw(drawn, source="a", target="a", sign=1, note="", number=2, step=1)
        with pytest.raises(ChangedMeanwhile):
            editing.draw(drawn, source="a", target="gone", sign=1, note="", number=2, step=1)
        both, _arrow = editing.draw(drawn, source="a", target="b", sign=-1, note="", number=2, step=1)
        with pytest.raises(AlreadyDrawn):
            editing.change_arrow(both, 2, sign=1, note="", seen=1, step=2)

    def test_it_lets_two_people_place_different_statements_and_not_the_same_one(self):
        drawn = network(("a", "b", 1, "1", ""))
        one = editing.bear_on(drawn, 1, {2: None}, Side.FOR, step=1)
        two = editing.bear_on(one, 1, {3: None}, Side.AGAINST, step=2)
        assert (two.arrows[1].support, two.arrows[1].doubt) == ((1, 2), (3,))
        with pytest.raises(ChangedMeanwhile):
            editing.bear_on(two, 1, {3: None}, Side.FOR, step=3)
        assert editing.bear_on(two, 1, {3: Side.AGAINST}, None, step=3).arrows[1].doubt == ()

    def test_it_refuses_to_change_what_somebody_else_changed(self):
        drawn = network(("a", "b", 1, "", ""))
        changed = editing.change_node(drawn, "a", kind=NodeKind.CAUSE, title="A", note="", seen=0, step=4)
        with pytest.raises(ChangedMeanwhile):
            editing.change_node(changed, "a", kind=NodeKind.CAUSE, title="B", note="", seen=0, step=5)
        with pytest.raises(ChangedMeanwhile):
            editing.remove_node(changed, "a", seen=0)
        assert editing.remove_node(changed, "a", seen=4).arrows == {}

    def test_it_puts_a_cluster_in_once_and_gives_keys_fit_for_addresses(self):
        drawn, node = editing.add_node(
            Network(), kind=NodeKind.CAUSE, title="Élke “dag”/1", step=1, cluster="x"
        )
        assert node.key == "elke-dag-1"
        again, same = editing.add_node(drawn, kind=NodeKind.PROBLEM, title="Anders", step=2, cluster="x")
        assert (again, same) == (drawn, node)
        _more, other = editing.add_node(drawn, kind=NodeKind.CAUSE, title="Elke dag 1", step=2)
        assert other.key == "elke-dag-1-2"
        assert editing.key_for("…", ()) == "punt"

    @given(networks(), networks())
    def test_it_brings_back_exactly_what_a_step_changed(self, before, after):
        assert brought_back(after, touched(before, after)) == before
        assert touched(before, before) == []


class TestHanding:
    def model(self, drawn: Network) -> Model:
        made = model_of(drawn, code="a", title="Waarom", language="nl", links=LINKS)
        return parse(dump(made, format="yaml").text, format="yaml", name="a")

    def take(self, drawn: Network, model: Model) -> Network:
        def reads(address: str) -> int | None:
            return int(address.split("/")[-2]) if "/u/" in address else None

        return taken_in(drawn, model, number_in=reads, known=frozenset(range(1, 8)), step=9).network

    def test_it_says_stated_where_a_statement_supports_it_and_inferred_where_none_does(self):
        drawn = network(("a", "b", 1, "2 1", "3"), ("b", "c", -1, "", "4"))
        said, guessed = self.model(drawn).relations
        assert (said.layer, guessed.layer) == (Layer.STATED, Layer.INFERRED)
        assert said.reference == "voor: https://k.nl/u/1/ https://k.nl/u/2/ tegen: https://k.nl/u/3/"
        assert [factor.domain for factor in self.model(drawn).factors] == ["problem"] * 3

    @given(networks())
    def test_it_comes_back_as_it_went(self, drawn):
        assert self.take(drawn, self.model(drawn)) == drawn

    @given(networks())
    def test_it_reads_the_statements_when_the_analysis_forgot_them(self, drawn):
        bare = replace(drawn, arrows={})
        back = self.take(bare, self.model(drawn))
        known = {
            (one.source, one.target, one.sign): {n: side for n, side in one.statements.items() if n < 8}
            for one in drawn.arrows.values()
        }
        assert {(one.source, one.target, one.sign): one.statements for one in back.arrows.values()} == known

    def test_it_hands_over_and_takes_back_hundreds_of_statements_under_one_arrow(self):
        yes, no = " ".join(map(str, range(1, 701))), " ".join(map(str, range(701, 901)))
        drawn = network(("a", "b", 1, yes, no))
        model = self.model(drawn)
        assert len(model.relations[0].reference) < 20_000

        def reads(address: str) -> int | None:
            return int(address.split("/")[-2]) if "/u/" in address else None

        known = frozenset(range(1, 901))
        bare = replace(drawn, arrows={})
        back = taken_in(bare, model, number_in=reads, known=known, step=1).network
        assert back.arrows[1].statements == drawn.arrows[1].statements

    def test_it_hands_over_nothing_that_a_file_cannot_hold(self):
        drawn = network(("a", "b", 1, "1", ""))
        odd = replace(drawn.nodes["a"], title="Weinig\x07 \u202egeld", note="Regel\x0b")
        model = self.model(replace(drawn, nodes={**drawn.nodes, "a": odd}))
        assert model.factor("a").label == {"nl": "Weinig geld"}

    def test_it_keeps_statements_and_clusters_of_what_stays_and_takes_the_rest_of_the_model(self):
        drawn = network(("a", "b", 1, "1", ""), ("b", "c", 1, "2", ""))
        drawn = replace(drawn, nodes={**drawn.nodes, "a": replace(drawn.nodes["a"], cluster="x")})
        model = self.model(drawn)
        first = replace(model.relations[0], sign=Sign.MINUS)
        new = Relation("nieuw", "a", "Druk & haast", Sign.PLUS)
        factor = Factor("Druk & haast", {"nl": "Druk"})
        changed = replace(model, factors=(*model.factors[:2], factor), relations=(first, new))
        back = self.take(drawn, changed)
        assert back.nodes["a"].cluster == "x"
        assert (back.nodes["druk-haast"].title, back.nodes["druk-haast"].kind) == (
            "Druk",
            NodeKind.CONSEQUENCE,
        )
        assert (back.arrows[1].sign, back.arrows[1].statements) == (-1, {1: Side.FOR})
        assert (back.arrows[3].target, back.arrows[3].step) == ("druk-haast", 9)
        assert 2 not in back.arrows

    def test_it_leaves_what_cannot_be_an_arrow_and_says_so(self):
        factors = (Factor("a"), Factor("b"))
        relations = (
            Relation("u", "a", "b", Sign.UNKNOWN),
            Relation("s", "a", "a", Sign.PLUS),
            Relation("o", "b", "a", Sign.PLUS, left_out="no"),
            Relation("k", "b", "a", Sign.PLUS, kind=RelationKind.SUMMARY),
            Relation("p", "a", "b", Sign.PLUS),
            Relation("q", "a", "b", Sign.PLUS, strength="strong"),
        )
        model = Model("m", factors, relations)
        found = taken_in(Network(), model, number_in=lambda text: None, known=frozenset(), step=1)
        assert [one.id for one in found.left] == ["u", "s", "o", "k", "q"]
        assert list(found.network.arrows) == [1]


@given(networks())
def test_it_gives_every_node_a_place_of_its_own_causes_left_of_consequences(drawn):
    kinds = dict(zip(drawn.nodes, [*NodeKind] * 2, strict=False))
    placed = replace(drawn, nodes={key: replace(node, kind=kinds[key]) for key, node in drawn.nodes.items()})
    found = positions(placed)
    assert len(set(found.values())) == len(drawn.nodes)
    causes = [found[node.key][0] for node in placed.of_kind(NodeKind.CAUSE)]
    after = [found[node.key][0] for node in placed.of_kind(NodeKind.CONSEQUENCE)]
    assert not causes or not after or max(causes) < min(after)


def test_it_cuts_a_column_that_is_too_high():
    numbers = count()
    nodes = {f"n{next(numbers)}": Node("", NodeKind.CAUSE, "") for _ in range(HIGHEST + 2)}
    placed = positions(Network({key: replace(node, key=key) for key, node in nodes.items()}))
    assert len({x for x, _y in placed.values()}) == 2
