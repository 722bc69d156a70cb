"""Describe the service as an OpenAPI 3.1 document, made from the headers of the canned queries."""

from collections.abc import Mapping, Sequence
from typing import Final

from mgi_graph.queries import LANGUAGES, CannedQuery, Parameter, ParameterType
from mgi_graph.web.api.canned import DEFAULT_LIMIT, FIXED_CHOICES, MOST_LIMIT
from mgi_graph.web.api.openapi_parts import (
    Node,
    errors,
    format_words,
    graph_content,
    one_of,
    problem_answer,
    problem_schema,
    query_parameter,
    solutions_content,
    solutions_schema,
    text_headers,
)
from mgi_graph.web.http.negotiation import NAMED_SOLUTIONS

_EXAMPLES: Final[Mapping[ParameterType, str]] = {
    ParameterType.PLACE: "col-medellin",
    ParameterType.COUNTRY: "col",
    ParameterType.PROFILE: "col-medellin-2022",
    ParameterType.DOMAIN: "partnerships",
    ParameterType.INDICATOR: "ethical-recruitment",
    ParameterType.FINDING: "col-medellin-2022/migrants-rights/well-developed/1",
    ParameterType.GROUP: "refugees",
    ParameterType.THING: "network/mercociudades",
    ParameterType.COMPACT_OBJECTIVE: "6",
    ParameterType.SDG_TARGET: "10.7",
    ParameterType.INTEGER: "1",
}
"""A value of each type, as a user would type it."""

_SPARQL: Final = "ASK { ?finding a <https://w3id.org/mgi-graph/ontology#Finding> }"
_STATUSES: Final = {
    "400": "The request has an error that the detail names",
    "404": "There is nothing at this address",
    "406": "None of the formats on offer is acceptable",
    "429": "Too busy; try again after the seconds in Retry-After",
    "500": "The service could not finish the request",
    "503": "The time or memory limit ended the query",
}


def describe_service(queries: Sequence[CannedQuery], base: str, version: str) -> Node:
    """Return the OpenAPI document of the service at ``base``, ``version`` of this software."""
    canned = {f"/api/queries/{query.name}": {"get": _canned(query)} for query in queries}
    return {
        "openapi": "3.1.0",
        "info": {
            "title": "MGI profile graph",
            "version": version,
            "summary": "Findings of Migration Governance Indicators profiles as linked data",
            "license": {"name": "CC BY 4.0", "identifier": "CC-BY-4.0"},
        },
        "jsonSchemaDialect": "https://json-schema.org/draft/2020-12/schema",
        "servers": [{"url": base}],
        "tags": [
            {"name": topic, "description": f"Canned queries on {topic}"}
            for topic in dict.fromkeys(query.topic for query in queries)
        ],
        "paths": {**_fixed_paths(), **canned},
        "components": {
            "schemas": {"Problem": problem_schema(), "Solutions": solutions_schema()},
            "responses": {status: problem_answer(text) for status, text in _STATUSES.items()},
        },
    }


def _canned(query: CannedQuery) -> Node:
    parameters = [_parameter(each) for each in query.parameters]
    own = {each.name for each in query.parameters}
    parameters += [each for each in _common_parameters() if each["name"] not in own]
    return {
        "operationId": query.name,
        "summary": query.question["en"],
        "description": query.summary,
        "tags": [query.topic],
        "parameters": parameters,
        "responses": {
            "200": {
                "description": "The solutions; the header Completeness says whether all of them",
                "headers": text_headers("Completeness", "Link", "Total"),
                "content": solutions_content(),
            },
            **errors("400", "404", "406", "429", "500", "503"),
        },
    }


def _parameter(parameter: Parameter) -> Node:
    schema: Node = {"type": "string"}
    values = parameter.values or FIXED_CHOICES.get(parameter.type, ())
    if values:
        schema["enum"] = [*values, *([""] if parameter.optional else [])]
    if parameter.type is ParameterType.INTEGER:
        schema["pattern"] = "^[+-]?[0-9]{1,18}$"
    if parameter.default is not None:
        schema["default"] = parameter.default
    described: Node = {
        "name": parameter.name,
        "in": "query",
        "required": False,
        "description": parameter.summary["en"],
        "schema": schema,
        "x-type": parameter.type.value,
    }
    example = parameter.default or (values[0] if values else _EXAMPLES.get(parameter.type))
    if example is not None:
        described["example"] = example
    return described


