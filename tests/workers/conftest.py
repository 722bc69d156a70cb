"""Start pools of real worker processes."""

import asyncio
from collections.abc import AsyncIterator, Awaitable, Callable
from contextlib import asynccontextmanager
from pathlib import Path
from typing import TypeVar

import pytest
from pyoxigraph import RdfFormat

from mgi_graph.pipeline.dataset import Dataset
from mgi_graph.rdf.serialisation import write_quads
from mgi_graph.workers.pool import Pool
from mgi_graph.workers.settings import PoolSettings

Value = TypeVar("Value")
WithPool = Callable[..., Value]

_ROOMY = 1 << 30


@pytest.fixture(scope="session")
def trig(built: Dataset, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Return the file of the real dataset."""
    path = tmp_path_factory.mktemp("dataset") / "mgi.trig"
    write_quads(built.quads, path, RdfFormat.TRIG)
    return path


@pytest.fixture
def with_pool(trig: Path) -> Callable[..., object]:
    """Give a function that runs a coroutine function with a pool of the settings named."""

    def run(deed: Callable[[Pool], Awaitable[Value]], **settings: object) -> Value:
        return asyncio.run(_run(deed, trig, settings))

    return run


async def _run(
    deed: Callable[[Pool], Awaitable[Value]], data: Path, settings: dict[str, object]
) -> Value:
    async with _pool(data, settings) as pool:
        return await deed(pool)


@asynccontextmanager
async def _pool(data: Path, settings: dict[str, object]) -> AsyncIterator[Pool]:
    usual: dict[str, object] = {"memory": _ROOMY, "prepare": "tests.workers.deeds:prepare"}
    pool = await Pool.start(PoolSettings(data=data, **(usual | settings)))  # type: ignore[arg-type]
    try:
        yield pool
    finally:
        await pool.close(0)
