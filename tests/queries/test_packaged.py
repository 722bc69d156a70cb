"""Check every query that the tool brings against the rules."""

import re
from pathlib import Path

import pytest

from mgi_graph.assets import QUERIES_DIR
from mgi_graph.queries import bind_parameters, find_query, lint_query, load_queries, load_query
from mgi_graph.results import Solutions
from mgi_graph.store import OxigraphStore, RdflibStore, open_dataset

PATHS = sorted(QUERIES_DIR.rglob("*.rq"))
IDS = [path.stem for path in PATHS]
DATASET = Path(__file__).parents[1] / "store" / "data" / "small.trig"


@pytest.fixture(scope="module")
def rdflib_store() -> RdflibStore:
    """Give the small dataset in rdflib."""
    from pyoxigraph import RdfFormat, parse

    return RdflibStore.of(parse(path=DATASET, format=RdfFormat.TRIG))


@pytest.fixture(scope="module")
def oxigraph_store() -> OxigraphStore:
    """Give the small dataset in Oxigraph."""
    return open_dataset(DATASET)


def test_there_are_queries() -> None:
    """The folder is found and holds queries, each under a name of its own."""
    assert PATHS
    assert len(load_queries()) == len(PATHS)


@pytest.mark.parametrize("path", PATHS, ids=IDS)
def test_query_keeps_the_rules(path: Path) -> None:
    """A query that the tool brings loads, is found by its name and breaks no rule."""
    query = load_query(path)
    assert find_query(path.stem) == query
    assert [str(problem) for problem in lint_query(query)] == []


@pytest.mark.parametrize("path", PATHS, ids=IDS)
def test_query_answers_alike_on_both_embedded_stores(
    path: Path, oxigraph_store: OxigraphStore, rdflib_store: RdflibStore
) -> None:
    """With its defaults, a query runs and gives the same solutions in the same order."""
    text = bind_parameters(load_query(path), {})
    answer = oxigraph_store.query(text)
    assert isinstance(answer, Solutions)
    assert rdflib_store.query(text) == answer


def test_no_summary_of_a_parameter_lists_its_values() -> None:
    """Forms offer them in the reader's words, and the documents of the API list them."""
    queries = [load_query(path) for path in PATHS]
    listed = [each for query in queries for each in query.parameters if each.values]
    assert listed
    for each in listed:
        for text in each.summary.values():
            # The Spanish “en” is a word as well as the tag of a language.
            assert {*each.values} & {*re.findall(r"[\w-]+", text)} <= {"en"}, text
