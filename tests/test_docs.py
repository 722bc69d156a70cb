"""Test that the documentation tells the truth: its commands run, its lists are whole."""

import os
import re
import shlex
import subprocess
import sys
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from rdflib import RDF, SH, Graph

from mgi_graph.assets import ONTOLOGY_DIR, SHAPES_DIR
from mgi_graph.cli import COMMANDS
from mgi_graph.namespaces import MGISH
from mgi_graph.pipeline.build import FILES
from tests.web.clients.javascript import run_javascript
from tests.web.conftest import running_service

ROOT = Path(__file__).parents[1]
README = (ROOT / "README.md").read_text("utf-8")
MODEL = (ROOT / "docs" / "model.md").read_text("utf-8")

CONSOLE = re.findall(r"^```console\n\$ (.+)\n((?:.*\n)*?)```$", README, re.MULTILINE)
PYTHON = re.findall(r"^```python\n((?:.*\n)*?)```$", README, re.MULTILINE)
JAVASCRIPT = re.findall(r"^```js\n((?:.*\n)*?)```$", README, re.MULTILINE)

Locate = Callable[[str], str]
"""What puts the address of the running service into an example."""


@pytest.fixture(scope="session")
def locate() -> Iterator[Locate]:
    """Start the service as the README does, on a free port, for the examples that call it."""
    with running_service(None) as service:
        yield lambda text: text.replace("http://127.0.0.1:8000", service.base)


def _environment() -> dict[str, str]:
    """Put the commands of this environment on the path."""
    path = f"{Path(sys.executable).parent}{os.pathsep}{os.environ['PATH']}"
    return os.environ | {"PATH": path}


def test_readme_has_examples() -> None:
    """Without an example the tests below would test nothing."""
    assert len(CONSOLE) >= 4
    assert len(PYTHON) >= 3
    assert len(JAVASCRIPT) >= 1


@pytest.mark.parametrize(("command", "expected"), CONSOLE, ids=[each[0] for each in CONSOLE])
def test_readme_command_prints_what_it_says(
    command: str, expected: str, tmp_path: Path, locate: Locate
) -> None:
    """Each command of the README gives the lines that stand under it."""
    result = subprocess.run(
        ["bash", "-o", "pipefail", "-c", locate(command)],
        cwd=tmp_path,
        env=_environment(),
        capture_output=True,
        text=True,
        check=False,
    )
    assert result.stdout == expected, result.stderr


def test_readme_python_runs(tmp_path: Path, locate: Locate) -> None:
    """The Python examples run one after the other, beside a built dataset."""
    build = shlex.split("mgi-graph build --out dataset")
    subprocess.run(build, cwd=tmp_path, env=_environment(), check=True, capture_output=True)
    code = locate("\n".join(PYTHON))
    result = subprocess.run(
        [sys.executable, "-c", code],
        cwd=tmp_path,
        env=_environment(),
        capture_output=True,
        text=True,
        check=False,
    )
    assert result.returncode == 0, result.stderr
    assert "Manaus | " in result.stdout


@pytest.mark.parametrize("code", JAVASCRIPT)
def test_readme_javascript_prints_what_it_says(code: str, tmp_path: Path, locate: Locate) -> None:
    """Each JavaScript example runs in Node.js and prints what its comments say."""
    said = re.findall(r"console\.log\(.*\); // (.+)$", code, re.MULTILINE)
    assert said
    assert run_javascript(locate(code), tmp_path).splitlines() == said


def test_every_command_is_in_the_readme() -> None:
    """No command is kept from the reader."""
    assert [name for name in COMMANDS if f"mgi-graph {name}" not in README] == []


def test_every_file_of_a_build_is_in_the_readme() -> None:
    """What a build writes is explained."""
    assert [name for name in FILES if name not in README] == []


def test_every_file_of_the_ontology_is_in_the_model() -> None:
    """The page on the model names each Turtle file."""
    assert [path.name for path in ONTOLOGY_DIR.glob("*.ttl") if path.name not in MODEL] == []


def test_every_shape_is_in_the_model() -> None:
    """The page on the model names each shape that has a target class."""
    shapes = Graph()
    for path in SHAPES_DIR.glob("*.ttl"):
        shapes.parse(path)
    names = {
        str(shape).removeprefix(MGISH).partition("-")[0]
        for shape in shapes.subjects(RDF.type, SH.NodeShape)
        if (shape, SH.targetClass, None) in shapes
    }
    assert names
    assert [name for name in sorted(names) if f"mgish:{name}" not in MODEL] == []


def test_list_of_queries_is_that_of_the_tool() -> None:
    """docs/queries.md is what the command prints; `make docs` writes it anew."""
    result = subprocess.run(
        ["mgi-graph", "query", "--format", "markdown"],
        env=_environment(),
        capture_output=True,
        text=True,
        check=True,
    )
    page = (ROOT / "docs" / "queries.md").read_text("utf-8")
    assert page.endswith(result.stdout)


def test_changelog_names_the_version() -> None:
    """A release has its entry; what is not released stands under Unreleased."""
    assert "## [Unreleased]" in (ROOT / "CHANGELOG.md").read_text("utf-8")


def test_links_between_documents_lead_somewhere() -> None:
    """No link in a Markdown file of ours points to a file that is not there."""
    pages = [*ROOT.glob("*.md"), *ROOT.glob("docs/**/*.md"), ROOT / "data" / "README.md"]
    broken = [
        (page.name, target)
        for page in pages
        for target in re.findall(r"\]\(([^)#:]+)\)", page.read_text("utf-8"))
        if not (page.parent / target).exists()
    ]
    assert broken == []
