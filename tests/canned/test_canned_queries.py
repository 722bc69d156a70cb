"""Hold the answers of every canned query against rows written from reading the profiles."""

from collections.abc import Callable
from pathlib import Path

import pytest
from pyoxigraph import Literal, NamedNode, RdfFormat
from pyoxigraph import Store as PyoxigraphStore

from mgi_graph.namespaces import ID, PREFIXES
from mgi_graph.pipeline.dataset import Dataset
from mgi_graph.queries import LANGUAGES, bind_parameters, find_query, load_queries, run_query
from mgi_graph.rdf.serialisation import write_quads
from mgi_graph.results import Solutions
from mgi_graph.store import OxigraphStore, RdflibStore, RemoteStore, Store
from tests.canned.cases import Case, read_cases, read_columns, shorten_as

CASES = read_cases()
NAMES = [query.name for query in load_queries()]
LABELLED = [
    query.name
    for query in load_queries()
    if any(parameter.name == "lang" for parameter in query.parameters)
]
PLACES = ("bra-manaus", "chl-monte-patria", "col-medellin")
BY_LANGUAGE = {
    "findings-in-my-language": frozenset({"statement", "original", "originalLanguage"}),
}
PROLOGUE = f"BASE <{ID}>\n" + "".join(
    f"PREFIX {prefix}: <{namespace}>\n" for prefix, namespace in PREFIXES.items()
)


@pytest.fixture(scope="module")
def rdflib_store(built: Dataset) -> RdflibStore:
    """Give the dataset of the three real profiles in rdflib."""
    return RdflibStore.of(built.quads)


@pytest.fixture(scope="module")
def remote_store(
    built: Dataset, serve: Callable[[Path], str], tmp_path_factory: pytest.TempPathFactory
) -> RemoteStore:
    """Give the dataset of the three real profiles behind a real SPARQL server."""
    path = tmp_path_factory.mktemp("served") / "mgi.trig"
    write_quads(built.quads, path, RdfFormat.TRIG)
    return RemoteStore(serve(path))


@pytest.fixture(scope="module")
def without_french(built: Dataset) -> OxigraphStore:
    """Give the dataset without any label in French."""
    return change(
        built,
        """DELETE { GRAPH ?graph { ?thing ?property ?label . } }
        WHERE {
          GRAPH ?graph { ?thing ?property ?label . }
          FILTER(?property IN (skos:prefLabel, rdfs:label) && LANG(?label) = "fr")
        }""",
    )


def solve(store: Store, name: str, **parameters: str) -> Solutions:
    """Return the solutions of a canned query."""
    answer = run_query(store, find_query(name), parameters)
    assert isinstance(answer, Solutions)
    return answer


def change(built: Dataset, update: str) -> OxigraphStore:
    """Return a store with the dataset after an update that is sure to have changed it."""
    before = set(built.quads)
    store = PyoxigraphStore()
    store.bulk_extend(before)
    store.update(PROLOGUE + update)
    assert set(store) != before
    return OxigraphStore(store)


def test_every_query_has_expected_rows_and_every_expected_file_a_query() -> None:
    """A query without a file would go untested, and a file without a query tests nothing."""
    assert NAMES
    assert {case.query for case in CASES} == set(NAMES)


def test_every_query_is_seen_to_answer() -> None:
    """A query that is empty in each of its cases has not shown that it finds anything."""
    assert {case.query for case in CASES if case.rows} == set(NAMES)


@pytest.mark.parametrize("case", CASES, ids=[case.id for case in CASES])
def test_query_gives_the_expected_rows_in_order(
    case: Case, dataset: OxigraphStore, built: Dataset
) -> None:
    """The rows are those that a reader of the profiles expects, no more, no fewer, in order."""
    store = dataset if case.change is None else change(built, case.change)
    answer = solve(store, case.query, **case.parameters)
    assert shorten_as(case.rows, read_columns(answer, case.columns)) == list(case.rows)


