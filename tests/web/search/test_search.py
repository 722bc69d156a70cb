"""Hold the search to what stands in the sources and in the curation files, read there by eye."""

import html
import re

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from mgi_graph.pipeline.dataset import Dataset
from mgi_graph.queries import LANGUAGES
from mgi_graph.store import OxigraphStore
from mgi_graph.web.pages.rendering import Reader
from mgi_graph.web.search.entries import Kind
from mgi_graph.web.search.folding import LONGEST, find_near, mark_words, read_query
from mgi_graph.web.search.index import SearchIndex, build_index, has_full_text, index_of
from mgi_graph.web.search.searching import Search
from tests.web.conftest import RunningService, StartService

FINDING = "https://w3id.org/mgi-graph/id/finding/"
SAFE = "safe-orderly-and-regular-migration"
TRAFFICKING = [
    # in the words of the sources, which are Spanish
    f"chl-monte-patria-2024/{SAFE}/well-developed/1",
    f"chl-monte-patria-2024/{SAFE}/for-development/3",
    # through labels: Manaos, Medellín
    f"bra-manaus-2023/{SAFE}/for-development/3",
    f"col-medellin-2022/{SAFE}/well-developed/2",
    f"col-medellin-2022/{SAFE}/well-developed/3",
]
REFUGEES = {
    # with the group "refugees" in data/curation
    "bra-manaus-2023/migrants-rights/well-developed/1",
    "bra-manaus-2023/migrants-rights/well-developed/3",
    "bra-manaus-2023/migrants-rights/well-developed/4",
    "bra-manaus-2023/whole-of-government-approach/well-developed/1",
    "bra-manaus-2023/whole-of-government-approach/well-developed/2",
    "bra-manaus-2023/partnerships/well-developed/1",
    f"bra-manaus-2023/{SAFE}/well-developed/1",
    f"bra-manaus-2023/{SAFE}/well-developed/3",
    "chl-monte-patria-2024/migrants-rights/for-development/1",
    "col-medellin-2022/migrants-rights/for-development/2",
    "col-medellin-2022/well-being-of-migrants/well-developed/2",
    "col-medellin-2022/mobility-dimension-of-crises/for-development/1",
    f"col-medellin-2022/{SAFE}/for-development/2",
}
HOSTILE = (
    '"',
    "' OR 1=1 --",
    "AND",
    "NOT NEAR(a b, 3)",
    "own : x",
    "a*",
    "^a",
    "{own}: a",
    "-- ;",
    "\0",
)


@pytest.fixture(scope="module")
def with_fts5(dataset: OxigraphStore) -> SearchIndex:
    """Give an index of the real dataset with FTS5."""
    assert has_full_text(), "the SQLite of this Python has no FTS5"
    return build_index(dataset, 1000, full_text=True)


@pytest.fixture(scope="module")
def plain(dataset: OxigraphStore) -> SearchIndex:
    """Give an index of the real dataset in plain tables."""
    return build_index(dataset, 1000, full_text=False)


@pytest.fixture(params=["with_fts5", "plain"])
def index(request: pytest.FixtureRequest) -> SearchIndex:
    """Give an index of the real dataset, with FTS5 and without."""
    found = request.getfixturevalue(request.param)
    assert isinstance(found, SearchIndex)
    return found


def search(store: OxigraphStore, text: str, language: str = "en", **options: object) -> str:
    """Return the page of what is found."""
    reader = Reader(language, "http://localhost", path="search")
    return Search(text, reader=reader, **options).run(store).body.decode()  # type: ignore[arg-type]


def findings_on(page: str) -> list[str]:
    """Return the findings of a page in order."""
    return re.findall(r'<a class="statement" href="/../findings/([^"]+)"', page)


def found(index: SearchIndex, text: str, kind: Kind = Kind.FINDING) -> set[str]:
    """Return the IRIs that are found."""
    return {hit.entry.iri for hit in index.find(read_query(text)) if hit.entry.kind is kind}


def test_spanish_word_finds_english_findings(dataset: OxigraphStore) -> None:
    """Own words stand first, what is found by labels after them, each by place."""
    assert findings_on(search(dataset, "trata", "es")) == TRAFFICKING


def test_french_word_finds_english_and_spanish_findings(index: SearchIndex) -> None:
    """Population groups lead to the findings that concern them."""
    iris = {iri.removeprefix(FINDING) for iri in found(index, "réfugiés")}
    assert iris >= REFUGEES


def test_portuguese_word_finds_findings(index: SearchIndex) -> None:
    """Labels in Portuguese count too: the network of the source is called so."""
    assert f"{FINDING}bra-manaus-2023/{SAFE}/well-developed/2" in found(index, "Operação Acolhida")


