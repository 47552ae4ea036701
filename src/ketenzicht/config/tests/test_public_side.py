"""The public side by itself: it takes reports in and follows them, and there is no way to casework."""

import json
import re
from collections.abc import Callable, Iterable, Iterator
from contextlib import contextmanager
from functools import partial

import psycopg
import pytest
from django.conf import LazySettings
from django.db import connection
from django.test import Client
from django.urls import Resolver404, clear_url_caches, get_resolver, resolve

from ketenzicht.common.actor import Actor, ActorKind, acting
from ketenzicht.common.domain.rights import Verb
from ketenzicht.config import external
from ketenzicht.config.postgres import APP, OWNER, PUBLIC, Credentials, public_side
from ketenzicht.config.problem import Problem
from ketenzicht.partners.models import Desk, Municipality
from ketenzicht.reporting import slow_hash, tasks
from ketenzicht.reporting.domain.receipt_hash import CURRENT, Parameters, receipt_hash
from ketenzicht.reporting.tests.factories import public_report
from ketenzicht.reporting.tests.walking import Walker, code_of
from ketenzicht.signals.models import Signal
from ketenzicht.signals.models import SignalEvent as Step
from tests.architecture.addresses import addresses

OPEN = {
    "healthz",
    "security_txt",
    *(f"reporting:{name}" for name in ("start", "report", "receipt", "explain", "explain_safe")),
    *(f"reporting:{name}" for name in ("explain_privacy", "explain_accessibility")),
}
TASKS = {task.name: task for task in (tasks.pass_on_received, tasks.pass_on_added)}
FENCED = ("reporting_report", "reporting_statement", "reporting_receipt")
FACT = "Een meisje huilde aan de balie."


@pytest.fixture
def as_role(fresh_database: None, postgres: Credentials) -> Callable[[str], None]:
    """Log in to this test's database as another role."""
    name = str(connection.settings_dict["NAME"])
    assert public_side.grant(postgres.url(OWNER, name))

    def log_in(role: str) -> None:
        connection.close()
        connection.settings_dict.update(USER=role, PASSWORD=postgres.password(role))

    return log_in


@pytest.fixture
def outside(settings: LazySettings) -> Iterator[None]:
    """Settings of the public side."""
    settings.ONLY, settings.ROOT_URLCONF = "public", "ketenzicht.config.urls_public"
    settings.SESSION_ENGINE = "django.contrib.sessions.backends.signed_cookies"
    clear_url_caches()
    yield
    clear_url_caches()


@pytest.fixture(autouse=True)
def _cheap_receipts(monkeypatch: pytest.MonkeyPatch) -> None:
    cheap = {CURRENT: Parameters(memory_kib=64, passes=1)}
    monkeypatch.setattr(slow_hash, "receipt_hash", partial(receipt_hash, parameters=cheap))


@contextmanager
def _everything_of(desk: Desk) -> Iterator[None]:
    with acting(Actor.desk(desk.pk, *Verb)):
        yield


def _jobs_of_the_worker() -> None:
    """What the worker does with the jobs that were left, twice as after a crash."""
    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT task_name, args FROM procrastinate_jobs WHERE task_name LIKE '%pass_on%' ORDER BY id"
        )
        jobs = cursor.fetchall()
    for name, ids in jobs * 2:
        TASKS[name](**(json.loads(ids) if isinstance(ids, str) else ids))


@pytest.mark.slow
def test_a_report_comes_in_there_and_is_work_here(
    as_role: Callable[[str], None], outside: None, settings: LazySettings
):
    as_role(PUBLIC)
    visitor = Client(headers={"accept-language": "en", "cookie": "sessionid=made-up"})
    municipality = Municipality.objects.get(code="GM1674")
    desk = Desk.objects.get(municipality=municipality, kind="focal", connected=True)
    for page in ("/", "/uitleg/", "/uitleg/privacy/", "/antwoord/", "/en/", "/nowhere/"):
        assert visitor.get(page).status_code == (404 if page == "/nowhere/" else 200), page
    walker = Walker(visitor, "/en/melden/").press("next")
    walker.press("check", subject="person", fact=FACT, municipality=str(municipality.pk)).press("send")
    code = code_of(walker)

    as_role(APP)
    settings.ONLY = ""
    with _everything_of(desk):
        assert not Signal.objects.exists()
    _jobs_of_the_worker()
    with _everything_of(desk):
        (signal,) = Signal.objects.all()
        assert list(Step.objects.values_list("event", flat=True)) == ["received"]

    as_role(PUBLIC)
    settings.ONLY = "public"
    receipt = Walker(visitor, "/en/antwoord/", "ask").press("open", code=code, form_id="addition")
    assert receipt.response.status_code == 200
    receipt.press("add", text="En vandaag weer.")

    as_role(APP)
    settings.ONLY = ""
    _jobs_of_the_worker()
    with _everything_of(desk):
        assert list(signal.events.values_list("event", flat=True)) == ["information_added", "received"]


