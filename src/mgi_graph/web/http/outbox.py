"""Bound the bytes of large answers that wait in the service for slow readers."""

from collections import Counter
from collections.abc import Iterator
from contextlib import contextmanager
from typing import Final

LARGE: Final = 1 << 17
"""Answers of at most so many bytes are not counted; connections bound them well enough."""

_ALL: Final = 16
_ONE: Final = 4


class Outbox:
    """Count the bytes of answers that are being sent, of all clients and of each.

    A whole answer is in memory until its last byte is taken, so that a client with many
    connections that reads slowly would otherwise take as much memory as it likes.
    """

    def __init__(self, largest: int) -> None:
        """Let one client have four answers of ``largest`` bytes under way, and all sixteen."""
        self._limit = _ALL * largest
        self._own_limit = _ONE * largest
        self._sizes: Counter[str] = Counter()
        self.size = 0
        """The bytes that are held now."""

    def is_full_for(self, client: str) -> bool:
        """Say whether ``client`` must read what it has asked for before it asks for more."""
        return self.size >= self._limit or self._sizes[client] >= self._own_limit

    @contextmanager
    def hold(self, client: str, size: int) -> Iterator[None]:
        """Count an answer as long as the block lasts.

        >>> outbox = Outbox(10)
        >>> with outbox.hold("a", 40):
        ...     outbox.is_full_for("a"), outbox.is_full_for("b")
        (True, False)
        >>> outbox.is_full_for("a")
        False
        """
        self.size += size
        self._sizes[client] += size
        try:
            yield
        finally:
            self.size -= size
            self._sizes[client] -= size
            if not self._sizes[client]:
                del self._sizes[client]
