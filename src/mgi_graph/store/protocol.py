"""Say what a store is to everything above it."""

from typing import Protocol

from mgi_graph.results import Result


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
