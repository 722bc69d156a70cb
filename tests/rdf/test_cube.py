"""Test the statistics: well formed, equal to what the findings give, and never a ranking."""

import re
from functools import partial

import pytest
from pyoxigraph import Literal, NamedNode, Quad, QueryBoolean, Store

from benchmarks.corpus import write_corpus
from mgi_graph.namespaces import ID, MGI, PREFIXES
from mgi_graph.parsing import parse_sources
from mgi_graph.pipeline.dataset import Background, Dataset, assemble_dataset
from mgi_graph.pipeline.graphs import STATISTICS_GRAPH, SUGGESTIONS_GRAPH
from mgi_graph.pipeline.sources import find_sources
from mgi_graph.pipeline.suggesting.proposing import propose_for_build
from mgi_graph.rdf.cube import CUBES, describe_statistics
from mgi_graph.rdf.terms import DCTERMS, RDF
from mgi_graph.rdf.terms import MGI as MGI_TERMS
from mgi_graph.results import Solutions
from mgi_graph.store import OxigraphStore
from tests.rdf.cube_constraints import CONSTRAINTS, Constraint

PROLOGUE = "PREFIX ex: <http://example.org/>\n" + "".join(
    f"PREFIX {name}: <{iri}>\n" for name, iri in PREFIXES.items()
)
DOMAINS = (
    "migrants-rights",
    "whole-of-government-approach",
    "partnerships",
    "well-being-of-migrants",
    "mobility-dimension-of-crises",
    "safe-orderly-and-regular-migration",
)
LISTS = {
    "col-medellin-2022": "4/2 4/2 3/3 4/2 5/1 3/2",
    "chl-monte-patria-2024": "4/2 3/4 3/1 4/2 3/3 2/3",
    "bra-manaus-2023": "4/2 3/3 4/2 3/3 3/3 3/3",
}
"""Bullets of each list in the sources, well developed and for development, domain by domain."""

WRITTEN = {
    "coverage": """SELECT ?a ?b ?c ?n { ?o qb:dataSet <id/cube/coverage> ; mgi:findingCount ?n ;
        mgi:coversProfile ?a ; mgi:coversDomain ?b ; mgi:coversStatus ?c }""",
    "indicators": """SELECT ?a ?b ?n { ?o qb:dataSet <id/cube/indicators> ; mgi:findingCount ?n ;
        mgi:coversIndicator ?a ; mgi:coversStatus ?b }""",
    "languages": """SELECT ?a ?b ?n { ?o qb:dataSet <id/cube/languages> ; mgi:findingCount ?n ;
        mgi:statementLanguage ?a ; mgi:coversStatus ?b }""",
    "indicator-languages": """SELECT ?a ?b ?n { ?o qb:dataSet <id/cube/indicator-languages> ;
        mgi:findingCount ?n ; mgi:coversIndicator ?a ; mgi:statementLanguage ?b }""",
    "places": """SELECT ?a ?b ?n { ?o qb:dataSet <id/cube/places> ; mgi:placeCount ?n ;
        mgi:coversIndicator ?a ; mgi:coversStatus ?b }""",
}
_KINDS = "?b FILTER(?b IN (mgi:WellDevelopedArea, mgi:AreaForDevelopment))"
COUNTED = {
    "coverage": f"""SELECT ?a ?d ?b (COUNT(?f) AS ?n) {{ ?f mgi:reportedIn ?a ; mgi:inDomain ?d ;
        a {_KINDS} }} GROUP BY ?a ?d ?b""",
    "indicators": f"""SELECT ?a ?b (COUNT(?f) AS ?n) {{ ?f mgi:addresses ?a ; a {_KINDS} }}
        GROUP BY ?a ?b""",
    "languages": f"""SELECT ?a ?b (COUNT(DISTINCT ?f) AS ?n) {{ ?f mgi:statement ?s ; a {_KINDS}
        BIND(LANG(?s) AS ?a) }} GROUP BY ?a ?b""",
    "indicator-languages": """SELECT ?a ?b (COUNT(DISTINCT ?f) AS ?n) { ?f mgi:addresses ?a ;
        mgi:statement ?s BIND(LANG(?s) AS ?b) } GROUP BY ?a ?b""",
    "places": f"""SELECT ?a ?b (COUNT(DISTINCT ?p) AS ?n) {{ ?f mgi:addresses ?a ; a {_KINDS}
        ?f mgi:reportedIn/mgi:assesses ?p }} GROUP BY ?a ?b""",
}


def _rows(store: OxigraphStore, query: str) -> list[tuple[str, ...]]:
    answer = store.query(f"BASE <{PREFIXES['mgi'].removesuffix('ontology#')}>{PROLOGUE}{query}")
    assert isinstance(answer, Solutions)
    return sorted(tuple(str(getattr(term, "value", None)) for term in row) for row in answer.rows)


def _is_broken(store: Store, constraint: Constraint) -> bool:
    answer = store.query(f"{PROLOGUE} ASK {{ {constraint.broken} }}")
    assert isinstance(answer, QueryBoolean)
    return bool(answer)


