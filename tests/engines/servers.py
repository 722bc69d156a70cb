"""Start real SPARQL engines on loopback, on free ports, each with a folder of its own."""

import socket
import ssl
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Final

import httpx

from tests.engines.finding import require_oxigraph, require_virtuoso

TLS: Final = ssl.create_default_context()
"""What no engine needs, and a client of httpx would take some time to make."""

_PATIENCE: Final = 120
_ATTEMPTS: Final = 3
_VIRTUOSO_INI: Final = """\
[Database]
DatabaseFile = {folder}/virtuoso.db
ErrorLogFile = {folder}/virtuoso.log
LockFile = {folder}/virtuoso.lck
TransactionFile = {folder}/virtuoso.trx
xa_persistent_file = {folder}/virtuoso.pxa
[TempDatabase]
DatabaseFile = {folder}/virtuoso-temp.db
TransactionFile = {folder}/virtuoso-temp.trx
[Parameters]
ServerPort = 127.0.0.1:{sql_port}
DirsAllowed = {folder}
NumberOfBuffers = 10000
MaxDirtyBuffers = 6000
[HTTPServer]
ServerPort = 127.0.0.1:{port}
MaxClientConnections = 10
[SPARQL]
ResultSetMaxRows = {max_rows}
MaxQueryExecutionTime = {max_seconds}
"""


@dataclass(frozen=True)
class Engine:
    """Hold the addresses of a running engine, and who may write to it.

    ``query`` answers queries, ``update`` takes SPARQL updates, ``graph_store`` takes whole graphs
    by the Graph Store Protocol. An engine without a ``user`` lets everybody write. Without a
    default graph of its own, an engine takes the union of all graphs for it.
    """

    name: str
    query: str
    update: str
    graph_store: str
    user: str | None = None
    password: str | None = None
    has_default_graph: bool = True
    own_graphs: frozenset[str] = frozenset()

    def run(self, update: str) -> None:
        """Run a SPARQL update."""
        self._write("POST", self.update, {}, update.encode(), "application/sparql-update")

    def put(self, graph: str, content: bytes, media_type: str = "application/n-triples") -> None:
        """Put a whole graph in the place of what stands under its name."""
        self._write("PUT", self.graph_store, {"graph": graph}, content, media_type)

    def clear(self) -> None:
        """Remove every graph but those that a new database has."""
        for graph in self.list_graphs() - self.own_graphs:
            self.run(f"DROP SILENT GRAPH <{graph}>")
        if self.has_default_graph:
            self.run("DROP DEFAULT")

    def list_graphs(self) -> frozenset[str]:
        """Return the names of the graphs that hold something."""
        form = {"query": "SELECT DISTINCT ?g { GRAPH ?g { ?s ?p ?o } }"}
        accept = {"Accept": "text/csv"}
        answer = httpx.post(self.query, data=form, headers=accept, timeout=_PATIENCE, verify=TLS)
        lines = answer.raise_for_status().text.splitlines()
        return frozenset(line.strip('"') for line in lines[1:])

    def _write(
        self, method: str, url: str, parameters: dict[str, str], content: bytes, media_type: str
    ) -> None:
        auth = httpx.DigestAuth(self.user, self.password or "") if self.user else None
        headers = {"Content-Type": media_type}
        httpx.request(
            method,
            url,
            params=parameters,
            content=content,
            headers=headers,
            auth=auth,
            timeout=_PATIENCE,
            verify=TLS,
        ).raise_for_status()


@contextmanager
def start_oxigraph(*, union: bool = False) -> Iterator[Engine]:
    """Run an Oxigraph server; with ``union``, its default graph is the union of all graphs."""
    options = ["--union-default-graph"] if union else []

    def command(folder: Path, port: int) -> list[str]:
        bind = f"127.0.0.1:{port}"
        return [require_oxigraph(), "serve", "--location", str(folder), "--bind", bind, *options]

    with _started(command) as base:
        yield Engine("oxigraph", f"{base}/query", f"{base}/update", f"{base}/store")


@contextmanager
def start_virtuoso(*, max_rows: int = 1_000_000, max_seconds: int = 60) -> Iterator[Engine]:
    """Run Virtuoso 7: an empty database, writing by digest authentication, as ``dba``.

    ``max_rows`` cuts every result; ``max_seconds`` refuses what is estimated to take longer.
    """

    def command(folder: Path, port: int) -> list[str]:
        ini = folder / "virtuoso.ini"
        settings = {"max_rows": max_rows, "max_seconds": max_seconds}
        ports = {"port": port, "sql_port": _free_port()}
        ini.write_text(_VIRTUOSO_INI.format(folder=folder, **ports, **settings))
        return [require_virtuoso(), "-f", "-c", str(ini)]

    with _started(command) as base:
        engine = Engine(
            "virtuoso",
            f"{base}/sparql",
            f"{base}/sparql-auth",
            f"{base}/sparql-graph-crud-auth",
            user="dba",
            password="dba",
            has_default_graph=False,
        )
        yield replace(engine, own_graphs=engine.list_graphs())


@contextmanager
def _started(command: Callable[[Path, int], Sequence[str]]) -> Iterator[str]:
    """Run a server and give the address of its root; another one may take a free port first."""
    for attempt in range(_ATTEMPTS):
        folder = Path(tempfile.mkdtemp(prefix="mgi-graph-engine-"))
        port = _free_port()
        with _kept(folder, command(folder, port)) as keeper:
            base = f"http://127.0.0.1:{port}"
            if _answers(base, keeper):
                yield base
                return
            assert attempt < _ATTEMPTS - 1, f"{command(folder, port)[0]} did not start"


@contextmanager
def _kept(folder: Path, command: Sequence[str]) -> Iterator["subprocess.Popen[bytes]"]:
    program = [sys.executable, str(Path(__file__).with_name("keeper.py")), str(folder), *command]
    # In a session of its own: what Ctrl-C ends at a terminal is the tests, and they end this.
    with subprocess.Popen(program, stdin=subprocess.PIPE, start_new_session=True) as keeper:
        assert keeper.stdin is not None
        try:
            yield keeper
        finally:
            keeper.stdin.close()
            keeper.wait(_PATIENCE)


def _free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        port = probe.getsockname()[1]
        assert isinstance(port, int)
        return port


def _answers(base: str, keeper: "subprocess.Popen[bytes]") -> bool:
    """Wait until the server answers HTTP; say no where it ended instead."""
    deadline = time.monotonic() + _PATIENCE
    while time.monotonic() < deadline:
        if keeper.poll() is not None:
            return False
        try:
            httpx.get(base, timeout=_PATIENCE, verify=TLS)
        except httpx.TransportError:
            time.sleep(0.05)
        else:
            return True
    return False
