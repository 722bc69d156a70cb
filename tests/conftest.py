"""Build the real dataset once for every test that asks it."""

from pathlib import Path

import pytest

from mgi_graph.parsing import parse_sources
from mgi_graph.pipeline.dataset import Background, Dataset, assemble_dataset, read_background
from mgi_graph.pipeline.sources import find_sources
from mgi_graph.store import OxigraphStore


@pytest.fixture(scope="session", autouse=True)
def _own_cache(tmp_path_factory: pytest.TempPathFactory) -> None:
    """Keep the user's own cache out of the tests, and the tests out of it."""
    folder = tmp_path_factory.mktemp("cache")
    patch = pytest.MonkeyPatch()
    patch.setenv("XDG_CACHE_HOME", str(folder))


@pytest.fixture(scope="session")
def background() -> Background:
    """Return the ontology and the vocabularies."""
    return read_background()


@pytest.fixture(scope="session")
def built(background: Background) -> Dataset:
    """Return the dataset of the three real profiles."""
    return assemble_dataset(parse_sources(find_sources([])), background)


@pytest.fixture(scope="session")
def dataset(built: Dataset) -> OxigraphStore:
    """Return the dataset of the three real profiles in a store."""
    return OxigraphStore.of(built.quads)


@pytest.fixture(scope="session")
def sources() -> dict[str, str]:
    """Return the text of each real source, with nothing changed, by its file's name."""
    paths = find_sources([])
    assert len(paths) == 3
    return {path.name: _read(path) for path in paths}


def _read(path: Path) -> str:
    return path.read_bytes().decode()
