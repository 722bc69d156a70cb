"""Give the towns that the tests of places write."""

from tests.web.places.conftest import crowd

__all__ = ["crowd"]
