"""Check what a remote store makes of endpoints that misbehave."""

import json
import socket
import threading
import time
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from urllib.parse import parse_qs

import pytest
from pyoxigraph import Literal, NamedNode, Triple

from mgi_graph.errors import MgiGraphError, QuerySyntaxError, StoreError
from mgi_graph.results import Boolean, Graph, Solutions
from mgi_graph.store import RemoteStore

SELECT = "SELECT ?s { ?s ?p ?o }"
JSON = "application/sparql-results+json"
SOLUTIONS = json.dumps(
    {
        "head": {"vars": ["s"]},
        "results": {"bindings": [{"s": {"type": "uri", "value": "urn:a"}}]},
    }
).encode()


@dataclass
class Answer:
    """Say what a fake endpoint answers, and keep what it was asked."""

    body: bytes = SOLUTIONS
    status: int = 200
    media_type: str = JSON
    length: int | None = None
    headers: dict[str, str] = field(default_factory=dict)
    pause: float = 0.0
    """Seconds to wait before each byte of the body."""
    asked: list[tuple[str, str, str]] = field(default_factory=list)


@contextmanager
def fake_endpoint(answer: Answer) -> Iterator[str]:
    """Serve ``answer`` on loopback; give the endpoint's URL."""

    class Handler(BaseHTTPRequestHandler):
        """Answer every POST alike."""

        def do_POST(self) -> None:
            """Keep the query and send the answer."""
            body = self.rfile.read(int(self.headers["Content-Length"])).decode()
            (query,) = parse_qs(body)["query"]
            answer.asked.append((self.path, self.headers["Accept"], query))
            self.send_response(answer.status)
            self.send_header("Content-Type", answer.media_type)
            for name, value in answer.headers.items():
                self.send_header(name, value)
            length = len(answer.body) if answer.length is None else answer.length
            self.send_header("Content-Length", str(length))
            self.end_headers()
            self.send_body()

        def send_body(self) -> None:
            """Send the body, byte by byte where there is a pause."""
            if not answer.pause:
                self.wfile.write(answer.body)
                return
            for byte in answer.body:
                if stopping.wait(answer.pause):
                    return
                try:
                    self.wfile.write(bytes([byte]))
                except OSError:
                    return

        def log_message(self, format: str, *args: object) -> None:  # noqa: A002
            """Keep quiet."""

    stopping = threading.Event()
    server = ThreadingHTTPServer(("127.0.0.1", 0), Handler)
    thread = threading.Thread(target=server.serve_forever, args=(0.01,), daemon=True)
    thread.start()
    try:
        yield f"http://127.0.0.1:{server.server_port}/sparql"
    finally:
        stopping.set()
        server.shutdown()
        server.server_close()
        thread.join()


def error_of(answer: Answer, text: str = SELECT, timeout: float = 10) -> MgiGraphError:
    """Return the error that the query ends in."""
    with fake_endpoint(answer) as url:
        with pytest.raises(MgiGraphError) as caught:
            RemoteStore(url, timeout=timeout).query(text)
        assert url in str(caught.value)
    return caught.value


def test_query_is_posted_as_it_is() -> None:
    """A query goes by POST in the parameter named query, and asks for SPARQL JSON."""
    answer = Answer()
    text = "# ñ & = +\nSELECT ?s { ?s ?p '%26' }"
    with fake_endpoint(answer) as url:
        assert RemoteStore(url).query(text) == Solutions(("s",), ((NamedNode("urn:a"),),))
    assert answer.asked == [("/sparql", JSON, text)]


def test_ask_is_answered() -> None:
    """The answer to ASK is a truth value."""
    with fake_endpoint(Answer(b'{"head":{},"boolean":false}')) as url:
        assert RemoteStore(url).query("ASK {}") == Boolean(False)


@pytest.mark.parametrize(
    ("body", "media_type"),
    [
        (b"<urn:a> <urn:b> <urn:c> .\n", "application/n-triples"),
        (b"@prefix u: <urn:> . u:a u:b u:c .", "text/turtle; charset=utf-8"),
        (b'[{"@id":"urn:a","urn:b":[{"@id":"urn:c"}]}]', "application/ld+json"),
    ],
)
def test_triples_are_read_by_their_media_type(body: bytes, media_type: str) -> None:
    """N-Triples is asked for, and any format of RDF that comes is read."""
    answer = Answer(body, media_type=media_type)
    triple = Triple(NamedNode("urn:a"), NamedNode("urn:b"), NamedNode("urn:c"))
    with fake_endpoint(answer) as url:
        assert RemoteStore(url).query("CONSTRUCT WHERE { ?s ?p ?o }") == Graph((triple,))
    assert answer.asked[0][1].startswith("application/n-triples")


