"""Test that what is no request, or an ambiguous one, is refused, and nothing of it is answered."""

import pytest

from tests.web.connections.wire import Running, request

_GET = b"GET / HTTP/1.1\r\nHost: test\r\n"
_POST = b"POST / HTTP/1.1\r\nHost: test\r\n"

_MALFORMED = {
    "length and chunks": _POST
    + b"Content-Length: 3\r\nTransfer-Encoding: chunked\r\n\r\n0\r\n\r\n",
    "chunks and length": _POST
    + b"Transfer-Encoding: chunked\r\nContent-Length: 3\r\n\r\n0\r\n\r\n",
    "two lengths": _POST + b"Content-Length: 3\r\nContent-Length: 4\r\n\r\nabcd",
    "the same length twice": _POST + b"Content-Length: 3\r\nContent-Length: 3\r\n\r\nabc",
    "list of lengths": _POST + b"Content-Length: 3, 3\r\n\r\nabc",
    "length with sign": _POST + b"Content-Length: +3\r\n\r\nabc",
    "negative length": _POST + b"Content-Length: -3\r\n\r\nabc",
    "hexadecimal length": _POST + b"Content-Length: 0x3\r\n\r\nabc",
    "empty length": _POST + b"Content-Length:\r\n\r\nabc",
    "length without end": _POST + b"Content-Length: " + b"9" * 40 + b"\r\n\r\n",
    "chunked twice": _POST + b"Transfer-Encoding: chunked\r\nTransfer-Encoding: chunked\r\n\r\n",
    "chunked not last": _POST + b"Transfer-Encoding: chunked, identity\r\n\r\n",
    "identity": _POST + b"Transfer-Encoding: identity\r\n\r\n",
    "almost chunked": _POST + b"Transfer-Encoding: xchunked\r\n\r\n0\r\n\r\n",
    "chunked after a tab": _POST + b"Transfer-Encoding:\x0bchunked\r\n\r\n0\r\n\r\n",
    "chunks in HTTP/1.0": b"POST / HTTP/1.0\r\nTransfer-Encoding: chunked\r\n\r\n0\r\n\r\n",
    "bare line feeds": b"GET / HTTP/1.1\nHost: test\n\n",
    "bare line feed after a header": _GET + b"A: b\n\r\n",
    "bare line feed in a chunk": _POST + b"Transfer-Encoding: chunked\r\n\r\n1\nx\r\n0\r\n\r\n",
    "bare carriage return": _GET + b"A: b\rc\r\n\r\n",
    "space before the colon": _GET + b"A : b\r\n\r\n",
    "tab before the colon": _POST + b"Content-Length\t: 3\r\n\r\nabc",
    "folded header": _GET + b"A: b\r\n c\r\n\r\n",
    "space before the first header": b"GET / HTTP/1.1\r\n Host: test\r\n\r\n",
    "NUL in a header": _GET + b"A: b\x00c\r\n\r\n",
    "NUL in a name": _GET + b"A\x00: b\r\n\r\n",
    "header without a name": _GET + b": b\r\n\r\n",
    "header without a colon": _GET + b"A\r\n\r\n",
    "chunk size with a space": _POST + b"Transfer-Encoding: chunked\r\n\r\n1 \r\nx\r\n0\r\n\r\n",
    "chunk longer than its size": _POST + b"Transfer-Encoding: chunked\r\n\r\n1\r\nxy\r\n0\r\n\r\n",
    "length after the chunks": _POST
    + b"Transfer-Encoding: chunked\r\n\r\n0\r\nContent-Length: 3\r\n\r\n",
    "no host": b"GET / HTTP/1.1\r\n\r\n",
    "two hosts": _GET + b"Host: other\r\n\r\n",
    "empty host": b"GET / HTTP/1.1\r\nHost:\r\n\r\n",
    "host with a path": b"GET / HTTP/1.1\r\nHost: test/x\r\n\r\n",
    "host with markup": b'GET / HTTP/1.1\r\nHost: "><script>\r\n\r\n',
    "host with a user": b"GET / HTTP/1.1\r\nHost: a@b\r\n\r\n",
    "target with a user": b"GET http://a@b/ HTTP/1.1\r\nHost: test\r\n\r\n",
    "target without a slash": b"GET x HTTP/1.1\r\nHost: test\r\n\r\n",
    "target of another scheme": b"GET file:///etc/passwd HTTP/1.1\r\nHost: test\r\n\r\n",
    "asterisk with GET": b"GET * HTTP/1.1\r\nHost: test\r\n\r\n",
    "raw bytes in the target": b"GET /\xc3\xa9 HTTP/1.1\r\nHost: test\r\n\r\n",
    "no HTTP": b"GET / ICE/1.0\r\n\r\n",
    "TLS": b"\x16\x03\x01\x02\x00\x01\x00\x01\xfc\x03\x03",
    "HTTP/2": b"PRI * HTTP/2.0\r\n\r\nSM\r\n\r\n",
    "only bytes": bytes(range(256)),
}


@pytest.mark.parametrize("sent", _MALFORMED.values(), ids=_MALFORMED)
def test_ambiguous_request_is_400(
    server: Running, sent: bytes, caplog: pytest.LogCaptureFixture
) -> None:
    """It gets one problem document, then the connection ends; what follows is not answered."""
    wire = server.connect()
    answer = wire.ask(sent + b"\r\n" + request("/smuggled"))
    assert answer.status == 400
    assert answer.problem["code"] == "bad-request"
    wire.socket.shutdown(1)
    assert wire.closed()
    assert wire.pending == b""
    assert [each["path"] for each in server.app.asked] == []
    assert caplog.records == []


