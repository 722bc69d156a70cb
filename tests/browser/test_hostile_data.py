"""Whatever a dataset says, its pages hold: it is text, within its own bounds."""

from collections.abc import Iterator
from typing import Final

import pytest
from pyoxigraph import RdfFormat

from mgi_graph.pipeline.dataset import Dataset
from mgi_graph.rdf.serialisation import write_quads
from tests.browser.driving import OpenReading, Reading, Windows
from tests.browser.hostile import (
    INDICATOR,
    NAME,
    SLUG,
    STATEMENTS,
    THING,
    name_finding,
    write_hostile,
)
from tests.web.conftest import running_service
from tests.web.places.towns import name_town, write_towns

_PHONE: Final = (360, 740)
_TOWNS: Final = 100
_LAST: Final = len(STATEMENTS)
PAGES: Final = {
    "home": "/en/",
    "places": "/en/places",
    "place": f"/en/places/{SLUG}",
    "country": "/en/places/chl",
    "compare, to be chosen": "/en/compare",
    "compare": f"/en/compare?place={SLUG}&place=col-medellin&place={name_town(1)}&place=bra-manaus",
    "domain": "/en/domains/partnerships",
    "indicators": "/en/indicators",
    "indicator": f"/en/indicators/{INDICATOR.value.rpartition('/')[2]}",
    "indicator of all": "/en/indicators/access-to-housing",
    "things": f"/en/things?place={SLUG}",
    **{
        f"finding {number}": f"/en/findings/{name_finding(number)}"
        for number in range(1, _LAST + 1)
    },
    "search": "/en/search?q=script",
    "question": f"/en/ask/peer-learning?place={SLUG}",
    "findings": f"/en/ask/findings?place={SLUG}",
    "thing": f"/id/{THING.value.partition('/id/')[2]}.html",
    "record": f"/id/finding/{name_finding(1)}.html",
    "place, generic": f"/id/place/{SLUG}.html",
    "in Spanish": f"/es/places/{SLUG}",
    "in French": f"/fr/compare?place={SLUG}&place=col-medellin",
}
_STRAY: Final = """() => {
  // Letters that turn what follows must stand in an element that keeps them to itself.
  const isolating = "bdi, [dir], title, option, textarea, pre, code";
  const walker = document.createTreeWalker(document.body, NodeFilter.SHOW_TEXT);
  const stray = [];
  while (walker.nextNode()) {
    const text = walker.currentNode.textContent;
    const parent = walker.currentNode.parentElement;
    // A block keeps letters to itself, so that one which holds a name alone will do.
    const alone = text.trim().startsWith("\\u202e")
      && parent.textContent.trim() === text.trim()
      && /isolate|plaintext/.test(getComputedStyle(parent).unicodeBidi);
    const isolated = text.includes("\\u2068") || parent.closest(isolating) || alone;
    if (text.includes("\\u202e") && !isolated) stray.push(parent.outerHTML.slice(0, 200));
  }
  return stray;
}"""


@pytest.fixture(scope="module")
def hostile_base(built: Dataset, tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    """Return the address of a service of the real dataset, a hostile place and a hundred towns."""
    path = tmp_path_factory.mktemp("hostile") / "mgi.trig"
    write_quads([*built.quads, *write_hostile(), *write_towns(_TOWNS)], path, RdfFormat.TRIG)
    with running_service(path) as service:
        yield service.base


@pytest.fixture
def read_hostile(windows: Windows, hostile_base: str) -> Iterator[OpenReading]:
    """Give a function that opens a window on that service."""
    with windows.readings(hostile_base) as open_reading:
        yield open_reading


@pytest.mark.parametrize("kind", PAGES)
def test_pages_hold(kind: str, read_hostile: OpenReading) -> None:
    """No script runs, no link acts, nothing is wider than a phone, and no letters turn others."""
    reading = read_hostile("en", size=_PHONE)
    assert reading.visit(PAGES[kind]) == 200
    assert "caught" not in reading.page.title().replace(NAME, "")
    assert _count(reading, "main script, main img, main b, [href^='javascript' i]") == 0
    assert "1337" not in reading.text
    assert not reading.is_wider_than_window()
    assert reading.page.evaluate(_STRAY) == []


def _count(reading: Reading, selector: str) -> int:
    return reading.page.locator(selector).count()


def test_all_of_a_long_statement_is_there(read_hostile: OpenReading) -> None:
    """Twenty thousand characters are shown to the last, and the place says what it lacks."""
    reading = read_hostile("en", size=_PHONE)
    reading.visit(PAGES["finding 3"])
    assert len(STATEMENTS[2]) > 20_000
    assert reading.page.locator("main .said").inner_text().strip() == STATEMENTS[2]
    reading.visit(PAGES["place"])
    assert _count(reading, "#domain-1 .quiet") == 1
    assert _count(reading, "main .wheel .segment") == 6


def test_a_hundred_towns_can_be_chosen_and_listed(read_hostile: OpenReading) -> None:
    """Each stands in the list and in both forms, once; a place without coordinates says so."""
    reading = read_hostile("en", size=_PHONE)
    reading.visit(PAGES["home"])
    assert _count(reading, "#place option[value^='chl-town-']") == _TOWNS
    assert _count(reading, f".countries a[href='/en/places/{SLUG}'] + small") == 1
    reading.visit(PAGES["compare, to be chosen"])
    assert _count(reading, "input[value^='chl-town-']") == _TOWNS
    reading.visit(PAGES["places"])
    assert _count(reading, "main a[href^='/en/places/chl-town-']") == _TOWNS
