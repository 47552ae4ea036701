"""A network of causes as a causal model of the engine, and what a causal model would change in a network."""

import re
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, replace

from causal.model import Factor, Layer, Model, Relation, Sign
from ketenzicht.common.domain.text import clean, clean_line
from ketenzicht.planning.domain.causes.editing import key_for
from ketenzicht.planning.domain.causes.network import Arrow, Network, Node, NodeKind, Side

DOMAINS: Mapping[str, Mapping[str, str]] = {
    NodeKind.CAUSE.value: {"nl": "Oorzaken", "en": "Causes"},
    NodeKind.PROBLEM.value: {"nl": "Problemen", "en": "Problems"},
    NodeKind.CONSEQUENCE.value: {"nl": "Gevolgen", "en": "Consequences"},
}
FOR, AGAINST = "voor:", "tegen:"
# How many statements a relation names by address, and how many in all; a text of a file has its limit.
LINKED, TOLD = 100, 1_000
_IN_ADDRESSES = re.compile(r"[-A-Za-z0-9_]{1,100}")
_NUMBER = re.compile(r"#[0-9]{1,9}")
_NUMBERED = re.compile(r"p(\d{1,9})")


@dataclass(frozen=True)
class Links:
    """Lasting addresses: of the analysis, of a node, and of a statement by its number."""

    analysis: str
    node: Callable[[Node], str]
    statement: Callable[[int], str]


def model_of(network: Network, *, code: str, title: str, language: str, links: Links) -> Model:
    """The network as a causal model. An arrow is stated where a statement supports it, else inferred.

    A relation's reference holds the addresses of the statements for and against it, so that it can be traced
    from the model and taken back in.
    """
    return Model(
        id=code,
        title={language: clean_line(title)},
        domains={name: dict(label) for name, label in DOMAINS.items()},
        factors=tuple(
            Factor(
                id=node.key,
                label={language: clean_line(node.title)},
                domain=node.kind.value,
                note={language: clean(node.note)} if node.note else {},
                source=links.node(node),
            )
            for node in network.nodes.values()
        ),
        relations=tuple(_relation(arrow, language, links) for arrow in network.arrows.values()),
        source=links.analysis,
    )


def _relation(arrow: Arrow, language: str, links: Links) -> Relation:
    return Relation(
        id=f"p{arrow.number}",
        source=arrow.source,
        target=arrow.target,
        sign=Sign(arrow.sign),
        layer=Layer.STATED if arrow.support else Layer.INFERRED,
        reference=" ".join(_said(arrow, links)),
        note={language: clean(arrow.note)} if arrow.note else {},
    )


def _said(arrow: Arrow, links: Links) -> Iterator[str]:
    """The addresses of the statements; of very many the first, then numbers, for a text has its limit."""
    told = [(FOR, number) for number in arrow.support] + [(AGAINST, number) for number in arrow.doubt]
    before = ""
    for place, (word, number) in enumerate(told[:TOLD]):
        if word != before:
            yield word
        yield links.statement(number) if place < LINKED else f"#{number}"
        before = word


@dataclass(frozen=True)
class TakenIn:
    """A network as a causal model would make it, and the relations that cannot be arrows here."""

    network: Network
    left: tuple[Relation, ...]


def taken_in(
    network: Network,
    model: Model,
    *,
    number_in: Callable[[str], int | None],
    known: frozenset[int],
    step: int,
) -> TakenIn:
    """What the network becomes when it follows the model.

    What is still there keeps its cluster and its statements. ``number_in`` reads the number of a statement
    out of an address, ``known`` are the numbers that exist. A relation without a sign, to itself, or without
    weight in the model is left, and so is a second one that says the same.
    """
    keys = _keys(model)
    made = Network({keys[factor.id]: _node(network, model, factor, keys, step) for factor in model.factors})
    left = []
    highest = max(network.arrows, default=0)
    for relation in model.relations:
        sign, ends = int(relation.sign), (keys[relation.source], keys[relation.target])
        if not sign or not relation.counts or ends[0] == ends[1] or made.between(*ends, sign):
            left.append(relation)
            continue
        there = _arrow_of(network, made, relation, ends)
        if there is None:
            highest += 1
            said = _statements(relation.reference, number_in, known)
            there = Arrow(highest, *ends, sign, said, drawn=step, step=step)
        arrow = _following(there, relation, step)
        made = Network(made.nodes, {**made.arrows, arrow.number: arrow})
    return TakenIn(Network(made.nodes, dict(sorted(made.arrows.items()))), tuple(left))


def _keys(model: Model) -> dict[str, str]:
    """For each factor the key of its node: its id, made fit for an address."""
    keys: dict[str, str] = {one.id: one.id for one in model.factors if _IN_ADDRESSES.fullmatch(one.id)}
    for one in model.factors:
        if one.id not in keys:
            keys[one.id] = key_for(one.id, keys.values())
    return keys


def _node(network: Network, model: Model, factor: Factor, keys: Mapping[str, str], step: int) -> Node:
    there = network.nodes.get(keys[factor.id])
    title, note = (_text(factor.label) or factor.id)[:300], _text(factor.note)
    if there is None:
        return Node(keys[factor.id], _kind(model, factor), title, note=note, step=step)
    kind = NodeKind(factor.domain) if factor.domain in DOMAINS else there.kind
    changed = replace(there, kind=kind, title=title, note=note)
    return there if changed == there else replace(changed, step=step)


def _kind(model: Model, factor: Factor) -> NodeKind:
    """Where a new node stands: under its domain, else by whether anything leads to it and goes on from it."""
    if factor.domain in DOMAINS:
        return NodeKind(factor.domain)
    if all(one.target != factor.id for one in model.relations):
        return NodeKind.CAUSE
    if all(one.source != factor.id for one in model.relations):
        return NodeKind.CONSEQUENCE
    return NodeKind.PROBLEM


def _arrow_of(network: Network, made: Network, relation: Relation, ends: tuple[str, str]) -> Arrow | None:
    """The arrow that a relation was: by its id where the ends are the same, else one that says the same."""
    named = _NUMBERED.fullmatch(relation.id)
    there = network.arrows.get(int(named[1])) if named else None
    if there is None or (there.source, there.target) != ends:
        there = network.between(*ends, int(relation.sign))
    return there if there and there.number not in made.arrows else None


def _following(arrow: Arrow, relation: Relation, step: int) -> Arrow:
    changed = replace(arrow, sign=int(relation.sign), note=_text(relation.note))
    return arrow if changed == arrow else replace(changed, step=step)


def _statements(
    reference: str, number_in: Callable[[str], int | None], known: frozenset[int]
) -> dict[int, Side]:
    side = Side.FOR
    found: dict[int, Side] = {}
    for word in reference.split():
        side = {FOR: Side.FOR, AGAINST: Side.AGAINST}.get(word, side)
        number = int(word[1:]) if found and _NUMBER.fullmatch(word) else number_in(word)
        if number in known:
            found[number] = side
    return found


def _text(texts: Mapping[str, str]) -> str:
    """The text as it was handed over: in Dutch or without a language, or in whatever there is."""
    return texts.get("nl") or texts.get("") or next(iter(texts.values()), "")
