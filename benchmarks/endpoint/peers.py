"""Prepare the servers that are compared, and describe their versions."""

import shutil
import subprocess
import sys
from dataclasses import dataclass
from pathlib import Path

from benchmarks.endpoint.measured import LARGE, OURS, OXIGRAPH, RDFLIB, RDFLIB_OXIGRAPH
from benchmarks.endpoint.servers import Server
from benchmarks.machine import describe_machine, list_versions

_ROOT = Path(__file__).parents[2]
_PEER_BIN = _ROOT / ".venv-bench" / "bin"
_BIN = Path(sys.executable).parent


@dataclass(frozen=True, slots=True)
class Peers:
    """Hold the servers, and the built dataset that all of them serve."""

    all: tuple[Server, ...]
    dataset: Path
    triples: int


def ours_from_disk(data: Path, cache: Path) -> Server:
    """Return our server on a file that it answers from a store on disk, kept in ``cache``."""
    options = ("--data", str(data), "--disk-from", "1")
    variables = {"XDG_CACHE_HOME": str(cache)}
    return Server(LARGE, lambda port: _serve(port, *options), "/sparql?query=", variables)


def prepare_peers(folder: Path) -> Peers:
    """Build the packaged dataset into ``folder``, load it where that is needed, name the servers.

    Raises ``SystemExit`` where a program is missing.
    """
    _require()
    dataset = folder / "dataset"
    _run(str(_BIN / "mgi-graph"), "build", "--out", str(dataset))
    triples = dataset / "mgi.nt"
    location = folder / "oxigraph"
    oxigraph = str(_BIN / "oxigraph")
    _run(oxigraph, "load", "--location", str(location), "--file", str(triples))
    # The default graph alone: the fastest that each of them can have of the same triples.
    servers = (
        Server(OURS, _serve, "/sparql?query=", {"XDG_CACHE_HOME": str(folder)}),
        Server(OXIGRAPH, lambda port: _oxigraph(port, location), "/query?query="),
        Server(RDFLIB, lambda port: _rdflib(port, triples), "/?query="),
        Server(RDFLIB_OXIGRAPH, lambda port: _rdflib(port, triples, "Oxigraph"), "/?query="),
    )
    return Peers(servers, dataset, len(triples.read_bytes().splitlines()))


def _serve(port: int, *options: str) -> list[str]:
    return [str(_BIN / "mgi-graph"), "serve", "--port", str(port), *options]


def _oxigraph(port: int, location: Path) -> list[str]:
    command = [str(_BIN / "oxigraph"), "serve", "--location", str(location)]
    return [*command, "--bind", f"127.0.0.1:{port}"]


def _rdflib(port: int, triples: Path, store: str = "default") -> list[str]:
    command = [str(_PEER_BIN / "rdflib-endpoint"), "serve", "--host", "127.0.0.1"]
    return [*command, "--port", str(port), "--store", store, str(triples)]


def _require() -> None:
    if shutil.which("wrk") is None:
        raise SystemExit("wrk is not here; install it (apt install wrk, brew install wrk)")
    if not (_PEER_BIN / "rdflib-endpoint").exists():
        raise SystemExit("rdflib-endpoint is not in .venv-bench/; run make bench-endpoint")


def _run(*command: str) -> str:
    finished = subprocess.run(command, capture_output=True, text=True, check=False)  # noqa: S603 (commands of ours)
    if finished.returncode:
        raise SystemExit(f"{' '.join(command)}: {finished.stderr[-2000:]}")
    return finished.stdout


def describe_versions() -> dict[str, str]:
    """Return what was compared and on what machine."""
    code = "from importlib.metadata import version as v; import sys; print(*map(v, sys.argv[1:]))"
    names = ("rdflib-endpoint", "rdflib", "oxrdflib", "pyoxigraph", "fastapi", "uvicorn")
    peer = _run(str(_PEER_BIN / "python"), "-c", code, *names).split()
    wrk = subprocess.run(["wrk", "-v"], capture_output=True, text=True, check=False)  # noqa: S607 (found above)
    return {
        **describe_machine(),
        "mgi-graph": list_versions("mgi-graph", "pyoxigraph", "starlette", "uvicorn", "uvloop"),
        "oxigraph": list_versions("oxigraph"),
        "rdflib-endpoint": ", ".join(map(" ".join, zip(names, peer, strict=True))),
        "wrk": " ".join(wrk.stdout.split()[:2]),
    }
