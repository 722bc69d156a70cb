"""Test what is left of an engine's results."""

from dataclasses import replace

from pyoxigraph import Literal, NamedNode

from mgi_graph.namespaces import PREFIXES
from mgi_graph.validation import Severity
from mgi_graph.validation.results import RawResult, drop_disputed

DATATYPE = RawResult(
    severity=Severity.VIOLATION,
    focus=NamedNode("https://example.org/place"),
    value=Literal("6°15′ N"),
    path=NamedNode("https://example.org/latitude"),
    component=NamedNode(PREFIXES["sh"] + "DatatypeConstraintComponent"),
    shape=NamedNode("https://example.org/LatitudeShape"),
    constraint=None,
)
RANGE = replace(DATATYPE, component=NamedNode(PREFIXES["sh"] + "MaxInclusiveConstraintComponent"))
ORDER = replace(
    DATATYPE,
    component=NamedNode(PREFIXES["sh"] + "LessThanConstraintComponent"),
    shape=NamedNode("https://example.org/OrderShape"),
)


def test_what_is_not_of_its_datatype_is_not_compared() -> None:
    """Neither with a bound nor with another value of its node: it is told of once."""
    assert drop_disputed([DATATYPE, RANGE, ORDER]) == {DATATYPE}


def test_other_comparisons_stay() -> None:
    """A value of its datatype, another value, and a worse severity are told of."""
    other = replace(RANGE, value=Literal("91"))
    assert drop_disputed([RANGE, ORDER]) == {RANGE, ORDER}
    assert drop_disputed([DATATYPE, other]) == {DATATYPE, other}
    warning = replace(DATATYPE, severity=Severity.WARNING)
    assert drop_disputed([warning, ORDER]) == {warning, ORDER}
