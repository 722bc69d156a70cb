"""Write a dataset so that the same quads give the same bytes.

Quads are sorted as text, with a subject's types first; prefixes are always the
same ones. Canonical N-Triples and N-Quads sort by line.
"""

from collections.abc import Iterable, Sequence
from pathlib import Path
from typing import TypeVar

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

_Statement = TypeVar("_Statement", Quad, Triple)
_TURTLE_LIKE = frozenset({RdfFormat.TURTLE, RdfFormat.TRIG})
_TYPE = f" {RDF.type} ".encode()
_FIRST = b" \0 "
"""What sorts before any predicate and stands in no line, since control characters are escaped."""


def list_keys(lines: Iterable[bytes]) -> list[bytes]:
    """Return what sorts lines of N-Triples by subject, types first, predicate and object.

    A line is compared sooner than the terms in it, and in the same order: what stands
    between two terms sorts before all that can be in one.
    """
    return [line.replace(_TYPE, _FIRST, 1) for line in lines]


def order_quads(quads: Iterable[Quad]) -> list[Quad]:
    """Sort quads by graph, subject, types first, predicate and object; drop doubles."""
    graphs: dict[str, list[Quad]] = {}
    for quad in quads:
        unnamed = isinstance(quad.graph_name, DefaultGraph)
        graphs.setdefault("" if unnamed else str(quad.graph_name), []).append(quad)
    return [quad for _, found in sorted(graphs.items()) for quad in _order_graph(found)]


def _order_graph(statements: Sequence[_Statement]) -> list[_Statement]:
    """Sort what one graph has by subject, types first, predicate and object; drop doubles."""
    lines = _write(statements, RdfFormat.N_QUADS).splitlines()
    by_key = dict(zip(list_keys(lines), statements, strict=True))
    return [by_key[key] for key in sorted(by_key)]


def name_blank_nodes(quads: Iterable[Quad]) -> list[Quad]:
    """Give blank nodes the names of RDF Dataset Canonicalization (RDFC-1.0).

    A store gives them names of its own when it loads them, others each time; these
    depend on the quads alone.
    """
    without, unnamed = _divide_by_blank_nodes(quads)
    return [*without, *_canonicalise(unnamed)]


def name_blank_nodes_of_graph(triples: Iterable[Triple]) -> list[Triple]:
    """Give the blank nodes of one graph their names; see :func:`name_blank_nodes`."""
    without, unnamed = _divide_by_blank_nodes(triples)
    return [*without, *(quad.triple for quad in _canonicalise(Quad(*each) for each in unnamed))]


def _divide_by_blank_nodes(
    statements: Iterable[_Statement],
) -> tuple[list[_Statement], list[_Statement]]:
    """Return what has no blank node, which does not change their names, and what has one."""
    without: list[_Statement] = []
    unnamed: list[_Statement] = []
    for each in statements:
        is_unnamed = isinstance(each.subject, BlankNode) or isinstance(
            each.object, BlankNode | Triple
        )
        (unnamed if is_unnamed else without).append(each)
    return without, unnamed


def _canonicalise(quads: Iterable[Quad]) -> Dataset:
    dataset = Dataset(quads)
    dataset.canonicalize(CanonicalizationAlgorithm.RDFC_1_0)
    return dataset


def serialise_triples(triples: Iterable[Triple], rdf_format: RdfFormat) -> bytes:
    """Serialise triples in any RDF format, sorted."""
    result = _write(_order_graph(list(triples)), rdf_format)
    return _sort_prefixes(result) if rdf_format in _TURTLE_LIKE else result


def serialise_quads(quads: Iterable[Quad], rdf_format: RdfFormat) -> bytes:
    """Serialise quads, sorted; a format without named graphs takes their union."""
    if rdf_format not in DATASET_FORMATS:
        return serialise_triples((quad.triple for quad in quads), rdf_format)
    result = _write(order_quads(quads), rdf_format)
    return _sort_prefixes(result) if rdf_format in _TURTLE_LIKE else result


def _write(statements: Iterable[Quad] | Iterable[Triple], rdf_format: RdfFormat) -> bytes:
    result = serialize(statements, format=rdf_format, prefixes=dict(PREFIXES))
    if result is None:
        raise AssertionError("serialize returns bytes where it is given no output")
    return result


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
