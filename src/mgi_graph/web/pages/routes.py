"""Serve the pages that are about the service itself, and the files that pages need."""

from collections.abc import Mapping
from typing import Final
from urllib.parse import quote

from starlette.exceptions import HTTPException
from starlette.requests import Request
from starlette.responses import Response
from starlette.routing import Route

from mgi_graph.web.http.details import Detail, tell
from mgi_graph.web.http.problem_kinds import PROBLEM_KINDS
from mgi_graph.web.http.problems import problem
from mgi_graph.web.http.readers import PAGE_VARY, read_reader
from mgi_graph.web.http.responses import Document, respond, service_of
from mgi_graph.web.pages.addresses import page_of
from mgi_graph.web.pages.rendering import LANGUAGE_NAMES, Reader, render, static_files
from mgi_graph.web.pages.texts import write_number
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
    config, reader = service_of(request).config, read_reader(request)
    numbers = {"rows": config.max_rows, "bytes": config.max_bytes, "query": config.max_query}
    limits = [
        ("timeout", f"{config.timeout:g}\u00a0s"),
        *((name, write_number(each, reader.language)) for name, each in numbers.items()),
    ]
    page = render("limits.html", reader, {"limits": limits})
    return respond(request, Answer(page, "text/html"), vary=PAGE_VARY)


async def show_problems(request: Request) -> Response:
    """Answer with what each problem code means."""
    page = render("problems.html", read_reader(request), {"kinds": list(PROBLEM_KINDS.values())})
    return respond(request, Answer(page, "text/html"), vary=PAGE_VARY)


async def refuse_path(request: Request) -> Response:
    """Answer 404 in the language of an address that no page has."""
    del request
    raise HTTPException(404)


async def refuse_language(request: Request) -> Response:
    """Answer 404 in a language that there is, with the address of the page in each of them."""
    reader, found = read_reader(request), request.path_params
    path = quote(found.get("path", ""))
    search = f"?{request.url.query}" if request.url.query else ""
    raise problem(
        "not-found",
        tell("no_language", tag=found["tag"]),
        languages={tag: f"{reader.root}/{tag}/{path}{search}" for tag in LANGUAGE_NAMES},
    )


async def show_static(request: Request) -> Response:
    """Answer with a file whose name has a digest of its content: it may be kept for a year."""
    path = static_files().get(request.path_params["name"])
    if path is None:
        raise problem("not-found", tell("no_static"))
    headers = {"Cache-Control": f"public, max-age={_YEAR}, immutable", "Vary": "Accept-Encoding"}
    return Document(path.read_bytes(), _MEDIA_TYPES[path.suffix], headers=headers)


def render_problem(
    document: Mapping[str, object], reader: Reader, told: Detail | None = None
) -> str:
    """Return the page of a problem document, with links to what is suggested in it.

    ``told`` is its detail in the words of the pages; without it the document's own stands there,
    which is in English.
    """
    kind = PROBLEM_KINDS.get(str(document["code"]))
    context = {
        "problem": {"line": None, "column": None, "near": None, **document},
        "title": kind and kind.title(reader.language),
        "detail": told and told.say(reader.language),
        "quoted": told.quoted if told else "",
        "expected": told.expected if told else "",
        "suggestions": _suggestions(document, reader),
        "languages": _offered_languages(document),
    }
    return render("problem.html", reader, context).decode()


def _offered_languages(document: Mapping[str, object]) -> list[tuple[str, str, str]]:
    """Return tag, name and address of the page in each language that it can be read in."""
    offered = document.get("languages")
    addresses = offered if isinstance(offered, dict) else {}
    return [(tag, LANGUAGE_NAMES[tag], address) for tag, address in addresses.items()]


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
    Route("/{language:language}/{path:path}", refuse_path),
    Route("/{tag:other_language}", refuse_language),
    Route("/{tag:other_language}/{path:path}", refuse_language),
]
"""The routes of the pages."""
