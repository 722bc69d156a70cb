"""Read what a client says of itself: address, name of the request, the host that it asks."""

import ipaddress
import itertools
import re
import secrets
from collections.abc import Iterator

_HOST = re.compile(r"(?:[A-Za-z0-9._-]{1,253}|\[([0-9A-Fa-f:.]{2,45})\])(?::[0-9]{1,5})?")
_REQUEST_ID = re.compile(rb"[A-Za-z0-9._-]{1,64}")


def client_address(peer: str, forwarded_for: bytes | None, *, trusted: bool) -> str:
    """Return the address of the client; ``peer`` is the other end of the connection.

    Behind a trusted proxy it is the last address of ``X-Forwarded-For``, which the
    proxy itself has added: what stands before it can be the client's invention.

    >>> client_address("127.0.0.1", b"10.6.6.6, 192.0.2.7", trusted=True)
    '192.0.2.7'
    >>> client_address("198.51.100.1", b"10.6.6.6", trusted=False)
    '198.51.100.1'
    """
    if not trusted or forwarded_for is None:
        return peer
    last = forwarded_for.rpartition(b",")[2].strip().decode("latin-1")
    try:
        return str(ipaddress.ip_address(last.strip("[]")))
    except ValueError:
        return peer


def client_key(address: str) -> str:
    """Return what stands for one client in limits: of IPv6 the network of 64 bits.

    One subscriber holds such a network whole (RFC 6177), so an address of it says nothing.

    >>> client_key("192.0.2.7"), client_key("2001:db8:0:1::5"), client_key("::ffff:192.0.2.7")
    ('192.0.2.7', '2001:db8:0:1::', '192.0.2.7')
    """
    if ":" not in address:
        return address
    try:
        parsed = ipaddress.IPv6Address(address.partition("%")[0])
    except ValueError:
        return address
    if parsed.ipv4_mapped is not None:
        return str(parsed.ipv4_mapped)
    return str(ipaddress.IPv6Address(int(parsed) >> 64 << 64))


def accept_request_id(given: bytes | None) -> str | None:
    """Return the client's own name for its request, if it is short and harmless.

    >>> accept_request_id(b"a-1"), accept_request_id(b'a"b'), accept_request_id(None)
    ('a-1', None, None)
    """
    return given.decode() if given is not None and _REQUEST_ID.fullmatch(given) else None


def is_host(text: str) -> bool:
    """Say whether a text can stand as the host of an address: a name or an IP, perhaps a port.

    >>> is_host("data.example.org:8000"), is_host("[::1]:80"), is_host("[:::]"), is_host("a/b")
    (True, True, False, False)
    """
    found = _HOST.fullmatch(text)
    if found is None:
        return False
    try:
        return found[1] is None or ipaddress.IPv6Address(found[1]).version == 6
    except ValueError:
        return False


def request_ids() -> Iterator[str]:
    """Give names for requests without end: a random word of this process and a number."""
    start = secrets.token_hex(4)
    return (f"{start}-{number}" for number in itertools.count(1))
