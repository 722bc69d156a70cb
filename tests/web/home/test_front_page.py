"""Read the home page as its readers do: in their language, from their place to the others."""

import json
import xml.etree.ElementTree as ET

import pytest
from pyoxigraph import Literal, NamedNode, Quad

from mgi_graph.namespaces import PREFIXES
from mgi_graph.queries import LANGUAGES
from mgi_graph.rdf.terms import MGI, SKOS
from mgi_graph.store import OxigraphStore
from mgi_graph.web.home.front_page import QUESTIONS, ShowHome
from mgi_graph.web.pages.rendering import Reader
from tests.web.conftest import RunningService
from tests.web.pages.test_routes import Reading, assert_plain, read

DOMAINS = {
    "en": "Whole-of-government approach",
    "es": "Enfoque de gobierno integral",
    "fr": "Approche associant l’ensemble du gouvernement",
}
"""The second domain, as ontology/migof.ttl has it."""


def home(dataset: OxigraphStore, language: str = "en") -> Reading:
    """Return the home page."""
    reader = Reader(language, "https://example.org/mgi", path="")
    reading = read(ShowHome(reader).run(dataset).body.decode())
    assert_plain(reading)
    return reading


@pytest.mark.parametrize("language", LANGUAGES)
def test_wheel_leads_to_the_domains(dataset: OxigraphStore, language: str) -> None:
    """Each of the six segments is a named link in the reader's language, in their order."""
    links = [each for each in home(dataset, language).find("a") if each.get("class", "")]
    segments = [each for each in links if each["class"].startswith("segment")]
    assert [each["href"].removeprefix(f"/mgi/{language}/domains/") for each in segments] == [
        "migrants-rights",
        "whole-of-government-approach",
        "partnerships",
        "well-being-of-migrants",
        "mobility-dimension-of-crises",
        "safe-orderly-and-regular-migration",
    ]
    assert segments[1]["aria-label"] == DOMAINS[language]
    assert not any("tabindex" in each for each in segments)


def test_places_stand_in_alphabetical_order(dataset: OxigraphStore) -> None:
    """Nothing else orders them."""
    values = [each["value"] for each in home(dataset).find("option")]
    assert values == ["", "bra-manaus", "col-medellin", "chl-monte-patria"]


def test_place_without_coordinates_is_listed(dataset: OxigraphStore) -> None:
    """Manaus has none in ontology/places.ttl: it is not on the map, and the list says so."""
    reading = home(dataset)
    marked = [each for each in reading.find("a") if each.get("tabindex") == "-1"]
    places = {each["href"] for each in marked if "/places/" in each["href"]}
    assert places == {"/mgi/en/places/col-medellin", "/mgi/en/places/chl-monte-patria"}
    listed = [each["href"] for each in reading.find("a") if "tabindex" not in each]
    assert "/mgi/en/places/bra-manaus" in listed
    assert "Manaus (not on the map)" in reading.text


@pytest.mark.parametrize("language", LANGUAGES)
def test_questions_are_asked_in_the_readers_language(dataset: OxigraphStore, language: str) -> None:
    """Each leads to its page."""
    reading = home(dataset, language)
    links = {each["href"] for each in reading.find("a")}
    assert {f"/mgi/{language}/ask/{name}" for name in QUESTIONS} <= links
    asked = {
        "en": "What is done in each place against trafficking in persons?",
        "es": "¿Qué se hace en cada lugar contra la trata de personas?",
        "fr": "Que fait-on dans chaque lieu contre la traite des personnes\u00a0?",
    }
    assert asked[language] in reading.text


def test_front_page_is_the_home_page_in_the_negotiated_language(service: RunningService) -> None:
    """It names the address that has this language, and those of the others."""
    answer = service.get("/", headers={"Accept-Language": "fr-CA, en;q=0.5"})
    assert "Accept-Language" in answer.headers["vary"]
    reading = read(answer.text)
    links = [each for each in reading.find("link") if each["rel"] not in {"stylesheet", "icon"}]
    assert {(each["rel"], each.get("hreflang", ""), each["href"]) for each in links} == {
        ("canonical", "", "/fr/"),
        ("alternate", "x-default", "/"),
        ("alternate", "en", "/en/"),
        ("alternate", "es", "/es/"),
        ("alternate", "fr", "/fr/"),
        ("alternate", "", "/.well-known/void"),
    }
    assert reading.find("html") == [{"lang": "fr"}]
    assert json.loads(reading.data)["@type"] == "Dataset"


