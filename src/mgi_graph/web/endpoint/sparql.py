"""Answer ``/sparql``: queries by the SPARQL 1.1 Protocol, and the service description."""

from collections.abc import Awaitable, Callable, Sequence
from functools import lru_cache
from typing import Final, TypeAlias

from starlette.requests import Request
from starlette.responses import Response
from starlette.routing import Route

from mgi_graph.errors import QuerySyntaxError
from mgi_graph.results import Bounds
from mgi_graph.store import RdfDataset
from mgi_graph.store.updates import names_dataset
from mgi_graph.web.endpoint.evaluation import PAGE, CheckUpdate, EvaluateQuery
from mgi_graph.web.endpoint.metadata import describe_endpoint
from mgi_graph.web.endpoint.protocol import METHODS, QueryRequest, UpdateRequest, read_request
from mgi_graph.web.http.causes import problem_for
from mgi_graph.web.http.details import tell
from mgi_graph.web.http.logs import digest_query
from mgi_graph.web.http.negotiation import (
    GRAPHS,
    NAMED_SOLUTIONS,
    SOLUTIONS,
    Offer,
    find_offer,
    negotiate,
)
from mgi_graph.web.http.problems import ProblemError, not_acceptable, problem
from mgi_graph.web.http.readers import PAGE_VARY, read_reader
from mgi_graph.web.http.responses import ask, public_base, respond, service_of
from mgi_graph.web.pages.rendering import Reader

_FEW: Final = 256

UpdateHandler: TypeAlias = Callable[[UpdateRequest], Awaitable[Response]]
"""What carries out updates; the service itself has none, only its tests do."""


async def answer_protocol(request: Request) -> Response:
    """Answer any request to the endpoint."""
    body = await request.body()
    operation = read_request(
        request.method,
        request.scope["query_string"],
        request.headers.get("content-type"),
        body,
        service_of(request).config.max_query,
    )
    if operation is None:
        return await describe_endpoint(request)
    if isinstance(operation, UpdateRequest):
        return await _answer_update(request, operation)
    return await _answer_query(request, operation)


async def _answer_query(request: Request, operation: QueryRequest) -> Response:
    request.scope["state"]["query_digest"] = digest_query(operation.text)
    service, base = service_of(request), public_base(request)
    table, graph = _choose_formats(request.headers.get("accept"), operation.format)
    task = EvaluateQuery(
        text=operation.text,
        table_format=table,
        graph_format=graph,
        bounds=Bounds(service.config.max_rows, service.config.max_bytes),
        dataset=RdfDataset(operation.default_graphs, operation.named_graphs),
        limits=f"{base}/limits",
        dump=f"{base}/downloads",
        base=f"{base}/sparql",
        reader=read_reader(request) if PAGE in (table, graph) else Reader(),
    )
    try:
        answer = await ask(request, task, seconds=operation.timeout)
    except QuerySyntaxError as err:
        raise problem_for(err, operation.text) from err
    if "unacceptable" in answer.facts:
        kind = answer.facts["unacceptable"]
        offers = GRAPHS if kind == "triples" else SOLUTIONS
        raise not_acceptable(offers, f"no_format_for_{kind}")
    vary = PAGE_VARY if answer.media_type == "text/html" else "Accept, Accept-Encoding"
    return respond(request, answer, vary=vary)


@lru_cache(maxsize=_FEW)
def _choose_formats(accept: str | None, word: str | None) -> tuple[str | None, str | None]:
    """Choose the format of solutions and that of triples: which is needed the query will show."""
    tables = SOLUTIONS if word is None else NAMED_SOLUTIONS
    chosen = tuple(_choose(accept, word, offers) for offers in (tables, GRAPHS))
    if chosen == (None, None):
        offers = (*SOLUTIONS, *GRAPHS)
        if word is None:
            raise not_acceptable(offers)
        raise not_acceptable(offers, "unknown_format", word)
    return chosen[0], chosen[1]


def _choose(accept: str | None, word: str | None, offers: Sequence[Offer]) -> str | None:
    offer = negotiate(accept, offers) if word is None else find_offer(word, offers)
    return None if offer is None else offer.format


async def _answer_update(request: Request, operation: UpdateRequest) -> Response:
    """Refuse an update: 403 for one that is well-formed, 400 for any other."""
    try:
        await ask(request, CheckUpdate(operation.text))
    except QuerySyntaxError as err:
        raise problem_for(err, operation.text) from err
    if (operation.using_graphs or operation.using_named_graphs) and names_dataset(operation.text):
        # SPARQL 1.1 Protocol, section 2.2.3.
        raise problem("dataset-conflict", tell("dataset_twice"))
    handler: UpdateHandler | None = request.app.state.updates
    if handler is None:
        raise _refuse_update()
    return await handler(operation)


def _refuse_update() -> ProblemError:
    return problem("update-refused", tell("no_update"))


routes = [
    Route(path, answer_protocol, methods=list(METHODS), name="sparql")
    for path in ("/sparql", "/sparql/")
]
