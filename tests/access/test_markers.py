"""Everybody follows every link there is, and reads everything that is theirs and nothing else."""

import re
from collections import Counter, deque
from html import unescape
from urllib.parse import urljoin, urlsplit

import pytest
from django.core import mail
from django.db import connection
from django.urls import reverse

from ketenzicht.accounts.tasks import send_notice
from ketenzicht.common.domain.rights import Verb
from tests.access.looking import ask
from tests.access.markers import found_in, identity_of, in_response, may_read
from tests.access.people import EVERYBODY, HOLDING, SIGNED_IN, desk
from tests.access.table import ROWS
from tests.access.targets import INSIDE
from tests.access.world import HAYSTACK, PLANTED, World, plain_record
from tests.architecture.addresses import addresses

pytestmark = pytest.mark.slow
_LINK = re.compile(r'(?:href|src|action)="([^"]+)"')
# A walk without an end says so; all the pages of somebody are some hundreds.
MOST_PAGES = 2000
ALIKE = 3
SHIPPED = re.compile(r"/reeks/(?!own-)")
NOT_PAGES = ("/static/", "/healthz", "/en/", "/stijl/", "/afmelden/", "/account/")
# Who sees what happens at the holding desk, or that something happened there.
WHO_HEARS_OF_IT = {"holder", "chain", "privacy", "auditor"}
# Words, numbers and names to search for, at every page that searches.
SEARCHES = (
    "/werk/?tab=all&q={}",
    "/werk/?tab=desk&q={}",
    "/overdrachten/?number={}",
    "/logboek/?target={}",
    "/beheer/mensen/?q={}",
    "/beheer/loketten/?q={}",
)


@pytest.mark.parametrize("who", EVERYBODY)
def test_it_shows_everybody_what_is_theirs_and_nothing_else(world: World, who: str) -> None:
    allowed, seen, wrong = may_read(world, who), set(), []
    for url, shown in _everything(world, who):
        seen |= shown
        if leak := shown - allowed:
            wrong.append(f"{url} shows {sorted(leak)}")
    assert not wrong, "\n".join(wrong)
    # Otherwise the model above says more than there is, and a leak could hide in it.
    expected = allowed & PLANTED if who in INSIDE else frozenset()
    assert not expected - seen, f"nowhere to be read: {sorted(expected - seen)}"


def _everything(world: World, who: str) -> list[tuple[str, frozenset[str]]]:
    """Every page that somebody reaches from any address, with the markers on it."""
    todo = deque(_starts(world))
    known, found, kinds = set(todo), [], Counter[str]()
    while todo and len(found) < MOST_PAGES:
        url = todo.popleft()
        answer = ask(world.people[who], "GET", url)
        if answer.status_code != 200:
            continue
        found.append((url, in_response(answer)))
        for link in _links(url, answer):
            if link not in known:
                known.add(link)
                kinds[_kind(link)] += 1
                # The same list sorted in every way shows the same rows, models have many factors, and there
                # are many shipped series, which everybody reads. Those of a desk are all followed.
                many = "?" in link or "/factoren/" in link or "/relaties/" in link or SHIPPED.search(link)
                if not many or kinds[_kind(link)] <= ALIKE:
                    todo.append(link)
    assert not todo, f"more pages than were looked at, among which {todo[0]}"
    return found


def _starts(world: World) -> list[str]:
    numbers = [str(record.number) for record in world.records.values()]
    searches = [search.format(word) for search in SEARCHES for word in (HAYSTACK, *numbers[:3])]
    return [
        *(
            reverse(name, kwargs=dict(target.where))
            for name in (address.name for address in addresses())
            if "GET" in ROWS[name].methods and not reverse_is_skipped(name)
            for target in ROWS[name].targets(world).values()
        ),
        *searches,
    ]


def _kind(link: str) -> str:
    """A link without the record and the values in it."""
    return re.sub(
        r"[0-9a-f-]{36}|(?<==)[^&]*|(?<=/factoren/)[^/]+|(?<=/relaties/)[^/]+|(?<=/reeks/)[^/]+|\d+",
        "x",
        link,
    )


def reverse_is_skipped(name: str) -> bool:
    """Addresses of the framework about the own account hold nothing of anybody's."""
    return name.startswith(("account_", "mfa_", "common:", "healthz"))


def _links(page: str, answer: object) -> list[str]:
    text = getattr(answer, "content", b"").decode(errors="replace")
    found = []
    for link in map(unescape, _LINK.findall(text)):
        parts = urlsplit(urljoin(page, link))
        if not parts.netloc and not parts.path.startswith(NOT_PAGES):
            found.append(parts.path + (f"?{parts.query}" if parts.query else ""))
    return found


def test_it_tells_who_the_reporter_is_only_to_whoever_was_let(world: World) -> None:
    own = world.records["own"]
    url = reverse("signals:identity", kwargs={"signal_id": own.signal, "report_id": own.report})
    before = ask(world.people["holder"], "GET", url)
    assert not in_response(before) & identity_of(own)
    answer = ask(world.people["holder"], "POST", url, {"go": "look"})
    assert identity_of(own) <= in_response(answer)
    assert "no-store" in answer["Cache-Control"]


@pytest.mark.parametrize("who", sorted({*SIGNED_IN} - WHO_HEARS_OF_IT))
def test_it_counts_nothing_that_somebody_may_not_see(world: World, who: str) -> None:
    """What happens at another desk does not change one letter of one's pages."""
    urls = [reverse(name) for name in ("signals:worklist", "handover:inbox", "reporting:own", "start")]
    before = [_still(ask(world.people[who], "GET", url).content) for url in urls]
    plain_record(world, "later", HOLDING)
    world.records.pop("later")
    after = [_still(ask(world.people[who], "GET", url).content) for url in urls]
    assert after == before


def _still(page: bytes) -> bytes:
    """The page without what is new each time it is made."""
    return re.sub(
        rb'(value="[^"]{20,}"|"X-CSRFToken": "\w+"|nonce="[^"]+"|\d{2}:\d{2}(:\d{2})?|\d+ (minu|sec)\w+)',
        b"",
        page,
    )


def test_it_mails_and_queues_no_content(world: World) -> None:
    with connection.cursor() as cursor:
        cursor.execute("SELECT args::text, lock, queueing_lock, task_name FROM procrastinate_jobs")
        jobs = cursor.fetchall()
    assert jobs
    assert not found_in(*(part for job in jobs for part in job if part))
    mail.outbox = []
    for verb in (Verb.SIGNAL_TRIAGE, Verb.HANDOVER_ANSWER, Verb.HANDOVER_SEND):
        send_notice(desk_id=desk(HOLDING).pk, verb=verb.value)
    assert mail.outbox
    said = [part for sent in mail.outbox for part in (sent.subject, sent.body, *sent.extra_headers.values())]
    assert not found_in(*said), "a mail says that something happened, never what"
