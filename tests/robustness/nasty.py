"""What goes wrong in a text: bytes, marks, sizes and lies that a form may be sent."""

from hypothesis import strategies as st

NASTY = (
    "",
    " ",
    "\x00",
    "a\x00b",
    "\ud800",
    "\ufffe\uffff",
    "\u202etxet sdrawkcab\u202c",
    "\u200b\u200d\ufeff",
    "e" + "\u0301" * 500,
    "-1",
    "0",
    "00",
    "1e999",
    "NaN",
    "٣",
    "²",
    "9" * 25,
    "-" + "9" * 25,
    # More digits than Python makes a number of.
    "9" * 5000,
    "٣" * 5000,
    "2147483648",
    "9223372036854775808",
    "1.5",
    "true",
    "null",
    "[]",
    "{}",
    '{"a":' * 200 + "1" + "}" * 200,
    "x" * 100_000,
    "' OR 1=1 --",
    "%s %(a)s {0} {x}",
    "<script>alert(1)</script>",
    "{{ 7*7 }}{% load x %}",
    "../../../etc/passwd",
    "\r\nSet-Cookie: a=b",
    "//evil.example/",
    "https://evil.example/",
    "0000-00-00",
    "31-02-2026",
    "2026-13-45",
    "99999-01-01",
    "0001-01-01",
    "9999-12-31",
    "24:61",
    "2026-06-01T00:00:00+99:99",
    "9999-12-31T23:59:59+00:00",
    "00000000-0000-0000-0000-000000000000",
    "minutes:99999999999",
    "gAAAAABl" + "A" * 200,
    "kz2." + "A" * 200,
    "kz2." + "é" * 200,
    "🙂" * 50,
)
texts = st.one_of(st.sampled_from(NASTY), st.text(max_size=40))
# Bodies that are no form, with what they say they are.
BODIES = (
    (b"\xff\xfe\x00bad=%80%ff&=&&&", "application/x-www-form-urlencoded"),
    (b"text=%ED%A0%80&reason=%00", "application/x-www-form-urlencoded"),
    (b"text=+2AA-&reason=+2AA-", "application/x-www-form-urlencoded; charset=utf-7"),
    (b"text=x", "application/x-www-form-urlencoded; charset=no-such-thing"),
    (b"[" * 5000, "application/json"),
    (b"\x00\x01\x02", ""),
    (b"no boundary", "multipart/form-data"),
    (b"--b\r\nbroken", "multipart/form-data; boundary=b"),
    (
        b"".join(
            b'--b\r\nContent-Disposition: form-data; name="%s"\r\n\r\n+2AA-\r\n' % name
            for name in (
                b"text",
                b"title",
                b"reason",
                b"name",
                b"state",
                b"sent",
                b"token",
                b"code",
                b"query",
            )
        )
        + b"--b--\r\n",
        "multipart/form-data; boundary=b; charset=utf-7",
    ),
    (
        b'--b\r\nContent-Disposition: form-data; name="files"; filename="../\x00a.png"\r\n'
        b"Content-Type: image/png\r\n\r\n\x89PNG\r\n\x1a\n broken\r\n--b--\r\n",
        "multipart/form-data; boundary=b",
    ),
    (b"&".join(b"f%d=1" % n for n in range(3000)), "application/x-www-form-urlencoded"),
)
HEADERS = (
    {"Accept-Language": "xx;q=abc,,,;;;en-GB-oxendict-" + "x" * 500},
    {"Accept-Language": "\u0000nl"},
    {"Accept": "application/json"},
    {"Range": "bytes=999999999-1,abc"},
    {"If-Modified-Since": "not a day"},
    {"If-None-Match": '"*,\u00ff'},
    {"Cookie": "sessionid=../../x; csrftoken=\u00ff; kz-theme=<script>; messages=broken"},
    {"Referer": "javascript:alert(1)"},
    {"X-Forwarded-For": "a,b,\u00ff"},
    {"X-Requested-With": "XMLHttpRequest", "HX-Request": "true"},
)
HOSTS = ("evil.example", "", "testserver:99999", "a b", "[::1", "..", "testserver\u00e9")
METHODS = ("HEAD", "OPTIONS", "PUT", "PATCH", "DELETE", "TRACE", "BREW")
_PNG = b"\x89PNG\r\n\x1a\n\x00\x00\x00\rIHDR"
# Names, kinds and contents of files that are not what they say, or that want too much.
FILES = (
    ("foto.png", "image/png", _PNG + b"\x7f\xff\xff\xff\x7f\xff\xff\xff\x08\x06\x00\x00\x00"),
    ("foto.jpg", "image/jpeg", b"%PDF-1.7\n1 0 obj<</Type/Catalog>>endobj"),
    ("brief.pdf", "application/pdf", b"%PDF-1.4\n%\xff\xff\ntrailer<</Root 1 0 R>>"),
    ("brief.pdf", "application/pdf", b"MZ\x90\x00" + b"\x00" * 500),
    ("tekst.txt", "text/plain", "Een gewone tekst.\n\n1. Eén uitspraak.\n".encode()),
    ("tekst.txt", "text/plain; charset=utf-16", b"\xff\xfe\x00\xd8\x00\x00\x81"),
    ("tabel.csv", "text/csv", b"jaar;waarde\n2024;=1+1\n2025;\x00\n9999999999;1e999\n"),
    ("model.yaml", "application/yaml", b"a: &a [*a]\nb: !!python/object/apply:os.system ['x']\n"),
    ("model.yaml", "application/yaml", b"factors: [{key: K1, name: x}]\nrelations: [{from: K1, to: K2}]\n"),
    ("model.json", "application/json", b"[" * 5000),
    ("brief.docx", "application/zip", b"PK\x03\x04" + b"\x00" * 40),
    ("../../etc/\x00passwd", "", b""),
    ("x" * 5000 + ".png", "image/png", _PNG),
    ("plaatje.svg", "image/svg+xml", b"<svg xmlns='http://www.w3.org/2000/svg' onload='alert(1)'/>"),
    ("\u202egnp.exe", "a/b; c=d", b"\x00"),
)
