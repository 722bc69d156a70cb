"""Route requests to what is said about the service, for people, search engines and agents."""

from collections.abc import Sequence
from typing import Final

from starlette.requests import Request
from starlette.responses import Response
from starlette.routing import Route

from mgi_graph.web.about.agents import DescribeForAgents
from mgi_graph.web.about.page import ShowAbout
from mgi_graph.web.about.sitemap import ListPages
from mgi_graph.web.downloads.routes import downloads_of, render_downloads
from mgi_graph.web.http.details import tell
from mgi_graph.web.http.problems import problem
from mgi_graph.web.http.readers import PAGE_VARY, page_route, read_reader
from mgi_graph.web.http.responses import ask, public_base, respond
from mgi_graph.workers.tasks import Answer, Task


async def show_about(request: Request) -> Response:
    """Answer with the page about the indicators and these pages."""
    answer = await ask(request, ShowAbout(read_reader(request)))
    return respond(request, answer, vary=PAGE_VARY)


async def show_files(request: Request) -> Response:
    """Answer with the page of the files, in the language of the address."""
    offered = await downloads_of(request).offered()
    page = render_downloads(list(offered.values()), read_reader(request))
    return respond(request, Answer(page, "text/html"), vary=PAGE_VARY)


async def list_pages(request: Request) -> Response:
    """Answer with the list of all pages, or the index of lists."""
    return respond(request, await ask(request, ListPages(public_base(request))))


async def list_part(request: Request) -> Response:
    """Answer with one list of an index."""
    part = request.path_params["part"]
    answer = await ask(request, ListPages(public_base(request), part))
    if not answer.body:
        raise problem("not-found", tell("no_part", part=part))
    return respond(request, answer)


async def describe_for_agents(request: Request) -> Response:
    """Answer with what a program that reads text should know of the service."""
    return respond(request, await ask(request, DescribeForAgents(public_base(request))))


routes: Final[list[Route]] = [
    page_route("/about", show_about),
    page_route("/downloads", show_files),
    Route("/sitemap.xml", list_pages),
    Route("/sitemap-{part:int}.xml", list_part),
    Route("/llms.txt", describe_for_agents),
]
"""The routes of these pages."""

_NOWHERE: Final = "http://127.0.0.1"
EXAMPLES: Final[Sequence[Task]] = (
    ShowAbout(),
    ListPages(_NOWHERE),
    DescribeForAgents(_NOWHERE),
)
"""One task of each kind that these pages ask for, done before a worker is confined."""
