"""Test the way between pyoxigraph's terms and rdflib's."""

import logging

import pytest
import rdflib
from pyoxigraph import BlankNode, Literal, NamedNode, Quad, Triple

from mgi_graph.errors import MgiGraphError
from mgi_graph.namespaces import PREFIXES
from mgi_graph.validation.graphs import build_graph, from_rdflib, to_rdflib
from mgi_graph.validation.report import Node

S, P = NamedNode("https://example.org/s"), NamedNode("https://example.org/p")
XSD = PREFIXES["xsd"]


@pytest.mark.parametrize(
    "term",
    [
        S,
        BlankNode("b1"),
        Literal("plain"),
        Literal("Cities", language="en"),
        Literal("01", datatype=NamedNode(XSD + "positiveInteger")),
        Literal("00ab", datatype=NamedNode(XSD + "hexBinary")),
        Literal("2022-13", datatype=NamedNode(XSD + "gYearMonth")),
        Literal("none", datatype=NamedNode(XSD + "positiveInteger")),
    ],
    ids=str,
)
def test_a_term_comes_back_as_it_was(term: Node) -> None:
    """Lexical forms are kept, ill-typed ones and those with leading zeros too."""
    assert from_rdflib(to_rdflib(term)) == term


def test_an_ill_typed_literal_logs_nothing(caplog: pytest.LogCaptureFixture) -> None:
    """A mistake of the data never shows a traceback of rdflib's."""
    wrong = Literal("none", datatype=NamedNode(XSD + "positiveInteger"))
    with caplog.at_level(logging.DEBUG):
        graph = build_graph([Quad(S, P, wrong)])
    assert len(graph) == 1
    assert caplog.records == []


def test_named_graphs_become_one() -> None:
    """A triple in two named graphs is one triple of the union."""
    graph = build_graph([Quad(S, P, S), Quad(S, P, S, NamedNode("https://example.org/g"))])
    assert set(graph) == {(rdflib.URIRef(S.value), rdflib.URIRef(P.value), rdflib.URIRef(S.value))}


def test_a_triple_term_is_refused() -> None:
    """What rdflib cannot hold is an error of ours, not of rdflib's."""
    with pytest.raises(MgiGraphError, match="SHACL cannot check a triple term"):
        build_graph([Quad(S, P, Triple(S, P, S))])
