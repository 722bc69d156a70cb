"""Hold the pages that list places to their bounds: they list some, and say that there are more."""

import gzip

import pytest

from mgi_graph.store import OxigraphStore
from mgi_graph.web.comparison.comparing import MOST_OFFERED, ComparePlaces
from mgi_graph.web.home.front_page import ShowHome
from mgi_graph.web.home.places import MOST_PLACES
from mgi_graph.web.pages.rendering import Reader
from mgi_graph.web.places.listing import ListPlaces
from mgi_graph.web.places.place import MOST_NEIGHBOURS, MOST_WITHIN, ShowPlace
from mgi_graph.workers.tasks import Task
from tests.web.pages.test_routes import Reading, assert_plain, read
from tests.web.places.towns import name_town

BUDGET = 100_000
TOWNS = {name_town(number) for number in range(250)}
ASSESSED = {"bra-manaus", "chl-monte-patria", "col-medellin", *TOWNS}


def show(store: OxigraphStore, task: Task) -> Reading:
    """Return a page, which keeps the budget and the policy."""
    body = task.run(store).body
    assert len(gzip.compress(body)) < BUDGET
    reading = read(body.decode())
    assert_plain(reading)
    return reading


def links_to(reading: Reading, start: str) -> list[str]:
    """Return what stands behind ``start`` in the links of a page that begin so."""
    links = (each.get("href", "") for each in reading.find("a"))
    return [link.removeprefix(start) for link in links if link.startswith(start)]


@pytest.mark.parametrize(
    ("language", "words"),
    [
        ("en", "120 places are listed here"),
        ("es", "Aquí figuran 120 lugares"),
        ("fr", "120 lieux figurent ici"),
    ],
)
def test_place_offers_its_country_before_others(
    multitude: OxigraphStore, language: str, words: str
) -> None:
    """A town of Chile is offered Chilean places alone, as many as are listed, and never itself."""
    reader = Reader(language, "http://localhost:8000")
    reading = show(multitude, ShowPlace(name_town(7), reader))
    offered = links_to(reading, f"/{language}/compare?place=")
    assert len(offered) == MOST_NEIGHBOURS
    assert all(each.count("chl-") == 2 for each in offered)
    assert words in reading.text


def test_place_alone_in_its_country_is_offered_others(multitude: OxigraphStore) -> None:
    """Medellín is the one of Colombia: the first of the others are offered."""
    reading = show(multitude, ShowPlace("col-medellin", Reader("en", "http://localhost:8000")))
    assert len(links_to(reading, "/en/compare?place=")) == MOST_NEIGHBOURS


def test_country_lists_assessed_places_first(multitude: OxigraphStore) -> None:
    """Vicuña is only named: it gives way to places with a profile."""
    reading = show(multitude, ShowPlace("chl", Reader("en", "http://localhost:8000")))
    listed = set(links_to(reading, "/en/places/"))
    assert len(listed) == MOST_WITHIN
    assert listed <= ASSESSED
    assert "Only 200 places of this country are listed here" in reading.text


def test_pages_of_the_list_have_each_place_once(multitude: OxigraphStore) -> None:
    """Two pages hold them all, and lead to each other; behind the last there is none."""
    reader = Reader("en", "http://localhost:8000")
    pages = [show(multitude, ListPlaces(reader, number)) for number in (1, 2)]
    first, last = ([*links_to(page, "/en/places/")] for page in pages)
    countries = {"bra", "chl", "col"}
    assert sorted({*first} - countries) + sorted({*last} - countries) == sorted(ASSESSED)
    behind = ListPlaces(reader, 3).run(multitude)
    assert (behind.body, behind.facts["pages"]) == (b"", 2)
    assert links_to(pages[0], "/en/places?page=") == ["2"]
    assert links_to(pages[1], "/en/places?page=") == ["1"]


def test_comparison_takes_places_that_it_does_not_list(multitude: OxigraphStore) -> None:
    """The form lists some with the chosen ones, and has fields for the names of others."""
    late = name_town(249)
    reader = Reader("es", "http://localhost:8000")
    body = ComparePlaces(("col-medellin", late), reader=reader).run(multitude).body
    assert len(gzip.compress(body)) < BUDGET
    reading = read(body.decode())
    boxes = [each for each in reading.find("input") if each.get("type") == "checkbox"]
    assert len(boxes) == MOST_OFFERED + 2
    assert {each["value"] for each in boxes if "checked" in each} == {"col-medellin", late}
    fields = [each for each in reading.find("input") if each.get("type") == "text"]
    assert [each["name"] for each in fields] == ["place"] * 4
    assert "figuran 120" in reading.text


def test_home_page_searches_where_it_cannot_list(multitude: OxigraphStore) -> None:
    """Instead of a choice of places there is a search for them; some stand in the list."""
    reading = show(multitude, ShowHome(Reader("fr", "http://localhost:8000", path="")))
    assert not reading.find("option")
    hidden = [each for each in reading.find("input") if each.get("type") == "hidden"]
    assert {(each["name"], each["value"]) for each in hidden} == {("kind", "place")}
    assert len(set(links_to(reading, "/fr/places/")) & ASSESSED) == MOST_PLACES
    assert "200 sont montrés" in reading.text
