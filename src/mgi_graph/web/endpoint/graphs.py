"""Answer ``/data``: the reading part of the SPARQL 1.1 Graph Store HTTP Protocol."""

from contextlib import suppress
from typing import Final
from urllib.parse import urljoin

from starlette.requests import Request
from starlette.responses import Response
from starlette.routing import Route

from mgi_graph.errors import UnknownNameError
from mgi_graph.results import find_format
from mgi_graph.web.endpoint.evaluation import ReadGraph
from mgi_graph.web.endpoint.protocol import read_once, read_parameters
from mgi_graph.web.http.causes import problem_for
from mgi_graph.web.http.details import tell
from mgi_graph.web.http.negotiation import GRAPHS, HTML, find_offer, negotiate
from mgi_graph.web.http.problems import not_acceptable, problem
from mgi_graph.web.http.responses import ask, public_base, respond

_OFFERS: Final = tuple(offer for offer in GRAPHS if offer is not HTML)


async def read_graph(request: Request) -> Response:
    """Answer with a graph: ``?graph=IRI`` a named one, ``?default`` the default one."""
    parameters = read_parameters(request.scope["query_string"])
    names = {name for name, _ in parameters}
    graph = read_once(parameters, "graph")
    if ("default" in names) == (graph is not None):
        # Graph Store Protocol, section 4.2: exactly one of the two.
        raise problem("bad-request", tell("one_graph"))
    word = read_once(parameters, "format")
    accept = request.headers.get("accept")
    offer = negotiate(accept, _OFFERS) if word is None else find_offer(word, _OFFERS)
    if offer is None:
        raise not_acceptable(_OFFERS)
    if graph is not None:
        # Section 4.1: a relative IRI is resolved against the address of the request.
        # What cannot be resolved is no IRI, and so the name of no graph.
        with suppress(ValueError):
            graph = urljoin(f"{public_base(request)}/data", graph)
    try:
        answer = await ask(request, ReadGraph(graph, find_format(offer.format)))
    except UnknownNameError as err:
        raise problem_for(err, in_path=True) from err
    return respond(request, answer)


routes = [Route("/data", read_graph, methods=["GET", "HEAD"], name="graphs")]
