"""Test that canned queries are listed, shown and run."""

import csv
import io
import json
from collections.abc import Callable
from subprocess import CompletedProcess
from xml.etree import ElementTree

import pytest

from mgi_graph.assets import QUERIES_DIR
from mgi_graph.cli.choices import FORMATS, LANGUAGES, METHODS
from mgi_graph.model import METHODS as MATCHING_METHODS
from mgi_graph.queries import LANGUAGES as QUERY_LANGUAGES
from mgi_graph.results import Format

Run = Callable[..., "CompletedProcess[str]"]


def _rows(outcome: "CompletedProcess[str]") -> list[dict[str, str]]:
    assert outcome.returncode == 0, outcome.stderr
    return list(csv.DictReader(io.StringIO(outcome.stdout)))


def test_names_on_the_command_line_are_those_of_the_packages() -> None:
    """The words that help knows without importing anything are the words that work."""
    assert ("table", *(each.value for each in Format)) == FORMATS
    assert LANGUAGES == QUERY_LANGUAGES
    assert METHODS == MATCHING_METHODS


def test_query_lists_every_canned_query(run: Run) -> None:
    """Without a name, each query of the folder stands with its question."""
    names = {path.stem for path in QUERIES_DIR.rglob("*.rq")}
    assert names
    listed = run("query")
    assert listed.returncode == 0
    assert {line.split()[0] for line in listed.stdout.splitlines()} >= names
    assert {row["name"] for row in _rows(run("query", "--format", "csv"))} == names
    spanish = _rows(run("query", "--format", "csv", "--lang", "es"))
    assert all("¿" in row["question"] for row in spanish)


def test_query_gives_a_row_a_solution_in_every_format(run: Run) -> None:
    """Coverage has a row for each of six domains of three profiles, however it is written."""
    outcomes = {name: run("query", "coverage", "--format", name).stdout for name in FORMATS[:6]}
    table = [line for line in outcomes["table"].splitlines() if line.startswith("│")]
    assert len(table) == 18
    assert len(_rows(run("query", "coverage", "--format", "csv"))) == 18
    assert len(outcomes["tsv"].splitlines()) == 1 + 18
    assert len(json.loads(outcomes["json"])["results"]["bindings"]) == 18
    space = "{http://www.w3.org/2005/sparql-results#}"
    assert len(ElementTree.fromstring(outcomes["xml"]).findall(f".//{space}result")) == 18
    assert len(outcomes["markdown"].splitlines()) == 2 + 18


@pytest.mark.parametrize(
    "place",
    ["col-medellin", "Medellín", "MEDELLIN", "https://w3id.org/mgi-graph/id/place/col-medellin"],
)
def test_place_may_be_given_by_slug_label_or_iri(run: Run, place: str) -> None:
    """Each way to name a place gives the same answer."""
    rows = _rows(run("query", "findings", "-p", f"place={place}", "--format", "csv"))
    assert len(rows) == 35
    assert all("/finding/col-medellin-2022/" in row["finding"] for row in rows)


def test_language_changes_labels_and_no_statement(run: Run) -> None:
    """Statements stand as they are in their source, whatever language labels are in."""
    english, french, same = (
        _rows(run("query", "findings", "-p", "place=Manaus", "--format", "csv", *language))
        for language in ([], ["--lang", "fr"], ["-p", "lang=fr"])
    )
    assert {row["domainLabel"] for row in english} & {row["domainLabel"] for row in french} == set()
    assert [row["statement"] for row in english] == [row["statement"] for row in french]
    assert french == same
    assert "Partenariats" in {row["domainLabel"] for row in french}


def test_shown_sparql_gives_the_same_answer(run: Run) -> None:
    """What --show-sparql prints can be run anywhere, the sparql command included."""
    arguments = ["query", "peer-learning", "-p", "place=Monte Patria", "--lang", "es"]
    shown = run(*arguments, "--show-sparql").stdout
    again = run("sparql", "-", "--format", "csv", stdin=shown.encode())
    expected = run(*arguments, "--format", "csv")
    assert expected.stdout.count("\n") > 1
    assert again.stdout == expected.stdout
