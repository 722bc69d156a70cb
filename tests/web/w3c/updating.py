"""Serve a dataset that can be updated, which the service itself never does.

This program is for the W3C's cases of the update operation alone: it hands the
application a handler that carries updates out on a store of its own, and has the
service load the result before it answers. ``python -m tests.web.w3c.updating FILE``.
"""

import asyncio
import socket
import sys
from collections.abc import Iterator
from pathlib import Path

import uvicorn
from pyoxigraph import RdfFormat, Store
from starlette.responses import Response

from mgi_graph.store import TokenKind, tokenise
from mgi_graph.web.app import create_app
from mgi_graph.web.config import Config
from mgi_graph.web.endpoint.protocol import UpdateRequest
from mgi_graph.web.http.connections import protocol_for
from mgi_graph.web.http.front import Front
from mgi_graph.web.http.logs import Log
from mgi_graph.web.http.metrics import Metrics
from mgi_graph.web.service import Service


class Updater:
    """Carry updates out."""

    def __init__(self, service: Service, base: str) -> None:
        """Begin with an empty store; ``base`` is what relative IRIs are resolved against."""
        self._service = service
        self._base = base
        self._store = Store()

    async def __call__(self, request: UpdateRequest) -> Response:
        """Update the store, and serve what it then holds."""
        self._store.update(with_dataset(request), base_iri=self._base)
        if self._service.data is None:
            raise AssertionError("a service that updates is served from a file")
        self._service.data.write_bytes(self._store.dump(format=RdfFormat.TRIG) or b"")
        await self._service.load()
        return Response(status_code=204)


def with_dataset(request: UpdateRequest) -> str:
    """Return the update with the request's dataset as its own (SPARQL 1.1 Protocol, 2.2.3)."""
    clauses = "".join(f" USING <{each}>" for each in request.using_graphs)
    clauses += "".join(f" USING NAMED <{each}>" for each in request.using_named_graphs)
    pieces = request.text
    for offset in sorted(_patterns(request.text), reverse=True):
        pieces = f"{pieces[:offset]}{clauses} {pieces[offset:]}"
    return pieces


def _patterns(text: str) -> Iterator[int]:
    """Give the offset of each WHERE that follows a template."""
    depth, before = 0, ""
    for token in tokenise(text):
        if token.kind is TokenKind.OTHER:
            depth += {"{": 1, "}": -1}.get(token.text, 0)
        if depth == 0 and token.is_word("WHERE") and before == "}":
            yield token.start
        before = token.text


async def _serve(data: Path) -> None:
    front = Front(Config(watch=0.0), Log.to(sys.stderr, access=False, addresses=False), Metrics())
    service = Service(data, front)
    with socket.create_server(("127.0.0.1", 0)) as listener:
        address = f"http://127.0.0.1:{listener.getsockname()[1]}"
        app = create_app(service, Updater(service, f"{address}/sparql"))
        settings = uvicorn.Config(
            app, http=protocol_for(front), ws="none", lifespan="off", log_config=None
        )
        await service.load()
        front.log.event("ready", address=address)
        await uvicorn.Server(settings).serve(sockets=[listener])
        await service.stop()


if __name__ == "__main__":
    asyncio.run(_serve(Path(sys.argv[1])))
