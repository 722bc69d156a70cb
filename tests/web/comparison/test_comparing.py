"""Hold the page of a comparison, its files and what it says of a bad choice."""

import csv
import io
import re
from xml.etree import ElementTree as ET

import pytest

from mgi_graph.pipeline.dataset import Dataset
from mgi_graph.queries import LANGUAGES
from mgi_graph.store import OxigraphStore
from mgi_graph.web.comparison.comparing import ComparePlaces
from mgi_graph.web.pages.rendering import Reader, static_files
from tests.web.conftest import RunningService
from tests.web.pages.test_routes import Reading, read
from tests.web.places.towns import HOSTILE, LONG, name_town, write_towns

BASE = "http://localhost:8000"
PAIR = ("bra-manaus", "col-medellin")
SVG = "{http://www.w3.org/2000/svg}"
HTML = {"Accept": "text/html"}


def write(
    store: OxigraphStore, *slugs: str, form: str = "html", gaps: str = "", language: str = "en"
) -> str:
    """Return a comparison as text."""
    answer = ComparePlaces(slugs, gaps, form, Reader(language, BASE)).run(store)
    assert answer.facts["status"] == 200
    return answer.body.decode("utf-8-sig")


def checked(reading: Reading) -> set[str]:
    """Return the places that the form has chosen."""
    return {each["value"] for each in reading.find("input") if "checked" in each}


@pytest.mark.parametrize("language", LANGUAGES)
def test_page_compares_in_the_reader_s_language(dataset: OxigraphStore, language: str) -> None:
    """The page nests, has one heading, and each sign leads to a finding in that language."""
    reading = read(write(dataset, *PAIR, language=language))
    assert len(reading.find("h1")) == 1
    kinds = {"well-developed", "for-development"}
    signs = [each for each in reading.find("a") if each.get("class") in kinds]
    assert signs
    assert all(each["href"].startswith(f"/{language}/findings/") for each in signs)
    assert checked(reading) == set(PAIR)
    canonical = [each["href"] for each in reading.find("link") if each["rel"] == "canonical"]
    assert canonical == [f"/{language}/compare?place=bra-manaus&place=col-medellin"]


def test_no_original_is_told_in_the_page_s_language(dataset: OxigraphStore) -> None:
    """A hint would be read as French; the sentences stand below with their language."""
    reading = read(write(dataset, *PAIR, language="fr"))
    assert not [each for _, each in reading.elements if "title" in each]
    assert {"lang": "en"} in reading.find("blockquote")


def test_silence_has_words_for_screen_readers(dataset: OxigraphStore) -> None:
    """Medellín says nothing of remittances: a dash that is hidden, and words."""
    page = write(dataset, *PAIR)
    row = page[page.index("/en/indicators/remittances") :].partition("</tr>")[0]
    assert '<span aria-hidden="true">–</span><span class="unseen">not mentioned</span>' in row
    assert 'class="for-development"' in row


def test_form_stands_where_nothing_is_chosen(service: RunningService) -> None:
    """Without a choice there is the form, and it works without a script."""
    answer = service.get("/fr/compare", headers=HTML)
    assert answer.status_code == 200
    reading = read(answer.text)
    form = next(each for each in reading.find("form") if each["action"] == "/fr/compare")
    assert form["method"] == "get"
    boxes = {each["value"] for each in reading.find("input") if each.get("type") == "checkbox"}
    assert boxes == {"bra-manaus", "chl-monte-patria", "col-medellin"}
    assert "<script" not in answer.text


