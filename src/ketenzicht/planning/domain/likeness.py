"""How much statements look alike in their words: suggestions that can be explained, without a model."""

import math
import re
from bisect import bisect_left
from collections import Counter, defaultdict
from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property
from heapq import nsmallest

_WORD = re.compile(r"[^\W\d_]{3,}")
_ENDINGS = ("heden", "heid", "ingen", "ing", "eren", "en", "er", "es", "s", "e")
_SHORTEST_STEM = 4
_NEARLY_THE_SAME = 0.8
_PIECE = 4  # letters
_BITS = 1024


@dataclass(frozen=True)
class Likeness:
    """How alike two texts are, from 0 to 1, and the words that make them so, heaviest first."""

    other: int
    weight: float
    shared: tuple[str, ...]


class Texts:
    """Texts that can be compared; places are those of the sequence given.

    Words weigh more the fewer texts they stand in (tf-idf), endings are cut off, and two texts compare by the
    cosine of their weights.
    """

    def __init__(self, texts: Sequence[str], *, common: Collection[str] = ()) -> None:
        self.texts = texts
        self._common = frozenset(map(stem, common))
        self._words = [self._counted(text) for text in texts]

    def like(self, text: str, *, most: int = 10, leave_out: Collection[int] = ()) -> list[Likeness]:
        """The texts most like ``text``, most alike first; texts that share no word are not among them."""
        weights = self._weights(self._counted(text))
        scores: dict[int, float] = defaultdict(float)
        for word, weight in weights.items():
            for place in self._holding.get(word, ()):
                scores[place] += weight * self._vectors[place][word]
        near = nsmallest(
            most,
            ((-score, place) for place, score in scores.items() if place not in leave_out),
        )
        return [Likeness(place, -score, self._shared(weights, place)) for score, place in near]

    def _shared(self, weights: Mapping[str, float], place: int) -> tuple[str, ...]:
        """The words that a text shares with the one in this place, heaviest first."""
        there = self._vectors[place]
        parts = {word: weight * there[word] for word, weight in weights.items() if word in there}
        return tuple(sorted(parts, key=lambda word: (-parts[word], word)))

    def nearly_the_same(self) -> list[tuple[int, ...]]:
        """Groups of places whose texts say the same in (nearly) the same words; each group in order."""
        pieces = [_pieces(text) for text in self.texts]
        groups = _Groups(len(self.texts))
        for one, other in _may_be_near(pieces, self._candidates(pieces)):
            if _overlap(pieces[one], pieces[other]) >= _NEARLY_THE_SAME:
                groups.join(one, other)
        return groups.larger_than_one()

    @staticmethod
    def _candidates(pieces: Sequence[frozenset[str]]) -> Iterator[tuple[int, int]]:
        """Pairs that can be alike enough: near in size, and sharing one of the rarest pieces of both.

        Shorter texts come first, so that of every piece only the end of its list is long enough (a prefix
        filter with a filter on size, as for similarity joins).
        """
        frequency = Counter(piece for found in pieces for piece in found)
        holding: dict[str, list[int]] = defaultdict(list)
        sizes: dict[str, list[int]] = defaultdict(list)
        for place in sorted(range(len(pieces)), key=lambda place: len(pieces[place])):
            size = len(pieces[place])
            least = math.ceil(_NEARLY_THE_SAME * size)
            rarest = sorted(pieces[place], key=lambda piece: (frequency[piece], piece))[: size - least + 1]
            near: set[int] = set()
            for piece in rarest:
                near.update(holding[piece][bisect_left(sizes[piece], least) :])
                holding[piece].append(place)
                sizes[piece].append(size)
            yield from ((other, place) for other in near)

    def _counted(self, text: str) -> Counter[str]:
        words = (stem(word) for word in _WORD.findall(text.casefold()))
        return Counter(word for word in words if word not in self._common)

    @cached_property
    def _rarity(self) -> Mapping[str, float]:
        documents = Counter(word for words in self._words for word in words)
        return {word: math.log((1 + len(self.texts)) / (1 + count)) + 1 for word, count in documents.items()}

    @cached_property
    def _vectors(self) -> list[Mapping[str, float]]:
        return [self._weights(words) for words in self._words]

    @cached_property
    def _holding(self) -> Mapping[str, list[int]]:
        holding: dict[str, list[int]] = defaultdict(list)
        for place, words in enumerate(self._words):
            for word in words:
                holding[word].append(place)
        return holding

    def _weights(self, words: Mapping[str, int]) -> Mapping[str, float]:
        weights = {
            word: (1 + math.log(count)) * self._rarity[word]
            for word, count in words.items()
            if word in self._rarity
        }
        length = math.sqrt(sum(weight * weight for weight in weights.values())) or 1.0
        return {word: weight / length for word, weight in weights.items()}


def stem(word: str) -> str:
    """A Dutch word without its commonest endings: "gemeenten" and "gemeente" become one word."""
    for ending in _ENDINGS:
        if word.endswith(ending) and len(word) - len(ending) >= _SHORTEST_STEM:
            return word.removesuffix(ending)
    return word


def _pieces(text: str) -> frozenset[str]:
    letters = " ".join(re.findall(r"\w+", text.casefold()))
    return frozenset(letters[place : place + _PIECE] for place in range(max(1, len(letters) - _PIECE + 1)))


def _may_be_near(
    pieces: Sequence[frozenset[str]], pairs: Iterable[tuple[int, int]]
) -> Iterator[tuple[int, int]]:
    """The pairs that can overlap enough: bits that stand in one alone are pieces that they do not share."""
    number = {
        piece: place for place, piece in enumerate(sorted({piece for found in pieces for piece in found}))
    }
    bits = [sum(1 << bit for bit in {number[piece] % _BITS for piece in found}) for found in pieces]
    for one, other in pairs:
        most = (len(pieces[one]) + len(pieces[other]) - (bits[one] ^ bits[other]).bit_count()) / 2
        if most >= _NEARLY_THE_SAME * max(len(pieces[one]), len(pieces[other])):
            yield one, other


def _overlap(one: frozenset[str], other: frozenset[str]) -> float:
    return len(one & other) / len(one | other)


class _Groups:
    def __init__(self, size: int) -> None:
        self.above = list(range(size))

    def top(self, place: int) -> int:
        while self.above[place] != place:
            self.above[place] = self.above[self.above[place]]
            place = self.above[place]
        return place

    def join(self, one: int, other: int) -> None:
        low, high = sorted((self.top(one), self.top(other)))
        self.above[high] = low

    def larger_than_one(self) -> list[tuple[int, ...]]:
        members: dict[int, list[int]] = defaultdict(list)
        for place in range(len(self.above)):
            members[self.top(place)].append(place)
        return [tuple(group) for group in members.values() if len(group) > 1]
