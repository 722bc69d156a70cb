"""Route requests to the list of places and the page of each."""

from collections.abc import Sequence
from typing import Final

from starlette.requests import Request
from starlette.responses import Response
from starlette.routing import Route

from mgi_graph.web.http.details import tell
from mgi_graph.web.http.problems import problem
from mgi_graph.web.http.readers import PAGE_VARY, number_parameter, page_route, read_reader
from mgi_graph.web.http.responses import ask, respond
from mgi_graph.web.places.listing import ListPlaces
from mgi_graph.web.places.place import ShowPlace
from mgi_graph.workers.tasks import Task

_LAST_PAGE: Final = 100_000


async def list_places(request: Request) -> Response:
    """Answer with a page of the assessed places by country."""
    page = number_parameter(request, "page", 1, _LAST_PAGE, 1)
    answer = await ask(request, ListPlaces(read_reader(request), page))
    if not answer.body:
        raise problem("not-found", tell("no_page", page=page, last=answer.facts.get("pages")))
    return respond(request, answer, vary=PAGE_VARY)


async def show_place(request: Request) -> Response:
    """Answer with the page of a place, with status 404 where no place has that name."""
    task = ShowPlace(request.path_params["slug"], read_reader(request))
    answer = await ask(request, task)
    status = 200 if answer.facts.get("known") else 404
    return respond(request, answer, status=status, vary=PAGE_VARY)


routes: Final[list[Route]] = [
    page_route("/places", list_places, "page"),
    page_route("/places/{slug}", show_place),
]
"""The routes of these pages."""

EXAMPLES: Final[Sequence[Task]] = (
    ListPlaces(),
    ShowPlace("col-medellin"),
    ShowPlace("col"),
    ShowPlace("nowhere"),
)
"""One task of each kind that these pages ask for, done before a worker is confined."""
