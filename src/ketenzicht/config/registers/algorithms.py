"""The rules in the product that advise or point something out, for the register of algorithms.

None of them learns, scores people or decides. In Dutch: the register is read by Dutch authorities.
"""

from dataclasses import dataclass


@dataclass(frozen=True)
class Algorithm:
    """A rule by its name, what it is for, how it works, who decides, and the code and data it consists of."""

    name: str
    purpose: str
    method: str
    decides: str
    module: str
    data: tuple[str, ...] = ()


ALGORITHMS = (
    Algorithm(
        "Indicatorregel (Delphi)",
        "Laten zien welke waargenomen signalen een dimensie van uitbuiting positief maken.",
        "De gepubliceerde beslisregel van ILO en Europese Commissie (2009), per vorm en per dimensie. Geen "
        "totaal, geen score, geen uitspraak over een persoon; risicofactoren tellen nooit mee.",
        "De aandachtsfunctionaris oordeelt; de regel is hulp bij het wegen.",
        "ketenzicht.signals.domain.delphi",
        ("reporting.indicators",),
    ),
    Algorithm(
        "Route-advies",
        "Adviseren welk loket verder moet, in welke volgorde en binnen welke tijd.",
        "Een tabel van regels met voorwaarden over het signaal; het advies zegt welke regel gold en wat "
        "ontbrak.",
        "De aandachtsfunctionaris besluit, ook tegen het advies in, dan met een reden.",
        "ketenzicht.partners.domain.routes",
        ("partners.routes",),
    ),
    Algorithm(
        "Poort voor delen",
        "Tegenhouden wat geen regel toestaat.",
        "Een tabel van regels over grondslag, doel, ontvanger, soort gegevens en duur. Wat geen regel dekt, "
        "mag niet.",
        "Een mens kiest grondslag en doel; de poort kan alleen weigeren.",
        "ketenzicht.disclosure.domain.gate",
        ("disclosure.legal_bases", "disclosure.purposes", "disclosure.gate_rules"),
    ),
    Algorithm(
        "Bewaartermijnen",
        "Uitrekenen tot wanneer een signaal wordt bewaard.",
        "Een som van de momenten van een signaal en de termijn van zijn regime.",
        "Twee mensen besluiten over vernietiging; een bewaarplicht gaat voor.",
        "ketenzicht.retention.domain.terms",
        ("retention.regimes",),
    ),
    Algorithm(
        "Herkenbaars in gespreksverslagen",
        "Aanwijzen wat in een verslag iemand kan aanwijzen.",
        "Regels en woordenlijsten, met de bibliotheek Deduce in een eigen proces; leert niet van wat erin "
        "staat.",
        "Een mens besluit over elke vindplaats.",
        "ketenzicht.planning.identifying.rules",
    ),
    Algorithm(
        "Uitspraken die op elkaar lijken",
        "Uitspraken voorstellen die al eerder zijn gedaan of bij elkaar kunnen horen.",
        "Overeenkomst van woorden; de woorden die de doorslag gaven staan erbij.",
        "Een mens legt ze bij elkaar of niet.",
        "ketenzicht.planning.domain.likeness",
    ),
)
