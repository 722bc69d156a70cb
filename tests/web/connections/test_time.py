"""Test that slow clients are cut off, and only they."""

import threading
import time

import pytest

from tests.web.connections.wire import Running, Start, Wire, request

_SHORT = 0.3
_POST = b"POST /echo HTTP/1.1\r\nHost: test\r\n"


def _drip(wire: Wire, data: bytes) -> threading.Thread:
    """Send a byte now and then, so that the connection is never quiet for long."""

    def send() -> None:
        for at in range(len(data)):
            wire.send(data[at : at + 1])
            time.sleep(_SHORT / 6)

    thread = threading.Thread(target=send, daemon=True)
    thread.start()
    return thread


def test_silent_connection_is_closed(start: Start) -> None:
    """A connection on which nothing comes is closed without a word."""
    server = start(header_timeout=_SHORT)
    wire = server.connect()
    assert wire.closed()
    assert wire.pending == b""


def test_dripping_headers_are_408(start: Start) -> None:
    """Headers that come byte by byte do not hold a connection beyond the limit."""
    server = start(header_timeout=_SHORT)
    wire = server.connect()
    thread = _drip(wire, b"GET / HTTP/1.1\r\n" + b"X: y\r\n" * 10)
    answer = wire.read()
    assert answer.status == 408
    assert "headers" in answer.problem["detail"]
    assert wire.closed()
    thread.join()
    assert server.app.asked == []


def test_dripping_body_is_408(start: Start) -> None:
    """A body that comes byte by byte neither, and the application never sees it."""
    server = start(body_timeout=_SHORT)
    wire = server.connect()
    wire.send(_POST + b"Content-Length: 100\r\n\r\n")
    thread = _drip(wire, b"x" * 30)
    answer = wire.read()
    assert answer.status == 408
    assert "body" in answer.problem["detail"]
    thread.join()
    assert server.app.asked == []


def test_idle_connection_is_closed(start: Start) -> None:
    """After an answer a connection stays open for a while, then it is closed."""
    server = start(keep_alive=_SHORT)
    wire = server.connect()
    assert wire.get().status == 200
    assert wire.get().status == 200
    assert wire.closed()


def test_refused_client_that_stays_is_closed(start: Start) -> None:
    """After a refusal the server waits a little for the client to read it, no longer."""
    server = start()
    wire = server.connect()
    assert wire.ask(b"nonsense\r\n\r\n").status in (400, 501)
    server.wait(lambda: not server.server.server_state.connections)


@pytest.mark.parametrize("ending", [b"", b"Connection: close\r\n"], ids=["keep-alive", "close"])
def test_client_that_reads_nothing_is_dropped(start: Start, ending: bytes) -> None:
    """An answer that nobody reads does not stay in memory."""
    server = start(unread_timeout=_SHORT)
    wire = server.connect(buffer=4096)
    wire.send(b"GET /big?20000000 HTTP/1.1\r\nHost: test\r\n" + ending + b"\r\n")
    server.wait(lambda: bool(server.app.asked))
    server.wait(lambda: not server.server.server_state.connections)


def test_client_that_reads_slowly_gets_all(start: Start) -> None:
    """A client that keeps reading is not dropped, however long it takes in all."""
    server = start(unread_timeout=1.0)
    size = 8_000_000
    wire = server.connect(buffer=4096)
    wire.send(request(f"/big?{size}"))
    got = 0
    began = time.monotonic()
    while got < size:
        data = wire.socket.recv(400_000)
        assert data
        got += len(data)
        if time.monotonic() - began < 2.5:
            time.sleep(0.05)
    assert got >= size


def test_running_answer_has_no_time_limit_here(start: Start) -> None:
    """While the application works, the connection's own limits do not count."""
    server = start(header_timeout=_SHORT, body_timeout=_SHORT, keep_alive=_SHORT)
    wire = server.connect()
    wire.send(request("/slow"))
    server.wait(lambda: bool(server.app.asked))
    time.sleep(3 * _SHORT)
    server.app.go.set()
    assert wire.read().status == 200


def test_client_that_leaves_is_told_to_the_application(start: Start) -> None:
    """The application can stop what nobody waits for any more."""
    server = start()
    wire = server.connect()
    wire.send(request("/slow"))
    server.wait(lambda: bool(server.app.asked))
    wire.socket.close()
    server.wait(server.app.gone.is_set)


def _stop(server: Running) -> None:
    server.server.should_exit = True


def test_running_answer_is_finished_at_the_stop(start: Start) -> None:
    """The stop waits for running answers, closes idle connections, and takes no more."""
    server = start()
    idle, wire = server.connect(), server.connect()
    assert idle.get().status == 200
    wire.send(request("/slow"))
    server.wait(lambda: len(server.app.asked) == 2)
    _stop(server)
    assert idle.closed()
    server.app.go.set()
    answer = wire.read()
    assert answer.status == 200
    assert answer.headers["connection"] == "close"
    assert wire.closed()
    server.wait(lambda: not server.thread.is_alive())


def test_half_a_request_does_not_hold_the_stop(start: Start) -> None:
    """A request that has not come whole is not waited for when its headers are missing."""
    server = start()
    wire = server.connect()
    wire.send(b"GET / HTT")
    time.sleep(0.05)
    _stop(server)
    assert wire.closed()
    server.wait(lambda: not server.thread.is_alive())
