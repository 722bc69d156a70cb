"""Assemble the application: its routes, what every answer has in its head, and its errors."""

from collections.abc import Mapping, Sequence
from typing import Final
from urllib.parse import quote

from starlette.applications import Starlette
from starlette.exceptions import HTTPException
from starlette.middleware.errors import ServerErrorMiddleware
from starlette.requests import Request
from starlette.responses import Response
from starlette.routing import BaseRoute
from starlette.types import ASGIApp, Message, Receive, Scope, Send

from mgi_graph.errors import MgiGraphError
from mgi_graph.web import operation
from mgi_graph.web.about import routes as about
from mgi_graph.web.api import routes as api
from mgi_graph.web.asking import routes as asking
from mgi_graph.web.comparison import routes as comparison
from mgi_graph.web.downloads import catalogue
from mgi_graph.web.downloads import routes as downloads
from mgi_graph.web.editor import routes as editor
from mgi_graph.web.endpoint import graphs, metadata, sparql
from mgi_graph.web.endpoint.sparql import UpdateHandler
from mgi_graph.web.home import routes as home
from mgi_graph.web.http.causes import problem_for
from mgi_graph.web.http.problems import ProblemError, problem_response
from mgi_graph.web.http.readers import read_reader
from mgi_graph.web.http.recording import Recorder
from mgi_graph.web.linked_data import things
from mgi_graph.web.pages import routes as pages
from mgi_graph.web.pages.routes import render_problem
from mgi_graph.web.places import routes as places
from mgi_graph.web.search import routes as search
from mgi_graph.web.service import Service
from mgi_graph.web.subjects import routes as subjects
from mgi_graph.web.terms import routes as terms
from mgi_graph.web.warming import warm_workers

_POLICY: Final = "; ".join(
    (
        "default-src 'none'",
        *("style-src 'self'", "img-src 'self' data:", "script-src 'self'", "connect-src 'self'"),
        *("form-action 'self'", "base-uri 'none'", "frame-ancestors 'none'"),
    )
)
HEADERS: Final[Mapping[str, str]] = {
    "Access-Control-Allow-Origin": "*",
    "Access-Control-Expose-Headers": (
        "Completeness, Content-Location, ETag, Link, Retry-After, Total, X-Request-Id"
    ),
    "Content-Security-Policy": _POLICY,
    "Cross-Origin-Resource-Policy": "cross-origin",
    "Referrer-Policy": "no-referrer",
    "X-Content-Type-Options": "nosniff",
}
"""What every answer has: any page may read it, and no page of ours runs what is not ours."""

_SPARQL_PATHS: Final = frozenset(route.path for route in sparql.routes)
_SPARQL_METHODS: Final = frozenset({"GET", "HEAD", "POST"})

_PATH_SIGNS: Final = "/:@!$&'()*+,;=~"
_PREFLIGHT: Final[Mapping[str, str]] = {
    "Allow": "GET, HEAD, POST, OPTIONS",
    "Access-Control-Allow-Methods": "GET, HEAD, POST, OPTIONS",
    "Access-Control-Allow-Headers": "Accept, Accept-Language, Content-Type, If-None-Match, Range",
    "Access-Control-Max-Age": "86400",
    "Cache-Control": "public, max-age=86400",
}


def create_app(service: Service, updates: UpdateHandler | None = None) -> ASGIApp:
    """Return the application that serves ``service``.

    ``updates`` carries out SPARQL updates. The service has nothing that could: it
    is for tests of the protocol alone.
    """
    app = Starlette(
        routes=_list_routes(),
        exception_handlers={
            ProblemError: _answer_error,
            MgiGraphError: _answer_error,
            HTTPException: _answer_error,
            Exception: _answer_error,
        },
    )
    app.router.redirect_slashes = False
    service.when_loaded = downloads.make_downloads
    service.before_served = warm_workers
    app.state.service = service
    app.state.updates = updates
    return Recorder(_Outermost(app, service), service.front)


def _list_routes() -> Sequence[BaseRoute]:
    machines = (sparql, graphs, metadata, catalogue, operation, things, api, downloads)
    people = (home, places, comparison, subjects, asking, editor, search, terms, about, pages)
    modules = (*machines, *people)
    return [route for module in modules for route in module.routes]


async def _answer_error(request: Request, error: Exception) -> Response:
    found = problem_for(error)
    request.scope["state"]["problem_code"] = found.code
    reader = read_reader(request)
    return problem_response(
        found,
        request.headers.get("accept"),
        quote(request.scope["path"], safe=_PATH_SIGNS),
        render=lambda document: render_problem(document, reader, found.told),
    )


async def _answer_sparql(scope: Scope, receive: Receive, send: Send) -> None:
    """Answer ``/sparql`` as the routes would, without the layers between, which cost as much."""
    scope["endpoint"] = sparql.answer_protocol
    request = Request(scope, receive)
    try:
        response = await sparql.answer_protocol(request)
    except (ProblemError, MgiGraphError) as err:
        response = await _answer_error(request, err)
    await response(scope, receive, send)


class _Outermost:
    """Give every answer its common headers, and release the dataset when it is sent."""

    def __init__(self, app: Starlette, service: Service) -> None:
        self._app = app
        self._sparql = ServerErrorMiddleware(_answer_sparql, handler=_answer_error)
        self._service = service
        self._headers = [(name.lower().encode(), value.encode()) for name, value in HEADERS.items()]

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        if scope["type"] != "http":
            raise AssertionError(f"the service is HTTP only, not {scope['type']}")

        async def send_with_headers(message: Message) -> None:
            if message["type"] == "http.response.start":
                endpoint = scope.get("endpoint")
                scope["state"]["route"] = getattr(endpoint, "__name__", "none")
                message["headers"] = [*message["headers"], *self._headers]
            await send(message)

        try:
            if scope["method"] == "OPTIONS":
                await Response(status_code=204, headers=_PREFLIGHT)(
                    scope, receive, send_with_headers
                )
            elif scope["path"] in _SPARQL_PATHS and scope["method"] in _SPARQL_METHODS:
                scope["app"] = self._app
                await self._sparql(scope, receive, send_with_headers)
            else:
                await self._app(scope, receive, send_with_headers)
        finally:
            self._service.finish(scope)
