"""Test that kept answers are the application's answers, given without it."""

import re

import pytest

from mgi_graph.web.http.connections import BoundedProtocol
from mgi_graph.web.http.hot import HotCache
from mgi_graph.web.http.logs import Exchange
from tests.web.connections.wire import Answer, Running, Start, Wire, request


def _same(one: Answer, other: Answer) -> bool:
    """Compare two answers but for their names and times."""
    passing = {"date", "x-request-id"}
    kept = [
        {name: value for name, value in each.headers.items() if name not in passing}
        for each in (one, other)
    ]
    return kept[0] == kept[1] and (one.status, one.body) == (other.status, other.body)


def test_second_request_is_answered_without_the_application(server: Running) -> None:
    """The same answer comes again and again, each with its own date and name."""
    wire = server.connect()
    answers = [wire.get("/hot") for _ in range(5)]
    assert len(server.app.asked) == 1
    assert all(_same(answers[0], each) for each in answers)
    assert len({each.headers["x-request-id"] for each in answers}) == 5
    assert all(re.fullmatch(r"\w{3}, .* GMT", each.headers["date"]) for each in answers)


def test_other_connections_share_the_answer(server: Running) -> None:
    """An answer is kept for the server, not for a connection."""
    first = server.connect().get("/hot")
    assert _same(first, server.connect().get("/hot"))
    assert len(server.app.asked) == 1


@pytest.mark.parametrize("times", [1, 2, 3])
def test_head_has_the_headers_of_get(server: Running, times: int) -> None:
    """HEAD is answered from GET's answer, without content (RFC 9110, section 9.3.2)."""
    wire = server.connect()
    full = wire.get("/hot")
    for _ in range(times):
        head = wire.get("/hot", "HEAD")
        assert head.body == b""
        assert head.headers["content-length"] == full.headers["content-length"]
        assert head.headers["etag"] == full.headers["etag"]
    assert wire.get("/hot").body == full.body
    assert len(server.app.asked) == 1


@pytest.mark.parametrize(
    ("given", "status"),
    [
        ('"one"', 304),
        ('W/"one"', 304),
        ('"zero", "one"', 304),
        ("*", 304),
        ('"zero"', 200),
        ("one", 200),
        ('"one', 200),
    ],
)
def test_matching_tag_gets_304(server: Running, given: str, status: int) -> None:
    """The comparison of If-None-Match is weak (RFC 9110, section 13.1.2)."""
    wire = server.connect()
    wire.get("/hot")
    for _ in range(2):
        answer = wire.get("/hot", If_None_Match=given)
        assert answer.status == status
        assert answer.headers["etag"] == '"one"'
        assert ("content-length" in answer.headers) == (status == 200)
    assert wire.get("/hot").status == 200
    assert len(server.app.asked) == 1


@pytest.mark.parametrize(
    "headers",
    [
        {"Accept": "text/html"},
        {"Accept_Encoding": "br"},
        {"Accept_Language": "fr"},
        {"Range": "bytes=0-1"},
        {"If_Modified_Since": "Sat, 01 Jan 2000 00:00:00 GMT"},
        {"Connection": "close"},
        {"Content_Length": "0", "Accept": "x"},
    ],
)
def test_what_can_change_the_answer_asks_the_application(
    server: Running, headers: dict[str, str]
) -> None:
    """Another Accept, coding, language, a range or a last request is not the kept one's."""
    wire = server.connect()
    wire.get("/hot")
    wire.get("/hot", **headers)
    assert len(server.app.asked) == 2


def test_what_cannot_change_the_answer_does_not(server: Running) -> None:
    """Cookies, agents, and forwarded headers of no trusted proxy make no difference."""
    wire = server.connect()
    first = wire.get("/hot")
    answer = wire.get("/hot", Cookie="a=b", User_Agent="x", X_Forwarded_Host="evil.example")
    assert _same(first, answer)
    assert len(server.app.asked) == 1


def test_forwarded_headers_tell_answers_apart_behind_a_proxy(start: Start) -> None:
    """Behind a trusted proxy the public address comes from its headers, so they count."""
    server = start(trusted_proxies=True)
    wire = server.connect()
    for host in ("a.example", "b.example", "a.example"):
        wire.get("/hot", X_Forwarded_Host=host)
    assert len(server.app.asked) == 2


