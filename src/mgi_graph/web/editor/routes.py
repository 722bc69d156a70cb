"""Route requests to the page on which one writes SPARQL.

``?query=`` is a text to begin with, or the name of a canned query; ``?example=`` is such a
name too, as the form of the page sends it.
"""

from collections.abc import Sequence
from typing import Final

from starlette.requests import Request
from starlette.responses import Response

from mgi_graph.errors import UnknownNameError
from mgi_graph.queries import LANGUAGES
from mgi_graph.web.api.canned import find_canned
from mgi_graph.web.editor.examples import find_example
from mgi_graph.web.editor.page import ShowEditor
from mgi_graph.web.http.causes import problem_for
from mgi_graph.web.http.details import tell
from mgi_graph.web.http.problems import problem
from mgi_graph.web.http.readers import PAGE_VARY, page_route, read_reader, single_parameter
from mgi_graph.web.http.responses import ask, respond, service_of
from mgi_graph.web.pages.rendering import Reader
from mgi_graph.workers.tasks import Task


async def show_editor(request: Request) -> Response:
    """Answer with the editor."""
    reader = read_reader(request)
    text = single_parameter(request, "query") or None
    name = single_parameter(request, "example") or text
    example = find_example(name, reader) if name else None
    if example is None and single_parameter(request, "example"):
        _refuse_name(name or "")
    if example is not None:
        text = None
    longest = service_of(request).config.max_query
    if text is not None and len(text.encode()) > longest:
        told = tell("query_too_long", length=f"{len(text.encode()):,}", most=f"{longest:,}")
        raise problem("uri-too-long", told, limit=longest)
    answer = await ask(request, ShowEditor(text, example, reader))
    return respond(request, answer, vary=PAGE_VARY)


def _refuse_name(name: str) -> None:
    try:
        find_canned(name)
    except UnknownNameError as err:
        raise problem_for(err) from err


routes: Final = [page_route("/sparql", show_editor, "query", "example")]
"""The routes of this page."""

EXAMPLES: Final[Sequence[Task]] = tuple(
    ShowEditor(reader=Reader(language, "http://localhost", path="sparql")) for language in LANGUAGES
)
"""One task of each kind that this page asks for, done before a worker is confined."""
