"""Do once what first readers would wait for: in the process that answers, and in each worker."""

import asyncio
from contextlib import suppress
from dataclasses import dataclass
from typing import Final

from pyoxigraph import NamedNode

from mgi_graph.errors import MgiGraphError
from mgi_graph.queries import LANGUAGES
from mgi_graph.rdf.terms import MGI
from mgi_graph.store import DatasetStore
from mgi_graph.store.asking import select
from mgi_graph.web.api.canned import canned_queries
from mgi_graph.web.linked_data.descriptions import DescribeThing
from mgi_graph.web.pages.rendering import compile_templates, static_files
from mgi_graph.web.pages.texts import find_words
from mgi_graph.web.places.facts import PLACES
from mgi_graph.web.places.place import ShowPlace
from mgi_graph.workers.pool import Pool
from mgi_graph.workers.tasks import Answer

FRONT: Final = (
    "api.html",
    "asking/questions.html",
    "asking/unknown.html",
    "base.html",
    "downloads.html",
    "limits.html",
    "macros.html",
    "problem.html",
    "problems.html",
)
"""The templates of the pages that need no worker, with those that they refer to."""

_MOST_WARMED: Final = 8
_LONGEST_WAIT: Final = 0.5
_GLANCE: Final = 0.005


def warm() -> None:
    """Read words, static files, canned queries and templates, and compile those used here."""
    compile_templates(*FRONT)
    for language in LANGUAGES:
        find_words(language)
    static_files()
    canned_queries()


async def warm_workers(pool: Pool, workers: int) -> None:
    """Let the first of ``workers`` do once what no reader is to wait for.

    Where the dataset is not in memory, it would take longer than it saves.
    """
    if pool.facts.storage != "memory":
        return
    wanted = min(workers, _MOST_WARMED)
    loop = asyncio.get_running_loop()
    deadline = loop.time() + _LONGEST_WAIT
    while pool.status.idle < wanted and loop.time() < deadline:
        await asyncio.sleep(_GLANCE)
    await asyncio.gather(*(_warm_one(pool, number) for number in range(wanted)))


async def _warm_one(pool: Pool, number: int) -> None:
    # What a dataset that is not ours cannot answer is no reason not to serve it.
    with suppress(MgiGraphError):
        await pool.run(WarmWorker(), client=f"worker {number}")


@dataclass(frozen=True, slots=True)
class WarmWorker:
    """Make two large pages of one place, for nobody.

    A worker is forked from a process that holds the dataset. What it writes to for the first
    time, and be it that it counts who refers to an object, the system copies for it; for a
    page that is a third of the time.
    """

    def run(self, store: DatasetStore) -> Answer:
        """Return an empty answer."""
        rows = select(store, f"SELECT ?place WHERE {{ ?profile {MGI.assesses} ?place }} LIMIT 1")
        for (place,) in rows:
            if isinstance(place, NamedNode):
                ShowPlace(place.value.removeprefix(PLACES)).run(store)
                DescribeThing(place.value, "html").run(store)
        return Answer(b"", "text/plain")
