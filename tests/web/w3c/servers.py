"""Start the service on the datasets of the cases, and the build that can be updated."""

import subprocess
import sys
import threading
from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from pathlib import Path

from pyoxigraph import NamedNode, Quad, RdfFormat, parse

from mgi_graph.rdf.serialisation import write_quads
from tests.web.conftest import RunningService, running_service
from tests.web.w3c.manifest import Case
from tests.web.w3c.runner import Server

_UNLISTED = "http://kasei.us/2009/09/sparql/data/data0.rdf"
"""A graph that cases name without saying what is in it."""


def gather_graphs(cases: Iterable[Case]) -> list[Quad]:
    """Return the quads of all graphs that the cases name."""
    thing, kind = NamedNode("http://example.org/thing"), NamedNode("http://example.org/Thing")
    quads = {Quad(thing, NamedNode("http://example.org/kind"), kind, NamedNode(_UNLISTED))}
    for case in cases:
        for iri, path in case.graphs:
            found = parse(path=path, format=RdfFormat.N_TRIPLES)
            quads |= {
                Quad(each.subject, each.predicate, each.object, NamedNode(iri)) for each in found
            }
    return sorted(quads, key=str)


@contextmanager
def serving(quads: Iterable[Quad], folder: Path) -> Iterator[Server]:
    """Run the real service on a dataset."""
    data = folder / "dataset.trig"
    write_quads(quads, data, RdfFormat.TRIG)
    with running_service(data, "--no-access-log") as service:
        yield _server_of(service)


@contextmanager
def serving_updates(folder: Path) -> Iterator[Server]:
    """Run the build of the service that carries updates out, on an empty dataset."""
    data = folder / "updated.trig"
    data.write_bytes(b"")
    command = [sys.executable, "-m", "tests.web.w3c.updating", str(data)]
    process = subprocess.Popen(
        command, stdin=subprocess.DEVNULL, stderr=subprocess.PIPE, text=True, cwd=_project()
    )
    service = RunningService(process)
    reader = threading.Thread(target=service.read_log)
    reader.start()
    try:
        service.base = service.wait_for("ready")["address"]
        yield _server_of(service)
    finally:
        process.terminate()
        reader.join()
        process.wait()
        assert process.stderr is not None
        process.stderr.close()


def _server_of(service: RunningService) -> Server:
    return Server("127.0.0.1", service.port)


def _project() -> Path:
    return Path(__file__).resolve().parents[3]
