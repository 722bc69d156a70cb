"""Send requests as bytes over a plain socket, and read the bytes that come back."""

import socket
from dataclasses import dataclass
from typing import Final

_PATIENCE: Final = 30.0


@dataclass(frozen=True, slots=True)
class Response:
    """Hold a response; header names are in lower case, the body is decoded from chunks."""

    status: int
    headers: tuple[tuple[str, str], ...]
    body: bytes

    def header(self, name: str) -> str | None:
        """Return the value of a header, ``None`` where it is absent."""
        return next((value for each, value in self.headers if each == name), None)

    @property
    def media_type(self) -> str:
        """Return the media type without its parameters, in lower case."""
        return (self.header("content-type") or "").partition(";")[0].strip().lower()


def send(
    address: tuple[str, int],
    method: str,
    target: str,
    headers: tuple[tuple[str, str], ...],
    body: bytes | None,
) -> Response:
    """Send one request on a connection of its own, and return the response."""
    lines = [
        f"{method} {target} HTTP/1.1",
        f"Host: {address[0]}:{address[1]}",
        *(f"{name}: {value}" for name, value in headers),
        "Connection: close",
    ]
    if body is not None or method in {"POST", "PUT"}:
        lines.append(f"Content-Length: {len(body or b'')}")
    head = "\r\n".join([*lines, "", ""]).encode()
    with socket.create_connection(address, timeout=_PATIENCE) as connection:
        connection.sendall(head + (body or b""))
        received = b"".join(iter(lambda: connection.recv(65_536), b""))
    return _read(received, has_body=method != "HEAD")


def _read(received: bytes, *, has_body: bool) -> Response:
    head, separator, body = received.partition(b"\r\n\r\n")
    assert separator, f"no complete head of a response: {received[:200]!r}"
    status_line, *lines = head.decode("latin-1").split("\r\n")
    version, status = status_line.split(" ")[:2]
    assert version == "HTTP/1.1", status_line
    pairs = (line.partition(":") for line in lines)
    headers = tuple((name.strip().lower(), value.strip()) for name, _, value in pairs)
    response = Response(int(status), headers, body)
    if not has_body or response.status == 204:
        assert body == b"", f"a body where there must be none: {body[:200]!r}"
        return response
    if (response.header("transfer-encoding") or "").lower() == "chunked":
        return Response(response.status, headers, _join_chunks(body))
    length = response.header("content-length")
    assert length is None or int(length) == len(body), "the body is not as long as its head says"
    return response


def _join_chunks(body: bytes) -> bytes:
    joined = b""
    while True:
        size, separator, body = body.partition(b"\r\n")
        assert separator, "the chunks end too early"
        length = int(size.partition(b";")[0], 16)
        if length == 0:
            return joined
        joined, body = joined + body[:length], body[length + 2 :]
