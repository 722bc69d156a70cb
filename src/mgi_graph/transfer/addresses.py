"""Know where engines take graphs and updates, from where they answer queries.

What is not said is looked for where well-known engines have it; whether one listens there is
found by asking, see :mod:`mgi_graph.transfer.engine`.
"""

from dataclasses import dataclass
from typing import Final

_PATTERNS: Final = (
    # (end of the query address, ends for whole graphs, ends for updates)
    ("/sparql", ("/sparql-graph-crud-auth", "/data", "/sparql/gsp/"), ("/sparql-auth", "/update")),
    ("/query", ("/store", "/data"), ("/update",)),
)
_REPOSITORIES: Final = "/repositories/"


@dataclass(frozen=True, slots=True)
class Addresses:
    """Hold the addresses of one engine; what is ``None`` was not said and is looked for."""

    query: str
    graph_store: str | None = None
    update: str | None = None

    def graph_stores(self) -> tuple[str, ...]:
        """Return where graphs may be taken, by the Graph Store Protocol, likeliest first.

        >>> Addresses("http://localhost:7878/query").graph_stores()
        ('http://localhost:7878/store', 'http://localhost:7878/data')
        """
        return (self.graph_store,) if self.graph_store else _derive(self.query, 1)

    def updates(self) -> tuple[str, ...]:
        """Return where updates may be taken, likeliest first; the query address is the last.

        >>> Addresses("http://localhost:7200/repositories/mgi").updates()[0]
        'http://localhost:7200/repositories/mgi/statements'
        >>> Addresses("http://localhost:8890/sparql").updates()[0]
        'http://localhost:8890/sparql-auth'
        """
        return (self.update,) if self.update else (*_derive(self.query, 2), self.query)


def _derive(query: str, which: int) -> tuple[str, ...]:
    path, separator, _ = query.partition("?")
    if separator:
        # An address with parameters of its own says nothing of others.
        return ()
    path = path.rstrip("/")
    if _REPOSITORIES in path:
        return (path + ("/rdf-graphs/service" if which == 1 else "/statements"),)
    for end, *others in _PATTERNS:
        if path.endswith(end):
            return tuple(path.removesuffix(end) + other for other in others[which - 1])
    return ()
