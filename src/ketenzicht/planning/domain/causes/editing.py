"""What a person does in a network of causes. Each edit gives a new network; ``step`` is its number.

An edit names the step it saw of what it changes, so that nobody overwrites another without knowing.
"""

import re
import unicodedata
from collections.abc import Container, Mapping
from dataclasses import replace
from typing import TypeVar

from ketenzicht.planning.domain.causes.network import (
    Arrow,
    Network,
    Node,
    NodeKind,
    Side,
    with_arrow,
    with_node,
)

Held = TypeVar("Held", Node, Arrow)


class ChangedMeanwhile(Exception):
    """Somebody else changed or removed this after it was looked at; nothing was done."""


class AlreadyDrawn(Exception):
    """There is an arrow that says the same; ``number`` is its number."""

    def __init__(self, number: int) -> None:
        super().__init__(number)
        self.number = number


class OnItself(ValueError):
    """An arrow needs two different ends."""


def add_node(
    network: Network, *, kind: NodeKind, title: str, step: int, cluster: str = "", note: str = ""
) -> tuple[Network, Node]:
    """With one more node, under a key made of its title; a cluster that is there already stays."""
    for there in network.nodes.values():
        if cluster and there.cluster == cluster:
            return network, there
    node = Node(key_for(title, network.nodes), kind, title, cluster, note, step)
    return with_node(network, node), node


def change_node(
    network: Network, key: str, *, kind: NodeKind, title: str, note: str, seen: int, step: int
) -> Network:
    """With a node under another heading, title or remark. Raises ChangedMeanwhile."""
    node = _seen(network.nodes.get(key), seen)
    return with_node(network, replace(node, kind=kind, title=title, note=note, step=step))


def remove_node(network: Network, key: str, *, seen: int) -> Network:
    """Without a node and without the arrows to and from it. Raises ChangedMeanwhile."""
    _seen(network.nodes.get(key), seen)
    return Network(
        {name: node for name, node in network.nodes.items() if name != key},
        {number: one for number, one in network.arrows.items() if key not in (one.source, one.target)},
    )


def draw(
    network: Network, *, source: str, target: str, sign: int, note: str, number: int, step: int
) -> tuple[Network, Arrow]:
    """With one more arrow under this number. Raises OnItself, AlreadyDrawn, ChangedMeanwhile."""
    if source == target:
        raise OnItself
    if source not in network.nodes or target not in network.nodes:
        raise ChangedMeanwhile
    _not_there(network, source, target, sign)
    arrow = Arrow(number, source, target, sign, note=note, drawn=step, step=step)
    return with_arrow(network, arrow), arrow


def change_arrow(network: Network, number: int, *, sign: int, note: str, seen: int, step: int) -> Network:
    """With an arrow of another sign or remark. Raises AlreadyDrawn, ChangedMeanwhile."""
    arrow = _seen(network.arrows.get(number), seen)
    if sign != arrow.sign:
        _not_there(network, arrow.source, arrow.target, sign)
    return with_arrow(network, replace(arrow, sign=sign, note=note, step=step))


def remove_arrow(network: Network, number: int, *, seen: int) -> Network:
    """Without an arrow. Raises ChangedMeanwhile."""
    _seen(network.arrows.get(number), seen)
    return replace(network, arrows={key: one for key, one in network.arrows.items() if key != number})


def bear_on(
    network: Network, number: int, statements: Mapping[int, Side | None], side: Side | None, *, step: int
) -> Network:
    """With statements on one side of an arrow, or with None on neither; each with the side it was seen on.

    Two people who put different statements under one arrow do not get in each other's way.
    Raises ChangedMeanwhile when a statement stands on another side by now.
    """
    arrow = network.arrows.get(number)
    if arrow is None or any(arrow.statements.get(one) != seen for one, seen in statements.items()):
        raise ChangedMeanwhile
    held = {one: there for one, there in arrow.statements.items() if one not in statements}
    if side is not None:
        held |= dict.fromkeys(sorted(statements), side)
    if held == arrow.statements:
        return network
    return with_arrow(network, replace(arrow, statements=held, step=step))


def key_for(title: str, taken: Container[str]) -> str:
    """A free key made of a title: lower case, without accents, words joined by hyphens."""
    plain = unicodedata.normalize("NFKD", title).encode("ascii", "ignore").decode().lower()
    wanted = re.sub(r"[^a-z0-9]+", "-", plain).strip("-")[:60].rstrip("-") or "punt"
    number, found = 2, wanted
    while found in taken:
        found, number = f"{wanted}-{number}", number + 1
    return found


def _seen(there: Held | None, seen: int) -> Held:
    if there is None or there.step != seen:
        raise ChangedMeanwhile
    return there


def _not_there(network: Network, source: str, target: str, sign: int) -> None:
    there = network.between(source, target, sign)
    if there is not None:
        raise AlreadyDrawn(there.number)
