"""Carry terms between pyoxigraph, which reads, and rdflib, on which pySHACL works."""

import logging
from collections.abc import Iterable, Iterator
from contextlib import contextmanager

import rdflib
from pyoxigraph import BlankNode, Literal, NamedNode, Quad, Triple
from rdflib.term import Node as RdflibNode

from mgi_graph.errors import MgiGraphError
from mgi_graph.namespaces import PREFIXES
from mgi_graph.validation.report import Node

_STRING = PREFIXES["xsd"] + "string"


def build_graph(quads: Iterable[Quad | Triple]) -> rdflib.Graph:
    """Return the union of all named graphs as one rdflib graph.

    The plain in-memory store is the one that pySHACL is fast on. Raises
    :class:`MgiGraphError` where a triple term stands, which rdflib cannot hold.
    """
    graph = rdflib.Graph()
    with quiet_literals():
        graph.addN(
            (to_rdflib(each.subject), to_rdflib(each.predicate), to_rdflib(each.object), graph)
            for each in quads
        )
    return graph


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
            return rdflib.Literal(term.value, datatype=datatype, normalize=False)
        case Triple():
            message = f"SHACL cannot check a triple term: {term}; state it with plain terms"
            raise MgiGraphError(message)


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