@pytest.mark.parametrize(
    ("search", "status", "words", "kept"),
    [
        ("place=col-medellin", 400, "Un solo lugar no se puede comparar.", {"col-medellin"}),
        ("place=col-medellin&place=col-medellin", 400, "Un solo lugar", {"col-medellin"}),
        ("place=col-medellin&place=medelin", 404, "«medelin»", {"col-medellin"}),
        ("place=col-medellin&place=chl-vicuna", 404, "«chl-vicuna»", {"col-medellin"}),
        ("place=a&place=b&place=c&place=d&place=e", 404, "«a»", set()),
        ("place=%3Cscript%3E&place=col-medellin", 404, "«<script>»", {"col-medellin"}),
        ("place=bra-manaus&place=col-medellin&gaps=x", 400, "«x»", set(PAIR)),
    ],
    ids=["one", "one twice", "unknown", "not assessed", "five unknown", "hostile", "filter"],
)
def test_bad_choice_is_told_and_kept(
    service: RunningService, search: str, status: int, words: str, kept: set[str]
) -> None:
    """The message is in the reader's language, and the form has the choice."""
    answer = service.get(f"/es/compare?{search}", headers=HTML)
    assert answer.status_code == status
    reading = read(answer.text)
    assert words in " ".join(reading.text.split())
    assert checked(reading) == kept
    file = service.get(f"/es/compare.csv?{search}")
    assert file.status_code == status
    assert file.headers["content-type"].startswith("application/problem+json")


def test_five_places_are_too_many(crowd: OxigraphStore) -> None:
    """Five known places do not fit side by side; four do."""
    towns = tuple(name_town(number) for number in range(5))
    answer = ComparePlaces(towns, reader=Reader("fr", BASE)).run(crowd)
    assert answer.facts["status"] == 400
    reading = read(answer.body.decode())
    assert "5 lieux ne tiennent pas côte à côte. Choisissez-en 4 au plus." in reading.text
    assert checked(reading) == set(towns)
    assert "Town 003" in write(crowd, *towns[:4])


def test_csv_says_what_each_place_says(dataset: OxigraphStore) -> None:
    """A line for each indicator, a column with the kind, the sentences and the findings."""
    rows = list(csv.reader(io.StringIO(write(dataset, *PAIR, form="csv"))))
    assert rows[0][:3] == ["Domain", "Indicator", "Manaus (2023-10)"]
    (row,) = (each for each in rows if each[1] == "Remittances")
    assert row[0] == "Well-being of migrants"
    assert row[2] == "area for development"
    assert row[3].startswith("Design strategies and programs at the local level to reduce")
    assert row[4].endswith("/id/finding/bra-manaus-2023/well-being-of-migrants/for-development/3")
    assert row[5:] == ["not mentioned", "", ""]


def test_files_in_french_have_a_space_before_the_colon(dataset: OxigraphStore) -> None:
    """The files have the words of the page."""
    table = write(dataset, *PAIR, form="csv", language="fr")
    assert "Medellín (2022-09)\u00a0: phrases,Medellín (2022-09)\u00a0: constats" in table
    assert "\nSource\u00a0: <http" in write(dataset, *PAIR, form="md", language="fr")
    root = ET.fromstring(write(dataset, *PAIR, form="svg", language="fr"))
    texts = [each.text or "" for each in root.iter()]
    assert any(each.startswith("Source\u00a0: ") for each in texts)
    assert "Medellín, Envois de fonds\u00a0: non mentionné" in texts


def test_csv_has_no_formulas(built: Dataset) -> None:
    """A statement that begins as a formula has an apostrophe before it."""
    store = OxigraphStore.of([*built.quads, *write_towns(2, HOSTILE)])
    text = write(store, name_town(0), name_town(1), form="csv")
    cells = [cell for row in csv.reader(io.StringIO(text)) for cell in row]
    assert any(cell.startswith("'=HYPERLINK") for cell in cells)
    assert not any(cell.startswith(("=", "+", "@")) for cell in cells)


