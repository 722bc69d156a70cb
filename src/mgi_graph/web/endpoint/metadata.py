"""Answer what machines ask about the service: its description, the canned queries."""

from typing import Final

from starlette.requests import Request
from starlette.responses import RedirectResponse, Response
from starlette.routing import Route

from mgi_graph.rdf.iris import mint_graph
from mgi_graph.rdf.serialisation import serialise_triples
from mgi_graph.rdf.service_description import Limits, describe_service
from mgi_graph.results import Format, find_format
from mgi_graph.web.endpoint.evaluation import RDF_FORMATS, ReadGraph
from mgi_graph.web.http.details import tell
from mgi_graph.web.http.negotiation import GRAPHS, HTML
from mgi_graph.web.http.problems import problem
from mgi_graph.web.http.readers import choose_offer
from mgi_graph.web.http.responses import Document, ask, public_base, respond, service_of

_DATA_OFFERS: Final = tuple(offer for offer in GRAPHS if offer is not HTML)


async def describe_endpoint(request: Request) -> Response:
    """Answer with the service description; a browser gets the page with the query form."""
    offer = choose_offer(request, GRAPHS)
    if offer is HTML:
        headers = {"Vary": "Accept"}
        return RedirectResponse(f"{public_base(request)}/", status_code=303, headers=headers)
    service = service_of(request)
    facts, config = service.generation_of(request.scope).facts, service.config
    description = describe_service(
        f"{public_base(request)}/sparql",
        graphs=facts.graphs,
        triples=facts.triples,
        limits=Limits(config.timeout, config.max_rows, config.max_bytes),
    )
    content = serialise_triples(description, RDF_FORMATS[Format(offer.format)])
    return Document(content, offer.media_type)


async def read_examples(request: Request) -> Response:
    """Answer with the canned queries as SHACL executables, as editors load them."""
    graph = mint_graph("queries").value
    offer = choose_offer(request, _DATA_OFFERS)
    if graph not in service_of(request).generation_of(request.scope).graphs:
        raise problem("not-found", tell("no_graph", graph=graph))
    return respond(request, await ask(request, ReadGraph(graph, find_format(offer.format))))


routes: Final = [Route("/.well-known/sparql-examples", read_examples)]
"""The routes of the descriptions for machines; the endpoint's own is a part of its route."""
