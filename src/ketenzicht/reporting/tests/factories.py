"""Reports for tests, sent the way a person sends them."""

from dataclasses import replace
from datetime import UTC, datetime
from itertools import count
from typing import Any

from ketenzicht.accounts.models import User
from ketenzicht.accounts.tests import factories as people
from ketenzicht.common.actor import Actor, acting
from ketenzicht.partners.models import Desk, Municipality
from ketenzicht.reporting import actions
from ketenzicht.reporting.domain.content import Channel, ReportContent, Subject
from ketenzicht.reporting.domain.receipt import Receipt, new_receipt

AT = datetime(2026, 6, 1, 10, 0, tzinfo=UTC)
_numbers = count(1)
_digits = count(1)


def receipt() -> Receipt:
    """A receipt that is always the same in the same place of a test run."""
    number = next(_digits)
    return new_receipt(lambda below: number * 7919 % below)


def municipality() -> Municipality:
    """A municipality with a focal desk of its own."""
    return Municipality.objects.get(code="GM1674")


def focal_desk() -> Desk:
    """The focal desk of that municipality."""
    return Desk.objects.get(municipality__code="GM1674", kind="focal", connected=True)


def content(**changes: Any) -> ReportContent:
    """A small public report about that municipality."""
    basic = ReportContent(
        submission=f"submission {next(_numbers)}",
        receipt_code=receipt().digits,
        channel=Channel.PUBLIC,
        language="nl",
        subject=Subject.PERSON,
        statements={"fact": "Somebody stood at the door and did not let her out."},
        municipality_id=municipality().pk,
    )
    return replace(basic, **changes)


def public_report(**changes: Any) -> actions.Submitted:
    """A report that somebody without an account sent."""
    return actions.submit(content=content(**changes), by=Actor.public(), at=AT)


def professional_report(person: User, **changes: Any) -> actions.Submitted:
    """A report that somebody with an account sent from the first desk where that person may report."""
    by = people.actor(person)
    with acting(by):
        whole = content(channel=Channel.PROFESSIONAL, reporter_desk_id=by.home_desk_id, **changes)
        return actions.submit(content=whole, by=by, at=AT)
