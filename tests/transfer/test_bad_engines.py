"""Test that an engine that misbehaves ends a push and a pull with what came back."""

import json
import socket
import ssl
import subprocess
import threading
from collections.abc import Callable, Iterator
from contextlib import closing, contextmanager
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path

import pytest

from mgi_graph.transfer.addresses import Addresses
from mgi_graph.transfer.engine import EngineReader
from mgi_graph.transfer.errors import EngineError
from mgi_graph.transfer.exchange import Exchange
from tests.cli.conftest import Refused, Run

RESULTS = "application/sparql-results+json"
ONE = json.dumps(
    {"head": {"vars": ["n"]}, "results": {"bindings": [{"n": {"type": "literal", "value": "1"}}]}}
).encode()
DATA = "<urn:a> <urn:b> <urn:c> <https://w3id.org/mgi-graph/id/graph/x> .\n"

Reply = tuple[int, dict[str, str], bytes]


@contextmanager
def _engine(
    replies: Callable[[str, int], Reply], tls: ssl.SSLContext | None = None
) -> Iterator[str]:
    """Serve on loopback: ``replies`` says what to answer to a method, the nth time."""
    asked: list[str] = []

    class Handler(BaseHTTPRequestHandler):
        """Answer every request by ``replies``."""

        def _answer(self) -> None:
            self.rfile.read(int(self.headers.get("Content-Length", "0")))
            asked.append(self.command)
            status, headers, body = replies(self.command, len(asked))
            self.send_response(status)
            for name, value in {"Content-Length": str(len(body)), **headers}.items():
                self.send_header(name, value)
            self.end_headers()
            self.wfile.write(body)

        do_GET = do_POST = do_PUT = do_DELETE = _answer  # noqa: N815 (names of the standard library)

        def log_message(self, format: str, *args: object) -> None:  # noqa: A002
            """Keep quiet."""

    server = ThreadingHTTPServer(("127.0.0.1", 0), Handler)
    if tls is not None:
        server.socket = tls.wrap_socket(server.socket, server_side=True)
    thread = threading.Thread(target=server.serve_forever, args=(0.01,), daemon=True)
    thread.start()
    try:
        scheme = "http" if tls is None else "https"
        yield f"{scheme}://127.0.0.1:{server.server_port}/query"
    finally:
        server.shutdown()
        server.server_close()
        thread.join()


BAD_ANSWERS: dict[str, tuple[Reply, str]] = {
    "a login page": ((200, {"Content-Type": "text/html"}, b"<h1>Log in</h1>"), "<h1>Log in</h1>"),
    "an error after 200": (
        (200, {"Content-Type": RESULTS}, ONE[:40] + b"The SPARQL operation has been cancelled"),
        "operation has been cancelled",
    ),
    "half of it": ((200, {"Content-Length": "900"}, ONE[:40]), "cut short"),
    "nothing": ((200, {"Content-Type": RESULTS}, b""), "an empty body"),
    "other results": ((200, {"Content-Type": RESULTS}, b'{"boolean": true}'), "boolean"),
    "wrong URL": ((404, {}, b"no such path"), "HTTP status 404: 'no such path'"),
    "an error as text": ((400, {}, b"SP030: syntax error"), "HTTP status 400: 'SP030"),
    "moved": ((302, {"Location": "http://elsewhere/sparql"}, b""), "http://elsewhere/sparql"),
    "no access": ((403, {}, b"not for you"), "HTTP status 403: 'not for you'"),
}


@pytest.mark.parametrize("command", ["push", "pull"])
@pytest.mark.parametrize("case", BAD_ANSWERS)
def test_what_came_back_is_told(
    command: str, case: str, run: Run, refused: Refused, tmp_path: Path
) -> None:
    """Exit code 2, the address and the words of the engine; nothing is written."""
    reply, words = BAD_ANSWERS[case]
    data, out = tmp_path / "data.nq", tmp_path / "out"
    data.write_text(DATA)
    with _engine(lambda _, __: reply) as address:
        place = ("--data", data) if command == "push" else ("--out", out)
        refused(run(command, "--endpoint", address, *place), address, words)
    assert not out.exists()


