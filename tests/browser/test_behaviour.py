"""Try what holds for all pages: hosts, windows, letters, colours, paper, keys and languages."""

from typing import Final

import pytest
from playwright.sync_api import expect

from tests.browser.driving import DESK, PHONE, OpenReading, Reading
from tests.browser.kinds import EDITOR, LANGUAGES, MACHINES, PAGES, UNKNOWN, list_pages

_NARROWEST: Final = 320
_HINT: Final = """field => {
  const style = getComputedStyle(field), brush = document.createElement('canvas').getContext('2d');
  brush.font = style.font;
  const room = field.clientWidth - parseFloat(style.paddingLeft) - parseFloat(style.paddingRight);
  return [room, brush.measureText(field.placeholder).width];
}"""
_LARGER: Final = "document.documentElement.style.setProperty('font-size', '200%')"


def test_every_page_fits_a_phone_and_asks_no_other_host(read: OpenReading) -> None:
    """No page is moved sideways: not on the narrowest phone, nor with letters twice as big.

    It is tried in French, whose words are the longest. The walk through every kind of page asks
    this service alone, and leaves no complaint.
    """
    reading = read("fr")
    statuses: dict[str, int] = {}
    wide = []
    for kind, path in list_pages("fr").items():
        reading.resize(_NARROWEST)
        statuses[kind] = reading.visit(path)
        if reading.is_wider_than_window():
            wide.append(f"{kind} at {_NARROWEST}")
        reading.resize(PHONE[0])
        reading.page.evaluate(_LARGER)
        if reading.is_wider_than_window():
            wide.append(f"{kind} with large letters")
    assert wide == []
    assert {kind for kind, status in statuses.items() if status >= 400} == set(UNKNOWN)
    assert len(reading.requests) > len(statuses)
    assert {each.removeprefix(reading.base)[:1] for each in reading.requests} == {"/"}


@pytest.mark.parametrize("language", LANGUAGES)
def test_hint_of_the_search_is_whole(language: str, read: OpenReading) -> None:
    """The field has room for the words in it, on a desk and on a tablet."""
    reading = read(language)
    reading.visit(f"/{language}/")
    for width in (768, 900, 1000, 1100, DESK[0]):
        reading.resize(width)
        room, needed = reading.page.locator("#find").evaluate(_HINT)
        assert needed <= room, width


@pytest.mark.parametrize("kind", ["home", "place", "compare", "finding", "search, found"])
def test_nothing_is_lost_in_the_dark_or_on_paper(kind: str, read: OpenReading) -> None:
    """The dark shows the same words, on a dark ground; paper keeps what is said."""
    reading = read("en")
    reading.visit(list_pages("en")[kind])
    page = reading.page
    shown = reading.text
    light = _ground(reading)
    page.emulate_media(color_scheme="dark")
    assert reading.text == shown
    assert _ground(reading) < 0x40 < 0xC0 < light
    page.emulate_media(media="print", color_scheme="light")
    headings = page.locator("main h1, main h2, main blockquote").all()
    assert headings
    for each in headings:
        expect(each).to_be_visible()


def _ground(reading: Reading) -> int:
    """Return how light the ground of the page is, from 0 to 255."""
    script = "getComputedStyle(document.body).backgroundColor.match(/\\d+/g).map(Number)"
    levels: list[int] = reading.page.evaluate(script)
    return max(levels[:3]) if levels[0] < 0x80 else min(levels[:3])


@pytest.mark.parametrize("size", [DESK, PHONE], ids=["desk", "phone"])
def test_the_switch_keeps_page_and_question(size: tuple[int, int], read: OpenReading) -> None:
    """Another language leads to the same page, with the same question.

    On a phone, where the switch is elsewhere, one page shows that it can be reached.
    """
    reading = read("en", size=size)
    kinds = ["compare", "question, answered", "finding", "search, found"]
    paths = [*(PAGES[kind] for kind in kinds), "search?q=%26%3Cb%3E%20%C3%B1&kind=finding"]
    for path in paths if size == DESK else paths[-1:]:
        reading.visit(f"/en/{path}")
        for tag in ("es", "fr", "en"):
            reading.page.locator(f'.languages a[hreflang="{tag}"]').click()
            assert reading.path == f"/{tag}/{path}"
            expect(reading.page.locator("html")).to_have_attribute("lang", tag)


