"""Hold descriptions of things to what a person would want of them."""

import json
import pickle

import pytest
from pyoxigraph import DefaultGraph, Literal, NamedNode, Quad, RdfFormat, Triple, parse

from mgi_graph.rdf.terms import DCTERMS, MGI, PROV, RDF, SKOS, VOID, Vocabulary
from mgi_graph.store import OxigraphStore
from mgi_graph.web.linked_data.descriptions import DescribeThing
from mgi_graph.web.linked_data.formats import FORMATS
from mgi_graph.web.linked_data.similar import FindSimilar
from mgi_graph.web.pages.rendering import Reader

ID = "https://w3id.org/mgi-graph/id/"
FINDING = NamedNode(ID + "finding/col-medellin-2022/migrants-rights/well-developed/1")
MEDELLIN = NamedNode(ID + "place/col-medellin")
FOAF = Vocabulary("http://xmlns.com/foaf/0.1/")
HYDRA = Vocabulary("http://www.w3.org/ns/hydra/core#")
BASE = "https://example.org/mgi"
READER = Reader(base=BASE)


def describe(store: OxigraphStore, iri: str, *, page: int = 1) -> set[Triple]:
    """Return the triples of a description, which must be there."""
    answer = DescribeThing(iri, "nt", page, READER).run(store)
    assert answer.facts["known"] == 1
    return {quad.triple for quad in parse(answer.body, format=RdfFormat.N_TRIPLES)}


def test_finding_has_its_words_its_passage_and_its_neighbours_labels(
    dataset: OxigraphStore,
) -> None:
    """A finding comes with statement, passage, place and domain, and labels in three languages."""
    triples = describe(dataset, FINDING.value)
    passage = NamedNode(ID + "passage/col-medellin-2022/migrants-rights/well-developed/1/en")
    statements = [t.object for t in triples if (t.subject, t.predicate) == (FINDING, MGI.statement)]
    assert [each.value[:21] for each in statements if isinstance(each, Literal)] == [
        "Health care for the m"
    ]
    assert Triple(FINDING, PROV.wasQuotedFrom, passage) in triples
    assert any((t.subject, t.predicate) == (passage, MGI.line) for t in triples)
    assert Triple(FINDING, MGI.concerns, MEDELLIN) in triples
    domain = NamedNode(ID + "domain/migrants-rights")
    languages = {
        t.object.language
        for t in triples
        if (t.subject, t.predicate) == (domain, SKOS.prefLabel) and isinstance(t.object, Literal)
    }
    assert languages == {"en", "es", "fr"}


def test_place_lists_its_findings_once_each(dataset: OxigraphStore) -> None:
    """What refers to Medellín are its profile and its findings, not their inferred doubles."""
    triples = describe(dataset, MEDELLIN.value)
    incoming = {t for t in triples if t.object == MEDELLIN}
    findings = {t.subject for t in incoming if t.predicate == MGI.concerns}
    profile = NamedNode(ID + "profile/col-medellin-2022")
    assert Triple(profile, MGI.assesses, MEDELLIN) in incoming
    assert not any(t.subject == profile and t.predicate != MGI.assesses for t in incoming)
    assert len(findings) == 35
    assert all(
        any((t.subject, t.predicate) == (finding, MGI.statement) for t in triples)
        for finding in findings
    )


def test_document_says_topic_dataset_licence_and_citation(dataset: OxigraphStore) -> None:
    """The document node has what a reader needs to cite and reuse the data."""
    triples = describe(dataset, MEDELLIN.value)
    document = NamedNode(f"{BASE}/id/place/col-medellin.nt")
    assert Triple(document, FOAF.primaryTopic, MEDELLIN) in triples
    assert Triple(document, VOID.inDataset, NamedNode(ID + "dataset/mgi-graph")) in triples
    licence = NamedNode("https://creativecommons.org/licenses/by/4.0/")
    assert Triple(document, DCTERMS.license, licence) in triples
    (citation,) = {
        t.object
        for t in triples
        if (t.subject, t.predicate) == (document, DCTERMS.bibliographicCitation)
    }
    assert isinstance(citation, Literal)
    assert citation.value.startswith("Medellín. In: Migration governance profiles as linked data")
    assert citation.value.endswith(MEDELLIN.value)
    assert not any(t.predicate == HYDRA.next for t in triples)


