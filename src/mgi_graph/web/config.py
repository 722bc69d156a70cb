"""Hold the settings of the service: one table of options, one frozen object of values.

The command line makes its flags and its environment variables from
:data:`OPTIONS`; the page on running the service shows the same table.
"""

import os
import re
from collections.abc import Mapping
from dataclasses import dataclass, fields
from typing import Any
from urllib.parse import urlsplit

from mgi_graph.errors import UnknownNameError
from mgi_graph.web.options import GIB, KIB, MIB, ConfigError, Kind, Option, Value, show_size


def count_workers() -> int:
    """Count the cores that this process may use; at least 2.

    >>> count_workers() >= 2
    True
    """
    if hasattr(os, "sched_getaffinity"):
        return max(2, len(os.sched_getaffinity(0)))
    return max(2, os.cpu_count() or 2)


OPTIONS = (
    Option("host", Kind.TEXT, "Address to listen on."),
    Option("port", Kind.WHOLE, "Port to listen on; 0 takes a free one.", 0, 65535),
    Option("base", Kind.TEXT, "Public address, as clients see it; else the request's Host."),
    Option("timeout", Kind.SECONDS, "Longest time that a query may run.", 0.1, 3600),
    Option("max_rows", Kind.WHOLE, "Most solutions or triples of one answer.", 1),
    Option("max_bytes", Kind.SIZE, "Largest answer, before compression.", KIB),
    Option("memory", Kind.SIZE, "Memory of one query, above what the dataset takes.", 64 * MIB),
    Option("workers", Kind.WHOLE, "Processes for short queries.", 1, 256),
    Option("slow", Kind.WHOLE, "Long-running queries at once.", 1, 256),
    Option("queue", Kind.WHOLE, "Queries that may wait for a process; more are refused.", 1),
    Option("per_client", Kind.WHOLE, "Queries of one client that may wait.", 1),
    Option("max_query", Kind.SIZE, "Longest query text.", 1 * KIB, MIB),
    Option("max_body", Kind.SIZE, "Largest body of a request.", 1 * KIB, 64 * MIB),
    Option("max_uri", Kind.SIZE, "Longest request target.", 256, MIB),
    Option("max_header_bytes", Kind.SIZE, "Most bytes of all headers of a request.", 1 * KIB, MIB),
    Option("max_headers", Kind.WHOLE, "Most headers of a request.", 8, 10_000),
    Option("connections", Kind.WHOLE, "Open connections at once.", 1),
    Option(
        "connections_per_client",
        Kind.WHOLE,
        "Open connections of one address; not counted with --trusted-proxies.",
        1,
    ),
    Option("header_timeout", Kind.SECONDS, "Time for a request's headers to arrive.", 0.1, 3600),
    Option("body_timeout", Kind.SECONDS, "Time for a request's body to arrive.", 0.1, 3600),
    Option(
        "unread_timeout",
        Kind.SECONDS,
        "Time in which a client must read 32 KiB of its answer, or the rest of it.",
        0.1,
        3600,
    ),
    Option("keep_alive", Kind.SECONDS, "Time that an idle connection stays open.", 0.1, 3600),
    Option(
        "trusted_proxies",
        Kind.SWITCH,
        "Believe X-Forwarded-For, -Proto, -Host and -Prefix: only behind one proxy that sets them.",
    ),
    Option("access_log", Kind.SWITCH, "Write a line of JSON for each request."),
    Option("log_addresses", Kind.SWITCH, "Write the client's address into the access log."),
    Option("drain", Kind.SECONDS, "Time for running answers to finish at the stop.", 0, 3600),
    Option("cache_bytes", Kind.SIZE, "Memory for finished answers; 0 keeps none."),
    Option(
        "disk_from",
        Kind.SIZE,
        "Size of a dataset's file from which it is answered from disk, not from memory.",
    ),
    Option("watch", Kind.SECONDS, "Look for a changed dataset this often; 0 never.", 0, 86400),
)
"""Every setting, in the order in which help and documentation show them."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Config:
    """Hold the value of every setting; see :data:`OPTIONS` for what each means.

    Sizes are in bytes, times in seconds. Raises :class:`ConfigError` for a value
    that cannot be used.
    """

    host: str = "127.0.0.1"
    port: int = 8000
    base: str | None = None
    timeout: float = 30.0
    max_rows: int = 100_000
    max_bytes: int = 32 * MIB
    memory: int = GIB
    workers: int = 0
    slow: int = 5
    queue: int = 256
    per_client: int = 64
    max_query: int = 64 * KIB
    max_body: int = 256 * KIB
    max_uri: int = 16 * KIB
    max_header_bytes: int = 32 * KIB
    max_headers: int = 100
    connections: int = 1000
    connections_per_client: int = 100
    header_timeout: float = 10.0
    body_timeout: float = 20.0
    unread_timeout: float = 30.0
    keep_alive: float = 15.0
    trusted_proxies: bool = False
    access_log: bool = True
    log_addresses: bool = False
    drain: float = 10.0
    cache_bytes: int = 64 * MIB
    disk_from: int = 256 * MIB
    watch: float = 2.0

    def __post_init__(self) -> None:
        """Check every value; count the workers where none are named."""
        if self.workers == 0:
            object.__setattr__(self, "workers", count_workers())
        for option in OPTIONS:
            object.__setattr__(self, option.name, option.read(getattr(self, option.name)))
        if not self.host:
            raise ConfigError(_BY_NAME["host"], self.host, "an address")
        if self.base is not None:
            object.__setattr__(self, "base", _read_base(self.base))
        if self.max_query > self.max_body:
            most = f"at most --max-body, {show_size(self.max_body)}"
            raise ConfigError(_BY_NAME["max_query"], show_size(self.max_query), most)

    @classmethod
    def of(cls, values: Mapping[str, Value]) -> "Config":
        """Make the settings from values by name, texts or typed; ``None`` means the default.

        >>> Config.of({"max_bytes": "1MiB", "port": None}).max_bytes
        1048576
        """
        for name in values:
            if name not in _BY_NAME:
                raise UnknownNameError("setting", name, _BY_NAME)
        given: dict[str, Any] = {
            name: _BY_NAME[name].read(value) for name, value in values.items() if value is not None
        }
        return cls(**given)


_BY_NAME = {option.name: option for option in OPTIONS}
_HOST = re.compile(r"(?:[A-Za-z0-9._-]+|\[[0-9A-Fa-f:.]+\])(?::\d{1,5})?", re.ASCII)
_PATH = re.compile(r"[A-Za-z0-9._~/%-]*", re.ASCII)


def _read_base(base: str) -> str:
    """Return the public address without its last slash; links are made by adding a path."""
    expected = "an address such as https://example.org/mgi, without query and fragment"
    try:
        parts = urlsplit(base)
    except ValueError:
        raise ConfigError(_BY_NAME["base"], base, expected) from None
    if (
        parts.scheme not in ("http", "https")
        or not _HOST.fullmatch(parts.netloc)
        or not _PATH.fullmatch(parts.path)
        or set("?#") & set(base)
    ):
        raise ConfigError(_BY_NAME["base"], base, expected)
    return f"{parts.scheme}://{parts.netloc}{parts.path}".rstrip("/")


def show_default(option: Option) -> str:
    """Say an option's default in words that the option itself understands.

    >>> [show_default(_BY_NAME[name]) for name in ("max_bytes", "access_log", "timeout")]
    ['32 MiB', 'on', '30']
    """
    value: Any = next(field.default for field in fields(Config) if field.name == option.name)
    if option.name == "workers":
        return "one a core, at least 2"
    if value is None:
        return "none"
    if isinstance(value, bool):
        return "on" if value else "off"
    if option.kind is Kind.SIZE:
        return show_size(int(value))
    return f"{value:g}" if isinstance(value, float) else str(value)
