"""Hold the pages of the questions to the sources, to their words and to bad input."""

import html
import re

import pytest
from pyoxigraph import Literal, NamedNode

from mgi_graph.namespaces import ID
from mgi_graph.queries import LANGUAGES, bind_parameters
from mgi_graph.results import Solutions
from mgi_graph.store import OxigraphStore
from mgi_graph.web.api.canned import canned_queries
from mgi_graph.web.asking.answering import PAGE_LENGTH, AskQuestion
from mgi_graph.web.asking.columns import show_answer
from mgi_graph.web.pages.rendering import Reader
from mgi_graph.web.pages.texts import load_texts
from tests.web.conftest import RunningService

QUERIES = tuple(canned_queries())
BULLETS = {
    "bra-manaus-2023-10.txt": 36,
    "chl-monte-patria-2024-09.txt": 34,
    "col-medellin-2022-09.txt": 35,
}


def ask(store: OxigraphStore, name: str, language: str = "en", page: int = 1, **values: str) -> str:
    """Return the page of a question."""
    reader = Reader(language, "http://localhost", path=f"ask/{name}")
    task = AskQuestion(name, tuple(sorted(values.items())), page, reader)
    return task.run(store).body.decode()


def rows_of(page: str) -> list[str]:
    """Return the rows of the answer's table."""
    return re.findall(r"<tr role=\"row\">(.*?)</tr>", page, re.DOTALL)[1:]


@pytest.mark.parametrize("name", QUERIES)
def test_every_column_has_words(dataset: OxigraphStore, name: str) -> None:
    """Whoever adds a column adds its words to words/asking.yaml, as ask_column_NAME."""
    result = dataset.query(bind_parameters(canned_queries()[name], {}, dataset))
    assert isinstance(result, Solutions)
    assert [each for each in result.variables if f"ask_column_{each}" not in load_texts()] == []


@pytest.mark.parametrize("name", QUERIES)
def test_topic_and_values_have_words(name: str) -> None:
    """Topics are ask_topic_NAME, the values of a parameter ask_value_PARAMETER_VALUE."""
    query = canned_queries()[name]
    wanted = [f"ask_topic_{query.topic}"]
    wanted += [
        f"ask_value_{each.name}_{value}" for each in query.parameters for value in each.values
    ]
    assert [each for each in wanted if each not in load_texts()] == []


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("name", QUERIES)
def test_every_question_has_a_page(dataset: OxigraphStore, name: str, language: str) -> None:
    """Its question is the heading, and its answer is there without anything filled in."""
    page = ask(dataset, name, language)
    question = html.escape(canned_queries()[name].question[language], quote=False)
    assert html.unescape(f"<h1>{question}</h1>") in html.unescape(page)
    assert f'id="{name}-lang"' not in page
    assert 'role="alert"' not in page


@pytest.mark.parametrize("language", LANGUAGES)
def test_all_questions_are_listed(service: RunningService, language: str) -> None:
    """Each stands once, those on the quality of the data under a fold."""
    page = service.get(f"/{language}/ask").text
    assert sorted(re.findall(rf'href="/{language}/ask/([a-z-]+)"', page)) == sorted(QUERIES)
    fold = page[page.index("<details") : page.index("</details>")]
    folded = set(re.findall(rf'href="/{language}/ask/([a-z-]+)"', fold))
    assert folded == {name for name, each in canned_queries().items() if each.topic == "quality"}


def test_practice_of_another_place_leads_to_its_finding(dataset: OxigraphStore) -> None:
    """Monte Patria wants a policy against trafficking; Medellín has a committee and a plan."""
    page = ask(dataset, "peer-learning", "es", place="chl-monte-patria")
    rows = [row for row in rows_of(page) if "Desarrollar una política local contra la trata" in row]
    assert len(rows) == 2
    safe = "safe-orderly-and-regular-migration"
    for row, number in zip(rows, (2, 3), strict=True):
        assert (
            f'href="/es/findings/chl-monte-patria-2024/{safe}/for-development/3" lang="es"' in row
        )
        assert (
            f'href="/es/findings/col-medellin-2022/{safe}/well-developed/{number}" lang="en"' in row
        )
        assert "en inglés" in row
        assert '<a href="/es/places/col-medellin"><bdi>Medellín</bdi></a>' in row.replace(
            ' lang="es"', ""
        )
        assert 'href="/es/indicators/anti-trafficking"' in row


