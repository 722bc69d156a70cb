"""Offer a small dataset and a way to write query files."""

from collections.abc import Callable
from pathlib import Path

import pytest

from mgi_graph.queries import CannedQuery, load_query
from mgi_graph.store import OxigraphStore, open_dataset

DATASET = Path(__file__).parents[1] / "store" / "data" / "small.trig"

QUERY = """\
#+ summary: Labels of a place
#+ question:
#+   en: What is this place called?
#+   es: ¿Cómo se llama este lugar?
#+   fr: Comment s'appelle ce lieu ?
#+ tags: [places, test]
#+ competency: [1, 25]
#+ parameters:
#+   place: {type: place, summary: {en: Place, es: Lugar, fr: Lieu}}
#+   text: {type: string, optional: true, summary: {en: Label, es: Etiqueta, fr: Libellé}}
#+   lang:
#+     type: language
#+     summary: {en: Language, es: Idioma, fr: Langue}
PREFIX mgi: <https://w3id.org/mgi-graph/ontology#>
PREFIX skos: <http://www.w3.org/2004/02/skos/core#>

SELECT ?place ?label
WHERE {
  VALUES ?place { <https://w3id.org/mgi-graph/id/place/col-medellin> }
  VALUES ?text { UNDEF }
  VALUES ?lang { "en" }
  ?place a mgi:City ; skos:prefLabel ?label .
  FILTER(LANG(?label) = ?lang)
  FILTER(!BOUND(?text) || STR(?label) = ?text)
}
ORDER BY STR(?label) ?place
"""
"""A query file that keeps every rule; its parts are changed to break them."""


@pytest.fixture(scope="session")
def store() -> OxigraphStore:
    """Give a small dataset."""
    return open_dataset(DATASET)


@pytest.fixture
def write_query(tmp_path: Path) -> Callable[[str], Path]:
    """Give a function that writes a query file."""

    def write(text: str) -> Path:
        path = tmp_path / "queries" / "places" / "labels.rq"
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(text, encoding="utf-8")
        return path

    return write


@pytest.fixture
def query(write_query: Callable[[str], Path]) -> CannedQuery:
    """Give the query that keeps every rule."""
    return load_query(write_query(QUERY))


@pytest.fixture
def good_text() -> str:
    """Give the text of the query that keeps every rule."""
    return QUERY
