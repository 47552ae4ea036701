from django.test import Client

from ketenzicht.partners.models import Municipality
from ketenzicht.reporting.tests.walking import Walker


def test_it_takes_one_observation_in_six_pages_and_four_answers(
    visitor: Client, municipality: Municipality
) -> None:
    walker = Walker(visitor, "/en/melden/")
    walker.press("next")
    walker.press(
        "check", subject="person", fact="A girl cried at the desk.", municipality=str(municipality.pk)
    )
    walker.press("send")
    assert walker.h1 == "Thank you. Your report has been received."
    assert walker.pages <= 6
