"""Route requests to places side by side, and the comparison as a file."""

from collections.abc import Sequence
from typing import Final

from starlette.requests import Request
from starlette.responses import Response
from starlette.routing import Route

from mgi_graph.web.comparison.comparing import MEDIA_TYPES, ComparePlaces, name_file, read_trouble
from mgi_graph.web.http.details import tell
from mgi_graph.web.http.problems import problem
from mgi_graph.web.http.readers import PAGE_VARY, page_route, read_reader, single_parameter
from mgi_graph.web.http.responses import ask, respond
from mgi_graph.workers.tasks import Task

_MOST_READ: Final = 100
"""How many places a choice can name at all; the rest is not even shown."""


async def compare_places(request: Request) -> Response:
    """Answer with the comparison, or with the form where the choice cannot be compared."""
    answer = await ask(request, _read_choice(request, "html"))
    status = int(answer.facts.get("status") or 500)
    return respond(request, answer, status=status, vary=PAGE_VARY)


async def send_comparison(request: Request) -> Response:
    """Answer with the comparison as a file."""
    suffix = request.path_params["suffix"]
    if suffix not in MEDIA_TYPES:
        known = ", ".join(MEDIA_TYPES)
        raise problem("not-found", tell("no_comparison_format", known=known, format=suffix[:40]))
    task = _read_choice(request, suffix)
    answer = await ask(request, task)
    if (found := read_trouble(answer)) is not None:
        trouble, near = found
        code = "unknown-name" if trouble.status == 404 else "parameter-value"
        raise problem(code, trouble.tell(), status=trouble.status, suggestions=near or None)
    name = f"{name_file(task.slugs)}.{suffix}"
    headers = {"Content-Disposition": f'attachment; filename="{name}"'}
    return respond(request, answer, headers=headers, vary="Accept-Encoding")


def _read_choice(request: Request, suffix: str) -> ComparePlaces:
    """Return the comparison that a request asks for; a place that is named twice counts once."""
    given = sorted({slug for slug in request.query_params.getlist("place") if slug})
    gaps = single_parameter(request, "gaps") or ""
    return ComparePlaces(tuple(given[:_MOST_READ]), gaps, suffix, read_reader(request))


routes: Final[list[Route]] = [
    page_route("/compare", compare_places, "place", "gaps"),
    page_route("/compare.{suffix}", send_comparison, "place", "gaps"),
]
"""The routes of these pages."""

_PAIR: Final = ("bra-manaus", "col-medellin")

EXAMPLES: Final[Sequence[Task]] = (
    ComparePlaces(),
    *(ComparePlaces(_PAIR, format=each) for each in ("html", *MEDIA_TYPES)),
)
"""One task of each kind that these pages ask for, done before a worker is confined."""
