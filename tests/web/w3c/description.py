"""Judge service descriptions by the W3C's three cases (SPARQL 1.1 Service Description)."""

from collections.abc import Callable, Mapping
from typing import Final

from pyoxigraph import Literal, NamedNode, Triple
from rdflib import RDF, Namespace

from tests.web.w3c.checks import Failure, read_graph
from tests.web.w3c.manifest import Case
from tests.web.w3c.runner import Outcome, Server, Verdict
from tests.web.w3c.wire import Response, send

SD: Final = Namespace("http://www.w3.org/ns/sparql-service-description#")

_DOMAINS: Final = {
    "endpoint": "Service",
    "feature": "Service",
    "defaultEntailmentRegime": "Service",
    "defaultSupportedEntailmentProfile": "Service",
    "supportedLanguage": "Service",
    "languageExtension": "Service",
    "propertyFeature": "Service",
    "extensionFunction": "Service",
    "extensionAggregate": "Service",
    "resultFormat": "Service",
    "inputFormat": "Service",
    "defaultDataset": "Service",
    "availableGraphs": "Service",
    "defaultGraph": "Dataset",
    "namedGraph": "GraphCollection",
    "name": "NamedGraph",
    "graph": "NamedGraph",
    "entailmentRegime": "NamedGraph",
    "supportedEntailmentProfile": "NamedGraph",
}
"""Section 3.4: what has each property."""

_RANGES: Final = {
    "feature": "Feature",
    "languageExtension": "Feature",
    "propertyFeature": "Feature",
    "extensionFunction": "Function",
    "extensionAggregate": "Aggregate",
    "supportedLanguage": "Language",
    "defaultDataset": "Dataset",
    "availableGraphs": "GraphCollection",
    "defaultGraph": "Graph",
    "namedGraph": "NamedGraph",
    "graph": "Graph",
}
"""Section 3.4: what each property leads to; the others lead to any resource."""

_MEMBERS: Final = {
    "Feature": {
        "DereferencesURIs",
        "UnionDefaultGraph",
        "RequiresDataset",
        "EmptyGraphs",
        "BasicFederatedQuery",
    },
    "Language": {"SPARQL10Query", "SPARQL11Query", "SPARQL11Update"},
}
"""Sections 3.2.5 and 3.3: the instances that the vocabulary itself has."""

_CLASSES: Final = {
    *("Service", "Feature", "Language", "Function", "Aggregate", "EntailmentRegime"),
    *("EntailmentProfile", "GraphCollection", "Dataset", "Graph", "NamedGraph"),
}
_BROADER: Final = {"Dataset": "GraphCollection"}


def run_description_case(case: Case, server: Server, endpoint: str) -> Outcome:
    """Ask for the service description and judge it; ``endpoint`` is the service's IRI."""
    response = send((server.host, server.port), "GET", server.query, (), None)
    try:
        _CHECKS[case.name](response, endpoint)
    except Failure as err:
        return Outcome(case, Verdict.FAILED, str(err))
    return Outcome(case, Verdict.PASSED)


def _returns_rdf(response: Response, endpoint: str) -> None:
    _require(response.status == 200, f"status {response.status}")
    _require(bool(read_graph(response)), "an empty graph")


def _has_endpoint_triple(response: Response, endpoint: str) -> None:
    found = [
        each.object for each in read_graph(response) if each.predicate.value == str(SD.endpoint)
    ]
    _require(found == [NamedNode(endpoint)], f"sd:endpoint {found}, expected {endpoint}")


def _conforms_to_schema(response: Response, endpoint: str) -> None:
    triples = read_graph(response)
    types: dict[object, set[str]] = {}
    for triple in triples:
        local = _local(triple.object)
        if triple.predicate.value == str(RDF.type) and local is not None:
            _require(local in _CLASSES, f"sd has no class {local}")
            types.setdefault(triple.subject, set()).update({local, _BROADER.get(local, local)})
    _require(any("Service" in each for each in types.values()), "no sd:Service")
    for triple in triples:
        name = _local(triple.predicate)
        if name is not None:
            _require(name in _DOMAINS, f"sd has no property {name}")
            _check_triple(triple, name, types)


def _check_triple(triple: Triple, name: str, types: Mapping[object, set[str]]) -> None:
    domain, reach = _DOMAINS[name], _RANGES.get(name)
    _require(
        domain in types.get(triple.subject, ()), f"sd:{name} of what is no sd:{domain}: {triple}"
    )
    _require(not isinstance(triple.object, Literal), f"sd:{name} leads to a literal: {triple}")
    if reach is not None:
        known = _local(triple.object) in _MEMBERS.get(reach, ())
        _require(known or reach in types.get(triple.object, ()), f"no sd:{reach}: {triple}")


def _local(term: object) -> str | None:
    """Return the name of a term of the vocabulary, ``None`` for any other term."""
    if isinstance(term, NamedNode) and term.value.startswith(str(SD)):
        return term.value.removeprefix(str(SD))
    return None


def _require(condition: bool, problem: str) -> None:
    if not condition:
        raise Failure(problem)


_CHECKS: Final[Mapping[str, Callable[[Response, str], None]]] = {
    "returns-rdf": _returns_rdf,
    "has-endpoint-triple": _has_endpoint_triple,
    "conforms-to-schema": _conforms_to_schema,
}
