"""Choose the RDF dataset that a query is about (SPARQL 1.1 Query Language, section 13).

A query, or whoever sends it, may name the graphs to merge into the default graph
and the graphs to keep apart; graphs that the store does not hold are refused
rather than fetched.
"""

from collections.abc import Collection, Iterable
from dataclasses import dataclass
from typing import Final

from pyoxigraph import NamedNode, Quad
from pyoxigraph import Store as PyoxigraphStore

from mgi_graph.errors import UnknownNameError
from mgi_graph.store.datasets import dataset_clauses


@dataclass(frozen=True, slots=True)
class RdfDataset:
    """Name the graphs of a query's dataset, as IRIs.

    Where both are empty nothing was chosen, and the store's own dataset is meant.
    """

    default_graphs: tuple[str, ...] = ()
    named_graphs: tuple[str, ...] = ()

    def __bool__(self) -> bool:
        """Say whether a dataset was chosen."""
        return bool(self.default_graphs or self.named_graphs)


WHOLE: Final = RdfDataset()
"""The store's own dataset."""


def find_dataset(text: str, base: str | None = None) -> RdfDataset:
    """Return the dataset that the ``FROM`` clauses of a query name, resolved against ``base``.

    >>> find_dataset("SELECT * FROM NAMED <urn:a> { GRAPH ?g { ?s ?p ?o } }").named_graphs
    ('urn:a',)
    """
    if "from" not in text.lower():
        return RdfDataset()
    return RdfDataset(*dataset_clauses(text, base))


def check_graphs(dataset: RdfDataset, known: Collection[str]) -> None:
    """Raise :class:`~mgi_graph.errors.UnknownNameError` for a graph that is not in ``known``."""
    for graph in (*dataset.default_graphs, *dataset.named_graphs):
        if graph not in known:
            hint = "queries are answered from the graphs of the dataset only; nothing is fetched"
            raise UnknownNameError("graph", graph, sorted(known), hint=hint)


def merge_default_graphs(store: PyoxigraphStore, dataset: RdfDataset) -> PyoxigraphStore:
    """Return a store whose default graph is the merge of the dataset's, each triple once.

    Oxigraph itself would give a triple once for each of the graphs that has it.
    """
    merged = PyoxigraphStore()
    default = _quads(store, set(dataset.default_graphs))
    merged.extend(Quad(quad.subject, quad.predicate, quad.object) for quad in default)
    merged.extend(_quads(store, set(dataset.named_graphs)))
    return merged


def _quads(store: PyoxigraphStore, graphs: Iterable[str]) -> Iterable[Quad]:
    for graph in graphs:
        yield from store.quads_for_pattern(None, None, None, NamedNode(graph))