def test_markdown_links_signs_and_escapes(built: Dataset) -> None:
    """Each sign leads to its finding at this service; nothing of a statement is markup."""
    store = OxigraphStore.of([*built.quads, *write_towns(2, HOSTILE)])
    text = write(store, name_town(0), name_town(1), form="md")
    path = f"/en/findings/{name_town(0)}-2020/migrants-rights/for-development/1"
    assert f"[◇]({BASE}{path})" in text
    assert "\\|\\<script\\>alert(1)\\</script\\>" in text
    assert f"Source: <{BASE}/en/compare?place={name_town(0)}&place={name_town(1)}>" in text


def test_picture_stands_alone(dataset: OxigraphStore) -> None:
    """The SVG has a title, months and source, a light ground, generic fonts, and no style."""
    text = write(dataset, *PAIR, form="svg", language="es")
    root = ET.fromstring(text)
    assert root.findtext(f"{SVG}title") == "Manaos, Medellín: lado a lado"
    texts = [each.text or "" for each in root.iter(f"{SVG}text")]
    assert "septiembre de 2022" in texts
    assert any(each.startswith("Fuente: ") for each in texts)
    assert any("/es/compare?place=bra-manaus" in each for each in texts)
    ground = root.find(f"{SVG}rect")
    assert ground is not None
    assert ground.get("fill") == "#ffffff"
    assert root.get("font-family") == "sans-serif"
    assert not re.search(r"style=|class=|href=|@font-face", text)
    titles = {each.text for each in root.iter(f"{SVG}title")}
    assert "Medellín, Remesas: no se menciona" in titles


def test_picture_holds_what_is_hostile_and_long(built: Dataset) -> None:
    """Whatever a label or a statement has in it, the picture is well-formed XML."""
    for statement in (LONG, HOSTILE):
        store = OxigraphStore.of([*built.quads, *write_towns(2, statement)])
        assert ET.fromstring(write(store, name_town(0), name_town(1), form="svg")) is not None


def test_files_have_safe_names(service: RunningService) -> None:
    """The name is made of slugs, in alphabetical order, whatever the order of the address."""
    answer = service.get("/en/compare.svg?place=col-medellin&place=bra-manaus")
    assert answer.headers["content-type"] == "image/svg+xml"
    assert answer.headers["content-disposition"] == (
        'attachment; filename="mgi-compare-bra-manaus-col-medellin.svg"'
    )
    other = service.get("/en/compare.svg?place=bra-manaus&place=col-medellin")
    assert other.content == answer.content
    assert service.get("/en/compare.pdf?place=bra-manaus").status_code == 404


def test_filters_keep_the_choice(dataset: OxigraphStore) -> None:
    """Each link of the filter has the places; the one in use is no link."""
    page = write(dataset, *PAIR, gaps="common")
    links = {each["href"] for each in read(page).find("a")}
    stem = "/en/compare?place=bra-manaus&place=col-medellin"
    assert {stem, f"{stem}&gaps=answered"} <= links
    assert f"{stem}&gaps=common" not in links
    assert "/en/compare.csv?place=bra-manaus&place=col-medellin&gaps=common" in links


def test_script_keeps_the_policy(dataset: OxigraphStore) -> None:
    """The picture is drawn by a file of ours; without it its button is not seen."""
    page = write(dataset, *PAIR)
    (script,) = (each for each in read(page).find("script") if "src" in each)
    assert script["src"].rpartition("/")[2] in static_files()
    (button,) = (each for each in read(page).find("button") if "data-picture" in each)
    assert "hidden" in button
    assert button["data-picture"].startswith("/en/compare.svg?")


@pytest.mark.parametrize("language", LANGUAGES)
def test_bad_choice_of_rows_is_answered_with_those_there_are(
    service: RunningService, language: str
) -> None:
    """Each is a link that keeps the places."""
    answer = service.get(
        f"/{language}/compare?place=col-medellin&place=bra-manaus&gaps=foo", headers=HTML
    )
    links = {each["href"] for each in read(answer.text).find("a")}
    stem = f"/{language}/compare?place=bra-manaus&place=col-medellin"
    assert {stem, f"{stem}&gaps=answered", f"{stem}&gaps=common"} <= links
