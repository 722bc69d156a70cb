"""Judge responses by what the manifests expect of them."""

import json
from collections.abc import Iterable
from typing import Final
from xml.etree import ElementTree

from pyoxigraph import (
    CanonicalizationAlgorithm,
    Dataset,
    Quad,
    QueryBoolean,
    QueryResultsFormat,
    QuerySolutions,
    RdfFormat,
    Triple,
    parse,
    parse_query_results,
)

from tests.web.w3c.manifest import Expected
from tests.web.w3c.wire import Response

_RESULTS: Final = "{http://www.w3.org/2005/sparql-results#}"


class Failure(AssertionError):  # noqa: N818 (it says what it is)
    """Say how a response is not what a case expects."""


def check_response(response: Response, expected: Expected) -> None:
    """Raise :class:`Failure` where a response is not as expected."""
    if not expected.has_status(response.status):
        msg = f"status {response.status}; body: {response.body[:300]!r}"
        raise Failure(msg)
    if expected.format == "boolean" or expected.boolean is not None:
        found = read_boolean(response)
        if expected.boolean is not None and found != expected.boolean:
            msg = f"the answer is {found}"
            raise Failure(msg)
    elif expected.format == "tabular":
        check_tabular(response)
    elif expected.format == "RDF":
        read_graph(response)
    check_headers(response, expected)
    if expected.body is not None:
        wanted = parse(expected.body.text.encode(), RdfFormat.TURTLE)
        if not are_isomorphic(read_graph(response), (quad.triple for quad in wanted)):
            msg = f"another graph: {response.body.decode()}"
            raise Failure(msg)


def read_boolean(response: Response) -> bool:
    """Return the truth value of a response in any of the formats for one."""
    media_type, text = response.media_type, response.body
    try:
        if media_type == "application/sparql-results+json":
            value = json.loads(text)["boolean"]
        elif media_type == "application/sparql-results+xml":
            value = _truth(ElementTree.fromstring(text).findtext(f"{_RESULTS}boolean"))
        elif media_type in {"text/csv", "text/tab-separated-values", "text/boolean"}:
            value = _truth(text.decode().split()[-1].strip('"'))
        else:
            msg = f"not a format for truth values: {media_type!r}"
            raise Failure(msg)
    except (ValueError, LookupError, TypeError, ElementTree.ParseError) as err:
        msg = f"no truth value in {text[:200]!r}: {err!r}"
        raise Failure(msg) from err
    if not isinstance(value, bool):
        msg = f"not a truth value: {value!r}"
        raise Failure(msg)
    return value


def _truth(word: str | None) -> bool:
    return {"true": True, "false": False}[(word or "").strip().lower()]


def check_tabular(response: Response) -> None:
    """Raise :class:`Failure` where a response is not solutions in a registered format."""
    results_format = QueryResultsFormat.from_media_type(response.media_type)
    if results_format is None:
        msg = f"not a format for solutions: {response.media_type!r}"
        raise Failure(msg)
    if results_format == QueryResultsFormat.CSV:
        # The library does not read CSV, whose terms have lost their kinds.
        if not response.body.partition(b"\n")[0].strip():
            msg = "no line of variables"
            raise Failure(msg)
        return
    try:
        results = parse_query_results(response.body, results_format)
        assert not isinstance(results, QueryBoolean)
        _count(results)
    except (SyntaxError, ValueError, AssertionError) as err:
        msg = f"no solutions in {response.body[:200]!r}: {err!r}"
        raise Failure(msg) from err


def _count(solutions: QuerySolutions) -> int:
    return sum(1 for _ in solutions)


def read_graph(response: Response) -> list[Triple]:
    """Return the triples of a response in any RDF syntax."""
    rdf_format = RdfFormat.from_media_type(response.media_type)
    if rdf_format is None:
        msg = f"not a syntax of RDF: {response.media_type!r}"
        raise Failure(msg)
    try:
        return [quad.triple for quad in parse(response.body, rdf_format)]
    except SyntaxError as err:
        msg = f"no RDF in {response.body[:200]!r}: {err}"
        raise Failure(msg) from err


def check_headers(response: Response, expected: Expected) -> None:
    """Raise :class:`Failure` where a header that the case names has another value.

    Of a content type its media type counts, and its charset where the response has one.
    """
    for name, value in expected.headers:
        found = response.header(name.lower()) or ""
        pair = (_split(found), _split(value))
        if name.lower() != "content-type" or pair[0][0] != pair[1][0]:
            msg = f"{name}: {found!r}, expected {value!r}"
            raise Failure(msg)
        if pair[0][1] not in {"", pair[1][1]}:
            msg = f"{name}: {found!r}, expected {value!r}"
            raise Failure(msg)


def _split(content_type: str) -> tuple[str, str]:
    media_type, _, parameters = content_type.lower().partition(";")
    return media_type.strip(), parameters.replace(" ", "").replace('"', "")


def are_isomorphic(first: Iterable[Triple], second: Iterable[Triple]) -> bool:
    """Say whether two graphs are the same but for the names of blank nodes."""
    return canonical(first) == canonical(second)


def canonical(triples: Iterable[Triple]) -> frozenset[str]:
    """Return a graph's triples with names of blank nodes that depend on the graph alone."""
    dataset = Dataset(Quad(*triple) for triple in triples)
    dataset.canonicalize(CanonicalizationAlgorithm.RDFC_1_0)
    return frozenset(str(quad) for quad in dataset)
