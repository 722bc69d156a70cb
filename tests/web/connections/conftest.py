"""Start real servers with a small application, on each event loop."""

import socket
import threading
from collections.abc import Iterator
from contextlib import ExitStack, contextmanager
from typing import Any, Literal

import pytest
import uvicorn

from mgi_graph.web.config import Config
from mgi_graph.web.http.connections import protocol_for
from mgi_graph.web.http.front import Front
from mgi_graph.web.http.logs import Log
from mgi_graph.web.http.metrics import Metrics
from mgi_graph.web.http.recording import Recorder
from tests.web.connections.wire import PATIENCE, Application, Running, Start

Loop = Literal["uvloop", "asyncio"]


@pytest.fixture(scope="module", params=["uvloop", "asyncio"])
def loop(request: pytest.FixtureRequest) -> Loop:
    """Name each event loop that the service can run on."""
    name: Loop = request.param
    return name


@pytest.fixture
def start(loop: Loop) -> Iterator[Start]:
    """Give a function that starts a server with settings by name."""
    with ExitStack() as servers:
        yield lambda **settings: servers.enter_context(_running(loop, settings))


@pytest.fixture(scope="module")
def _shared(loop: Loop) -> Iterator[Running]:
    with _running(loop, {}) as running:
        yield running


@pytest.fixture
def server(_shared: Running) -> Iterator[Running]:
    """Give a server with the default settings, which has answered nothing yet."""
    _shared.reset()
    yield _shared
    _shared.app.go.set()
    _shared.hang_up()


@contextmanager
def _running(loop: Loop, settings: dict[str, Any]) -> Iterator[Running]:
    log: list[bytes] = []
    config = Config(**settings)
    front = Front(config, Log(log.append, addresses=config.log_addresses), Metrics())
    app = Application()
    server = uvicorn.Server(
        uvicorn.Config(
            Recorder(app, front),
            http=protocol_for(front),
            loop=loop,
            lifespan="off",
            access_log=False,
            log_config=None,
            proxy_headers=False,
            server_header=False,
            ws="none",
            timeout_graceful_shutdown=5,
        )
    )
    listening = socket.create_server(("127.0.0.1", 0))
    thread = threading.Thread(target=server.run, args=([listening],))
    thread.start()
    running = Running(server, thread, front, app, listening.getsockname()[1], log)
    try:
        running.wait(lambda: server.started)
        yield running
    finally:
        app.go.set()
        for wire in running.wires:
            wire.socket.close()
        server.should_exit = True
        thread.join(PATIENCE)
        listening.close()
        assert not thread.is_alive()
