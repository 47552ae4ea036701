"""Telephone numbers: Google's numbering plans decide (phonenumbers); without a country code it is Dutch."""

import phonenumbers
from phonenumbers import PhoneNumberFormat, PhoneNumberType

from ketenzicht.reporting.domain.details.kinds import Detail, DetailKind, DetailProblem, Typed

HOME = "NL"

_TYPES = {
    PhoneNumberType.MOBILE: "mobile",
    PhoneNumberType.FIXED_LINE: "fixed",
    PhoneNumberType.FIXED_LINE_OR_MOBILE: "fixed_or_mobile",
    PhoneNumberType.TOLL_FREE: "toll_free",
    PhoneNumberType.PREMIUM_RATE: "premium_rate",
    PhoneNumberType.VOIP: "voip",
}


def phone(typed: Typed) -> Detail:
    """One telephone number from the field ``as_typed``: E.164, its country and its type."""
    number = _parsed(typed.get("as_typed", ""))
    if number is None or not phonenumbers.is_valid_number(number):
        return Detail(DetailKind.PHONE, typed, problem=DetailProblem.PHONE_NOT_VALID)
    normalised = {
        "e164": phonenumbers.format_number(number, PhoneNumberFormat.E164),
        "shown": phonenumbers.format_number(number, PhoneNumberFormat.INTERNATIONAL),
        "country": phonenumbers.region_code_for_number(number) or "",
        "type": _TYPES.get(phonenumbers.number_type(number), "other"),
    }
    return Detail(DetailKind.PHONE, typed, normalised)


def _parsed(text: str) -> phonenumbers.PhoneNumber | None:
    try:
        return phonenumbers.parse(text, HOME)
    except phonenumbers.NumberParseException:
        return None