@pytest.mark.slow
def test_its_role_reads_nothing_whatever_it_says_of_itself(
    as_role: Callable[[str], None], postgres: Credentials
):
    public_report()
    name = str(connection.settings_dict["NAME"])
    fences = set(FENCED)
    with psycopg.connect(postgres.url(PUBLIC, name), autocommit=True) as straight:
        tables = _tables(straight)
        seen = {
            table for _ in _saying_to_be_everybody(straight) for table in tables if _reads(straight, table)
        }
        with pytest.raises(psycopg.errors.InsufficientPrivilege):
            straight.execute("SELECT args FROM procrastinate_jobs")
        with pytest.raises(psycopg.errors.InsufficientPrivilege):
            straight.execute("DELETE FROM reporting_report")
        _take_away(postgres, name, fences)
        missed = {
            table for _ in _saying_to_be_everybody(straight) for table in fences if _reads(straight, table)
        }

    assert len(tables) > 80
    # That there are jobs, not what they are about.
    assert seen <= {*public_side.REFERENCE, "procrastinate_jobs"}
    assert "partners_desk" in seen
    assert missed == fences


def test_it_starts_with_no_role_that_could_do_more(postgres: Credentials, as_role: Callable[[str], None]):
    name = str(connection.settings_dict["NAME"])

    external.check_public(postgres.url(PUBLIC, name))
    with pytest.raises(Problem, match="which is not for it"):
        external.check_public(postgres.url(APP, name))
    with pytest.raises(Problem, match="no rights yet"):
        external.check_public(postgres.url(PUBLIC, "postgres"))


def _tables(straight: psycopg.Connection) -> list[str]:
    rows = straight.execute(
        "SELECT relname FROM pg_class WHERE relkind IN ('r', 'v', 'm', 'p')"
        " AND relnamespace = 'public'::regnamespace"
    )
    return [name for (name,) in rows]


def _saying_to_be_everybody(straight: psycopg.Connection) -> Iterator[None]:
    rights = json.dumps({verb.value: list(range(1, 200)) for verb in Verb})
    for kind in ("", *ActorKind):
        said = {"kind": kind, "user": "1", "grants": rights, "report": "", "token": "x"}
        for setting, value in said.items():
            straight.execute("SELECT set_config(%s, %s, false)", [f"app.{setting}", value])
        yield


def _read(straight: psycopg.Connection, tables: Iterable[str]) -> set[str]:
    return {table for _ in _saying_to_be_everybody(straight) for table in tables if _reads(straight, table)}


def _take_away(postgres: Credentials, name: str, fences: set[str]) -> None:
    with postgres.connect(name) as superuser:
        for table in fences:
            superuser.execute(f"ALTER POLICY {table}_outside ON {table} USING (true)")


def _reads(straight: psycopg.Connection, table: str) -> bool:
    try:
        return straight.execute(f'SELECT count(*) FROM "{table}"').fetchone() != (0,)
    except psycopg.errors.InsufficientPrivilege:
        return False


def test_no_address_of_casework_is_known_there(settings: LazySettings):
    everything = addresses()
    there = get_resolver("ketenzicht.config.urls_public")

    assert {found.name for found in addresses(there)} == OPEN
    assert len(everything) > 200
    for address in everything:
        if address.name not in OPEN:
            example = _example(address.route)
            assert resolve(example), example
            with pytest.raises(Resolver404):
                resolve(example, "ketenzicht.config.urls_public")


def _example(route: str) -> str:
    """An address of this route."""

    values = {
        "int": "1",
        "uuid": "9f6f7d6e-8f0f-4c6c-9b53-3a2f1d0c4b5a",
        "slug": "a",
        "str": "a",
        "path": "a",
    }
    filled = re.sub(r"\(\?P<\w+>.*?\)", "a", route.replace("^", "").replace("$", ""))
    return "/" + re.sub(r"<(\w+):\w+>", lambda found: values.get(found[1], "a"), filled)


@pytest.mark.django_db
def test_casework_alone_sends_reporters_on_and_keeps_the_rest(settings: LazySettings, client: Client):
    settings.ROOT_URLCONF, settings.REPORTERS_URL = (
        "ketenzicht.config.urls_casework",
        "https://melden.example",
    )
    clear_url_caches()

    answers = [client.get(path) for path in ("/", "/melden/?x", "/en/antwoord/", "/aanmelden/")]

    assert [answer.headers.get("Location") for answer in answers] == [
        "https://melden.example/",
        "https://melden.example/melden/",
        "https://melden.example/en/antwoord/",
        None,
    ]
    clear_url_caches()
