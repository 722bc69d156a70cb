"""The words of the pages are those of the ontology."""

import pytest
from pyoxigraph import Literal

from mgi_graph.rdf.terms import MGI, RDFS
from mgi_graph.store import OxigraphStore
from mgi_graph.store.asking import select
from mgi_graph.web.pages.texts import find_words


@pytest.mark.parametrize("language", ["en", "es", "fr"])
def test_kinds_of_finding_are_called_as_in_the_ontology(
    dataset: OxigraphStore, language: str
) -> None:
    """A gap is no domain: the six domains have that word in French."""
    words = find_words(language)
    for kind, shown in (
        (MGI.WellDevelopedArea, words.well_developed_area),
        (MGI.AreaForDevelopment, words.area_for_development),
    ):
        rows = select(dataset, f"SELECT ?label {{ {kind} {RDFS.label} ?label }}")
        labels = [label for (label,) in rows if isinstance(label, Literal)]
        assert shown in [each.value for each in labels if each.language == language]
