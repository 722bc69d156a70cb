"""Write a dataset so that the same quads give the same bytes.

Quads are sorted as text, with a subject's types first; prefixes are always the
same ones. Canonical N-Triples and N-Quads sort by line.
"""

from collections.abc import Iterable
from pathlib import Path

from pyoxigraph import (
    BlankNode,
    CanonicalizationAlgorithm,
    Dataset,
    DefaultGraph,
    Quad,
    RdfFormat,
    Triple,
    serialize,
)

from mgi_graph.namespaces import PREFIXES
from mgi_graph.rdf.terms import RDF

DATASET_FORMATS = frozenset({RdfFormat.TRIG, RdfFormat.N_QUADS, RdfFormat.JSON_LD})
"""The formats that hold named graphs."""

_TURTLE_LIKE = frozenset({RdfFormat.TURTLE, RdfFormat.TRIG})


def order_quads(quads: Iterable[Quad]) -> list[Quad]:
    """Sort quads by graph, subject, types first, predicate and object; drop doubles."""

    def key(quad: Quad) -> tuple[str, str, bool, str, str]:
        is_type = quad.predicate == RDF.type
        graph = "" if isinstance(quad.graph_name, DefaultGraph) else str(quad.graph_name)
        return (graph, str(quad.subject), not is_type, str(quad.predicate), str(quad.object))

    return sorted(set(quads), key=key)


def merge_graphs(quads: Iterable[Quad]) -> set[Quad]:
    """Return the union of all graphs, as triples of the default graph."""
    return {Quad(quad.subject, quad.predicate, quad.object) for quad in quads}


def name_blank_nodes(quads: Iterable[Quad]) -> list[Quad]:
    """Give blank nodes the names of RDF Dataset Canonicalization (RDFC-1.0).

    A store gives them names of its own when it loads them, others each time; these
    depend on the quads alone.
    """
    found = list(quads)
    # Quads without blank nodes do not change the names.
    unnamed = [quad for quad in found if _has_blank_node(quad)]
    if not unnamed:
        return found
    dataset = Dataset(unnamed)
    dataset.canonicalize(CanonicalizationAlgorithm.RDFC_1_0)
    return [*(quad for quad in found if not _has_blank_node(quad)), *dataset]


def _has_blank_node(quad: Quad) -> bool:
    return isinstance(quad.subject, BlankNode) or isinstance(quad.object, BlankNode | Triple)


def serialise_triples(triples: Iterable[Triple], rdf_format: RdfFormat) -> bytes:
    """Serialise triples in any RDF format, sorted."""
    return serialise_quads((Quad(*triple) for triple in triples), rdf_format)


def serialise_quads(quads: Iterable[Quad], rdf_format: RdfFormat) -> bytes:
    """Serialise quads, sorted; a format without named graphs takes their union."""
    named = rdf_format in DATASET_FORMATS
    ordered = order_quads(quads if named else merge_graphs(quads))
    result = serialize(ordered, format=rdf_format, prefixes=dict(PREFIXES))
    if result is None:
        raise AssertionError("serialize returns bytes where it is given no output")
    return _sort_prefixes(result) if rdf_format in _TURTLE_LIKE else result


def _sort_prefixes(content: bytes) -> bytes:
    """Put the prefix lines into order: the serialiser's own is that of a hash table."""
    lines = content.split(b"\n")
    number = next(
        (index for index, line in enumerate(lines) if not line.startswith(b"@prefix ")), 0
    )
    return b"\n".join([*sorted(lines[:number]), *lines[number:]])


def write_quads(quads: Iterable[Quad], path: Path, rdf_format: RdfFormat) -> None:
    """Write quads to a file; see :func:`serialise_quads`."""
    path.write_bytes(serialise_quads(quads, rdf_format))
