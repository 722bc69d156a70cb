"""Check that every error becomes the right problem document (RFC 9457)."""

import json
from collections.abc import Mapping

import pytest
from hypothesis import given
from hypothesis import strategies as st
from starlette.exceptions import HTTPException

from mgi_graph.errors import (
    ManyErrors,
    MgiGraphError,
    ParameterError,
    QuerySyntaxError,
    ServiceRefusedError,
    SourceError,
    StoreError,
    UnknownNameError,
)
from mgi_graph.web.http.causes import problem_for
from mgi_graph.web.http.details import tell
from mgi_graph.web.http.negotiation import SOLUTIONS
from mgi_graph.web.http.problem_kinds import PROBLEM_KINDS
from mgi_graph.web.http.problems import (
    ProblemError,
    method_not_allowed,
    not_acceptable,
    problem,
    problem_document,
    problem_response,
)
from mgi_graph.workers.errors import (
    BusyError,
    CrashedError,
    MemoryLimitError,
    TimedOutError,
)

STABLE = {
    "query-syntax": 400, "query-missing": 400, "query-repeated": 400, "parameter-repeated": 400,
    "graph-not-in-dataset": 400, "service-refused": 400, "unknown-name": 404,
    "parameter-value": 400, "not-acceptable": 406, "method-not-allowed": 405, "media-type": 415,
    "not-utf-8": 400, "update-refused": 403, "body-too-large": 413, "uri-too-long": 414,
    "headers-too-large": 431, "too-busy": 429, "timed-out": 503, "out-of-memory": 503,
    "engine-crashed": 500, "not-found": 404, "gone": 410, "not-ready": 503,
    "dataset-conflict": 400, "query-not-evaluated": 400, "bad-request": 400, "internal": 500,
}  # fmt: skip
"""The codes that clients rely on; more may come, none may change."""


def test_codes_are_stable() -> None:
    """Every code keeps its name and its usual status."""
    assert {code: PROBLEM_KINDS[code].status for code in STABLE} == STABLE


@pytest.mark.parametrize("code", PROBLEM_KINDS)
def test_kind_is_explained(code: str) -> None:
    """Each kind says in sentences what it means and what to do, under its own IRI."""
    kind = PROBLEM_KINDS[code]
    assert kind.code == code
    assert kind.iri == f"https://w3id.org/mgi-graph/problems#{code}"
    assert kind.title()[0].isupper()
    assert not kind.title().endswith(".")
    assert kind.meaning().endswith(".")
    assert kind.remedy().endswith(".")


MANY = [f"query-{number}" for number in range(50)]
ERRORS: dict[str, tuple[Exception, int, str, Mapping[str, object]]] = {
    "syntax": (
        QuerySyntaxError("'}' cannot stand here\n  ?s }\n     ^", line=2, column=5),
        400,
        "query-syntax",
        {
            "line": 2,
            "column": 5,
            "near": "} # end",
            "detail": "SPARQL syntax error at line 2, column 5: '}' cannot stand here",
        },
    ),
    "syntax, no place": (
        QuerySyntaxError("the query is empty"),
        400,
        "query-syntax",
        {"detail": "SPARQL syntax error: the query is empty"},
    ),
    "name": (
        UnknownNameError("query", "query-x", MANY, hint="see the list"),
        400,
        "unknown-name",
        {"kind": "query", "name": "query-x", "known": MANY[:20]},
    ),
    "graph": (
        UnknownNameError("graph", "urn:g", ["urn:h"]),
        400,
        "graph-not-in-dataset",
        {"graph": "urn:g", "nearest": "urn:h", "known": ["urn:h"]},
    ),
    "parameter": (
        ParameterError("lang", "de", "one of en, es, fr"),
        400,
        "parameter-value",
        {"parameter": "lang", "value": "de", "expected": "one of en, es, fr"},
    ),
    "service": (ServiceRefusedError("SERVICE is refused"), 400, "service-refused", {}),
    "store": (StoreError("no such function"), 400, "query-not-evaluated", {}),
    "busy": (BusyError(7), 429, "too-busy", {"retryAfter": 7}),
    "timed out": (TimedOutError(2.5), 503, "timed-out", {"retryAfter": 3, "seconds": 2.5}),
    "memory": (MemoryLimitError(2**30), 503, "out-of-memory", {"limitBytes": 2**30}),
    "crashed": (CrashedError("signal 11"), 500, "engine-crashed", {}),
    "not found": (HTTPException(404), 404, "not-found", {}),
    "method": (
        HTTPException(405, headers={"Allow": "GET, HEAD"}),
        405,
        "method-not-allowed",
        {"allowed": ["GET", "HEAD"]},
    ),
    "teapot": (HTTPException(418), 418, "bad-request", {}),
    "bad gateway": (HTTPException(502), 502, "internal", {}),
    "our own file": (SourceError("/srv/secret.ttl", "unreadable"), 500, "internal", {}),
    "base": (MgiGraphError("/srv/secret"), 500, "internal", {}),
    "defect": (KeyError("/srv/secret"), 500, "internal", {}),
    "problem": (
        problem("gone", tell("no_static")),
        410,
        "gone",
        {"detail": "There is no such file."},
    ),
    "many": (
        ManyErrors([ParameterError("a", "b", "c"), StoreError("x")]),
        400,
        "parameter-value",
        {"errors": ["parameter a: 'b' is not c", "x"]},
    ),
}


