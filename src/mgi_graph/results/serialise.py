"""Write an answer as bytes.

SPARQL JSON is the form that the others are made from: pyoxigraph reads it and
writes XML, CSV and TSV by their specifications.
"""

import json
import re
from collections.abc import Iterator, Sequence
from typing import IO
from xml.sax.saxutils import quoteattr

from pyoxigraph import (
    Literal,
    NamedNode,
    QueryResultsFormat,
    RdfFormat,
    Triple,
    parse_query_results,
)
from pyoxigraph import serialize as serialise_triples

from mgi_graph.errors import FormatError, MgiGraphError
from mgi_graph.namespaces import PREFIXES
from mgi_graph.results.formats import Format, find_format, fitting_formats
from mgi_graph.results.kinds import Boolean, Graph, Result, Solutions
from mgi_graph.results.markdown import markdown_table
from mgi_graph.results.spreadsheet import BYTE_ORDER_MARK, guard_cells
from mgi_graph.results.terms import Term, json_term

_RESULT_FORMATS = {
    Format.CSV: QueryResultsFormat.CSV,
    Format.TSV: QueryResultsFormat.TSV,
    Format.XML: QueryResultsFormat.XML,
}
_RDF_FORMATS = {
    Format.TURTLE: RdfFormat.TURTLE,
    Format.NTRIPLES: RdfFormat.N_TRIPLES,
    Format.JSONLD: RdfFormat.JSON_LD,
    Format.RDFXML: RdfFormat.RDF_XML,
    Format.TRIG: RdfFormat.TRIG,
    Format.NQUADS: RdfFormat.N_QUADS,
}
_TYPE = NamedNode(PREFIXES["rdf"] + "type")
_XML_FORMATS = (Format.XML, Format.RDFXML)
_NOT_XML = re.compile(rb"[\x00-\x08\x0b\x0c\x0e-\x1f]|\xef\xbf[\xbe\xbf]")
"""Characters, in UTF-8, that XML 1.0 (section 2.2) does not have, not even as references."""


def serialise(
    result: Result,
    format: Format | str,  # noqa: A002 (the users' word)
    links: Sequence[str] = (),
) -> bytes:
    r"""Return ``result`` in ``format``, encoded as UTF-8 and ending in a line break.

    ``links`` are addresses of what else is to be known about the answer; JSON and
    XML have a place for them in their heads. The same answer gives the same bytes.
    Raises
    :class:`~mgi_graph.errors.UnknownNameError` for a format that does not exist and
    :class:`~mgi_graph.errors.MgiGraphError` for one that does not fit the kind of
    answer, as :class:`~mgi_graph.errors.FormatError` where it cannot hold the answer.

    >>> serialise(Boolean(True), "csv")
    b'true\n'
    """
    chosen = find_format(format)
    fitting = fitting_formats(result)
    if chosen not in fitting:
        words = ", ".join(fitting)
        msg = f"format {chosen.value!r} does not fit {_KIND[type(result)]}; use one of {words}"
        raise MgiGraphError(msg)
    text = (
        _serialise_graph(result, chosen)
        if isinstance(result, Graph)
        else _table(result, chosen, links)
    )
    if chosen in _XML_FORMATS and (found := _NOT_XML.search(text)):
        character = f"the character U+{ord(found[0].decode()):04X}, which is in the answer"
        raise _unfit(chosen, fitting, character)
    return text if text.endswith(b"\n") or not text else text + b"\n"


def write(result: Result, format: Format | str, stream: IO[bytes]) -> None:  # noqa: A002
    """Write ``result`` in ``format`` to a binary stream, with the errors of :func:`serialise`."""
    stream.write(serialise(result, format))


_KIND: dict[type[Result], str] = {
    Solutions: "the solutions of a SELECT query",
    Boolean: "the answer of an ASK query",
    Graph: "the triples of a CONSTRUCT or DESCRIBE query",
}


def _table(result: Solutions | Boolean, chosen: Format, links: Sequence[str]) -> bytes:
    if chosen is Format.MARKDOWN:
        return _markdown(result).encode()
    if chosen is Format.SPREADSHEET:
        guarded = result if isinstance(result, Boolean) else guard_cells(result)
        return BYTE_ORDER_MARK + _table(guarded, Format.CSV, links)
    document = _json(result, links)
    sparql_json = json.dumps(document, ensure_ascii=False, separators=(",", ":")).encode()
    if chosen is Format.JSON:
        return sparql_json
    parsed = parse_query_results(sparql_json, QueryResultsFormat.JSON)
    written = parsed.serialize(format=_RESULT_FORMATS[chosen]) or b""
    return _link_xml(written, links) if chosen is Format.XML else written


def _link_xml(document: bytes, links: Sequence[str]) -> bytes:
    """Put links into the head, after the variables (SPARQL Query Results XML Format, 2.3.1)."""
    if not links:
        return document
    elements = "".join(f"<link href={quoteattr(link)}/>" for link in links)
    if b"<head/>" in document[:200]:
        return document.replace(b"<head/>", f"<head>{elements}</head>".encode(), 1)
    return document.replace(b"</head>", f"{elements}</head>".encode(), 1)


def _markdown(result: Solutions | Boolean) -> str:
    if isinstance(result, Boolean):
        return "true\n" if result else "false\n"
    return markdown_table(result)


def _json(result: Solutions | Boolean, links: Sequence[str]) -> dict[str, object]:
    head: dict[str, object] = {"link": list(links)} if links else {}
    if isinstance(result, Boolean):
        return {"head": head, "boolean": result.value}
    bindings = [
        {name: json_term(term) for name, term in each.items() if term is not None}
        for each in result
    ]
    return {"head": {"vars": list(result.variables), **head}, "results": {"bindings": bindings}}


def _serialise_graph(graph: Graph, chosen: Format) -> bytes:
    try:
        written = serialise_triples(
            graph.triples, format=_RDF_FORMATS[chosen], prefixes=_used_prefixes(graph)
        )
    except OSError as err:
        # RDF/XML has names that cannot be predicates, JSON-LD has no triple terms.
        raise _unfit(chosen, fitting_formats(graph), f"the answer: {err}") from err
    return written or b""


def _unfit(chosen: Format, fitting: Sequence[Format], what: str) -> FormatError:
    msg = f"format {chosen.value!r} cannot hold {what}; use {fitting[0].value} or another format"
    return FormatError(
        msg, dict.fromkeys(each.media_type for each in fitting if each not in _XML_FORMATS)
    )


def _used_prefixes(graph: Graph) -> dict[str, str]:
    iris = set(_iris(graph))
    return {
        prefix: namespace
        for prefix, namespace in PREFIXES.items()
        if any(iri.startswith(namespace) for iri in iris)
    }


def _iris(graph: Graph) -> Iterator[str]:
    # The predicate rdf:type is left out: Turtle writes it as "a".
    for triple in graph:
        if triple.predicate != _TYPE:
            yield triple.predicate.value
        yield from _iris_of(triple.subject)
        yield from _iris_of(triple.object)


def _iris_of(term: Term) -> Iterator[str]:
    match term:
        case NamedNode():
            yield term.value
        case Literal() if term.language is None:
            yield term.datatype.value
        case Triple():
            yield term.predicate.value
            yield from _iris_of(term.subject)
            yield from _iris_of(term.object)
