"""Serve the pages that are about the service itself, and the files that pages need."""

from collections.abc import Mapping
from typing import Final

from starlette.requests import Request
from starlette.responses import Response
from starlette.routing import Route

from mgi_graph.web.http.problem_kinds import PROBLEM_KINDS
from mgi_graph.web.http.problems import problem
from mgi_graph.web.http.readers import PAGE_VARY, read_reader
from mgi_graph.web.http.responses import Document, respond, service_of
from mgi_graph.web.pages.addresses import page_of
from mgi_graph.web.pages.rendering import Reader, render, static_files
from mgi_graph.web.pages.views import link_to
from mgi_graph.workers.tasks import Answer

_MEDIA_TYPES: Final = {
    ".css": "text/css",
    ".js": "text/javascript",
    ".svg": "image/svg+xml",
    ".txt": "text/plain",
    ".woff2": "font/woff2",
}
_YEAR: Final = 31_536_000


async def show_limits(request: Request) -> Response:
    """Answer with what limits do, and which there are."""
    config = service_of(request).config
    limits = [
        ("timeout", f"{config.timeout:g} s"),
        ("rows", f"{config.max_rows:,}"),
        ("bytes", f"{config.max_bytes:,}"),
        ("query", f"{config.max_query:,}"),
    ]
    page = render("limits.html", read_reader(request), {"limits": limits})
    return respond(request, Answer(page, "text/html"), vary=PAGE_VARY)


async def show_problems(request: Request) -> Response:
    """Answer with what each problem code means."""
    page = render("problems.html", read_reader(request), {"kinds": list(PROBLEM_KINDS.values())})
    return respond(request, Answer(page, "text/html"), vary=PAGE_VARY)


async def show_static(request: Request) -> Response:
    """Answer with a file whose name has a digest of its content: it may be kept for a year."""
    path = static_files().get(request.path_params["name"])
    if path is None:
        raise problem("not-found", "there is no such file")
    headers = {"Cache-Control": f"public, max-age={_YEAR}, immutable", "Vary": "Accept-Encoding"}
    return Document(path.read_bytes(), _MEDIA_TYPES[path.suffix], headers=headers)


def render_problem(document: Mapping[str, object], reader: Reader) -> str:
    """Return the page of a problem document, with links to what is suggested in it."""
    context = {
        "problem": {"line": None, "column": None, "near": None, **document},
        "suggestions": _suggestions(document, reader),
    }
    return render("problem.html", reader, context).decode()


def _suggestions(document: Mapping[str, object], reader: Reader) -> list[tuple[str, str | None]]:
    listed = document.get("suggestions")
    suggestions = listed if isinstance(listed, list) else []
    named = [document.get(name) for name in ("nearest", "replacedBy")]
    # Whoever reads a page in an address with a language stays among such pages.
    find_address = link_to if reader.path is None else page_of
    return [
        *((str(each["label"]), find_address(str(each["iri"]), reader)) for each in suggestions),
        *((name, link_to(name, reader)) for name in named if isinstance(name, str)),
    ]


routes: Final = [
    Route("/limits", show_limits),
    Route("/problems", show_problems),
    Route("/static/{name}", show_static),
]
"""The routes of the pages."""
