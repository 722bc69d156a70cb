"""Describe the query service itself (SPARQL 1.1 Service Description).

The default graph is the merge of the named graphs. What was inferred stands in a
graph of its own and is matched like any other triple, so the entailment regime of
the service is the simple one; that the graph follows by OWL 2 RL is said of the graph.
"""

import hashlib
import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Final

from pyoxigraph import Literal, NamedNode, Triple

from mgi_graph.namespaces import ID
from mgi_graph.rdf.iris import mint_graph
from mgi_graph.rdf.service_texts import ABOUT, LIMITS, SERVICE_LABEL, note_graph, title_graph
from mgi_graph.rdf.terms import DCTERMS, RDF, RDFS, SD, VOID, XSD, Vocabulary

_FORMATS = Vocabulary("http://www.w3.org/ns/formats/")
_RESULT_FORMATS: Final = (
    "SPARQL_Results_JSON",
    "SPARQL_Results_XML",
    "SPARQL_Results_CSV",
    "SPARQL_Results_TSV",
    "Turtle",
    "N-Triples",
    "RDF_XML",
    "JSON-LD",
    "TriG",
    "N-Quads",
)
"""What answers are written in, by W3C's names of file formats."""

_SIMPLE: Final = NamedNode("http://www.w3.org/ns/entailment/Simple")
_OWL_RL: Final = NamedNode("http://www.w3.org/ns/owl-profile/RL")
_GRAPHS: Final = f"{ID}graph/"
_SLUG = re.compile(r"[\w-]+", re.ASCII)
_DIGEST_LENGTH: Final = 16


@dataclass(frozen=True, slots=True)
class Limits:
    """Hold what one answer may take: seconds, rows or triples, and bytes before compression."""

    seconds: float
    rows: int
    size: int


def describe_service(
    endpoint: str, *, graphs: Mapping[str, int], triples: int, limits: Limits | None = None
) -> Iterator[Triple]:
    """Describe the service at the address ``endpoint``.

    ``graphs`` has the triples of each named graph under its IRI, ``triples`` is the number of
    those in the default graph.
    """
    service = NamedNode(f"{endpoint}#service")
    dataset = NamedNode(f"{endpoint}#dataset")
    yield Triple(service, RDF.type, SD.Service)
    yield Triple(service, SD.endpoint, NamedNode(endpoint))
    yield from _describe_texts(service, limits)
    yield from _describe_abilities(service)
    yield Triple(service, SD.defaultDataset, dataset)
    yield Triple(service, SD.availableGraphs, dataset)
    yield Triple(dataset, RDF.type, SD.Dataset)
    yield Triple(dataset, RDF.type, SD.GraphCollection)
    default = NamedNode(f"{endpoint}#default-graph")
    yield Triple(dataset, SD.defaultGraph, default)
    yield from _describe_graph(default, triples)
    for name, length in sorted(graphs.items()):
        described = NamedNode(f"{endpoint}#graph-{_name_graph(name)}")
        yield Triple(dataset, SD.namedGraph, described)
        yield Triple(described, RDF.type, SD.NamedGraph)
        yield Triple(described, SD.name, NamedNode(name))
        yield Triple(described, SD.graph, NamedNode(name))
        yield from _describe_graph(NamedNode(name), length)
        yield from _describe_texts_of_graph(NamedNode(name))


def _describe_texts(service: NamedNode, limits: Limits | None) -> Iterator[Triple]:
    for language, label in SERVICE_LABEL.items():
        text = ABOUT[language]
        if limits is not None:
            numbers = {
                "seconds": f"{limits.seconds:g}",
                "rows": str(limits.rows),
                "size": str(limits.size),
            }
            text = f"{text} {LIMITS[language].format(**numbers)}"
        yield Triple(service, RDFS.label, Literal(label, language=language))
        yield Triple(service, DCTERMS.description, Literal(text, language=language))


def _describe_abilities(service: NamedNode) -> Iterator[Triple]:
    """Say what the service can do; each value is typed, as the vocabulary's ranges ask."""
    abilities = (
        (SD.supportedLanguage, SD.SPARQL11Query, SD.Language),
        (SD.feature, SD.UnionDefaultGraph, SD.Feature),
        (SD.defaultEntailmentRegime, _SIMPLE, SD.EntailmentRegime),
        *((SD.resultFormat, _FORMATS[name], _FORMATS.Format) for name in _RESULT_FORMATS),
    )
    for property_, value, class_ in abilities:
        yield Triple(service, property_, value)
        yield Triple(value, RDF.type, class_)


def _describe_graph(graph: NamedNode, triples: int) -> Iterator[Triple]:
    yield Triple(graph, RDF.type, SD.Graph)
    yield Triple(graph, VOID.triples, Literal(str(triples), datatype=XSD.integer))


def _describe_texts_of_graph(graph: NamedNode) -> Iterator[Triple]:
    for language, title in title_graph(graph.value).items():
        yield Triple(graph, DCTERMS.title, Literal(title, language=language))
    for language, note in note_graph(graph.value).items():
        yield Triple(graph, DCTERMS.description, Literal(note, language=language))
    if graph == mint_graph("inferred"):
        yield Triple(graph, DCTERMS.conformsTo, _OWL_RL)


def _name_graph(graph: str) -> str:
    """Name a graph within an IRI: as we do where it is ours, by a digest where not.

    >>> _name_graph("https://w3id.org/mgi-graph/id/graph/ontology")
    'ontology'
    """
    name = graph.removeprefix(_GRAPHS)
    is_ours = name != graph and _SLUG.fullmatch(name)
    return name if is_ours else hashlib.sha256(graph.encode()).hexdigest()[:_DIGEST_LENGTH]
