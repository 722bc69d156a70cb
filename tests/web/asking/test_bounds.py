"""Of a large dataset, a question about everything is not asked for a page of a few rows."""

import html

import pytest
from pyoxigraph import Literal, NamedNode, Quad

from mgi_graph.pipeline.dataset import Dataset
from mgi_graph.queries import LANGUAGES
from mgi_graph.rdf.terms import MGI, VOID, XSD
from mgi_graph.store import OxigraphStore
from mgi_graph.web.api.canned import canned_queries
from mgi_graph.web.asking.answering import AskQuestion
from mgi_graph.web.asking.bounds import LARGE, count_findings, list_open_bounds
from mgi_graph.web.pages.rendering import Reader

SENTENCES = {
    "en": "This dataset has 10000 findings. Choose a value above",
    "es": "Este conjunto de datos tiene 10000 hallazgos. Elija arriba un valor",
    "fr": "Ce jeu de données compte 10000 constats. Choisissez ci-dessus une valeur",
}


def saying(built: Dataset, findings: int) -> OxigraphStore:
    """Return the real dataset, which says that it has so many findings."""
    part = NamedNode("http://example.org/partition")
    said = (
        Quad(part, VOID["class"], MGI.Finding),
        Quad(part, VOID.entities, Literal(str(findings), datatype=XSD.integer)),
    )
    own = (q for q in built.quads if q.predicate != VOID.entities)
    return OxigraphStore.of([*own, *said])


@pytest.fixture(scope="module")
def large(built: Dataset) -> OxigraphStore:
    """Return a dataset with just as many findings as are too many."""
    return saying(built, LARGE)


def ask(store: OxigraphStore, name: str, language: str = "en", **values: str) -> str:
    """Return the page of a question."""
    reader = Reader(language, "http://localhost", path=f"ask/{name}")
    answer = AskQuestion(name, tuple(sorted(values.items())), 1, reader).run(store)
    assert answer.facts == {"status": 200}
    return html.unescape(answer.body.decode())


@pytest.mark.parametrize("language", LANGUAGES)
def test_page_says_what_to_choose_and_where_everything_is(
    large: OxigraphStore, language: str
) -> None:
    """The fields that bound the question are named and linked, and so is the API."""
    page = ask(large, "claims", language)
    assert SENTENCES[language] in page
    for name in ("profile", "finding"):
        assert f'href="#claims-{name}"' in page
        assert f'id="claims-{name}"' in page
    assert f'/api/queries/claims?finding=&lang={language}&profile=">' in page
    assert '<table class="answer"' not in page


@pytest.mark.parametrize(
    ("name", "values"),
    [
        ("unaddressed-indicators", {"place": "col-medellin"}),
        ("same-matter-across-languages", {"indicator": "city-networks"}),
        ("peer-learning", {"indicator": "access-to-public-services"}),
        ("shared-gaps", {"country": "bra"}),
        ("findings", {}),
        ("common-gaps", {}),
        ("place-without-coordinates", {}),
    ],
)
def test_question_that_is_bounded_is_answered(
    large: OxigraphStore, name: str, values: dict[str, str]
) -> None:
    """What is asked of one place, needs one, is counted already or has no bound is asked."""
    page = ask(large, name, **values)
    assert "Choose a value above" not in page
    assert "<tr " in page or "Nothing in the dataset answers" in page


def test_question_is_asked_of_everything_in_a_smaller_dataset(built: Dataset) -> None:
    """One finding fewer, and everything is shown."""
    page = ask(saying(built, LARGE - 1), "claims")
    assert '<table class="answer"' in page


def test_dataset_that_does_not_count_itself_is_asked(built: Dataset) -> None:
    """A dataset without statistics is never held to be large."""
    quads = [quad for quad in built.quads if quad.predicate != VOID.entities]
    assert count_findings(OxigraphStore.of(quads)) == 0


def test_group_or_domain_does_not_bound_a_question() -> None:
    """Each place has findings in every domain, so that the answer still grows with them all."""
    query = canned_queries()["population-groups"]
    assert list_open_bounds(query, {"group": "children", "place": ""}) != ()
    assert list_open_bounds(query, {"place": "col-medellin"}) == ()
