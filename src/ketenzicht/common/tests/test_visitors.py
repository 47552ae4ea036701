"""Visitors are told apart by where they come from, and a name says nothing outside this process."""

import pytest
from django.test import RequestFactory

from ketenzicht.common.visitors import visitor


def _name(address: str) -> str:
    return visitor(RequestFactory().get("/", REMOTE_ADDR=address))


@pytest.mark.parametrize(
    ("one", "other", "same"),
    [
        ("192.0.2.1", "192.0.2.1", True),
        ("192.0.2.1", "192.0.2.2", False),
        ("::ffff:192.0.2.1", "192.0.2.1", True),
        ("::ffff:192.0.2.1", "::ffff:192.0.2.2", False),
        # One connection: whoever has it changes the second half at will.
        ("2001:db8::1", "2001:db8::ffff:1", True),
        ("2001:db8:0:1::1", "2001:db8:0:2::1", False),
        ("192.0.2.1:4711", "192.0.2.1:4712", True),
        ("192.0.2.1:4711", "192.0.2.2:4711", False),
        ("[2001:db8::1]:4711", "[2001:db8::2]:4712", True),
        ("[2001:db8::1]", "2001:db8::1", True),
        ("not an address", "not an address", True),
        ("", "192.0.2.1", False),
    ],
)
def test_it_tells_connections_apart_and_not_addresses_of_one(one: str, other: str, same: bool) -> None:
    assert (_name(one) == _name(other)) is same
    assert one not in _name(one) or not one
