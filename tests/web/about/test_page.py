"""Read what the pages say of the indicators, of themselves and of their sources."""

import pytest

from mgi_graph.queries import LANGUAGES
from mgi_graph.store import OxigraphStore
from mgi_graph.web.about.page import SECTIONS, ShowAbout
from mgi_graph.web.pages.rendering import Reader
from mgi_graph.web.pages.texts import find_words
from tests.web.conftest import RunningService
from tests.web.pages.test_routes import Reading, assert_plain, read


def about(dataset: OxigraphStore, language: str = "en") -> Reading:
    """Return the page."""
    reading = read(ShowAbout(Reader(language, path="about")).run(dataset).body.decode())
    assert_plain(reading)
    return reading


@pytest.mark.parametrize("language", LANGUAGES)
def test_every_section_stands_in_the_readers_language(
    dataset: OxigraphStore, language: str
) -> None:
    """What the indicators are, and what they are not, comes first."""
    reading = about(dataset, language)
    words = find_words(language)
    positions = [reading.text.index(getattr(words, f"about_{name}_text")) for name in SECTIONS]
    assert positions == sorted(positions)
    headings = [each.get("id") for each in reading.find("h2")]
    assert headings == [*SECTIONS, "sources", "cite", "machines"]


def test_sources_stand_in_alphabetical_order(dataset: OxigraphStore) -> None:
    """Each profile with its title, as its source has it, and its month."""
    text = about(dataset).text
    titles = [
        "Migration Governance Profile: City of Manaus (Brazil)",
        "Migration Governance Profile: District of Medellin",
        "Perfil de Gobernanza de la Migración: Municipalidad de Monte Patria (Chile)",
    ]
    positions = [text.index(title) for title in titles]
    assert positions == sorted(positions)
    months = [each["datetime"] for each in about(dataset).find("time")]
    assert months == ["2023-10", "2022-09", "2024-09"]


def test_silence_is_named_as_the_comparison_names_it() -> None:
    """The words in the page are those that a reader meets."""
    for language in LANGUAGES:
        words = find_words(language)
        assert words.compare_silent in words.about_silence_text
        assert words.suggested in words.about_suggested_text


@pytest.mark.parametrize("page", ["about", "downloads"])
@pytest.mark.parametrize("language", LANGUAGES)
def test_pages_are_there_in_each_language(
    service: RunningService, page: str, language: str
) -> None:
    """The address chooses the language, and names the others."""
    answer = service.get(f"/{language}/{page}", headers={"Accept-Language": "pt"})
    reading = read(answer.text)
    assert_plain(reading)
    assert reading.find("html") == [{"lang": language}]
    others = {each["href"] for each in reading.find("link") if "hreflang" in each}
    assert others == {f"/{tag}/{page}" for tag in LANGUAGES}
