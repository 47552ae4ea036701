"""Made-up models for property tests: every field in use, with texts that formats stumble over."""

from hypothesis import strategies as st

from causal.model import (
    Change,
    ChangeKind,
    Claim,
    Direction,
    Factor,
    Indicator,
    Intervention,
    Layer,
    Model,
    Relation,
    RelationKind,
    Role,
    Scales,
    Sign,
)

SIGNS_THAT_TROUBLE = "ab Éé1-+=@'\"<>&;:,|#[]{}()\\/*?!%~`$\n\t€😀­\u00a0"
words = st.text(alphabet=SIGNS_THAT_TROUBLE, min_size=1, max_size=12)
texts = st.dictionaries(st.sampled_from(["nl", "en", "pt-BR", ""]), words, max_size=2)
said = st.dictionaries(st.sampled_from(["nl", "en", "pt-BR", ""]), words, min_size=1, max_size=2)
names = st.from_regex(r"[A-Za-z0-9_É][A-Za-z0-9_. &;:#'()É-]{0,6}[A-Za-z0-9_)É]", fullmatch=True)
plain_names = st.from_regex(r"[A-Z][a-z0-9_]{0,5}", fullmatch=True)
numbers = st.floats(min_value=-1e6, max_value=1e6, allow_nan=False).map(lambda number: round(number, 6) + 0.0)
positive = st.floats(min_value=1e-6, max_value=1e6).map(lambda number: max(round(number, 6), 1e-6))


@st.composite
def models(draw, ids=names, *, whole=True) -> Model:
    """A sound model; ``whole`` with interventions, claims and scales of its own."""
    scales = draw(st.builds(_scales, positive, words)) if whole and draw(st.booleans()) else Scales()
    domains = draw(st.dictionaries(names, texts, max_size=3)) if whole else {}
    factors = tuple(
        draw(_factor(name, domains)) for name in draw(st.lists(ids, min_size=1, max_size=5, unique=True))
    )
    relations = draw(_relations([factor.id for factor in factors], scales))
    more = draw(_beside([factor.id for factor in factors])) if whole else {}
    return Model("model", factors, relations, domains=domains, scales=scales, **more)


def _scales(size: float, unit: str) -> Scales:
    return Scales({"weak": size, "average": 0.5}, {"average": 1.0, "very slow": size}, unit)


@st.composite
def _factor(draw, name, domains):
    return Factor(
        id=name,
        label=draw(texts),
        domain=draw(st.sampled_from(["", *domains])),
        roles=tuple(draw(st.lists(st.sampled_from(Role), unique=True, max_size=3))),
        desired=draw(st.sampled_from([None, *Direction])),
        quantity=draw(st.just("") | words),
        unit=draw(st.just("") | words),
        initial=draw(numbers),
        self_limitation=draw(st.booleans()),
        pressure=draw(st.booleans()),
        note=draw(texts),
        source=draw(st.just("") | words),
        position=draw(st.none() | st.tuples(numbers, numbers)),
    )


@st.composite
def _relations(draw, factors, scales):
    pairs = st.tuples(st.sampled_from(factors), st.sampled_from(factors))
    found: list[Relation] = []
    for number, (source, target) in enumerate(draw(st.lists(pairs, max_size=7))):
        plain = f"{source}>{target}"
        taken = any(relation.source == source and relation.target == target for relation in found)
        # A reference of its own keeps parallel relations apart.
        reference = f"{number}" if taken else draw(st.just("") | words)
        kinds = [RelationKind.CAUSAL, RelationKind.SUMMARY]
        kinds += [RelationKind.DEFINITION] if factors.index(source) < factors.index(target) else []
        found.append(
            Relation(
                id=f"{plain} {number}" if taken or draw(st.booleans()) else plain,
                source=source,
                target=target,
                sign=draw(st.sampled_from(Sign)),
                strength=draw(st.sampled_from(list(scales.strengths)) | positive),
                speed=draw(st.sampled_from(list(scales.speeds)) | positive),
                layer=draw(st.sampled_from(Layer)),
                kind=draw(st.sampled_from(kinds)),
                reference=reference,
                note=draw(texts),
                left_out=draw(st.just("") | words),
                uncertain=draw(st.just("") | words),
                said_by=tuple(draw(st.lists(words, max_size=2))),
            )
        )
    return tuple(found)


@st.composite
def _beside(draw, factors):
    change = st.builds(
        Change,
        factor=st.sampled_from(factors),
        kind=st.sampled_from([ChangeKind.ONE_OFF, ChangeKind.SHIFT]),
        amount=numbers,
        start=st.sampled_from([0.0, 1.5]),
        until=st.sampled_from([None, 2.0]),
        adjustment=positive,
    )
    interventions = st.lists(
        st.builds(Intervention, names, st.lists(change, max_size=2).map(tuple), texts, texts, words),
        max_size=2,
        unique_by=lambda one: one.id,
    )
    checks = st.dictionaries(names, words | numbers | st.booleans() | st.lists(words, max_size=2), max_size=2)
    claim = st.builds(
        Claim,
        names,
        said,
        st.sampled_from(Layer),
        st.lists(checks.map(lambda check: {**check, "test": "path"}), max_size=2).map(tuple),
        words,
    )
    indicator = st.builds(Indicator, st.sampled_from(factors), weight=positive, inverted=st.booleans())
    return {
        "title": draw(texts),
        "description": draw(texts),
        "notes": tuple(draw(st.lists(said, max_size=2))),
        "interventions": tuple(draw(interventions)),
        "indicators": tuple(draw(st.lists(indicator, max_size=2))),
        "claims": tuple(draw(st.lists(claim, max_size=2, unique_by=lambda one: one.id))),
        "source": draw(st.just("") | words),
        "licence": draw(st.just("") | words),
    }
