"""Test the report as RDF."""

from dataclasses import replace
from pathlib import Path

import pytest
from pyoxigraph import BlankNode, Literal, NamedNode, RdfFormat, parse
from rdflib import DCTERMS, RDF, SH, Graph

from mgi_graph.validation import (
    Location,
    Severity,
    ValidationReport,
    ValidationResult,
    serialise_report,
    validate_files,
)
from mgi_graph.validation.triples import REPORT, mint_result

DATA = Path(__file__).parent / "data"
MGI = "https://w3id.org/mgi-graph/ontology#"
RESULT = ValidationResult(
    severity=Severity.VIOLATION,
    focus=NamedNode("https://example.org/finding"),
    path=NamedNode(MGI + "position"),
    value=Literal(0),
    component=NamedNode("http://www.w3.org/ns/shacl#DatatypeConstraintComponent"),
    shape=NamedNode("https://w3id.org/mgi-graph/shapes#FindingShape-position"),
    constraint=None,
    messages={"": "Plain.", "en": "A position.", "es": "Una posición."},
    source=Location("a.txt", 7),
    file=Location("a.ttl", 8),
)


def turtle_of(*results: ValidationResult) -> str:
    """Write a report on some results as Turtle, without its prefixes."""
    text = serialise_report(ValidationReport(results, checked=1)).decode()
    return "".join(line for line in text.splitlines(True) if not line.startswith("@prefix"))


def test_a_report_on_nothing_conforms() -> None:
    """An empty report is one node."""
    assert turtle_of() == (f"{REPORT} a sh:ValidationReport ;\n\tsh:conforms true .\n")


def test_a_result_says_all_that_it_knows() -> None:
    """SHACL's properties stand beside the place in the source and its line."""
    assert turtle_of(RESULT) == (
        f"{REPORT} a sh:ValidationReport ;\n"
        "\tsh:conforms false ;\n"
        f"\tsh:result {mint_result(RESULT)} .\n"
        f"{mint_result(RESULT)} a sh:ValidationResult ;\n"
        '\tdcterms:source "a.txt" ;\n'
        "\tsh:focusNode <https://example.org/finding> ;\n"
        '\tsh:resultMessage "A position."@en , "Plain." , "Una posición."@es ;\n'
        "\tsh:resultPath mgi:position ;\n"
        "\tsh:resultSeverity sh:Violation ;\n"
        "\tsh:sourceConstraintComponent sh:DatatypeConstraintComponent ;\n"
        "\tsh:sourceShape mgish:FindingShape-position ;\n"
        "\tsh:value 0 ;\n"
        '\tmgi:line "7"^^xsd:positiveInteger .\n'
    )


@pytest.mark.parametrize(
    "other",
    [
        replace(RESULT, focus=BlankNode("b1")),
        replace(RESULT, path=None),
        replace(RESULT, value=None),
        replace(RESULT, value=Literal("0")),
        replace(
            RESULT, component=NamedNode("http://www.w3.org/ns/shacl#PatternConstraintComponent")
        ),
        replace(RESULT, constraint=NamedNode("https://example.org/constraint")),
    ],
    ids=["focus", "path", "no value", "value", "component", "constraint"],
)
def test_results_that_differ_have_different_names(other: ValidationResult) -> None:
    """A result's IRI is made of what it says."""
    assert mint_result(other) != mint_result(RESULT)


def test_the_place_does_not_change_the_name() -> None:
    """A line that moves leaves the result the same."""
    assert mint_result(replace(RESULT, source=Location("b.txt", 9))) == mint_result(RESULT)


def test_a_report_has_no_blank_nodes_and_the_same_bytes() -> None:
    """Two validations of the same data give the same file."""
    first, second = (serialise_report(validate_files([DATA / "broken.trig"])) for _ in range(2))
    assert first == second
    terms = {
        term
        for quad in parse(first, format=RdfFormat.TURTLE)
        for term in (quad.subject, quad.object)
    }
    assert not any(isinstance(term, BlankNode) for term in terms)


def test_a_report_can_be_read_as_shacl_says() -> None:
    """Another tool finds the report, its results, their messages and places."""
    graph = Graph().parse(
        data=serialise_report(validate_files([DATA / "broken.trig"])), format="turtle"
    )
    (report,) = graph.subjects(RDF.type, SH.ValidationReport)
    results = set(graph.objects(report, SH.result))
    assert len(results) == 5
    for result in results:
        assert (result, RDF.type, SH.ValidationResult) in graph
        assert len(set(graph.objects(result, SH.resultMessage))) == 3
        assert str(graph.value(result, DCTERMS.source)) == "chl-ovalle-2024-09.txt"
