from hypothesis import given
from hypothesis import strategies as st

from ketenzicht.common.domain.throttle import Throttle


def _throttle(**changes: float) -> Throttle:
    values = {"free": 2, "first_wait": 5, "longest_wait": 40, "in_all": 100, "window": 60} | changes
    return Throttle(
        free=int(values["free"]),
        first_wait=values["first_wait"],
        longest_wait=values["longest_wait"],
        in_all=int(values["in_all"]),
        window=values["window"],
        keys=3,
    )


def test_it_lets_the_first_tries_through_and_doubles_the_wait_after_that() -> None:
    throttle = _throttle()
    assert [throttle.attempt("a", 0), throttle.attempt("a", 0)] == [0, 0]
    assert throttle.attempt("a", 1) == 4
    assert throttle.attempt("a", 5) == 0
    assert throttle.attempt("a", 6) == 9


def test_it_never_waits_longer_than_the_longest() -> None:
    throttle = _throttle()
    now = 0.0
    for _each in range(12):
        now += throttle.attempt("a", now)
        throttle.attempt("a", now)
    assert throttle.attempt("a", now) <= 40


def test_one_key_does_not_slow_another_down() -> None:
    throttle = _throttle()
    for _each in range(5):
        throttle.attempt("a", 0)
    assert throttle.attempt("b", 0) == 0


def test_everybody_waits_when_too_many_try_in_all() -> None:
    throttle = _throttle(in_all=4)
    for key in "abcd":
        assert throttle.attempt(key, 0) == 0
    assert throttle.attempt("e", 10) == 50
    assert throttle.attempt("e", 61) == 0


def test_a_good_try_is_taken_back_and_earlier_failures_stay() -> None:
    throttle = _throttle()
    throttle.attempt("a", 0)
    throttle.attempt("a", 0)
    throttle.succeeded("a")
    assert throttle.attempt("a", 0) == 0
    assert throttle.attempt("a", 0) == 5


@given(st.lists(st.sampled_from("abcdefgh"), max_size=60))
def test_it_forgets_the_oldest_keys_and_never_grows(keys: list[str]) -> None:
    throttle = _throttle(in_all=1000)
    for key in keys:
        assert throttle.attempt(key, 0) >= 0
    assert len(throttle._counts) <= 3
