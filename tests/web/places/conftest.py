"""Give the places that nobody assessed."""

import pytest

from mgi_graph.parsing import parse_sources
from mgi_graph.pipeline.dataset import Background, Dataset, assemble_dataset
from mgi_graph.store import OxigraphStore
from tests.pipeline.written_profiles import write_profiles
from tests.web.places.towns import write_towns


@pytest.fixture(scope="session")
def crowd(built: Dataset) -> OxigraphStore:
    """Return the real dataset with a hundred towns more."""
    return OxigraphStore.of([*built.quads, *write_towns(100)])


@pytest.fixture(scope="session")
def multitude(built: Dataset) -> OxigraphStore:
    """Return the real dataset with more towns than any page lists."""
    return OxigraphStore.of([*built.quads, *write_towns(250)])


@pytest.fixture(scope="session")
def second(tmp_path_factory: pytest.TempPathFactory, background: Background) -> OxigraphStore:
    """Return the written profiles: places with several, a country with one, few domains."""
    written = write_profiles(tmp_path_factory.mktemp("second"))
    sources = parse_sources(sorted(written.sources.iterdir()))
    return OxigraphStore.of(assemble_dataset(sources, background, written.curation).quads)
