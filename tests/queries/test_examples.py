"""Test that editors find the canned queries, and that a program can learn their parameters."""

import pytest
from pyoxigraph import NamedNode, Quad, Triple

from mgi_graph.namespaces import ID, PREFIXES
from mgi_graph.queries import CannedQuery, bind_parameters, describe_queries, load_queries
from mgi_graph.rdf.iris import mint_query
from mgi_graph.results import Solutions
from mgi_graph.store import OxigraphStore

QUERIES = load_queries()

EXAMPLES_OF_EDITORS = """
PREFIX sh: <http://www.w3.org/ns/shacl#>
PREFIX rdfs: <http://www.w3.org/2000/01/rdf-schema#>
PREFIX spex: <https://purl.expasy.org/sparql-examples/ontology#>
SELECT DISTINCT ?sq ?comment ?query
WHERE {
  ?sq a sh:SPARQLExecutable ; rdfs:comment ?comment ;
    sh:select|sh:ask|sh:construct|spex:describe ?query .
} ORDER BY ?sq"""
"""What the editor of the Swiss Institute of Bioinformatics asks of an endpoint."""


def _rows(store: OxigraphStore, query: str) -> list[tuple[str | None, ...]]:
    prologue = "".join(f"PREFIX {name}: <{iri}>\n" for name, iri in PREFIXES.items())
    answer = store.query(query if "PREFIX" in query else prologue + query)
    assert isinstance(answer, Solutions)
    return [tuple(getattr(term, "value", None) for term in row) for row in answer.rows]


@pytest.fixture(scope="module")
def store() -> OxigraphStore:
    """Return the description of all the canned queries."""
    return OxigraphStore.of(Quad(*triple) for triple in describe_queries(QUERIES))


def test_editors_find_each_query_once(dataset: OxigraphStore) -> None:
    """In the built dataset, the question in English and the text that the tool itself runs."""
    expected = {
        (mint_query(query.name).value, query.question["en"], bind_parameters(query, {}).strip())
        for query in QUERIES
    }
    found = _rows(dataset, EXAMPLES_OF_EDITORS)
    assert len(found) == len(QUERIES)
    assert set(found) == expected


@pytest.mark.parametrize("query", QUERIES, ids=lambda query: query.name)
def test_question_is_in_each_language(store: OxigraphStore, query: CannedQuery) -> None:
    """The labels of a query are its question in English, Spanish and French."""
    rows = _rows(
        store, f"SELECT (LANG(?t) AS ?tag) ?t {{ <{ID}query/{query.name}> rdfs:label ?t }}"
    )
    assert sorted(map(str, rows)) == sorted(str(each) for each in query.question.items())


@pytest.mark.parametrize("query", QUERIES, ids=lambda query: query.name)
def test_every_parameter_is_described(store: OxigraphStore, query: CannedQuery) -> None:
    """Each has its name, its path that ends in it, and a description in each language."""
    rows = _rows(
        store,
        f"""SELECT ?name ?path (COUNT(DISTINCT ?text) AS ?texts)
        {{ <{ID}query/{query.name}> sh:parameter ?p .
           ?p a sh:Parameter ; sh:name ?name ; sh:path ?path ; sh:order ?order .
           ?p sh:description ?text FILTER(LANG(?text) IN ("en", "es", "fr")) }}
        GROUP BY ?name ?path ?order ORDER BY ?order""",
    )
    names = [parameter.name for parameter in query.parameters]
    assert [row[0] for row in rows] == names
    assert [row[1] for row in rows] == [f"{ID}parameter/{name}" for name in names]


def test_optional_parameter_without_default_is_open(store: OxigraphStore) -> None:
    """A domain may be given to the query for findings; a place has a default."""
    rows = _rows(
        store,
        f"""SELECT ?name ?optional ?default ?class {{
          <{ID}query/findings> sh:parameter ?p . ?p sh:name ?name .
          OPTIONAL {{ ?p sh:optional ?optional }} OPTIONAL {{ ?p sh:defaultValue ?default }}
          OPTIONAL {{ ?p sh:class ?class }} }} ORDER BY ?name""",
    )
    mgi = PREFIXES["mgi"]
    assert rows == [
        ("domain", "true", None, f"{mgi}Domain"),
        ("lang", None, "en", None),
        ("place", None, f"{ID}place/col-medellin", f"{mgi}Place"),
        ("status", "true", None, None),
    ]


@pytest.mark.parametrize(
    ("name", "parameter", "values"),
    [
        ("findings", "status", {"WellDevelopedArea", "AreaForDevelopment"}),
        ("findings", "lang", {"en", "es", "fr"}),
        ("profiles", "level", {"local", "regional", "national"}),
    ],
)
def test_values_to_choose_from_are_a_list(
    store: OxigraphStore, name: str, parameter: str, values: set[str]
) -> None:
    """They are an RDF collection, whose cells are named."""
    rows = _rows(
        store,
        f"""SELECT ?cell ?value {{ <{ID}query/{name}/parameter/{parameter}> sh:in/rdf:rest* ?cell .
        ?cell rdf:first ?value }}""",
    )
    assert {str(value).removeprefix(PREFIXES["mgi"]) for _, value in rows} == values
    assert all(str(cell).startswith(ID) for cell, _ in rows)


def test_target_is_the_endpoint_that_is_given() -> None:
    """Without one, a query does not say where to ask it."""
    target = NamedNode("https://schema.org/target")
    endpoint = NamedNode("http://example.org/sparql")
    triple = Triple(mint_query(QUERIES[0].name), target, endpoint)
    assert triple in set(describe_queries(QUERIES, endpoint))
    assert target not in {each.predicate for each in describe_queries(QUERIES)}


def test_keywords_are_the_tags(store: OxigraphStore) -> None:
    """One literal a tag."""
    (coverage,) = [query for query in QUERIES if query.name == "coverage"]
    rows = _rows(store, f"SELECT ?k {{ <{ID}query/coverage> schema:keywords ?k }}")
    assert {word for (word,) in rows} == set(coverage.tags)