def test_table_has_words_and_no_variables(dataset: OxigraphStore) -> None:
    """Columns are called in the reader's language; those that lead elsewhere are no columns."""
    page = ask(dataset, "peer-learning", "fr", place="chl-monte-patria")
    headings = re.findall(r'<th scope="col" role="columnheader">([^<]+)</th>', page)
    assert html.unescape(" | ".join(headings)) == (
        "Indicateur | Aspect à développer | Autre lieu | Publié | Aspect bien développé | "
        "L’autre lieu le cite aussi comme aspect à développer"
    )


def test_kind_of_finding_has_its_sign(dataset: OxigraphStore) -> None:
    """A status is told by a sign and words, as everywhere."""
    page = ask(dataset, "findings", "en", place="bra-manaus", status="for-development")
    rows = rows_of(page)
    assert len(rows) == 16
    assert all('class="status for-development"' in row for row in rows)


def test_answer_has_pages(dataset: OxigraphStore) -> None:
    """The evidence of all findings is as many rows as the sources have bullets."""
    total = sum(BULLETS.values())
    first, second, third = (ask(dataset, "evidence", page=number) for number in (1, 2, 3))
    assert f"Solutions: {total}" in first
    assert [len(rows_of(each)) for each in (first, second, third)] == [
        PAGE_LENGTH,
        PAGE_LENGTH,
        total - 2 * PAGE_LENGTH,
    ]
    assert 'rel="next" href="/en/ask/evidence?page=2"' in first
    assert 'rel="prev" href="/en/ask/evidence?page=2"' in third
    assert rows_of(ask(dataset, "evidence", page=99)) == rows_of(third)


def test_form_has_labels_in_the_language_and_keeps_values(dataset: OxigraphStore) -> None:
    """Places, statuses and domains are chosen by their labels; a name is as good as a slug."""
    page = ask(dataset, "findings", "es", place="Medellín", status="well-developed")
    assert '<option value="col-medellin" selected>Medellín</option>' in page
    assert '<option value="well-developed" selected>área bien desarrollada</option>' in page
    assert '<option value="partnerships">' in page
    assert "Lugar evaluado: <bdi>Medellín</bdi>" in page
    assert len(rows_of(page)) == 23


def test_numbers_of_frameworks_are_chosen_by_name(dataset: OxigraphStore) -> None:
    """Objectives of the Compact stand in the order of their numbers."""
    page = ask(dataset, "findings-by-compact-objective", "es", objective="10")
    assert '<option value="10" selected>10. Fin de la trata de personas</option>' in page
    assert page.index('<option value="2">') < page.index('<option value="10"')


def test_empty_answer_says_with_what_and_what_to_leave_out(dataset: OxigraphStore) -> None:
    """There are three profiles, all of cities: none is national."""
    page = ask(dataset, "profiles", "fr", level="national", country="col")
    assert "Rien dans le jeu de données n’y répond" in page
    assert "<bdi>Colombie</bdi>" in page
    assert 'href="/fr/ask/profiles?country=col&amp;level="' in page
    assert 'href="/fr/ask/profiles?country=&amp;level=national"' in page
    assert rows_of(ask(dataset, "profiles", "fr", level="", country="col"))


def test_api_and_editor_have_the_same_parameters(dataset: OxigraphStore) -> None:
    """The links to the data and to the editor ask what the page asked."""
    page = html.unescape(ask(dataset, "peer-learning", "es", place="bra-manaus"))
    for name in ("csv", "json", "xml", "tsv", "spreadsheet"):
        assert (
            f'"/api/queries/peer-learning?country=&indicator=&lang=es&place=bra-manaus&format={name}"'
            in page
        )
    (editor,) = re.findall(r'href="/es/sparql\?query=([^"]+)"', page)
    assert "id%2Fplace%2Fbra-manaus%3E" in editor
    assert "VALUES ?place { <https://w3id.org/mgi-graph/id/place/bra-manaus> }" in page


def test_wrong_value_keeps_the_form_and_names_the_nearest(service: RunningService) -> None:
    """A place that is not there is told in the reader's language with status 400."""
    answer = service.get("/es/ask/peer-learning?place=Medelin")
    assert answer.status_code == 400
    assert "Este valor no se conoce" in answer.text
    assert (
        '<a href="/es/ask/peer-learning?place=col-medellin"><bdi>Medellín</bdi></a>' in answer.text
    )
    assert '<option value="Medelin" selected>Medelin</option>' in answer.text
    assert answer.headers["cache-control"] == "no-store"


def test_wrong_text_says_what_is_expected(service: RunningService) -> None:
    """Where nothing can be chosen from, the page says what a value looks like."""
    answer = service.get("/fr/ask/profiles?year=deux")
    assert answer.status_code == 400
    assert "Attendu\u00a0: un nombre entier en chiffres." in answer.text
    assert 'value="deux"' in answer.text


