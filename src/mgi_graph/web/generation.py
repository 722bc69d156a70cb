"""Hold one dataset while it is served: its workers, and what is derived from it.

A request keeps to the generation that it began with; a new one takes the place
of the old for the requests that begin after it, and the old one ends when its
last request is answered.
"""

import asyncio
from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any, Final

from mgi_graph.workers.pool import Pool
from mgi_graph.workers.settings import DatasetFacts

_GLANCE: Final = 0.02


@dataclass(slots=True, eq=False)
class Generation:
    """Hold one dataset's workers; ``users`` counts the requests that keep to it."""

    pool: Pool
    users: int = 0
    made: dict[str, Any] = field(default_factory=dict)
    """What handlers have derived from the dataset and keep, by a name of theirs."""

    @property
    def facts(self) -> DatasetFacts:
        """Return what the dataset is."""
        return self.pool.facts

    @property
    def digest(self) -> str:
        """Return the SHA-256 of the dataset's file."""
        return self.pool.facts.digest

    @property
    def graphs(self) -> Mapping[str, int]:
        """Return the triples of each named graph, under its IRI."""
        return self.pool.facts.graphs

    async def retire(self, seconds: float) -> None:
        """End the workers when the last request is answered, or after so many seconds."""
        loop = asyncio.get_running_loop()
        deadline = loop.time() + seconds
        while self.users and loop.time() < deadline:
            await asyncio.sleep(_GLANCE)
        await self.pool.close(max(0.0, deadline - loop.time()))
