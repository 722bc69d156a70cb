"""Test the way from a node of the data to its place in a source text."""

import pytest
from pyoxigraph import Literal, NamedNode, RdfFormat, parse

from mgi_graph.validation import Location
from mgi_graph.validation.data import Quads
from mgi_graph.validation.origins import find_culprit, find_profiles, find_source
from mgi_graph.validation.report import Node
from mgi_graph.validation.statements import Statements

DATA = """\
@prefix dcterms: <http://purl.org/dc/terms/> .
@prefix ex: <https://example.org/> .
@prefix mgi: <https://w3id.org/mgi-graph/ontology#> .
@prefix oa: <http://www.w3.org/ns/oa#> .
@prefix prov: <http://www.w3.org/ns/prov#> .
@prefix schema: <https://schema.org/> .
@prefix spdx: <http://spdx.org/rdf/terms#> .

ex:profile a mgi:Profile ; prov:wasDerivedFrom ex:source-es , ex:source-en .
ex:source-en a mgi:SourceDocument ; schema:name "b-en.txt" ; spdx:checksum ex:checksum .
ex:source-es a mgi:SourceDocument ; schema:name "a-es.txt" .

ex:finding mgi:reportedIn ex:profile ; prov:wasDerivedFrom ex:source-en , ex:source-es ;
    prov:wasQuotedFrom ex:passage-en , ex:passage-es .
ex:passage-en oa:hasSource ex:source-en ; dcterms:language "en" ; mgi:line 70 ;
    oa:hasSelector ex:selector .
ex:passage-es oa:hasSource ex:source-es ; dcterms:language "es" ; mgi:line 81 .

ex:unquoted mgi:reportedIn ex:profile .
ex:lineless prov:wasQuotedFrom ex:passage-lineless .
ex:passage-lineless oa:hasSource ex:source-en ; mgi:line "seventy" .
ex:place a mgi:City .

ex:mention mgi:hasFinding ex:finding ; oa:hasSource ex:source-es ; dcterms:language "es" ;
    mgi:line 82 .
ex:claim mgi:hasFinding ex:finding ; prov:wasQuotedFrom ex:words .
ex:words oa:hasSource ex:source-en ; dcterms:language "en" ; mgi:line 71 .
ex:assignment mgi:hasFinding ex:finding .
"""


@pytest.fixture(scope="module")
def data() -> Statements:
    """Return a profile of two language versions."""
    return Statements(Quads(tuple(parse(DATA, format=RdfFormat.TURTLE))), Quads(()))


def ex(name: str) -> NamedNode:
    """Return a node of the example."""
    return NamedNode(f"https://example.org/{name}")


@pytest.mark.parametrize(
    ("node", "language", "place"),
    [
        ("finding", "en", Location("b-en.txt", 70)),
        ("finding", "es", Location("a-es.txt", 81)),
        ("finding", "fr", Location("a-es.txt", 81)),
        ("finding", None, Location("a-es.txt", 81)),
        ("passage-en", None, Location("b-en.txt", 70)),
        ("selector", None, Location("b-en.txt", 70)),
        ("source-en", None, Location("b-en.txt")),
        ("checksum", None, Location("b-en.txt")),
        ("profile", None, Location("a-es.txt")),
        ("unquoted", None, Location("a-es.txt")),
        ("lineless", None, Location("b-en.txt")),
        ("mention", None, Location("a-es.txt", 82)),
        ("claim", None, Location("b-en.txt", 71)),
        ("assignment", None, Location("a-es.txt", 81)),
        ("place", None, None),
        ("nowhere", None, None),
    ],
)
def test_a_node_has_its_place(
    data: Statements, node: str, language: str | None, place: Location | None
) -> None:
    """A finding leads to the passage of the language in question, other nodes as near as can be."""
    assert find_source(data, ex(node), language) == place


@pytest.mark.parametrize(
    ("focus", "value", "culprit"),
    [
        (ex("profile"), ex("finding"), ex("finding")),
        (ex("profile"), ex("mention"), ex("mention")),
        (ex("profile"), ex("claim"), ex("claim")),
        (ex("profile"), ex("place"), ex("profile")),
        (ex("profile"), None, ex("profile")),
        (ex("finding"), Literal("words"), ex("finding")),
    ],
    ids=["its finding", "a mention", "a claim", "its place", "nothing", "a text"],
)
def test_a_finding_is_to_blame_for_what_its_profile_is_told(
    data: Statements, focus: NamedNode, value: Node | None, culprit: NamedNode
) -> None:
    """Rules on all findings of a profile name one as the value."""
    assert find_culprit(data, focus, value) == culprit


def test_profiles_are_found_with_their_sources(data: Statements) -> None:
    """A profile stands for what its named graph describes."""
    assert list(find_profiles(data)) == [(ex("profile"), Location("a-es.txt"))]