def test_hosts_have_their_own_answers(server: Running) -> None:
    """One who asks under another host does not poison the answers of the rest."""
    wire = server.connect()
    wire.ask(b"GET /hot HTTP/1.1\r\nHost: evil.example\r\n\r\n")
    wire.get("/hot")
    wire.get("http://evil.example/hot")
    assert len(server.app.asked) == 2


@pytest.mark.parametrize(
    "extra",
    [
        (b"vary", b"Accept, Cookie"),
        (b"vary", b"*"),
        (b"cache-control", b"max-age=1, private"),
        (b"cache-control", b"no-store"),
        (b"set-cookie", b"a=b"),
    ],
)
def test_answer_that_is_not_for_all_is_not_kept(
    server: Running, extra: tuple[bytes, bytes]
) -> None:
    """The answer's own headers can forbid what its handler allowed."""
    server.app.extra.append(extra)
    wire = server.connect()
    wire.get("/hot")
    wire.get("/hot")
    assert len(server.app.asked) == 2


def test_unmarked_posted_and_large_answers_are_not_kept(server: Running) -> None:
    """Only marked answers to GET, up to one mebibyte, are kept."""
    wire = server.connect()
    for _ in range(2):
        wire.get("/echo")
        wire.get("/hot", "POST")
        wire.get("/hot-head", "HEAD")
        wire.get(f"/hot?{2**20 + 1}")
    assert len(server.app.asked) == 8
    assert len(server.front.hot) == 0


def test_swap_forgets_the_answers(server: Running) -> None:
    """After the swap each answer is the new dataset's, on old connections too."""
    wires = [server.connect(), server.connect()]
    assert {wire.get("/hot").body for wire in wires * 2} == {b"one /hot"}
    server.app.version = "two"
    server.front.swap()
    assert {wire.get("/hot").body for wire in wires * 2} == {b"two /hot"}
    assert wires[0].get("/hot", If_None_Match='"one"').status == 200


def test_answer_begun_before_the_swap_is_not_kept_after_it(server: Running) -> None:
    """An answer belongs to the dataset at the time when its request came."""
    wire = server.connect()
    old = server.front.hot
    wire.send(request("/hot/slow"))
    server.wait(lambda: bool(server.app.asked))
    server.front.swap()
    server.app.go.set()
    assert wire.read().status == 200
    server.wait(lambda: len(old) == 1)
    assert len(server.front.hot) == 0


def test_pipelined_kept_answers_come_in_order(server: Running) -> None:
    """Kept answers take their turn among those that the application makes."""
    wire = server.connect()
    wire.get("/hot1")
    wire.get("/hot2")
    targets = ["/hot1", "/slow", "/hot2", "/echo", "/hot1", "/hot2", "/hot2"]
    wire.send(b"".join(map(request, targets)))
    server.app.go.set()
    bodies = [wire.read().body for _ in targets]
    for target, body in zip(targets, bodies, strict=True):
        assert target.encode() in body
    assert wire.get("/hot1").body == b"one /hot1"


def test_request_in_pieces_is_not_mistaken(server: Running) -> None:
    """Bytes equal to a known request, but inside another one, are that other's."""
    wire = server.connect()
    known = request("/hot")
    for _ in range(3):
        wire.ask(known)
    wire.send(b"POST /echo HTTP/1.1\r\nHost: test\r\nContent-Length: %d\r\n\r\n" % len(known))
    server.wait(lambda: any(each._incoming for each in _connections(server)))
    wire.send(known)
    assert wire.read().status == 200
    assert server.app.asked[-1]["body"] == known.decode()
    assert wire.ask(known).body == b"one /hot"


def _connections(server: Running) -> list[BoundedProtocol]:
    connections = list(server.server.server_state.connections)
    return [each for each in connections if isinstance(each, BoundedProtocol)]


