"""Hold the pages of things: readable, in three languages, and deaf to what the data says."""

from html.parser import HTMLParser

import pytest
from pyoxigraph import Literal, NamedNode, Quad

from mgi_graph.rdf.terms import MGI, RDF, RDFS, SKOS
from mgi_graph.store import OxigraphStore
from mgi_graph.web.linked_data.descriptions import DescribeThing
from mgi_graph.web.pages.rendering import Reader

ID = "https://w3id.org/mgi-graph/id/"
HOSTILE = (
    "</script><script>alert(1)</script>",
    '"><img src=x onerror=alert(1)>',
    "{{7*7}}",
    "{% raw %}",
    "' onmouseover='alert(1)",
)


class Reading(HTMLParser):
    """Collect the elements, the links and the text of a page."""

    def __init__(self) -> None:
        """Begin with nothing."""
        super().__init__()
        self.elements: list[tuple[str, dict[str, str | None]]] = []
        self.text = ""
        self.pieces: list[tuple[str, str]] = []
        self._within = ""

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        """Keep the element."""
        self.elements.append((tag, dict(attrs)))
        self._within = tag

    def handle_endtag(self, tag: str) -> None:
        """Leave the element."""
        del tag
        self._within = ""

    def handle_data(self, data: str) -> None:
        """Keep the text, and the name of the element in which each piece of it stands."""
        self.text += data
        self.pieces.append((self._within, data))

    def links(self) -> set[str]:
        """Return every address that the page links to."""
        return {attrs["href"] or "" for tag, attrs in self.elements if tag == "a"}


def read(store: OxigraphStore, iri: str, language: str = "en", page: int = 1) -> Reading:
    """Render the page of a thing and read it."""
    answer = DescribeThing(iri, "html", page, Reader(language, "http://h.example")).run(store)
    assert answer.media_type == "text/html"
    reading = Reading()
    reading.feed(answer.body.decode())
    return reading


@pytest.mark.parametrize(
    ("language", "label"),
    [
        ("en", "Migrants’ rights"),
        ("es", "Derechos de las personas migrantes"),
        ("fr", "Droits des migrants"),
    ],
)
def test_page_is_in_the_readers_language(dataset: OxigraphStore, language: str, label: str) -> None:
    """The page says its language, and a domain's label is in it."""
    page = read(dataset, ID + "domain/migrants-rights", language)
    assert ("html", {"lang": language}) in page.elements
    assert label in page.text


def test_page_of_a_place_links_its_findings_locally(dataset: OxigraphStore) -> None:
    """Links to things of ours stay on the host that serves the page."""
    reading = read(dataset, ID + "place/col-medellin")
    finding = "/id/finding/col-medellin-2022/migrants-rights/well-developed/1"
    assert finding in reading.links()
    assert "https://sws.geonames.org/3674962/" in reading.links()
    assert not any(link.startswith("https://w3id.org/mgi-graph/id") for link in reading.links())


def test_statement_keeps_its_own_language(dataset: OxigraphStore) -> None:
    """A statement in English stands on a French page with lang="en" and the tag beside it."""
    iri = ID + "finding/col-medellin-2022/migrants-rights/well-developed/1"
    reading = read(dataset, iri, "fr")
    assert ("bdi", {"lang": "en"}) in reading.elements
    assert "aspect bien développé" in reading.text


def test_page_has_landmarks_and_a_skip_link(dataset: OxigraphStore) -> None:
    """A screen reader finds its way."""
    reading = read(dataset, ID + "place/col")
    tags = [tag for tag, _ in reading.elements]
    assert {"header", "nav", "main", "footer", "h1"} <= set(tags)
    assert tags.count("h1") == 1
    assert "#content" in reading.links()


def test_page_uses_no_inline_style_or_script_and_no_other_host(dataset: OxigraphStore) -> None:
    """The content security policy has nothing to forbid."""
    reading = read(dataset, ID + "place/col-medellin")
    for tag, attributes in reading.elements:
        assert tag not in {"script", "style", "img", "iframe"}
        assert "style" not in attributes
        assert not any(name.startswith("on") for name in attributes)
        if tag == "link" and attributes["rel"] != "canonical":
            assert (attributes["href"] or "").startswith(("/static/style.", "/static/icon."))


