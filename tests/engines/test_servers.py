"""Test that real engines start, take graphs, and are gone afterwards whatever happens."""

import os
import signal
import subprocess
import sys
import time
from pathlib import Path

import httpx
import pytest

from tests.engines.finding import VARIABLE, require_virtuoso
from tests.engines.servers import TLS, Engine

GRAPH = "https://w3id.org/mgi-graph/id/graph/x"
TRIPLE = "<http://example.org/a> <http://example.org/b> <http://example.org/c> ."
_PATIENCE = 120


@pytest.mark.parametrize("write", ["put", "run"])
def test_an_engine_takes_a_graph_and_forgets_it(engine: Engine, write: str) -> None:
    """What is written is there for queries, and what is cleared is not."""
    before = engine.list_graphs()
    if write == "put":
        engine.put(GRAPH, TRIPLE.encode())
    else:
        engine.run(f"INSERT DATA {{ GRAPH <{GRAPH}> {{ {TRIPLE} }} }}")
    assert engine.list_graphs() == before | {GRAPH}
    engine.clear()
    assert engine.list_graphs() == before == engine.own_graphs


_STARTER = """
import sys, time
from tests.engines.servers import start_oxigraph
with start_oxigraph() as engine:
    print(engine.query, flush=True)
    time.sleep(600)
"""


def test_an_engine_ends_with_tests_that_are_killed(tmp_path: Path) -> None:
    """After SIGKILL the server no longer answers, and its folder is gone."""
    environment = os.environ | {"TMPDIR": str(tmp_path), "PYTHONPATH": os.pathsep.join(sys.path)}
    command = [sys.executable, "-c", _STARTER]
    with subprocess.Popen(command, stdout=subprocess.PIPE, env=environment) as tests:
        assert tests.stdout is not None
        address = tests.stdout.readline().decode().strip()
        answer = httpx.get(address, timeout=_PATIENCE, verify=TLS)
        assert answer.status_code == httpx.codes.OK
        assert list(tmp_path.iterdir())
        tests.send_signal(signal.SIGKILL)
    deadline = time.monotonic() + _PATIENCE
    while list(tmp_path.iterdir()) and time.monotonic() < deadline:
        time.sleep(0.05)
    assert not list(tmp_path.iterdir())
    with pytest.raises(httpx.ConnectError):
        httpx.get(address, timeout=_PATIENCE, verify=TLS)


def test_a_missing_engine_is_a_failure_that_says_what_to_do(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    """The package's name and the command that installs it are in the message."""
    monkeypatch.setenv(VARIABLE, "no-such-program")
    with pytest.raises(AssertionError, match=r"apt-get install .* virtuoso-opensource-7-bin"):
        require_virtuoso()
