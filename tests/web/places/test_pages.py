"""Hold the pages of places against the profiles, and against what they have to bear."""

import gzip
import re
from html.parser import HTMLParser

import pytest
from pyoxigraph import NamedNode

from mgi_graph.pipeline.dataset import Dataset
from mgi_graph.queries import LANGUAGES
from mgi_graph.store import OxigraphStore
from mgi_graph.web.pages.rendering import Reader
from mgi_graph.web.places.facts import place_of
from mgi_graph.web.places.listing import ListPlaces
from mgi_graph.web.places.place import ShowPlace
from tests.web.conftest import RunningService
from tests.web.pages.test_routes import Reading, assert_plain, read
from tests.web.places.towns import HOSTILE, LONG, name_town, write_towns

BUDGET = 100_000


def show(store: OxigraphStore, slug: str, language: str = "en") -> Reading:
    """Return the page of a place, which is whole and keeps the policy."""
    answer = ShowPlace(slug, Reader(language, "http://localhost:8000")).run(store)
    assert len(gzip.compress(answer.body)) < BUDGET
    reading = read(answer.body.decode())
    assert_plain(reading)
    assert len(reading.find("h1")) == 1
    return reading


class _Cards(HTMLParser):
    """Count the cards of a page, and find those that stand in another."""

    def __init__(self) -> None:
        """Begin with nothing open."""
        super().__init__()
        self.open: list[bool] = []
        self.count = 0
        self.nested = False

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        """Open an element."""
        is_card = "card" in (dict(attrs).get("class") or "").split()
        self.count += is_card
        self.nested |= is_card and any(self.open)
        if tag not in {"meta", "link", "input", "img", "br", "hr"}:
            self.open.append(is_card)

    def handle_endtag(self, tag: str) -> None:
        """Close the element that was opened last."""
        del tag
        self.open.pop()


def words_of(reading: Reading) -> str:
    """Return the text of a page with single spaces, and without the signs that isolate names."""
    return " ".join(reading.text.replace("\u2068", "").replace("\u2069", "").split())


def links_of(reading: Reading) -> set[str]:
    """Return where the links of a page lead."""
    return {attributes["href"] for attributes in reading.find("a")}


def test_places_stand_by_country_in_the_reader_s_alphabet(dataset: OxigraphStore) -> None:
    """Brasil, Chile, Colombia; each place with the month and the language of its profile."""
    page = ListPlaces(Reader("es", "http://localhost:8000")).run(dataset).body.decode()
    text = words_of(read(page))
    found = [
        text.index(each)
        for each in (
            "Brasil Manaos · octubre de 2023 (en inglés)",
            "Chile Monte Patria · septiembre de 2024 (en español)",
            "Colombia Medellín · septiembre de 2022 (en inglés)",
        )
    ]
    assert found == sorted(found)


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("slug", ["bra-manaus", "chl-monte-patria", "col-medellin"])
def test_place_shows_all_of_its_profile(
    dataset: OxigraphStore, sources: dict[str, str], slug: str, language: str
) -> None:
    """Every finding of the source is there word for word, with a link to its own page."""
    (source,) = (text for name, text in sources.items() if name.startswith(slug))
    reading = show(dataset, slug, language)
    text = words_of(reading)
    statements = [line.strip().removeprefix("•") for line in source.splitlines() if "•" in line]
    assert len(statements) in {34, 35, 36}
    for statement in statements:
        assert " ".join(statement.split()) in text
    own = {link for link in links_of(reading) if f"/{language}/findings/{slug}-" in link}
    assert len(own) == len(statements)


def test_wheel_counts_both_kinds(dataset: OxigraphStore) -> None:
    """Medellín: 4/2 4/2 3/3 4/2 5/1 3/2, counted in its source."""
    labels = [
        attributes["aria-label"]
        for attributes in show(dataset, "col-medellin").find("a")
        if attributes.get("class", "").startswith("segment")
    ]
    numbers = [[int(digit) for digit in re.findall(r"\d+", label)] for label in labels]
    assert numbers == [[4, 2], [4, 2], [3, 3], [4, 2], [5, 1], [3, 2]]


def test_place_names_bodies_networks_and_how_they_are_connected(dataset: OxigraphStore) -> None:
    """Medellin is part of two networks; both are named under networks, with the finding."""
    text = words_of(show(dataset, "col-medellin", "en"))
    networks = text[text.index(" Networks ") :]
    assert "Mercociudades" in networks
    assert "Medellín is member of Mercociudades" in text
    assert "Population groups" in text


