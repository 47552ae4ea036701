"""Rules for text that could tell who is meant and that no list of names holds."""

import re
from collections.abc import Iterable, Iterator, Sequence

from phonenumbers import Leniency, PhoneNumberMatcher

from ketenzicht.planning.domain.redaction import Kind, Span

_COUNTRY = "NL"
# Words for everybody who does a kind of work point to nobody.
_NOBODY_IN_PARTICULAR = frozenset({"politie", "huisartsen", "ggd", "audit", "privacy"})
_JOIN = r"(?:(?:van|de|den|der|het|'t|’t|te|ten|ter|op|en|&)\s)"
_NAME_JOIN = r"(?:(?:van|de|den|der|het|'t|’t|te|ten|ter|el|al|da|dos|von|la)\s)"
_CAPITAL = r"[A-ZÀ-Þ][\w'’-]*"
_NAMED = rf"(?:{_JOIN}{{0,3}}{_CAPITAL}(?:[ ]{_JOIN}{{0,3}}{_CAPITAL})*)"
_PERSON = rf"(?:{_NAME_JOIN}{{0,3}}{_CAPITAL}(?:[ ]{_NAME_JOIN}{{0,3}}{_CAPITAL})*)"
_SORTS_OF_ORGANISATIONS = (
    "stichting|vereniging|gemeente|basisschool|school|scholengemeenschap|hotel|restaurant|café|"
    "zorggroep|zorginstelling|buurthuis|uitzendbureau|opvanghuis|wijkteam|sociaal team|instelling|"
    "huisartsenpraktijk|praktijk|woningcorporatie|nagelstudio|massagesalon|camping|vakantiepark|"
    "bakkerij|slachterij|kwekerij|boerderij|klooster|moskee|kerk|ziekenhuis|kliniek|advocatenkantoor|"
    "jongerencentrum|inloophuis|zorgboerderij|roc|azc|coöperatie|bureau|kinderdagverblijf"
)
_STREET = (
    r"(?:straat|laan|weg|plein|gracht|kade|dijk|singel|hof|pad|dreef|steeg|markt|plantsoen|ring|"
    r"baan|wal|haven|boulevard|poort|akker|veld|oever|park|erf|brink|kamp|stede)"
)
_HOUSE = r"\d{1,4}(?:\s?[a-zA-Z](?!\w))?(?:[-/]\d{1,3})?(?!\w)"
_STREET_ALONE = r"(?:straat|laan|gracht|steeg|plantsoen|singel|kade|dreef|plein|dijk|weg)"
_TITLES = (
    "de heer|mevrouw|meneer|mevr|mw|dhr|dr|drs|mr|ir|prof|juf|meester|agent|wijkagent|rechercheur|"
    "wethouder|burgemeester|officier|advocaat|tante|oom|pater|zuster|collega|brigadier|hoofdagent|"
    "inspecteur|docent|mentor|teamleider|directeur"
)
_WORDS_OF_ALL_DAYS = frozenset(
    (
        *_TITLES.split("|"),
        *("hij", "zij", "wij", "jij", "het", "een", "deze", "dit", "dat", "die", "hun", "haar", "zijn"),
        *("mijn", "onze", "ons", "ook", "als", "wie", "wat", "waar", "toen", "dan", "daar", "hier", "alle"),
        *("alleen", "volgens", "bij", "met", "van", "voor", "naar", "over", "tijdens"),
        *("dossier", "contact", "afspraak", "bel"),
    )
)
_CALLED = "genaamd|heet|heette|heten|noemde zich|noemt zich|die zich|bijnaam|vriendin|vriend|zoon|dochter"

