"""Route requests to the documentation of the ontology, the shapes and the vocabularies."""

from collections.abc import Awaitable, Callable, Sequence
from typing import Final

from starlette.requests import Request
from starlette.responses import Response

from mgi_graph.queries import LANGUAGES
from mgi_graph.web.http.readers import PAGE_VARY, page_route, read_reader
from mgi_graph.web.http.responses import ask, respond
from mgi_graph.web.pages.rendering import Reader
from mgi_graph.web.terms.pages import ShowOntology, ShowShapes, ShowVocabularies
from mgi_graph.workers.tasks import Task


def _show(make: Callable[[Reader], Task]) -> Callable[[Request], Awaitable[Response]]:
    async def show_terms(request: Request) -> Response:
        """Answer with a page of the documentation."""
        answer = await ask(request, make(read_reader(request)))
        return respond(request, answer, vary=PAGE_VARY)

    return show_terms


_PAGES: Final = (
    ("ontology", ShowOntology),
    ("ontology/shapes", ShowShapes),
    ("ontology/vocabularies", ShowVocabularies),
)

routes: Final = [page_route(f"/{path}", _show(make)) for path, make in _PAGES]
"""The routes of these pages."""

EXAMPLES: Final[Sequence[Task]] = tuple(
    make(Reader(language, "http://localhost", path=path))
    for path, make in _PAGES
    for language in LANGUAGES
)
"""One task of each kind that these pages ask for, done before a worker is confined."""
