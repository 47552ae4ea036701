"""Solving many draws of one system at a time: stability, responses to a press, effects on a goal.

M = -A throughout, so a press b gives the response x with M x = b. Every array has the draws on its last axis.
"""

from collections.abc import Iterator, Sequence

import numpy as np
from numpy.typing import NDArray

from causal.press.layout import Block, Layout
from causal.press.schemes import Floats, Sizes
from causal.press.stability import SMALL, Flags, shift_of, stable_by_eigenvalues, stable_by_squaring
from causal.press.system import System

_STRIP = 64


class Draws:
    """C draws of a system, ready to be tested and solved."""

    def __init__(self, system: System, layout: Layout, sizes: Sizes, entries: Floats | None = None) -> None:
        self.system, self.layout, self.sizes = system, layout, sizes
        self.count = sizes.links.shape[1]
        self._entries = self._load() if entries is None else entries
        self._dense: dict[int, Floats] = {}
        self._factored: Floats | None = None

    def _load(self) -> Floats:
        entries = np.zeros((self.layout.slots, self.count))
        entries[self.layout.diagonal] = self.sizes.restraints[self.layout.order]
        for link, slot in self.layout.link_slots:
            entries[slot] -= self.sizes.links[link]
        return entries

    def pick(self, chosen: Flags | NDArray[np.int64]) -> "Draws":
        """The chosen draws only."""
        return Draws(self.system, self.layout, self.sizes.pick(chosen), self._entries[:, chosen])

    def strips(self, width: int) -> Iterator["Draws"]:
        """The draws in strips of at most ``width``, which share what is worked out once for all."""
        factors = self._factors()
        for start in range(0, self.count, width):
            part = slice(start, start + width)
            sizes = Sizes(self.sizes.links[:, part], self.sizes.restraints[:, part])
            strip = Draws(self.system, self.layout, sizes, self._entries[:, part])
            strip._factored = factors[:, part]
            yield strip

    @classmethod
    def joined(cls, parts: Sequence["Draws"]) -> "Draws":
        """Draws of the same system, one after the other."""
        sizes = Sizes(
            np.concatenate([part.sizes.links for part in parts], axis=1),
            np.concatenate([part.sizes.restraints for part in parts], axis=1),
        )
        return cls(parts[0].system, parts[0].layout, sizes)

    # --- stability ---

    def stable(self) -> Flags:
        """Which draws have only eigenvalues of A with a negative real part (C,).

        A part is accepted by its comparison matrix (an M-matrix), rejected by the sign of its determinant,
        and what neither decides is settled as ``causal.press.stability`` tells.
        """
        alive = np.ones(self.count, dtype=np.bool_)
        for block in self.layout.blocks:
            if block.size == 1:
                alive &= self._entries[self.layout.diagonal[block.start]] > 0
        factored = self._eliminated(self._entries)
        compared = self._eliminated(self._comparison())
        for block in self.layout.blocks:
            if block.size > 1:
                self._judge(block, alive, factored, compared)
        return alive

    def _judge(self, block: Block, alive: Flags, factored: Floats, compared: Floats) -> None:
        doubtful = alive.copy()
        own = self.layout.diagonal[block.start : block.stop]
        if block.dense:
            alive &= self._entries[own].sum(axis=0) > 0
            doubtful &= alive
        else:
            accepted = (compared[own] > 0).all(axis=0)
            alive &= accepted | ((factored[own] < 0).sum(axis=0) % 2 == 0)
            doubtful &= alive & ~accepted
        if doubtful.any():
            chosen = np.flatnonzero(doubtful)
            alive[chosen] = self._settled(block, chosen)

    def _settled(self, block: Block, chosen: NDArray[np.int64]) -> Flags:
        if block.dense or block.size <= SMALL:
            return stable_by_eigenvalues(self._picture(block, chosen))
        own = self.layout.diagonal[block.start : block.stop]
        shift = shift_of(self._entries[np.ix_(own, chosen)])
        stable = np.empty(len(chosen), dtype=np.bool_)
        for start in range(0, len(chosen), _STRIP):
            part = slice(start, start + _STRIP)
            inverse = self._shifted_inverse(block, chosen[part], shift[part])
            stable[part] = stable_by_squaring(self._picture(block, chosen[part]), inverse, shift[part])
        return stable

    def _shifted_inverse(self, block: Block, chosen: NDArray[np.int64], shift: Floats) -> Floats:
        """(M + cI)^-1 of one block (draws, k, k)."""
        entries = self._entries[:, chosen]
        entries[self.layout.diagonal[block.start : block.stop]] += shift
        shifted = Draws(self.system, self.layout, self.sizes.pick(chosen), entries)
        work = np.zeros((block.size, block.size, len(chosen)))
        work[np.arange(block.size), np.arange(block.size)] = 1.0
        shifted.solve_block(block, work)
        return np.ascontiguousarray(work.transpose(2, 0, 1))

    def _comparison(self) -> Floats:
        compared = -np.abs(self._entries)
        compared[self.layout.diagonal] = self._entries[self.layout.diagonal]
        return compared

    def _picture(self, block: Block, chosen: NDArray[np.int64]) -> Floats:
        """The block of M as plain matrices (draws, k, k)."""
        picture: Floats = np.zeros((len(chosen), block.size, block.size))
        for row, column, slot in block.cells.tolist():
            picture[:, row, column] = self._entries[slot, chosen]
        return picture

    # --- elimination ---

    def _eliminated(self, entries: Floats) -> Floats:
        """The factors L (without its ones) and U of every block that needs no row exchange, in the slots."""
        made = entries.copy()
        product = np.empty(self.count)
        with np.errstate(all="ignore"):
            for block in self.layout.blocks:
                for pivot in block.pivots:
                    for (_, slot), updates in zip(pivot.below, pivot.updates, strict=True):
                        made[slot] /= made[pivot.slot]
                        for right, target in updates:
                            np.multiply(made[slot], made[right], out=product)
                            made[target] -= product
        return made

    def _factors(self) -> Floats:
        if self._factored is None:
            self._factored = self._eliminated(self._entries)
        return self._factored

    def _inverse(self, block: Block) -> Floats:
        if block.start not in self._dense:
            everything = np.arange(self.count)
            self._dense[block.start] = np.linalg.inv(self._picture(block, everything)).astype(np.float64)
        return self._dense[block.start]

    # --- solutions; stable draws only ---

    def responses(self, press: Floats) -> Floats:
        """The response of every factor (N, C) or (N, P, C) to a press (N,) or to P presses (N, P)."""
        given = press[self.layout.order]
        work = np.repeat(given[..., None], self.count, axis=-1)
        self._solve(work, whole=False)
        return work[self.layout.place]

    def table(self) -> Floats:
        """The response of one factor to a unit press on another, (N, N, C) indexed [response, press, draw].

        Both axes are in the order of ``layout.order``: putting them in the model's order costs two copies.
        """
        size = len(self.layout.order)
        work = np.zeros((size, size, self.count))
        work[np.arange(size), np.arange(size)] = 1.0
        self._solve(work, whole=True)
        return work

    def _solve(self, work: Floats, *, whole: bool) -> None:
        """Solve M x = work in place, block after block; ``whole`` knows later columns are still zero."""
        product = np.empty(work.shape[1:])
        for block in self.layout.blocks:
            used = slice(None, block.stop) if whole else slice(None)
            for target, source, link in block.inflow:
                np.multiply(work[source, used], self.sizes.links[link], out=product[used])
                work[target, used] += product[used]
            if block.dense:
                self._solve_dense(block, work, used)
            else:
                self.solve_block(block, work[block.start : block.stop, used])

    def _solve_dense(self, block: Block, work: Floats, used: slice) -> None:
        rows = slice(block.start, block.stop)
        part = work[rows, used]
        wide = part if part.ndim == 3 else part[:, None]
        solved = np.matmul(self._inverse(block), wide.transpose(2, 0, 1)).transpose(1, 2, 0)
        work[rows, used] = solved if part.ndim == 3 else solved[:, 0]

    def solve_block(self, block: Block, work: Floats) -> None:
        """Solve M x = work (k, P, C) in place for one block that is not dense, as if it stood alone."""
        factors, start = self._factors(), block.start
        product = np.empty(work.shape[1:])
        with np.errstate(all="ignore"):
            for pivot in block.pivots:
                for row, slot in pivot.below:
                    np.multiply(work[pivot.position - start], factors[slot], out=product)
                    work[row - start] -= product
            for pivot in reversed(block.pivots):
                here = work[pivot.position - start]
                for column, slot in pivot.right:
                    np.multiply(work[column - start], factors[slot], out=product)
                    here -= product
                here /= factors[pivot.slot]

    def effects_on(self, goal: int) -> Floats:
        """The response of one goal to a unit press on each factor (N, C): one solve with M transposed."""
        work = np.zeros((len(self.layout.order), self.count))
        work[self.layout.place[goal]] = 1.0
        for block in reversed(self.layout.blocks):
            if block.dense:
                part = work[block.start : block.stop]
                work[block.start : block.stop] = np.einsum("cij,ic->jc", self._inverse(block), part)
            else:
                self._solve_across(block, work)
            for target, source, link in block.inflow:
                work[source] += work[target] * self.sizes.links[link]
        return work[self.layout.place]

    def _solve_across(self, block: Block, work: Floats) -> None:
        factors = self._factors()
        for pivot in block.pivots:
            work[pivot.position] /= factors[pivot.slot]
            for column, slot in pivot.right:
                work[column] -= work[pivot.position] * factors[slot]
        for pivot in reversed(block.pivots):
            for row, slot in pivot.below:
                work[pivot.position] -= work[row] * factors[slot]
