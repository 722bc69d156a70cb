"""Test that a build that is cut off leaves the old dataset whole and nothing behind."""

import hashlib
import os
import random
import signal
import subprocess
import sys
import time
from pathlib import Path

import pytest

from benchmarks.corpus.writing import write_corpus
from mgi_graph.pipeline.output import CHECKSUMS, read_checksums

# A shell that starts the tests in the background has them ignore signals, and what they start.
LISTENING = """
import os, signal, sys
for each in (signal.SIGINT, signal.SIGTERM, signal.SIGHUP):
    signal.signal(each, signal.SIG_DFL)
os.execv(sys.executable, sys.argv[1:])
"""
PATIENCE = 240
ROUNDS = 3


def _start(folder: Path, *options: str) -> "subprocess.Popen[str]":
    return subprocess.Popen(
        [
            *(sys.executable, "-c", LISTENING),
            *(sys.executable, "-m", "mgi_graph", "build", str(folder / "sources"), "--jobs", "2"),
            *("--curation", str(folder / "curation"), "--out", str(folder / "out"), *options),
        ],
        stderr=subprocess.PIPE,
        text=True,
    )


def _wait(build: "subprocess.Popen[str]") -> tuple[int, str]:
    _, errors = build.communicate(timeout=PATIENCE)
    return build.returncode, errors


def _digest(out: Path) -> dict[str, str]:
    return {
        path.relative_to(out).as_posix(): hashlib.sha256(path.read_bytes()).hexdigest()
        for path in out.rglob("*")
        if path.is_file()
    }


def _is_whole(out: Path) -> bool:
    """Tell whether a dataset's files are those that its list of checksums names."""
    found = _digest(out)
    del found[CHECKSUMS]
    return found == read_checksums(out)


def _children(process: int) -> list[int]:
    """Return the processes that a process started, and that still run."""
    found = []
    for path in Path("/proc").glob("[0-9]*/stat"):
        try:
            name, _, rest = path.read_text().rpartition(") ")
        except OSError:
            continue
        if int(rest.split()[1]) == process:
            found.append(int(name.split()[0]))
    return found


def _wait_for_workers(build: "subprocess.Popen[str]") -> list[int]:
    """Return the processes of a build when both work, the tracker of resources left out."""
    ends = time.monotonic() + PATIENCE
    while time.monotonic() < ends:
        workers = [each for each in _children(build.pid) if b"spawn_main" in _command_of(each)]
        if len(workers) == 2:
            return workers
        time.sleep(0.02)
    raise AssertionError("the processes of the build did not start")


def _command_of(process: int) -> bytes:
    """Return the command line of a process, nothing where it has ended meanwhile."""
    try:
        return Path(f"/proc/{process}/cmdline").read_bytes()
    except OSError:
        return b""


def _is_running(process: int) -> bool:
    try:
        return "State:\tZ" not in Path(f"/proc/{process}/status").read_text()
    except OSError:
        return False


@pytest.fixture(scope="module")
def corpus(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Return a folder with sources and a built dataset."""
    folder = tmp_path_factory.mktemp("corpus")
    write_corpus(6, folder)
    code, errors = _wait(_start(folder))
    assert code == 0, errors
    return folder


@pytest.fixture
def changed(corpus: Path) -> Path:
    """Return the folder with every source changed, so that all is to be converted again."""
    for path in (corpus / "sources").glob("*.txt"):
        path.write_text(path.read_text("utf-8") + "\n", "utf-8")
    return corpus


def test_killed_build_leaves_the_old_dataset_whole(changed: Path) -> None:
    """Killed at any moment, it leaves one dataset or the other, and its processes end too."""
    out = changed / "out"
    before = _digest(out)
    for seed in range(ROUNDS):
        build = _start(changed)
        time.sleep(random.Random(seed).uniform(0.1, 4))
        workers = _children(build.pid)
        build.kill()
        _wait(build)
        assert _is_whole(out)
        ends = time.monotonic() + PATIENCE
        while any(map(_is_running, workers)) and time.monotonic() < ends:
            time.sleep(0.05)
        assert not any(map(_is_running, workers))
    code, errors = _wait(_start(changed))
    assert code == 0, errors
    assert _is_whole(out)
    assert _digest(out) != before
    assert {path.name for path in changed.iterdir()} == {"curation", "out", "sources"}


def test_build_whose_process_is_killed_says_so(changed: Path) -> None:
    """The exit code is 2, the old dataset is whole, and nothing is left behind."""
    before = _digest(changed / "out")
    build = _start(changed)
    os.kill(_wait_for_workers(build)[0], signal.SIGKILL)
    code, errors = _wait(build)
    assert code == 2
    assert "a process of the build was ended from outside" in errors
    assert "Traceback" not in errors
    assert _digest(changed / "out") == before
    assert {path.name for path in changed.iterdir()} == {"curation", "out", "sources"}


@pytest.mark.parametrize("number", [signal.SIGINT, signal.SIGTERM, signal.SIGHUP])
def test_build_that_is_told_to_end_takes_its_things_away(
    changed: Path, number: signal.Signals
) -> None:
    """The exit code is 2, the old dataset is whole, and nothing is left behind."""
    before = _digest(changed / "out")
    build = _start(changed)
    workers = _wait_for_workers(build)
    build.send_signal(number)
    code, errors = _wait(build)
    assert code == 2
    assert "Traceback" not in errors
    assert not any(map(_is_running, workers))
    assert _digest(changed / "out") == before
    assert {path.name for path in changed.iterdir()} == {"curation", "out", "sources"}


@pytest.mark.parametrize("limit", [1_000_000, 3_000_000], ids=["in a worker", "in a file"])
def test_build_on_a_full_disk_says_so(changed: Path, limit: int) -> None:
    """The exit code is 2, the old dataset is whole, and nothing is left behind."""
    before = _digest(changed / "out")
    code = (
        "import resource, runpy, sys\n"
        f"resource.setrlimit(resource.RLIMIT_FSIZE, ({limit}, {limit}))\n"
        "sys.argv[0] = 'mgi-graph'\n"
        "from mgi_graph.cli import main\nmain()"
    )
    ended = subprocess.run(
        [
            *(sys.executable, "-c", code, "build", str(changed / "sources")),
            *("--curation", str(changed / "curation"), "--out", str(changed / "out")),
        ],
        stderr=subprocess.PIPE,
        text=True,
        timeout=PATIENCE,
        check=False,
    )
    assert ended.returncode == 2
    assert "cannot be written: File too large" in ended.stderr
    assert "Traceback" not in ended.stderr
    assert _digest(changed / "out") == before
    assert {path.name for path in changed.iterdir()} == {"curation", "out", "sources"}
