"""Describe what a validation found."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from enum import StrEnum
from functools import cached_property
from typing import TypeAlias

from pyoxigraph import BlankNode, Literal, NamedNode

from mgi_graph.validation.engines import Engine
from mgi_graph.validation.paths import PropertyPath, write_path

Node: TypeAlias = NamedNode | BlankNode | Literal
"""Whatever can be a focus node or a value."""


class Severity(StrEnum):
    """Tell how bad a result is, the worst first; the value is SHACL's local name."""

    VIOLATION = "Violation"
    WARNING = "Warning"
    INFO = "Info"


_RANKS = {severity: rank for rank, severity in enumerate(Severity)}


@dataclass(frozen=True, slots=True)
class Location:
    """Name a place in a file; ``line`` counts from 1, and is ``None`` for the whole file."""

    file: str
    line: int | None = None

    def __str__(self) -> str:
        """Write it as editors and compilers do.

        >>> str(Location("col-medellin-2022-09.txt", 70))
        'col-medellin-2022-09.txt:70'
        """
        return self.file if self.line is None else f"{self.file}:{self.line}"


@dataclass(frozen=True, slots=True)
class ValidationResult:
    """Say which node breaks which rule (SHACL, section 3.6.2), and what caused it.

    ``constraint`` is the SPARQL constraint within ``shape``, where there is one.
    ``messages`` are by language tag. ``source`` is a place in the text that the
    node was read from, ``file`` one in the RDF file, ``graph`` the named graph
    that describes the node; each is ``None`` where it is not known.
    """

    severity: Severity
    focus: Node
    path: PropertyPath | None
    value: Node | None
    component: NamedNode
    shape: NamedNode | BlankNode
    constraint: NamedNode | BlankNode | None
    messages: Mapping[str, str]
    source: Location | None = None
    file: Location | None = None
    graph: NamedNode | None = None

    @property
    def rule(self) -> NamedNode | BlankNode:
        """Return the name under which the rule is to be looked up in the shapes."""
        return self.shape if self.constraint is None else self.constraint

    @property
    def location(self) -> Location | None:
        """Return the best place to look: in the source, else in the RDF file."""
        return self.source or self.file

    @property
    def key(self) -> tuple[str, ...]:
        """Return what tells this result from every other of its report, the component last."""
        path = "" if self.path is None else write_path(self.path)
        value = "" if self.value is None else str(self.value)
        return (str(self.focus), str(self.rule), path, value, self.component.value)

    @property
    def order(self) -> tuple[int, str, int, tuple[str, ...]]:
        """Return what a report is sorted by: severity, place, and then the key."""
        place = self.location or Location("")
        return (_RANKS[self.severity], place.file, place.line or 0, self.key)

    def message(self, language: str) -> str:
        """Return the message in ``language``, else in English, else whichever there is."""
        known = self.messages.get(language) or self.messages.get("en")
        return known or next(iter(self.messages.values()), "")


@dataclass(frozen=True)
class ValidationReport:
    """Hold all the results of a validation, the worst first, then by place.

    ``checked`` counts the nodes of the data that the shapes target. ``engine`` did
    the work; reports that say the same are equal whatever it was.
    """

    results: tuple[ValidationResult, ...]
    checked: int
    engine: Engine | None = field(default=None, compare=False)

    @classmethod
    def merged(cls, reports: Iterable["ValidationReport"]) -> "ValidationReport":
        """Return one report of the parts of a dataset, each validated by itself.

        The parts overlap in nothing but their background, so that no node is counted
        twice. The order of ``reports`` does not show. ``engine`` is ``None`` where
        several did the work.
        """
        parts = tuple(reports)
        results = {each.key: each for part in parts for each in part.results}
        engines = {part.engine for part in parts}
        return cls(
            tuple(sorted(results.values(), key=lambda each: each.order)),
            sum(part.checked for part in parts),
            engines.pop() if len(engines) == 1 else None,
        )

    @property
    def conforms(self) -> bool:
        """Tell whether there is no violation; warnings alone do not break conformance."""
        return self.count(Severity.VIOLATION) == 0

    @cached_property
    def distinct(self) -> tuple[ValidationResult, ...]:
        """Return one result for each node, rule, path and value.

        A value that breaks one rule in two ways, by its datatype and its pattern
        for one, has two results with the same message.
        """
        return tuple({result.key[:-1]: result for result in reversed(self.results)}.values())[::-1]

    def count(self, severity: Severity | str) -> int:
        """Count the distinct results of a severity."""
        return sum(result.severity == severity for result in self.distinct)
