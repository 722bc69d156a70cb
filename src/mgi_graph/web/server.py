"""Run the service: listen, load the dataset, take signals, stop in order."""

import asyncio
import contextlib
import os
import signal
import socket
import sys
from collections.abc import Iterator
from importlib.metadata import version
from pathlib import Path
from typing import TYPE_CHECKING, Final

import uvicorn

from mgi_graph.errors import MgiGraphError, StoreError
from mgi_graph.web.config import Config
from mgi_graph.web.http.connections import protocol_for
from mgi_graph.web.http.front import Front
from mgi_graph.web.http.logs import Log
from mgi_graph.web.http.metrics import Metrics
from mgi_graph.web.service import Service

if TYPE_CHECKING:
    from mgi_graph.web.endpoint.sparql import UpdateHandler

_BACKLOG: Final = 1024


class AddressError(MgiGraphError):
    """Report an address that cannot be listened on."""


def serve(
    config: Config,
    data: Path | None,
    updates: "UpdateHandler | None" = None,
    cache: Path | None = None,
    endpoint: str = "",
) -> None:
    """Serve the dataset at ``data``, or the one of ``endpoint``, until SIGINT or SIGTERM.

    Stores on disk that are made of large datasets are kept in ``cache``. Raises
    :class:`AddressError`, and :class:`~mgi_graph.errors.StoreError` where the dataset
    cannot be loaded at the start.
    """
    listener = _listen(config.host, config.port)
    with contextlib.suppress(ImportError):
        import uvloop

        asyncio.set_event_loop_policy(uvloop.EventLoopPolicy())
    asyncio.run(_serve(Service(data, _make_front(config), cache, endpoint), listener, updates))


def _listen(host: str, port: int) -> socket.socket:
    try:
        family = socket.AF_INET6 if ":" in host else socket.AF_INET
        return socket.create_server((host, port), family=family, backlog=_BACKLOG)
    except OSError as err:
        reason = err.strerror or str(err)
        raise AddressError(
            f"cannot listen on {host} port {port}: {reason}; choose another with --host and --port"
        ) from err


async def _serve(
    service: Service, listener: socket.socket, updates: "UpdateHandler | None"
) -> None:
    log = service.log
    host, port = listener.getsockname()[:2]
    address = f"http://[{host}]:{port}/" if ":" in host else f"http://{host}:{port}/"
    data = str(service.data or service.endpoint)
    log.event("start", address=address, data=data, process=os.getpid())
    loading = asyncio.create_task(service.load())
    # The process that loads the dataset starts now, and the application is imported meanwhile.
    await asyncio.sleep(0)
    from mgi_graph.web.app import create_app
    from mgi_graph.web.warming import warm

    server = _Server(
        uvicorn.Config(
            create_app(service, updates),
            http=protocol_for(service.front),
            ws="none",
            lifespan="off",
            log_config=None,
            access_log=False,
            proxy_headers=False,
            server_header=False,
            timeout_graceful_shutdown=max(1, round(service.config.drain)),
        )
    )
    _take_signals(server, service)
    async with asyncio.TaskGroup() as group:
        warming = group.create_task(asyncio.to_thread(warm))
        announcing = group.create_task(_announce(loading, warming, service, server, address))
        watching = group.create_task(service.watch())
        await server.serve(sockets=[listener])
        watching.cancel()
        announcing.cancel()
    log.event("stop")
    await service.stop()
    log.flush()
    if service.generation_or_none is None:
        raise StoreError(service.trouble or "the service was stopped before it was ready")


def _make_front(config: Config) -> Front:
    metrics = Metrics()
    metrics.show_build(version("mgi-graph"), f"pyoxigraph {version('pyoxigraph')}")
    log = Log.to(sys.stderr, access=config.access_log, addresses=config.log_addresses)
    return Front(config, log, metrics)


class _Server(uvicorn.Server):
    """Leave signals to :func:`_take_signals`: uvicorn's way ends the process before the workers."""

    @contextlib.contextmanager
    def capture_signals(self) -> Iterator[None]:
        yield


def _take_signals(server: uvicorn.Server, service: Service) -> None:
    loop = asyncio.get_running_loop()

    def stop() -> None:
        server.force_exit = server.should_exit
        server.should_exit = True
        service.begin_stop()

    for each in (signal.SIGINT, signal.SIGTERM):
        loop.add_signal_handler(each, stop)
    loop.add_signal_handler(signal.SIGHUP, service.reload)


async def _announce(
    loading: asyncio.Task[None],
    warming: asyncio.Task[None],
    service: Service,
    server: uvicorn.Server,
    address: str,
) -> None:
    await loading
    await warming
    if service.generation_or_none is None:
        server.should_exit = True
    else:
        service.log.event("ready", address=address)
