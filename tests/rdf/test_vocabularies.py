"""Test that the hand-written Turtle is read whole and in a stable order."""

from pathlib import Path

import pytest
from pyoxigraph import BlankNode, NamedNode

from mgi_graph.assets import ONTOLOGY_DIR
from mgi_graph.errors import VocabularyError
from mgi_graph.rdf.vocabularies import ONTOLOGY_FILES, VOCABULARY_FILES, read_graph

GRAPH = NamedNode("http://example.org/graph")


def test_every_turtle_file_is_part_of_the_dataset() -> None:
    """No file beside these stands in the ontology folder unread."""
    assert {path.name for path in ONTOLOGY_DIR.glob("*.ttl")} == {
        *ONTOLOGY_FILES,
        *VOCABULARY_FILES,
    }


def test_blank_nodes_have_stable_names() -> None:
    """Two readings give the same quads, lists included."""
    first, second = (read_graph(ONTOLOGY_FILES, GRAPH) for _ in range(2))
    assert first == second
    assert any(isinstance(quad.object, BlankNode) for quad in first)


def test_broken_turtle_names_its_line(tmp_path: Path) -> None:
    """The error says where and what."""
    (tmp_path / "bad.ttl").write_text("<http://a> <http://b>\n  oops .\n")
    with pytest.raises(VocabularyError, match=r"bad\.ttl:2: not Turtle"):
        read_graph(["bad.ttl"], GRAPH, tmp_path)


def test_missing_file_is_named(tmp_path: Path) -> None:
    """A file that is not there is an error of ours, not a traceback."""
    with pytest.raises(VocabularyError, match=r"gone\.ttl: cannot be read: No such file"):
        read_graph(["gone.ttl"], GRAPH, tmp_path)
