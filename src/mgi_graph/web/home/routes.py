"""Route requests to the home page, and from its form to the page of a place."""

from collections.abc import Sequence
from dataclasses import replace
from typing import Final
from urllib.parse import quote

from starlette.requests import Request
from starlette.responses import Response
from starlette.routing import Route

from mgi_graph.web.downloads.subsets import WHOLE_FILES
from mgi_graph.web.home.front_page import ShowHome
from mgi_graph.web.http.readers import PAGE_VARY, page_route, read_reader, single_parameter
from mgi_graph.web.http.responses import MAX_AGE, ask, respond
from mgi_graph.workers.tasks import Task


async def show_front(request: Request) -> Response:
    """Answer with the home page in the language that the reader prefers."""
    reader = replace(read_reader(request), path="", search="")
    answer = await ask(request, ShowHome(reader, WHOLE_FILES))
    return respond(request, answer, vary=PAGE_VARY)


async def show_home(request: Request) -> Response:
    """Answer with the home page in the language of the address."""
    answer = await ask(request, ShowHome(read_reader(request), WHOLE_FILES))
    return respond(request, answer, vary=PAGE_VARY)


async def lead_home(request: Request) -> Response:
    """Lead from ``/en`` to ``/en/``, where the page is."""
    return _redirect(f"{read_reader(request).home}/", 308)


async def lead_to_place(request: Request) -> Response:
    """Lead from the home page's form to what the chosen place can learn from others.

    Whether there is such a place is for its page to say, which names the nearest; whoever
    has chosen none is led to the list of all.
    """
    reader = read_reader(request)
    place = (single_parameter(request, "place") or "").strip()
    # A browser takes dots for no name, but for a way through the path.
    if place in {"", ".", ".."}:
        return _redirect(f"{reader.home}/places", 303)
    return _redirect(f"{reader.home}/places/{quote(place, safe='')}#learn", 303)


def _redirect(location: str, status: int) -> Response:
    headers = {"Location": location, "Cache-Control": f"public, max-age={MAX_AGE}"}
    return Response(b"", status, headers)


routes: Final[list[Route]] = [
    Route("/", show_front),
    Route("/{language:language}", lead_home),
    page_route("/", show_home),
    page_route("/learn", lead_to_place, "place"),
]
"""The routes of these pages."""

EXAMPLES: Final[Sequence[Task]] = (ShowHome(),)
"""One task of each kind that these pages ask for, done before a worker is confined."""