@pytest.mark.parametrize("status", [401, 403, 404, 414, 429, 500, 502, 503])
def test_error_of_the_endpoint_is_told(status: int) -> None:
    """An HTTP error names the address, the status and the first words of the body."""
    error = error_of(Answer(b"<h1>Virtuoso S1T00\n\n is 'down'</h1>", status, "text/html"))
    assert isinstance(error, StoreError)
    assert f"HTTP status {status}: " in str(error)
    assert "<h1>Virtuoso S1T00 is 'down'</h1>" in str(error)


def test_long_body_is_told_in_part() -> None:
    """Of a long error page only the beginning is shown."""
    error = error_of(Answer(b"x" * 100_000, 500, "text/html"))
    assert len(str(error)) < 400


def test_syntax_error_is_told_with_its_place() -> None:
    """A query that the endpoint refuses and that does not parse is explained here."""
    answer = Answer(b"bad query", 400, "text/plain")
    with fake_endpoint(answer) as url, pytest.raises(QuerySyntaxError) as caught:
        RemoteStore(url).query("ASK { ?s ?p }")
    assert (caught.value.line, caught.value.column) == (1, 13)


@pytest.mark.parametrize(
    "text", [SELECT, "ASK { SERVICE <http://127.0.0.1:1/> {} }", "ASK { FILTER(<urn:f>(1)) }"]
)
def test_query_that_only_the_endpoint_refuses_is_told_in_its_words(text: str) -> None:
    """Where the query parses here, the endpoint's own words are the message."""
    error = error_of(Answer(b"no such function", 400, "text/plain"), text)
    assert isinstance(error, QuerySyntaxError)
    assert "refused by the endpoint" in str(error)
    assert "HTTP status 400: 'no such function'" in str(error)


@pytest.mark.parametrize(
    "body",
    [
        SOLUTIONS[:-1],
        SOLUTIONS[:40],
        b"",
        b"{}",
        b"<!DOCTYPE html><title>Sign in</title>",
        SOLUTIONS.replace(b"urn:a", b"not an IRI"),
        b"\xff\xfe",
    ],
    ids=["last brace", "cut", "empty", "no results", "html", "bad IRI", "binary"],
)
def test_answer_that_is_no_whole_json_is_an_error(body: bytes) -> None:
    """With status 200, an answer cut short or of another kind is never taken for solutions."""
    error = error_of(Answer(body))
    assert isinstance(error, StoreError)
    assert "cannot be read" in str(error)
    assert "expected SPARQL JSON results, whole" in str(error)


def test_answer_that_the_endpoint_cancelled_is_told() -> None:
    """An Oxigraph server ends an answer that it has begun with these words, after status 200."""
    error = error_of(Answer(SOLUTIONS[:-2] + b"\nThe SPARQL operation has been cancelled"))
    assert isinstance(error, StoreError)
    assert "the endpoint's own time was over" in str(error)


def test_answer_that_virtuoso_ended_is_told() -> None:
    """Virtuoso gives what it has when its time is over, with status 200; headers tell."""
    words = "RC...: Returning incomplete results, query interrupted by result timeout."
    error = error_of(Answer(headers={"X-SQL-State": "S1TAT", "X-SQL-Message": words}))
    assert isinstance(error, StoreError)
    assert f"not whole: state S1TAT: {words}" in str(error)


@pytest.mark.parametrize(
    ("text", "most", "is_cut"),
    [
        (SELECT, 1, True),
        (SELECT, 2, False),
        (f"{SELECT} LIMIT 1", 1, False),
        (f"{SELECT} LIMIT 2", 1, True),
        ("SELECT ?s { { SELECT ?s { ?s ?p ?o } LIMIT 1 } }", 1, True),
    ],
    ids=["cut", "fewer", "as asked", "asked for more", "limit of a sub-select"],
)
def test_answer_cut_at_a_number_of_rows_is_told(text: str, most: int, is_cut: bool) -> None:
    """Virtuoso names its limit in a header where an answer has as many rows, asked for or not."""
    answer = Answer(headers={"X-SPARQL-MaxRows": str(most)})
    if is_cut:
        assert f"cut at {most} rows" in str(error_of(answer, text))
        return
    with fake_endpoint(answer) as url:
        assert RemoteStore(url).query(text) == Solutions(("s",), ((NamedNode("urn:a"),),))


