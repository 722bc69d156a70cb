r"""Send text that would be code elsewhere: in headers, addresses, pages, and the data itself.

The tenth point of the acceptance list: labels with ``</script>``, ``javascript:`` IRIs,
header injection through names of files and titles, paths that climb out of their folder.
"""

import json
import re
from collections.abc import Iterator
from html.parser import HTMLParser
from pathlib import Path
from urllib.parse import quote

import pytest

from tests.web.attacks.machine import head_of, request, send_raw, status_of, wait_until
from tests.web.conftest import RunningService, running_service

_MARKUP = "\"><script>alert(1)</script><img src=x onerror='alert(1)'>{{7*7}}"
_EVIL = b"x-evil"
_HOSTILE = r"""
@prefix mgi: <https://w3id.org/mgi-graph/ontology#> .
@prefix skos: <http://www.w3.org/2004/02/skos/core#> .
@prefix rdfs: <http://www.w3.org/2000/01/rdf-schema#> .
@prefix dcterms: <http://purl.org/dc/terms/> .
@prefix owl: <http://www.w3.org/2002/07/owl#> .
@prefix id: <https://w3id.org/mgi-graph/id/> .
<javascript:alert(2)> {
  <https://w3id.org/mgi-graph/id/dataset/mgi-graph>
    dcterms:title "</script><script>alert(1)</script>"@en, "<!--<script>"@es ;
    dcterms:description "]]>\u2028</style>{{7*7}}{% raw %}"@en ;
    dcterms:license <javascript:alert(1)> ; owl:versionInfo "1\r\nX-Evil: 1" .
  <https://w3id.org/mgi-graph/id/place/evil> a mgi:Place, mgi:City, mgi:Country ;
    skos:prefLabel "\"><img src=x onerror=alert(1)>"@en, "{{7*7}}${7*7}"@es, "\u202Egnp.exe"@fr ;
    rdfs:seeAlso <javascript:alert(1)>, <data:text/html,%3Cscript%3E>, <JaVaScRiPt:alert(1)>,
      <https://w3id.org/mgi-graph//evil.example/x>, <http://x/'onclick='alert(1)> ;
    mgi:statement "<svg/onload=alert(1)>" .
  <https://w3id.org/mgi-graph/id/profile/../../../../../../tmp/climbed> a mgi:Profile ;
    dcterms:title "</title><script>alert(1)</script>"@en ;
    mgi:assesses <https://w3id.org/mgi-graph/id/place/evil> .
  <https://w3id.org/mgi-graph/id/profile/a%2F..%2Fb> a mgi:Profile ;
    dcterms:title "b\r\nX-Evil: 1"@en ; mgi:assesses <https://w3id.org/mgi-graph/id/place/evil> .
}
<https://w3id.org/mgi-graph/id/graph/catalogue> {
  <https://w3id.org/mgi-graph/id/place/evil> rdfs:label "</script>" .
}
"""
"""Data of somebody who means no good; ``--data`` is trusted, but pages are read by others."""


class _Page(HTMLParser):
    """Gather what a browser would run or follow, and what it must not."""

    def __init__(self, text: str) -> None:
        super().__init__()
        self.wrong: list[object] = []
        self.feed(text)

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        given = dict(attrs)
        if tag in {"img", "svg", "iframe", "object", "embed", "base", "style"}:
            self.wrong.append((tag, attrs))
        if tag == "script" and given.get("type") != "application/ld+json":
            self.wrong.append((tag, attrs))
        for name, value in given.items():
            is_link = name in {"href", "src", "action", "formaction"}
            if name.startswith("on") or name == "style":
                self.wrong.append((tag, name, value))
            if is_link and re.match(
                r"\s*(?:[a-z]*script:|data:|//|/\\)", value or "", re.IGNORECASE
            ):
                self.wrong.append((tag, name, value))


@pytest.fixture(scope="module")
def hostile(tmp_path_factory: pytest.TempPathFactory) -> Iterator[RunningService]:
    """Serve hostile data."""
    path = tmp_path_factory.mktemp("hostile") / "hostile.trig"
    path.write_text(_HOSTILE, encoding="utf-8")
    with running_service(path) as service:
        yield service


def _query(text: str) -> str:
    return f"/sparql?query={quote(text)}"


