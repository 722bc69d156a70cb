"""Read a request's head: which target, which host, how long a body, and what is refused.

llhttp has parsed the head by then and has refused what is not well-formed; here
stands what RFC 9112 leaves to the server.
"""

import re
from collections.abc import Sequence
from dataclasses import dataclass

from mgi_graph.web.http.clients import is_host
from mgi_graph.web.http.hot import KEYED, UNKEYED
from mgi_graph.web.http.refusals import (
    BAD_FRAMING,
    BAD_HOST,
    MALFORMED,
    NO_TUNNEL,
    UNKNOWN_CODING,
    UNKNOWN_VERSION,
    Refusal,
)

_TOLD = frozenset(
    {
        *KEYED,
        *UNKEYED,
        b"content-length",
        b"expect",
        b"if-none-match",
        b"transfer-encoding",
        b"x-forwarded-for",
        b"x-request-id",
    }
)
_ABSOLUTE = re.compile(rb"https?://([^/?#]*)(.*)", re.IGNORECASE | re.DOTALL)

Header = tuple[bytes, bytes]


@dataclass(frozen=True, slots=True)
class Head:
    """Describe a request: its target in origin form, and the headers that matter here by name."""

    method: bytes
    target: bytes
    headers: dict[bytes, bytes]
    length: int
    chunked: bool

    @property
    def has_body(self) -> bool:
        """Tell whether anything follows the head."""
        return self.chunked or self.length > 0

    @property
    def may_be_hot(self) -> bool:
        """Tell whether a kept answer may answer this."""
        return (
            self.method in (b"GET", b"HEAD")
            and not self.has_body
            and not self.chunked
            and UNKEYED.isdisjoint(self.headers)
        )


def read_head(
    version: str, method: bytes, target: bytes, headers: Sequence[Header]
) -> Head | Refusal:
    """Read the head of a request, or say why it is refused.

    >>> read_head("1.1", b"GET", b"http://a.org?x", [(b"host", b"b")]).target
    b'/?x'
    >>> read_head("1.1", b"GET", b"/", []).status
    400
    """
    if version not in ("1.1", "1.0"):
        return UNKNOWN_VERSION
    if method == b"CONNECT":
        return NO_TUNNEL
    told = _gather(headers)
    if told is None:
        return BAD_HOST
    found = _read_target(method, target)
    if found is None:
        return MALFORMED
    target, authority = found
    if authority is not None and b"host" in told:
        # The target's authority counts, not the header (RFC 9112, section 3.2.2).
        told[b"host"] = authority
    host = told.get(b"host", b"-" if version == "1.0" else b"")
    if not is_host(host.decode("latin-1")):
        return BAD_HOST
    framing = _read_framing(version, told)
    if isinstance(framing, Refusal):
        return framing
    return Head(method, target, told, *framing)


def _gather(headers: Sequence[Header]) -> dict[bytes, bytes] | None:
    """Return the headers that matter here, lists joined; ``None`` where there are two hosts."""
    told: dict[bytes, bytes] = {}
    for name, value in headers:
        if name not in _TOLD:
            continue
        if name not in told:
            told[name] = value
        elif name == b"host":
            return None
        else:
            told[name] += b", " + value
    return told


def _read_target(method: bytes, target: bytes) -> tuple[bytes, bytes | None] | None:
    """Return the target in origin form, and the authority of an absolute one."""
    if target[:1] == b"/":
        return target.partition(b"#")[0], None
    if target == b"*" and method == b"OPTIONS":
        return b"/", None
    if match := _ABSOLUTE.fullmatch(target):
        path = match[2].partition(b"#")[0]
        return path if path[:1] == b"/" else b"/" + path, match[1]
    return None


def _read_framing(version: str, told: dict[bytes, bytes]) -> tuple[int, bool] | Refusal:
    """Return the body's length and whether it comes in chunks (RFC 9112, section 6.3)."""
    coding = told.get(b"transfer-encoding")
    if coding is None:
        return int(told.get(b"content-length", b"0")), False
    codings = [word.strip() for word in coding.lower().split(b",")]
    if version == "1.0" or codings[-1] != b"chunked" or codings.count(b"chunked") > 1:
        return BAD_FRAMING
    return (0, True) if len(codings) == 1 else UNKNOWN_CODING


def without_upgrade(version: str, head: Sequence[Header], method: bytes, target: bytes) -> bytes:
    r"""Write a head again without the offer to change the protocol (RFC 9110, section 7.8).

    A server may ignore the offer; clients such as Java's send it with each first
    request, so that its body has to be read as if it had not been there.

    >>> without_upgrade("1.1", [(b"connection", b"Upgrade, close"), (b"upgrade", b"h2c")],
    ...     b"GET", b"/")
    b'GET / HTTP/1.1\r\nconnection: close\r\n\r\n'
    """
    lines = [b"%b %b HTTP/%b\r\n" % (method, target, version.encode())]
    for name, value in head:
        if name in (b"upgrade", b"http2-settings"):
            continue
        if name == b"connection":
            words = [word.strip() for word in value.split(b",")]
            kept = [each for each in words if each.lower() not in (b"upgrade", b"http2-settings")]
            value = b", ".join(kept)
        lines.append(b"%b: %b\r\n" % (name, value))
    return b"".join(lines) + b"\r\n"
