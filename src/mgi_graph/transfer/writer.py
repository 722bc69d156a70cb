"""Write graphs into an engine so that each changes in one step for those who read."""

import gzip
import shutil
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Final

from pyoxigraph import Triple

from mgi_graph.transfer.abilities import N_TRIPLES, UPDATE, Abilities
from mgi_graph.transfer.canonical_graphs import CanonicalGraph, sort_lines
from mgi_graph.transfer.errors import EngineError, EngineRefusal
from mgi_graph.transfer.exchange import Content, Exchange
from mgi_graph.transfer.record import INCOMING_GRAPH

_LINES: Final = 2000
_BYTES: Final = 1 << 19
"""Bounds of one update: Virtuoso 7 refuses to compile one of some 5,000 lines."""

_COMPRESSION: Final = 3

_CHANGE_BOTH: Final = """\
DELETE {{ ?s ?p ?o }} WHERE {{ GRAPH <{graph}> {{ ?s ?p ?o }}
  FILTER NOT EXISTS {{ GRAPH <{incoming}> {{ ?s ?p ?o }} }}
  FILTER NOT EXISTS {{ GRAPH ?other {{ ?s ?p ?o }} FILTER (?other != <{graph}>) }} }} ;
INSERT {{ ?s ?p ?o }} WHERE {{ GRAPH <{incoming}> {{ ?s ?p ?o }} }} ;
DELETE {{ GRAPH <{graph}> {{ ?s ?p ?o }} }} WHERE {{ GRAPH <{graph}> {{ ?s ?p ?o }}
  FILTER NOT EXISTS {{ GRAPH <{incoming}> {{ ?s ?p ?o }} }} }} ;
INSERT {{ GRAPH <{graph}> {{ ?s ?p ?o }} }} WHERE {{ GRAPH <{incoming}> {{ ?s ?p ?o }} }} ;
DROP SILENT GRAPH <{incoming}>"""
"""Turn a graph into another one, and the merge in the default graph with it."""

_DROP_FROM_BOTH: Final = """\
DELETE {{ ?s ?p ?o }} WHERE {{ GRAPH <{graph}> {{ ?s ?p ?o }}
  FILTER NOT EXISTS {{ GRAPH ?other {{ ?s ?p ?o }} FILTER (?other != <{graph}>) }} }} ;
DROP SILENT GRAPH <{graph}>"""