@pytest.mark.parametrize("slug", ["bra-manaus", "chl-monte-patria", "col-medellin"])
def test_no_card_stands_in_a_card_of_the_other_kind(dataset: OxigraphStore, slug: str) -> None:
    """A card gives its kind's sign and colour to all in it, so that one in it would lie."""
    page = ShowPlace(slug, Reader("en", "http://localhost:8000")).run(dataset).body.decode()
    cards = _Cards()
    cards.feed(page)
    assert cards.count > 30
    assert not cards.nested


def test_gaps_of_original_language_are_marked(dataset: OxigraphStore) -> None:
    """A Spanish sentence has its language on an English page, in the markup and in words."""
    reading = show(dataset, "chl-monte-patria", "en")
    quotes = reading.find("blockquote")
    assert {"lang": "es"} in quotes
    assert {"lang": "en"} in quotes
    assert "in Spanish" in reading.text


def test_no_original_is_told_in_the_page_s_language(dataset: OxigraphStore) -> None:
    """A hint would be read as French; the sentences stand on the page with their language."""
    reading = show(dataset, "col-medellin", "fr")
    assert not [each for _, each in reading.elements if "title" in each]


def test_country_without_a_profile_lists_its_places(dataset: OxigraphStore) -> None:
    """Chile has no national profile here; Monte Patria is assessed, Vicuña only named."""
    text = words_of(show(dataset, "chl", "en"))
    assert "There is no national profile of Chile in this dataset." in text
    assert "Monte Patria · September 2024 (in Spanish)" in text
    assert "Vicuña" in text


@pytest.mark.parametrize(
    ("language", "sentence"),
    [
        ("es", "Brasil: en este conjunto de datos no hay un perfil nacional."),
        ("fr", "Brésil : il n’y a pas de profil national dans ce jeu de données."),
    ],
)
def test_name_of_a_country_stands_where_it_needs_no_article(
    dataset: OxigraphStore, language: str, sentence: str
) -> None:
    """Brazil would be “du Brésil”, Chile “du Chili”, Azerbaijan “de l’Azerbaïdjan”."""
    assert sentence in words_of(show(dataset, "bra", language))


def test_region_is_only_named(dataset: OxigraphStore) -> None:
    """Antioquia is not assessed, but a committee of its own is named by Medellín."""
    reading = show(dataset, "col-antioquia", "fr")
    said = "Antioquia : aucun profil de ce jeu de données n’évalue ce lieu."
    assert said in words_of(reading)
    link = "/id/agent/col-antioquia-medellin-anti-trafficking-committee"
    assert link in links_of(reading)


@pytest.mark.parametrize(
    ("language", "dataset_title"),
    [
        ("en", "In: Migration governance profiles as linked data, version 0.1.0"),
        ("es", "En: Perfiles de gobernanza de la migración como datos enlazados, versión 0.1.0"),
        (
            "fr",
            "Dans\u00a0: Profils de gouvernance des migrations en données liées, version 0.1.0",
        ),
    ],
)
def test_profile_is_cited_in_the_reader_s_language(
    dataset: OxigraphStore, language: str, dataset_title: str
) -> None:
    """Its title stays in the language of the profile, and says which that is."""
    page = ShowPlace("chl-monte-patria", Reader(language)).run(dataset).body.decode()
    (citation,) = re.findall('<p class="citation">(.*)</p>', page)
    assert citation.startswith('<bdi lang="es">')
    iri = "https://w3id.org/mgi-graph/id/profile/chl-monte-patria-2024"
    assert citation.endswith(f"</bdi> (2024-09). {dataset_title}. {iri}")


def test_unknown_place_is_answered_with_the_nearest(service: RunningService) -> None:
    """404 in the reader's language, and what was probably meant."""
    answer = service.get("/es/places/col-medelin", headers={"Accept": "text/html"})
    assert answer.status_code == 404
    text = words_of(read(answer.text))
    assert "Aquí no hay tal lugar" in text
    assert "«col-medelin»" in text
    assert "/es/places/col-medellin" in links_of(read(answer.text))


