"""What the code declares about the data it keeps: models, fields with their class, regimes, grounds."""

from collections import Counter
from collections.abc import Iterator, Mapping
from datetime import date
from typing import cast

from django.apps import apps
from django.db.models import Model

from ketenzicht.common.privacy import FieldClass, Privacy
from ketenzicht.common.reference.catalogue import Catalogue, read_all
from ketenzicht.common.reference.kinds import all_kinds
from ketenzicht.config.problem import Problem
from ketenzicht.config.registers.activities import ACTIVITIES
from ketenzicht.disclosure.reference_rows import BASES, LegalBasisRow
from ketenzicht.retention.reference_rows import REGIMES, RegimeRow

CLASS_WORDS: Mapping[FieldClass, str] = {
    FieldClass.NEUTRAL: "neutraal",
    FieldClass.PERSONAL: "persoonsgegeven",
    FieldClass.SPECIAL: "bijzonder",
    FieldClass.CRIMINAL: "strafrechtelijk of gevoelig",
}
CERTAINTY_WORDS: Mapping[str, str] = {
    "certain": "",
    "old": "oude tekst, na te gaan",
    "uncertain": "onzeker, na te gaan",
    "from_memory": "uit het hoofd, na te gaan",
    "proposal": "eigen voorstel, te besluiten",
}


def catalogue(today: date) -> Catalogue:
    """The reference files. Raises Problem when one of them is not in order."""
    found = read_all(all_kinds(), today)
    if found.problems:
        raise Problem("The reference data are not in order: ./ketenzicht reference check says what is wrong.")
    return found


def models_of(part: str) -> list[type[Model]]:
    """The tables of a part, by name."""
    return sorted(apps.get_app_config(part).get_models(), key=lambda model: model.__name__)


def privacy_of(model: type[Model]) -> Privacy:
    """What a model declares."""
    declared: Privacy = vars(model)["privacy"]
    return declared


def parts() -> Iterator[str]:
    """The parts of the product that keep something, in the order of the activities."""
    yield from (part for part in ACTIVITIES if models_of(part))


def counted(part: str) -> Counter[FieldClass]:
    """How many fields of each class a part has."""
    return Counter(kind for model in models_of(part) for kind in privacy_of(model).classes.values())


def regimes(found: Catalogue) -> Mapping[str, RegimeRow]:
    """The regimes by code."""
    return {row.code: row for row in cast("tuple[RegimeRow, ...]", found.rows[REGIMES])}


def grounds(found: Catalogue) -> tuple[LegalBasisRow, ...]:
    """The grounds for sharing."""
    return cast("tuple[LegalBasisRow, ...]", found.rows[BASES])


def doubt(certainty: str) -> str:
    """What a reader must know about how sure a row is, in brackets; nothing when it is."""
    words = CERTAINTY_WORDS[certainty]
    return f" ({words})" if words else ""
