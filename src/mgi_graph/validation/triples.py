"""Write a validation report as triples (SHACL, section 3.6)."""

import hashlib
from collections.abc import Iterator

from pyoxigraph import Literal, NamedNode, RdfFormat, Triple

from mgi_graph.rdf.iris import mint_iri
from mgi_graph.rdf.serialisation import serialise_triples
from mgi_graph.rdf.terms import DCTERMS, MGI, RDF, XSD
from mgi_graph.validation.paths import SH, describe_path
from mgi_graph.validation.report import ValidationReport, ValidationResult

REPORT = mint_iri("validation", "report")
"""The report itself."""


def serialise_report(report: ValidationReport) -> bytes:
    """Return the report as Turtle, without blank nodes; see :func:`describe_report`."""
    return serialise_triples(describe_report(report), RdfFormat.TURTLE)


def describe_report(report: ValidationReport) -> Iterator[Triple]:
    """Describe a report; the same results give the same triples.

    ``sh:conforms`` is true where there are only warnings, as the report's own
    ``conforms`` is. The place that caused a result is ``dcterms:source`` and,
    where the line is known, ``mgi:line``.
    """
    yield from outline_report(report)
    for result in report.results:
        yield from describe_result(result)


def outline_report(report: ValidationReport) -> Iterator[Triple]:
    """Describe a report, its results left out but for their names and paths."""
    yield Triple(REPORT, RDF.type, SH.ValidationReport)
    yield Triple(REPORT, SH.conforms, Literal(report.conforms))
    for result in report.results:
        yield Triple(REPORT, SH.result, mint_result(result))
    for path in {result.path for result in report.results if result.path is not None}:
        yield from describe_path(path)[1]


def mint_result(result: ValidationResult) -> NamedNode:
    """Mint the IRI of a result from what it says, so that other results do not move it."""
    digest = hashlib.sha256("\n".join(result.key).encode()).hexdigest()
    return mint_iri("validation", "result", digest[:16])


def describe_result(result: ValidationResult) -> Iterator[Triple]:
    """Describe one result, its path left out but for its name."""
    iri = mint_result(result)
    yield Triple(iri, RDF.type, SH.ValidationResult)
    yield Triple(iri, SH.focusNode, result.focus)
    yield Triple(iri, SH.resultSeverity, SH[result.severity.value])
    yield Triple(iri, SH.sourceShape, result.shape)
    yield Triple(iri, SH.sourceConstraintComponent, result.component)
    if result.path is not None:
        yield Triple(iri, SH.resultPath, describe_path(result.path)[0])
    if result.value is not None:
        yield Triple(iri, SH.value, result.value)
    if result.constraint is not None:
        yield Triple(iri, SH.sourceConstraint, result.constraint)
    for tag, message in result.messages.items():
        text = Literal(message, language=tag) if tag else Literal(message)
        yield Triple(iri, SH.resultMessage, text)
    if result.location is not None:
        yield Triple(iri, DCTERMS.source, Literal(result.location.file))
        if result.location.line is not None:
            line = Literal(str(result.location.line), datatype=XSD.positiveInteger)
            yield Triple(iri, MGI.line, line)
