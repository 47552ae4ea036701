"""The benchmark measures what it says it measures."""

from itertools import count
from pathlib import Path
from urllib.parse import urlsplit

import pytest

from ketenzicht.config import benchmark
from ketenzicht.config.problem import Problem


def test_it_takes_every_measure_equally_often():
    numbers = count()
    found = benchmark.in_rounds({"one": lambda: float(next(numbers)), "other": lambda: 1.0}, seconds=0)
    assert len(found["one"]) == len(found["other"]) == 5
    assert 0.0 not in found["one"], "the first try fills caches and does not count"


def test_it_tells_the_middle_and_both_ends():
    low, middle, high = benchmark.spread([0.001 * number for number in range(1, 101)])
    assert 5 < low < 15
    assert middle == pytest.approx(50.5)
    assert 85 < high < 95


def test_it_measures_the_hash_as_it_is_used():
    assert benchmark.slow_hash() > 0.02, "a fast hash here is a defect"


@pytest.mark.slow
def test_it_measures_every_page_beside_a_bare_one(running_product: str, tmp_path: Path):
    product, bare = benchmark.Product(tmp_path / "data"), benchmark.Product(tmp_path / "bare")
    product.port = urlsplit(running_product).port or 0
    words = ["ketenzicht.config.bare", str(bare.port)]
    with (
        benchmark.running(words, tmp_path / "bare.log", bare.port, "/"),
        benchmark.measures_of(product, bare.port) as measures,
    ):
        found = benchmark.in_rounds(measures, seconds=0)
    assert {"bare page", "sending a report", "worklist", "signal page"} <= set(found)
    assert min(found["bare page"]) < min(found["worklist"])


@pytest.mark.slow
def test_it_says_why_something_did_not_start(tmp_path: Path):
    words = ["ketenzicht.config.no_such_module"]
    with (
        pytest.raises(Problem, match="No module named"),
        benchmark.running(words, tmp_path / "log", 1, "/"),
    ):
        pass
