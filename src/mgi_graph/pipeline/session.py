"""Ask a dataset questions from Python: ``mgi_graph.load()``."""

from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

from mgi_graph.queries import CannedQuery, find_query, load_queries, run_query
from mgi_graph.results import Result
from mgi_graph.store import Store


@dataclass(frozen=True, slots=True)
class ProfileGraph:
    """Answer questions over one dataset, from canned queries or in SPARQL."""

    store: Store

    def query(self, name: str, **parameters: str) -> Result:
        """Run the canned query ``name``.

        Values are slugs, labels or IRIs, as on the command line. Raises
        :class:`~mgi_graph.errors.UnknownNameError` and
        :class:`~mgi_graph.errors.ParameterError`.
        """
        return run_query(self.store, find_query(name), parameters)

    def sparql(self, text: str) -> Result:
        """Run any SPARQL 1.1 query; raises as :meth:`mgi_graph.store.Store.query` does."""
        return self.store.query(text)

    @property
    def queries(self) -> tuple[CannedQuery, ...]:
        """Return the canned queries, with their questions and parameters."""
        return load_queries()


def open_store(
    data: Path | None = None,
    endpoint: str | None = None,
    advise: Callable[[str], None] = lambda _: None,
) -> Store:
    """Open a built dataset or an RDF file, an endpoint, or the embedded dataset.

    A large one is opened from a store on disk, which is made when there is none yet:
    ``advise`` is told that in a sentence. Raises :class:`~mgi_graph.errors.MgiGraphError`
    where both are given or the one given cannot be used.
    """
    if endpoint is not None:
        from mgi_graph.store import EngineStore

        return EngineStore.of(endpoint)
    if data is not None:
        from mgi_graph.pipeline.embedded import store_directory
        from mgi_graph.store.disk_choice import DISK_FROM, open_from_best_place

        return open_from_best_place(data, DISK_FROM, store_directory(), advise)
    from mgi_graph.pipeline.embedded import open_embedded

    return open_embedded()


def load(data: Path | str | None = None, *, endpoint: str | None = None) -> ProfileGraph:
    """Load a dataset to ask: the packaged profiles unless something else is named.

    ``data`` is a built dataset's directory or an RDF file, ``endpoint`` the address
    of a SPARQL endpoint. Raises :class:`~mgi_graph.errors.MgiGraphError`.
    """
    return ProfileGraph(open_store(None if data is None else Path(data), endpoint))
