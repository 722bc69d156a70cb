"""Test that answers come in the order of their requests, whatever happens between."""

import socket
import time

import pytest

from tests.web.connections.wire import Running, Start, request


def test_pipelined_requests_are_answered_in_order(server: Running) -> None:
    """Requests sent at once, a slow one first, get their answers in turn."""
    wire = server.connect()
    wire.send(request("/slow") + b"".join(request(f"/echo?n{number}") for number in range(20)))
    server.wait(lambda: bool(server.app.asked))
    server.app.go.set()
    answers = [wire.read() for _ in range(21)]
    assert [answer.status for answer in answers] == [200] * 21
    asked = [each["query"] for each in server.app.asked]
    assert asked == ["", *(f"n{number}" for number in range(20))]


def test_requests_split_anywhere_are_one(server: Running) -> None:
    """Where the bytes are cut does not matter."""
    wire = server.connect()
    whole = (
        b"POST /echo HTTP/1.1\r\nHost: test\r\nTransfer-Encoding: chunked\r\n\r\n"
        b"3\r\nabc\r\n2;x=y\r\nde\r\n0\r\n\r\n"
    )
    wire.socket.setsockopt(socket.IPPROTO_TCP, socket.TCP_NODELAY, 1)
    for at in range(len(whole)):
        wire.send(whole[at : at + 1])
        time.sleep(0.001)
    assert wire.read().status == 200
    assert server.app.asked[0]["body"] == "abcde"


def test_refusal_waits_for_the_answers_before_it(server: Running) -> None:
    """A malformed request after a good one is refused in its turn, not in the other's."""
    wire = server.connect()
    wire.send(request("/slow") + request("/echo") + b"GET / HTTP/1.1\r\nBad Header\r\n\r\n")
    server.wait(lambda: bool(server.app.asked))
    server.app.go.set()
    assert [wire.read().status for _ in range(3)] == [200, 200, 400]
    assert wire.closed()


def test_too_many_pipelined_requests_are_answered_in_part(server: Running) -> None:
    """The answers that are given are whole, the last one says that the connection ends."""
    wire = server.connect()
    wire.send(request("/slow"))
    server.wait(lambda: bool(server.app.asked))
    wire.send(*[request("/echo") * 50] * 20)
    time.sleep(0.1)
    server.app.go.set()
    answer = wire.read()
    count = 1
    while answer.headers.get("connection") != "close":
        answer = wire.read()
        count += 1
    assert answer.status == 200
    assert 100 <= count <= 200
    assert len(server.app.asked) == count


@pytest.mark.parametrize("hot", [False, True])
def test_answers_that_are_not_read_are_not_gathered(start: Start, *, hot: bool) -> None:
    """A client that asks and asks but reads nothing fills no memory."""
    server = start(cache_bytes=8 * 2**20)
    wire = server.connect(buffer=4096)
    target = "/hot?900000" if hot else "/big?900000"
    assert wire.get(target).status == 200
    wire.socket.settimeout(0.5)
    wire.send(*[request(target)] * 2000)
    time.sleep(0.2)
    (connection,) = server.server.server_state.connections
    assert connection.transport.get_write_buffer_size() < 4_000_000


def test_body_is_asked_for_when_expected(server: Running) -> None:
    """A client that waits for 100 gets it, in its turn (RFC 9110, section 10.1.1)."""
    wire = server.connect()
    head = b"POST /echo HTTP/1.1\r\nHost: test\r\nContent-Length: 5\r\nExpect: 100-continue\r\n\r\n"
    assert wire.ask(head).status == 100
    assert wire.ask(b"ASK{}").status == 200
    wire.send(request("/slow") + head)
    server.wait(lambda: len(server.app.asked) == 2)
    server.app.go.set()
    assert [wire.read().status, wire.read().status] == [200, 100]
    assert wire.ask(b"ASK{}").status == 200


def test_expected_large_body_is_not_asked_for(start: Start) -> None:
    """A body that will be refused is refused before the client sends it."""
    wire = start(max_body=2048, max_query=1024).connect()
    answer = wire.ask(
        b"POST / HTTP/1.1\r\nHost: test\r\nContent-Length: 9999\r\nExpect: 100-continue\r\n\r\n"
    )
    assert answer.status == 413


def test_http_1_0_is_answered_and_closed(server: Running) -> None:
    """A client of HTTP/1.0 needs no Host and gets one answer."""
    wire = server.connect()
    assert wire.ask(b"GET /echo HTTP/1.0\r\n\r\n").status == 200
    assert wire.closed()


def test_connection_ends_when_the_client_says_so(server: Running) -> None:
    """What follows a request with ``Connection: close`` is not answered."""
    wire = server.connect()
    answer = wire.ask(request("/echo", Connection="close") + request("/next"))
    assert answer.headers["connection"] == "close"
    assert wire.closed()
    assert len(server.app.asked) == 1
