"""Carry terms between pyoxigraph, which reads, and rdflib, on which pySHACL works."""

import logging
import re
from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from decimal import Decimal
from typing import Final, TypeAlias

import rdflib
from pyoxigraph import BlankNode, Literal, NamedNode, Quad, Triple
from rdflib.namespace import NamespaceManager
from rdflib.term import Node as RdflibNode

from mgi_graph.errors import MgiGraphError
from mgi_graph.namespaces import PREFIXES
from mgi_graph.validation.report import Node

RdflibTriple: TypeAlias = tuple[RdflibNode, RdflibNode, RdflibNode]
_STRING = PREFIXES["xsd"] + "string"
_NUMBER: Final = re.compile(
    r"[+-]?(?:[0-9]+(?:\.[0-9]*)?|\.[0-9]+)(?:[eE][+-]?[0-9]+)?|[+-]?INF|NaN"
)
"""The lexical forms of XSD's numbers together; " 7", "1_000" and "٣" are none."""


def build_graph(quads: Iterable[Quad | Triple]) -> rdflib.Graph:
    """Return the union of all named graphs as one rdflib graph; see :func:`to_triples`.

    The plain in-memory store is the one that pySHACL is fast on.
    """
    return add_triples(rdflib.Graph(bind_namespaces="none"), to_triples(quads))


class _PlainNames(NamespaceManager):
    """Write IRIs as they are, and know no prefix."""

    def bind(self, *_args: object, **_options: object) -> None:
        """Leave a prefix aside."""

    def normalizeUri(self, rdfTerm: str) -> str:  # noqa: N802, N803
        """Return an IRI in angle brackets."""
        return f"<{rdfTerm}>"


def write_plainly(graph: rdflib.Graph) -> rdflib.Graph:
    """Give a graph no prefixes, and return it.

    pySHACL writes a text for each result, for those too that it throws away, and
    looks for the prefix of each IRI in it.
    """
    graph.namespace_manager = _PlainNames(graph, bind_namespaces="none")
    return graph


def add_triples(graph: rdflib.Graph, triples: Iterable[RdflibTriple]) -> rdflib.Graph:
    """Add triples to a graph, and return it."""
    graph.addN((*triple, graph) for triple in triples)
    return graph


def to_triples(quads: Iterable[Quad | Triple]) -> list[RdflibTriple]:
    """Return triples as rdflib has them, without their named graphs.

    Raises :class:`MgiGraphError` where a triple term stands, which rdflib cannot hold.
    """
    known: dict[Node | Triple, rdflib.IdentifiedNode | rdflib.Literal] = {}

    def convert(term: Node | Triple) -> rdflib.IdentifiedNode | rdflib.Literal:
        found = known.get(term)
        if found is None:
            found = known[term] = to_rdflib(term)
        return found

    with quiet_literals():
        return [
            (convert(each.subject), convert(each.predicate), convert(each.object)) for each in quads
        ]


def to_rdflib(term: Node | Triple) -> rdflib.IdentifiedNode | rdflib.Literal:
    """Return the same term as rdflib has it, its lexical form untouched."""
    match term:
        case NamedNode():
            return rdflib.URIRef(term.value)
        case BlankNode():
            return rdflib.BNode(term.value)
        case Literal(language=str(tag)):
            return rdflib.Literal(term.value, lang=tag)
        case Literal():
            datatype = None if term.datatype.value == _STRING else term.datatype.value
            literal = rdflib.Literal(term.value, datatype=datatype, normalize=False)
            if _is_misread(literal):
                literal._ill_typed = True  # noqa: SLF001 (there is no other way to say so)
            return literal
        case Triple():
            message = f"SHACL cannot check a triple term: {term}; state it with plain terms"
            raise MgiGraphError(message)


def _is_misread(literal: rdflib.Literal) -> bool:
    """Tell whether a literal is a number for Python, and so for rdflib, but not for XSD."""
    value = literal.value
    is_number = isinstance(value, int | float | Decimal) and not isinstance(value, bool)
    return is_number and not _NUMBER.fullmatch(literal)


def from_rdflib(node: RdflibNode) -> Node:
    """Return the same term as pyoxigraph has it."""
    if isinstance(node, rdflib.URIRef):
        return NamedNode(node)
    if isinstance(node, rdflib.BNode):
        return BlankNode(node)
    if not isinstance(node, rdflib.Literal):
        raise TypeError(f"not a term of RDF: {node!r}")
    if node.language:
        return Literal(str(node), language=node.language)
    return Literal(str(node), datatype=NamedNode(node.datatype or _STRING))


@contextmanager
def quiet_literals() -> Iterator[None]:
    """Keep rdflib from logging a traceback for each ill-typed literal; shapes report those."""
    logger = logging.getLogger("rdflib.term")
    logger.addFilter(_drop_conversions)
    try:
        yield
    finally:
        logger.removeFilter(_drop_conversions)


def _drop_conversions(record: logging.LogRecord) -> bool:
    return not record.getMessage().startswith("Failed to convert Literal")
