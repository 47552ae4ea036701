"""Reading an anthology, on made-up documents with every kind of debris."""

import textwrap
from dataclasses import dataclass

import pytest
from hypothesis import given
from hypothesis import strategies as st

from ketenzicht.planning.domain.anthology import Anthology, Doubt, Line, Reason, read
from ketenzicht.planning.domain.anthology.lines import bare

PLAIN = """
Stemmen uit de keten

Inhoudsopgave
Inleiding 2
1 Trends 3
1.1 Aandacht 3
1.2 Jongeren 4
2 Problemen 5
2.1 Capaciteit 5
Deelnemers 6

Inleiding

1. Wat ziet u gebeuren?

1 Trends

1.1 Aandacht

Er is meer aandacht.

Gemeenten doen twee dingen:

- Zij maken plannen.
- Zij trainen mensen.

1.2 Jongeren

Jongeren zijn vaker
slachtoffer.

18-plussers vallen buiten beeld.

2 Problemen

2.1 Capaciteit

Er zijn te weinig mensen.
Er is te weinig geld.

—

Er zijn te weinig mensen.

Bijlage 1. Deelnemers

Een organisatie
"""


def reading(text: str) -> Anthology:
    return read([Line(number, line) for number, line in enumerate(text.split("\n"), 1)])


def shape(anthology: Anthology) -> list[tuple[str, list[str]]]:
    return [
        (f"{cluster.number} {cluster.title}", [statement.text for statement in cluster.statements])
        for chapter in anthology.chapters
        for cluster in chapter.clusters
    ]


def lines_accounted_for(anthology: Anthology) -> list[int]:
    found = [left.line for left in anthology.left_out]
    found += [number for statement in anthology.statements for number in statement.lines]
    for chapter in anthology.chapters:
        found += chapter.lines
        found += [number for cluster in chapter.clusters for number in cluster.lines]
    return sorted(found)


def test_it_reads_chapters_clusters_and_statements():
    assert [chapter.title for chapter in reading(PLAIN).chapters] == ["Trends", "Problemen"]
    assert shape(reading(PLAIN)) == [
        (
            "1.1 Aandacht",
            [
                "Er is meer aandacht.",
                "Gemeenten doen twee dingen:\n- Zij maken plannen.\n- Zij trainen mensen.",
            ],
        ),
        ("1.2 Jongeren", ["Jongeren zijn vaker slachtoffer.", "18-plussers vallen buiten beeld."]),
        (
            "2.1 Capaciteit",
            ["Er zijn te weinig mensen.", "Er is te weinig geld.", "Er zijn te weinig mensen."],
        ),
    ]


def test_it_accounts_for_every_line():
    assert lines_accounted_for(reading(PLAIN)) == list(range(1, PLAIN.count("\n") + 2))


def test_it_says_why_a_line_is_left_out():
    reasons = {left.text: left.reason for left in reading(PLAIN).left_out}
    assert reasons["1.1 Aandacht 3"] is Reason.CONTENTS
    assert reasons["1. Wat ziet u gebeuren?"] is Reason.FRONT_MATTER
    assert reasons["—"] is Reason.SEPARATOR
    assert reasons["Een organisatie"] is Reason.END_MATTER


def test_it_is_unsure_of_neighbouring_lines_and_of_repetition():
    capacity = reading(PLAIN).chapters[1].clusters[0]
    assert capacity.statements[1].doubts == (Doubt.SPLIT,)
    assert capacity.statements[0].doubts == (Doubt.REPEATED,)


def test_it_joins_a_line_broken_over_an_empty_one_and_says_so():
    joined = reading("1 Een\n1.1 Twee\nEr is meer\n\naandacht nodig.").statements
    assert [(one.text, one.doubts) for one in joined] == [("Er is meer aandacht nodig.", (Doubt.JOINED,))]


def test_it_keeps_a_question_with_the_line_that_leads_to_it():
    assert shape(reading("1 Een\n1.1 Twee\n*Jongeren:\nslachtoffer of dader?*"))[0][1] == [
        "Jongeren: slachtoffer of dader?"
    ]


def test_it_tells_when_a_heading_differs_from_the_contents():
    text = PLAIN.replace("\n1.2 Jongeren\n\n", "\n1.2 Jongerne\n\n")
    cluster = reading(text).chapters[0].clusters[1]
    assert (cluster.title, cluster.contents_title, cluster.doubts) == ("Jongerne", "Jongeren", (Doubt.TITLE,))


def test_it_tells_when_a_number_is_missing():
    text = "\n".join(line for line in PLAIN.split("\n") if line not in ("1.1 Aandacht",))
    assert reading(text).chapters[0].clusters[0].doubts == (Doubt.NUMBERING,)


