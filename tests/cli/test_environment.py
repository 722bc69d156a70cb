"""Test that the same input gives the same bytes wherever it is run, and that help is cheap."""

import os
import pty
import re
import shutil
import subprocess
import sys
from collections.abc import Callable, Mapping
from pathlib import Path
from subprocess import CompletedProcess

import pytest

from mgi_graph.assets import SOURCES_DIR
from mgi_graph.cli import COMMANDS

Run = Callable[..., "CompletedProcess[str]"]

HEAVY = {
    *("babel", "numpy", "owlrl", "pandas", "py3langid", "pyoxigraph", "pyshacl", "rdflib"),
    *("rich", "yaml", "SPARQLWrapper", "mgi_graph.parsing", "mgi_graph.pipeline"),
}

_HELP = """
import sys
from mgi_graph.cli import main
sys.argv = ["mgi-graph", *sys.argv[1:]]
try:
    main()
finally:
    print(*sys.modules, file=sys.stderr)
"""

_LOCALE = {"PYTHONUTF8": "0", "PYTHONCOERCECLOCALE": "0", "LC_ALL": "POSIX"}


@pytest.mark.parametrize("command", ["", *COMMANDS])
def test_help_imports_nothing_heavy(command: str) -> None:
    """Help of the tool and of each command shows its options and imports only click and the CLI."""
    arguments = [*([command] if command else []), "--help"]
    ended = subprocess.run(
        [sys.executable, "-c", _HELP, *arguments], capture_output=True, text=True, check=True
    )
    assert ended.stdout.startswith(f"Usage: mgi-graph {command}".rstrip())
    assert "--help" in ended.stdout
    modules = set(ended.stderr.split())
    assert "mgi_graph.cli" in modules
    assert modules.isdisjoint(HEAVY)


def test_help_lists_every_command_with_its_line(run: Run) -> None:
    """The line of a command is the first sentence of its own help, so that the two agree."""
    listed = run("--help").stdout
    for name, line in COMMANDS.items():
        assert f"{name:<8}  {line}" in listed
        assert run(name, "-h").returncode == 0


def test_version_is_that_of_the_package(run: Run) -> None:
    """The version names the tool, for reports of defects."""
    assert run("--version").stdout.startswith("mgi-graph 0.")


@pytest.mark.parametrize(
    "environment",
    [
        pytest.param({"PYTHONHASHSEED": "1", "TZ": "Asia/Kathmandu", **_LOCALE}, id="POSIX"),
        pytest.param(
            {"PYTHONHASHSEED": "2", "TZ": "Pacific/Apia", "LC_ALL": "C.UTF-8"}, id="UTF-8"
        ),
    ],
)
def test_build_has_the_same_bytes_anywhere(
    spawn: Run, dataset_folder: Path, tmp_path: Path, environment: Mapping[str, str]
) -> None:
    """Another directory, order of sources, locale, time zone and hash seed change no byte."""
    moved = tmp_path / "elsewhere" / "sources"
    shutil.copytree(SOURCES_DIR, moved)
    sources = sorted((f"sources/{path.name}" for path in moved.iterdir()), reverse=True)
    outcome = spawn("build", *sources, environment=environment, directory=moved.parent)
    assert outcome.returncode == 0, outcome.stderr
    built = moved.parent / "dataset"
    names = {path.relative_to(built) for path in built.rglob("*.*")}
    assert names == {path.relative_to(dataset_folder) for path in dataset_folder.rglob("*.*")}
    for name in names:
        assert (built / name).read_bytes() == (dataset_folder / name).read_bytes(), name


@pytest.mark.parametrize(
    "arguments",
    [
        pytest.param(["query", "peer-learning", "--format", "json"], id="solutions"),
        pytest.param(["query", "peer-learning"], id="blocks"),
        pytest.param(["query"], id="list"),
        pytest.param(["sparql", "CONSTRUCT WHERE { ?s ?p ?o }"], id="triples"),
        pytest.param(["convert", "SOURCE"], id="convert"),
    ],
)
def test_answers_have_the_same_bytes_in_each_process(
    run: Run, spawn: Run, quito: Path, arguments: list[str]
) -> None:
    """The hash seed of a process changes no byte of an answer."""
    words = [str(quito) if each == "SOURCE" else each for each in arguments]
    expected = run(*words).stdout
    assert expected
    assert spawn(*words, environment={"PYTHONHASHSEED": "1"}).stdout == expected


@pytest.mark.parametrize(
    "environment",
    [
        pytest.param(_LOCALE, id="POSIX"),
        pytest.param({"PYTHONIOENCODING": "cp1252"}, id="Windows"),
    ],
)
@pytest.mark.parametrize(
    "arguments",
    [
        pytest.param(["query", "coverage"], id="table"),
        pytest.param(["convert", "--explain", "SOURCE"], id="explain"),
    ],
)
def test_output_is_utf8_whatever_the_locale(
    run: Run,
    spawn: Run,
    quito_in_spanish: Path,
    arguments: list[str],
    environment: Mapping[str, str],
) -> None:
    """Four languages and the lines of a table fit into no smaller encoding."""
    words = [str(quito_in_spanish) if each == "SOURCE" else each for each in arguments]
    outcome = spawn(*words, environment=environment)
    assert outcome.returncode == 0, outcome.stderr
    assert outcome.stdout == run(*words).stdout


def test_arguments_in_another_locale_are_understood(run: Run, spawn: Run) -> None:
    """A name with an accent is the same name where the locale has no accents."""
    words = ["query", "findings", "-p", "place=Medellín", "--format", "csv"]
    assert spawn(*words, environment={"LC_ALL": "C"}).stdout == run(*words).stdout


@pytest.mark.parametrize("query", ["coverage", "peer-learning"])
def test_table_fits_a_terminal(query: str) -> None:
    """On a terminal of 60 columns no line is longer than that."""
    leading, following = pty.openpty()
    command = [sys.executable, "-m", "mgi_graph", "query", query]
    with subprocess.Popen(
        command,
        stdout=following,
        stderr=subprocess.DEVNULL,
        env={**os.environ, "COLUMNS": "60", "TERM": "xterm"},
    ) as process:
        os.close(following)
        lines = re.sub(r"\x1b\[[0-9;]*m", "", _read_terminal(leading)).splitlines()
    assert process.returncode == 0
    assert len(lines) > 18
    assert max(map(len, lines)) <= 60


def _read_terminal(leading: int) -> str:
    chunks = []
    try:
        while chunk := os.read(leading, 65536):
            chunks.append(chunk)
    except OSError:
        # Linux tells the end of a terminal so.
        os.close(leading)
    return b"".join(chunks).decode()
