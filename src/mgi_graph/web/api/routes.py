"""Offer the canned queries as an API, with its OpenAPI document and a page of forms.

========================  =====================================================
``/api``                  a page with a form for each query
``/api/queries``          the list, as JSON or that page
``/api/queries/NAME``     the answer; ``NAME.rq`` is the query as its file has it
``/api/openapi.json``     the OpenAPI 3.1 document
========================  =====================================================

The parameters ``limit``, ``offset``, ``format`` and ``lang`` are the API's own
where the query has none of that name.
"""

from collections.abc import Mapping
from functools import cache, lru_cache
from importlib.metadata import version
from itertools import groupby
from typing import Final
from urllib.parse import quote, urlencode

from starlette.requests import Request
from starlette.responses import Response
from starlette.routing import Route

from mgi_graph.errors import UnknownNameError
from mgi_graph.queries import CannedQuery
from mgi_graph.web.api.canned import (
    DEFAULT_LIMIT,
    FIXED_CHOICES,
    MOST_LIMIT,
    RunCanned,
    canned_queries,
    find_canned,
)
from mgi_graph.web.api.openapi import describe_service
from mgi_graph.web.http.causes import problem_for
from mgi_graph.web.http.negotiation import HTML, NAMED_SOLUTIONS, Offer
from mgi_graph.web.http.readers import (
    PAGE_VARY,
    choose_offer,
    number_parameter,
    read_reader,
    single_parameter,
)
from mgi_graph.web.http.responses import ask, public_base, respond
from mgi_graph.web.pages.rendering import Reader, json_document, render
from mgi_graph.workers.tasks import Answer

_LISTS: Final = (Offer("application/json", "json"), HTML)
_OWN: Final = ("format", "lang", "limit", "offset")
_NOWHERE: Final = "https://nowhere.invalid"
_FARTHEST: Final = 10**9


async def show_api(request: Request) -> Response:
    """Answer with the page of forms."""
    return respond(request, _forms(read_reader(request)), vary=PAGE_VARY)


async def list_queries(request: Request) -> Response:
    """Answer with the list of queries."""
    if choose_offer(request, _LISTS).format == "html":
        return await show_api(request)
    listed = [_describe(query, public_base(request)) for query in canned_queries().values()]
    return respond(request, _json_answer({"queries": listed}), vary=PAGE_VARY)


async def show_openapi(request: Request) -> Response:
    """Answer with the OpenAPI document."""
    return respond(request, _openapi(public_base(request)))


async def show_sparql(request: Request) -> Response:
    """Answer with a query as its file has it."""
    query = _find(request)
    return respond(request, Answer(query.text.encode(), "application/sparql-query"))


async def run_query(request: Request) -> Response:
    """Answer with one page of the solutions of a canned query."""
    query = _find(request)
    offer = choose_offer(request, NAMED_SOLUTIONS)
    reader = read_reader(request)
    limit = number_parameter(request, "limit", 1, MOST_LIMIT, DEFAULT_LIMIT)
    offset = number_parameter(request, "offset", 0, _FARTHEST, 0)
    values = _read_values(request, query)
    if offer.format == "html" and any(each.name == "lang" for each in query.parameters):
        values.setdefault("lang", reader.language)
    given = tuple(sorted(values.items()))
    answer = await ask(request, RunCanned(query.name, given, offer.format, limit, offset, reader))
    total = int(answer.facts.get("total") or 0)
    base = public_base(request)
    text = f"{_address(query, base)}.rq"
    links = [
        *_page_links(request, limit, offset, total),
        f'<{text}>; rel="describedby"; type="application/sparql-query"',
        f'<{base}/.well-known/sparql-examples>; rel="describedby"; type="text/turtle"',
        f'<{base}/downloads>; rel="alternate"',
    ]
    headers = {"Link": ", ".join(links), "Total": str(total)}
    return respond(request, answer, headers=headers, vary=PAGE_VARY)


def _find(request: Request) -> CannedQuery:
    try:
        return find_canned(request.path_params["name"])
    except UnknownNameError as err:
        raise problem_for(err, in_path=True) from err


def _read_values(request: Request, query: CannedQuery) -> dict[str, str]:
    """Return the values of the query's own parameters, each given once."""
    declared = {parameter.name for parameter in query.parameters}
    values = {}
    for name in dict.fromkeys(request.query_params):
        value = single_parameter(request, name)
        if value is None or (name in _OWN and name not in declared):
            continue
        query.find_parameter(name)
        values[name] = value
    return values


def _page_links(request: Request, limit: int, offset: int, total: int) -> list[str]:
    """Return links to other pages (RFC 8288), where there are any."""
    last = max(0, (total - 1) // limit * limit)
    pages = {"first": 0, "last": last} if total > limit or offset else {}
    if offset:
        pages["prev"] = max(0, min(offset - limit, last))
    if offset + limit < total:
        pages["next"] = offset + limit
    kept = [
        pair for pair in request.query_params.multi_items() if pair[0] not in {"offset", "limit"}
    ]
    path = f"{public_base(request)}/api/queries/{quote(request.path_params['name'])}"
    return [
        f'<{path}?{urlencode([*kept, ("limit", limit), ("offset", start)])}>; rel="{name}"'
        for name, start in sorted(pages.items())
    ]


def _describe(query: CannedQuery, base: str) -> Mapping[str, object]:
    return {
        "id": query.name,
        "topic": query.topic,
        "summary": query.summary,
        "question": dict(query.question),
        "tags": list(query.tags),
        "competencyQuestions": list(query.competency),
        "parameters": [
            {
                "name": each.name,
                "type": each.type.value,
                "optional": each.optional,
                "default": each.default,
                "summary": dict(each.summary),
                "values": list(each.values or FIXED_CHOICES.get(each.type, ())),
            }
            for each in query.parameters
        ],
        "links": {"run": _address(query, base), "sparql": f"{_address(query, base)}.rq"},
    }


def _address(query: CannedQuery, base: str) -> str:
    return f"{base}/api/queries/{query.name}"


@lru_cache(maxsize=16)
def _forms(reader: Reader) -> Answer:
    topics = [
        (topic, [(query, _fields(query)) for query in queries])
        for topic, queries in groupby(canned_queries().values(), key=lambda each: each.topic)
    ]
    return Answer(render("api.html", reader, {"topics": topics}), "text/html")


def _fields(query: CannedQuery) -> list[tuple[object, str, list[tuple[str, str]]]]:
    return [
        (
            each,
            each.default or "",
            [(value, value) for value in each.values or FIXED_CHOICES.get(each.type, ())],
        )
        for each in query.parameters
    ]


def _openapi(base: str) -> Answer:
    content = _openapi_of_nowhere().replace(_NOWHERE.encode(), base.encode())
    return Answer(content, "application/json")


@cache
def _openapi_of_nowhere() -> bytes:
    """Describe the service but for its address, which clients may vary and this costs much."""
    queries = list(canned_queries().values())
    return json_document(describe_service(queries, _NOWHERE, version("mgi-graph")))


def _json_answer(value: object) -> Answer:
    return Answer(json_document(value), "application/json")


routes: Final = [
    Route("/api", show_api),
    Route("/api/queries", list_queries),
    Route("/api/openapi.json", show_openapi),
    Route("/api/queries/{name}.rq", show_sparql),
    Route("/api/queries/{name}", run_query),
]
"""The routes of the API."""
