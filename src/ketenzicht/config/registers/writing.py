"""The registers as text: processing, annex to the assessment of effects, and algorithms."""

from collections.abc import Iterator, Mapping
from datetime import date

from django.db.models import Model

from ketenzicht.common.privacy import FieldClass
from ketenzicht.common.reference.catalogue import Catalogue
from ketenzicht.config.registers import reading
from ketenzicht.config.registers.activities import ACTIVITIES
from ketenzicht.config.registers.algorithms import ALGORITHMS

WRITTEN = "*Gemaakt door `./ketenzicht registers` uit wat de code zelf verklaart. Niet met de hand wijzigen.*"
OPEN = "*in te vullen door de verwerkingsverantwoordelijke*"


def all_of_them(today: date) -> Mapping[str, str]:
    """Every register by the name of its file. Raises Problem when the reference data are not in order."""
    found = reading.catalogue(today)
    return {
        "verwerkingsregister.md": _text(_processing(found)),
        "dpia-bijlage.md": _text(_assessment(found)),
        "algoritmeregister.md": _text(_algorithms(found)),
    }


def _text(lines: Iterator[str]) -> str:
    return "\n".join(lines) + "\n"


def _processing(found: Catalogue) -> Iterator[str]:
    yield from ("# Verwerkingsregister (AVG art. 30)", "", WRITTEN, "")
    yield (
        "Wat alleen de organisatie weet die Ketenzicht gebruikt, staat hier als open: verantwoordelijke, "
        "functionaris gegevensbescherming, de grondslag voor de eigen taak, verwerkers, doorgifte buiten de "
        "EU. Beveiligingsmaatregelen en wat overblijft staan in het [dreigingsmodel](../threat-model.md)."
    )
    for part in reading.parts():
        yield from _activity(part, found)
    yield from ("", "## Grondslagen om te delen", "")
    yield from _head("grondslag", "wet", "bijzonder", "strafrechtelijk", "bron")
    for row in reading.grounds(found):
        special, criminal = ("ja" if yes else "nee" for yes in (row.allows_special, row.allows_criminal))
        source = f"{row.source}{reading.doubt(row.certainty)}"
        yield f"| {row.label_nl} | {row.law}, {row.article} | {special} | {criminal} | {source} |"


def _activity(part: str, found: Catalogue) -> Iterator[str]:
    activity, counted = ACTIVITIES[part], reading.counted(part)
    declared = {reading.privacy_of(model).retention for model in reading.models_of(part)}
    yield from ("", f"## {activity.name}", "", f"- **Doel:** {activity.purpose}")
    yield f"- **Over wie:** {'; '.join(activity.about) or 'niemand: alleen nummers, datums en codes'}."
    yield f"- **Wie het ziet:** {activity.seen_by}."
    kinds = [f"{counted[kind]} {reading.CLASS_WORDS[kind]}" for kind in FieldClass if counted[kind]]
    yield f"- **Velden:** {', '.join(kinds)} (de [bijlage](dpia-bijlage.md) noemt ze alle)."
    yield f"- **Grondslag:** {OPEN}."
    for code in sorted(declared):
        row = reading.regimes(found)[code]
        source = f"{row.source}{reading.doubt(row.certainty)}"
        yield f"- **Bewaartermijn**, {row.label_nl}: {row.note_nl} Bron: {source}."


def _assessment(found: Catalogue) -> Iterator[str]:
    yield from ("# Bijlage bij de DPIA: elk veld en zijn regime", "", WRITTEN, "")
    yield (
        "Elk veld heeft een klasse; een test faalt op een veld zonder. Bedreigingen, maatregelen, hun tests "
        "en wat overblijft staan in het [dreigingsmodel](../threat-model.md)."
    )
    yield from ("", "## Regimes", "")
    yield from _head("regime", "termijn", "telt vanaf", "eerder", "bron")
    for row in reading.regimes(found).values():
        term = f"{row.months} maanden" if row.months else "geen aantal"
        longer = f", {row.extensions} keer {row.extension_months} langer" if row.extensions else ""
        source = f"{row.source}{reading.doubt(row.certainty)}"
        name, codes = f"{row.label_nl} (`{row.code}`)", f"`{row.start}` | `{row.on_request}`"
        yield f"| {name} | {term}{longer} | {codes} | {source} |"
    for part in reading.parts():
        yield from ("", f"## {ACTIVITIES[part].name}", "")
        yield from _head("tabel", "regime", "klasse", "velden")
        for model in reading.models_of(part):
            yield from _fields(model)


def _fields(model: type[Model]) -> Iterator[str]:
    declared = reading.privacy_of(model)
    for kind in FieldClass:
        if names := sorted(name for name, of in declared.classes.items() if of is kind):
            words, fields = reading.CLASS_WORDS[kind], ", ".join(f"`{name}`" for name in names)
            yield f"| `{model.__name__}` | `{declared.retention}` | {words} | {fields} |"


def _head(*columns: str) -> Iterator[str]:
    yield f"| {' | '.join(columns)} |"
    yield f"| {' | '.join('---' for _column in columns)} |"


def _algorithms(found: Catalogue) -> Iterator[str]:
    yield from ("# Algoritmeregister", "", WRITTEN, "")
    yield (
        "Geen van deze regels leert, geeft een mens een score of besluit. Nationaliteit, afkomst en "
        "etniciteit zijn geen gegeven van een regel; indicatoren, vragen en routes die ervan spreken, "
        "weigert het product."
    )
    for one in ALGORITHMS:
        yield from ("", f"## {one.name}", "", f"- **Doel:** {one.purpose}", f"- **Werking:** {one.method}")
        yield from (f"- **Wie besluit:** {one.decides}", f"- **Code:** `{one.module}`")
        for kind in one.data:
            meta = found.metas[kind]
            rows = len(found.rows[kind])
            yield f"- **Gegevens:** `{kind}`, versie {meta.version}, {rows} rijen. Bron: {meta.source}."