def test_engine_that_is_down_is_told(run: Run, refused: Refused, tmp_path: Path) -> None:
    """The message asks whether the address is right."""
    with socket.create_server(("127.0.0.1", 0)) as server:
        address = f"http://127.0.0.1:{server.getsockname()[1]}/query"
    with closing(Exchange(patience=5, pause=lambda _: None)) as exchange:
        reader = EngineReader.of(exchange, Addresses(address))
        with pytest.raises(EngineError, match=r"no connection: .*is the address right"):
            reader.count("?s ?p ?o")


def test_engine_that_says_nothing_is_given_up(run: Run, refused: Refused, tmp_path: Path) -> None:
    """It accepts the connection and never answers."""
    with socket.create_server(("127.0.0.1", 0)) as server:
        address = f"http://127.0.0.1:{server.getsockname()[1]}/query"
        ended = run("pull", "--endpoint", address, "--out", tmp_path / "out", "--timeout", 0.3)
    refused(ended, address, "nothing came or went for 0.3 s")


def test_engine_that_speaks_no_tls_is_given_up_at_once() -> None:
    """It waits for a request while it is waited for: to ask again would not help."""
    pauses: list[float] = []
    with (
        socket.create_server(("127.0.0.1", 0)) as server,
        closing(Exchange(patience=0.3, pause=pauses.append)) as exchange,
    ):
        reader = EngineReader.of(
            exchange, Addresses(f"https://127.0.0.1:{server.getsockname()[1]}/query")
        )
        with pytest.raises(EngineError, match=r"no connection in time; is the address right"):
            reader.count("?s ?p ?o")
    assert pauses == []


def test_certificate_that_nobody_signed_is_refused(
    run: Run, refused: Refused, tmp_path: Path
) -> None:
    """The message names the variable for authorities of one's own."""
    key, certificate = tmp_path / "key.pem", tmp_path / "certificate.pem"
    command = ["openssl", "req", "-x509", "-newkey", "rsa:2048", "-nodes", "-days", "2"]
    files = ["-subj", "/CN=127.0.0.1", "-keyout", str(key), "-out", str(certificate)]
    subprocess.run([*command, *files], check=True, capture_output=True)
    tls = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
    tls.load_cert_chain(certificate, key)
    with _engine(lambda _, __: (200, {}, b""), tls) as address:
        ended = run("pull", "--endpoint", address, "--out", tmp_path / "out")
    refused(ended, address, "certificate is not accepted", "SSL_CERT_FILE")


@pytest.mark.parametrize("address", ["", "mgi", "ftp://127.0.0.1/query", "http://"])
def test_what_is_no_address_is_refused(
    address: str, run: Run, refused: Refused, tmp_path: Path
) -> None:
    """Nothing is sent anywhere."""
    refused(run("pull", "--endpoint", address, "--out", tmp_path / "out"), "error: ")


def test_credentials_in_an_address_are_refused_and_not_shown(
    run: Run, refused: Refused, tmp_path: Path
) -> None:
    """A list of processes would show them."""
    address = "http://dba:secret@127.0.0.1:9/sparql"
    ended = run("pull", "--endpoint", address, "--out", tmp_path / "out")
    refused(ended, "127.0.0.1:9")
    assert "secret" not in ended.stderr


def test_passing_failure_is_tried_again_after_the_pause_that_was_asked_for() -> None:
    """Twice 503, then the answer; the engine's own wish counts."""
    pauses: list[float] = []

    def reply(_: str, number: int) -> Reply:
        if number < 3:
            return 503, {"Retry-After": "7"} if number == 1 else {}, b"busy"
        return 200, {"Content-Type": RESULTS}, ONE

    with _engine(reply) as address, closing(Exchange(pause=pauses.append)) as exchange:
        assert EngineReader.of(exchange, Addresses(address)).count("?s ?p ?o") == 1
    assert pauses == [7.0, 1.0]


def test_engine_that_takes_graphs_and_keeps_none_is_found_out(
    run: Run, refused: Refused, tmp_path: Path
) -> None:
    """All that was tried is told, an address and an outcome a line."""
    data = tmp_path / "data.nq"
    data.write_text(DATA)
    none = ONE.replace(b'"1"', b'"0"')
    with _engine(lambda _, __: (200, {"Content-Type": RESULTS}, none)) as address:
        ended = run("push", "--endpoint", address, "--data", data)
    refused(
        ended,
        "no address was found that takes data",
        f"PUT {address.replace('query', 'store')}: was answered as done, but",
        f"POST {address.replace('query', 'update')}: was answered as done, but",
    )
