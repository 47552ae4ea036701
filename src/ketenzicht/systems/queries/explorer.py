"""A version as the pages of the explorer show it: pictures, factors and relations in words, loops."""

from collections import Counter
from collections.abc import Callable, Collection, Iterable, Sequence
from dataclasses import dataclass

from causal.drawing import Highlight, around, diagram
from causal.drawing.diagram import part_around
from causal.drawing.lettering import say
from causal.model import Factor, Intervention, Model, Relation, graph_of
from ketenzicht.common.actor import Actor, NotVisible
from ketenzicht.systems.models import CausalModel, Version
from ketenzicht.systems.queries.models import engine_model, model_for, version_for

LOOPS_SHOWN = 8
DRAWN_AT_MOST = 400
LOOP_SECONDS = 0.5


@dataclass(frozen=True)
class Explored:
    """A version that somebody looks at: its row, the model it belongs to, and the engine's value."""

    model: CausalModel
    version: Version
    engine: Model
    language: str

    def label(self, factor: str) -> str:
        """What a factor is called in the language of the page."""
        return say(self.engine.factor(factor).label, self.language, factor)

    def domain(self, name: str) -> str:
        """What a domain is called."""
        return say(self.engine.domains.get(name, {}), self.language, name)

    def intervention(self, intervention_id: str) -> str:
        """What an intervention is called."""
        found = next((one for one in self.engine.interventions if one.id == intervention_id), None)
        return say(found.label, self.language, intervention_id) if found else intervention_id

    def changes_of(self, intervention: Intervention) -> str:
        """The factors an intervention works on, with the way they go at first."""
        return ", ".join(
            f"{self.label(one.factor)} {'↑' if one.amount > 0 else '↓'}" for one in intervention.changes
        )

    @property
    def title(self) -> str:
        """What the model is called."""
        return say(self.engine.title, self.language, self.model.code)

    @property
    def description(self) -> str:
        """What the model is about."""
        return say(self.engine.description, self.language)

    @property
    def notes(self) -> list[str]:
        """What its makers say about it."""
        return [say(note, self.language) for note in self.engine.notes]


@dataclass(frozen=True)
class FactorRow:
    """A factor in a list: how many relations lead to it and from it."""

    factor: Factor
    label: str
    domain: str
    driven_by: int
    drives: int


@dataclass(frozen=True)
class RelationRow:
    """A relation in a list, with its place in the model."""

    place: int
    relation: Relation
    source: str
    target: str
    note: str


@dataclass(frozen=True)
class Loops:
    """The strongest loops through a factor, as the factors on them, and how many there are."""

    count: int
    complete: bool
    reinforcing: int
    balancing: int
    shown: tuple[str, ...]


def explored(actor: Actor, code: str, number: int | None, language: str) -> Explored:
    """A version of a model; without a number the newest published one. Raises NotVisible."""
    model = model_for(actor, code)
    version = version_for(actor, model, number)
    return Explored(model, version, engine_model(version), language)


def factor_rows(seen: Explored, factors: Iterable[Factor]) -> list[FactorRow]:
    """Factors with what leads to them and from them."""
    inward = Counter(one.target for one in seen.engine.relations)
    outward = Counter(one.source for one in seen.engine.relations)
    return [
        FactorRow(one, seen.label(one.id), seen.domain(one.domain), inward[one.id], outward[one.id])
        for one in factors
    ]


def relation_rows(seen: Explored, keep: Callable[[Relation], bool]) -> list[RelationRow]:
    """The relations that are to be kept, in the order of the model."""
    return [
        RelationRow(place, one, seen.label(one.source), seen.label(one.target), say(one.note, seen.language))
        for place, one in enumerate(seen.engine.relations)
        if keep(one)
    ]


def found_factors(seen: Explored, words: str, domain: str, role: str) -> list[Factor]:
    """The factors whose name holds these words, in a domain, in a role; an empty wish asks nothing."""
    wanted = words.casefold().split()
    return [
        one
        for one in seen.engine.factors
        if all(word in f"{one.id} {seen.label(one.id)}".casefold() for word in wanted)
        and domain in ("", one.domain)
        and (not role or role in one.roles or (role == "pressure" and one.pressure))
    ]


def factor_of(seen: Explored, factor_id: str) -> Factor:
    """A factor by its id. Raises NotVisible."""
    try:
        return seen.engine.factor(factor_id)
    except KeyError as unknown:
        raise NotVisible from unknown


def picture(
    seen: Explored,
    *,
    domain: str,
    lit: Collection[str],
    link: Callable[[str], str],
    arrows: Collection[int] | None = None,
) -> str:
    """The model as SVG, or a domain of it; some factors stand out, and ``arrows`` or else what joins them.

    "" when there is too much to draw at once.
    """
    drawn = part_around(seen.engine, domain)[0] if domain else seen.engine
    if len(drawn.factors) > DRAWN_AT_MOST:
        return ""
    between = {
        place for place, one in enumerate(seen.engine.relations) if one.source in lit and one.target in lit
    }
    return diagram(
        seen.engine,
        language=seen.language,
        highlight=Highlight(lit, between if arrows is None else arrows) if lit else None,
        domain=domain or None,
        links=link,
    )


def factor_picture(seen: Explored, factor: str, link: Callable[[str], str]) -> str:
    """A factor between what drives it and what it drives, as SVG."""
    return around(seen.engine, factor, language=seen.language, links=link)


def loops_through(seen: Explored, factor: str) -> Loops:
    """The loops through a factor, counted as far as half a second allows, the strongest in words."""
    from causal.structure import find_loops, rank_loops
    from causal.words import loop_sentence

    found = find_loops(graph_of(seen.engine), through=factor, budget_seconds=LOOP_SECONDS)
    strongest = rank_loops(found.loops, by="length")[:LOOPS_SHOWN]
    sentences = tuple(loop_sentence(seen.engine, loop, seen.language) for loop in strongest)
    return Loops(found.count, found.complete, found.reinforcing, found.balancing, sentences)


def drivers_of_pressure(seen: Explored) -> set[str]:
    """The factors whose rise directly raises a pressure."""
    strained = {one.id for one in seen.engine.factors if one.pressure}
    return {
        one.source for one in seen.engine.relations if one.counts and one.sign > 0 and one.target in strained
    }


def goals(seen: Explored) -> Sequence[Factor]:
    """The factors that are there to be reached."""
    return [one for one in seen.engine.factors if one.desired is not None or "goal" in one.roles]


def factors_called(seen: Explored, name: str) -> list[str]:
    """The ids of the factors that somebody may mean: by id or whole name, else by a piece of the name."""
    wanted = " ".join(name.casefold().split())
    names = {one.id: seen.label(one.id).casefold() for one in seen.engine.factors}
    exact = [one for one, label in names.items() if wanted in (one.casefold(), label)]
    return exact[:1] or [one for one, label in names.items() if wanted and wanted in label]