@pytest.mark.parametrize("document", ["", "\n\n", "Zomaar een brief.\nMet twee regels.", "1.1 Los\n\nTekst."])
def test_it_finds_no_chapters_where_there_are_none(document):
    anthology = reading(document)
    assert anthology.chapters == ()
    assert lines_accounted_for(anthology) == list(range(1, document.count("\n") + 2))


@dataclass(frozen=True)
class Debris:
    """How a document was laid out."""

    bold: bool
    dot_after_number: bool
    tab_after_number: bool
    contents: bool
    dot_leaders: bool
    page_every: int
    running_head: bool
    width: int
    bullets: bool
    hard_spaces: bool


def debris() -> st.SearchStrategy[Debris]:
    return st.builds(
        Debris,
        bold=st.booleans(),
        dot_after_number=st.booleans(),
        tab_after_number=st.booleans(),
        contents=st.booleans(),
        dot_leaders=st.booleans(),
        page_every=st.sampled_from([0, 7, 23]),
        running_head=st.booleans(),
        width=st.sampled_from([0, 44, 80]),
        bullets=st.booleans(),
        hard_spaces=st.booleans(),
    )


WORDS = ["aandacht", "gemeente", "jongeren", "signaal", "opvang", "budget", "keten", "register", "traject"]


@st.composite
def documents(draw) -> list[tuple[str, list[tuple[str, list[str]]]]]:
    """Chapters with clusters with statements, every text different."""
    counter = iter(range(10_000))

    def title() -> str:
        words = draw(st.lists(st.sampled_from(WORDS), min_size=1, max_size=4))
        return " ".join([*words, f"onderwerp{next(counter)}"]).capitalize()

    def statement() -> str:
        words = draw(st.lists(st.sampled_from(WORDS), min_size=3, max_size=25))
        return " ".join([*words, f"uitspraak{next(counter)}"]).capitalize() + "."

    sizes = draw(st.lists(st.lists(st.integers(1, 4), min_size=1, max_size=3), min_size=1, max_size=3))
    return [
        (title(), [(title(), [statement() for _ in range(size)]) for size in clusters]) for clusters in sizes
    ]


def laid_out(document, look: Debris) -> str:
    lines = ["Stemmen uit de keten", "", *(_contents(document, look) if look.contents else [])]
    for main, (chapter, clusters) in enumerate(document, 1):
        lines += [_heading(look, str(main), chapter), ""]
        for sub, (title, statements) in enumerate(clusters, 1):
            lines += [_heading(look, f"{main}.{sub}", title), ""]
            for statement in statements:
                lines += [*_wrapped(statement, look), ""]
    if look.hard_spaces:
        lines = [line.replace(" ", "\u00a0", 1) for line in lines]
    return "\n".join(_paged(lines, look))


def _contents(document, look: Debris) -> list[str]:
    end = f" {'.' * 9} 7" if look.dot_leaders else "\t7"
    lines = ["Inhoudsopgave", ""]
    for main, (chapter, clusters) in enumerate(document, 1):
        lines.append(f"{main} {chapter}{end}")
        lines += [f"{main}.{sub} {title}{end}" for sub, (title, _) in enumerate(clusters, 1)]
    return [*lines, "", "Wat vooraf ging.", ""]


def _heading(look: Debris, number: str, title: str) -> str:
    text = f"{number}{'.' if look.dot_after_number else ''}{chr(9) if look.tab_after_number else ' '}{title}"
    return f"**{text}**" if look.bold else text


def _wrapped(statement: str, look: Debris) -> list[str]:
    text = f"• {statement}" if look.bullets else statement
    return textwrap.wrap(text, look.width) if look.width else [text]


def _paged(lines: list[str], look: Debris) -> list[str]:
    if not look.page_every:
        return lines
    paged: list[str] = []
    often = len(lines) // look.page_every >= 4
    for count, line in enumerate(lines, 1):
        paged.append(line)
        if count % look.page_every == 0:
            paged += [
                "",
                f"- {count} -",
                *(["Stemmen uit de keten | programma"] if look.running_head and often else []),
                "",
            ]
    return paged


@given(documents(), debris())
def test_it_reads_the_same_document_in_any_lay_out(document, look):
    anthology = reading(laid_out(document, look))
    expected = [
        (f"{main}.{sub} {title}", statements)
        for main, (_, clusters) in enumerate(document, 1)
        for sub, (title, statements) in enumerate(clusters, 1)
    ]
    assert shape(anthology) == expected
    assert lines_accounted_for(anthology) == list(range(1, laid_out(document, look).count("\n") + 2))


def test_it_reads_a_letter_with_very_many_marks_in_no_time():
    line = "e" + "\u0301\u0316" * 50_000
    assert bare(line).startswith("\u00e9\u0316")
