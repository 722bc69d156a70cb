"""Notice when an engine holds another dataset, and when it does not answer."""

import asyncio
from dataclasses import dataclass
from typing import TYPE_CHECKING, Final

from mgi_graph.errors import MgiGraphError
from mgi_graph.store import DatasetStore, EngineStore
from mgi_graph.workers.errors import BusyError, StoppedError
from mgi_graph.workers.tasks import Answer

if TYPE_CHECKING:
    from mgi_graph.web.service import Service

_LEAST: Final = 1.0
"""Seconds between two questions at least: each is a request to the engine."""


@dataclass(frozen=True, slots=True)
class ReadVersion:
    """Ask the engine which dataset it holds now, by what the last push wrote down."""

    def run(self, store: DatasetStore) -> Answer:
        """Return the digest; nothing where there is none, or where a push is at work."""
        version = store.read_version() if isinstance(store, EngineStore) else None
        return Answer((version or "").encode(), "text/plain")


async def watch_engine(service: "Service") -> None:
    """Serve anew what a push put into the engine, and note while it does not answer."""
    while service.config.watch:
        await asyncio.sleep(max(service.config.watch, _LEAST))
        generation = service.generation_or_none
        if generation is None:
            continue
        try:
            answer = await generation.pool.run(ReadVersion(), client="watch")
        except (BusyError, StoppedError):
            continue
        except MgiGraphError as err:
            _note(service, f"the engine does not answer: {err}")
            continue
        _note(service, None)
        version = answer.body.decode()
        if version and version != generation.digest:
            await service.load()


def _note(service: "Service", trouble: str | None) -> None:
    """Keep what is wrong for ``/health``, and log it when it begins and when it ends."""
    if trouble is not None and service.trouble is None:
        service.log.event("engine-lost", reason=trouble)
    if trouble is None and service.trouble is not None:
        service.log.event("engine-back")
    service.trouble = trouble
