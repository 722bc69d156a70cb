"""Hold the list of pages to https://www.sitemaps.org/protocol.html, and to what is there."""

import xml.etree.ElementTree as ET

import pytest
from pyoxigraph import NamedNode, Quad

from mgi_graph.queries import LANGUAGES
from mgi_graph.rdf.terms import MGI, RDF
from mgi_graph.store import OxigraphStore
from mgi_graph.web.about.sitemap import MOST_BYTES, ListPages, pack
from tests.web.conftest import RunningService

SITEMAP = "{http://www.sitemaps.org/schemas/sitemap/0.9}"
LINK = "{http://www.w3.org/1999/xhtml}link"
BASE = "https://example.org/mgi"


def locations(body: bytes) -> list[str]:
    """Return the addresses of a list or an index."""
    return [each.text or "" for each in ET.fromstring(body).iter(f"{SITEMAP}loc")]


def test_list_has_every_page_in_every_language(dataset: OxigraphStore) -> None:
    """The addresses are absolute, below the public base, each once."""
    found = locations(ListPages(BASE).run(dataset).body)
    assert len(found) == len(set(found))
    for language in LANGUAGES:
        own = [each for each in found if each.startswith(f"{BASE}/{language}/")]
        assert len(own) == len(found) / len(LANGUAGES)
        assert len([each for each in own if "/findings/" in each]) == 105
        assert len([each for each in own if "/domains/" in each]) == 6
        for path in (
            "",
            "about",
            "places/col-medellin",
            "indicators/ethical-recruitment",
            "findings/col-medellin-2022/migrants-rights/well-developed/1",
            "ask/peer-learning",
            "groups/refugees",
            "sources/col-medellin-2022/en",
            "ontology/shapes",
            "ontology/vocabularies",
        ):
            assert f"{BASE}/{language}/{path}" in own


def test_each_page_names_its_other_languages(dataset: OxigraphStore) -> None:
    """Every version lists all versions, itself too, as search engines want it."""
    for url in ET.fromstring(ListPages(BASE).run(dataset).body):
        links = {each.get("hreflang"): each.get("href") for each in url.iter(LINK)}
        assert set(links) == set(LANGUAGES)
        assert url.findtext(f"{SITEMAP}loc") in links.values()
        assert len({(href or "").split("/", 5)[5] for href in links.values()}) == 1


def test_many_pages_make_an_index(dataset: OxigraphStore) -> None:
    """The lists of the index have together what one list would have; no list is too long."""
    whole = locations(ListPages(BASE).run(dataset).body)
    index = ListPages(BASE, most=100).run(dataset)
    assert ET.fromstring(index.body).tag == f"{SITEMAP}sitemapindex"
    count = -(-len(whole) // 100)
    assert locations(index.body) == [f"{BASE}/sitemap-{part}.xml" for part in range(1, count + 1)]
    parts = [
        locations(ListPages(BASE, part, 100).run(dataset).body) for part in range(1, count + 1)
    ]
    assert [each for part in parts for each in part] == whole
    assert all(len(part) <= 100 for part in parts)
    for part in (0, count + 1, -1):
        assert ListPages(BASE, part, 100).run(dataset).body == b""


def test_more_than_fifty_thousand_addresses_are_split() -> None:
    """20,000 findings have 60,000 pages."""
    graph = NamedNode("https://w3id.org/mgi-graph/id/graph/x")
    finding = "https://w3id.org/mgi-graph/id/finding/xxx-2020/partnerships/well-developed"
    store = OxigraphStore.of(
        Quad(NamedNode(f"{finding}/{number}"), RDF.type, MGI.Finding, graph)
        for number in range(20_000)
    )
    answer = ListPages(BASE).run(store)
    assert answer.facts["parts"] == 2
    for part in (1, 2):
        body = ListPages(BASE, part).run(store).body
        assert len(body) <= MOST_BYTES
        assert len(locations(body)) <= 50_000


def test_lists_are_split_by_bytes_too() -> None:
    """What counts are bytes, not characters; a list is never empty."""
    assert pack(["éé", "ab", "cd"], 9, 4) == [["éé"], ["ab", "cd"]]
    assert pack([], 9, 4) == [[]]


def test_signs_of_an_address_are_escaped() -> None:
    """Ampersands and quotation marks of an IRI do not break the list."""
    place = NamedNode("https://w3id.org/mgi-graph/id/place/a&b'c")
    graph = NamedNode("https://w3id.org/mgi-graph/id/graph/x")
    found = ListPages(BASE).run(OxigraphStore.of([Quad(place, RDF.type, MGI.Place, graph)]))
    assert f"{BASE}/en/places/a&b'c" in locations(found.body)


def test_service_has_the_list_and_robots_name_it(service: RunningService) -> None:
    """It is XML, and what robots may read says where it is."""
    answer = service.get("/sitemap.xml")
    assert answer.headers["content-type"] == "application/xml"
    assert locations(answer.content)[0] == f"{service.base}/en/"
    assert f"Sitemap: {service.base}/sitemap.xml" in service.get("/robots.txt").text.splitlines()
    assert locations(service.get("/sitemap-1.xml").content) == locations(answer.content)
    assert service.get("/sitemap-2.xml").status_code == 404


@pytest.mark.parametrize("language", LANGUAGES)
def test_pages_of_the_list_are_there(service: RunningService, language: str) -> None:
    """A sample of the addresses is followed."""
    found = locations(service.get("/sitemap.xml").content)
    own = [each for each in found if f"/{language}/" in each]
    others = [each for each in own if "/groups/" in each or "/sources/" in each]
    for address in [*own[:14], *own[14::40], *others]:
        assert service.get(address.removeprefix(service.base)).status_code == 200, address
