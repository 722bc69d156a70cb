"""Test ``make run`` as people use it: it builds, shows, serves and stops when told."""

import http.client
import json
import os
import shutil
import signal
import subprocess
import sys
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

import pytest

ROOT = Path(__file__).parents[1]
_PATIENCE = 240


@contextmanager
def _made(folder: Path, target: str) -> Iterator["subprocess.Popen[str]"]:
    """Make a target with this environment, in a session of its own as from a terminal."""
    command = ["make", target, f"DATASET={folder / 'dataset'}", f"VENV={sys.prefix}"]
    process = subprocess.Popen(
        [*command, "-o", f"{sys.prefix}/installed"],
        cwd=ROOT,
        env=os.environ | {"MGI_GRAPH_PORT": "0"},
        stdin=subprocess.DEVNULL,
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        text=True,
        start_new_session=True,
    )
    with process:
        try:
            yield process
        finally:
            if process.poll() is None:
                os.killpg(process.pid, signal.SIGKILL)


def _read_events(process: "subprocess.Popen[str]") -> Iterator[dict[str, Any]]:
    assert process.stderr is not None
    for line in process.stderr:
        if line.startswith("{"):
            yield json.loads(line)


def _interrupt_all(process: "subprocess.Popen[str]") -> None:
    """Do what a terminal does at Ctrl-C."""
    os.killpg(process.pid, signal.SIGINT)


def _terminate_make(process: "subprocess.Popen[str]") -> None:
    """Do what a program does that started ``make run`` in the background."""
    process.terminate()


@pytest.fixture(scope="module")
def shown(tmp_path_factory: pytest.TempPathFactory) -> tuple[Path, str]:
    """Make ``show`` where nothing is yet; give the folder and what was shown."""
    folder = tmp_path_factory.mktemp("shown")
    with _made(folder, "show") as process:
        text, errors = process.communicate(timeout=_PATIENCE)
    assert process.returncode == 0, errors
    return folder, text


@pytest.mark.parametrize("stop", [_interrupt_all, _terminate_make], ids=["Ctrl-C", "SIGTERM"])
def test_make_run_serves_what_it_has_built_until_it_is_stopped(
    shown: tuple[Path, str], tmp_path: Path, stop: Callable[["subprocess.Popen[str]"], None]
) -> None:
    """The service answers with the built dataset, and ends in order when make is stopped.

    It is built over an earlier one, which is quick.
    """
    shutil.copytree(shown[0], tmp_path, dirs_exist_ok=True)
    with _made(tmp_path, "run") as process:
        events = _read_events(process)
        ready = next(each for each in events if each["event"] == "ready")
        host = ready["address"].removeprefix("http://").rstrip("/")
        connection = http.client.HTTPConnection(host, timeout=_PATIENCE)
        connection.request("GET", "/api/queries/coverage?format=csv")
        table = connection.getresponse().read().decode()
        connection.close()
        assert len(table.splitlines()) == 1 + 18
        stop(process)
        assert [each["event"] for each in events][-1] == "stop"
        assert process.wait(_PATIENCE) != 0
        with pytest.raises(ConnectionRefusedError):
            http.client.HTTPConnection(host, timeout=30).connect()


def test_make_show_ends_by_itself(shown: tuple[Path, str]) -> None:
    """The answers are shown: a gap of Medellín and the counts of each profile."""
    folder, text = shown
    assert "Action against discrimination and xenophobia" in text
    assert "Monte Patria" in text
    assert (folder / "dataset" / "mgi.trig").exists()
