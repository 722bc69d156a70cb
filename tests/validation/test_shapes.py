"""Test the reading of shapes."""

from pathlib import Path

import pytest
import rdflib
from pyoxigraph import NamedNode, RdfFormat, parse
from rdflib import URIRef

from mgi_graph.errors import VocabularyError
from mgi_graph.validation.graphs import build_graph
from mgi_graph.validation.shapes import find_targets, load_shapes, read_messages

PREFIXES = """\
@prefix ex: <https://example.org/> .
@prefix rdfs: <http://www.w3.org/2000/01/rdf-schema#> .
@prefix sh: <http://www.w3.org/ns/shacl#> .
"""


def read(turtle: str) -> rdflib.Graph:
    """Return Turtle as a graph."""
    return build_graph(parse(PREFIXES + turtle, format=RdfFormat.TURTLE))


def test_all_files_of_a_folder_are_one_graph(tmp_path: Path) -> None:
    """Shapes of one file may refer to those of another."""
    (tmp_path / "a.ttl").write_text(PREFIXES + "ex:a sh:node ex:b .")
    (tmp_path / "b.ttl").write_text(PREFIXES + "ex:b sh:minCount 1 .")
    assert len(load_shapes(tmp_path)) == 2


def test_a_folder_without_shapes_is_an_error(tmp_path: Path) -> None:
    """Nothing to check with is not the same as nothing to complain of."""
    with pytest.raises(VocabularyError, match=r"no shapes here: expected files that end in \.ttl"):
        load_shapes(tmp_path)


def test_shapes_that_are_not_turtle_have_file_and_line(tmp_path: Path) -> None:
    """A mistake in a shape names its place."""
    (tmp_path / "a.ttl").write_text("\nex:a ex:b 1 .")
    with pytest.raises(VocabularyError) as caught:
        load_shapes(tmp_path)
    assert (caught.value.path, caught.value.line) == (str(tmp_path / "a.ttl"), 2)


def test_messages_are_by_language() -> None:
    """Each message has its tag, and the tags are in order."""
    shapes = read('ex:a sh:message "Oui"@fr , "Yes"@en , "Well" .')
    messages = read_messages(shapes, NamedNode("https://example.org/a"))
    assert list(messages.items()) == [("", "Well"), ("en", "Yes"), ("fr", "Oui")]


@pytest.mark.parametrize(
    ("target", "found"),
    [
        ("sh:targetClass ex:Animal", {"cat", "dog"}),
        ("sh:targetSubjectsOf ex:likes", {"cat", "ann"}),
        ("sh:targetObjectsOf ex:likes", {"fish", "dog"}),
        ("sh:targetNode ex:nobody", {"nobody"}),
        ("a rdfs:Class", {"rex"}),
    ],
)
def test_targets_are_found(target: str, found: set[str]) -> None:
    """Each kind of target finds its nodes, those of subclasses too."""
    data = read("""
        ex:Pet rdfs:subClassOf ex:Animal .
        ex:cat a ex:Pet ; ex:likes ex:fish .
        ex:dog a ex:Animal .
        ex:ann ex:likes ex:dog .
        ex:rex a ex:shape .
    """)
    expected = {URIRef(f"https://example.org/{name}") for name in found}
    shape = URIRef("https://example.org/shape")
    assert find_targets(read(f"ex:shape {target} ."), data, shape) == expected