@dataclass(frozen=True)
class EngineWriter:
    """Write to an engine in the ways that it has; ``folder`` takes files on their way."""

    exchange: Exchange
    abilities: Abilities
    folder: Path

    def replace(self, graph: CanonicalGraph, *, merged: bool, new: bool) -> None:
        """Put a graph in the place of what stands under its name.

        ``merged``: it belongs to the merge in the default graph, where the engine has one of its
        own. ``new``: nothing stands under the name yet.
        """
        if merged and self.abilities.own_default_graph:
            self._replace_merged(graph, new=new)
        elif self.abilities.graph_store is not None and self.abilities.replaces_whole:
            self.put(graph.name, graph.path)
        elif not self._replace_in_one_update(graph):
            self._gather(graph)
            self.update(f"MOVE SILENT <{INCOMING_GRAPH}> TO <{graph.name}>")

    def _replace_merged(self, graph: CanonicalGraph, *, new: bool) -> None:
        if new and self.abilities.graph_store is not None and self.abilities.replaces_whole:
            self.put(graph.name, graph.path)
            self.add_to_default(graph.name)
            return
        self._gather(graph)
        self.update(_CHANGE_BOTH.format(graph=graph.name, incoming=INCOMING_GRAPH))

    def _replace_in_one_update(self, graph: CanonicalGraph) -> bool:
        """Send a small graph in one update; say no where it is too large for the engine."""
        if self.abilities.update is None:
            self.put(graph.name, graph.path)
            return True
        if graph.triples > _LINES or graph.path.stat().st_size > _BYTES:
            return False
        drop = f"DROP SILENT GRAPH <{graph.name}> ;"
        try:
            self.update(f"{drop} {_insert_blank(graph.name, graph.lines())}")
        except EngineRefusal:
            return False
        return True

    def _gather(self, graph: CanonicalGraph) -> None:
        """Bring a graph of any size under the name of what comes in."""
        if self.abilities.graph_store is not None:
            self.put(INCOMING_GRAPH, graph.path)
            return
        # A blank node is the same one only within one update.
        blank = [line for line in graph.lines() if has_blank_node(line)]
        first = f" ; {_insert_blank(INCOMING_GRAPH, blank)}" if blank else ""
        self.update(f"DROP SILENT GRAPH <{INCOMING_GRAPH}>{first}")
        ground = (line for line in graph.lines() if not has_blank_node(line))
        for piece in cut_into_pieces(ground):
            self.update(_insert(INCOMING_GRAPH, piece))

    def add_to_default(self, graph: str) -> None:
        """Add a graph to the merge in the default graph."""
        self.update(f"ADD SILENT <{graph}> TO DEFAULT")

    def remove(self, graph: str, *, merged: bool) -> None:
        """Remove a graph, and from the merge what only it has."""
        if merged and self.abilities.own_default_graph:
            self.update(_DROP_FROM_BOTH.format(graph=graph))
        elif self.abilities.update is not None:
            self.update(f"DROP SILENT GRAPH <{graph}>")
        else:
            self._delete(graph)

    def write_triples(self, graph: str, triples: Iterable[Triple], *, anew: bool) -> None:
        """Add triples without blank nodes to a graph; ``anew`` removes first what it has.

        They may be seen in part.
        """
        self.write_lines(graph, sort_lines(triples), anew=anew)

    def write_lines(self, graph: str, lines: list[bytes], *, anew: bool) -> None:
        """Add triples, as lines of N-Triples; see :meth:`write_triples`."""
        if self.abilities.graph_store is not None:
            content = Content(b"".join(lines), N_TRIPLES)
            self._send_graph("PUT" if anew else "POST", graph, content)
            return
        if anew:
            self.update(f"DROP SILENT GRAPH <{graph}>")
        for piece in cut_into_pieces(lines):
            self.update(_insert(graph, piece))

    def put(self, graph: str, path: Path) -> None:
        """Put a file in the place of a graph, compressed where the engine takes that."""
        if not self.abilities.takes_gzip:
            self._send_graph("PUT", graph, Content(path, N_TRIPLES))
            return
        packed = self.folder / "packed.nt.gz"
        with path.open("rb") as plain, gzip.open(packed, "wb", _COMPRESSION) as out:
            shutil.copyfileobj(plain, out)
        self._send_graph("PUT", graph, Content(packed, N_TRIPLES, "gzip"))

    def _send_graph(self, method: str, graph: str, content: Content) -> None:
        if self.abilities.graph_store is None:
            raise AssertionError("whole graphs go to a graph store only")
        self.exchange.send(
            method, self.abilities.graph_store, parameters={"graph": graph}, content=content
        )

    def _delete(self, graph: str) -> None:
        if self.abilities.graph_store is None:
            raise AssertionError("an engine takes graphs or updates")
        try:
            parameters = {"graph": graph}
            self.exchange.send("DELETE", self.abilities.graph_store, parameters=parameters)
        except EngineRefusal as err:
            # It is gone already (SPARQL 1.1 Graph Store HTTP Protocol, section 5.4).
            if err.status != 404:
                raise

    def update(self, text: str) -> None:
        """Run an update."""
        if self.abilities.update is None:
            msg = (
                "the engine's default graph is its own, and no address was found that takes "
                "updates, which put the merge of all graphs there; name it with --update"
            )
            raise EngineError(msg)
        self.exchange.send("POST", self.abilities.update, content=Content(text.encode(), UPDATE))


def has_blank_node(line: bytes) -> bool:
    r"""Say whether a triple has a blank node.

    >>> has_blank_node(b"_:a <urn:b> <urn:c> .\n"), has_blank_node(b"<urn:a> <urn:b> _:c .\n")
    (True, True)
    >>> has_blank_node(b'<urn:a> <urn:b> " _:c" .\n')
    False
    """
    return line.startswith(b"_:") or line.split(b" ", 2)[2].startswith(b"_:")


def cut_into_pieces(lines: Iterable[bytes]) -> Iterator[list[bytes]]:
    r"""Cut lines into pieces that engines take as one update.

    >>> [len(piece) for piece in cut_into_pieces([b"<urn:a> <urn:b> <urn:c> .\n"] * 3000)]
    [2000, 1000]
    """
    piece: list[bytes] = []
    size = 0
    for line in lines:
        if piece and (len(piece) >= _LINES or size + len(line) > _BYTES):
            yield piece
            piece, size = [], 0
        piece.append(line)
        size += len(line)
    if piece:
        yield piece


def _insert(graph: str, lines: Iterable[bytes]) -> str:
    return f"INSERT DATA {{ GRAPH <{graph}> {{\n{b''.join(lines).decode()}}} }}"


def _insert_blank(graph: str, lines: Iterable[bytes]) -> str:
    """Return an update for triples that may have blank nodes, one node for each label.

    Virtuoso refuses them in ``INSERT DATA``, where SPARQL 1.1 Update (section 3.1.1) allows them.
    """
    return f"INSERT {{ GRAPH <{graph}> {{\n{b''.join(lines).decode()}}} }} WHERE {{ }}"
