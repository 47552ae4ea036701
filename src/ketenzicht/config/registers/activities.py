"""What personal data are processed for, per part. In Dutch: the registers are read by Dutch authorities.

Only what the code cannot say itself stands here; fields, classes, regimes and grounds are read from it.
"""

from collections.abc import Mapping
from dataclasses import dataclass

PERSONS = "mensen over wie wordt gemeld: mogelijke slachtoffers, mogelijke daders, getuigen, kinderen"
REPORTERS = "melders, met of zonder naam"
STAFF = "medewerkers met een account"


@dataclass(frozen=True)
class Activity:
    """One processing activity: its name, what it is for, about whom, and who gets to see it."""

    name: str
    purpose: str
    about: tuple[str, ...]
    seen_by: str


ACTIVITIES: Mapping[str, Activity] = {
    "reporting": Activity(
        "Meldingen ontvangen en beantwoorden",
        "Een vermoeden van mensenhandel aannemen, bij het juiste loket brengen en de melder antwoorden.",
        (PERSONS, REPORTERS, STAFF),
        "het ontvangende loket; wie de melder is alleen na een reden, en elke blik staat in het logboek",
    ),
    "signals": Activity(
        "Signalen beoordelen en opvolgen",
        "Nagaan of meldingen op mensenhandel kunnen wijzen, en besluiten wat ermee gebeurt.",
        (PERSONS, STAFF),
        "het loket dat het signaal heeft",
    ),
    "handover": Activity(
        "Overdragen aan een ander loket",
        "Genoemde gegevens delen met een loket dat verder moet, met grondslag, doel en einde.",
        (PERSONS, STAFF),
        "het zendende loket; het ontvangende loket na aanvaarding, de genoemde velden, tot het einde",
    ),
    "disclosure": Activity(
        "Verantwoorden wat is gedeeld",
        "Laten zien welke soorten gegevens met wie zijn gedeeld, waarom en tot wanneer.",
        (),
        "de twee loketten en de privacyfunctionaris",
    ),
    "retention": Activity(
        "Bewaren en vernietigen",
        "Gegevens niet langer bewaren dan de wet zegt, en verantwoorden wat is vernietigd.",
        (PERSONS, STAFF),
        "de privacyfunctionaris; voorstellen en residuen ook de ketenregisseur",
    ),
    "rights": Activity(
        "Verzoeken van betrokkenen",
        "Mensen laten weten wat over hen is bewaard, en het rechtzetten, weghalen of niet meer gebruiken.",
        ("mensen die iets vragen over de eigen gegevens", STAFF),
        "de privacyfunctionaris; die ziet waar iets staat en wat een loket wil uitreiken, niet wat er verder"
        " staat",
    ),
    "audit": Activity(
        "Logboek",
        "Achteraf kunnen nagaan wie wat deed of bekeek.",
        (STAFF,),
        "de privacyfunctionaris en de auditor",
    ),
    "accounts": Activity(
        "Accounts en rollen",
        "Alleen wie mag, komt binnen.",
        (STAFF,),
        "de beheerder; namen ook de privacyfunctionaris en de auditor; herstelverzoeken beheerder en "
        "privacyfunctionaris",
    ),
    "planning": Activity(
        "Raadplegingen, plannen en cijfers",
        "Beleid maken met wat is gezegd en geteld, zonder casuïstiek.",
        ("deelnemers aan gesprekken, zo lang een verslag niet is geschoond", STAFF),
        "het loket dat de raadpleging of het plan heeft; anderen wat is opengesteld",
    ),
    "systems": Activity(
        "Oorzaakmodellen",
        "Samen nadenken over oorzaken en gevolgen, zonder casuïstiek.",
        (STAFF,),
        "het loket dat het model heeft; anderen wat is gepubliceerd",
    ),
    "partners": Activity(
        "Organisaties, loketten en routes",
        "Weten welk loket waarvoor is, en wie een route heeft gewijzigd.",
        (STAFF,),
        "iedereen met een account; wie iets wijzigde alleen de beheerder",
    ),
    "common": Activity(
        "Referentiegegevens en termijnen",
        "Bijhouden wat wanneer moet, voor welk loket.",
        (),
        "het loket; hoeveel te laat is ook de ketenregisseur",
    ),
}