@pytest.fixture(scope="module")
def varied(background: Background, tmp_path_factory: pytest.TempPathFactory) -> OxigraphStore:
    """Return twelve composed profiles, of some of which nobody has confirmed the links."""
    folder = tmp_path_factory.mktemp("varied")
    write_corpus(12, folder, uncurated=0.25)
    profiles = parse_sources(find_sources([folder / "sources"]))
    curation = folder / "curation"
    # The other methods learn for seconds before they propose; what counts is that links are there.
    propose = partial(propose_for_build, method="words")
    made = assemble_dataset(profiles, background, curation, propose=propose)
    suggested = [quad for quad in made.quads if quad.graph_name == SUGGESTIONS_GRAPH]
    assert any(quad.predicate == MGI_TERMS.addresses for quad in suggested)
    return OxigraphStore.of(made.quads)


@pytest.fixture
def union(built: Dataset) -> Store:
    """Return the whole dataset as one graph, to change it."""
    store = Store()
    store.bulk_extend(Quad(*quad.triple) for quad in built.quads)
    return store


def test_cubes_are_well_formed(union: Store) -> None:
    """No integrity constraint of the RDF Data Cube is broken."""
    assert [each.name for each in CONSTRAINTS if _is_broken(union, each)] == []


@pytest.mark.parametrize("constraint", CONSTRAINTS, ids=lambda each: each.name)
def test_constraint_sees_what_breaks_it(union: Store, constraint: Constraint) -> None:
    """A constraint that nothing can break would test nothing."""
    union.update(PROLOGUE + constraint.spoil)
    assert _is_broken(union, constraint)


@pytest.mark.parametrize("cube", CUBES)
def test_counts_are_those_of_the_findings(dataset: OxigraphStore, cube: str) -> None:
    """Each observation has the number that a query over the findings gives, and none lacks."""
    written = _rows(dataset, WRITTEN[cube])
    assert written
    assert written == _rows(dataset, COUNTED[cube])


@pytest.mark.parametrize("cube", CUBES)
def test_counts_are_those_of_a_varied_corpus(varied: OxigraphStore, cube: str) -> None:
    """Places with several profiles, profiles in two languages and suggested links count alike."""
    written = _rows(varied, WRITTEN[cube])
    assert len(written) > 3
    assert written == _rows(varied, COUNTED[cube])


def test_coverage_is_that_of_the_sources(dataset: OxigraphStore) -> None:
    """The bullets of each list, counted in the texts."""
    kinds = ("WellDevelopedArea", "AreaForDevelopment")
    expected = [
        (f"{ID}profile/{profile}", f"{ID}domain/{domain}", MGI + kind, number)
        for profile, lists in LISTS.items()
        for domain, numbers in zip(DOMAINS, lists.split(), strict=True)
        for kind, number in zip(kinds, numbers.split("/"), strict=True)
    ]
    assert _rows(dataset, WRITTEN["coverage"]) == sorted(expected)
    assert sum(int(row[3]) for row in expected) == 105


def test_silence_has_no_observation(built: Dataset) -> None:
    """Without the areas for development of a domain, no zero stands in their place."""
    finding = f"{ID}finding/col-medellin-2022/mobility-dimension-of-crises/for-development/1"
    quads = [quad for quad in built.asserted if quad.subject != NamedNode(finding)]
    written = {triple.subject.value for triple in describe_statistics(quads)}  # type: ignore[union-attr]
    crises = f"{ID}cube/coverage/col-medellin-2022/mobility-dimension-of-crises"
    assert f"{crises}/well-developed" in written
    assert f"{crises}/for-development" not in written


@pytest.mark.parametrize("cube", CUBES)
@pytest.mark.parametrize(
    ("language", "words"),
    [
        ("en", "more of them does not mean better governed"),
        ("es", "tener más no significa una mejor gobernanza"),
        ("fr", "en avoir davantage ne signifie pas être mieux gouverné"),
    ],
)
def test_description_warns_against_ranking(
    built: Dataset, cube: str, language: str, words: str
) -> None:
    """Whoever reads the numbers is told what they do not say."""
    descriptions = [
        quad.object.value
        for quad in built.statistics
        if quad.subject == NamedNode(f"{ID}cube/{cube}")
        and quad.predicate == DCTERMS.description
        and isinstance(quad.object, Literal)
        and quad.object.language == language
    ]
    assert len(descriptions) == 1
    assert words in descriptions[0]


def test_counts_are_apart_from_findings(built: Dataset) -> None:
    """No observation has a property or a class by which findings are asked for."""
    findings = {quad.subject for quad in built.asserted if quad.predicate.value.startswith(MGI)}
    used = {
        quad.predicate
        for quad in built.asserted
        if quad.subject in findings and quad.predicate != RDF.type
    }
    observations = {
        quad.subject
        for quad in built.statistics
        if quad.predicate == RDF.type and quad.object == NamedNode(PREFIXES["qb"] + "Observation")
    }
    assert observations
    for quad in built.statistics:
        assert quad.graph_name == STATISTICS_GRAPH
        assert quad.subject not in observations or quad.predicate not in used


def test_texts_are_clean(built: Dataset) -> None:
    """Curly apostrophes, and in French a space before high punctuation."""
    texts = [
        quad.object
        for quad in built.statistics
        if isinstance(quad.object, Literal) and quad.object.language
    ]
    assert {text.language for text in texts} == {"en", "es", "fr"}
    assert [text for text in texts if "'" in text.value] == []
    assert [
        text
        for text in texts
        if re.search(r"\w[;:!?](\s|$)" if text.language == "fr" else r"\s[;:!?]", text.value)
    ] == []
