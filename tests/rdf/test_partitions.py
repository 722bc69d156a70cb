"""Test the VoID partitions on a graph that can be counted by hand, and on the real dataset."""

import re

import pytest
from pyoxigraph import Literal, NamedNode, Quad, RdfFormat, Triple, parse

from mgi_graph.namespaces import PREFIXES
from mgi_graph.pipeline.dataset import Dataset
from mgi_graph.rdf.iris import mint_iri
from mgi_graph.rdf.partitions import describe_partitions
from mgi_graph.rdf.prefixes import describe_prefixes
from mgi_graph.results import Solutions
from mgi_graph.store import OxigraphStore

DATASET = mint_iri("dataset", "small")

SMALL = """
@prefix mgi: <https://w3id.org/mgi-graph/ontology#> .
@prefix ex: <http://example.org/> .
ex:one { ex:a a mgi:City ; ex:label "A"@en , "a" ; ex:near ex:b , ex:nowhere . }
ex:two {
  ex:a ex:label "A"@en .
  ex:b a mgi:City , mgi:Place ; ex:label "B"@en .
  ex:c ex:near ex:b .
}
"""

VOID_OF_EDITORS = """
PREFIX void: <http://rdfs.org/ns/void#>
PREFIX void-ext: <http://ldf.fi/void-ext#>
SELECT DISTINCT ?subjectClass ?prop ?objectClass ?objectDatatype
WHERE {
  ?cp void:class ?subjectClass ; void:propertyPartition ?pp .
  ?pp void:property ?prop .
  OPTIONAL {
    { ?pp void:classPartition [ void:class ?objectClass ] }
    UNION { ?pp void-ext:datatypePartition [ void-ext:datatype ?objectDatatype ] }
  }
}"""
"""What the SPARQL editor of the Swiss Institute of Bioinformatics asks of an endpoint."""

PREFIXES_OF_EDITORS = """
PREFIX sh: <http://www.w3.org/ns/shacl#>
SELECT DISTINCT ?prefix ?namespace
WHERE { [] sh:namespace ?namespace ; sh:prefix ?prefix }
ORDER BY ?prefix"""


def _rows(store: OxigraphStore, query: str) -> list[tuple[str | None, ...]]:
    answer = store.query(query)
    assert isinstance(answer, Solutions)
    return [tuple(getattr(term, "value", None) for term in row) for row in answer.rows]


@pytest.fixture(scope="module")
def small() -> set[str]:
    """Return the description of the small dataset, a triple a line, with short names."""
    quads = parse(SMALL, format=RdfFormat.TRIG)
    lines = (
        f"{each.subject} {each.predicate} {each.object}"
        for each in describe_partitions(DATASET, quads)
    )
    integer = f"^^<{PREFIXES['xsd']}integer>"
    return {
        line.replace(f"{DATASET.value}", "").replace(PREFIXES["void"], "").replace(integer, "")
        for line in lines
    }


@pytest.mark.parametrize(
    "line",
    [
        '<> <triples> "9"',
        '<> <distinctSubjects> "3"',
        '<> <distinctObjects> "7"',
        '<> <classes> "2"',
        '<> <properties> "3"',
        "<> <classPartition> </class/mgi:City>",
        '</class/mgi:City> <entities> "2"',
        "</class/mgi:City> <propertyPartition> </class/mgi:City/property/rdf:type>",
        '</class/mgi:City/property/rdf:type> <triples> "3"',
        '</property/rdf:type> <triples> "3"',
    ],
)
def test_small_dataset_is_counted(small: set[str], line: str) -> None:
    """A triple that stands in two graphs counts once."""
    assert line in small


def test_values_are_counted_by_class_and_datatype(small: set[str]) -> None:
    """Two of the labels of cities have a tag and one has none; one neighbour has two classes."""
    store = OxigraphStore.of(
        Quad(*triple)
        for triple in describe_partitions(DATASET, parse(SMALL, format=RdfFormat.TRIG))
    )
    rows = _rows(
        store,
        """PREFIX void: <http://rdfs.org/ns/void#> PREFIX void-ext: <http://ldf.fi/void-ext#>
        SELECT (STRAFTER(STR(?p), "org/") AS ?property) (STRAFTER(STR(?v), "#") AS ?value) ?n {
          ?cp void:class <https://w3id.org/mgi-graph/ontology#City> ; void:propertyPartition ?pp .
          ?pp void:property ?p .
          { ?pp void:classPartition ?vp . ?vp void:class ?v }
          UNION { ?pp void-ext:datatypePartition ?vp . ?vp void-ext:datatype ?v }
          ?vp void:triples ?n } ORDER BY ?property ?value""",
    )
    assert rows == [
        ("label", "langString", "2"),
        ("label", "string", "1"),
        ("near", "City", "1"),
        ("near", "Place", "1"),
    ]


