"""Give the ontology and the vocabularies as one graph."""

import pytest
from rdflib import Graph

from mgi_graph.assets import ONTOLOGY_DIR
from mgi_graph.rdf.vocabularies import ONTOLOGY_FILES, VOCABULARY_FILES


@pytest.fixture(scope="session")
def ontology() -> Graph:
    """Return the terms, their alignments and every vocabulary."""
    graph = Graph()
    for name in (*ONTOLOGY_FILES, *VOCABULARY_FILES):
        graph.parse(ONTOLOGY_DIR / name)
    return graph
