"""Ask the canned queries as an API: typed parameters, pages, formats, and its description."""

import json

import jsonschema_rs
import pytest
from schemathesis import openapi
from schemathesis.core.result import Ok

from mgi_graph.queries import LANGUAGES, load_queries
from mgi_graph.store import OxigraphStore
from mgi_graph.web.api.canned import RunCanned
from mgi_graph.web.api.openapi import describe_service
from mgi_graph.web.pages.rendering import Reader
from tests.web.conftest import RunningService

QUERIES = load_queries()
NAMES = [query.name for query in QUERIES]
OWN = {"format", "limit", "offset"}


def test_no_query_has_a_parameter_that_the_api_needs() -> None:
    """format, limit and offset are the API's own in every query."""
    assert not any(OWN & {each.name for each in query.parameters} for query in QUERIES)


def test_list_has_every_query_with_its_questions(service: RunningService) -> None:
    """The list names each query, its parameters and where it runs."""
    listed = {each["id"]: each for each in service.get("/api/queries").json()["queries"]}
    assert list(listed) == NAMES
    coverage = listed["peer-learning"]
    assert set(coverage["question"]) == set(LANGUAGES)
    assert coverage["links"]["run"] == f"{service.base}/api/queries/peer-learning"
    place = next(each for each in coverage["parameters"] if each["name"] == "place")
    assert (place["type"], place["default"]) == ("place", "col-medellin")


@pytest.mark.parametrize("name", NAMES)
def test_every_query_runs_with_its_defaults(service: RunningService, name: str) -> None:
    """Each answers without parameters, with a total that fits its solutions."""
    answer = service.get(f"/api/queries/{name}")
    assert answer.status_code == 200
    assert answer.headers["completeness"] == "complete"
    assert len(answer.json()["results"]["bindings"]) == int(answer.headers["total"])


def test_parameters_are_looked_up_by_slug_and_label(service: RunningService) -> None:
    """A place may be given by slug, label or IRI; the answer is the same."""
    values = ["bra-manaus", "Manaus", "https://w3id.org/mgi-graph/id/place/bra-manaus"]
    answers = [
        service.get("/api/queries/findings", params={"place": value, "lang": "es"}).json()
        for value in values
    ]
    assert answers[0] == answers[1] == answers[2]
    assert answers[0]["results"]["bindings"]


@pytest.mark.parametrize(
    ("format_", "media_type"),
    [
        ("json", "application/sparql-results+json"),
        ("xml", "application/sparql-results+xml"),
        ("csv", "text/csv; charset=utf-8"),
        ("tsv", "text/tab-separated-values; charset=utf-8"),
        ("html", "text/html; charset=utf-8"),
    ],
)
def test_formats_by_name_and_by_accept(
    service: RunningService, format_: str, media_type: str
) -> None:
    """format= and Accept lead to the same document."""
    named = service.get(f"/api/queries/coverage?format={format_}")
    accepted = service.get(
        "/api/queries/coverage", headers={"Accept": media_type.partition(";")[0]}
    )
    assert named.headers["content-type"] == accepted.headers["content-type"] == media_type
    if format_ != "html":
        assert named.content == accepted.content


def test_pages_follow_each_other(service: RunningService) -> None:
    """Following rel=next gives every solution once, and each page says that it is one."""
    whole = service.get("/api/queries/findings").json()["results"]["bindings"]
    path: str | None = f"{service.base}/api/queries/findings?limit=10"
    found: list[object] = []
    while path is not None:
        answer = service.get(path.removeprefix(service.base))
        assert answer.headers["total"] == str(len(whole))
        assert answer.headers["completeness"] == "truncated; by=rows; limit=10"
        assert answer.json()["head"]["link"][0].endswith("/limits#truncated-by-rows")
        found += answer.json()["results"]["bindings"]
        path = answer.links.get("next", {}).get("url")
    assert found == whole
    assert answer.links["first"]["url"].endswith("limit=10&offset=0")


def test_query_is_linked_and_served_as_text(service: RunningService) -> None:
    """The answer leads to the query's text, which is the file's."""
    answer = service.get("/api/queries/coverage")
    link = f'<{service.base}/api/queries/coverage.rq>; rel="describedby"'
    assert link in answer.headers["link"]
    text = service.get("/api/queries/coverage.rq")
    assert text.headers["content-type"] == "application/sparql-query"
    assert text.text == next(query.text for query in QUERIES if query.name == "coverage")


