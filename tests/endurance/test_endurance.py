"""What people were told was done is there after the product was killed again and again."""

import tempfile
from pathlib import Path

import pytest

from tests.endurance.people import Told
from tests.endurance.trial import endure, lost
from tests.product import product_of_its_own

pytestmark = pytest.mark.slow


def test_it_loses_nothing_and_does_nothing_twice_when_it_is_killed() -> None:
    with (
        tempfile.TemporaryDirectory(prefix="ketenzicht-endurance-") as folder,
        product_of_its_own(Path(folder)) as (url, home),
    ):
        outcome = endure(url, home, kills=10, seed=22)
    assert outcome.wrong == []
    assert min(outcome.told.sums()[what] for what in ("reports", "additions", "hand-offs")) > 0


def test_it_notices_what_is_gone(running_product: str) -> None:
    told = Told(reports={"Nooitgemeld": "1"}, taken={"Nooitgemeld": "/werk/"}, unsure={"Nooitgevraagd"})
    told.additions["Nooitgemeld"], told.handovers["Nooitgemeld"] = ["Nooitgezegd"], "/overdrachten/nooit/"

    assert [fault.split(":")[0] for fault in lost(running_product, told)] == [
        "report Nooitgemeld",
        "addition Nooitgezegd",
        "hand-off of Nooitgemeld",
    ]
