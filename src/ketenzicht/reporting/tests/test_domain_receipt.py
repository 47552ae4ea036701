"""The receipt code: what it looks like, which typing errors it catches, and its hash."""

import time
from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from ketenzicht.reporting.domain.receipt import (
    LENGTH,
    Receipt,
    ReceiptError,
    ReceiptProblem,
    last_four_match,
    new_receipt,
    only_digits,
    parse_receipt,
)
from ketenzicht.reporting.domain.receipt_hash import Parameters, receipt_hash

PEPPER = bytes(range(32))
CHEAP = {1: Parameters(memory_kib=64, passes=1), 2: Parameters(memory_kib=64, passes=2)}

receipts = st.integers(0, 10**19 - 1).map(lambda number: new_receipt(lambda _: number))


def problem_of(typed: str) -> tuple[ReceiptProblem, int]:
    with pytest.raises(ReceiptError) as error:
        parse_receipt(typed)
    return error.value.problem, error.value.digits


def test_it_has_twenty_digits_in_five_groups_of_four() -> None:
    receipt = new_receipt(lambda _: 1234567890123456789)
    assert receipt.groups[:4] == ("1234", "5678", "9012", "3456")
    assert receipt.shown == " ".join(receipt.groups)
    assert receipt.digits == "".join(receipt.groups)
    assert receipt.last_four == receipt.digits[-4:]


def test_it_keeps_zeros_in_front() -> None:
    assert new_receipt(lambda _: 0).digits == "0" * LENGTH


def test_it_draws_from_the_whole_space() -> None:
    asked: list[int] = []

    def note(below: int) -> int:
        asked.append(below)
        return below - 1

    assert new_receipt(note).digits.startswith("9" * 19)
    assert asked == [10**19]


def test_it_is_different_each_time() -> None:
    assert len({new_receipt().digits for _ in range(200)}) == 200


def test_it_never_shows_its_digits_by_accident() -> None:
    receipt = new_receipt()
    assert receipt.digits not in f"{receipt} {receipt!r}"


@pytest.mark.parametrize(
    "separator", [" ", "-", "–", ".", "\u00a0", "\u2009", "\t", "\n", "_", "/", " - ", "\u200b"]
)
def test_it_reads_a_code_with_separators(separator: str) -> None:
    receipt = new_receipt(lambda _: 1234567890123456789)
    assert parse_receipt(f"  {separator.join(receipt.groups)} ") == receipt


@pytest.mark.parametrize("zero", ["\uff10", "\u0660", "\u06f0", "\u0966"])
def test_it_reads_digits_of_other_scripts(zero: str) -> None:
    receipt = new_receipt(lambda _: 1234567890123456789)
    assert parse_receipt("".join(chr(ord(zero) + int(digit)) for digit in receipt.digits)) == receipt


@pytest.mark.parametrize(
    ("typed", "problem", "digits"),
    [
        ("", ReceiptProblem.EMPTY, 0),
        (" - ", ReceiptProblem.EMPTY, 0),
        ("1234", ReceiptProblem.TOO_SHORT, 4),
        ("0" * 19, ReceiptProblem.TOO_SHORT, 19),
        ("0" * 21, ReceiptProblem.TOO_LONG, 21),
        ("0" * 19 + "1", ReceiptProblem.TYPING_ERROR, 20),
        ("0" * 19 + "O", ReceiptProblem.NOT_DIGITS, 19),
        ("my code is 12", ReceiptProblem.NOT_DIGITS, 2),
        ("²" * 20, ReceiptProblem.NOT_DIGITS, 0),
    ],
)
def test_it_says_what_is_wrong(typed: str, problem: ReceiptProblem, digits: int) -> None:
    assert problem_of(typed) == (problem, digits)


@given(receipts, st.integers(0, LENGTH - 1), st.integers(1, 9))
def test_it_catches_every_single_wrong_digit(receipt: Receipt, place: int, shift: int) -> None:
    wrong = str((int(receipt.digits[place]) + shift) % 10)
    typed = receipt.digits[:place] + wrong + receipt.digits[place + 1 :]
    assert problem_of(typed) == (ReceiptProblem.TYPING_ERROR, LENGTH)


@given(receipts)
def test_it_catches_every_swap_of_two_neighbours(receipt: Receipt) -> None:
    for place, (one, other) in enumerate(pairwise(receipt.digits)):
        if one != other:
            typed = receipt.digits[:place] + other + one + receipt.digits[place + 2 :]
            assert problem_of(typed) == (ReceiptProblem.TYPING_ERROR, LENGTH)


@given(st.text())
def test_it_never_breaks_on_what_is_typed(typed: str) -> None:
    digits = only_digits(typed)
    assert digits is None or digits == "" or digits.isdecimal()
    try:
        receipt = parse_receipt(typed)
    except ReceiptError:
        return
    assert receipt.digits == digits


def test_it_checks_the_last_four() -> None:
    receipt = new_receipt(lambda _: 1234567890123456789)
    last = receipt.last_four
    assert last_four_match(receipt, f" {last[:2]}-{last[2:]} ")
    assert not last_four_match(receipt, "1234")
    assert not last_four_match(receipt, "")
    assert not last_four_match(receipt, "abcd")


def test_it_hashes_the_same_code_to_the_same_value() -> None:
    receipt = new_receipt()
    one = receipt_hash(receipt, PEPPER, parameters=CHEAP)
    assert one == receipt_hash(parse_receipt(receipt.shown), PEPPER, parameters=CHEAP)
    assert one.startswith("1$")
    assert len(one) == 66
    assert receipt.digits not in one


def test_it_hashes_differently_for_another_code_pepper_or_version() -> None:
    receipt = new_receipt(lambda _: 7)
    hashes = {
        receipt_hash(receipt, PEPPER, parameters=CHEAP),
        receipt_hash(new_receipt(lambda _: 8), PEPPER, parameters=CHEAP),
        receipt_hash(receipt, PEPPER[::-1], parameters=CHEAP),
        receipt_hash(receipt, PEPPER, 2, parameters=CHEAP),
    }
    assert len(hashes) == 4


def test_it_refuses_a_weak_pepper() -> None:
    with pytest.raises(ValueError, match="pepper"):
        receipt_hash(new_receipt(), b"short", parameters=CHEAP)


@pytest.mark.slow
def test_it_is_dear_to_guess() -> None:
    cost = Parameters()
    assert (cost.memory_kib, cost.passes) >= (64 * 1024, 3)
    before = time.perf_counter()
    receipt_hash(new_receipt(), PEPPER)
    assert time.perf_counter() - before > 0.02
