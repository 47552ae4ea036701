"""What a detail is: the fields as typed, their one notation, and what is wrong with them."""

from collections.abc import Mapping
from dataclasses import dataclass
from enum import StrEnum

Typed = Mapping[str, str]
Value = str | int | bool


class DetailKind(StrEnum):
    """What a detail is about."""

    PERSON = "person"
    ADDRESS = "address"
    COMPANY = "company"
    PHONE = "phone"
    VEHICLE = "vehicle"
    ONLINE = "online"


class DetailProblem(StrEnum):
    """Why a detail is kept as typed and marked, instead of refused."""

    AGE_NOT_A_NUMBER = "age_not_a_number"
    AGES_SWAPPED = "ages_swapped"
    POSTCODE_NOT_DUTCH = "postcode_not_dutch"
    NUMBER_NOT_CLEAR = "number_not_clear"
    KVK_NOT_EIGHT_DIGITS = "kvk_not_eight_digits"
    PHONE_NOT_VALID = "phone_not_valid"
    PLATE_NOT_DUTCH = "plate_not_dutch"
    HANDLE_MISSING = "handle_missing"
    HANDLE_NOT_CLEAR = "handle_not_clear"


@dataclass(frozen=True)
class Detail:
    """A detail. ``normalised`` holds what could be brought into one notation, None if nothing could.

    Both may be there: of an address with a foreign postal code the house number is still clear.
    """

    kind: DetailKind
    as_typed: Typed
    normalised: Mapping[str, Value] | None = None
    problem: DetailProblem | None = None
