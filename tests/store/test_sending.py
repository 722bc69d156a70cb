"""Questions reach an endpoint that asks for credentials, and nobody else; TLS is checked."""

import base64
import hashlib
import re
import ssl
import subprocess
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path

import pytest

from mgi_graph.errors import MgiGraphError
from mgi_graph.results import Boolean
from mgi_graph.store import RemoteStore

USER, PASSWORD = "ana", "s3cret"
YES = b'{"head":{},"boolean":true}'


@dataclass
class Asked:
    """Keep what an endpoint was sent for authorisation, request by request."""

    authorisations: list[str] = field(default_factory=list)


def _accepts(scheme: str, header: str) -> bool:
    """Say whether a header holds the credentials (RFC 7617, section 2; RFC 7616, section 3.4)."""
    if scheme == "Basic":
        return header == "Basic " + base64.b64encode(f"{USER}:{PASSWORD}".encode()).decode()
    parts = dict(re.findall(r'(\w+)="?([^",]+)"?', header))
    if not header.startswith("Digest ") or parts.get("nonce") != "n":
        return False

    def digest(text: str) -> str:
        return hashlib.md5(text.encode(), usedforsecurity=False).hexdigest()

    secret = digest(f"{USER}:SPARQL:{PASSWORD}")
    request = digest(f"POST:{parts['uri']}")
    expected = digest(f"{secret}:n:{parts['nc']}:{parts['cnonce']}:auth:{request}")
    return bool(parts["response"] == expected)


@contextmanager
def asking(scheme: str, asked: Asked, context: ssl.SSLContext | None = None) -> Iterator[str]:
    """Serve an endpoint that wants credentials by a scheme; none where it is empty."""

    class Handler(BaseHTTPRequestHandler):
        """Answer ASK with yes, after a challenge."""

        protocol_version = "HTTP/1.1"

        def do_POST(self) -> None:
            """Look at the credentials before answering."""
            self.rfile.read(int(self.headers["Content-Length"]))
            header = self.headers.get("Authorization", "")
            asked.authorisations.append(header)
            allowed = not scheme or _accepts(scheme, header)
            body = YES if allowed else b"Sign in"
            self.send_response(200 if allowed else 401)
            if not allowed:
                extra = ', nonce="n", qop="auth", algorithm=MD5' if scheme == "Digest" else ""
                self.send_header("WWW-Authenticate", f'{scheme} realm="SPARQL"{extra}')
            self.send_header("Content-Type", "application/sparql-results+json")
            self.send_header("Content-Length", str(len(body)))
            self.end_headers()
            self.wfile.write(body)

        def log_message(self, format: str, *args: object) -> None:  # noqa: A002
            """Keep quiet."""

    class Server(ThreadingHTTPServer):
        """Say nothing of clients that do not trust it."""

        def handle_error(self, request: object, client_address: object) -> None:
            """Keep quiet."""

    server = Server(("127.0.0.1", 0), Handler)
    if context is not None:
        server.socket = context.wrap_socket(server.socket, server_side=True)
    thread = threading.Thread(target=server.serve_forever, args=(0.01,), daemon=True)
    thread.start()
    scheme_of_url = "http" if context is None else "https"
    try:
        yield f"{scheme_of_url}://127.0.0.1:{server.server_port}/sparql"
    finally:
        server.shutdown()
        server.server_close()
        thread.join()


@pytest.fixture
def credentials(monkeypatch: pytest.MonkeyPatch) -> None:
    """Give credentials in the environment."""
    monkeypatch.setenv("MGI_GRAPH_USER", USER)
    monkeypatch.setenv("MGI_GRAPH_PASSWORD", PASSWORD)


@pytest.fixture(autouse=True)
def _no_netrc(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    """Keep the user's own netrc file out."""
    monkeypatch.setenv("HOME", str(tmp_path))
    monkeypatch.delenv("NETRC", raising=False)


@pytest.mark.parametrize("scheme", ["Basic", "Digest"])
@pytest.mark.usefixtures("credentials")
def test_challenge_is_answered(scheme: str) -> None:
    """Credentials are sent when they are asked for, in the way that is asked for."""
    asked = Asked()
    with asking(scheme, asked) as url:
        store = RemoteStore(url)
        assert store.query("ASK {}") == Boolean(True)
        assert store.query("ASK {}") == Boolean(True)
    assert asked.authorisations[0] == ""
    assert [each.partition(" ")[0] for each in asked.authorisations[1:]] == [scheme, scheme]


@pytest.mark.usefixtures("credentials")
def test_credentials_are_not_sent_unasked() -> None:
    """An endpoint that answers everybody is told nothing."""
    asked = Asked()
    with asking("", asked) as url:
        assert RemoteStore(url).query("ASK {}") == Boolean(True)
    assert asked.authorisations == [""]


@pytest.mark.parametrize("scheme", ["Basic", "Digest"])
def test_refused_credentials_are_told_by_their_user(
    scheme: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    """The message names the user and where the credentials came from, and no password."""
    monkeypatch.setenv("MGI_GRAPH_USER", USER)
    monkeypatch.setenv("MGI_GRAPH_PASSWORD", "wr0ng")
    with asking(scheme, Asked()) as url, pytest.raises(MgiGraphError) as caught:
        RemoteStore(url).query("ASK {}")
    text = str(caught.value)
    assert "HTTP status 401" in text
    assert "sent were those of 'ana' from MGI_GRAPH_USER and MGI_GRAPH_PASSWORD" in text
    assert "wr0ng" not in text


def test_missing_credentials_are_told() -> None:
    """Whoever has set none is told how."""
    with asking("Digest", Asked()) as url, pytest.raises(MgiGraphError, match="no credentials"):
        RemoteStore(url).query("ASK {}")


def test_certificate_that_nobody_signed_is_told(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """It is refused with the way out, and that way works."""
    key, certificate = tmp_path / "key.pem", tmp_path / "certificate.pem"
    names = ["-subj", "/CN=127.0.0.1", "-addext", "subjectAltName=IP:127.0.0.1"]
    files = ["-keyout", str(key), "-out", str(certificate)]
    subprocess.run(
        ["openssl", "req", "-x509", "-newkey", "rsa:2048", "-nodes", "-days", "2", *names, *files],
        check=True,
        capture_output=True,
    )
    context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
    context.load_cert_chain(certificate, key)
    with asking("", Asked(), context) as url:
        with pytest.raises(MgiGraphError, match="certificate is not trusted") as caught:
            RemoteStore(url).query("ASK {}")
        assert "SSL_CERT_FILE" in str(caught.value)
        monkeypatch.setenv("SSL_CERT_FILE", str(certificate))
        assert RemoteStore(url).query("ASK {}") == Boolean(True)


def test_address_with_credentials_is_refused() -> None:
    """It is not even kept."""
    with pytest.raises(MgiGraphError) as caught:
        RemoteStore("http://ana:s3cret@127.0.0.1/sparql")
    assert "s3cret" not in str(caught.value)
