"""Test what happens where the output cannot be written, and that the old one survives it."""

import os
import signal
import subprocess
import sys
import time
from collections.abc import Callable
from pathlib import Path
from subprocess import CompletedProcess

import pytest

Run = Callable[..., "CompletedProcess[str]"]
Refused = Callable[..., None]

AS_ANYBODY = "import ctypes; [ctypes.CDLL(None).prctl(24, each, 0, 0, 0) for each in (1, 2)]"
"""Drop the capabilities by which root reads and writes whatever the permissions say."""

NEARLY_FULL = "import resource; resource.setrlimit(resource.RLIMIT_FSIZE, (200_000, 200_000))"
"""Let no file grow beyond 200,000 bytes, as on a disk with no more room."""

FULL = "os.dup2(os.open('/dev/full', os.O_WRONLY), {})"
UNREAD = "reading, writing = os.pipe(); os.close(reading); os.dup2(writing, {})"
LISTENING = "signal.signal(signal.SIGINT, signal.SIG_DFL)"
OUT, ERR = 1, 2


def _read_all(folder: Path) -> dict[str, bytes]:
    return {
        path.relative_to(folder).as_posix(): path.read_bytes()
        for path in folder.rglob("*")
        if path.is_file()
    }


def test_out_that_is_a_file_isrefused(
    run: Run, refused: Refused, tmp_path: Path, quito: Path
) -> None:
    """A file is not replaced by a directory, and keeps its content."""
    (tmp_path / "out").write_text("mine")
    refused(run("build", quito, "--out", tmp_path / "out"), f"error: {tmp_path / 'out'}: is a file")
    assert (tmp_path / "out").read_text() == "mine"


def test_out_with_foreign_files_isrefused(
    run: Run, refused: Refused, quito: Path, earlier: Path
) -> None:
    """A directory that holds anything else is left alone, a built one that was added to as well."""
    (earlier / "notes.txt").write_text("mine")
    refused(
        run("build", quito, "--out", earlier),
        f"error: {earlier}: holds files that mgi-graph did not write (notes.txt)",
        "choose an empty or a new one with --out",
    )
    assert (earlier / "notes.txt").read_text() == "mine"