def _common_parameters() -> list[Node]:
    return [
        query_parameter(
            "format", "The format, above Accept", one_of(format_words(NAMED_SOLUTIONS))
        ),
        query_parameter("lang", "The language of the page", one_of(LANGUAGES)),
        query_parameter(
            "limit",
            "How many solutions at most",
            {"type": "integer", "minimum": 1, "maximum": MOST_LIMIT, "default": DEFAULT_LIMIT},
        ),
        query_parameter(
            "offset",
            "How many solutions to leave out before the first",
            {"type": "integer", "minimum": 0, "maximum": 10**9, "default": 0},
        ),
    ]


def _fixed_paths() -> Node:
    return {
        "/sparql": {"get": _sparql_by_get(), "post": _sparql_by_post()},
        "/data": {"get": _graph_store()},
        "/id/{path}": {"get": _thing()},
        "/ontology": {"get": _document("ontology", "The ontology, in the format of Accept")},
        "/shapes": {"get": _document("shapes", "The SHACL shapes, in the format of Accept")},
        "/api/queries": {"get": _json("listQueries", "The canned queries with their parameters")},
        "/api/openapi.json": {"get": _json("openapi", "This document")},
        "/health": {"get": _json("health", "Whether the service is ready", "503")},
    }


def _sparql_by_get() -> Node:
    return {
        "operationId": "sparqlGet",
        "summary": "Ask a SPARQL 1.1 query; without one, read the service description",
        "parameters": [
            {**query_parameter("query", "The query", {"type": "string"}), "example": _SPARQL},
            *_protocol_parameters(),
        ],
        "responses": _sparql_responses(),
    }


def _sparql_by_post() -> Node:
    form: Node = {
        "type": "object",
        "required": ["query"],
        "properties": {"query": {"type": "string", "examples": [_SPARQL]}},
    }
    return {
        "operationId": "sparqlPost",
        "summary": "Ask a SPARQL 1.1 query",
        "requestBody": {
            "required": True,
            "content": {
                "application/sparql-query": {"schema": {"type": "string"}, "example": _SPARQL},
                "application/x-www-form-urlencoded": {"schema": form},
            },
        },
        "responses": {
            **_sparql_responses(),
            "403": problem_answer("The request is an update; the dataset is only read"),
            "413": problem_answer("The body is too large"),
            "415": problem_answer("The media type of the body is not supported"),
        },
    }


def _protocol_parameters() -> list[Node]:
    iris: Node = {"type": "array", "items": {"type": "string", "format": "iri"}}
    return [
        query_parameter("default-graph-uri", "Graphs of the default graph", iris),
        query_parameter("named-graph-uri", "Named graphs of the dataset", iris),
        query_parameter("timeout", "A shorter time limit in seconds", {"type": "number"}),
        query_parameter("format", "The format, above Accept", {"type": "string"}),
    ]


def _sparql_responses() -> Node:
    content = {**graph_content(), **solutions_content()}
    return {
        "200": {
            "description": "Solutions, a truth value or triples, as the form of the query has it",
            "headers": text_headers("Completeness", "ETag"),
            "content": content,
        },
        **errors("400", "406", "429", "500", "503"),
    }


def _graph_store() -> Node:
    return {
        "operationId": "readGraph",
        "summary": "Read one graph (SPARQL 1.1 Graph Store HTTP Protocol)",
        "parameters": [
            query_parameter("graph", "The IRI of a named graph", {"type": "string"}),
            query_parameter("default", "The union of all graphs", {"type": "string"}),
        ],
        "responses": {
            "200": {"description": "The triples of the graph", "content": graph_content()},
            **errors("400", "404", "406", "429", "500", "503"),
        },
    }


def _thing() -> Node:
    path: Node = {
        "name": "path",
        "in": "path",
        "required": True,
        "description": "What stands behind https://w3id.org/mgi-graph/id/; with a suffix "
        "(.html .ttl .nt .jsonld .rdf) the document itself",
        "schema": {"type": "string"},
        "example": "place/col-medellin.ttl",
    }
    return {
        "operationId": "describeThing",
        "summary": "Describe a thing: 303 to its document, or the document",
        "parameters": [path],
        "responses": {
            "200": {"description": "The document", "content": graph_content()},
            "303": {
                "description": "See the document in the format of Accept",
                "headers": text_headers("Location"),
            },
            "410": problem_answer("The thing was withdrawn"),
            **errors("400", "404", "406", "429", "500", "503"),
        },
    }


def _document(name: str, description: str) -> Node:
    return {
        "operationId": name,
        "summary": description,
        "responses": {
            "200": {"description": description, "content": graph_content()},
            **errors("406", "429", "500", "503"),
        },
    }


def _json(name: str, description: str, *others: str) -> Node:
    return {
        "operationId": name,
        "summary": description,
        "responses": {
            "200": {
                "description": description,
                "content": {"application/json": {"schema": {"type": "object"}}},
            },
            **errors("406", *others),
        },
    }