@pytest.fixture(scope="module")
def crowded() -> OxigraphStore:
    """Give a store where 250 findings lie in one domain."""
    graph = NamedNode(ID + "graph/made-up")
    domain = NamedNode(ID + "domain/made-up")
    quads = [Quad(domain, SKOS.prefLabel, Literal("Made up", language="en"), graph)]
    for number in range(250):
        finding = NamedNode(f"{ID}finding/{number:03}")
        quads.append(Quad(finding, MGI.inDomain, domain, graph))
        quads.append(Quad(finding, DCTERMS.subject, domain, NamedNode(ID + "graph/inferred")))
    return OxigraphStore.of(quads)


def test_incoming_links_are_paged_by_a_hundred(crowded: OxigraphStore) -> None:
    """250 findings stand on three pages, each once, with links from page to page."""
    domain = NamedNode(ID + "domain/made-up")
    pages = [describe(crowded, domain.value, page=page) for page in (1, 2, 3)]
    found = [
        {t.subject for t in page if t.object == domain and t.predicate == MGI.inDomain}
        for page in pages
    ]
    assert [len(each) for each in found] == [100, 100, 50]
    assert len(set.union(*found)) == 250
    address = f"{BASE}/id/domain/made-up.nt"
    first, second, third = (NamedNode(address + end) for end in ("", "?page=2", "?page=3"))
    links = {HYDRA.first: first, HYDRA.previous: first, HYDRA.next: third, HYDRA.last: third}
    assert {
        t.predicate: t.object for t in pages[1] if t.subject == second and t.predicate in links
    } == links
    total = Literal("250", datatype=NamedNode("http://www.w3.org/2001/XMLSchema#integer"))
    assert Triple(second, HYDRA.totalItems, total) in pages[1]
    assert not any(t.predicate == HYDRA.next for t in pages[2])


def test_page_after_the_last_is_empty(crowded: OxigraphStore) -> None:
    """A page that is not there says how many there are."""
    answer = DescribeThing(ID + "domain/made-up", "ttl", 4).run(crowded)
    assert answer.body == b""
    assert answer.facts == {"known": 1, "pages": 3}


def test_formats_hold_the_same_triples(dataset: OxigraphStore) -> None:
    """Turtle, N-Triples, JSON-LD and RDF/XML differ in nothing but the document's own name."""
    found = []
    for suffix, (media_type, rdf_format) in FORMATS.items():
        answer = DescribeThing(MEDELLIN.value, suffix, 1, READER).run(dataset)
        assert answer.media_type == media_type
        quads = list(parse(answer.body, format=rdf_format))
        assert {quad.graph_name for quad in quads} == {DefaultGraph()}
        named = NamedNode(f"{BASE}/id/place/col-medellin.{suffix}")
        found.append({quad.triple for quad in quads if quad.subject != named})
    assert all(each == found[0] for each in found)


def test_description_is_the_same_bytes_each_time(dataset: OxigraphStore) -> None:
    """The same task gives the same document, also when it was sent to another process."""
    task = DescribeThing(FINDING.value, "ttl", 1, READER)
    sent = pickle.loads(pickle.dumps(task))
    assert task.run(dataset).body == sent.run(dataset).body


def test_named_graph_is_described_with_its_length_and_content(dataset: OxigraphStore) -> None:
    """A graph's IRI answers with the number of its triples and where they are."""
    graph = NamedNode(ID + "graph/col-medellin-2022")
    triples = describe(dataset, graph.value)
    (length,) = [t.object for t in triples if (t.subject, t.predicate) == (graph, VOID.triples)]
    assert isinstance(length, Literal)
    assert int(length.value) > 500
    content = NamedNode(f"{BASE}/data?graph={graph.value}")
    assert Triple(graph, VOID.dataDump, content) in triples


def test_parts_come_with_the_whole(dataset: OxigraphStore) -> None:
    """A source document is described with its checksum, whose IRI begins with its own."""
    source = NamedNode(ID + "source/col-medellin-2022/en")
    triples = describe(dataset, source.value)
    checksum = NamedNode(source.value + "/checksum")
    assert any(t.subject == checksum and t.predicate != RDF.type for t in triples)


