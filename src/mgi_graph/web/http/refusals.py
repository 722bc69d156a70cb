"""Refuse what is no request, or too much of one, before any application sees it.

Each refusal is a finished answer: a problem document (RFC 9457) that a page of any
origin may read, after which the connection is closed.
"""

import json
from dataclasses import dataclass
from http import HTTPStatus

from mgi_graph.web.http.problem_kinds import PROBLEM_KINDS


@dataclass(frozen=True, slots=True)
class Refusal:
    """Describe why a request is refused; ``header`` is one more line for the answer."""

    status: int
    code: str
    detail: str
    header: str = ""

    def answer(self, lines: bytes, *, body: bool = True) -> bytes:
        """Return the bytes of the answer, with header lines of the server among them."""
        kind = PROBLEM_KINDS[self.code]
        document = {
            "type": kind.iri,
            "title": kind.title(),
            "status": self.status,
            "detail": self.detail,
            "code": self.code,
        }
        text = json.dumps(document).encode()
        own = [
            "content-type: application/problem+json",
            f"content-length: {len(text)}",
            "cache-control: no-store",
            "access-control-allow-origin: *",
            "access-control-expose-headers: Retry-After, X-Request-Id",
            "content-security-policy: default-src 'none'; frame-ancestors 'none'",
            "x-content-type-options: nosniff",
            "connection: close",
        ]
        if self.header:
            own.append(self.header)
        start = f"HTTP/1.1 {self.status} {HTTPStatus(self.status).phrase}\r\n".encode()
        head = "".join(f"{line}\r\n" for line in own).encode()
        return start + lines + head + b"\r\n" + (text if body else b"")


MALFORMED = Refusal(
    400, "bad-request", "What was sent is no HTTP/1.1 request (RFC 9112); send one."
)
BAD_HOST = Refusal(
    400, "bad-request", "A request has one Host header, with a name and perhaps a port."
)
BAD_FRAMING = Refusal(
    400,
    "bad-request",
    "The request's length is ambiguous; send one Content-Length or chunks.",
)
HEADER_TIMEOUT = Refusal(408, "request-timed-out", "The request's headers took too long to arrive.")
BODY_TIMEOUT = Refusal(408, "request-timed-out", "The request's body took too long to arrive.")
NO_TUNNEL = Refusal(
    405,
    "method-not-allowed",
    "This is no proxy: there is no CONNECT.",
    "allow: GET, HEAD, POST, OPTIONS",
)
UNKNOWN_METHOD = Refusal(
    501, "bad-request", "The method is not known here; use GET, HEAD, POST or OPTIONS."
)
UNKNOWN_CODING = Refusal(501, "bad-request", "Of the transfer codings only chunked is known here.")
UNKNOWN_VERSION = Refusal(505, "bad-request", "Send the request as HTTP/1.1 or HTTP/1.0.")
TOO_MANY_CONNECTIONS = Refusal(
    503,
    "too-busy",
    "All connections are taken; try again soon, or use one connection for more requests.",
    "retry-after: 1",
)


def uri_too_long(limit: int) -> Refusal:
    """Refuse a request target of more than ``limit`` bytes (RFC 9110, section 15.5.15)."""
    return Refusal(
        414,
        "uri-too-long",
        f"The address is longer than {limit} bytes; send a long query by POST.",
    )


def headers_too_large(limit: int, count: int) -> Refusal:
    """Refuse headers of more than ``limit`` bytes or ``count`` fields (RFC 6585, section 5)."""
    return Refusal(
        431,
        "headers-too-large",
        f"The headers have more than {limit} bytes, or there are more than {count}.",
    )


def body_too_large(limit: int) -> Refusal:
    """Refuse a body of more than ``limit`` bytes (RFC 9110, section 15.5.14)."""
    return Refusal(413, "body-too-large", f"The body is larger than {limit} bytes.")
