"""What in a statement could still point to someone, by which rule."""

import pytest

from ketenzicht.planning.domain.pointing import Reason, points_in


def found(text: str, *others: str, organisations: tuple[str, ...] = ()) -> list[tuple[str, Reason]]:
    said = dict(enumerate((text, *others)))
    return [(point.words, point.reason) for point in points_in(said, organisations).get(0, ())]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("De burgemeester van Verzinstad zweeg.", [("burgemeester van Verzinstad", Reason.FUNCTION)]),
        ("Op 3 mei 2026 belden wij.", [("3 mei 2026", Reason.DATE)]),
        ("Op 3-5-2026 belden wij.", [("3-5-2026", Reason.DATE)]),
        ("Er waren 37 meisjes.", [("37", Reason.NUMBER)]),
        ("Er waren 1.243 meldingen.", [("1.243", Reason.NUMBER)]),
        ("In 2019 waren er 40, van onder de 18, dus 25%.", []),
        ("Wij wonen in Verzinstad aan Zee.", [("Verzinstad aan Zee", Reason.PLACE)]),
        ("In Nederland en bij het Rijk.", []),
        ("[naam] belde [organisatie].", []),
    ],
)
def test_it_says_what_could_point_to_someone(text: str, expected: list[tuple[str, Reason]]):
    assert found(text) == expected


def test_a_name_that_is_often_heard_points_to_nobody():
    text, often = "Fantasio belde.", ["Fantasio belde terug."] * 2
    assert found(text, organisations=("Fantasio",)) == [("Fantasio", Reason.ORGANISATION)]
    assert found(text, *often, organisations=("Fantasio",)) == []