def test_blank_nodes_come_with_the_thing() -> None:
    """A list that hangs on a thing is described to its end."""
    turtle = b"<http://x/a> <http://x/p> ( 1 2 3 ) ; a <http://x/C> ."
    quads = [
        Quad(each.subject, each.predicate, each.object, NamedNode("http://x/g"))
        for each in parse(turtle, format=RdfFormat.TURTLE)
    ]
    triples = describe(OxigraphStore.of(quads), "http://x/a")
    values = {t.object.value for t in triples if isinstance(t.object, Literal)}
    assert {"1", "2", "3"} <= values


def test_unknown_thing_is_not_described(dataset: OxigraphStore) -> None:
    """A thing of which nothing is said is not known."""
    assert DescribeThing(ID + "place/nowhere", "ttl").run(dataset).facts["known"] == 0


@pytest.mark.parametrize(
    ("path", "suggested"),
    [
        ("place/col-medelin", "place/col-medellin"),
        ("indicator/ethical-recruitmnt", "indicator/ethical-recruitment"),
        ("plaec/col-medellin", "place/col-medellin"),
        ("graph/col-medellin-2021", "graph/col-medellin-2022"),
        ("place/Medell%C3%ADn", "place/col-medellin"),
        ("place/MEDELLIN", "place/col-medellin"),
        ("place/Monte%20Patria", "place/chl-monte-patria"),
        ("place/Manaos", "place/bra-manaus"),
        ("place/Mont%20Patria", "place/chl-monte-patria"),
        ("indicator/trata", "indicator/anti-trafficking"),
        ("domain/derechos", "domain/migrants-rights"),
        ("indicator/educasion", "indicator/access-to-education"),
        ("domain/ALIANZAS", "domain/partnerships"),
    ],
)
def test_unknown_thing_has_suggestions(dataset: OxigraphStore, path: str, suggested: str) -> None:
    """A misspelt path, or a name of any language, is answered with the things most like it."""
    found = json.loads(FindSimilar(ID + path).run(dataset).body)
    assert found["known"] is False
    assert found["suggestions"][0]["iri"] == ID + suggested


def test_suggestions_are_in_the_readers_language(dataset: OxigraphStore) -> None:
    """A Spanish reader gets Spanish labels."""
    task = FindSimilar(ID + "domain/partnership", Reader(language="es"))
    assert json.loads(task.run(dataset).body)["suggestions"][0]["label"] == "Alianzas"


@pytest.mark.parametrize("iri", [MEDELLIN.value, ID + "graph/inferred"])
def test_known_thing_needs_no_suggestions(dataset: OxigraphStore, iri: str) -> None:
    """A thing or a graph of the dataset is known."""
    answer = FindSimilar(iri).run(dataset)
    assert json.loads(answer.body) == {"known": True, "suggestions": []}


@pytest.mark.parametrize(
    ("language", "label"),
    [
        ("en", "Medellín 2022 · Partnerships · well-developed area 3"),
        ("es", "Medellín 2022 · Alianzas · área bien desarrollada 3"),
        ("fr", "Medellín 2022 · Partenariats · aspect bien développé 3"),
    ],
)
def test_findings_are_suggested_by_what_they_are(
    dataset: OxigraphStore, language: str, label: str
) -> None:
    """A path of an IRI says nothing to a reader."""
    iri = f"{ID}finding/col-medellin-2022/partnerships/well-developed/9"
    found = json.loads(FindSimilar(iri, Reader(language)).run(dataset).body)
    assert label in [each["label"] for each in found["suggestions"]]


def test_parts_of_things_are_not_suggested(dataset: OxigraphStore) -> None:
    """A checksum has no page of its own."""
    found = json.loads(FindSimilar(f"{ID}source/col-medelin-2022/en").run(dataset).body)
    names = [each["iri"].removeprefix(ID) for each in found["suggestions"]]
    assert names[0] == "source/col-medellin-2022/en"
    assert not any("checksum" in each for each in names)