_RULES: Sequence[tuple[Kind, re.Pattern[str]]] = (
    (Kind.EMAIL, re.compile(r"[\w.+-]+(?:@|\s?\(at\)\s?|\s?\[at\]\s?)[\w-]+(?:\.[\w-]+)*\.[a-z]{2,}", re.I)),
    (Kind.ACCOUNT, re.compile(r"\bhttps?://[^\s,;)]+|\bwww\.[^\s,;)]+", re.I)),
    (Kind.ACCOUNT, re.compile(r"(?<![\w.@-])[\w-]+\.(?:nl|com|org|net|eu|info|be)(?:/[^\s,;)]*)?\b", re.I)),
    (Kind.ACCOUNT, re.compile(r"(?<![\w.])@[A-Za-z0-9_][\w.-]*\w")),
    (Kind.ACCOUNT, re.compile(r"(?<!\w)(?=\w*_\w)\w[\w.]{3,}\w")),
    (
        Kind.ACCOUNT,
        re.compile(
            r"(?:gebruikersnaam|accountnaam|account|snapchat|snap|insta(?:gram)?|telegram|tiktok)\s*"
            r"(?::|naam|is|heet|onder)\s*((?=\w*\d)[A-Za-z][\w.]{3,}\w)",
            re.I,
        ),
    ),
    (Kind.PHONE, re.compile(r"(?<![\w+])(?:\+|00)\d{1,3}[\s.-]?(?:\(0\))?(?:[\s.-]?\d){8,11}(?!\d)")),
    (Kind.PHONE, re.compile(r"(?<!\w)\(?0\d{1,3}\)?(?:\s?[-.–/]?\s?\d){6,9}(?![\d-])")),
    (Kind.NUMBER, re.compile(r"\b[A-Z]{2}\d{2}\s?[A-Z]{4}(?:\s?\d){10}\b")),
    (Kind.NUMBER, re.compile(r"(?<![\w+.-])\d{3}[ .]?\d{3}[ .]?\d{3}(?![\w-])")),
    (Kind.NUMBER, re.compile(r"(?<![\w+.-])\d{7,}(?!\w)")),
    (Kind.NUMBER, re.compile(r"\bPL\d{4}-\d{6,}\b|\b[A-Z]{2}[A-Z0-9]{6}\d\b")),
    (
        Kind.NUMBER,
        re.compile(
            r"(?:dossier|zaak|kenmerk|aangifte|proces-verbaal|cliënt|patiënt|klant|polis|v-)"
            r"(?:nummer|nr\.?)?(?:\sis)?\s*:?\s*((?=[\w./-]*\d[\w./-]*\d[\w./-]*\d)[A-Z]{0,4}[-/]?\d[\w./-]{2,}\w)",
            re.I,
        ),
    ),
    (Kind.ADDRESS, re.compile(r"\b\d{4}\s?(?!(?:SA|SD|SS)\b)[A-Z]{2}\b")),
    (Kind.ADDRESS, re.compile(r"\b[Pp]ostbus\s\d{1,6}\b")),
    (
        Kind.ADDRESS,
        re.compile(
            rf"\b(?:{_CAPITAL}[ ](?:(?:van|de|der|den|het)[ ]){{0,2}}){{0,3}}\w*(?i:{_STREET})[ ]{_HOUSE}"
        ),
    ),
    (
        Kind.ADDRESS,
        re.compile(
            rf"\b(?:aan|op)\s(?:(?:de|het)\s)?({_CAPITAL}(?:[ ]{_NAME_JOIN}{{0,2}}{_CAPITAL})*[ ]{_HOUSE})"
        ),
    ),
    (Kind.ADDRESS, re.compile(rf"\b[A-ZÀ-Þ][\w'’-]+{_STREET_ALONE}\b")),
    (
        Kind.ORGANISATION,
        re.compile(rf"\b(?i:{_SORTS_OF_ORGANISATIONS})\s{_NAMED}"),
    ),
    (
        Kind.ORGANISATION,
        re.compile(
            rf"\b{_CAPITAL}(?:\s(?:{_JOIN}{{0,2}}){_CAPITAL}){{0,3}}\s"
            r"(?:B\.?V\.?|N\.?V\.?|V\.?O\.?F\.?|Groep|Zorg|Opvang|Wonen|Welzijn|Advocaten|Uitzendwerk)(?!\w)"
        ),
    ),
    (
        Kind.ORGANISATION,
        re.compile(r"\b[A-ZÀ-Þ][\w'’-]{2,}(?:zorg|opvang|college|wonen|welzijn|flex|uitzend)\b"),
    ),
    (Kind.NAME, re.compile(rf"\b(?i:{_TITLES})\.?\s{_PERSON}")),
    (Kind.NAME, re.compile(rf"\b(?:{_CALLED})\s({_CAPITAL}(?:[ ]{_NAME_JOIN}{{0,3}}{_CAPITAL})*)")),
    (Kind.NAME, re.compile(rf"\b(?:[A-Z]\.\s?){{1,4}}{_NAME_JOIN}{{0,3}}{_CAPITAL}")),
)
_TWO_CAPITALS = re.compile(rf"(?<![\w.]){_CAPITAL}(?:[ ]{_NAME_JOIN}{{0,3}}{_CAPITAL})+")
_PLATE = re.compile(r"\b[A-Z0-9]{1,3}-[A-Z0-9]{2,3}-[A-Z0-9]{1,2}\b")


