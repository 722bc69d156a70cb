"""Route requests to a search over findings, indicators, places and named things."""

from collections.abc import Sequence
from typing import Final

from starlette.requests import Request
from starlette.responses import Response
from starlette.routing import Route

from mgi_graph.errors import UnknownNameError
from mgi_graph.web.http.causes import problem_for
from mgi_graph.web.http.readers import (
    PAGE_VARY,
    number_parameter,
    page_route,
    read_reader,
    single_parameter,
)
from mgi_graph.web.http.responses import ask, respond
from mgi_graph.web.search.entries import Kind
from mgi_graph.web.search.searching import PrepareSearch, Search
from mgi_graph.workers.tasks import Task

_LAST_PAGE: Final = 100_000
_MOST_READ: Final = 2_000
"""How many characters are handed on: white space among them is not counted later."""


async def show_search(request: Request) -> Response:
    """Answer with what was found."""
    kind = single_parameter(request, "kind") or ""
    if kind and kind not in set(Kind):
        raise problem_for(UnknownNameError("kind", kind, [each.value for each in Kind]))
    page = number_parameter(request, "page", 1, _LAST_PAGE, 1)
    text = (single_parameter(request, "q") or "")[:_MOST_READ]
    answer = await ask(request, Search(text, kind, page, read_reader(request)))
    return respond(request, answer, vary=PAGE_VARY)


routes: Final[list[Route]] = [page_route("/search", show_search, "q", "kind", "page")]
"""The routes of these pages."""

EXAMPLES: Final[Sequence[Task]] = (PrepareSearch(), Search("migrantes"))
"""One task of each kind that these pages ask for, done before a worker is confined."""