@pytest.mark.parametrize(
    ("path", "status", "code", "nearest"),
    [
        ("/api/queries/covrage", 404, "unknown-name", "coverage"),
        ("/api/queries/covrage.rq", 404, "unknown-name", "coverage"),
        ("/api/queries/findings?plaec=col", 400, "unknown-name", "place"),
        ("/api/queries/findings?place=col-medelin", 400, "unknown-name", "col-medellin"),
        ("/api/queries/findings?lang=xx", 400, "parameter-value", None),
        ("/api/queries/findings?place=col&place=bra", 400, "parameter-repeated", None),
        ("/api/queries/findings?limit=0", 400, "parameter-value", None),
        ("/api/queries/findings?limit=10001", 400, "parameter-value", None),
        ("/api/queries/findings?offset=-1", 400, "parameter-value", None),
        ("/api/queries/findings?format=docx", 406, "not-acceptable", None),
        ("/api/queries/findings?status=red", 400, "parameter-value", None),
    ],
)
def test_mistakes_are_told_with_the_nearest_name(
    service: RunningService, path: str, status: int, code: str, nearest: str | None
) -> None:
    """An unknown name is 404 in the path and 400 in a parameter."""
    answer = service.get(path)
    assert (answer.status_code, answer.json()["code"]) == (status, code)
    if nearest is not None:
        assert answer.json()["nearest"] == nearest


@pytest.mark.parametrize(
    "value", ['" } #', "> } ?s ?p ?o {", "\n}", "</script>", "x\x00y", "{{7*7}}"]
)
def test_values_are_terms_and_nothing_else(service: RunningService, value: str) -> None:
    """Whatever a value holds, it is looked up as one name and not found."""
    for accept in ("application/json", "text/html"):
        answer = service.get(
            "/api/queries/findings", params={"place": value}, headers={"Accept": accept}
        )
        assert answer.status_code == 400
        assert accept != "text/html" or "</script>" not in answer.text


@pytest.mark.parametrize("language", LANGUAGES)
def test_page_of_forms_has_each_question(service: RunningService, language: str) -> None:
    """The page has a form for each query, in the reader's language."""
    page = service.get(f"/api?lang={language}").text
    assert f'<html lang="{language}">' in page
    for query in QUERIES:
        assert f'action="/api/queries/{query.name}"' in page


def test_page_of_a_query_offers_its_values(dataset: OxigraphStore) -> None:
    """The form of a query has the assessed places by label, and the one that was asked."""
    task = RunCanned("findings", (("place", "bra-manaus"),), "html", reader=Reader("es"))
    page = task.run(dataset).body.decode()
    assert '<option value="bra-manaus" selected>Manaos</option>' in page
    assert '<option value="col-medellin">Medellín</option>' in page
    assert "chl-vicuna" not in page


def test_page_of_a_query_offers_population_groups(dataset: OxigraphStore) -> None:
    """The form of a query on groups has each by its label in the reader's language."""
    task = RunCanned("population-groups", (("group", "lgbti"),), "html", reader=Reader("fr"))
    page = task.run(dataset).body.decode()
    assert '<option value="lgbti" selected>Personnes LGBTI</option>' in page
    assert '<option value="stateless">Apatrides</option>' in page


@pytest.fixture(scope="module")
def document() -> dict[str, object]:
    """Give the OpenAPI document as JSON would."""
    described = describe_service(QUERIES, "https://example.org/mgi", "1.0")
    found: dict[str, object] = json.loads(json.dumps(described))
    return found


def test_openapi_document_is_read_by_a_tester(document: dict[str, object]) -> None:
    """Schemathesis finds an operation for each query, and its schemas are JSON Schema."""
    schema = openapi.from_dict(document)
    operations = list(schema.get_all_operations())
    assert all(isinstance(each, Ok) for each in operations)
    paths = {each.ok().path for each in operations if isinstance(each, Ok)}
    assert {f"/api/queries/{name}" for name in NAMES} | {"/sparql", "/data"} <= paths
    components = document["components"]
    assert isinstance(components, dict)
    for each in components["schemas"].values():
        jsonschema_rs.meta.validate(each)


def test_openapi_document_describes_parameters_with_their_types(
    document: dict[str, object],
) -> None:
    """Each parameter is there with its values, and an example that is one of them."""
    paths = document["paths"]
    assert isinstance(paths, dict)
    for query in QUERIES:
        operation = paths[f"/api/queries/{query.name}"]["get"]
        described = {each["name"]: each for each in operation["parameters"]}
        assert {each.name for each in query.parameters} | OWN <= set(described)
        for parameter in described.values():
            schema, example = parameter["schema"], parameter.get("example")
            if "enum" in schema and example is not None:
                assert example in schema["enum"]


def test_openapi_document_is_served(service: RunningService) -> None:
    """The service says where it is, and which version of OpenAPI it speaks."""
    served = service.get("/api/openapi.json").json()
    assert served["openapi"].startswith("3.1")
    assert served["servers"] == [{"url": service.base}]


def test_answers_fit_the_openapi_document(service: RunningService) -> None:
    """Solutions and problems are as the document says they are."""
    schemas = service.get("/api/openapi.json").json()["components"]["schemas"]
    jsonschema_rs.validate(schemas["Solutions"], service.get("/api/queries/coverage").json())
    jsonschema_rs.validate(schemas["Problem"], service.get("/api/queries/covrage").json())
