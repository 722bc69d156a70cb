"""Test the lines of the log: their form, what they hold and what they never hold."""

import asyncio
import json
import os
import re

import pytest

from mgi_graph.web.http.logs import Exchange, Log, digest_query

_HOSTILE = '/id/"}\n{"status": 500}\x1b[2J\x7f\u202eé'


def _exchange(path: str = "/sparql") -> Exchange:
    return Exchange(
        "GET", path, "sparql", 200, 42, completeness="complete", query=digest_query("ASK {}")
    )


def test_request_is_one_line_of_json() -> None:
    """A line holds the time in UTC, the request without query text, and the answer."""
    out: list[bytes] = []
    log = Log(out.append)
    log.answered(_exchange().fragment(), seconds=0.00123, request_id="r-1", client="192.0.2.7")
    line = b"".join(out)
    assert line.count(b"\n") == 1
    assert line.endswith(b"\n")
    found = json.loads(line)
    assert re.fullmatch(r"\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d\.\d{3}Z", found.pop("time"))
    assert found == {
        "event": "request",
        "id": "r-1",
        "ms": 1.23,
        "method": "GET",
        "path": "/sparql",
        "route": "sparql",
        "status": 200,
        "bytes": 42,
        "completeness": "complete",
        "query": "819ea91ed5f12b38",
    }


def test_address_is_written_only_when_asked() -> None:
    """An address is personal data: it is absent unless the operator wants it."""
    for addresses in (False, True):
        out: list[bytes] = []
        log = Log(out.append, addresses=addresses)
        log.answered(_exchange().fragment(), seconds=0, request_id="r", client="192.0.2.7")
        assert json.loads(out[0]).get("client") == ("192.0.2.7" if addresses else None)


def test_control_characters_are_escaped() -> None:
    """A path cannot end a line, forge another or steer a terminal."""
    out: list[bytes] = []
    log = Log(out.append)
    log.answered(_exchange(_HOSTILE).fragment(), seconds=0, request_id="r", client="")
    log.event("swap", path=_HOSTILE)
    for line in out:
        assert line.count(b"\n") == 1
        assert re.fullmatch(rb"[ -~]*\n", line)
        assert json.loads(line)["path"] == _HOSTILE


def test_access_log_can_be_off() -> None:
    """Without the access log the server's events are still written."""
    out: list[bytes] = []
    log = Log(out.append, access=False)
    log.answered(_exchange().fragment(), seconds=0, request_id="r", client="")
    assert out == []
    log.event("stop")
    assert json.loads(out[0])["event"] == "stop"


def test_terminal_gets_plain_events() -> None:
    """A person at a terminal reads a line, still without control characters."""
    out: list[bytes] = []
    log = Log(out.append, plain=True)
    log.event("ready", url="http://127.0.0.1:8000\x1b", seconds=0.5)
    assert re.fullmatch(
        rb'\S+Z ready: "url": "http://127\.0\.0\.1:8000\\u001b", "seconds": 0\.5\n', out[0]
    )


def test_lines_of_one_turn_are_written_at_once() -> None:
    """What is noted while the event loop does one turn costs one write, in order."""
    out: list[bytes] = []

    async def note() -> None:
        log = Log(out.append)
        for name in ("one", "two", "three"):
            log.event(name)
        assert out == []
        await asyncio.sleep(0)
        log.event("four")
        log.flush()

    asyncio.run(note())
    assert [[json.loads(line)["event"] for line in each.splitlines()] for each in out] == [
        ["one", "two", "three"],
        ["four"],
    ]


def test_closed_log_does_not_stop_the_service() -> None:
    """When the log's reader has gone, noting goes on without an error."""
    reader, writer = os.pipe()
    os.close(reader)
    with os.fdopen(writer, "w") as stream:
        log = Log.to(stream)
        log.event("stop")


@pytest.mark.parametrize("text", ["", "ASK {}", "\ud800"])
def test_digest_tells_no_text(text: str) -> None:
    """Any text, even one that is no Unicode, has a digest of 16 hexadecimal digits."""
    assert re.fullmatch(r"[0-9a-f]{16}", digest_query(text))