@pytest.mark.parametrize("path", ["places/{}", "compare?place={}&place=bra-manaus"])
@pytest.mark.parametrize("name", ["Medell%C3%ADn", "MEDELLIN", "Medell%C3%ADn%20"])
def test_place_is_found_by_its_real_name(service: RunningService, path: str, name: str) -> None:
    """Whoever writes the name and not the address is led to the page."""
    answer = service.get(f"/fr/{path.format(name)}", headers={"Accept": "text/html"})
    assert answer.status_code == 404
    assert "/fr/places/col-medellin" in links_of(read(answer.text))


@pytest.mark.parametrize("slug", ["a..b", "%3Cscript%3E", "col%2Fmedellin", "x" * 3000, "%00", "-"])
def test_what_is_no_slug_is_not_found(service: RunningService, slug: str) -> None:
    """Nothing of an address becomes a query, and the page stands."""
    answer = service.get(f"/en/places/{slug}", headers={"Accept": "text/html"})
    assert answer.status_code == 404
    assert "<script>" not in answer.text
    assert place_of(slug) is None


def test_newest_of_several_profiles_is_shown_first(second: OxigraphStore) -> None:
    """Valle Quieto was assessed in 2020 and 2024; what changed is one click away."""
    reading = show(second, "chl-valle-quieto", "en")
    text = words_of(reading)
    assert "There are 2 profiles of Valle Quieto." in text
    newest = text.index("Faltan intérpretes en las oficinas municipales.")
    assert newest < text.index("No existe un programa de vivienda para personas migrantes.")
    assert text.index("March 2024") < text.index("May 2020")
    assert "/en/ask/changes-between-profiles?place=chl-valle-quieto" in links_of(reading)


def test_gap_that_nobody_linked_is_told_apart(second: OxigraphStore) -> None:
    """Nobody has linked the interpreters that are lacking to an indicator."""
    text = words_of(show(second, "chl-valle-quieto", "en"))
    told = text.index("Gaps linked to no indicator")
    assert told < text.index("Faltan intérpretes en las oficinas municipales.")


def test_silence_of_a_profile_is_no_gap(second: OxigraphStore) -> None:
    """Northwell's profiles speak of partnerships alone."""
    text = words_of(show(second, "gha-northwell", "en"))
    assert text.count("That is silence, not a gap.") >= 5
    assert "The city has left its network of cities." in text


def test_country_with_a_profile_has_it_and_its_places(second: OxigraphStore) -> None:
    """Ghana has a national profile; it can learn from Northwell, and the city is listed."""
    reading = show(second, "gha", "en")
    text = words_of(reading)
    assert "No network of cities has the support of the Government." in text
    assert "The city joined a network of cities in 2021." in text
    assert "/en/places/gha-northwell" in links_of(reading)


def test_hundred_places_stay_within_bounds(crowd: OxigraphStore) -> None:
    """A gap that fifty towns have an answer to shows some, and says how many are left out."""
    reading = show(crowd, name_town(0), "en")
    text = words_of(reading)
    assert "Show 40 more" in text
    assert "4 more are not shown here" in text
    comparisons = {link for link in links_of(reading) if "/compare?" in link}
    assert len(comparisons) == 102
    page = ListPlaces(Reader("en", "http://localhost:8000")).run(crowd).body
    assert len(gzip.compress(page)) < BUDGET


def test_long_and_hostile_statements_are_text(built: Dataset) -> None:
    """A statement of ten thousand characters, or with markup in it, is shown as it is."""
    for statement in (LONG, HOSTILE):
        store = OxigraphStore.of([*built.quads, *write_towns(1, statement)])
        reading = show(store, name_town(0), "en")
        assert " ".join(statement.split()) in words_of(reading)


def test_suggested_link_is_marked(suggesting: OxigraphStore) -> None:
    """What nobody has confirmed says so where it is used."""
    reading = show(suggesting, "bra-manaus", "en")
    assert "suggested" in words_of(reading)


def test_page_has_no_number_that_compares_places(crowd: OxigraphStore) -> None:
    """The list of places has months and languages, no counts."""
    page = ListPlaces(Reader("en", "http://localhost:8000")).run(crowd).body.decode()
    main = page[page.index("<main") : page.index("</main")]
    text = words_of(read(main + "</main>"))
    for number in range(100):
        text = text.replace(f"Town {number:03} · May 2020", "")
    text = text.replace("2022", "").replace("2023", "").replace("2024", "")
    assert not any(character.isdigit() for character in text)


def test_place_of_takes_slugs_alone() -> None:
    """A slug becomes an IRI, nothing else does."""
    assert place_of("col") == NamedNode("https://w3id.org/mgi-graph/id/place/col")
