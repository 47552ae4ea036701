"""Small and large models to draw."""

from causal.model import Direction, Factor, Layer, Model, Relation, RelationKind, Role, Sign

NAMES = ("druk op het hulpverleningssysteem", "aangiftebereidheid", "persoonsafhankelijkheid", "pakkans")


def small() -> Model:
    """Two domains, every kind of sign, layer and mark, a loop onto itself and two parallel relations."""
    return Model(
        "small",
        (
            Factor("a", {"nl": "aantal aangiften", "en": "reports"}, "law", (Role.LEVER, Role.KEY)),
            Factor("b", {"nl": "druk"}, "care", pressure=True),
            Factor("c", {"nl": "<slachtoffers & co>"}, "care", (Role.GOAL,), Direction.DOWN),
        ),
        (
            Relation("1", "a", "b", Sign.PLUS, strength="weak", speed="low"),
            Relation("2", "b", "c", Sign.MINUS, strength=1.15, speed=0.2, layer=Layer.READ),
            Relation("3", "a", "b", Sign.UNKNOWN, layer=Layer.INFERRED, left_out="no sign"),
            Relation("4", "c", "c", Sign.MINUS),
            Relation("5", "c", "a", Sign.PLUS, kind=RelationKind.SUMMARY),
        ),
        domains={"law": {"nl": "strafrechtketen"}, "care": {"nl": "hulpverlening"}},
    )


def large(factors: int = 130, relations: int = 236, domains: int = 7) -> Model:
    """A model of the size of the one that ships, the same each time."""
    made = tuple(
        Factor(f"f{place}", {"nl": f"{NAMES[place % 4]} {place}"}, f"d{place * place % domains}")
        for place in range(factors)
    )
    joined = tuple(
        Relation(
            f"r{place}",
            f"f{place * 7 % factors}",
            f"f{(place * 13 + 5) % factors}",
            Sign.PLUS if place % 3 else Sign.MINUS,
        )
        for place in range(relations)
    )
    return Model("large", made, joined)