@pytest.mark.parametrize("language", LANGUAGES)
def test_address_chooses_the_language(service: RunningService, language: str) -> None:
    """What the client prefers does not matter there."""
    answer = service.get(f"/{language}/", headers={"Accept-Language": "pt"})
    assert read(answer.text).find("html") == [{"lang": language}]
    assert service.get(f"/{language}").headers["location"] == f"/{language}/"


def test_form_leads_to_what_the_place_can_learn(service: RunningService) -> None:
    """The first of three clicks from the home page to a sentence in its source."""
    answer = service.get("/es/learn?place=col-medellin")
    assert answer.status_code == 303
    assert answer.headers["location"] == "/es/places/col-medellin#learn"


@pytest.mark.parametrize("place", ["//evil.example", "../../sparql", "x?y#z", "\r\nSet-Cookie: a"])
def test_form_leads_nowhere_else(service: RunningService, place: str) -> None:
    """Whatever stands for the place stays one segment of the path."""
    location = service.get("/en/learn", params={"place": place}).headers["location"]
    assert location.startswith("/en/places/")
    assert location.removesuffix("#learn").count("/") == 3
    assert "?" not in location


@pytest.mark.parametrize("search", ["", "?place=", "?place=%20", "?place=.."])
def test_form_without_a_place_leads_to_all_places(service: RunningService, search: str) -> None:
    """There is nothing to learn of yet, but something to choose from."""
    answer = service.get(f"/fr/learn{search}")
    assert (answer.status_code, answer.headers["location"]) == (303, "/fr/places")


def test_form_with_two_places_is_refused(service: RunningService) -> None:
    """Nobody can know which of them is meant."""
    assert service.get("/fr/learn?place=a&place=b").status_code == 400


def test_unknown_place_of_the_form_leads_to_the_nearest(service: RunningService) -> None:
    """The page that it leads to has them as links."""
    answer = service.get("/fr/learn?place=medelín", follow_redirects=True)
    assert answer.status_code == 404
    links = {each["href"] for each in read(answer.text).find("a")}
    assert "/fr/places/col-medellin" in links


def test_hundred_places_hold() -> None:
    """Many places, some without a country or with coordinates that are none, make a whole page."""
    latitude, longitude = NamedNode(PREFIXES["geo"] + "lat"), NamedNode(PREFIXES["geo"] + "long")
    graph = NamedNode("https://w3id.org/mgi-graph/id/graph/x")
    quads = []
    for number in range(120):
        place = NamedNode(f"https://w3id.org/mgi-graph/id/place/xxx-{number:03}")
        profile = NamedNode(f"https://w3id.org/mgi-graph/id/profile/xxx-{number:03}-2020")
        north = "nan" if number == 7 else "x" if number == 8 else str(number / 2)
        quads += [
            Quad(profile, MGI.assesses, place, graph),
            Quad(place, SKOS.prefLabel, Literal(f"Place {number:03}", language="en"), graph),
            Quad(place, latitude, Literal(north), graph),
            Quad(place, longitude, Literal("12.5"), graph),
        ]
    reading = home(OxigraphStore.of(quads))
    options = [each["value"] for each in reading.find("option")]
    assert options == ["", *(f"xxx-{number:03}" for number in range(120))]
    assert len(reading.find("circle")) == 118


def test_drawings_are_well_formed(dataset: OxigraphStore) -> None:
    """Wheel and map parse as XML, and have no style of their own (the policy forbids it)."""
    page = ShowHome(Reader("es")).run(dataset).body.decode()
    drawings = [part.partition("</svg>")[0] for part in page.split("<svg ")[1:]]
    assert len(drawings) == 2
    for drawing in drawings:
        root = ET.fromstring(f"<svg {drawing}</svg>")
        assert not any("style" in each.attrib for each in root.iter())


def test_country_with_a_profile_of_its_own_stands_once() -> None:
    """It is listed as a country, and can be chosen as a place."""
    country = NamedNode("https://w3id.org/mgi-graph/id/place/xxx")
    city = NamedNode("https://w3id.org/mgi-graph/id/place/xxx-town")
    graph = NamedNode("https://w3id.org/mgi-graph/id/graph/x")
    quads = [Quad(city, MGI.inCountry, country, graph)]
    for place, name in ((country, "Land"), (city, "Town")):
        profile = NamedNode(place.value.replace("place", "profile") + "-2020")
        quads += [
            Quad(profile, MGI.assesses, place, graph),
            Quad(place, SKOS.prefLabel, Literal(name, language="en"), graph),
        ]
    reading = home(OxigraphStore.of(quads))
    links = [each["href"] for each in reading.find("a")]
    assert links.count("/mgi/en/places/xxx") == 1
    assert links.count("/mgi/en/places/xxx-town") == 1
    assert [each["value"] for each in reading.find("option")] == ["", "xxx", "xxx-town"]
