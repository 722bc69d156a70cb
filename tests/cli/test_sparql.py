"""Test that any query is run, on whatever is to be asked."""

import json
from collections.abc import Callable
from pathlib import Path
from subprocess import CompletedProcess

import pytest
from pyoxigraph import Literal, Quad, RdfFormat, parse

from mgi_graph.namespaces import MGI

Run = Callable[..., "CompletedProcess[str]"]
Refused = Callable[..., None]

RDF_FORMATS = {
    "turtle": RdfFormat.TURTLE,
    "ntriples": RdfFormat.N_TRIPLES,
    "jsonld": RdfFormat.JSON_LD,
    "rdfxml": RdfFormat.RDF_XML,
    "trig": RdfFormat.TRIG,
}
COUNTED = "SELECT (COUNT(*) AS ?n) { ?f <https://w3id.org/mgi-graph/ontology#statement> ?s }"


def _parse(text: str, rdf_format: RdfFormat = RdfFormat.TURTLE) -> list[Quad]:
    return list(parse(text.encode(), format=rdf_format))


def test_sparql_takes_a_word_or_standard_input(run: Run) -> None:
    """The query is the argument, or what comes in; a byte order mark is none of it."""
    expected = "n\r\n105\r\n"
    assert run("sparql", COUNTED, "--format", "csv").stdout == expected
    for stdin in (COUNTED.encode(), b"\xef\xbb\xbf" + COUNTED.encode()):
        assert run("sparql", "-", "--format", "csv", stdin=stdin).stdout == expected


def test_sparql_answers_yes_or_no(run: Run) -> None:
    """ASK is answered in a word for people, and as its format says otherwise."""
    assert run("sparql", "ASK {}").stdout == "yes\n"
    assert run("sparql", "ASK { <urn:a> ?p ?o }").stdout == "no\n"
    assert json.loads(run("sparql", "ASK {}", "--format", "json").stdout)["boolean"] is True


@pytest.mark.parametrize("name", RDF_FORMATS)
def test_sparql_writes_triples(run: Run, name: str) -> None:
    """CONSTRUCT is written in each format for triples."""
    query = f"CONSTRUCT WHERE {{ ?f <{MGI}statement> ?statement }}"
    outcome = run("sparql", query, "--format", name)
    assert len(_parse(outcome.stdout, RDF_FORMATS[name])) == 105


def test_turtle_is_the_usual_format_of_triples(run: Run) -> None:
    """DESCRIBE without a format is Turtle."""
    outcome = run("sparql", "DESCRIBE <https://w3id.org/mgi-graph/id/place/col-medellin>")
    assert any(quad.object == Literal("Medellín", language="es") for quad in _parse(outcome.stdout))


@pytest.mark.parametrize(
    ("query", "format_name", "message"),
    [
        ("SELECT * {}", "turtle", "'turtle' does not fit the solutions of a SELECT query; use"),
        ("ASK {}", "trig", "'trig' does not fit the answer of an ASK query; use one of csv"),
        ("CONSTRUCT WHERE { ?s ?p ?o }", "csv", "'csv' does not fit the triples"),
        (
            "CONSTRUCT WHERE { ?s ?p ?o }",
            "table",
            "'table' does not fit triples; use one of turtle",
        ),
    ],
)
def test_format_that_does_not_fit_is_refused(
    run: Run, refused: Refused, query: str, format_name: str, message: str
) -> None:
    """The message names the formats that do."""
    refused(run("sparql", query, "--format", format_name), f"error: format {message}")


@pytest.mark.parametrize("name", ["", "mgi.trig", "mgi.nt", "mgi.ttl", "mgi.jsonld"])
def test_each_file_of_a_build_gives_the_same_answers(
    run: Run, dataset_folder: Path, name: str
) -> None:
    """The folder, its named graphs and the union of them answer as the embedded dataset does."""
    for query in ("coverage", "peer-learning"):
        expected = run("query", query, "--format", "csv")
        outcome = run("query", query, "--format", "csv", "--data", dataset_folder / name)
        assert (outcome.returncode, outcome.stdout) == (0, expected.stdout)


def test_endpoint_gives_the_same_answers(
    run: Run, dataset_folder: Path, serve: Callable[[Path], str]
) -> None:
    """A SPARQL server with the dataset answers as the embedded dataset does."""
    endpoint = serve(dataset_folder / "mgi.trig")
    for arguments in (["peer-learning", "-p", "place=Medellín"], ["common-gaps"]):
        expected = run("query", *arguments, "--format", "csv")
        outcome = run("query", *arguments, "--format", "csv", "--endpoint", endpoint)
        assert (outcome.returncode, outcome.stdout) == (0, expected.stdout)
    ask = "ASK { ?place a <https://w3id.org/mgi-graph/ontology#City> }"
    assert run("sparql", ask, "--endpoint", endpoint).stdout == "yes\n"
