"""Test property paths."""

import pytest
from pyoxigraph import NamedNode, RdfFormat, Triple, parse
from rdflib import SH

from mgi_graph.namespaces import PREFIXES
from mgi_graph.validation import CompoundPath, Operator, PropertyPath
from mgi_graph.validation.graphs import build_graph
from mgi_graph.validation.paths import describe_path, write_path
from mgi_graph.validation.shapes import read_path

A, B = NamedNode("https://example.org/a"), NamedNode("https://example.org/b")
A_THEN_B = CompoundPath(Operator.SEQUENCE, (A, B))
A_OR_B = CompoundPath(Operator.ALTERNATIVE, (A, B))
TO_A = CompoundPath(Operator.INVERSE, (A,))

CASES = [
    ("ex:a", A, "a"),
    ("[ sh:inversePath ex:a ]", TO_A, "^a"),
    ("( ex:a ex:b )", A_THEN_B, "a/b"),
    ("[ sh:alternativePath ( ex:a ex:b ) ]", A_OR_B, "a|b"),
    ("[ sh:zeroOrMorePath ex:a ]", CompoundPath(Operator.ZERO_OR_MORE, (A,)), "a*"),
    ("[ sh:oneOrMorePath ex:a ]", CompoundPath(Operator.ONE_OR_MORE, (A,)), "a+"),
    ("[ sh:zeroOrOnePath ex:a ]", CompoundPath(Operator.ZERO_OR_ONE, (A,)), "a?"),
    (
        "( [ sh:inversePath ex:a ] ex:b )",
        CompoundPath(Operator.SEQUENCE, (TO_A, B)),
        "^a/b",
    ),
    (
        "[ sh:inversePath ( ex:a ex:b ) ]",
        CompoundPath(Operator.INVERSE, (A_THEN_B,)),
        "^(a/b)",
    ),
    (
        "( [ sh:alternativePath ( ex:a ex:b ) ] ex:b )",
        CompoundPath(Operator.SEQUENCE, (A_OR_B, B)),
        "(a|b)/b",
    ),
    (
        "[ sh:zeroOrMorePath [ sh:inversePath ex:a ] ]",
        CompoundPath(Operator.ZERO_OR_MORE, (TO_A,)),
        "(^a)*",
    ),
]
IDS = [text for _, _, text in CASES]


def local_name(iri: NamedNode) -> str:
    """Write an IRI by what stands behind its last slash."""
    return iri.value.rpartition("/")[2]


@pytest.mark.parametrize(("turtle", "path", "text"), CASES, ids=IDS)
def test_a_path_is_read_from_turtle(turtle: str, path: PropertyPath, text: str) -> None:
    """Each kind of path of SHACL is read."""
    prefixes = f"@prefix ex: <https://example.org/> . @prefix sh: <{PREFIXES['sh']}> ."
    shapes = build_graph(parse(f"{prefixes} ex:shape sh:path {turtle} .", format=RdfFormat.TURTLE))
    (node,) = shapes.objects(None, SH.path)
    assert read_path(shapes, node) == path


@pytest.mark.parametrize(("turtle", "path", "text"), CASES, ids=IDS)
def test_a_path_is_written_as_sparql_does(turtle: str, path: PropertyPath, text: str) -> None:
    """Brackets stand only where SPARQL would read the path otherwise."""
    assert write_path(path, local_name) == text


@pytest.mark.parametrize(("turtle", "path", "text"), CASES, ids=IDS)
def test_a_described_path_is_read_back(turtle: str, path: PropertyPath, text: str) -> None:
    """The triples of a path, its IRIs made blank nodes again, are SHACL's."""
    node, triples = describe_path(path)
    shape = Triple(NamedNode("https://example.org/shape"), NamedNode(SH.path), node)
    graph = "".join(f"{triple} .\n" for triple in (shape, *triples))
    for iri in {
        triple.subject.value for triple in triples if isinstance(triple.subject, NamedNode)
    }:
        graph = graph.replace(f"<{iri}>", "_:" + iri.rpartition("path/")[2].replace("/", "-"))
    shapes = build_graph(parse(graph, format=RdfFormat.N_TRIPLES))
    (found,) = shapes.objects(None, SH.path)
    assert read_path(shapes, found) == path
