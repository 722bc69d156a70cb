"""Describe the canned queries as RDF, so that editors can offer them.

They are SHACL's executables (SHACL Advanced Features, section 5.1) as the
sparql-examples of the Swiss Institute of Bioinformatics have them: the question as
a label in each language and, in English only, as the comment that editors list. The
query stands with its parameters at their defaults.
"""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from typing import Final

from pyoxigraph import Literal, NamedNode, Triple

from mgi_graph.namespaces import ONTOLOGY
from mgi_graph.queries.binding import bind_parameters
from mgi_graph.queries.model import LANGUAGES, CannedQuery, Parameter, ParameterType
from mgi_graph.queries.values import parse_value
from mgi_graph.rdf.iris import STATUS_CLASSES, mint_iri, mint_query
from mgi_graph.rdf.terms import DCTERMS, MGI, RDF, RDFS, SCHEMA, SH, SKOS, XSD, Vocabulary
from mgi_graph.store import QueryForm, find_form

Values = Sequence[NamedNode | Literal]

_SPEX: Final = Vocabulary("https://purl.expasy.org/sparql-examples/ontology#")
_FORMS: Final = {
    QueryForm.SELECT: (SH.SPARQLSelectExecutable, SH.select),
    QueryForm.ASK: (SH.SPARQLAskExecutable, SH.ask),
    QueryForm.CONSTRUCT: (SH.SPARQLConstructExecutable, SH.construct),
    QueryForm.DESCRIBE: (_SPEX.SPARQLDescribeExecutable, _SPEX.describe),
}
"""The class and the property of each form; SHACL has none for DESCRIBE."""

_CLASSES: Final = {
    ParameterType.PLACE: MGI.Place,
    ParameterType.COUNTRY: MGI.Country,
    ParameterType.PROFILE: MGI.Profile,
    ParameterType.DOMAIN: MGI.Domain,
    ParameterType.INDICATOR: MGI.Indicator,
    ParameterType.FINDING: MGI.Finding,
    ParameterType.GROUP: MGI.PopulationGroup,
    ParameterType.COMPACT_OBJECTIVE: SKOS.Concept,
}
_DATATYPES: Final = {
    ParameterType.LANGUAGE: XSD.string,
    ParameterType.INTEGER: XSD.integer,
    ParameterType.STRING: XSD.string,
}
_ONLY_VALUES: Final[Mapping[ParameterType, Values]] = {
    ParameterType.STATUS: tuple(STATUS_CLASSES.values()),
    ParameterType.LANGUAGE: tuple(map(Literal, LANGUAGES)),
}
"""The values that each parameter of a type has to choose from."""

_TRUE: Final = Literal("true", datatype=XSD.boolean)


def describe_queries(
    queries: Iterable[CannedQuery], endpoint: NamedNode | None = None
) -> Iterator[Triple]:
    """Describe each query and its parameters; ``endpoint`` is where they can be asked."""
    for query in queries:
        yield from _describe_query(query)
        if endpoint is not None:
            yield Triple(mint_query(query.name), SCHEMA.target, endpoint)


def _describe_query(query: CannedQuery) -> Iterator[Triple]:
    iri = mint_query(query.name)
    class_, property_ = _FORMS[find_form(query.text)]
    yield Triple(iri, RDF.type, SH.SPARQLExecutable)
    yield Triple(iri, RDF.type, class_)
    yield Triple(iri, property_, Literal(bind_parameters(query, {}).strip()))
    yield Triple(iri, SH.prefixes, NamedNode(ONTOLOGY))
    yield Triple(iri, DCTERMS.identifier, Literal(query.name))
    yield Triple(iri, DCTERMS.description, Literal(query.summary, language="en"))
    yield Triple(iri, RDFS.comment, Literal(query.question["en"], language="en"))
    for language in LANGUAGES:
        yield Triple(iri, RDFS.label, Literal(query.question[language], language=language))
    for keyword in query.tags:
        yield Triple(iri, SCHEMA.keywords, Literal(keyword))
    for order, parameter in enumerate(query.parameters):
        node = mint_iri("query", query.name, "parameter", parameter.name)
        yield Triple(iri, SH.parameter, node)
        yield Triple(node, SH.order, Literal(str(order), datatype=XSD.integer))
        yield from _describe_parameter(node, parameter)


def _describe_parameter(node: NamedNode, parameter: Parameter) -> Iterator[Triple]:
    """Describe a parameter (SHACL, section 6.2.1); its path ends in its name."""
    yield Triple(node, RDF.type, SH.Parameter)
    yield Triple(node, SH.path, mint_iri("parameter", parameter.name))
    yield Triple(node, SH.name, Literal(parameter.name))
    for language in LANGUAGES:
        yield Triple(node, SH.description, Literal(parameter.summary[language], language=language))
    if parameter.optional:
        yield Triple(node, SH.optional, _TRUE)
    if parameter.type in _DATATYPES:
        yield Triple(node, SH.datatype, _DATATYPES[parameter.type])
    else:
        yield Triple(node, SH.nodeKind, SH.IRI)
    if parameter.type in _CLASSES:
        yield Triple(node, SH["class"], _CLASSES[parameter.type])
    if parameter.default is not None:
        default = parse_value(parameter.name, parameter.type, parameter.default)
        yield Triple(node, SH.defaultValue, default)
    if values := _ONLY_VALUES.get(parameter.type, [Literal(each) for each in parameter.values]):
        own = parameter.type not in _ONLY_VALUES
        head = node if own else mint_iri("values", parameter.type.value)
        yield Triple(node, SH["in"], NamedNode(f"{head.value}/1"))
        yield from _describe_list(head, values)


def _describe_list(above: NamedNode, values: Values) -> Iterator[Triple]:
    """Write an RDF collection whose cells are named, as the rest of the data is."""
    cells = [NamedNode(f"{above.value}/{number}") for number in range(1, len(values) + 1)]
    for cell, value, rest in zip(cells, values, [*cells[1:], RDF.nil], strict=True):
        yield Triple(cell, RDF.type, RDF.List)
        yield Triple(cell, RDF.first, value)
        yield Triple(cell, RDF.rest, rest)