@pytest.mark.parametrize("name", NAMES)
def test_file_as_it_lies_answers_as_with_its_defaults_bound(
    name: str, dataset: OxigraphStore
) -> None:
    """Any other tool that serves the folder gets the same answer without binding anything."""
    query = find_query(name)
    assert dataset.query(query.text) == dataset.query(bind_parameters(query, {}))


@pytest.mark.parametrize("name", NAMES)
def test_rdflib_gives_the_same_solutions(
    name: str, dataset: OxigraphStore, rdflib_store: RdflibStore
) -> None:
    """The answer does not depend on the engine."""
    text = bind_parameters(find_query(name), {})
    assert rdflib_store.query(text) == dataset.query(text)


@pytest.mark.parametrize("name", NAMES)
def test_remote_endpoint_gives_the_same_solutions(
    name: str, dataset: OxigraphStore, remote_store: RemoteStore
) -> None:
    """The answer does not depend on where the dataset is kept."""
    text = bind_parameters(find_query(name), {})
    assert remote_store.query(text) == dataset.query(text)


@pytest.mark.parametrize("name", LABELLED)
def test_language_changes_labels_and_nothing_else(name: str, dataset: OxigraphStore) -> None:
    """Labels come in the language asked for, and all the rest is the same in each."""
    answers = {lang: solve(dataset, name, lang=lang) for lang in LANGUAGES}
    for lang, answer in answers.items():
        assert {
            term.language
            for solution in answer
            for column, term in solution.items()
            if is_label(column) and isinstance(term, Literal)
        } <= {lang}
    assert len({unlabelled(name, answer) for answer in answers.values()}) == 1


@pytest.mark.parametrize("name", LABELLED)
def test_missing_label_loses_no_row(
    name: str, dataset: OxigraphStore, without_french: OxigraphStore
) -> None:
    """Where the reader's language lacks a label, its cell is empty and the row stays."""
    answer = solve(without_french, name, lang="fr")
    assert unlabelled(name, answer) == unlabelled(name, solve(dataset, name, lang="fr"))


def is_label(column: str) -> bool:
    """Say whether a column holds labels."""
    return column.endswith("Label")


def unlabelled(name: str, answer: Solutions) -> frozenset[tuple[object, ...]]:
    """Return what an answer holds beside labels and what the query has by the reader's language."""
    by_language = BY_LANGUAGE.get(name, frozenset())
    columns = [
        column for column in answer.variables if not is_label(column) and column not in by_language
    ]
    return frozenset(read_columns(answer, tuple(columns)))


def test_every_gap_has_a_practice_elsewhere_or_is_listed_as_without(
    dataset: OxigraphStore,
) -> None:
    """The two queries share out the forty-three areas for development, none twice."""
    met = {
        gap
        for place in PLACES
        for gap in column(solve(dataset, "peer-learning", place=place), "gap")
    }
    unmet = set(column(solve(dataset, "gaps-without-practice"), "gap"))
    assert not met & unmet
    assert len(met | unmet) == 43


@pytest.mark.parametrize("place", PLACES)
@pytest.mark.parametrize(
    ("name", "peer"), [("peer-learning", "practice"), ("shared-gaps", "peerGap")]
)
def test_gap_meets_each_counterpart_once_and_none_of_its_own_place(
    name: str, peer: str, place: str, dataset: OxigraphStore
) -> None:
    """A pair stands once however many indicators it shares, and joins two places."""
    answer = solve(dataset, name, place=place)
    pairs = list(zip(column(answer, "gap"), column(answer, peer), strict=True))
    assert pairs
    assert len(set(pairs)) == len(pairs)
    assert all(f"/{place}-" in gap and f"/{place}-" not in other for gap, other in pairs)


def column(answer: Solutions, name: str) -> list[str]:
    """Return the IRIs of one column."""
    return [term.value for solution in answer if isinstance(term := solution[name], NamedNode)]