@pytest.mark.parametrize("language", ["en", "es", "fr"])
@pytest.mark.parametrize(
    "path",
    [
        "/",
        "/id/place/evil.html",
        "/id/dataset/mgi-graph.html",
        "/id/profile/a%252F..%252Fb.html",
        "/id/place/evi.html",
        "/downloads",
        "/api",
        "/limits",
        _query("SELECT * { ?s ?p ?o }"),
        _query("CONSTRUCT WHERE { ?s ?p ?o }"),
        _query(f"SELECT ?s '{_MARKUP}"),
        _query(f"SELECT ('''{_MARKUP}''' AS ?x) (<javascript:alert(1)> AS ?y) {{}} #{_MARKUP}"),
        f"/sparql?query=ASK%7B%7D&x={quote(_MARKUP)}&lang={quote(_MARKUP)}",
        f"/api/queries/peer-learning?format=html&place={quote(_MARKUP)}",
        f"/api/queries/coverage?format=html&{quote(_MARKUP)}=1",
        f"/nothing/{quote(_MARKUP)}",
        f"/id/{quote(_MARKUP)}",
        f"/downloads/{quote(_MARKUP)}",
        f"/?{quote(_MARKUP)}&lang=fr",
        f"/limits?a={quote(_MARKUP)}",
    ],
)
def test_no_text_becomes_code_in_a_page(hostile: RunningService, path: str, language: str) -> None:
    """Texts of the data and of the request stay text, links lead to the web, JSON-LD parses."""
    headers = {"Accept": "text/html", "Accept-Language": language}
    answer = hostile.get(path, headers=headers)
    assert answer.status_code in {200, 400, 404}
    assert answer.headers["content-type"] == "text/html; charset=utf-8"
    assert "script-src 'self'" in answer.headers["content-security-policy"]
    assert "unsafe" not in answer.headers["content-security-policy"]
    assert answer.headers["x-content-type-options"] == "nosniff"
    assert _Page(answer.text).wrong == []
    for block in re.findall(r"<script[^>]*>(.*?)</script>", answer.text, re.DOTALL):
        json.loads(block)


def test_a_template_in_a_label_is_not_filled_in(hostile: RunningService) -> None:
    """Labels with signs of template languages are shown as they are."""
    page = hostile.get("/id/place/evil.html?lang=es", headers={"Accept": "text/html"}).text
    assert "{{7*7}}${7*7}" in page
    assert "49" not in re.sub(r"[0-9a-f]{12,}", "", page)


@pytest.mark.parametrize("suffix", ["ttl", "nt", "rdf", "jsonld", "html"])
def test_hostile_data_can_be_described_in_every_format(
    hostile: RunningService, suffix: str
) -> None:
    """A thing with such labels and links is a thing like others."""
    assert hostile.get(f"/id/place/evil.{suffix}").status_code == 200


def test_names_in_the_data_choose_no_file(hostile: RunningService) -> None:
    """Every download is named by letters, and lies in the service's own folder."""
    files = hostile.get("/downloads?format=json").json()["files"]
    assert files
    assert [each for each in files if not re.fullmatch(r"[\w.-]+", each["name"])] == []
    assert not Path("/tmp/climbed.ttl").exists()


_CLIMBING = [
    "../pyproject.toml",
    "..%2f..%2fetc%2fpasswd",
    "%2e%2e/%2e%2e/etc/passwd",
    "%252e%252e%252fetc%252fpasswd",
    "/etc/passwd",
    "%2fetc%2fpasswd",
    "..\\..\\etc\\passwd",
    "....//etc/passwd",
    "%00",
    "style.css",
    "\xff\xfe",
]


@pytest.mark.parametrize(
    "folder", ["static", "downloads", "id", "api/queries", "ontology", "shapes"]
)
@pytest.mark.parametrize("name", _CLIMBING)
def test_no_path_leads_out_of_its_folder(service: RunningService, folder: str, name: str) -> None:
    """What is not on a list of names is not found, however it is written."""
    answer = send_raw(service.port, request(f"/{folder}/{name}".encode("latin-1")))
    assert status_of(answer) in {400, 404}
    assert b"root:" not in answer
    assert b"[project]" not in answer


_BREAKS = ["%0d%0aX-Evil:%201", "%0aX-Evil:1", "%0d%0a%0d%0aX-Evil:1", "%E5%98%8A%E5%98%8DX-Evil:1"]


@pytest.mark.parametrize(
    "path",
    [
        "/id/place/col?lang=en@",
        "/id/place/col@",
        "/id/place/col.ttl@",
        "/ontology/@",
        "/ontology@.ttl",
        "/downloads/mgi.ttl@",
        "/downloads?format=json@",
        "/api/queries/coverage?limit=1&lang=en@",
        "/api/queries/coverage?limit=1&lang=es&x=@",
        "/api/queries/@",
        "/sparql?query=ASK%7B%7D&format=json@",
        "/sparql?query=ASK%7B%7D&timeout=1@",
        "/sparql@",
        "/data?graph=@",
        "/@",
        "/static/@",
    ],
)
@pytest.mark.parametrize("text", _BREAKS)
def test_no_text_becomes_a_header(service: RunningService, path: str, text: str) -> None:
    """Line breaks in any part of an address stay where they are, in Location and Link too."""
    answer = send_raw(service.port, request(path.replace("@", text).encode()))
    assert 200 <= status_of(answer) < 500
    assert not re.search(rb"[\r\n]x-evil", head_of(answer))