def test_partitions_are_named(small: set[str]) -> None:
    """Every subject is an IRI below the dataset's, or the dataset itself."""
    assert all(line.startswith(("<> ", "</class/", "</property/")) for line in small)


def test_editors_find_classes_properties_and_values(dataset: OxigraphStore) -> None:
    """From the class of findings their query leads to profiles and to texts with a tag."""
    mgi, rdf = PREFIXES["mgi"], PREFIXES["rdf"]
    rows = _rows(dataset, VOID_OF_EDITORS)
    assert (f"{mgi}Finding", f"{mgi}reportedIn", f"{mgi}Profile", None) in rows
    assert (f"{mgi}Finding", f"{mgi}statement", None, f"{rdf}langString") in rows
    assert (f"{mgi}Finding", f"{mgi}addresses", f"{mgi}Indicator", None) in rows


def test_partitions_count_what_a_query_counts(built: Dataset, dataset: OxigraphStore) -> None:
    """Each number of triples by class, property and class or datatype is the real one.

    DATATYPE takes each of XSD's kinds of integer for an integer in Oxigraph.
    """
    found = _rows(
        dataset,
        """PREFIX void: <http://rdfs.org/ns/void#> PREFIX void-ext: <http://ldf.fi/void-ext#>
        SELECT ?class ?property ?value ?triples {
          ?cp void:class ?class ; void:propertyPartition ?pp . ?pp void:property ?property .
          { ?pp void:classPartition ?vp . ?vp void:class ?value }
          UNION { ?pp void-ext:datatypePartition ?vp . ?vp void-ext:datatype ?value }
          ?vp void:triples ?triples }""",
    )
    described = [
        tuple(re.sub(r"(positive|nonNegative)Integer$", "integer", str(each)) for each in row)
        for row in found
    ]
    counted = _rows(
        OxigraphStore.of(built.quads),
        """SELECT ?class ?property ?value (COUNT(*) AS ?triples) {
          { ?subject a ?class ; ?property ?object . ?object a ?value }
          UNION
          { ?subject a ?class ; ?property ?object .
            FILTER(ISLITERAL(?object)) BIND(DATATYPE(?object) AS ?value) }
        } GROUP BY ?class ?property ?value""",
    )
    assert len(described) > 100
    assert sorted(described) == sorted(tuple(map(str, row)) for row in counted)


def test_totals_are_what_a_query_counts(built: Dataset, dataset: OxigraphStore) -> None:
    """The dataset's own description is part of what it counts.

    The objects are counted here: to a query 1 is the same whichever of XSD's integers it is.
    """
    found = _rows(
        dataset,
        """PREFIX void: <http://rdfs.org/ns/void#>
        SELECT ?triples ?subjects ?properties ?classes ?objects {
          <https://w3id.org/mgi-graph/id/dataset/mgi-graph> void:triples ?triples ;
            void:distinctSubjects ?subjects ; void:distinctObjects ?objects ;
            void:properties ?properties ; void:classes ?classes }""",
    )
    counted = _rows(
        dataset,
        """SELECT (COUNT(*) AS ?triples) (COUNT(DISTINCT ?s) AS ?subjects)
          (COUNT(DISTINCT ?p) AS ?properties)
          (COUNT(DISTINCT ?class) AS ?classes)
        { ?s ?p ?o BIND(IF(?p = <http://www.w3.org/1999/02/22-rdf-syntax-ns#type>, ?o, ?none)
          AS ?class) }""",
    )
    objects = str(len({quad.object for quad in built.quads}))
    assert found == [(*counted[0], objects)]


def test_editors_find_every_prefix(dataset: OxigraphStore) -> None:
    """Each prefix stands for one namespace, the one that queries and Turtle files use."""
    assert _rows(dataset, PREFIXES_OF_EDITORS) == sorted(PREFIXES.items())


def test_a_prefix_is_declared_on_the_ontology() -> None:
    """A declaration is a named node, and its namespace an xsd:anyURI (SHACL, section 5.2.1)."""
    sh, declaration = PREFIXES["sh"], mint_iri("prefix", "mgi")
    uri = Literal(PREFIXES["mgi"], datatype=NamedNode(PREFIXES["xsd"] + "anyURI"))
    ontology = NamedNode("https://w3id.org/mgi-graph/ontology")
    assert set(describe_prefixes({"mgi": PREFIXES["mgi"]})) == {
        Triple(ontology, NamedNode(f"{sh}declare"), declaration),
        Triple(
            declaration, NamedNode(PREFIXES["rdf"] + "type"), NamedNode(f"{sh}PrefixDeclaration")
        ),
        Triple(declaration, NamedNode(f"{sh}prefix"), Literal("mgi")),
        Triple(declaration, NamedNode(f"{sh}namespace"), uri),
    }
