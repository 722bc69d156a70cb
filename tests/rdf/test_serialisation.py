"""Test that the same quads give the same bytes, in every format."""

import random

import pytest
from pyoxigraph import Literal, NamedNode, Quad, RdfFormat, parse

from mgi_graph.rdf.serialisation import serialise_quads, serialise_triples
from mgi_graph.rdf.terms import MGI, RDF, SKOS

GRAPHS = [NamedNode(f"https://w3id.org/mgi-graph/id/graph/{name}") for name in "ab"]
THINGS = [NamedNode(f"https://w3id.org/mgi-graph/id/place/{name}") for name in "xyz"]
QUADS = [
    Quad(thing, predicate, object_, graph)
    for graph in GRAPHS
    for thing in THINGS
    for predicate, object_ in (
        (RDF.type, MGI.City),
        (SKOS.prefLabel, Literal('"quoted"\n', language="en")),
        (MGI.inCountry, THINGS[0]),
    )
]
FORMATS = [
    RdfFormat.TRIG,
    RdfFormat.N_QUADS,
    RdfFormat.TURTLE,
    RdfFormat.N_TRIPLES,
    RdfFormat.JSON_LD,
    RdfFormat.RDF_XML,
]


@pytest.mark.parametrize("rdf_format", FORMATS, ids=str)
def test_order_of_quads_does_not_matter(rdf_format: RdfFormat) -> None:
    """A shuffled dataset is written in the same bytes."""
    shuffled = random.sample(QUADS, k=len(QUADS))
    assert serialise_quads(shuffled, rdf_format) == serialise_quads(QUADS, rdf_format)


@pytest.mark.parametrize("rdf_format", FORMATS, ids=str)
def test_what_is_written_can_be_read(rdf_format: RdfFormat) -> None:
    """Reading gives back the quads, or their union where the format has no graphs."""
    read = set(parse(serialise_quads(QUADS, rdf_format), format=rdf_format))
    union = {Quad(each.subject, each.predicate, each.object) for each in QUADS}
    assert read == (set(QUADS) if rdf_format.supports_datasets else union)


@pytest.mark.parametrize("rdf_format", FORMATS, ids=str)
def test_triples_are_written_as_a_default_graph(rdf_format: RdfFormat) -> None:
    """Triples, with doubles among them, give the bytes of quads that no graph has."""
    triples = [each.triple for each in QUADS]
    assert serialise_triples([*triples, *triples], rdf_format) == serialise_quads(
        (Quad(*each) for each in triples), rdf_format
    )


def test_type_comes_first() -> None:
    """Turtle for people begins a description with what the thing is."""
    turtle = serialise_quads(QUADS, RdfFormat.TURTLE).decode()
    assert "place/x> a mgi:City ;" in turtle


@pytest.mark.parametrize("rdf_format", [RdfFormat.TURTLE, RdfFormat.TRIG], ids=str)
def test_prefixes_are_in_order(rdf_format: RdfFormat) -> None:
    """Their order is that of the alphabet, not of the machine."""
    lines = serialise_quads(QUADS, rdf_format).decode().split("\n")
    prefixes = [line for line in lines if line.startswith("@prefix")]
    assert prefixes
    assert lines[: len(prefixes)] == sorted(prefixes)
