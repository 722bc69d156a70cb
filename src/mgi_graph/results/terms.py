"""Turn RDF terms into plain Python values and into SPARQL JSON."""

from typing import Final, TypeAlias

from pyoxigraph import BlankNode, Literal, NamedNode, Triple

from mgi_graph.namespaces import PREFIXES

Term: TypeAlias = NamedNode | BlankNode | Literal | Triple
"""What a variable can be bound to."""

Value: TypeAlias = str | int | float | bool
"""What a term becomes outside RDF."""

_XSD: Final = PREFIXES["xsd"]
_STRING: Final = NamedNode(_XSD + "string")
_INTEGERS: Final = frozenset(
    _XSD + name
    for name in (
        "integer",
        "nonNegativeInteger",
        "positiveInteger",
        "nonPositiveInteger",
        "negativeInteger",
        "long",
        "int",
        "short",
        "byte",
        "unsignedLong",
        "unsignedInt",
        "unsignedShort",
        "unsignedByte",
    )
)
_FLOATS: Final = frozenset(_XSD + name for name in ("decimal", "double", "float"))
_BOOLEANS: Final = {"true": True, "1": True, "false": False, "0": False}


def python_value(term: Term) -> Value:
    """Return the plain value of a term: an IRI and any text as ``str``, numbers as numbers.

    A language tag is dropped. A number or truth value whose lexical form is not
    one of its datatype stays the text that it is; so do dates.

    >>> python_value(NamedNode("https://w3id.org/mgi-graph/id/place/col"))
    'https://w3id.org/mgi-graph/id/place/col'
    >>> python_value(Literal("Côte d'Ivoire", language="fr"))
    "Côte d'Ivoire"
    >>> python_value(Literal(35)), python_value(Literal(True))
    (35, True)
    """
    match term:
        case Literal():
            return _literal_value(term)
        case NamedNode():
            return term.value
        case _:
            return str(term)


def _literal_value(literal: Literal) -> Value:
    datatype, text = literal.datatype.value, literal.value
    try:
        if datatype in _INTEGERS:
            return int(text)
        if datatype in _FLOATS:
            return float(text)
    except ValueError:
        return text
    if datatype == _XSD + "boolean":
        return _BOOLEANS.get(text, text)
    return text


def json_term(term: Term) -> dict[str, object]:
    """Return a term as an object of the SPARQL 1.1 Query Results JSON Format, section 3.2.2.

    Triple terms and base directions are written as SPARQL 1.2 adds them.

    >>> json_term(Literal("Manaus", language="pt"))
    {'type': 'literal', 'value': 'Manaus', 'xml:lang': 'pt'}
    """
    match term:
        case NamedNode():
            return {"type": "uri", "value": term.value}
        case BlankNode():
            return {"type": "bnode", "value": term.value}
        case Literal():
            return _json_literal(term)
        case Triple():
            parts = {"subject": term.subject, "predicate": term.predicate, "object": term.object}
            return {
                "type": "triple",
                "value": {name: json_term(part) for name, part in parts.items()},
            }


def _json_literal(literal: Literal) -> dict[str, object]:
    found: dict[str, object] = {"type": "literal", "value": literal.value}
    if literal.language is not None:
        found["xml:lang"] = literal.language
        if literal.direction is not None:
            found["its:dir"] = literal.direction.value
    elif literal.datatype != _STRING:
        found["datatype"] = literal.datatype.value
    return found
