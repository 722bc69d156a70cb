"""The documentation names every term, shape and concept that the Turtle files have."""

import re
from pathlib import Path

import pytest
from pyoxigraph import Literal, NamedNode, RdfFormat, Triple, parse

from mgi_graph.assets import ONTOLOGY_DIR, SHAPES_DIR
from mgi_graph.queries import LANGUAGES
from mgi_graph.rdf.terms import OWL, RDF, RDFS, SH, SKOS
from mgi_graph.store import OxigraphStore
from mgi_graph.web.pages.rendering import Reader
from mgi_graph.web.terms.pages import ShowOntology, ShowShapes, ShowVocabularies, count_uses
from mgi_graph.workers.tasks import Task
from tests.web.conftest import RunningService
from tests.web.pages.test_routes import Reading, assert_plain, read

MGI = "https://w3id.org/mgi-graph/ontology#"
MGISH = "https://w3id.org/mgi-graph/shapes#"
INDICATOR = "https://w3id.org/mgi-graph/id/indicator/"
TERM_TYPES = {OWL.Class, OWL.ObjectProperty, OWL.DatatypeProperty}
PATHS = ("ontology", "ontology/shapes", "ontology/vocabularies")


def triples(*paths: Path) -> list[Triple]:
    """Read files anew, by no code of ours."""
    found = [
        quad.triple for path in paths for quad in parse(path=str(path), format=RdfFormat.TURTLE)
    ]
    assert found
    return found


def page(path: str, language: str, store: OxigraphStore) -> Reading:
    """Return a page of the documentation, read to its end."""
    reader = Reader(language, "http://localhost", path=path)
    tasks: tuple[Task, ...] = (ShowOntology(reader), ShowShapes(reader), ShowVocabularies(reader))
    task = dict(zip(PATHS, tasks, strict=True))[path]
    return read(task.run(store).body.decode())


def anchors(reading: Reading) -> set[str]:
    """Return every anchor of a page."""
    return {attributes["id"] for _, attributes in reading.elements if "id" in attributes}


@pytest.mark.parametrize("language", LANGUAGES)
def test_every_term_has_its_anchor_label_and_definition(
    dataset: OxigraphStore, language: str
) -> None:
    """The anchor is the fragment of the IRI, and the words are the reader's, the others near by."""
    read_page = page("ontology", language, dataset)
    found = triples(ONTOLOGY_DIR / "mgi.ttl")
    terms = {
        each.subject
        for each in found
        if each.predicate == RDF.type and each.object in TERM_TYPES and "#" in str(each.subject)
    }
    assert len(terms) > 60
    assert {str(term).strip("<>").removeprefix(MGI) for term in terms} <= anchors(read_page)
    for each in found:
        if each.subject in terms and each.predicate in {RDFS.label, SKOS.definition}:
            assert isinstance(each.object, Literal)
            assert each.object.value in read_page.text


def test_relations_of_a_term_are_shown(dataset: OxigraphStore) -> None:
    """Domain, range, chain, superclass and alignments stand with the term, as mgi.ttl has them."""
    text = ShowOntology(Reader("en", "http://localhost")).run(dataset).body.decode()
    addresses = text.partition('<article id="addresses"')[2].partition("</article>")[0]
    assert '<dt>what has it is</dt><dd><a href="/en/ontology#Finding">' in addresses
    assert '<dt>its value is</dt><dd><a href="/en/ontology#Indicator">' in addresses
    assert '<a href="/en/ontology/shapes#FindingShape-indicator">' in addresses
    concerns = text.partition('<article id="concerns"')[2].partition("</article>")[0]
    assert re.search(r"follows from the chain.*#reportedIn.*#assesses", concerns)
    finding = text.partition('<article id="Finding"')[2].partition("</article>")[0]
    assert "prov:Entity" in finding
    assert "Instances in the dataset: 105" in finding
    assert "schema:funder" in text.partition('id="section-alignments"')[2]


def test_uses_are_those_of_the_dataset(dataset: OxigraphStore) -> None:
    """The three profiles have 105 findings, each with its one position."""
    uses = count_uses(dataset)
    assert uses[NamedNode(MGI + "Finding")] == 105
    assert uses[NamedNode(MGI + "position")] == 105
    assert uses[NamedNode(MGI + "Profile")] == 3
    assert count_uses(OxigraphStore.of([])) == {}


@pytest.mark.parametrize("language", LANGUAGES)
def test_every_shape_has_its_anchor_and_message(dataset: OxigraphStore, language: str) -> None:
    """A report names a shape by its IRI; its fragment leads to it, and what it says is there."""
    read_page = page("ontology/shapes", language, dataset)
    found = triples(*SHAPES_DIR.glob("*.ttl"))
    named = {
        each.subject.value.removeprefix(MGISH)
        for each in found
        if isinstance(each.subject, NamedNode) and each.subject.value.startswith(MGISH)
    }
    assert len(named) > 200
    assert named <= anchors(read_page)
    text = read_page.text.replace("\u00a0", " ")
    for each in found:
        if each.predicate == SH.message:
            assert isinstance(each.object, Literal)
            assert each.object.value in text


@pytest.mark.parametrize("language", LANGUAGES)
def test_every_indicator_links_its_page(dataset: OxigraphStore, language: str) -> None:
    """The vocabularies list each scheme, and each indicator of the scheme with its page."""
    read_page = page("ontology/vocabularies", language, dataset)
    links = {attributes["href"] for attributes in read_page.find("a")}
    indicators = {
        each.subject.value.removeprefix(INDICATOR)
        for each in triples(ONTOLOGY_DIR / "indicators.ttl")
        if isinstance(each.subject, NamedNode) and each.subject.value.startswith(INDICATOR)
    }
    assert len(indicators) > 50
    assert {f"/{language}/indicators/{slug}" for slug in indicators} <= links
    assert f"/{language}/domains/partnerships" in links


@pytest.mark.parametrize("path", PATHS)
def test_page_is_whole_and_plain(service: RunningService, path: str) -> None:
    """Pages nest, keep the policy, and their links within the documentation lead somewhere."""
    everything = {each: read(service.get(f"/es/{each}").text) for each in PATHS}
    reading = everything[path]
    assert_plain(reading)
    assert reading.find("html") == [{"lang": "es"}]
    assert len(reading.find("h1")) == 1
    known = {each: anchors(other) for each, other in everything.items()}
    for attributes in reading.find("a"):
        address, _, fragment = attributes["href"].partition("#")
        target = address.removeprefix("/es/") or path
        if fragment and target in known:
            assert fragment in known[target], attributes["href"]


def test_change_of_language_stays_on_the_page(service: RunningService) -> None:
    """The links to other languages keep the path."""
    assert 'href="/fr/ontology/shapes"' in service.get("/en/ontology/shapes").text


@pytest.mark.parametrize("path", PATHS)
def test_french_has_no_line_that_begins_with_a_sign(dataset: OxigraphStore, path: str) -> None:
    """Definitions, notes and messages are ours, and spaced like the words around them."""
    text = page(path, "fr", dataset).text
    assert "\u00a0:" in text or "\u00a0;" in text
    assert re.findall(" [:;?!»] ", text) == []
