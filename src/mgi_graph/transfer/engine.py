"""Ask an engine, and fetch whole graphs from it; nothing here writes."""

import itertools
import json
from collections.abc import Collection, Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Final
from urllib.parse import urlencode

from pyoxigraph import NamedNode, Quad, RdfFormat, parse

from mgi_graph.transfer.addresses import Addresses
from mgi_graph.transfer.errors import EngineError
from mgi_graph.transfer.exchange import Content, Exchange, first_words
from mgi_graph.transfer.record import RECORD_GRAPH, Record, read_record

_RESULTS: Final = "application/sparql-results+json"
_TRIPLES: Final = "application/n-triples, text/turtle;q=0.9, application/rdf+xml;q=0.5"
_FORM: Final = "application/x-www-form-urlencoded"
_UNBOUND: Final = {"value": ""}
_GRAPHS_AT_ONCE: Final = 5000
_BEGINNING: Final = 400


@dataclass
class EngineReader:
    """Ask one engine; ``graph_stores`` are addresses that may give whole graphs, best first."""

    exchange: Exchange
    query_address: str
    graph_stores: tuple[str, ...]

    @classmethod
    def of(cls, exchange: Exchange, addresses: Addresses) -> "EngineReader":
        """Return a reader of the engine at these addresses."""
        return cls(exchange, addresses.query, addresses.graph_stores())

    def select(self, query: str) -> list[tuple[str, ...]]:
        """Return the values of the solutions, each in the order of the variables."""
        body, media_type = self.exchange.send(
            "POST",
            self.query_address,
            content=Content(urlencode({"query": query}).encode(), _FORM),
            accept=_RESULTS,
        )
        try:
            answer = json.loads(body)
            names = answer["head"]["vars"]
            return [
                tuple(each.get(name, _UNBOUND)["value"] for name in names)
                for each in answer["results"]["bindings"]
            ]
        except (ValueError, LookupError, TypeError) as err:
            msg = (
                f"POST {self.query_address}: expected whole SPARQL JSON results; got "
                f"{media_type or 'no media type'}: {first_words(body)}; is this the address "
                "where the engine answers queries?"
            )
            raise EngineError(msg) from err

    def count(self, pattern: str) -> int:
        """Return how many solutions a pattern has."""
        found = self.select(f"SELECT (COUNT(*) AS ?n) WHERE {{ {pattern} }}")
        if len(found) != 1 or len(found[0]) != 1 or not found[0][0].isdecimal():
            msg = f"POST {self.query_address}: expected one count; got {found!r}"
            raise EngineError(msg)
        return int(found[0][0])

    def count_graphs(self, names: Collection[str]) -> dict[str, int]:
        """Return how many triples each of these graphs has.

        All graphs are counted, in pages: Virtuoso 7 needs minutes where they are named in
        ``VALUES``, and may cut answers at 10,000 rows.
        """
        counts = dict.fromkeys(names, 0)
        for page in itertools.count():
            found = self.select(
                "SELECT ?g (COUNT(*) AS ?n) WHERE { GRAPH ?g { ?s ?p ?o } } GROUP BY ?g "
                f"ORDER BY ?g LIMIT {_GRAPHS_AT_ONCE} OFFSET {page * _GRAPHS_AT_ONCE}"
            )
            counts.update((name, int(number)) for name, number in found if name in counts)
            if len(found) < _GRAPHS_AT_ONCE:
                return counts
        raise AssertionError("a page that is not full is the last one")

    def fetch(self, graph: str, path: Path, triples: int) -> Iterator[Quad]:
        """Yield the triples of a graph, by way of a file; there must be this many.

        The addresses that take whole graphs are tried first: they give them whole, while answers
        to queries may be cut at a number of rows.
        """
        tried: list[str] = []
        for address in self.graph_stores:
            try:
                quads = self._fetch_whole(address, graph, path, triples)
            except EngineError as err:
                tried.append(str(err))
            else:
                self.graph_stores = (address,)
                return quads
        try:
            return self._fetch_by_query(graph, path, triples)
        except EngineError as err:
            raise EngineError("\n".join([*tried, str(err)])) from err

    def _fetch_whole(self, address: str, graph: str, path: Path, triples: int) -> Iterator[Quad]:
        media_type = self.exchange.download(
            address, path, parameters={"graph": graph}, accept=_TRIPLES
        )
        return _read_triples(f"GET {address}?graph={graph}", path, media_type, graph, triples)

    def _fetch_by_query(self, graph: str, path: Path, triples: int) -> Iterator[Quad]:
        construct = f"CONSTRUCT {{ ?s ?p ?o }} WHERE {{ GRAPH <{graph}> {{ ?s ?p ?o }} }}"
        media_type = self.exchange.download(
            self.query_address, path, parameters={"query": construct}, accept=_TRIPLES
        )
        asked = f"GET {self.query_address}?query={construct}"
        return _read_triples(asked, path, media_type, graph, triples)


def _read_triples(
    asked: str, path: Path, media_type: str, graph: str, triples: int
) -> Iterator[Quad]:
    """Yield the triples of a file after they were counted; raise where they are too few."""
    rdf_format = RdfFormat.from_media_type(media_type)
    try:
        if rdf_format is None:
            msg = "not a format of RDF"
            raise ValueError(msg)
        found = sum(1 for _ in parse(path=str(path), format=rdf_format))
    except (SyntaxError, ValueError) as err:
        with path.open("rb") as stream:
            words = first_words(stream.read(_BEGINNING))
        msg = (
            f"{asked}: expected N-Triples or Turtle, whole; got {media_type or 'no media type'}: "
            f"{words} ({err})"
        )
        raise EngineError(msg) from err
    if found != triples:
        msg = (
            f"{asked}: {found} triples came and the engine counts {triples}; it may cut answers "
            "at a number of rows (Virtuoso: ResultSetMaxRows)"
        )
        raise EngineError(msg)
    name = NamedNode(graph)
    return (
        Quad(each.subject, each.predicate, each.object, name)
        for each in parse(path=str(path), format=rdf_format)
    )


def fetch_record(reader: EngineReader, path: Path) -> Record:
    """Return what pushes have written down in the engine."""
    triples = reader.count(f"GRAPH <{RECORD_GRAPH}> {{ ?s ?p ?o }}")
    if not triples:
        return Record({}, None, exists=False)
    return read_record(quad.triple for quad in reader.fetch(RECORD_GRAPH, path, triples))
