"""Read the hand-written Turtle of the ontology and the vocabularies."""

from collections.abc import Iterable, Iterator
from pathlib import Path

from pyoxigraph import (
    CanonicalizationAlgorithm,
    Dataset,
    NamedNode,
    Quad,
    RdfFormat,
    Triple,
    parse,
)

from mgi_graph.assets import ONTOLOGY_DIR
from mgi_graph.errors import VocabularyError

ONTOLOGY_FILES = ("mgi.ttl", "alignments.ttl")
"""Classes and properties, and how they stand to other vocabularies."""

VOCABULARY_FILES = (
    "migof.ttl",
    "indicators.ttl",
    "places.ttl",
    "agents.ttl",
    "compact.ttl",
    "sdg.ttl",
    "groups.ttl",
    "kinds.ttl",
    "reviews.ttl",
    "changes.ttl",
)
"""The individuals that profiles refer to."""


def read_turtle(path: Path) -> Iterator[Triple]:
    """Yield the triples of a Turtle file.

    Raises :class:`VocabularyError` with file and line where it cannot be read.
    """
    try:
        for quad in parse(path=str(path), format=RdfFormat.TURTLE):
            yield quad.triple
    except SyntaxError as err:
        raise VocabularyError(path, f"not Turtle: {err.msg}", line=err.lineno) from err
    except OSError as err:
        raise VocabularyError(path, f"cannot be read: {err.strerror or err}") from err


def read_graph(names: Iterable[str], graph: NamedNode, folder: Path = ONTOLOGY_DIR) -> list[Quad]:
    """Return the triples of ``names`` as one named graph, blank nodes named canonically.

    The names of blank nodes follow RDF Dataset Canonicalization (RDFC-1.0), so
    that the same files give the same quads in the same order.
    """
    dataset = Dataset(
        Quad(triple.subject, triple.predicate, triple.object, graph)
        for name in names
        for triple in read_turtle(folder / name)
    )
    dataset.canonicalize(CanonicalizationAlgorithm.RDFC_1_0)
    return sorted(dataset, key=str)
