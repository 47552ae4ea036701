"""What holds for every request."""

import pytest
from django.test import Client

pytestmark = pytest.mark.django_db
UNREADABLE = [
    (b"no boundary", "multipart/form-data"),
    (b"--b\r\n" + b"x" * 2000, "multipart/form-data; boundary=b"),
    (b"&".join(b"a=" for _ in range(2100)), "application/x-www-form-urlencoded"),
]


@pytest.mark.parametrize(("body", "kind"), UNREADABLE)
@pytest.mark.parametrize("url", ["/no-such-page/", "/melden/", "/afmelden/"])
def test_it_refuses_a_form_that_cannot_be_read_wherever_it_is_sent(url: str, body: bytes, kind: str):
    visitor = Client(enforce_csrf_checks=True, raise_request_exception=False)
    visitor.get("/aanmelden/")
    assert "csrftoken" in visitor.cookies

    answer = visitor.generic("POST", url, body, kind)

    assert answer.status_code == 400
    assert "default-src 'none'" in answer["Content-Security-Policy"]
