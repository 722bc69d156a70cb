"""Build the real dataset once for every test that asks it, and serve datasets to tests."""

from collections.abc import Callable, Iterator
from contextlib import ExitStack, contextmanager
from pathlib import Path

import httpx
import pytest

from mgi_graph.parsing import parse_sources
from mgi_graph.pipeline.dataset import Background, Dataset, assemble_dataset, read_background
from mgi_graph.pipeline.sources import find_sources
from mgi_graph.store import OxigraphStore
from tests.engines.servers import TLS, Engine, start_oxigraph, start_virtuoso

_PATIENCE = 120
_FIRST: tuple[tuple[str, ...], ...] = (("tests", "web"), ("tests", "browser"))


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """Keep the tests of one folder together, in their random order, and those of pages first.

    Each worker gets a half of them to begin with, so that one of the two starts the service and
    what else the tests of a folder share, and the other seldom has to.
    """
    ranks = {folder: rank for rank, folder in enumerate(_FIRST)}
    for each in items:
        ranks.setdefault(_folder_of(each), len(ranks))
    items.sort(key=lambda each: ranks[_folder_of(each)])


def _folder_of(item: pytest.Item) -> tuple[str, ...]:
    """Return the first two folders of a test's file, such as ``tests`` and ``web``."""
    return Path(item.nodeid.partition("::")[0]).parts[:-1][:2]


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


@pytest.fixture(scope="session")
def serve() -> Iterator[Callable[[Path], str]]:
    """Give a function that serves a TriG file by an Oxigraph server and returns its query URL."""
    with ExitStack() as servers:
        yield lambda dataset: servers.enter_context(_serving(dataset))


@contextmanager
def _serving(dataset: Path) -> Iterator[str]:
    with start_oxigraph(union=True) as engine:
        answer = httpx.post(
            engine.graph_store,
            content=dataset.read_bytes(),
            headers={"Content-Type": "application/trig"},
            timeout=_PATIENCE,
            verify=TLS,
        )
        answer.raise_for_status()
        yield engine.query


@pytest.fixture(scope="session")
def _oxigraph_server() -> Iterator[Engine]:
    with start_oxigraph() as engine:
        yield engine


@pytest.fixture(scope="session")
def _virtuoso_server() -> Iterator[Engine]:
    with start_virtuoso() as engine:
        yield engine


@pytest.fixture
def oxigraph_server(_oxigraph_server: Engine) -> Engine:
    """Return an Oxigraph server that holds nothing; started once for each worker."""
    _oxigraph_server.clear()
    return _oxigraph_server


@pytest.fixture
def virtuoso(_virtuoso_server: Engine) -> Engine:
    """Return Virtuoso 7 with nothing but its own graphs; started once for each worker."""
    _virtuoso_server.clear()
    return _virtuoso_server


@pytest.fixture(params=["oxigraph_server", "virtuoso"])
def engine(request: pytest.FixtureRequest) -> Engine:
    """Return each engine in turn, empty."""
    found = request.getfixturevalue(request.param)
    assert isinstance(found, Engine)
    return found
