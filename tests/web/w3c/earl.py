"""Write outcomes as a report in EARL 1.0, the same from run to run."""

from collections.abc import Iterable, Mapping
from typing import Final

from pyoxigraph import Literal, NamedNode, RdfFormat, Triple, serialize
from rdflib import DCTERMS, DOAP, RDF, Namespace

from tests.web.w3c.runner import Outcome

EARL: Final = Namespace("http://www.w3.org/ns/earl#")
REPORT: Final = Namespace("https://w3id.org/mgi-graph/earl#")
"""The names of what the report itself introduces."""

_PREFIXES: Final = {
    "dcterms": str(DCTERMS),
    "doap": str(DOAP),
    "earl": str(EARL),
    "report": str(REPORT),
}


def write_report(outcomes: Mapping[str, tuple[str, Iterable[Outcome]]]) -> str:
    """Return the report as Turtle.

    ``outcomes`` has, under a short name for each subject, what it is called and the
    outcomes of its cases.
    """
    runner = _node(REPORT["runner"])
    triples = [
        Triple(runner, _node(RDF.type), _node(EARL.Software)),
        Triple(runner, _node(DCTERMS.title), Literal("the runner of the W3C's cases in mgi-graph")),
    ]
    for subject, (title, found) in outcomes.items():
        triples += _describe_subject(subject, title)
        for outcome in found:
            triples += _describe_outcome(subject, outcome)
    text = serialize(triples, format=RdfFormat.TURTLE, prefixes=_PREFIXES)
    assert text is not None
    # The serialiser's own order of the prefixes is that of a hash table.
    lines = text.decode().splitlines(keepends=True)
    prefixes, rest = lines[: len(_PREFIXES)], lines[len(_PREFIXES) :]
    return "".join([*sorted(prefixes), "\n", *rest])


def _describe_subject(subject: str, title: str) -> list[Triple]:
    node = _node(REPORT[subject])
    return [
        Triple(node, _node(RDF.type), _node(DOAP.Project)),
        Triple(node, _node(RDF.type), _node(EARL.TestSubject)),
        Triple(node, _node(DOAP.name), Literal(title)),
        Triple(node, _node(DOAP["programming-language"]), Literal("Python")),
    ]


def _describe_outcome(subject: str, outcome: Outcome) -> list[Triple]:
    name = f"{subject}-{outcome.part or outcome.case.name}"
    assertion, result = _node(REPORT[name]), _node(REPORT[f"{name}-result"])
    test = _node(REPORT[outcome.part] if outcome.part else outcome.case.iri)
    triples = [
        Triple(assertion, _node(RDF.type), _node(EARL.Assertion)),
        Triple(assertion, _node(EARL.assertedBy), _node(REPORT["runner"])),
        Triple(assertion, _node(EARL.subject), _node(REPORT[subject])),
        Triple(assertion, _node(EARL.test), test),
        Triple(assertion, _node(EARL.mode), _node(EARL.automatic)),
        Triple(assertion, _node(EARL.result), result),
        Triple(result, _node(RDF.type), _node(EARL.TestResult)),
        Triple(result, _node(EARL.outcome), _node(EARL[outcome.verdict])),
    ]
    if outcome.detail:
        triples.append(Triple(result, _node(EARL.info), Literal(outcome.detail)))
    if outcome.part:
        triples += [
            Triple(test, _node(RDF.type), _node(EARL.TestRequirement)),
            Triple(test, _node(DCTERMS.isPartOf), _node(outcome.case.iri)),
        ]
    return triples


def _node(iri: str) -> NamedNode:
    return NamedNode(str(iri))
