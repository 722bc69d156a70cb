"""Say where words stand in a source (Web Annotation Data Model, section 4.2.4)."""

from collections.abc import Iterator

from pyoxigraph import Literal, NamedNode, Triple

from mgi_graph.model import Language, Span
from mgi_graph.rdf.iris import mint_position
from mgi_graph.rdf.terms import DCTERMS, MGI, OA, RDF, XSD


def describe_passage(
    iri: NamedNode, source: NamedNode, language: Language, span: Span
) -> Iterator[Triple]:
    """Describe the passage ``iri`` of ``source``, all but its class.

    ``language`` is that of its words.
    """
    selector = mint_position(iri)
    yield Triple(iri, DCTERMS.language, Literal(language))
    yield Triple(iri, OA.hasSource, source)
    yield Triple(iri, OA.hasSelector, selector)
    yield Triple(iri, MGI.line, Literal(str(span.line), datatype=XSD.positiveInteger))
    yield Triple(selector, RDF.type, OA.TextPositionSelector)
    yield Triple(selector, OA.start, Literal(str(span.start), datatype=XSD.nonNegativeInteger))
    yield Triple(selector, OA.end, Literal(str(span.end), datatype=XSD.nonNegativeInteger))