def by_rules(text: str, organisations: Iterable[str]) -> Iterator[Span]:
    """What the rules find, with overlaps. ``organisations`` are the names that the product knows."""
    for kind, pattern in _RULES:
        for match in pattern.finditer(text):
            start, end = match.span(match.lastindex or 0)
            yield Span(start, end, kind)
    for number in PhoneNumberMatcher(text, _COUNTRY, leniency=Leniency.VALID):
        yield Span(number.start, number.end, Kind.PHONE)
    yield from _plates(text)
    yield from _known(text, organisations)


def written_as_names(text: str, places: Sequence[tuple[int, int]]) -> Iterator[Span]:
    """Two or more words with a capital in a row, unless the first is part of the name of a place."""
    for match in _TWO_CAPITALS.finditer(text):
        first, _space, rest = match.group().partition(" ")
        skipped = len(first) + 1 if first.lower() in _WORDS_OF_ALL_DAYS else 0
        if skipped and " " not in rest:
            continue
        start = match.start() + skipped
        if not any(begin <= start < end for begin, end in places):
            yield Span(start, match.end(), Kind.NAME)


def same_names(text: str, spans: Sequence[Span]) -> Iterator[Span]:
    """Places where a part of a name that was found stands again, on its own."""
    words = {
        word
        for span in spans
        if span.kind is Kind.NAME
        for word in re.findall(r"[A-ZÀ-Þ][\w'’-]{2,}", text[span.start : span.end])
        if word.lower() not in _WORDS_OF_ALL_DAYS
    }
    for word in words:
        for match in re.finditer(rf"(?<![\w-]){re.escape(word)}(?![\w-])", text):
            yield Span(match.start(), match.end(), Kind.NAME)


def variants(label: str) -> set[str]:
    """The names by which an organisation is called: in full, without what is between brackets, and short."""
    whole = re.sub(r"\s*\(.*?\)", "", label).strip()
    short = re.findall(r"\(([A-Z][\w-]{1,9})\)", label)
    found = {label, whole, whole.partition(",")[0].strip(), *short}
    return {name for name in found if len(name) > 1 and name.lower() not in _NOBODY_IN_PARTICULAR}


def _known(text: str, organisations: Iterable[str]) -> Iterator[Span]:
    names = {variant for label in organisations for variant in variants(label)}
    for name in names:
        for match in re.finditer(rf"(?<!\w){re.escape(name)}(?!\w)", text):
            yield Span(match.start(), match.end(), Kind.ORGANISATION)


def _plates(text: str) -> Iterator[Span]:
    """Number plates: six letters and digits in three groups, with some of each."""
    for match in _PLATE.finditer(text):
        signs = match.group().replace("-", "")
        if len(signs) == 6 and not signs.isdigit() and not signs.isalpha():
            yield Span(match.start(), match.end(), Kind.PLATE)
