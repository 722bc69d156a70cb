"""Give the parts that many operations of the OpenAPI document share."""

from collections.abc import Iterable

from mgi_graph.web.http.negotiation import GRAPHS, SOLUTIONS, Offer

Node = dict[str, object]
"""An object of the document."""


def query_parameter(name: str, description: str, schema: Node) -> Node:
    """Describe a parameter of the query string."""
    return {"name": name, "in": "query", "description": description, "schema": schema}


def one_of(values: Iterable[str]) -> Node:
    """Return the schema of a text that is one of ``values``."""
    return {"type": "string", "enum": list(values)}


def format_words(offers: Iterable[Offer]) -> list[str]:
    """Return the words by which ``format=`` names these offers."""
    return [offer.format for offer in offers]


def text_headers(*names: str) -> Node:
    """Describe response headers that are text."""
    return {name: {"schema": {"type": "string"}} for name in names}


def solutions_content() -> Node:
    """Describe an answer in each format of solutions."""
    schema: Node = {"$ref": "#/components/schemas/Solutions"}
    return {
        offer.media_type: {"schema": schema if offer.format == "json" else {"type": "string"}}
        for offer in SOLUTIONS
    }


def graph_content() -> Node:
    """Describe an answer in each format of triples."""
    return {
        offer.media_type: {"schema": {} if offer.format == "jsonld" else {"type": "string"}}
        for offer in GRAPHS
    }


def errors(*statuses: str) -> Node:
    """Refer to the answers that are shared by all operations."""
    return {status: {"$ref": f"#/components/responses/{status}"} for status in statuses}


def problem_answer(description: str) -> Node:
    """Describe an answer that is a problem document, or a page with the same words."""
    schema = {"$ref": "#/components/schemas/Problem"}
    return {
        "description": description,
        "content": {
            "application/problem+json": {"schema": schema},
            "text/html": {"schema": {"type": "string"}},
        },
    }


def problem_schema() -> Node:
    """Return the schema of a problem document (RFC 9457, section 3)."""
    return {
        "type": "object",
        "description": "A problem document (RFC 9457)",
        "required": ["type", "title", "status", "detail", "code"],
        "properties": {
            "type": {"type": "string", "format": "uri-reference"},
            "title": {"type": "string"},
            "status": {"type": "integer", "minimum": 400, "maximum": 599},
            "detail": {"type": "string"},
            "code": {"type": "string", "description": "Never changes"},
            "instance": {"type": "string"},
            "nearest": {"type": "string"},
        },
    }


def solutions_schema() -> Node:
    """Return the schema of SPARQL 1.1 Query Results JSON Format, section 3."""
    term: Node = {
        "type": "object",
        "required": ["type", "value"],
        "properties": {
            "type": {"type": "string"},
            "xml:lang": {"type": "string"},
            "datatype": {"type": "string"},
        },
    }
    return {
        "type": "object",
        "required": ["head"],
        "properties": {
            "head": {
                "type": "object",
                "properties": {
                    "vars": {"type": "array", "items": {"type": "string"}},
                    "link": {"type": "array", "items": {"type": "string"}},
                },
            },
            "results": {
                "type": "object",
                "required": ["bindings"],
                "properties": {
                    "bindings": {
                        "type": "array",
                        "items": {"type": "object", "additionalProperties": term},
                    }
                },
            },
            "boolean": {"type": "boolean"},
        },
    }