@pytest.mark.parametrize(
    ("sent", "status"),
    [
        (b"CONNECT test:80 HTTP/1.1\r\nHost: test\r\n\r\n", 405),
        (b"CONNECT / HTTP/1.1\r\nHost: test\r\n\r\n", 405),
        (b"BREW / HTTP/1.1\r\nHost: test\r\n\r\n", 501),
        (b"get / HTTP/1.1\r\nHost: test\r\n\r\n", 501),
        (b"GET / HTTP/2.0\r\nHost: test\r\n\r\n", 505),
        (b"GET /\r\n\r\n", 505),
        (_POST + b"Transfer-Encoding: gzip, chunked\r\n\r\n0\r\n\r\n", 501),
    ],
    ids=["CONNECT", "CONNECT to a path", "unknown", "lower case", "HTTP/2.0", "HTTP/0.9", "gzip"],
)
def test_what_is_not_offered_is_refused(server: Running, sent: bytes, status: int) -> None:
    """Tunnels, unknown methods, versions and codings get their own status."""
    answer = server.connect().ask(sent)
    assert answer.status == status
    assert answer.problem["code"]
    assert ("allow" in answer.headers) == (status == 405)
    assert server.app.asked == []


@pytest.mark.parametrize("method", ["TRACE", "PUT", "DELETE", "PATCH", "PROPFIND", "QUERY"])
def test_known_methods_reach_the_application(server: Running, method: str) -> None:
    """Which methods a resource has is the application's matter."""
    assert server.connect().get("/echo", method).status == 200
    assert server.app.asked[0]["method"] == method


@pytest.mark.parametrize(
    ("target", "path", "query"),
    [
        ("http://other.example/echo?a=b", "/echo", "a=b"),
        ("http://other.example", "/", ""),
        ("HTTPS://other.example?a", "/", "a"),
        ("/echo%20x?a#b", "/echo x", "a"),
        ("//double/x", "//double/x", ""),
        ("/a?b?c", "/a", "b?c"),
    ],
)
def test_forms_of_the_target(server: Running, target: str, path: str, query: str) -> None:
    """A target in absolute form is that of a proxy's client (RFC 9112, section 3.2.2)."""
    assert server.connect().get(target).status == 200
    assert (server.app.asked[0]["path"], server.app.asked[0]["query"]) == (path, query)


def test_asterisk_is_for_options(server: Running) -> None:
    """``OPTIONS *`` asks about the server as a whole (RFC 9112, section 3.2.4)."""
    assert server.connect().get("*", "OPTIONS").status == 200
    assert server.app.asked[0]["path"] == "/"


def test_host_of_an_absolute_target_counts(server: Running) -> None:
    """The application is told the target's host, not the header's (RFC 9112, section 3.2.2)."""
    server.connect().get("http://other.example:81/echo")
    assert [value for name, value in server.app.asked[0]["headers"] if name == "host"] == [
        "other.example:81"
    ]


_UPGRADES = {
    "websocket": b"Connection: Upgrade\r\nUpgrade: websocket\r\nSec-WebSocket-Version: 13\r\n",
    "h2c": b"Connection: Upgrade, HTTP2-Settings\r\nUpgrade: h2c\r\nHTTP2-Settings: AAMAAABk\r\n",
}


@pytest.mark.parametrize("offer", _UPGRADES.values(), ids=_UPGRADES)
def test_offer_to_upgrade_is_ignored(server: Running, offer: bytes) -> None:
    """The request is answered as if there were no offer, and the connection goes on."""
    wire = server.connect()
    get = b"GET /first HTTP/1.1\r\nHost: test\r\n" + offer + b"\r\n"
    assert wire.ask(get + get + request("/second")).status == 200
    assert wire.read().status == 200
    assert wire.read().status == 200
    assert wire.get("/third").status == 200
    paths = [each["path"] for each in server.app.asked]
    assert paths == ["/first", "/first", "/second", "/third"]
    assert "upgrade" not in dict(server.app.asked[0]["headers"])


@pytest.mark.parametrize("offer", _UPGRADES.values(), ids=_UPGRADES)
@pytest.mark.parametrize(
    "body",
    [
        b"Content-Length: 5\r\n\r\nASK{}",
        b"Transfer-Encoding: chunked\r\n\r\n5\r\nASK{}\r\n0\r\n\r\n",
    ],
)
def test_body_after_an_offer_to_upgrade_is_read(server: Running, offer: bytes, body: bytes) -> None:
    """Java's client offers HTTP/2 with each first request, POST too; its body is no new request."""
    wire = server.connect()
    assert wire.ask(b"POST /echo HTTP/1.1\r\nHost: test\r\n" + offer + body).status == 200
    assert wire.get("/next").status == 200
    assert [each["body"] for each in server.app.asked] == ["ASK{}", ""]


def test_path_in_the_log_of_a_refusal_has_no_query(server: Running) -> None:
    """A refused request is logged with its code, and like others without its query text."""
    server.connect().ask(b"GET /x?secret HTTP/1.1\r\nHost: a/b\r\n\r\n")
    server.wait(lambda: bool(server.lines()))
    (line,) = server.lines()
    assert (line["path"], line["status"], line["code"]) == ("/x", 400, "bad-request")
    assert b"secret" not in b"".join(server.log)