def test_out_that_is_the_working_directory_isrefused(
    run: Run, refused: Refused, tmp_path: Path, quito: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """A build would leave its user in a directory that is gone."""
    (tmp_path / "here").mkdir()
    monkeypatch.chdir(tmp_path / "here")
    refused(run("build", quito, "--out", "."), "is the working directory", "name a folder in it")


def test_out_that_is_the_root_isrefused(run: Run, refused: Refused, quito: Path) -> None:
    """The root directory has no name and no parent, and is refused like any other."""
    refused(run("build", quito, "--out", "/"), "error: /: holds files that mgi-graph did not write")


def test_disk_that_fills_up_leaves_what_was_there(
    spawn: Run, refused: Refused, quito: Path, earlier: Path
) -> None:
    """A build that finds no room says so, and leaves the old output and no other file."""
    before = _read_all(earlier)
    outcome = spawn("build", quito, "--out", earlier, before=NEARLY_FULL)
    refused(outcome, f"error: {earlier}: cannot be written: File too large", "make room there")
    assert _read_all(earlier) == before
    assert sorted(path.name for path in quito.parent.iterdir()) == ["earlier", quito.name]


def test_folder_without_permission_is_refused(spawn: Run, refused: Refused, quito: Path) -> None:
    """A build under a parent that may not be written says so."""
    parent = quito.parent / "locked"
    parent.mkdir(mode=0o555)
    outcome = spawn("build", quito, "--out", parent / "out", before=AS_ANYBODY)
    refused(outcome, f"error: {parent / 'out'}: cannot be written: Permission denied")
    assert not list(parent.iterdir())


@pytest.mark.parametrize(
    ("arguments", "message"),
    [
        pytest.param(
            ["convert", "locked/a.txt"], "cannot be read: Permission denied", id="convert"
        ),
        pytest.param(["build", "locked/a.txt"], "cannot be read: Permission denied", id="source"),
        pytest.param(["build", "locked"], "cannot be read: Permission denied", id="folder"),
        pytest.param(["build", "--out", "locked/x"], "cannot be written: Permission", id="out"),
        pytest.param(["validate", "locked/a.ttl"], "cannot be read: Permission", id="validate"),
        pytest.param(
            ["sparql", "ASK {}", "--data", "locked"], "cannot be read: Permission", id="data"
        ),
        pytest.param(
            ["sparql", "ASK {}", "--data", "locked/a.ttl"], "cannot be read: Perm", id="data file"
        ),
    ],
)
def test_what_may_not_be_read_is_refused(
    spawn: Run, refused: Refused, tmp_path: Path, arguments: list[str], message: str
) -> None:
    """A path in a folder that may not be looked into is named with the reason."""
    (tmp_path / "locked").mkdir(mode=0o000)
    outcome = spawn(*arguments, before=AS_ANYBODY, directory=tmp_path)
    refused(outcome, "error: locked", message)


@pytest.mark.parametrize(
    "arguments",
    [
        pytest.param(["build", "NAME"], id="source"),
        pytest.param(["build", "--out", "NAME"], id="out"),
        pytest.param(["convert", "NAME"], id="convert"),
        pytest.param(["validate", "NAME.ttl"], id="validate"),
        pytest.param(["query", "coverage", "--data", "NAME.ttl"], id="data"),
    ],
)
def test_name_that_is_too_long_is_refused(run: Run, refused: Refused, arguments: list[str]) -> None:
    """A name that no system takes is told as such."""
    outcome = run(*(each.replace("NAME", "n" * 5000) for each in arguments))
    refused(outcome, "File name too long")


@pytest.mark.parametrize(
    "arguments",
    [["build"], ["convert", "x.txt"], ["validate", "x.ttl"], ["sparql", "ASK {}", "--data", "x"]],
    ids=lambda arguments: str(arguments[0]),
)
def test_working_directory_that_is_gone_is_refused(
    spawn: Run, refused: Refused, tmp_path: Path, arguments: list[str]
) -> None:
    """Where the working directory was deleted, nothing is found in it and nothing is written."""
    (tmp_path / "gone").mkdir()
    before = "os.rmdir(os.getcwd())"
    refused(spawn(*arguments, directory=tmp_path / "gone", before=before), "error: ")


@pytest.mark.parametrize(
    "arguments",
    [
        pytest.param(["--help"], id="help"),
        pytest.param(["query"], id="list"),
        pytest.param(["query", "coverage"], id="table"),
        pytest.param(["query", "coverage", "--format", "csv"], id="csv"),
        pytest.param(["convert", "SOURCE"], id="convert"),
        pytest.param(["convert", "--explain", "SOURCE"], id="explain"),
    ],
)
def test_standard_output_that_is_full_is_an_error(
    spawn: Run, refused: Refused, quito: Path, arguments: list[str]
) -> None:
    """Data that does not fit anywhere is not taken for written."""
    words = [str(quito) if each == "SOURCE" else each for each in arguments]
    outcome = spawn(*words, before=FULL.format(OUT))
    refused(outcome, "error: the output cannot be written: No space left on device")


@pytest.mark.parametrize(
    "arguments",
    [
        pytest.param(["query"], id="list"),
        pytest.param(["query", "coverage"], id="table"),
        pytest.param(["query", "findings"], id="blocks"),
        pytest.param(["query", "findings", "--format", "csv"], id="csv"),
        pytest.param(["query", "findings", "--show-sparql"], id="SPARQL"),
        pytest.param(["convert", "SOURCE"], id="convert"),
        pytest.param(["convert", "--explain", "SOURCE"], id="explain"),
    ],
)
def test_reader_that_goes_away_ends_the_run_in_silence(
    spawn: Run, quito: Path, arguments: list[str]
) -> None:
    """A pipe into head gives no traceback and no message, and not the code of bad data."""
    words = [str(quito) if each == "SOURCE" else each for each in arguments]
    outcome = spawn(*words, before=UNREAD.format(OUT))
    assert (outcome.returncode, outcome.stdout) == (2, "")
    assert outcome.stderr in ("", "18 solutions\n", "35 solutions\n")


def test_reader_of_messages_that_goes_away_ends_the_run_in_silence(spawn: Run) -> None:
    """Messages that nobody reads do not take the code of bad data."""
    outcome = spawn("query", "coverage", "--format", "table", before=UNREAD.format(ERR))
    assert outcome.returncode == 2
    assert len(outcome.stdout.splitlines()) == 3 + 18 + 1


def test_closed_standard_output_is_no_crash(spawn: Run) -> None:
    """A caller who closes the output wants no data, and gets none."""
    outcome = spawn("query", "coverage", before="os.close(1)")
    assert (outcome.returncode, outcome.stdout, outcome.stderr) == (0, "", "18 solutions\n")


def test_closed_standard_error_is_no_crash(spawn: Run) -> None:
    """Without a stream for messages there is the data all the same."""
    outcome = spawn("query", "coverage", "--format", "csv", before="os.close(2)")
    assert (outcome.returncode, len(outcome.stdout.splitlines())) == (0, 1 + 18)


def test_closed_standard_input_is_refused(spawn: Run, refused: Refused) -> None:
    """A query that is to come from a closed stream cannot."""
    outcome = spawn("sparql", "-", before="os.close(0)")
    refused(outcome, "error: standard input: it is closed; expected SPARQL")


def test_interrupt_is_not_the_code_of_bad_data(tmp_path: Path) -> None:
    """Who presses Ctrl-C gets exit code 2, since 1 would say that the data does not conform."""
    source = tmp_path / "waits"
    os.mkfifo(source)
    # A shell that starts the tests in the background has them ignore Ctrl-C, and what they start.
    code = f"import os, signal, sys; {LISTENING}; os.execv(sys.executable, sys.argv[1:])"
    command = [sys.executable, "-m", "mgi_graph", "convert", str(source)]
    with subprocess.Popen(
        [sys.executable, "-c", code, *command], stderr=subprocess.PIPE
    ) as process:
        try:
            writing = _open_when_read(source, process)
            process.send_signal(signal.SIGINT)
            _, messages = process.communicate(timeout=60)
            os.close(writing)
        finally:
            process.kill()
    assert (process.returncode, messages) == (2, b"")


def _open_when_read(fifo: Path, reader: "subprocess.Popen[bytes]") -> int:
    while reader.poll() is None:
        try:
            return os.open(fifo, os.O_WRONLY | os.O_NONBLOCK)
        except OSError:
            time.sleep(0.02)
    pytest.fail("the command ended before it read its source")
