"""Test that a request is bounded in size: what is over a limit is refused and not read."""

import pytest

from tests.web.connections.wire import Running, Start, request

_POST = b"POST /echo HTTP/1.1\r\nHost: test\r\n"


def test_request_within_the_limits_is_answered(start: Start) -> None:
    """A target, headers and a body just within their limits reach the application whole."""
    server = start(max_uri=1024, max_header_bytes=2048, max_body=2048, max_query=1024)
    target = "/echo?" + "q" * 1018
    wire = server.connect()
    assert wire.get(target, Long="v" * 1900).status == 200
    body = b"b" * 2048
    assert wire.ask(_POST + b"Content-Length: 2048\r\n\r\n" + body).status == 200
    assert server.app.asked[0]["query"] == "q" * 1018
    assert server.app.asked[1]["body"] == body.decode()
    assert server.app.asked[1]["whole"]


@pytest.mark.parametrize("size", [1025, 100_000])
def test_long_target_is_414(start: Start, size: int) -> None:
    """A target over the limit is refused, even one whose end never comes."""
    server = start(max_uri=1024)
    answer = server.connect().ask(b"GET /" + b"a" * (size - 1))
    assert answer.status == 414
    assert answer.problem["code"] == "uri-too-long"
    assert server.app.asked == []


@pytest.mark.parametrize(
    "headers",
    [
        b"Long: " + b"v" * 2048 + b"\r\n\r\n",
        b"Long: " + b"v" * 100_000,
        b"n" * 100_000,
        b"".join(b"H%d: v\r\n" % number for number in range(20)) + b"\r\n",
    ],
    ids=["one", "value without end", "name without end", "many"],
)
@pytest.mark.parametrize("size", [1000, 200_000], ids=["in pieces", "at once"])
def test_large_headers_are_431(start: Start, headers: bytes, size: int) -> None:
    """Too many bytes of headers, or too many headers, are refused."""
    server = start(max_uri=1024, max_header_bytes=2048, max_headers=10)
    wire = server.connect()
    whole = b"GET / HTTP/1.1\r\nHost: test\r\n" + headers
    wire.send(*(whole[at : at + size] for at in range(0, len(whole), size)))
    answer = wire.read()
    assert answer.status == 431
    assert answer.problem["code"] == "headers-too-large"
    assert server.app.asked == []


def test_announced_large_body_is_413_before_it_is_read(start: Start) -> None:
    """Content-Length alone is enough to refuse; nothing of the body need be sent."""
    server = start(max_body=2048, max_query=1024)
    wire = server.connect()
    answer = wire.ask(_POST + b"Content-Length: 2049\r\n\r\n")
    assert answer.status == 413
    assert answer.problem["code"] == "body-too-large"
    assert server.app.asked == []


@pytest.mark.parametrize(
    "chunk", [b"400\r\n" + b"x" * 1024 + b"\r\n", b"1;" + b"e" * 900 + b"\r\nx\r\n"]
)
def test_large_body_in_chunks_is_413(start: Start, chunk: bytes) -> None:
    """Chunks are counted as they come, and so are the bytes around them."""
    server = start(max_body=2048, max_query=1024)
    wire = server.connect()
    wire.send(_POST + b"Transfer-Encoding: chunked\r\n\r\n", *[chunk] * 200)
    assert wire.read().status == 413
    assert server.app.asked == []


def test_refusal_is_read_by_a_client_that_still_sends(start: Start) -> None:
    """A client that has sent much more by then still gets the refusal, not a reset."""
    server = start(max_body=2048, max_query=1024)
    wire = server.connect()
    answer = wire.ask(_POST + b"Content-Length: 1000000\r\n\r\n", *[b"x" * 10_000] * 100)
    assert answer.status == 413


def test_fields_after_the_chunks_are_not_headers(server: Running) -> None:
    """A trailer does not pass for a header of the request, and is bounded like one."""
    wire = server.connect()
    answer = wire.ask(
        _POST + b"Transfer-Encoding: chunked\r\n\r\n1\r\nx\r\n0\r\nX-Forwarded-Host: evil\r\n\r\n"
    )
    assert answer.status == 200
    assert "x-forwarded-host" not in dict(server.app.asked[0]["headers"])
    wire.send(_POST + b"Transfer-Encoding: chunked\r\n\r\n0\r\nX: ", *[b"x" * 10_000] * 300)
    assert wire.read().status in (413, 431)


def test_head_request_that_is_refused_gets_no_body(start: Start) -> None:
    """The answer to HEAD has no content (RFC 9110, section 9.3.2)."""
    wire = start(max_headers=10).connect()
    many = {f"h{number}": "v" for number in range(20)}
    assert wire.ask(request("/", "HEAD", **many), head=True).status == 431
    assert wire.closed()
    assert wire.pending == b""


def test_connections_over_the_limit_are_refused(start: Start) -> None:
    """The connection too many gets 503 and is closed; the others go on."""
    server = start(connections=2)
    wires = [server.connect(), server.connect()]
    assert all(wire.get().status == 200 for wire in wires)
    answer = server.connect().read()
    assert answer.status == 503
    assert answer.problem["code"] == "too-busy"
    assert int(answer.headers["retry-after"]) >= 1
    assert all(wire.get().status == 200 for wire in wires)
    wires[0].socket.close()
    wires[1].socket.close()
    server.wait(lambda: server.connect().get().status == 200)


@pytest.mark.parametrize("trusted", [False, True])
def test_connections_of_one_client_are_bounded(start: Start, *, trusted: bool) -> None:
    """One address gets only its share, except a trusted proxy, which stands for many."""
    server = start(connections_per_client=1, trusted_proxies=trusted)
    first = server.connect()
    assert first.get().status == 200
    assert server.connect().get().status == (200 if trusted else 503)
    assert first.get().status == 200
