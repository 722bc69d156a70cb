"""Answer from a dataset in Oxigraph, in memory or on disk."""

from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass
from functools import cached_property, partial
from types import MappingProxyType
from typing import Final, TypeVar

from pyoxigraph import BlankNode, DefaultGraph, NamedNode, Quad, Triple
from pyoxigraph import Store as PyoxigraphStore

from mgi_graph.errors import DamagedStoreError, StoreError
from mgi_graph.results import EngineAnswer, Result, gather
from mgi_graph.store.form import find_form
from mgi_graph.store.guard import refuse_service
from mgi_graph.store.rdf_dataset import (
    WHOLE,
    RdfDataset,
    check_graphs,
    find_dataset,
    merge_default_graphs,
)
from mgi_graph.store.syntax import explain_syntax_error

_UNION: Final = "INSERT { ?s ?p ?o } WHERE { GRAPH ?g { ?s ?p ?o } }"

Read = TypeVar("Read")


@dataclass(frozen=True, slots=True)
class StoreCounts:
    """Tell how many triples the merge has, and each named graph, under its IRI."""

    triples: int
    graphs: Mapping[str, int]


class OxigraphStore:
    """Answer queries from a dataset, without the network.

    Make one with :meth:`of` or :func:`~mgi_graph.store.open_dataset`.
    """

    def __init__(self, store: PyoxigraphStore, counts: StoreCounts | None = None) -> None:
        """Take over ``store``: its named graphs are copied into its default graph.

        Oxigraph's own union of graphs gives a triple once for each graph that has
        it, which is not the merge that SPARQL 1.1 (section 13) asks for and spoils
        every count. Where ``counts`` are given, the default graph holds the merge
        already, and nothing is written.
        """
        if counts is None:
            store.update(_UNION)
        self._store = store
        self._counts = counts

    @classmethod
    def of(cls, quads: Iterable[Quad]) -> "OxigraphStore":
        """Return a store with these quads."""
        store = PyoxigraphStore()
        store.bulk_extend(quads)
        return cls(store)

    def query(self, text: str, /) -> Result:
        """Return the answer to a query; see :class:`~mgi_graph.store.Store`.

        ``SERVICE`` is refused.
        """
        return self.read(text, gather)

    def read(
        self,
        text: str,
        reader: Callable[[EngineAnswer], Read],
        dataset: RdfDataset = WHOLE,
        base: str | None = None,
    ) -> Read:
        """Return what ``reader`` makes of the engine's own answer, which it evaluates by reading.

        ``dataset`` stands above the ``FROM`` clauses of the query (SPARQL 1.1
        Protocol, section 2.1.4). Relative IRIs are resolved against ``base``; without
        it they are mistakes where the query has no ``BASE``. Raises what :meth:`query`
        raises, :class:`~mgi_graph.errors.UnknownNameError` for a graph that the store
        does not hold, and :class:`~mgi_graph.errors.DamagedStoreError` for files that
        cannot be read.
        """
        find_form(text)
        refuse_service(text)
        chosen = dataset or find_dataset(text, base)
        check_graphs(chosen, self.graphs)
        try:
            return reader(self._ask(text, chosen, base))
        except SyntaxError as err:
            parse = partial(PyoxigraphStore().query, base_iri=base)
            raise explain_syntax_error(text, str(err), parse) from err
        except (OSError, RuntimeError, ValueError) as err:
            if self._counts is not None and _tells_of_damage(err):
                msg = f"the store on disk is damaged: {err}; make it again from its source"
                raise DamagedStoreError(msg) from err
            msg = f"the query cannot be evaluated: {err}"
            raise StoreError(msg) from err

    def _ask(self, text: str, dataset: RdfDataset, base: str | None) -> EngineAnswer:
        if not dataset:
            return self._store.query(text, base_iri=base)
        named = _names(dataset.named_graphs)
        if len(dataset.default_graphs) > 1:
            merged = merge_default_graphs(self._store, dataset)
            return merged.query(
                text, base_iri=base, default_graph=DefaultGraph(), named_graphs=named
            )
        default: list[NamedNode | BlankNode | DefaultGraph] = [*_names(dataset.default_graphs)]
        return self._store.query(text, base_iri=base, default_graph=default, named_graphs=named)

    @cached_property
    def graphs(self) -> Mapping[str, int]:
        """Return the number of triples of each named graph, under its IRI."""
        if self._counts is not None:
            return self._counts.graphs
        return MappingProxyType(
            {
                graph.value: sum(1 for _ in self._store.quads_for_pattern(None, None, None, graph))
                for graph in sorted(self._store.named_graphs(), key=str)
                if isinstance(graph, NamedNode)
            }
        )

    def count_triples(self) -> int:
        """Count the triples of the default graph, the union of all named graphs."""
        if self._counts is not None:
            return self._counts.triples
        return sum(1 for _ in self.read_graph(None))

    def read_graph(self, graph: str | None) -> Iterator[Triple]:
        """Give the triples of a named graph, or of the default graph for ``None``."""
        name = DefaultGraph() if graph is None else NamedNode(graph)
        return (quad.triple for quad in self._store.quads_for_pattern(None, None, None, name))


def _tells_of_damage(err: Exception) -> bool:
    return isinstance(err, OSError) or "Corruption" in str(err)


def _names(graphs: Iterable[str]) -> list[NamedNode | BlankNode]:
    return [NamedNode(graph) for graph in graphs]
