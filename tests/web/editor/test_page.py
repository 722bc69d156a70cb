"""The page on which one writes SPARQL is whole with and without the editor, and in any language."""

import html
import json
import re
import shutil
import subprocess
import sys
from pathlib import Path

import pytest

import mgi_graph
from mgi_graph.queries import LANGUAGES
from mgi_graph.results import Solutions
from mgi_graph.store import OxigraphStore
from mgi_graph.web.api.canned import canned_queries
from mgi_graph.web.editor.completion import list_completions
from mgi_graph.web.editor.examples import find_example, first_example
from mgi_graph.web.editor.page import ShowEditor
from mgi_graph.web.pages.rendering import Reader
from tests.web.conftest import RunningService, running_service
from tests.web.pages.test_routes import read

HOSTILE = '</textarea><script>alert(1)</script>{{7*191}}"><img src=x onerror=alert(1)>'


def text_in(page: str) -> str:
    """Return the query in the field of a page."""
    found = re.search(r"<textarea[^>]*>(.*?)</textarea>", page, re.DOTALL)
    assert found is not None
    return html.unescape(found[1])


@pytest.mark.parametrize("language", LANGUAGES)
def test_form_works_without_script(service: RunningService, language: str) -> None:
    """What the form sends is answered with a page of the 105 findings in the reader's language."""
    page = service.get(f"/{language}/sparql").text
    reading = read(page)
    form = next(each for each in reading.find("form") if "sparql-editor" in each.get("class", ""))
    assert (form["action"], form["method"]) == ("/sparql", "get")
    fields = {
        each["name"]: each["value"]
        for each in reading.find("input")
        if each.get("type") == "hidden"
    }
    answer = service.get("/sparql", params={"query": text_in(page), **fields})
    assert answer.status_code == 200
    assert read(answer.text).find("html") == [{"lang": language}]
    assert answer.text.count("<tr>") == 106


def test_page_is_whole(service: RunningService) -> None:
    """It nests, has one heading, a label for each field, and no script but its own files."""
    reading = read(service.get("/fr/sparql").text)
    assert len(reading.find("h1")) == 1
    labelled = {each["for"] for each in reading.find("label")}
    assert {"query", "example"} <= labelled
    for script in reading.find("script"):
        assert script.get("src", "/static/").startswith("/static/")
        assert "src" in script or script["type"] == "application/json"
    assert not any("style" in attributes for _, attributes in reading.elements)


@pytest.mark.parametrize("language", LANGUAGES)
def test_every_question_is_offered_and_can_be_asked(dataset: OxigraphStore, language: str) -> None:
    """Each canned query is in the list, and its text is answered as it stands in the field."""
    reader = Reader(language, "http://localhost")
    page = ShowEditor(reader=reader).run(dataset).body.decode()
    for name, canned in canned_queries().items():
        assert f'<option value="{name}">' in page
        example = find_example(name, reader)
        assert example is not None
        assert example.text.startswith(f"# {canned.question[language]}\nPREFIX")
        assert isinstance(dataset.query(example.text), Solutions)


@pytest.mark.parametrize("parameter", ["query", "example"])
def test_address_can_name_a_question(service: RunningService, parameter: str) -> None:
    """The question, its parameters and its query are there, labels in the reader's language."""
    page = service.get(f"/es/sparql?{parameter}=peer-learning").text
    assert 'VALUES ?lang { "es" }' in text_in(page)
    assert canned_queries()["peer-learning"].question["es"] in html.unescape(read(page).text)
    assert "<code>?place</code>" in page
    assert 'href="/es/ask/peer-learning"' in page


def test_address_can_have_a_query(service: RunningService) -> None:
    """It stands in the field as text, whatever it is."""
    for text in ("ASK { ?s ?p ?o }", HOSTILE, "# ñ \u2028 <b>"):
        page = service.get("/en/sparql", params={"query": text}).text
        assert text_in(page) == text
        assert "<img" not in page
        assert "<script>alert" not in page
        assert "1337" not in page


def test_bad_address_is_explained_in_the_readers_language(service: RunningService) -> None:
    """An unknown name gets the nearest, a query that is too long its limit."""
    unknown = service.get("/fr/sparql?example=peer-lerning", headers={"Accept": "text/html"})
    assert unknown.status_code == 400
    assert read(unknown.text).find("html") == [{"lang": "fr"}]
    assert "peer-learning" in unknown.text
    assert service.get("/fr/sparql?query=ASK&query=ASK").status_code == 400


def test_too_long_a_query_is_refused(trig: Path) -> None:
    """The field takes no more than the endpoint would."""
    with running_service(trig, "--max-query", "2000") as service:
        answer = service.get("/en/sparql", params={"query": "#" + "x" * 2000})
        assert answer.status_code == 414
        assert service.get("/en/sparql", params={"query": "x" * 2000}).status_code == 200


@pytest.mark.parametrize(
    ("language", "label"), [("en", "addresses"), ("es", "aborda"), ("fr", "traite de")]
)
def test_completion_knows_our_terms(dataset: OxigraphStore, language: str, label: str) -> None:
    """Each term has a short name, ours the reader's label; the dataset's own use adds others."""
    found = {each["name"]: each for each in list_completions(dataset, Reader(language))}
    assert found["mgi:addresses"] == {"name": "mgi:addresses", "kind": "property", "label": label}
    assert found["mgi:Finding"]["kind"] == "class"
    assert found["skos:prefLabel"]["kind"] == "property"
    assert found["prov:wasQuotedFrom"]["kind"] == "property"
    assert all(re.fullmatch(r"[\w-]+:[\w-]+", name) for name in found)


def test_dataset_that_does_not_describe_itself_has_our_terms() -> None:
    """Completion needs no dataset of ours."""
    names = {each["name"] for each in list_completions(OxigraphStore.of([]), Reader())}
    assert {"mgi:Finding", "mgi:addresses"} <= names


def test_data_of_the_page_name_this_service_alone(dataset: OxigraphStore) -> None:
    """The addresses that the script asks begin with the service's own path."""
    page = ShowEditor(reader=Reader("fr", "https://example.org/mgi")).run(dataset).body.decode()
    data = json.loads(read(page).data)
    assert (data["endpoint"], data["page"]) == ("/mgi/sparql", "/mgi/fr/sparql")
    assert data["language"] == "fr"


def test_checkout_without_the_bundle_has_a_plain_form(tmp_path: Path) -> None:
    """The page says so, and the form is there."""
    package = Path(mgi_graph.__file__).parent
    root = package.parents[1]
    leave_out = shutil.ignore_patterns("built", "__pycache__", "_assets")
    shutil.copytree(package, tmp_path / "src" / "mgi_graph", ignore=leave_out)
    for name in ("ontology", "queries", "data"):
        (tmp_path / name).symlink_to(root / name)
    code = (
        "from mgi_graph.store import OxigraphStore\n"
        "from mgi_graph.web.editor.page import ShowEditor\n"
        "print(ShowEditor().run(OxigraphStore.of([])).body.decode())\n"
    )
    ran = subprocess.run(
        [sys.executable, "-c", code],
        cwd=tmp_path / "src",
        env={"PYTHONPATH": str(tmp_path / "src")},
        capture_output=True,
        text=True,
        check=True,
    )
    reading = read(ran.stdout)
    assert "was made without the editor" in reading.text
    assert reading.find("script") == []
    assert text_in(ran.stdout) == first_example(Reader()).text
