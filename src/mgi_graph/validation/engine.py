"""Run pySHACL and read its report, whose order and blank nodes differ from run to run."""

from collections.abc import Iterator

import rdflib
from pyoxigraph import BlankNode, NamedNode
from rdflib import SH
from rdflib.term import Node as RdflibNode

from mgi_graph.errors import MgiGraphError
from mgi_graph.validation.graphs import from_rdflib, quiet_literals
from mgi_graph.validation.paths import PropertyPath
from mgi_graph.validation.results import RawResult, read_severity
from mgi_graph.validation.shapes import read_path


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
    except (NotImplementedError, ReportableRuntimeError) as err:
        raise MgiGraphError(f"the shapes cannot be used: {err}; correct them") from err
    except Exception as err:
        # rdflib has nothing more special for a prefix that is not declared.
        if type(err) is not Exception:
            raise
        raise MgiGraphError(f"the shapes cannot be used: {err}; correct them") from err
    if isinstance(report, ValidationFailure):
        raise MgiGraphError(f"the shapes cannot be used: {report}; correct them") from report
    return set(_read_results(report, shapes))


def _read_results(report: rdflib.Graph, shapes: rdflib.Graph) -> Iterator[RawResult]:
    for node in report.objects(None, SH.result):
        shape = _value(report, node, SH.sourceShape)
        value = report.value(node, SH.value)
        constraint = report.value(node, SH.sourceConstraint)
        yield RawResult(
            severity=read_severity(str(_value(report, node, SH.resultSeverity))),
            focus=from_rdflib(_value(report, node, SH.focusNode)),
            value=None if value is None else from_rdflib(value),
            path=_read_path(report, node, shapes, shape),
            component=_named(_value(report, node, SH.sourceConstraintComponent)),
            shape=_resource(shape),
            constraint=None if constraint is None else _resource(constraint),
        )


def _read_path(
    report: rdflib.Graph, node: RdflibNode, shapes: rdflib.Graph, shape: RdflibNode
) -> PropertyPath | None:
    """Return the path of a result: the one that a query gives, else that of its shape."""
    of_result = report.value(node, SH.resultPath)
    if of_result is None:
        return None
    if isinstance(of_result, rdflib.URIRef):
        return NamedNode(str(of_result))
    # The shape's own has the same nodes at every run, which the report's copy has not.
    of_shape = shapes.value(shape, SH.path)
    return read_path(report, of_result) if of_shape is None else read_path(shapes, of_shape)


def _value(report: rdflib.Graph, node: RdflibNode, property_: rdflib.URIRef) -> RdflibNode:
    found = report.value(node, property_)
    if found is None:
        raise AssertionError(f"a result of pySHACL has no {property_}")
    return found


def _resource(node: RdflibNode) -> NamedNode | BlankNode:
    found = from_rdflib(node)
    if not isinstance(found, NamedNode | BlankNode):
        raise TypeError(f"not a resource: {found}")
    return found


def _named(node: RdflibNode) -> NamedNode:
    return NamedNode(str(node))
