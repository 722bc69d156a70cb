"""Test how clients are told apart."""

import pytest

from mgi_graph.web.http.clients import accept_request_id, client_address, client_key, request_ids


@pytest.mark.parametrize(
    ("forwarded", "address"),
    [
        (b"192.0.2.7", "192.0.2.7"),
        (b"10.6.6.6, 192.0.2.7", "192.0.2.7"),
        (b"[2001:db8::5]", "2001:db8::5"),
        (b"unknown", "127.0.0.1"),
        (b"", "127.0.0.1"),
        (b"192.0.2.7\x1b[2J", "127.0.0.1"),
    ],
)
def test_last_forwarded_address_counts_behind_a_proxy(forwarded: bytes, address: str) -> None:
    """Only the address that the proxy itself added is believed, and only if it is one."""
    assert client_address("127.0.0.1", forwarded, trusted=True) == address
    assert client_address("127.0.0.1", forwarded, trusted=False) == "127.0.0.1"


def test_addresses_of_one_ipv6_network_are_one_client() -> None:
    """Taking another address of one's own network gives no new share."""
    assert client_key("2001:db8::1") == client_key("2001:db8::ffff:1")
    assert client_key("2001:db8::1") != client_key("2001:db8:0:1::1")
    assert client_key("fe80::1%eth0") == "fe80::"


@pytest.mark.parametrize(
    "given", [b"", b"a" * 65, b"a b", b'a"', b"a\n", b"\xc3\xa9", b"a/b", b"a\x00"]
)
def test_harmful_request_id_is_not_taken(given: bytes) -> None:
    """A client's name for its request is short and of plain letters, or it is ignored."""
    assert accept_request_id(given) is None


def test_request_ids_differ() -> None:
    """Names of requests are unique, and are such as a client's would have to be."""
    ids = request_ids()
    names = [next(ids) for _ in range(100)]
    assert len(set(names)) == 100
    assert all(accept_request_id(name.encode()) == name for name in names)
