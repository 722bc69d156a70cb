"""Send the running service whatever there is, and ask only that it stays honest and alive.

No input is a defect: the status is never 500, no traceback reaches the log, the process
lives and answers the next request.
"""

import string
from collections.abc import Iterator
from urllib.parse import quote_from_bytes

import httpx
import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from tests.web.attacks.machine import PATIENCE, request, send_raw, status_of
from tests.web.conftest import TLS, RunningService

_QUIET = settings(max_examples=70, deadline=None, suppress_health_check=list(HealthCheck))
_LISTED = {400, 403, 404, 405, 406, 408, 410, 413, 414, 415, 429, 431, 501, 503, 505}
_WORDS = [
    *("SELECT", "ASK", "CONSTRUCT", "DESCRIBE", "WHERE", "FROM", "NAMED", "GRAPH", "SERVICE"),
    *("FILTER", "OPTIONAL", "UNION", "MINUS", "EXISTS", "NOT", "IN", "VALUES", "BIND", "AS"),
    *("ORDER BY", "GROUP BY", "HAVING", "LIMIT", "OFFSET", "DISTINCT", "*", "?s ?p ?o", "?x"),
    *("{", "}", "(", ")", "[", "]", "<<", ">>", "<<(", ")>>", "<", ">", "!", "&&", "||", "=", "+"),
    *("<urn:a>", "<a", "a:", "PREFIX a: <urn:a>", "BASE <urn:b>", "'a'", "'''", '"', "\\", "\\u"),
    *(
        "1",
        "1e9",
        "-1",
        "@en",
        "^^",
        "^",
        "/",
        "|",
        ".",
        ";",
        ",",
        "#",
        "\n",
        "\0",
        "\ufeff",
        "_:b",
    ),
    *("COUNT(*)", "STR(?s)", "REGEX(?o, 'a')", "IF(1, 2, 3)", "NOW()", "BNODE()", "{|", "|}"),
]
"""Pieces of SPARQL, which together seldom make any."""

_HEADERS = ["Accept", "Accept-Language", "Accept-Encoding", "Range", "If-None-Match", "If-Range"]
_PATHS = [
    *("/", "/sparql", "/data", "/id/", "/id/place/col", "/ontology", "/shapes", "/downloads"),
    *("/downloads/", "/api", "/api/queries/", "/api/queries/coverage", "/static/", "/catalogue"),
    *("/.well-known/void", "/limits", "/problems", "/health", "/robots.txt", "/nothing"),
]
_NAMES = ["query", "update", "format", "timeout", "graph", "default", "lang", "limit", "offset"]


@pytest.fixture(scope="module", autouse=True)
def _sound(service: RunningService) -> Iterator[None]:
    """Fail where the log tells of a defect, or the service is gone at the end."""
    before = len(service.events)
    yield
    assert service.process.poll() is None
    assert service.get("/health").json()["status"] == "ready"
    wrong = [
        each
        for each in service.events[before:]
        if each["event"] in {"text", "worker-crashed"} or each.get("status") == 500
    ]
    assert wrong == []


def _bytes(most: int) -> st.SearchStrategy[bytes]:
    texts = st.text(max_size=most).map(lambda text: text.encode("utf-8", "surrogatepass"))
    return st.one_of(st.binary(max_size=most), texts)


def _queries() -> st.SearchStrategy[str]:
    pieces = st.lists(st.one_of(st.sampled_from(_WORDS), st.text(max_size=4)), max_size=25)
    return pieces.map(" ".join)


@_QUIET
@given(text=_queries(), word=st.sampled_from(["json", "xml", "csv", "html", "turtle", "rdfxml"]))
def test_pieces_of_queries(service: RunningService, text: str, word: str) -> None:
    """What looks like SPARQL is answered or refused."""
    headers = {"Content-Type": "application/sparql-query"}
    content = text.encode("utf-8", "replace")
    address = f"{service.base}/sparql?timeout=2"
    with httpx.Client(timeout=PATIENCE, verify=TLS) as client:
        answer = client.post(f"{address}&format={word}", content=content, headers=headers)
    assert answer.status_code in _LISTED | {200}


@_QUIET
@given(text=_queries())
def test_pieces_of_updates(service: RunningService, text: str) -> None:
    """What looks like an update is refused."""
    headers = {"Content-Type": "application/sparql-update"}
    content = f"INSERT DATA {{ {text}".encode("utf-8", "replace")
    with httpx.Client(timeout=PATIENCE, verify=TLS) as client:
        answer = client.post(f"{service.base}/sparql", content=content, headers=headers)
    assert answer.status_code in _LISTED


@_QUIET
@given(
    body=_bytes(200),
    media_type=st.sampled_from(
        [
            "application/sparql-query",
            "application/sparql-update",
            "application/x-www-form-urlencoded",
            "application/sparql-query; charset=utf-16",
            "multipart/form-data; boundary=x",
            "",
        ]
    ),
)
def test_bytes_as_a_body(service: RunningService, body: bytes, media_type: str) -> None:
    """Bytes that are no text, no form and no query are refused."""
    headers = {"Content-Type": media_type}
    with httpx.Client(timeout=PATIENCE, verify=TLS) as client:
        answer = client.post(f"{service.base}/sparql", content=body, headers=headers)
    assert answer.status_code in _LISTED | {200}


@_QUIET
@given(
    path=st.sampled_from(_PATHS),
    more=_bytes(40),
    pairs=st.lists(st.tuples(st.sampled_from(_NAMES), _bytes(30)), max_size=4),
    name=st.sampled_from(_HEADERS),
    value=st.text(string.printable.strip() + " ", max_size=60),
)
def test_bytes_in_addresses_and_headers(
    service: RunningService,
    path: str,
    more: bytes,
    pairs: list[tuple[str, bytes]],
    name: str,
    value: str,
) -> None:
    """Any path below ours, any parameter and any value of a header that is read."""
    query = "&".join(f"{key}={quote_from_bytes(content)}" for key, content in pairs)
    target = f"{path}{quote_from_bytes(more)}?{query}".encode()
    answer = send_raw(service.port, request(target, f"{name}: {value}".encode()))
    assert status_of(answer) in _LISTED | {200, 206, 303, 304, 416}


@_QUIET
@given(start=_bytes(60), rest=_bytes(60), host=_bytes(30))
def test_bytes_as_a_request(
    service: RunningService, start: bytes, rest: bytes, host: bytes
) -> None:
    """What is no request is refused and the connection closed; what is one is answered."""
    lines = [b"GET /%b HTTP/1.1" % start, b"Host: %b" % host, b"Connection: close", rest]
    answer = send_raw(service.port, b"\r\n".join(lines) + b"\r\n\r\n\r\n")
    assert status_of(answer) in _LISTED | {200, 303}
