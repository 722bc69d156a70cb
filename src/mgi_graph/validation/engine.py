"""Run pySHACL and read its report, whose order and blank nodes differ from run to run."""

from collections.abc import Iterator
from dataclasses import dataclass

import rdflib
from pyoxigraph import BlankNode, NamedNode
from rdflib import SH
from rdflib.term import Node as RdflibNode

from mgi_graph.errors import MgiGraphError
from mgi_graph.validation.graphs import from_rdflib, quiet_literals
from mgi_graph.validation.report import Severity


@dataclass(frozen=True, slots=True)
class RawResult:
    """Hold one result as pySHACL reports it; nodes of the data are still rdflib's."""

    severity: Severity
    focus: RdflibNode
    value: RdflibNode | None
    path: RdflibNode | None
    component: NamedNode
    shape: NamedNode | BlankNode
    constraint: NamedNode | BlankNode | None


def run_shacl(data: rdflib.Graph, shapes: rdflib.Graph) -> set[RawResult]:
    """Return what breaks the shapes, each result once.

    Nothing is inferred and no import is followed: the data has what it needs.
    Raises :class:`MgiGraphError` where the shapes themselves cannot be used.
    """
    from pyshacl import validate
    from pyshacl.errors import ReportableRuntimeError, ValidationFailure

    try:
        with quiet_literals():
            _, report, _ = validate(
                data, shacl_graph=shapes, inference="none", advanced=False, do_owl_imports=False
            )
    except ReportableRuntimeError as err:
        raise MgiGraphError(f"the shapes cannot be used: {err}; correct them") from err
    if isinstance(report, ValidationFailure):
        raise MgiGraphError(f"the shapes cannot be used: {report}; correct them") from report
    return set(_read_results(report, shapes))


def _read_results(report: rdflib.Graph, shapes: rdflib.Graph) -> Iterator[RawResult]:
    for node in report.objects(None, SH.result):
        shape = _value(report, node, SH.sourceShape)
        constraint = report.value(node, SH.sourceConstraint)
        yield RawResult(
            severity=_severity(_value(report, node, SH.resultSeverity)),
            focus=_value(report, node, SH.focusNode),
            value=report.value(node, SH.value),
            # The report's own path has blank nodes that the shapes do not have.
            path=shapes.value(shape, SH.path) or report.value(node, SH.resultPath),
            component=_named(_value(report, node, SH.sourceConstraintComponent)),
            shape=_resource(shape),
            constraint=None if constraint is None else _resource(constraint),
        )


def _value(report: rdflib.Graph, node: RdflibNode, property_: rdflib.URIRef) -> RdflibNode:
    found = report.value(node, property_)
    if found is None:
        raise AssertionError(f"a result of pySHACL has no {property_}")
    return found


def _severity(node: RdflibNode) -> Severity:
    for severity in Severity:
        if node == SH[severity.value]:
            return severity
    known = ", ".join(f"sh:{severity.value}" for severity in Severity)
    raise MgiGraphError(f"the shapes cannot be used: severity {node} is none of {known}")


def _resource(node: RdflibNode) -> NamedNode | BlankNode:
    found = from_rdflib(node)
    if not isinstance(found, NamedNode | BlankNode):
        raise TypeError(f"not a resource: {found}")
    return found


def _named(node: RdflibNode) -> NamedNode:
    return NamedNode(str(node))
