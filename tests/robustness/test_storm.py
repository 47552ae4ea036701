"""A storm of generated requests, in small, and that it notices what is wrong."""

import socket
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from random import Random

import pytest

from tests.robustness.fields import forms_of
from tests.robustness.known import Known, where
from tests.robustness.line import TIMELY, Answer, Browser, Request
from tests.robustness.storm import Storm, Tally
from tests.robustness.trial import storms, tracebacks

_PAGE = """<form method="get" action="/zoeken/"><input name="q"></form>
<form method="post" action="/melden/" id="report"><input type="hidden" name="version" value="a&amp;b">
<input type="radio" name="mode" value="x"><input type="radio" name="mode" value="y">
<select name="place"><option value="">-</option><option value="7">R</option></select>
<input type="file" name="files"></form>
<button form="report" name="go" value="send">Send</button>"""


@pytest.mark.slow
def test_the_product_answers_whatever_is_sent() -> None:
    tally = storms(requests=300, seed=7, each=300)

    assert tally.faults == []
    assert tally.sent >= 300


def test_it_sees_an_error_a_silence_and_a_traceback(tmp_path: Path) -> None:
    request = Request("signals:note", "POST", "/signalen/1/notitie/", body=b"text=\x00")
    storm = Storm(1, 22, Tally(), until=10)
    browser = Browser(1, "Tessel Regenboog", "127.0.0.1")
    storm.count(browser, request, Answer(500, "fout", 0.1))
    storm.count(browser, request, Answer(0, "TimeoutError()", 30.0))
    storm.count(browser, request, Answer(302, "", 0.1, location="/signalen/1/"))
    (tmp_path / "output").write_text("x\nTraceback (most recent call last):\nValueError: no", "utf-8")

    assert len(storm.tally.faults) == 2
    for told in ("/signalen/1/notitie/", "POST", "Tessel Regenboog", r"text=\\x00", '"seed": 22'):
        assert told in storm.tally.faults[0]
    assert storm.tally.share_through() == pytest.approx(1 / 3)
    assert storm.tally.never() == []
    assert ["ValueError: no" in said for said in tracebacks(tmp_path / "output")] == [True]


def test_a_frame_that_holds_nothing_needs_no_answer_but_is_not_waited_for() -> None:
    storm = Storm(1, 22, Tally(), until=10)
    browser, request = Browser(1, "", ""), Request("", "POST", "/", broken=True)
    storm.count(browser, request, Answer(0, "", 0.0))
    assert storm.tally.faults == []

    storm.count(browser, request, Answer(0, "TimeoutError()", TIMELY))
    assert len(storm.tally.faults) == 1


def test_being_sent_to_sign_in_is_not_getting_through() -> None:
    assert not Answer(302, "", 0.1, location="/aanmelden/?next=/werk/").got_through
    assert Answer(302, "", 0.1, location="/werk/").got_through


def test_it_sends_a_request_as_it_stands_and_keeps_cookies() -> None:
    with _server(b"HTTP/1.1 200 OK\r\nSet-Cookie: a=b; Path=/\r\nContent-Length: 2\r\n\r\nja") as (
        port,
        heard,
    ):
        browser = Browser(port, "", "127.0.0.1")
        answer = browser.ask(Request("", "BREW", "/%ff", (("Host", "x\u00e9"),), b"\x00"))

    assert (answer.status, answer.page, browser.cookies) == (200, "ja", {"a": "b"})
    assert heard[0].startswith(b"BREW /%ff HTTP/1.1\r\n")
    assert heard[0].count(b"Host:") == 1
    assert heard[0].endswith(b"\r\n\r\n\x00")


def test_a_server_that_hangs_up_gave_no_answer() -> None:
    with _server(b"") as (port, _):
        assert Browser(port, "", "127.0.0.1").get("/").kind == "no answer"


def test_it_fills_in_what_a_form_offers() -> None:
    (form,) = forms_of(_PAGE)
    filled = dict(form.filled_in(Random(1)))

    assert (form.action, filled["version"], filled["place"], filled["go"]) == ("/melden/", "a&b", "7", "send")
    assert filled["mode"] in {"x", "y"}
    assert {name for name, *_ in (file for n in range(20) for file in form.files(Random(n)))} == {"files"}
    assert form.spoiled(Random(3), []) != form.filled_in(Random(3))


def test_it_knows_every_address_and_the_ids_it_saw() -> None:
    known, chance = Known(), Random(1)
    number = "00000000-0000-4000-8000-000000000001"
    known.read("Tessel", f'<a href="/signalen/{number}/?a=b&amp;c=d">')

    assert where(f"/en/signalen/{number}/") == ("signals:signal", (("uuid", number),))
    assert known.real(chance, "Tessel", "signals:signal") == f"/signalen/{number}/?a=b&c=d"
    assert number in known.ids(chance)
    for name in known.routes:
        path = known.guessed(chance, name)
        assert path.startswith("/")
        assert "<" not in path


@contextmanager
def _server(answer: bytes) -> Iterator[tuple[int, list[bytes]]]:
    """Somebody who gives one visitor an answer that was fixed beforehand, and what was heard."""
    heard: list[bytes] = []

    def once() -> None:
        line, _ = server.accept()
        with line:
            heard.append(line.recv(10_000))
            line.sendall(answer)

    with socket.create_server(("127.0.0.1", 0)) as server:
        thread = threading.Thread(target=once)
        thread.start()
        yield int(server.getsockname()[1]), heard
        thread.join()
