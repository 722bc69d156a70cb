"""Test reports and their results."""

from dataclasses import replace

import pytest
from pyoxigraph import NamedNode

from mgi_graph.validation import Engine, Severity, ValidationReport, ValidationResult

RESULT = ValidationResult(
    severity=Severity.WARNING,
    focus=NamedNode("https://example.org/finding"),
    path=NamedNode("https://example.org/position"),
    value=NamedNode("https://example.org/first"),
    component=NamedNode("http://www.w3.org/ns/shacl#DatatypeConstraintComponent"),
    shape=NamedNode("https://example.org/shape"),
    constraint=None,
    messages={"en": "A position is a number.", "es": "Una posición es un número."},
)
SAME_VALUE = replace(
    RESULT, component=NamedNode("http://www.w3.org/ns/shacl#PatternConstraintComponent")
)
VIOLATION = replace(RESULT, severity=Severity.VIOLATION, value=None)


@pytest.mark.parametrize(
    ("results", "conforms"),
    [((), True), ((RESULT,), True), ((VIOLATION, RESULT), False)],
    ids=["nothing", "a warning", "a violation and a warning"],
)
def test_only_violations_break_conformance(
    results: tuple[ValidationResult, ...], conforms: bool
) -> None:
    """Data with warnings alone conforms."""
    assert ValidationReport(results, checked=1).conforms is conforms


def test_a_value_that_breaks_a_rule_twice_counts_once() -> None:
    """Results that differ in the component alone are one to people."""
    report = ValidationReport((VIOLATION, RESULT, SAME_VALUE), checked=1)
    assert report.distinct == (VIOLATION, RESULT)
    assert report.count("Warning") == 1
    assert report.count(Severity.VIOLATION) == 1


@pytest.mark.parametrize(
    ("messages", "language", "message"),
    [
        ({"en": "A", "es": "B"}, "es", "B"),
        ({"en": "A", "es": "B"}, "pt", "A"),
        ({"es": "B"}, "fr", "B"),
        ({}, "en", ""),
    ],
    ids=["its own", "English instead", "whichever there is", "none"],
)
def test_a_message_is_in_the_best_language(
    messages: dict[str, str], language: str, message: str
) -> None:
    """A language that a rule does not speak gets the English message, or any."""
    assert replace(RESULT, messages=messages).message(language) == message


def test_a_rule_is_the_constraint_where_there_is_one() -> None:
    """A SPARQL constraint has a name of its own in the shapes."""
    constraint = NamedNode("https://example.org/constraint")
    assert RESULT.rule == RESULT.shape
    assert replace(RESULT, constraint=constraint).rule == constraint


def test_reports_of_parts_are_merged() -> None:
    """All results are there once, in the order of one report, and the nodes are added up."""
    first = ValidationReport((RESULT,), checked=3, engine=Engine.FAST)
    second = ValidationReport((VIOLATION, RESULT), checked=4, engine=Engine.FAST)
    merged = ValidationReport.merged([first, second])
    assert (merged.results, merged.checked) == ((VIOLATION, RESULT), 7)
    assert merged.engine is Engine.FAST
    assert merged == ValidationReport.merged([second, first])


def test_a_merged_report_of_several_engines_names_none() -> None:
    """Nothing is said that is half true, and reports are equal whatever made them."""
    parts = [ValidationReport((RESULT,), checked=1, engine=engine) for engine in Engine]
    assert parts[0] == parts[1]
    assert ValidationReport.merged(parts).engine is None


def test_no_reports_are_merged_to_one_without_results() -> None:
    """A dataset without parts has nothing that does not conform."""
    assert ValidationReport.merged([]) == ValidationReport((), checked=0)
