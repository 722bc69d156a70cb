"""Say what a store is to everything above it."""

from collections.abc import Callable, Iterator, Mapping
from typing import Protocol, TypeVar

from pyoxigraph import Triple

from mgi_graph.results import EngineAnswer, Result
from mgi_graph.store.rdf_dataset import WHOLE, RdfDataset

Read = TypeVar("Read")


class Store(Protocol):
    """Answer SPARQL queries over one dataset.

    The default graph of a query is the union of all the dataset's graphs, each
    triple once. The same query gives the same solutions on every kind of store.
    """

    def query(self, text: str, /) -> Result:
        """Return the answer to a SPARQL 1.1 query.

        Raises :class:`~mgi_graph.errors.QuerySyntaxError` for a text that is not a
        query, updates among them, and :class:`~mgi_graph.errors.StoreError` where
        the store cannot answer.
        """
        ...


class DatasetStore(Store, Protocol):
    """Answer also about chosen graphs, and tell what graphs there are: what a service needs."""

    def read(
        self,
        text: str,
        reader: Callable[[EngineAnswer], Read],
        dataset: RdfDataset = WHOLE,
        base: str | None = None,
    ) -> Read:
        """Return what ``reader`` makes of the engine's own answer.

        ``dataset`` stands above the ``FROM`` clauses of the query (SPARQL 1.1
        Protocol, section 2.1.4). Relative IRIs are resolved against ``base``; without
        it they are mistakes where the query has no ``BASE``. ``SERVICE`` is refused. Raises
        what :meth:`query` raises, and :class:`~mgi_graph.errors.UnknownNameError` for a
        graph that the store does not hold.
        """
        ...

    @property
    def graphs(self) -> Mapping[str, int]:
        """Return the number of triples of each named graph, under its IRI."""
        ...

    def count_triples(self) -> int:
        """Count the triples of the default graph, the union of all named graphs."""
        ...

    def read_graph(self, graph: str | None) -> Iterator[Triple]:
        """Give the triples of a named graph, or of the default graph for ``None``."""
        ...