@pytest.mark.parametrize("language", LANGUAGES)
def test_a_mistake_is_told_in_the_language_of_the_page(language: str, read: OpenReading) -> None:
    """Whoever mistypes a name stays in the language, and is led to the nearest one."""
    other = read("fr" if language == "en" else "en")
    assert other.visit(f"/{language}/{UNKNOWN['unknown place']}") == 404
    expect(other.page.locator("html")).to_have_attribute("lang", language)
    other.page.locator("main a", has_text="Medell").first.click()
    assert other.path == f"/{language}/places/col-medellin"


def test_the_keyboard_alone_opens_a_domain(read: OpenReading) -> None:
    """From the address bar, Tab reaches each segment of the wheel once, and Enter follows it."""
    reading = read("en")
    reading.visit("/en/")
    reached = _tab_until(reading, "Safe, orderly and regular migration")
    domains = ["Migrants’ rights", "Whole-of-government approach", "Partnerships"]
    domains += ["Well-being of migrants", "Mobility dimension of crises"]
    assert [each for each in reached if each in domains] == domains
    assert reached[0] == "Skip to the content"
    reading.page.keyboard.press("Enter")
    reading.page.wait_for_url("**/en/domains/safe-orderly-and-regular-migration")


def test_the_keyboard_alone_compares_places(read: OpenReading) -> None:
    """Tab, Space and Enter choose two places and compare them."""
    reading = read("es")
    reading.visit("/es/compare")
    for name in ("Manaos", "Medellín"):
        _tab_until(reading, name)
        reading.page.keyboard.press("Space")
    reading.page.keyboard.press("Enter")
    reading.page.wait_for_url("**/es/compare?place=bra-manaus&place=col-medellin")


def test_the_keyboard_alone_searches(read: OpenReading) -> None:
    """One skips to nothing, types, and opens what is found first."""
    reading = read("fr")
    reading.visit("/fr/")
    _tab_until(reading, "Chercher dans toutes les langues")
    reading.page.keyboard.type("traite")
    reading.page.keyboard.press("Enter")
    reading.page.wait_for_url("**/fr/search?q=traite")
    _tab_until(reading, "Lutte contre la traite des personnes")
    reading.page.keyboard.press("Enter")
    reading.page.wait_for_url("**/fr/indicators/anti-trafficking")


def _tab_until(reading: Reading, name: str) -> list[str]:
    """Press Tab until what has the focus has a name; return all names on the way.

    Each must show that it has the focus.
    """
    reached: list[str] = []
    for _ in range(80):
        reading.page.keyboard.press("Tab")
        found, shows = reading.page.evaluate(_FOCUSED)
        reached.append(found)
        assert shows, f"{found} does not show that it has the focus"
        if found.startswith(name):
            return reached
    raise AssertionError(f"{name} is not reached: {reached}")


_FOCUSED: Final = """() => {
  const each = document.activeElement;
  const label = each.labels?.[0]?.textContent;
  const name = each.getAttribute("aria-label") || label || each.textContent;
  const drawn = each.querySelector("path");
  const outlined = getComputedStyle(each).outlineStyle !== "none";
  return [name.trim(), outlined || (drawn && getComputedStyle(drawn).strokeWidth === "4px")];
}"""


def test_text_that_runs_from_the_right_is_text(read: OpenReading) -> None:
    """Signs that turn the direction and markup in what is asked for are shown as text."""
    reading = read("en", size=PHONE)
    hostile = '\u202e"><script>document.title="x"</script><img src=x onerror=alert(1)> مرحبا'
    reading.visit("/en/")
    reading.page.fill("#find", hostile)
    reading.page.press("#find", "Enter")
    reading.page.wait_for_url("**/en/search?q=*")
    expect(reading.page.locator("h1 bdi")).to_have_text(hostile.strip())
    assert reading.page.locator("main script, main img").count() == 0
    assert not reading.is_wider_than_window()
    assert "Search" in reading.page.title()


def test_every_kind_of_page_is_tried() -> None:
    """The kinds have one name each, whatever list they stand in."""
    lists = (PAGES, EDITOR, UNKNOWN, MACHINES)
    assert sum(map(len, lists)) == len(list_pages("en"))
