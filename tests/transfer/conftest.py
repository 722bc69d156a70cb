"""Build the real dataset once for the tests that move it, and move datasets."""

from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

from mgi_graph.store.credentials import NETRC_VARIABLE, PASSWORD_VARIABLE, USER_VARIABLE
from mgi_graph.transfer.addresses import Addresses
from mgi_graph.transfer.exchange import Exchange
from mgi_graph.transfer.pulling import pull_dataset
from mgi_graph.transfer.pushing import PushReport, push_dataset
from tests.cli.conftest import Run, dataset_folder, refused, run
from tests.engines.servers import Engine

__all__ = ["Run", "dataset_folder", "refused", "run"]

Push = Callable[[Path, Addresses], PushReport]
Pull = Callable[[Addresses], Path]
Ways = Callable[[Engine], Addresses]


@pytest.fixture(autouse=True)
def _no_credentials(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    """Keep the user's own credentials out of the tests."""
    for name in (USER_VARIABLE, PASSWORD_VARIABLE, NETRC_VARIABLE):
        monkeypatch.delenv(name, raising=False)
    monkeypatch.setenv("HOME", str(tmp_path))


@pytest.fixture
def writable(engine: Engine, monkeypatch: pytest.MonkeyPatch) -> Engine:
    """Return each engine in turn, empty, with its credentials in the environment."""
    if engine.user is not None and engine.password is not None:
        monkeypatch.setenv(USER_VARIABLE, engine.user)
        monkeypatch.setenv(PASSWORD_VARIABLE, engine.password)
    return engine


@pytest.fixture
def exchange() -> Iterator[Exchange]:
    """Give what talks to engines, patient for a slow machine."""
    talking = Exchange(patience=120)
    yield talking
    talking.close()


@pytest.fixture
def push(exchange: Exchange) -> Push:
    """Give a function that pushes a dataset."""
    return lambda data, addresses: push_dataset(data, addresses, exchange)


@pytest.fixture
def pull(exchange: Exchange, tmp_path: Path) -> Pull:
    """Give a function that pulls a dataset and returns its folder."""

    def pull_it(addresses: Addresses) -> Path:
        folder = tmp_path / "pulled"
        folder.mkdir()
        pull_dataset(addresses, exchange, folder)
        return folder

    return pull_it


def all_ways(engine: Engine) -> Addresses:
    """Return the address that a user would give."""
    return Addresses(engine.query)


def updates_only(engine: Engine) -> Addresses:
    """Return addresses from which no graph store follows."""
    return Addresses(f"{engine.query}?only=updates", update=engine.update)
