"""Describe a result as an engine gives it, before it is explained."""

from collections.abc import Iterable
from dataclasses import dataclass

from pyoxigraph import BlankNode, NamedNode

from mgi_graph.errors import MgiGraphError
from mgi_graph.namespaces import PREFIXES
from mgi_graph.validation.paths import PropertyPath
from mgi_graph.validation.report import Node, Severity


@dataclass(frozen=True, slots=True)
class RawResult:
    """Hold what the engines must agree on: everything but messages (SHACL, section 3.6.2)."""

    severity: Severity
    focus: Node
    value: Node | None
    path: PropertyPath | None
    component: NamedNode
    shape: NamedNode | BlankNode
    constraint: NamedNode | BlankNode | None


_RANGES = frozenset(
    NamedNode(f"{PREFIXES['sh']}{name}ConstraintComponent")
    for name in ("MinInclusive", "MinExclusive", "MaxInclusive", "MaxExclusive")
)
_DATATYPE = NamedNode(PREFIXES["sh"] + "DatatypeConstraintComponent")


def drop_ranges(results: Iterable[RawResult]) -> set[RawResult]:
    """Return results without those on the range of a value that is not of its datatype.

    The recommendation has each such value outside every range (SHACL, section 4.3);
    pySHACL compares some of them as texts. The value is told of by its datatype.
    """
    found = set(results)
    wrong = {
        (each.focus, each.path, each.value, each.shape)
        for each in found
        if each.component == _DATATYPE
    }
    return {
        each
        for each in found
        if each.component not in _RANGES
        or (each.focus, each.path, each.value, each.shape) not in wrong
    }


def read_severity(iri: str) -> Severity:
    """Return the severity of an IRI; raises :class:`MgiGraphError` for one of the shapes' own."""
    for severity in Severity:
        if iri == PREFIXES["sh"] + severity.value:
            return severity
    known = ", ".join(f"sh:{severity.value}" for severity in Severity)
    raise MgiGraphError(f"the shapes cannot be used: severity {iri} is none of {known}")
