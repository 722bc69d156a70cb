"""Offer the same small dataset on each kind of store, an Oxigraph server among them."""

from collections.abc import Callable
from pathlib import Path

import pytest
from pyoxigraph import Quad, RdfFormat, parse

from mgi_graph.store import OxigraphStore, RdflibStore, RemoteStore, Store

DATASET = Path(__file__).parent / "data" / "small.trig"


@pytest.fixture(scope="session")
def quads() -> list[Quad]:
    """Give the quads of the small dataset."""
    return list(parse(path=DATASET, format=RdfFormat.TRIG))


@pytest.fixture(scope="session")
def oxigraph_store(quads: list[Quad]) -> OxigraphStore:
    """Give the small dataset in Oxigraph."""
    return OxigraphStore.of(quads)


@pytest.fixture(scope="session")
def rdflib_store(quads: list[Quad]) -> RdflibStore:
    """Give the small dataset in rdflib."""
    return RdflibStore.of(quads)


@pytest.fixture(scope="session")
def endpoint(serve: Callable[[Path], str]) -> str:
    """Serve the small dataset by an Oxigraph server on loopback; give its query URL."""
    return serve(DATASET)


@pytest.fixture(scope="session")
def remote_store(endpoint: str) -> RemoteStore:
    """Give the small dataset behind an endpoint."""
    return RemoteStore(endpoint, timeout=30)


@pytest.fixture(scope="session", params=["oxigraph", "rdflib", "remote"])
def store(request: pytest.FixtureRequest) -> Store:
    """Give the small dataset on each kind of store in turn."""
    found: Store = request.getfixturevalue(f"{request.param}_store")
    return found