@pytest.mark.parametrize("language", LANGUAGES)
def test_unknown_parameter_is_told(service: RunningService, language: str) -> None:
    """The nearest parameter is named."""
    answer = service.get(f"/{language}/ask/peer-learning?plaze=col-medellin")
    assert answer.status_code == 400
    assert load_texts()["ask_no_parameter"][language] in answer.text
    assert "<bdi>place</bdi>" in answer.text


@pytest.mark.parametrize("language", LANGUAGES)
def test_unknown_question_names_the_nearest(service: RunningService, language: str) -> None:
    """The status is 404 and the page speaks the reader's language."""
    answer = service.get(f"/{language}/ask/peer-lerning")
    assert answer.status_code == 404
    assert load_texts()["ask_unknown_title"][language] in answer.text
    assert f'href="/{language}/ask/peer-learning"' in answer.text


def test_language_follows_the_address(service: RunningService) -> None:
    """A parameter lang in the address changes nothing."""
    plain = service.get("/es/ask/coverage")
    other = service.get("/es/ask/coverage?lang=fr")
    assert other.status_code == 200
    assert rows_of(other.text) == rows_of(plain.text)
    assert "Ámbito" in other.text


@pytest.mark.parametrize(
    "search",
    ["place=%3Cscript%3Ealert(1)%3C/script%3E", "%3Cscript%3E=1", "place=%00", "place=%22%3E"],
)
def test_hostile_parameters_are_text(service: RunningService, search: str) -> None:
    """Whatever is in the address is shown as text."""
    answer = service.get(f"/en/ask/peer-learning?{search}")
    assert answer.status_code == 400
    assert "<script" not in answer.text


@pytest.mark.parametrize("search", ["page=0", "page=x", "place=a&place=b"])
def test_wrong_pages_are_problems(service: RunningService, search: str) -> None:
    """Pages count from 1, and a parameter is given once."""
    assert service.get(f"/en/ask/peer-learning?{search}").status_code == 400


def test_suggested_links_are_marked(dataset: OxigraphStore) -> None:
    """What nobody has confirmed is marked on its sentence, and has no column of its own."""
    finding = NamedNode(f"{ID}finding/col-medellin-2022/partnerships/well-developed/2")
    rows = tuple(
        (Literal("Medellin is part", language="en"), Literal("en"), Literal(suggested), finding)
        for suggested in (True, False)
    )
    solutions = Solutions(("statement", "language", "suggested", "finding"), rows)
    table = show_answer(dataset, solutions, Reader("fr"))
    assert [column.name for column in table.columns] == ["statement"]
    assert [row[0].shown.mark for row in table.rows] == ["suggéré, non vérifié", ""]
    assert table.rows[0][0].shown.foreign


def test_columns_that_nobody_foresaw_are_shown(dataset: OxigraphStore) -> None:
    """A query may select anything: things get their labels, findings their paths."""
    rows = (
        (
            NamedNode(f"{ID}place/col"),
            NamedNode(f"{ID}finding/col-medellin-2022/partnerships/well-developed/2"),
            NamedNode("javascript:alert(1)"),
            None,
            Literal(3),
        ),
    )
    names = ("somewhere", "something", "elsewhere", "nothing", "number")
    (row,) = show_answer(dataset, Solutions(names, rows), Reader("es", "http://localhost")).rows
    assert [cell.shown.text for cell in row] == [
        "Colombia",
        "col-medellin-2022/partnerships/well-developed/2",
        "javascript:alert(1)",
        "",
        "3",
    ]
    assert [cell.shown.href for cell in row][:3] == [
        "/es/places/col",
        "/es/findings/col-medellin-2022/partnerships/well-developed/2",
        None,
    ]


@pytest.mark.parametrize("value", ["Mercociudade", "network/mercociudade"])
def test_thing_is_suggested_by_its_name(service: RunningService, value: str) -> None:
    """Its path is for the address only."""
    page = service.get(f"/fr/ask/everything-on-a-thing?thing={value}").text
    link = "/fr/ask/everything-on-a-thing?thing=network%2Fmercociudades"
    assert f'<a href="{link}"><bdi>Mercociudades</bdi></a>' in page


def test_answer_names_the_thing_that_it_is_about(service: RunningService) -> None:
    """The label stands above the table, whatever the address has."""
    page = service.get("/fr/ask/everything-on-a-thing?thing=network/mercociudades").text
    assert "<bdi>Mercociudades</bdi></p>" in page
    assert "<bdi>network/mercociudades</bdi>" not in page