@pytest.mark.parametrize("spelling", ["Medellín", "medellin", "MEDELLI\u0301N"])
def test_accents_and_case_are_folded(index: SearchIndex, spelling: str) -> None:
    """However it is written, the place is found."""
    place = "https://w3id.org/mgi-graph/id/place/col-medellin"
    assert place in found(index, spelling, Kind.PLACE)


def test_last_word_is_a_beginning(index: SearchIndex) -> None:
    """What is not written to its end is found; a word before it must be whole."""
    anti = {f"{FINDING}{path}" for path in TRAFFICKING}
    assert found(index, "persons traffick") >= anti
    assert not found(index, "traffick persons")


def test_place_narrows_but_does_not_find_alone(index: SearchIndex) -> None:
    """The name of a place or its country may stand beside a word."""
    medellin = {f"{FINDING}col-medellin-2022/{SAFE}/well-developed/{number}" for number in (2, 3)}
    assert found(index, "trata Colombia") == medellin
    assert found(index, "trata Chile") == {f"{FINDING}{path}" for path in TRAFFICKING[:2]}
    # Monte Patria has 34 findings; the country's name alone is in what few of them name.
    assert len(found(index, "Chile")) < 5


def test_whole_word_stands_before_beginning(dataset: OxigraphStore) -> None:
    """Treaties (tratados) come after trafficking (trata), though both begin so."""
    page = search(dataset, "trata", "es", kind="indicator")
    links = re.findall(r'href="/es/indicators/([a-z-]+)"', page)
    assert links[0] == "anti-trafficking"
    assert len(links) > 1


@pytest.mark.parametrize("text", ["trata", "health", "a", "women labour", "réfugiés Manaus"])
def test_plain_tables_find_what_fts5_finds(
    with_fts5: SearchIndex, plain: SearchIndex, text: str
) -> None:
    """Where SQLite has no FTS5 the same is found, more slowly."""
    sought = read_query(text)
    by_fts5, by_tables = (
        {(hit.entry.iri, hit.rank) for hit in each.find(sought)} for each in (with_fts5, plain)
    )
    assert by_fts5 == by_tables


@settings(max_examples=150, deadline=None)
@given(st.one_of(st.text(max_size=300), st.lists(st.sampled_from(HOSTILE)).map(" ".join)))
def test_any_text_is_answered(dataset: OxigraphStore, text: str) -> None:
    """No text is a mistake, and none gets into the page as markup."""
    page = search(dataset, text)
    (heading,) = re.findall(r"<h1>(.*?)</h1>", page, re.DOTALL)
    assert "<" not in heading.replace("<bdi>", "").replace("</bdi>", "")
    assert index_of(dataset).find(read_query(text)) == index_of(dataset).find(read_query(text))


@pytest.mark.parametrize("text", HOSTILE)
def test_syntax_is_sought_as_words(index: SearchIndex, text: str) -> None:
    """What FTS5 or SQL would read is text."""
    index.find(read_query(text))


def test_what_is_sought_is_shown_as_text(dataset: OxigraphStore) -> None:
    """Markup in the query is escaped wherever it is repeated."""
    page = search(dataset, '"><script>alert(1)</script> trata')
    assert "<script" not in page
    assert "&lt;script&gt;" in page


def test_hostile_labels_are_text(suggesting: OxigraphStore) -> None:
    """A label that would run is found by its words and shown as text, marks between its signs."""
    page = search(suggesting, "alert")
    assert "<script" not in page
    assert "&lt;/script&gt;&lt;script&gt;<mark>alert</mark>(1)" in page


def test_words_are_marked(dataset: OxigraphStore) -> None:
    """The words that were found stand in marks, in the statement and in the labels."""
    page = search(dataset, "trata", "es")
    assert "contra la <mark>trata</mark> de personas." in page
    assert "Lucha contra la <mark>trata</mark> de personas" in page


def test_marks_part_a_text_and_lose_nothing() -> None:
    """Pieces put together are the text."""
    text = "L\u2019éducation, l\u2019E\u0301ducation — education!"
    pieces = mark_words(text, read_query("education"))
    assert "".join(piece.text for piece in pieces) == text
    assert [piece.text for piece in pieces if piece.marked] == [
        "éducation",
        "E\u0301ducation",
        "education",
    ]


def test_other_language_is_said(dataset: OxigraphStore) -> None:
    """A statement in another language than the reader's has its tag and words for it."""
    page = search(dataset, "trata", "es")
    assert '<blockquote lang="en">' in page
    assert '<p class="in-language">en inglés</p>' in page


