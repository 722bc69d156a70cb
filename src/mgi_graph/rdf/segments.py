"""Write blocks of a dataset as pieces of its files, and the files from the pieces.

A file is a head, the segments of its blocks one after the other, and a tail. A segment
depends on its block alone, so that it may be made in any process, and copied from the
files of an earlier build. Within a block triples are sorted as everywhere, by subject,
types first, predicate and object.
"""

from collections.abc import Iterable, Mapping, Sequence
from typing import Final, NamedTuple

from pyoxigraph import NamedNode, Quad, RdfFormat, Triple, serialize

from mgi_graph.namespaces import PREFIXES
from mgi_graph.rdf.blocks import Block, divide
from mgi_graph.rdf.serialisation import list_keys

_PREFIXES: Final = dict(PREFIXES)
_PREFIX_LINES: Final = "".join(
    f"@prefix {name}: <{iri}> .\n" for name, iri in sorted(PREFIXES.items())
).encode()

FILES: Final = ("mgi.trig", "mgi.nt", "mgi.ttl", "mgi.jsonld")
"""The files that hold the dataset: its named graphs, then their union in three formats."""

HEADS: Final[Mapping[str, bytes]] = {
    "mgi.trig": _PREFIX_LINES,
    "mgi.nt": b"",
    "mgi.ttl": _PREFIX_LINES,
    "mgi.jsonld": b"[",
}
"""What stands before the segments of each file."""

SEPARATORS: Final[Mapping[str, bytes]] = {
    "mgi.trig": b"",
    "mgi.nt": b"",
    "mgi.ttl": b"",
    "mgi.jsonld": b",\n",
}
"""What stands between two segments of each file; an empty segment is none."""

TAILS: Final[Mapping[str, bytes]] = {
    "mgi.trig": b"",
    "mgi.nt": b"",
    "mgi.ttl": b"",
    "mgi.jsonld": b"]",
}
"""What stands behind the segments of each file."""

Segments = Mapping[str, bytes]
"""The bytes of a block in each of the files."""


def divide_and_write(quads: Iterable[Quad]) -> dict[str, bytes]:
    """Return the content of every file of the dataset that has these quads."""
    written = [write_segments(block) for block in divide(quads).values()]
    return {
        name: b"".join(
            (
                HEADS[name],
                SEPARATORS[name].join(each[name] for each in written if each[name]),
                TAILS[name],
            )
        )
        for name in FILES
    }


def write_segments(block: Block) -> Segments:
    """Write one block for every file."""
    return write_ordered(sort_block(block))


class Ordered(NamedTuple):
    """Hold the triples of a block in the order in which they are written.

    ``triples`` are those of its union, ``lines`` the same in N-Triples; ``graphs`` are
    what is written in named graphs.
    """

    lines: Sequence[bytes]
    triples: Sequence[Triple]
    graphs: Mapping[NamedNode, Sequence[Triple]]


def sort_block(block: Block) -> Ordered:
    """Sort the triples of a block by subject, types first, predicate and object."""
    triples = [triple for layer in block for triple in layer.triples]
    lines = _serialise(triples, RdfFormat.N_TRIPLES).splitlines(keepends=True)
    keys = list_keys(lines)
    union: dict[bytes, Triple] = {}
    graphs: dict[NamedNode | None, list[Triple]] = {layer.graph: [] for layer in block}
    written = [(graphs[layer.graph], layer.in_union) for layer in block for _ in layer.triples]
    for index in sorted(range(len(keys)), key=keys.__getitem__):
        (graph, in_union), triple = written[index], triples[index]
        graph.append(triple)
        if in_union:
            union[lines[index]] = triple
    return Ordered(
        tuple(union),
        tuple(union.values()),
        {graph: triples for graph, triples in graphs.items() if graph is not None},
    )


def write_ordered(ordered: Ordered) -> Segments:
    """Write one block for every file, sorted as it is."""
    json = _serialise(ordered.triples, RdfFormat.JSON_LD)
    return {
        "mgi.trig": b"".join(
            _write_graph(graph, ordered.graphs[graph])
            for graph in sorted(ordered.graphs, key=lambda each: each.value)
        ),
        "mgi.nt": b"".join(ordered.lines),
        "mgi.ttl": _write_turtle(ordered.triples),
        "mgi.jsonld": json.removeprefix(b"[").removesuffix(b"]"),
    }


def _write_graph(graph: NamedNode, triples: Sequence[Triple]) -> bytes:
    """Write a named graph as TriG (RDF 1.1 TriG, section 2.2), which is Turtle in braces.

    A line break within a literal is escaped, so that each line is one of Turtle's own.
    """
    indented = _write_turtle(triples).replace(b"\n", b"\n\t").removesuffix(b"\t")
    return b"%b {\n\t%b}\n" % (str(graph).encode(), indented) if triples else b""


def _write_turtle(triples: Sequence[Triple]) -> bytes:
    """Write Turtle without the lines of prefixes, which are those of the file's head."""
    return _serialise(triples, RdfFormat.TURTLE)[len(_PREFIX_LINES) :] if triples else b""


def _serialise(triples: Iterable[Triple], rdf_format: RdfFormat) -> bytes:
    content = serialize(triples, format=rdf_format, prefixes=_PREFIXES)
    if content is None:
        raise AssertionError("serialize returns bytes where it is given no output")
    return content
