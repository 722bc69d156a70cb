"""Tasks for workers: one for each thing that can happen to them."""

import os
import signal
import socket
import time
from dataclasses import dataclass
from pathlib import Path

from pyoxigraph import QueryResultsFormat, QuerySolutions
from pyoxigraph import Store as PyoxigraphStore

from mgi_graph.errors import QuerySyntaxError
from mgi_graph.results import Bounds, EngineAnswer, gather_within, serialise
from mgi_graph.store import DatasetStore
from mgi_graph.workers.tasks import Answer

RUNAWAY = "SELECT (COUNT(*) AS ?n) { ?a ?b ?c . ?d ?e ?f . ?g ?h ?i . ?j ?k ?l }"
"""A cross product that no machine finishes."""

HUNGRY = "SELECT ?a ?d ?g { ?a ?b ?c . ?d ?e ?f . ?g ?h ?i } ORDER BY ?g ?d"
"""A query that sorts more than memory holds."""


def prepare(store: DatasetStore | None) -> None:
    """Import what the tasks need before the sandbox closes: this module is enough."""
    del store


@dataclass(frozen=True, slots=True)
class Ask:
    """Run a query and answer in JSON."""

    text: str

    def run(self, store: DatasetStore) -> Answer:
        """Return the answer."""
        result, completeness = store.read(
            self.text, lambda answer: gather_within(answer, Bounds(1000, 1_000_000))
        )
        return Answer(serialise(result, "json"), "application/json", completeness)


@dataclass(frozen=True, slots=True)
class Sort:
    """Run a query with the engine's own writer, past every bound of ours."""

    text: str

    def run(self, store: DatasetStore) -> Answer:
        """Return the answer, if there is ever one."""
        return Answer(store.read(self.text, _write_csv), "text/csv")


def _write_csv(answer: EngineAnswer) -> bytes:
    assert isinstance(answer, QuerySolutions)
    return answer.serialize(format=QueryResultsFormat.CSV) or b""


@dataclass(frozen=True, slots=True)
class Name:
    """Answer with the number of the process."""

    def run(self, store: DatasetStore) -> Answer:
        """Return the number."""
        del store
        return Answer(str(os.getpid()).encode(), "text/plain")


@dataclass(frozen=True, slots=True)
class Sleep:
    """Wait without computing."""

    seconds: float

    def run(self, store: DatasetStore) -> Answer:
        """Return when the time is over."""
        del store
        time.sleep(self.seconds)
        return Answer(str(os.getpid()).encode(), "text/plain")


@dataclass(frozen=True, slots=True)
class Die:
    """End the process by a signal, as a defect of the engine would."""

    signal: int = signal.SIGSEGV

    def run(self, store: DatasetStore) -> Answer:
        """Never return."""
        del store
        os.kill(os.getpid(), self.signal)
        time.sleep(10)
        return Answer(b"", "text/plain")


@dataclass(frozen=True, slots=True)
class Fail:
    """Raise an error that is nobody's mistake but ours."""

    def run(self, store: DatasetStore) -> Answer:
        """Never return."""
        del store
        raise ZeroDivisionError("a defect of ours")


@dataclass(frozen=True, slots=True)
class Mistake:
    """Raise an error that the user can mend."""

    def run(self, store: DatasetStore) -> Answer:
        """Never return."""
        del store
        raise QuerySyntaxError("a mistake", line=2, column=3)


@dataclass(frozen=True, slots=True)
class Reach:
    """Try to get out of the sandbox in one way; answer with the error that stops it."""

    way: str
    target: str

    def run(self, store: DatasetStore) -> Answer:
        """Return the name of the error, or ``got out``."""
        del store
        try:
            _WAYS[self.way](self.target)
        except OSError as err:
            return Answer(type(err).__name__.encode(), "text/plain")
        return Answer(b"got out", "text/plain")


def _connect(port: str) -> None:
    socket.create_connection(("127.0.0.1", int(port)), timeout=5).close()


def _call_service(port: str) -> None:
    # The bare engine, without the guard before it.
    query = f"SELECT * {{ SERVICE <http://127.0.0.1:{port}/sparql> {{ ?s ?p ?o }} }}"
    list(PyoxigraphStore().query(query))  # type: ignore[arg-type]


def _load(port: str) -> None:
    PyoxigraphStore().update(f"LOAD <http://127.0.0.1:{port}/data.ttl>")


def _read(path: str) -> None:
    Path(path).read_bytes()


def _write(path: str) -> None:
    Path(path).write_bytes(b"x")


def _execute(path: str) -> None:
    os.execv(path, [path])


def _fork(_: str) -> None:
    if os.fork() == 0:
        os._exit(0)


_WAYS = {
    "connect": _connect,
    "service": _call_service,
    "load": _load,
    "read": _read,
    "write": _write,
    "execute": _execute,
    "fork": _fork,
}