@pytest.mark.parametrize(
    ("text", "near"),
    [("traficking", "trafficking"), ("refugiadso", "refugiados"), ("meddellin", "medellín")],
)
def test_nothing_found_offers_near_words(dataset: OxigraphStore, text: str, near: str) -> None:
    """A word that is nowhere has the nearest one as a link, spelt as the data spells it."""
    page = html.unescape(search(dataset, text))
    assert re.search(rf'href="/en/search\?q=[^"]+"><bdi>{near}</bdi>', page)


def test_words_that_do_not_meet_are_offered_alone(dataset: OxigraphStore) -> None:
    """Where nothing has all the words, each is offered."""
    page = search(dataset, "mercociudades turismo")
    assert ">mercociudades</bdi>" in page
    assert ">turismo</bdi>" in page


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("text", ["", "   ", "!?"])
def test_empty_search_is_a_beginning(dataset: OxigraphStore, language: str, text: str) -> None:
    """The page has the box, the six domains and something to search for."""
    page = search(dataset, text, language)
    assert len(re.findall(rf'href="/{language}/domains/', page)) == 6
    assert page.count(f'action="/{language}/search"') == 2
    assert f'href="/{language}/search?q=' in page


@pytest.mark.parametrize("language", LANGUAGES)
def test_every_example_finds_findings(dataset: OxigraphStore, language: str) -> None:
    """What the page proposes to search for is there."""
    page = search(dataset, "", language)
    examples = re.findall(r'search\?q=[^"]*">([^<]+)<', page)
    assert len(examples) == 6
    for example in examples:
        assert findings_on(search(dataset, html.unescape(example), language)), example


def test_kind_has_pages(dataset: OxigraphStore) -> None:
    """All findings stand on pages of one kind, each once, and a page too far is the last."""
    listed: list[str] = []
    page = 1
    while 'rel="next"' in (text := search(dataset, "migrants", kind="finding", page=page)):
        listed += findings_on(text)
        page += 1
    listed += findings_on(text)
    assert page > 2
    assert len(listed) == len(set(listed))
    everything = {hit.entry.iri for hit in index_of(dataset).find(read_query("migrants"))}
    assert {FINDING + each for each in listed} == {
        iri for iri in everything if iri.startswith(FINDING)
    }
    assert findings_on(search(dataset, "migrants", kind="finding", page=999)) == findings_on(text)


def test_long_text_is_cut_aloud(dataset: OxigraphStore) -> None:
    """Only the beginning is read, and the page says so."""
    page = search(dataset, "trata " * LONGEST)
    assert "only its beginning was sought" in page
    assert "only its beginning was sought" not in search(dataset, "trata")


def test_too_many_findings_are_found_by_what_they_are_about(built: Dataset) -> None:
    """Above the bound statements are not indexed, which is said; links still lead to findings."""
    store = OxigraphStore.of(built.quads)
    assert not index_of(store, most=10).has_findings
    page = search(store, "trata", "es")
    assert set(findings_on(page)) == set(TRAFFICKING)
    assert "demasiado grande" in page


def test_near_words_may_differ_in_the_first_letter() -> None:
    """A first letter that is wrong is looked for where nothing else is near."""
    assert find_near("rtafficking", ["trafficking", "health"]) == ["trafficking"]


def test_confined_workers_search(service: RunningService) -> None:
    """The index that was made before workers are forked serves in each of them."""
    for _ in range(4):
        for text, expected in (
            ("trata", TRAFFICKING),
            ("anti-trafficking Manaus", TRAFFICKING[2:3]),
        ):
            answer = service.get("/es/search", params={"q": text})
            assert answer.status_code == 200
            assert set(expected) <= set(findings_on(answer.text))
    assert 'name="q"' in service.get("/fr/search").text


def test_header_box_keeps_what_is_sought(service: RunningService) -> None:
    """The box of the header has the text, and the switch of language keeps it."""
    page = service.get("/es/search", params={"q": "trata"}).text
    assert page.count('name="q"') == 1
    assert page.count('value="trata"') == 1
    assert 'href="/fr/search?q=trata"' in page


@pytest.mark.parametrize("search_of", ["kind=findings&q=a", "page=0&q=a", "page=x&q=a", "q=a&q=b"])
def test_wrong_parameters_are_problems(service: RunningService, search_of: str) -> None:
    """A kind or page that cannot be is told; any text in q is not."""
    assert service.get(f"/en/search?{search_of}").status_code == 400


def test_search_from_disk_finds_the_same(start_service: StartService) -> None:
    """A worker that opens the store itself makes its index at the first search."""
    service = start_service("--disk-from", "1")
    assert service.wait_for("loaded")["storage"] == "disk"
    for _ in range(2):
        assert findings_on(service.get("/es/search?q=trata").text) == TRAFFICKING
