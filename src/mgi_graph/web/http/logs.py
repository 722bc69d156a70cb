"""Write the service's log: a line of JSON for each request, and the server's events.

No text of a query is written, only its digest; no address of a client unless
asked; no control character of a client's reaches the log, since every text is a
JSON string in ASCII. Lines are kept until the event loop's next turn and then
written by one call.
"""

import asyncio
import hashlib
import json
import os
import time
from collections.abc import Callable
from dataclasses import dataclass
from json.encoder import encode_basestring_ascii
from typing import TextIO

_LONGEST_PATH = 1000

Fact = str | int | float | bool | None
"""A value in a line of the log."""


@dataclass(frozen=True, slots=True)
class Exchange:
    """Describe one request and its answer, as far as it may be known to the log.

    ``path`` has no query text. ``completeness`` is the answer's header of that
    name, ``query`` the :func:`digest_query` of a SPARQL text, ``code`` a problem's code.
    """

    method: str
    path: str
    route: str
    status: int
    size: int
    completeness: str | None = None
    query: str | None = None
    code: str | None = None

    def fragment(self) -> str:
        """Return the part of the log line that is the same each time this is answered."""
        facts: dict[str, Fact] = {
            "method": self.method,
            "path": self.path[:_LONGEST_PATH],
            "route": self.route,
            "status": self.status,
            "bytes": self.size,
            "completeness": self.completeness,
            "query": self.query,
            "code": self.code,
        }
        return json_members({name: value for name, value in facts.items() if value is not None})


class Log:
    """Write lines to a file descriptor, gathered for each turn of the event loop."""

    def __init__(
        self,
        write: Callable[[bytes], object],
        *,
        access: bool = True,
        addresses: bool = False,
        plain: bool = False,
    ) -> None:
        """Keep where to write; ``plain`` shows events, not requests, as text for people."""
        self.addresses = addresses
        self._write = write
        self._access = access
        self._plain = plain
        self._lines: list[str] = []
        self._second = -1
        self._stamp = ""

    @classmethod
    def to(cls, stream: TextIO, *, access: bool = True, addresses: bool = False) -> "Log":
        """Write to ``stream``, usually standard error; events are plain on a terminal."""
        number = stream.fileno()
        return cls(
            lambda text: _write_all(number, text),
            access=access,
            addresses=addresses,
            plain=stream.isatty(),
        )

    def answered(self, fragment: str, *, seconds: float, request_id: str, client: str) -> None:
        """Note an answer; ``fragment`` is :meth:`Exchange.fragment`."""
        if not self._access:
            return
        address = (
            f', "client": {encode_basestring_ascii(client)}' if self.addresses and client else ""
        )
        self._add(
            f'{{"time": "{self._now()}", "event": "request", "id": "{request_id}", '
            f'"ms": {seconds * 1000:.2f}, {fragment}{address}}}\n'
        )

    def event(self, name: str, **facts: Fact) -> None:
        """Note what the server did, by a name and facts.

        Names are ``start``, ``ready``, ``swap``, ``stop``, ``worker-killed`` and others of
        that form.
        """
        members = json_members(facts)
        if self._plain:
            self._add(f"{self._now()} {name}{': ' if members else ''}{members}\n")
        else:
            self._add(
                f'{{"time": "{self._now()}", "event": "{name}"{", " * bool(facts)}{members}}}\n'
            )

    def flush(self) -> None:
        """Write what is gathered; a log that nobody can take any more is given up."""
        lines, self._lines = self._lines, []
        if lines:
            self._write("".join(lines).encode("ascii"))

    def _add(self, line: str) -> None:
        self._lines.append(line)
        if len(self._lines) > 1:
            return
        try:
            loop = asyncio.get_running_loop()
        except RuntimeError:
            self.flush()
        else:
            loop.call_soon(self.flush)

    def _now(self) -> str:
        """Return the time as RFC 3339, section 5.6, has it: in UTC, to the millisecond."""
        now = time.time()
        second = int(now)
        if second != self._second:
            self._second = second
            self._stamp = time.strftime("%Y-%m-%dT%H:%M:%S", time.gmtime(second))
        return f"{self._stamp}.{int((now - second) * 1000):03d}Z"


def json_members(facts: dict[str, Fact]) -> str:
    r"""Write facts as members of a JSON object, in ASCII and without control characters.

    >>> json_members({"path": "/é\n\x7f", "status": 200})
    '"path": "/\\u00e9\\n\\u007f", "status": 200'
    """
    return json.dumps(facts)[1:-1].replace("\x7f", "\\u007f")


def digest_query(text: str) -> str:
    """Return a name for a query's text that does not tell it: 16 digits of its SHA-256.

    >>> digest_query("ASK {}")
    '819ea91ed5f12b38'
    """
    return hashlib.sha256(text.encode("utf-8", "surrogatepass")).hexdigest()[:16]


def _write_all(number: int, text: bytes) -> None:
    try:
        while text:
            text = text[os.write(number, text) :]
    except OSError:
        # Nobody reads the log any more; the service itself goes on.
        return
