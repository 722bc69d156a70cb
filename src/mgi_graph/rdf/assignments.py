"""Record how findings came to their indicators: by whose choice, how surely, and why."""

from collections.abc import Iterator

from pyoxigraph import Literal, NamedNode, Triple

from mgi_graph.model import CuratedFinding, Finding, Located, ReviewStatus
from mgi_graph.rdf.iris import (
    mint_assignment,
    mint_finding,
    mint_group,
    mint_indicator,
    mint_method,
    mint_review,
)
from mgi_graph.rdf.terms import MGI, RDF, XSD

READING = "reading"
"""The method of a person who read the finding."""


def describe_assignments(profile: str, located: Located) -> Iterator[Triple]:
    """Link a finding of ``profile`` to its indicators and population groups.

    Each link to an indicator is a plain statement, and a record of it beside.
    """
    finding, row = located.finding, located.row
    iri = mint_finding(profile, finding)
    for slug in row.indicators:
        yield Triple(iri, MGI.addresses, mint_indicator(slug))
        yield from _describe_assignment(profile, finding, row, slug)
    for group in row.groups:
        yield Triple(iri, MGI.concernsGroup, mint_group(group))


def _describe_assignment(
    profile: str, finding: Finding, row: CuratedFinding, slug: str
) -> Iterator[Triple]:
    iri = mint_assignment(profile, finding, slug)
    yield Triple(iri, RDF.type, MGI.IndicatorAssignment)
    yield Triple(iri, MGI.hasFinding, mint_finding(profile, finding))
    yield Triple(iri, MGI.hasIndicator, mint_indicator(slug))
    yield Triple(iri, MGI.hasReviewStatus, mint_review(row.status.value))
    suggestion = row.suggestion
    if suggestion is None or suggestion.indicator != slug or row.status is ReviewStatus.CHANGED:
        yield Triple(iri, MGI.hasMethod, mint_method(READING))
        return
    yield Triple(iri, MGI.hasMethod, mint_method(suggestion.method))
    yield Triple(iri, MGI.confidence, Literal(f"{suggestion.confidence:.2f}", datatype=XSD.decimal))
    language = finding.statements[0].language
    for word in suggestion.words:
        yield Triple(iri, MGI.decisiveWord, Literal(word, language=language))
    for similar in suggestion.similar:
        yield Triple(iri, MGI.isSupportedBy, NamedNode(similar))