@pytest.mark.parametrize(("error", "status", "code", "members"), ERRORS.values(), ids=ERRORS)
def test_error_becomes_its_problem(
    error: Exception, status: int, code: str, members: Mapping[str, object]
) -> None:
    """Each error has its status, its code and its fields as members of the document."""
    document = problem_document(problem_for(error, "ASK {\n ?s } # end"), "/sparql")
    assert (document["status"], document["code"]) == (status, code)
    assert document["type"] == f"https://w3id.org/mgi-graph/problems#{code}"
    assert document["title"] == PROBLEM_KINDS[code].title()
    assert document["instance"] == "/sparql"
    assert {name: document.get(name) for name in members} == members
    assert "secret" not in json.dumps(document)


def test_unknown_things_in_paths_are_not_found() -> None:
    """What a path names and nothing has is 404, also a graph."""
    assert problem_for(UnknownNameError("query", "x", []), in_path=True).status == 404
    assert problem_for(UnknownNameError("graph", "x", []), in_path=True).status == 404


NEAR = {
    "words": ("ASK { ?s ?p }", 1, 10, "?p }"),
    "to the end of the line": ("ASK {\n?s ?p\n}", 2, 1, "?s ?p"),
    "not too many": ("ASK { " + "x" * 100, 1, 7, "x" * 40),
    "the end: the last word": ("ASK { ?s", 1, 9, "?s"),
    "past the end": ("ASK", 9, 9, "ASK"),
    "nothing": ("", 1, 1, None),
}


@pytest.mark.parametrize(("text", "line", "column", "near"), NEAR.values(), ids=NEAR)
def test_words_at_the_place_are_repeated(
    text: str, line: int, column: int, near: str | None
) -> None:
    """A syntax error's document has the words of the query at the place."""
    error = QuerySyntaxError("no", line=line, column=column)
    assert problem_for(error, text).extensions.get("near") == near


def test_waiting_time_stands_in_the_header() -> None:
    """Busy and timed-out answers say when to try again (RFC 9110, section 10.2.3)."""
    assert problem_for(BusyError(7)).headers == {"Retry-After": "7"}
    assert problem_for(BusyError(0)).headers == {"Retry-After": "1"}
    assert problem_for(TimedOutError(0.2)).headers == {"Retry-After": "1"}


def test_not_acceptable_lists_what_there_is() -> None:
    """The document of a 406 names the media types on offer (RFC 9110, section 15.5.7)."""
    found = not_acceptable(SOLUTIONS)
    assert found.status == 406
    assert found.extensions["available"] == [offer.media_type for offer in SOLUTIONS]


def _render(document: Mapping[str, object]) -> str:
    return f"<h1>{document['title']}</h1>"


BROWSER = "text/html,application/xhtml+xml,application/xml;q=0.9,*/*;q=0.8"
ACCEPTS = {
    "browser": (BROWSER, "text/html; charset=utf-8"),
    "none": (None, "application/problem+json"),
    "everything": ("*/*", "application/problem+json"),
    "JSON": ("application/json", "application/problem+json"),
    "neither": ("text/turtle", "application/problem+json"),
}


@pytest.mark.parametrize(("accept", "media_type"), ACCEPTS.values(), ids=ACCEPTS)
def test_response_is_a_page_for_browsers_only(accept: str | None, media_type: str) -> None:
    """A browser gets the page, every other client the document."""
    response = problem_response(problem("gone", tell("no_static")), accept, "/id/x", render=_render)
    assert response.headers["content-type"] == media_type
    assert response.headers["vary"] == "Accept, Accept-Language"
    assert response.status_code == 410


def test_response_without_a_renderer_is_json() -> None:
    """Without templates the answer is the document for every client."""
    response = problem_response(problem("gone", tell("no_static")), BROWSER, "/id/x")
    assert response.headers["content-type"] == "application/problem+json"
    assert json.loads(bytes(response.body)) == problem_document(
        problem("gone", tell("no_static")), "/id/x"
    )


@pytest.mark.parametrize("code", PROBLEM_KINDS)
def test_only_lasting_problems_are_cached(code: str) -> None:
    """What may be otherwise a moment later is never stored."""
    response = problem_response(problem(code, tell("no_static")), None)
    lasting = PROBLEM_KINDS[code].status in {404, 405, 410}
    assert response.headers["cache-control"] == ("public, max-age=60" if lasting else "no-store")


def test_headers_of_a_problem_are_sent() -> None:
    """The headers that a problem carries are those of the response."""
    response = problem_response(method_not_allowed("PUT", ["GET", "HEAD"]), None)
    assert response.headers["allow"] == "GET, HEAD"


def test_extensions_do_not_replace_members() -> None:
    """An extension cannot claim another status or code."""
    error = ProblemError(400, "gone", "t", "d", extensions={"status": 200, "code": "x", "a": 1})
    document = problem_document(error)
    assert (document["status"], document["code"], document["a"]) == (400, "gone", 1)


@given(st.text(), st.text(), st.integers(1, 5), st.integers(1, 9))
def test_any_text_can_be_reported(text: str, message: str, line: int, column: int) -> None:
    """Whatever stands in a query or a name, the document is valid JSON in UTF-8."""
    for error in (
        QuerySyntaxError(message, line=line, column=column),
        UnknownNameError("query", text, [message]),
        ParameterError("a", text, message),
    ):
        response = problem_response(problem_for(error, text), None, f"/{text}")
        assert json.loads(bytes(response.body).decode())["status"] == 400
