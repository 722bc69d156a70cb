"""Test that a source is converted whole, and that every line of it is accounted for."""

from collections.abc import Callable
from pathlib import Path
from subprocess import CompletedProcess

import pytest
from pyoxigraph import Literal, NamedNode, Quad, RdfFormat, parse

from mgi_graph.assets import SOURCES_DIR
from mgi_graph.namespaces import MGI

Run = Callable[..., "CompletedProcess[str]"]

FINDINGS = {
    "col-medellin-2022-09.txt": 35,
    "chl-monte-patria-2024-09.txt": 34,
    "bra-manaus-2023-10.txt": 36,
}
RDF_FORMATS = {
    "turtle": RdfFormat.TURTLE,
    "ntriples": RdfFormat.N_TRIPLES,
    "jsonld": RdfFormat.JSON_LD,
    "rdfxml": RdfFormat.RDF_XML,
    "trig": RdfFormat.TRIG,
}


def _parse(text: str, rdf_format: RdfFormat = RdfFormat.TURTLE) -> list[Quad]:
    return list(parse(text.encode(), format=rdf_format))


def _statements(quads: list[Quad]) -> list[Literal]:
    return [
        quad.object
        for quad in quads
        if quad.predicate == NamedNode(f"{MGI}statement") and isinstance(quad.object, Literal)
    ]


@pytest.mark.parametrize("source", FINDINGS)
def test_convert_gives_every_finding_as_turtle(run: Run, source: str) -> None:
    """A packaged source becomes as many statements as it has bullets, all of them linked."""
    outcome = run("convert", SOURCES_DIR / source)
    assert (outcome.returncode, outcome.stderr) == (0, "")
    quads = _parse(outcome.stdout)
    assert len(_statements(quads)) == FINDINGS[source]
    addressing = {quad.subject for quad in quads if quad.predicate.value == f"{MGI}addresses"}
    assert len(addressing) == FINDINGS[source]


@pytest.mark.parametrize("name", RDF_FORMATS)
def test_convert_gives_the_same_triples_in_each_format(run: Run, quito: Path, name: str) -> None:
    """What is written in any format is what Turtle has."""
    triples = {quad.triple for quad in _parse(run("convert", quito).stdout)}
    outcome = run("convert", quito, "--format", name)
    assert {quad.triple for quad in _parse(outcome.stdout, RDF_FORMATS[name])} == triples


@pytest.mark.parametrize("source", FINDINGS)
def test_explain_accounts_for_every_line(run: Run, source: str) -> None:
    """Each line of a source that is not blank is shown once, with its number and its text."""
    outcome = run("convert", "--explain", SOURCES_DIR / source)
    assert (outcome.returncode, outcome.stderr) == (0, "")
    lines = (SOURCES_DIR / source).read_text("utf-8").split("\n")
    expected = [(number, line.strip()) for number, line in enumerate(lines, 1) if line.strip()]
    shown = outcome.stdout.split("\n")[:-1]
    assert [int(line[:5]) for line in shown] == [number for number, _ in expected]
    assert all(line.endswith(f"  {text}") for line, (_, text) in zip(shown, expected, strict=True))
    roles = {line[7:19].strip() for line in shown}
    assert roles == {"chrome", "structure", "introduction", "finding"}
    assert sum(line[7:19] == "finding     " for line in shown) == FINDINGS[source]
