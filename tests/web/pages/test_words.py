"""The words of the pages are those of the ontology, and stand as their language has them."""

import re
from pathlib import Path

import pytest
from pyoxigraph import Literal

from mgi_graph.rdf.terms import MGI, RDFS
from mgi_graph.store import OxigraphStore
from mgi_graph.store.asking import select
from mgi_graph.web.api.canned import canned_queries
from mgi_graph.web.pages import rendering
from mgi_graph.web.pages.texts import find_words, load_texts


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


@pytest.mark.parametrize("language", ["es", "fr"])
def test_name_of_a_place_stands_before_a_colon(language: str) -> None:
    """Behind a preposition many would need an article: *du Brésil*, *de los Países Bajos*."""
    texts = [each[language] for each in load_texts().values() if "{place}" in each[language]]
    begin = "{place}" + find_words(language).colon
    assert [text for text in texts if not text.startswith(begin)] == []
    assert texts


def test_french_month_stands_behind_no_word_that_would_be_cut() -> None:
    """*De* is cut before *avril*, *août* and *octobre*."""
    texts = [each["fr"] for each in load_texts().values()]
    assert [text for text in texts if "de {month}" in text or "que {month}" in text] == []


def test_no_template_writes_a_colon_of_its_own() -> None:
    """French has a space before it: all take it from the words."""
    templates = [*(Path(rendering.__file__).parent / "templates").rglob("*.html")]
    assert templates
    written = [
        path.name for path in templates if re.search(r"\}\}: ", path.read_text(encoding="utf-8"))
    ]
    assert written == []


def test_matters_are_called_alike_everywhere() -> None:
    """The names are those of the ontology, and a verb with one pronoun has no accent."""
    texts = [text for each in load_texts().values() for text in each.values()]
    questions = [query for _, query in sorted(canned_queries().items())]
    texts += [text for query in questions for text in query.question.values()]
    texts += [
        text for query in questions for each in query.parameters for text in each.summary.values()
    ]
    wrong = "[dD]élo|manifestation|Pacte mondial pour les|(?<!^)Objectifs de développement"
    assert [text for text in texts if re.search(wrong, text)] == []
