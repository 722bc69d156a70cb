"""Test the counting of targets, and the aiming of shapes at them."""

import pytest
import rdflib
from pyoxigraph import Quad, RdfFormat, parse
from rdflib import SH, URIRef

from mgi_graph.validation.aiming import aim_shapes
from mgi_graph.validation.batch import Batch
from mgi_graph.validation.data import Quads
from mgi_graph.validation.graphs import build_graph
from mgi_graph.validation.targets import TargetCounter

PREFIXES = """\
@prefix ex: <https://example.org/> .
@prefix owl: <http://www.w3.org/2002/07/owl#> .
@prefix rdfs: <http://www.w3.org/2000/01/rdf-schema#> .
@prefix sh: <http://www.w3.org/ns/shacl#> .
"""
DATA = """\
ex:cat a ex:Pet ; ex:likes ex:fish .
ex:dog a ex:Animal .
ex:ann ex:likes ex:dog .
ex:rex a ex:shape .
"""


def read(turtle: str) -> tuple[Quad, ...]:
    """Return Turtle as quads."""
    return tuple(parse(PREFIXES + turtle, format=RdfFormat.TURTLE))


def graph(turtle: str) -> rdflib.Graph:
    """Return Turtle as a graph."""
    return build_graph(read(turtle))


@pytest.mark.parametrize(
    ("target", "count"),
    [
        ("sh:targetClass ex:Pet", 1),
        ("sh:targetClass ex:Animal", 2),
        ("sh:targetSubjectsOf ex:likes", 2),
        ("sh:targetObjectsOf ex:likes", 2),
        ("sh:targetSubjectsOf ex:likes ; sh:targetObjectsOf ex:likes", 4),
        ("sh:targetNode ex:nobody", 0),
        ("a owl:Class", 1),
    ],
)
@pytest.mark.parametrize("place", ["background", "data"])
def test_targets_are_counted(target: str, count: int, place: str) -> None:
    """Each kind of target counts its nodes, those of subclasses too, wherever these are named."""
    classes = "ex:Pet rdfs:subClassOf ex:Animal ."
    shapes = [quad.triple for quad in read(f"ex:shape {target} .")]
    background = Quads(read(classes) if place == "background" else ())
    quads = read(DATA + (classes if place == "data" else ""))
    counter = TargetCounter(shapes, background)
    assert counter.count(Batch.before(background, Quads(quads))) == count


def test_what_the_background_alone_describes_does_not_count() -> None:
    """A node of the background counts where the data says something of it too."""
    shapes = [quad.triple for quad in read("ex:shape sh:targetClass ex:Pet .")]
    background = Quads(read("ex:cat a ex:Pet . ex:dog a ex:Pet ."))
    batch = Batch.before(background, Quads(read("ex:dog ex:likes ex:cat .")))
    assert TargetCounter(shapes, background).count(batch) == 1


def test_what_the_data_types_takes_the_place_of_the_background() -> None:
    """What the background says of such a node is gone, and the rest stays."""
    background = Quads(read("ex:cat ex:name 'Tom' . ex:dog ex:name 'Rex' ."))
    data = Quads(read("ex:cat a ex:Pet . ex:dog ex:likes ex:cat ."))
    batch = Batch.before(background, data)
    assert [quad.object.value for quad in batch.background.quads] == ["Rex"]  # type: ignore[union-attr]


@pytest.mark.parametrize(
    ("shape", "spread"),
    [
        ("sh:targetClass ex:Pet", True),
        ("sh:targetClass ex:Pet ; sh:closed true", False),
        ("sh:targetClass ex:Pet ; sh:deactivated true", False),
        ("sh:targetClass ex:Pet . ex:other sh:node ex:shape", False),
        ("sh:targetClass ex:Pet . ex:name sh:qualifiedValueShapesDisjoint true", False),
    ],
    ids=["plain", "closed", "switched off", "used by another", "siblings"],
)
def test_properties_get_the_targets_of_their_shape_where_that_says_the_same(
    shape: str, spread: bool
) -> None:
    """A property shape is checked by itself, but where its shape needs it."""
    shapes = graph(f"ex:shape sh:property ex:name . ex:name sh:path ex:name . ex:shape {shape} .")
    aimed = aim_shapes(shapes)
    node, name = URIRef("https://example.org/shape"), URIRef("https://example.org/name")
    assert ((name, SH.targetObjectsOf, aimed.marks[node]) in aimed.graph) is spread
    assert ((node, SH.property, name) in aimed.graph) is not spread


def test_targets_are_marked_in_the_data() -> None:
    """Nodes to be ignored have no mark, but where a shape names them itself."""
    shapes = graph("ex:shape sh:targetClass ex:Pet ; sh:targetNode ex:fish ; sh:nodeKind sh:IRI .")
    data = graph("ex:cat a ex:Pet . ex:dog a ex:Pet .")
    cat, dog, fish = (URIRef(f"https://example.org/{name}") for name in ("cat", "dog", "fish"))
    aimed = aim_shapes(shapes)
    aimed.mark(data, {dog, fish})
    (mark,) = aimed.marks.values()
    assert set(data.objects(None, mark)) == {cat, fish}
