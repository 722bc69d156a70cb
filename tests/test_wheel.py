"""Test that the wheel is the whole tool: installed on its own, in an empty directory, it works."""

import csv
import os
import subprocess
import sys
import zipfile
from pathlib import Path

import pytest

from mgi_graph.pipeline.dataset import Dataset
from mgi_graph.rdf.segments import divide_and_write

ROOT = Path(__file__).parents[1]

COUNTS = {
    "bra-manaus-2023": [(4, 2), (3, 3), (4, 2), (3, 3), (3, 3), (3, 3)],
    "col-medellin-2022": [(4, 2), (4, 2), (3, 3), (4, 2), (5, 1), (3, 2)],
    "chl-monte-patria-2024": [(4, 2), (3, 4), (3, 1), (4, 2), (3, 3), (2, 3)],
}
"""Well-developed areas and areas for development, domain by domain, counted in the sources."""


@pytest.fixture(scope="module")
def wheel(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Build the wheel, without the network."""
    folder = tmp_path_factory.mktemp("wheel")
    _run("-m", "build", "--wheel", "--no-isolation", "--outdir", folder, ROOT, directory=folder)
    (built,) = folder.iterdir()
    return built


@pytest.fixture(scope="module")
def installed(wheel: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Install the wheel alone into a folder of its own."""
    folder = tmp_path_factory.mktemp("installed")
    options = ["--quiet", "--no-deps", "--no-index", "--disable-pip-version-check"]
    _run("-m", "pip", "install", *options, "--target", folder, wheel, directory=folder)
    return folder


def _run(*arguments: object, directory: Path, installed: Path | None = None) -> str:
    """Run Python in a directory, with what is installed in another ahead of the checkout."""
    path = {"PYTHONPATH": str(installed)} if installed else {}
    ended = subprocess.run(
        [sys.executable, *map(str, arguments)],
        cwd=directory,
        env={**os.environ, **path},
        capture_output=True,
        text=True,
        encoding="utf-8",
        check=False,
    )
    assert ended.returncode == 0, ended.stdout + ended.stderr
    return ended.stdout


def _list_files(folder: Path, *suffixes: str) -> set[str]:
    found = {
        path.relative_to(folder).as_posix()
        for path in folder.rglob("*")
        if path.is_file() and path.suffix in suffixes
    }
    assert found
    return found


_ASSETS = (".js", ".json", ".svg", ".txt")
"""The suffixes of what pages need besides their templates."""


def test_wheel_holds_the_package_and_its_assets_and_nothing_else(wheel: Path) -> None:
    """Code, tables, rules, pages, ontology, shapes, queries, data, licence; no tests."""
    expected = {f"mgi_graph/{name}" for name in _list_files(ROOT / "src" / "mgi_graph", ".py")}
    expected |= {
        f"mgi_graph/{name}"
        for name in _list_files(
            ROOT / "src" / "mgi_graph", ".yaml", ".rq", ".html", ".css", *_ASSETS
        )
    }
    for folder, suffixes in {
        "ontology": [".ttl"],
        "queries": [".rq"],
        "data": [".txt", ".yaml", ".md", ".json", ".npz"],
    }.items():
        names = _list_files(ROOT / folder, *suffixes)
        expected |= {f"mgi_graph/_assets/{folder}/{name}" for name in names}
    names = set(zipfile.ZipFile(wheel).namelist())
    described = {name for name in names if name.startswith("mgi_graph-")}
    assert names - described == expected | {"mgi_graph/py.typed"}
    assert {name.partition("/")[2] for name in described} == {
        "METADATA",
        "WHEEL",
        "RECORD",
        "entry_points.txt",
        "licenses/LICENSE",
    }


def test_installed_package_is_the_one_that_runs(installed: Path, tmp_path: Path) -> None:
    """The tests below ask what was installed, not the checkout."""
    code = "import mgi_graph, mgi_graph.assets as a; print(mgi_graph.__file__, a.SOURCES_DIR)"
    package, sources = _run("-c", code, directory=tmp_path, installed=installed).split()
    assert Path(package).is_relative_to(installed)
    assert Path(sources).is_relative_to(installed)


def test_installed_tool_answers(installed: Path, tmp_path: Path) -> None:
    """The embedded dataset has each profile's findings by domain and kind; no file is left."""
    text = _run(
        *("-m", "mgi_graph", "query", "coverage", "--format", "csv"),
        directory=tmp_path,
        installed=installed,
    )
    counts: dict[str, list[tuple[int, int]]] = {}
    for row in csv.DictReader(text.splitlines()):
        profile = row["profile"].rpartition("/")[2]
        pair = int(row["wellDeveloped"]), int(row["forDevelopment"])
        counts.setdefault(profile, []).append(pair)
    assert counts == COUNTS
    assert not list(tmp_path.iterdir())


def test_installed_tool_builds_what_the_checkout_builds(
    installed: Path, tmp_path: Path, built: Dataset
) -> None:
    """A build without sources writes the packaged profiles, byte for byte."""
    _run("-m", "mgi_graph", "build", directory=tmp_path, installed=installed)
    assert [path.name for path in tmp_path.iterdir()] == ["dataset"]
    for name, content in divide_and_write(built.quads).items():
        assert (tmp_path / "dataset" / name).read_bytes() == content, name


def test_installed_package_loads(installed: Path, tmp_path: Path) -> None:
    """The Python interface works from the wheel as well."""
    code = "import mgi_graph; print(len(mgi_graph.load().query('findings', place='Manaus')))"
    assert _run("-c", code, directory=tmp_path, installed=installed) == "36\n"


def test_installed_script_runs(installed: Path, tmp_path: Path) -> None:
    """The wheel brings the command under its name."""
    text = _run(
        installed / "bin" / "mgi-graph", "--version", directory=tmp_path, installed=installed
    )
    assert text.startswith("mgi-graph ")