@pytest.mark.parametrize(
    "header",
    [
        b"X-Request-Id: a\tX-Evil: 1",
        b"X-Request-Id: <script>",
        b"X-Request-Id: " + b"a" * 65,
        b"X-Request-Id: \x80\x81",
        b"X-Forwarded-Host: x-evil.example",
        b"X-Forwarded-Proto: javascript",
        b"X-Forwarded-Prefix: //x-evil.example",
        b"X-Forwarded-For: x-evil",
        b"X-Original-URL: /x-evil",
        b"X-HTTP-Method-Override: DELETE",
        b"Forwarded: host=x-evil.example;proto=https",
        b"Accept: x-evil/x-evil, */*",
        b"Accept-Language: x-evil",
        b"Referer: http://x-evil.example/",
        b"Origin: http://x-evil.example",
        b"Cookie: x-evil=1",
    ],
)
@pytest.mark.parametrize(
    "target", [b"/", b"/id/place/col", b"/sparql?query=ASK%7B%7D", b"/catalogue"]
)
def test_no_header_of_a_client_is_repeated(
    service: RunningService, header: bytes, target: bytes
) -> None:
    """Untrusted headers change nothing that others could be given, and none is echoed."""
    answer = send_raw(service.port, request(target, header))
    assert status_of(answer) in {200, 303}
    assert _EVIL not in answer.lower()
    assert b"//x-evil" not in answer
    assert b"<script>" not in answer.partition(b"\r\n\r\n")[0]


@pytest.mark.parametrize(
    "host",
    [
        *(
            b"a b",
            b"a/b",
            b"a@b",
            b"a?b",
            b"a#b",
            b"a\\b",
            b"a,b",
            b"a:b",
            b"a:123456",
            b"<a>",
            b"",
        ),
        *(b"[:::]", b"[1.2.3]", b"[...]", b"[::1", b"[::1%25eth0]", b"\xff"),
    ],
)
def test_what_is_no_host_is_refused(service: RunningService, host: bytes) -> None:
    """The host is part of addresses that are answered, and so must be able to be one."""
    for target in (b"/", b"/id/place/col", b"/nothing"):
        asked = request(target, b"Host: " + host, b"Accept: text/html")
        assert status_of(send_raw(service.port, asked)) == 400


def test_two_hosts_are_refused(service: RunningService) -> None:
    """A proxy and this service could each believe another of them."""
    asked = request(b"/", b"Host: a", b"Host: b")
    assert status_of(send_raw(service.port, asked)) == 400


@pytest.mark.parametrize(
    "path",
    [
        *("//evil.example", "//evil.example/%2e%2e", "/%2f%2fevil.example", "/\\evil.example"),
        *("/id//evil.example", "/id/https://evil.example", "/sparql//evil.example"),
    ],
)
def test_no_redirect_leads_elsewhere(service: RunningService, path: str) -> None:
    """There is no address that answers with a Location on another host."""
    head = head_of(send_raw(service.port, request(path.encode(), b"Accept: text/html")))
    assert b"location:" not in head


def test_no_log_line_can_be_forged(service: RunningService) -> None:
    """Line breaks, quotes and escapes of a terminal stay inside their JSON string."""
    forged = '%0a{"event":"forged"}%1b[31m%22,%22event%22:%22forged%22'
    send_raw(service.port, request(f"/nothing-to-forge{forged}".encode()))

    def logged() -> list[str]:
        paths = [str(each.get("path")) for each in tuple(service.events)]
        return [path for path in paths if path.startswith("/nothing-to-forge")]

    wait_until(lambda: bool(logged()), "the request is logged")
    assert all("\x1b[31m" in path for path in logged())
    assert not [each for each in service.events if each["event"] == "forged"]


@pytest.mark.parametrize("method", [b"TRACE", b"PUT", b"DELETE", b"PATCH", b"PROPFIND", b"CONNECT"])
def test_other_methods_do_nothing(service: RunningService, method: bytes) -> None:
    """Nothing can be written, and TRACE repeats no header."""
    for target in (b"/", b"/data?default", b"/id/place/col", b"/downloads/mgi.ttl"):
        asked = request(target, b"X-Secret: x-secret-value", method=method)
        answer = send_raw(service.port, asked)
        assert status_of(answer) == 405
        assert b"x-secret-value" not in answer