def test_graph_page_links_its_content(dataset: OxigraphStore) -> None:
    """The page of a named graph leads to its triples."""
    iri = ID + "graph/col-medellin-2022"
    assert f"/data?graph={iri}".replace(":", "%3A") in read(dataset, iri).links()


@pytest.fixture(scope="module")
def hostile() -> OxigraphStore:
    """Give a store whose labels, statements and IRIs would attack a careless page."""
    graph = NamedNode(ID + "graph/hostile")
    thing = NamedNode(ID + "place/hostile")
    property_ = NamedNode("javascript:alert(1)")
    quads = [
        Quad(thing, RDFS.seeAlso, NamedNode("javascript:alert(2)"), graph),
        Quad(thing, RDFS.seeAlso, NamedNode("data:text/html,x"), graph),
        Quad(thing, RDFS.seeAlso, NamedNode("https://w3id.org/mgi-graph//evil.example/"), graph),
        Quad(thing, property_, Literal("x"), graph),
    ]
    for number, text in enumerate(HOSTILE):
        finding = NamedNode(f"{ID}finding/{number}")
        quads += [
            Quad(thing, SKOS.prefLabel, Literal(text, language="en"), graph),
            Quad(thing, SKOS.altLabel, Literal(text), graph),
            Quad(thing, SKOS.note, Literal(text, datatype=NamedNode("x:a'&")), graph),
            Quad(property_, RDFS.label, Literal(text, language="en"), graph),
            Quad(finding, RDF.type, MGI.AreaForDevelopment, graph),
            Quad(finding, MGI.concerns, thing, graph),
            Quad(finding, MGI.statement, Literal(text, language="en"), graph),
        ]
        for record in (NamedNode(f"javascript:alert({number})"), NamedNode(f"{ID}claim/{number}")):
            quads += [
                Quad(record, MGI.hasSubject, thing, graph),
                Quad(record, MGI.hasFinding, record, graph),
                Quad(record, MGI.hasPredicate, property_, graph),
                Quad(record, MGI.claimedValue, Literal(text), graph),
                Quad(record, MGI.wording, Literal(text, language="en"), graph),
                Quad(record, MGI.takesPlaceThrough, NamedNode("data:text/html,x"), graph),
            ]
    return OxigraphStore.of(quads)


def test_hostile_labels_are_text(hostile: OxigraphStore) -> None:
    """Markup and template signs in the data are shown as they are and do nothing."""
    reading = read(hostile, ID + "place/hostile")
    tags = {tag for tag, _ in reading.elements}
    assert not tags & {"script", "img"}
    assert not any(name.startswith("on") for _, attrs in reading.elements for name in attrs)
    for text in HOSTILE:
        assert text in reading.text
    assert "49" not in reading.text


def test_only_web_addresses_are_links(hostile: OxigraphStore) -> None:
    """A javascript or data IRI is never a link, and none becomes the name of another host."""
    links = read(hostile, ID + "place/hostile").links()
    assert not any(link.lower().startswith(("javascript:", "data:", "//")) for link in links)
    assert "https://w3id.org/mgi-graph//evil.example/" in links


def test_page_of_the_dataset_says_what_it_leaves_out(dataset: OxigraphStore) -> None:
    """A thing of hundreds of parts is shown with some of them, and the page says so."""
    reading = read(dataset, ID + "dataset/mgi-graph")
    assert len([tag for tag, _ in reading.elements if tag == "details"]) == 50
    assert "more parts are not shown here" in reading.text


@pytest.mark.parametrize(
    ("language", "citation"),
    [
        ("es", "Derechos de las personas migrantes. En: Perfiles de gobernanza de la migración"),
        ("fr", "Droits des migrants. Dans\u00a0: Profils de gouvernance des migrations"),
    ],
)
def test_thing_is_cited_in_the_readers_language(
    dataset: OxigraphStore, language: str, citation: str
) -> None:
    """Its label and the title of the dataset are those that the page has elsewhere."""
    assert citation in read(dataset, ID + "domain/migrants-rights", language).text


def test_data_is_cited_alike_whoever_asks(dataset: OxigraphStore) -> None:
    """A document of data does not go by the reader's language."""
    iri, reader = ID + "domain/migrants-rights", Reader("fr", "http://h.example")
    body = DescribeThing(iri, "nt", 1, reader).run(dataset).body.decode()
    assert "Migrants’ rights. In: Migration governance profiles as linked data" in body
