"""Describe a result as an engine gives it, before it is explained."""

from collections.abc import Iterable
from dataclasses import dataclass

from pyoxigraph import BlankNode, Literal, NamedNode

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


def _components(*names: str) -> frozenset[NamedNode]:
    return frozenset(NamedNode(f"{PREFIXES['sh']}{name}ConstraintComponent") for name in names)


_RANGES = _components("MinInclusive", "MinExclusive", "MaxInclusive", "MaxExclusive")
_ORDERS = _components("LessThan", "LessThanOrEquals")
_DATATYPES = _components("Datatype")
_PATTERNS = _components("Pattern")
_YEARS = frozenset(NamedNode(f"{PREFIXES['xsd']}{name}") for name in ("gYear", "gYearMonth"))


def drop_disputed(results: Iterable[RawResult]) -> set[RawResult]:
    """Return results without those on which engines differ, and which others tell of.

    What is not of its datatype is outside every range and before nothing (SHACL, sections
    4.3 and 4.5); pySHACL compares some of it as texts. It is told of by its datatype: a value
    by its own shape, two values by the same node. Whether a text is that of a year or of a
    month, rdflib knows only after owlrl has run in the same process, and the fast engine does
    not; the shapes have a pattern for each.
    """
    found = set(results)
    wrong = [each for each in found if each.component in _DATATYPES]
    values = {(each.focus, each.path, each.value, each.shape) for each in wrong}
    nodes = {(each.focus, each.severity) for each in wrong}
    patterns = {
        (each.focus, each.path, each.value, each.shape)
        for each in found
        if each.component in _PATTERNS
    }

    def is_told(each: RawResult) -> bool:
        if each.component in _RANGES:
            return (each.focus, each.path, each.value, each.shape) in values
        if each.component in _DATATYPES and isinstance(each.value, Literal):
            key = each.focus, each.path, each.value, each.shape
            return each.value.datatype in _YEARS and key in patterns
        return each.component in _ORDERS and (each.focus, each.severity) in nodes

    return {each for each in found if not is_told(each)}


def read_severity(iri: str) -> Severity:
    """Return the severity of an IRI; raises :class:`MgiGraphError` for one of the shapes' own."""
    for severity in Severity:
        if iri == PREFIXES["sh"] + severity.value:
            return severity
    known = ", ".join(f"sh:{severity.value}" for severity in Severity)
    raise MgiGraphError(f"the shapes cannot be used: severity {iri} is none of {known}")
