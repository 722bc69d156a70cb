"""Keep validation results as JSON between builds; the messages of a rule are kept once."""

from collections.abc import Mapping
from typing import Any, cast

from pyoxigraph import BlankNode, NamedNode, RdfFormat, parse

from mgi_graph.validation import (
    CompoundPath,
    Location,
    Operator,
    PropertyPath,
    Severity,
    ValidationResult,
)
from mgi_graph.validation.report import Node


class ResultTable:
    """Describe results for JSON, and read them again."""

    def __init__(self, described: list[dict[str, str]] | None = None) -> None:
        """Take the messages that a table described earlier, or none."""
        self.described: list[dict[str, str]] = described or []
        self._numbers: dict[tuple[tuple[str, str], ...], int] = {}

    def describe(self, result: ValidationResult) -> list[object]:
        """Return a result as JSON."""
        source = result.source
        return [
            result.severity.value,
            str(result.focus),
            _describe_path(result.path),
            _describe_node(result.value),
            str(result.component),
            str(result.shape),
            _describe_node(result.constraint),
            self._number(result.messages),
            None if source is None else [source.file, source.line],
            _describe_node(result.graph),
        ]

    def read(self, described: list[Any]) -> ValidationResult:
        """Return the result that :meth:`describe` described."""
        severity, focus, path, value, component, shape, constraint, number, source, graph = (
            described
        )
        return ValidationResult(
            severity=Severity(severity),
            focus=_read_node(focus),
            path=_read_path(path),
            value=None if value is None else _read_node(value),
            component=cast("NamedNode", _read_node(component)),
            shape=cast("NamedNode | BlankNode", _read_node(shape)),
            constraint=None
            if constraint is None
            else cast("NamedNode | BlankNode", _read_node(constraint)),
            messages=self.described[number],
            source=None if source is None else Location(*source),
            graph=None if graph is None else cast("NamedNode", _read_node(graph)),
        )

    def _number(self, messages: Mapping[str, str]) -> int:
        key = tuple(sorted(messages.items()))
        if key not in self._numbers:
            self._numbers[key] = len(self.described)
            self.described.append(dict(messages))
        return self._numbers[key]


def _describe_node(node: Node | None) -> str | None:
    return None if node is None else str(node)


def _read_node(text: str) -> Node:
    if text.startswith("<"):
        return NamedNode(text[1:-1])
    if text.startswith("_:"):
        return BlankNode(text[2:])
    (quad,) = parse(f"<urn:s> <urn:p> {text} .", format=RdfFormat.N_TRIPLES)
    return cast("Node", quad.object)


def _describe_path(path: PropertyPath | None) -> object:
    if isinstance(path, CompoundPath):
        return [path.operator.value, [_describe_path(each) for each in path.steps]]
    return _describe_node(path)


def _read_path(described: Any) -> PropertyPath | None:  # noqa: ANN401 (JSON)
    if described is None:
        return None
    if isinstance(described, str):
        return cast("NamedNode", _read_node(described))
    operator, steps = described
    read = (_read_path(each) for each in steps)
    return CompoundPath(Operator(operator), tuple(each for each in read if each is not None))