def test_clients_name_for_a_request_is_its_name(server: Running) -> None:
    """A harmless X-Request-Id comes back and stands in the log; another does not."""
    wire = server.connect()
    for _ in range(3):
        assert wire.get("/hot", X_Request_Id="my-1").headers["x-request-id"] == "my-1"
        answer = wire.get("/hot", X_Request_Id='"bad"')
        assert re.fullmatch(r"[A-Za-z0-9._-]{1,64}", answer.headers["x-request-id"])
    server.wait(lambda: len(server.lines()) == 6)
    assert [line["id"] for line in server.lines()][::2] == ["my-1"] * 3


def test_kept_answers_are_logged_and_counted(start: Start) -> None:
    """The log and the counters do not show which answers were kept, but for the cache's own."""
    server = start()
    server.app.extra.append((b"completeness", b"complete"))
    wire = server.connect()
    for method in ("GET", "GET", "GET", "HEAD"):
        wire.get("/hot", method)
    wire.get("/hot", If_None_Match="*")
    server.wait(lambda: len(server.lines()) == 5)
    shown = [
        (line["method"], line["status"], line["bytes"], line["route"]) for line in server.lines()
    ]
    size = len(b"one /hot")
    assert shown == [
        *[("GET", 200, size, "test")] * 3,
        ("HEAD", 200, 0, "test"),
        ("GET", 304, 0, "test"),
    ]
    assert all(line["completeness"] == "complete" for line in server.lines())
    text = server.front.metrics.exposition()[0].decode()
    assert 'mgi_graph_requests_total{method="GET",route="test",status="2xx"} 3.0' in text
    assert 'mgi_graph_requests_total{method="GET",route="test",status="3xx"} 1.0' in text
    assert 'mgi_graph_cache_lookups_total{result="hit"} 4.0' in text
    assert 'mgi_graph_cache_lookups_total{result="miss"} 1.0' in text


@pytest.mark.parametrize("trusted", [False, True])
def test_addresses_in_the_log_are_the_clients(start: Start, *, trusted: bool) -> None:
    """Kept answers too name the client that asked, behind a trusted proxy the one that it names."""
    server = start(log_addresses=True, trusted_proxies=trusted)
    wire = server.connect()
    for number in (1, 1, 2, 2):
        wire.get("/hot", X_Forwarded_For=f"192.0.2.{number}")
    server.wait(lambda: len(server.lines()) == 4)
    shown = [line["client"] for line in server.lines()]
    proxied = ["192.0.2.1", "192.0.2.1", "192.0.2.2", "192.0.2.2"]
    assert shown == (proxied if trusted else ["127.0.0.1"] * 4)


def _exchange() -> Exchange:
    return Exchange("GET", "/", "test", 200, 0)


def test_cache_is_bounded_and_forgets_the_oldest() -> None:
    """The size never exceeds the limit; what was asked for last stays."""
    cache = HotCache(50_000)
    for number in range(100):
        cache.keep((b"%d" % number,), [], b"x" * 5000, _exchange())
        assert cache.find((b"0",)) is not None
        assert 0 < cache.size <= 50_000
    assert cache.find((b"99",)) is not None
    assert cache.find((b"1",)) is None


def test_raw_requests_of_an_answer_are_bounded() -> None:
    """Requests that differ in what does not matter do not fill the memory."""
    cache = HotCache(100_000)
    cache.keep((b"/",), [], b"body", _exchange())
    entry = cache.find((b"/",))
    assert entry is not None
    before = cache.size
    for number in range(1000):
        cache.learn_raw(b"%04d" % number, entry, entry.forms.full)
    known = [number for number in range(1000) if cache.find_raw(b"%04d" % number)]
    assert 0 < len(known) < 20
    assert known[-1] == 999
    assert cache.size - before == 4 * len(known)


def test_cache_without_memory_keeps_nothing() -> None:
    """A limit of 0 switches the cache off."""
    cache = HotCache(0)
    cache.keep((b"/",), [], b"", _exchange())
    assert len(cache) == 0
    assert cache.size == 0


def test_wire_reads_what_it_should(server: Running) -> None:
    """The tests' own client reads a body to its last byte."""
    wire: Wire = server.connect()
    assert len(wire.get("/big?100000").body) == 100_000