def test_typed_literal_is_a_literal() -> None:
    """JSON results of 2013 and before call a literal with a datatype so, and Virtuoso does."""
    body = SOLUTIONS.replace(
        b'{"type": "uri", "value": "urn:a"}',
        b'{"type": "typed-literal", "value": "7", '
        b'"datatype": "http://www.w3.org/2001/XMLSchema#integer"}',
    )
    with fake_endpoint(Answer(body)) as url:
        assert RemoteStore(url).query(SELECT) == Solutions(("s",), ((Literal(7),),))


def test_redirect_is_told_and_not_followed() -> None:
    """Credentials and queries go to the address that was given and to no other."""
    answer = Answer(b"", 307, headers={"Location": "https://elsewhere.example/sparql"})
    assert "it points to 'https://elsewhere.example/sparql'" in str(error_of(answer))
    assert len(answer.asked) == 1


@pytest.mark.parametrize("status", [400, 500, 503])
def test_error_with_a_body_cut_short_is_told(status: int) -> None:
    """An error page that does not come whole is an error like the others."""
    error = error_of(Answer(b"down", status, "text/html", length=100))
    assert isinstance(error, StoreError | QuerySyntaxError)


def test_body_shorter_than_announced_is_an_error() -> None:
    """An answer that ends before its announced length is cut short, even if it parses."""
    error = error_of(Answer(length=len(SOLUTIONS) + 7))
    assert "cut short" in str(error)
    assert f"received {len(SOLUTIONS)} bytes, expected {len(SOLUTIONS) + 7}" in str(error)


@pytest.mark.parametrize(
    ("body", "media_type", "words"),
    [
        (b"<urn:a> <urn:b> ", "application/n-triples", "cannot be read"),
        (b"<html></html>", "text/html", "not a format of RDF"),
        (SOLUTIONS, JSON, "not a format of RDF"),
    ],
)
def test_triples_that_cannot_be_read_are_an_error(body: bytes, media_type: str, words: str) -> None:
    """Triples cut short or of no known format are an error."""
    error = error_of(Answer(body, media_type=media_type), "CONSTRUCT WHERE { ?s ?p ?o }")
    assert words in str(error)
    assert media_type in str(error)


def test_answer_to_another_form_is_an_error() -> None:
    """Solutions do not answer ASK, and a truth value does not answer SELECT."""
    assert "form ASK" in str(error_of(Answer(), "ASK {}"))
    assert "form SELECT" in str(error_of(Answer(b'{"head":{},"boolean":true}')))


@pytest.mark.parametrize("pause", [30, 0.2], ids=["hangs", "drips"])
def test_slow_answer_is_an_error(pause: float) -> None:
    """An answer that does not come in time, or comes in drops, is given up."""
    begin = time.monotonic()
    error = error_of(Answer(pause=pause), timeout=1)
    assert "no whole answer within 1 s" in str(error)
    assert time.monotonic() - begin < 25


def test_endpoint_that_accepts_and_is_silent_is_given_up() -> None:
    """A server that never sends a status line is given up in time."""
    with socket.create_server(("127.0.0.1", 0)) as listener:
        store = RemoteStore(f"http://127.0.0.1:{listener.getsockname()[1]}/", timeout=1)
        with pytest.raises(StoreError, match="no whole answer within 1 s"):
            store.query(SELECT)


def test_endpoint_that_is_down_is_told() -> None:
    """A refused connection names the address and asks whether the service is up."""
    with socket.create_server(("127.0.0.1", 0)) as listener:
        url = f"http://127.0.0.1:{listener.getsockname()[1]}/sparql"
    with pytest.raises(StoreError, match=r"no answer.*[Rr]efused.*and the service up") as caught:
        RemoteStore(url).query(SELECT)
    assert url in str(caught.value)


@pytest.mark.parametrize(
    "url",
    [
        "",
        "localhost:7878",
        "file:///etc/hosts",
        "ftp://x/",
        "http://",
        "http://a:x/",
    ],
)
def test_what_is_no_http_url_is_refused(url: str) -> None:
    """Only HTTP URLs are endpoints; above all, no local file is read."""
    with pytest.raises(StoreError, match="not an endpoint"):
        RemoteStore(url)


@pytest.mark.parametrize("path", ["a b", "\u2028", "é"])
def test_url_that_http_cannot_carry_is_told(path: str) -> None:
    """An address with characters that HTTP does not allow is an error, not a traceback."""
    with pytest.raises(StoreError, match="no answer"):
        RemoteStore(f"http://127.0.0.1:1/{path}").query(SELECT)
