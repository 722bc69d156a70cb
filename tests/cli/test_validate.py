"""Test that data is held against the shapes, with the exit code for each outcome."""

from collections.abc import Callable
from importlib.metadata import version
from pathlib import Path
from subprocess import CompletedProcess

import pytest
from pyoxigraph import Literal, RdfFormat, parse

Run = Callable[..., "CompletedProcess[str]"]
Refused = Callable[..., None]


@pytest.fixture
def converted(run: Run, quito: Path) -> Path:
    """Return a small profile as Turtle."""
    path = quito.with_suffix(".ttl")
    path.write_text(run("convert", quito).stdout, "utf-8")
    return path


def test_validate_says_that_a_built_dataset_conforms(run: Run, dataset_folder: Path) -> None:
    """What a build wrote conforms."""
    outcome = run("validate", dataset_folder / "mgi.trig")
    assert (outcome.returncode, outcome.stderr) == (0, "")
    assert outcome.stdout.startswith("Conforms: no violations, no warnings; ")


def test_validate_shows_warnings_in_the_language_asked_for(run: Run, converted: Path) -> None:
    """Warnings leave the exit code 0: 12 findings without indicators, a place without links."""
    outcome = run("validate", "--lang", "fr", converted)
    assert (outcome.returncode, outcome.stderr) == (0, "")
    assert "\nquito-en.txt:15: avertissement : Un constat" in outcome.stdout
    assert "\nConforme : aucune violation, 13 avertissements ; " in outcome.stdout


@pytest.mark.parametrize("format_name", ["text", "turtle"])
def test_validate_names_the_line_of_the_source(run: Run, converted: Path, format_name: str) -> None:
    """Data that does not conform has exit code 1, and the report leads to the profile's text."""
    text = converted.read_text("utf-8")
    finding = "/id/finding/ecu-quito-2023/partnerships/for-development/1> a mgi:AreaForDevelopment"
    assert text.count(finding) == 1
    converted.write_text(text.replace(finding, f"{finding}, mgi:WellDevelopedArea"), "utf-8")
    outcome = run("validate", converted, "--format", format_name)
    assert (outcome.returncode, outcome.stderr) == (1, "")
    if format_name == "text":
        assert (
            "quito-en.txt:41: violation: A finding must not be a well-developed" in outcome.stdout
        )
        assert "\nDoes not conform: " in outcome.stdout
    else:
        quads = list(parse(outcome.stdout.encode(), format=RdfFormat.TURTLE))
        assert Literal("quito-en.txt") in {quad.object for quad in quads}


@pytest.mark.parametrize(("engine", "package"), [("pyshacl", "pyshacl"), ("fast", "shacl")])
def test_validate_says_which_engine_it_was_told_to_use(
    run: Run, converted: Path, engine: str, package: str
) -> None:
    """Both engines write the same report; the one that was asked for is named beside it."""
    outcome = run("validate", converted, "--engine", engine, "--format", "turtle")
    assert outcome.stderr == f"validated by {package} {version(package)}\n"
    assert outcome.stdout == run("validate", converted, "--format", "turtle").stdout


@pytest.mark.parametrize(
    ("name", "content", "message"),
    [
        pytest.param("x.ttl", "<a> <b>", "x.ttl:1: not Turtle", id="syntax"),
        pytest.param("x.ttl", "", "nothing to validate", id="empty"),
        pytest.param("x.txt", "1", "x.txt: not known as RDF by its name: '.txt'", id="suffix"),
        pytest.param("x.ttl", None, "x.ttl: cannot be read: No such file", id="missing"),
    ],
)
def test_validate_refuses_what_is_no_data(
    run: Run,
    refused: Refused,
    tmp_path: Path,
    name: str,
    content: str | None,
    message: str,
) -> None:
    """A file that cannot be validated is no file that conforms: exit code 2."""
    if content is not None:
        (tmp_path / name).write_text(content)
    refused(run("validate", tmp_path / name), message)
