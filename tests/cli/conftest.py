"""Run the command line, in this process for speed or in one of its own for proof."""

import io
import os
import shutil
import subprocess
import sys
from collections.abc import Callable, Mapping
from pathlib import Path
from subprocess import CompletedProcess

import pytest

from mgi_graph.cli import main

Run = Callable[..., "CompletedProcess[str]"]

Refused = Callable[..., None]

DATA = Path(__file__).parent / "data"


def _run(*arguments: object, stdin: bytes = b"") -> "CompletedProcess[str]":
    out, err = (io.TextIOWrapper(io.BytesIO()) for _ in range(2))
    words = ["mgi-graph", *map(str, arguments)]
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(sys, "argv", words)
        patch.setattr(sys, "stdin", io.TextIOWrapper(io.BytesIO(stdin)))
        patch.setattr(sys, "stdout", out)
        patch.setattr(sys, "stderr", err)
        with pytest.raises(SystemExit) as ended:
            main()
    code = ended.value.code
    assert isinstance(code, int)
    return CompletedProcess(words, code, _read(out), _read(err))


def _read(stream: io.TextIOWrapper) -> str:
    stream.flush()
    assert isinstance(stream.buffer, io.BytesIO)
    return stream.buffer.getvalue().decode("utf-8", "surrogateescape")


def _spawn(
    *arguments: object,
    stdin: bytes = b"",
    environment: Mapping[str, str] | None = None,
    directory: Path | None = None,
    before: str = "",
) -> "CompletedProcess[str]":
    started = [sys.executable, "-m", "mgi_graph"]
    if before:
        code = f"import os, sys\n{before}\nos.execv(sys.executable, sys.argv[1:])"
        started = [sys.executable, "-c", code, *started]
    ended = subprocess.run(
        [*started, *map(os.fsencode, map(str, arguments))],
        input=stdin,
        capture_output=True,
        env={**os.environ, **(environment or {})},
        cwd=directory,
        timeout=120,
        check=False,
    )
    texts = (each.decode("utf-8", "surrogateescape") for each in (ended.stdout, ended.stderr))
    return CompletedProcess(ended.args, ended.returncode, *texts)


@pytest.fixture(scope="session")
def run() -> Run:
    """Give a function that runs the command line in this process; its stdin is bytes."""
    return _run


@pytest.fixture(scope="session")
def spawn() -> Run:
    """Give a function that runs the command line in a process of its own.

    Python code in ``before`` is run by that process first, and then replaced by the command.
    """
    return _spawn


def _check_refusal(outcome: "CompletedProcess[str]", *words: str) -> None:
    assert outcome.returncode == 2, outcome.stderr
    assert outcome.stdout == ""
    assert "Traceback" not in outcome.stderr
    for each in words:
        assert each in outcome.stderr


@pytest.fixture(scope="session")
def refused() -> Refused:
    """Give a function that checks a refusal: exit code, no data, no traceback, these words."""
    return _check_refusal


@pytest.fixture
def earlier(dataset_folder: Path, tmp_path: Path) -> Path:
    """Return a folder that an earlier build wrote, for a later one to replace or not."""
    folder = tmp_path / "earlier"
    shutil.copytree(dataset_folder, folder)
    return folder


@pytest.fixture(scope="session")
def dataset_folder(tmp_path_factory: pytest.TempPathFactory, run: Run) -> Path:
    """Build the packaged profiles once and give the folder, which tests only read."""
    folder = tmp_path_factory.mktemp("built") / "dataset"
    built = run("build", "--out", folder)
    assert built.returncode == 0, built.stderr
    return folder


@pytest.fixture
def quito(tmp_path: Path) -> Path:
    """Give a copy of a small profile in English."""
    return _copy("quito-en.txt", tmp_path)


@pytest.fixture
def quito_in_spanish(tmp_path: Path) -> Path:
    """Give a copy of the Spanish version of the same profile."""
    return _copy("quito-es.txt", tmp_path)


def _copy(name: str, folder: Path) -> Path:
    copy = folder / name
    copy.write_bytes((DATA / name).read_bytes())
    return copy
