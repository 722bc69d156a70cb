"""Describe SHACL property paths (SHACL, section 2.3.1), as text and as triples."""

import hashlib
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from enum import StrEnum
from typing import TypeAlias

from pyoxigraph import NamedNode, Triple

from mgi_graph.namespaces import PREFIXES
from mgi_graph.rdf.iris import mint_iri
from mgi_graph.rdf.terms import RDF, Vocabulary

SH = Vocabulary(PREFIXES["sh"])


class Operator(StrEnum):
    """Name the ways to make a path of other paths.

    The value is the local name of SHACL's property; a sequence has none there,
    as SHACL writes it as a bare list.
    """

    SEQUENCE = ""
    ALTERNATIVE = "alternativePath"
    INVERSE = "inversePath"
    ZERO_OR_MORE = "zeroOrMorePath"
    ONE_OR_MORE = "oneOrMorePath"
    ZERO_OR_ONE = "zeroOrOnePath"


@dataclass(frozen=True, slots=True)
class CompoundPath:
    """Make a path of other paths; only sequences and alternatives take more than one."""

    operator: Operator
    steps: tuple["PropertyPath", ...]


PropertyPath: TypeAlias = NamedNode | CompoundPath
"""A property, or a path made of paths."""

_BETWEEN = {Operator.SEQUENCE: "/", Operator.ALTERNATIVE: "|"}
_BEHIND = {Operator.ZERO_OR_MORE: "*", Operator.ONE_OR_MORE: "+", Operator.ZERO_OR_ONE: "?"}


def write_path(path: PropertyPath, name: Callable[[NamedNode], str] = str) -> str:
    """Write a path as SPARQL does (SPARQL 1.1, section 9.1); ``name`` writes a property.

    >>> inverse = CompoundPath(Operator.INVERSE, (NamedNode("http://example.org/partOf"),))
    >>> write_path(CompoundPath(Operator.SEQUENCE, (inverse, NamedNode("http://example.org/size"))))
    '^<http://example.org/partOf>/<http://example.org/size>'
    """
    if isinstance(path, NamedNode):
        return name(path)
    parts = [_write_step(step, path.operator, name) for step in path.steps]
    if path.operator in _BETWEEN:
        return _BETWEEN[path.operator].join(parts)
    if path.operator is Operator.INVERSE:
        return "^" + parts[0]
    return parts[0] + _BEHIND[path.operator]


def _write_step(step: PropertyPath, outer: Operator, name: Callable[[NamedNode], str]) -> str:
    text = write_path(step, name)
    if isinstance(step, NamedNode):
        return text
    binds_tighter = outer in _BETWEEN and step.operator not in _BETWEEN
    return text if binds_tighter else f"({text})"


def describe_path(path: PropertyPath) -> tuple[NamedNode, tuple[Triple, ...]]:
    """Return the node that stands for a path, and the triples that say what it is.

    A property stands for itself. Any other path is a blank node in SHACL; here
    its nodes are Skolem IRIs (RDF 1.1 Concepts, section 3.5) made of the path's
    text, so that the same report is always the same bytes.
    """
    if isinstance(path, NamedNode):
        return path, ()
    triples: list[Triple] = []
    node = _skolemise(path, triples)
    return node, tuple(triples)


def _skolemise(path: CompoundPath, triples: list[Triple]) -> NamedNode:
    digest = hashlib.sha256(write_path(path).encode()).hexdigest()[:16]
    node = mint_iri("validation", "path", digest)
    steps = [
        step if isinstance(step, NamedNode) else _skolemise(step, triples) for step in path.steps
    ]
    if path.operator is Operator.SEQUENCE:
        triples.extend(_describe_list(node, steps))
    elif path.operator is Operator.ALTERNATIVE:
        members = mint_iri("validation", "path", digest, "members")
        triples.append(Triple(node, SH.alternativePath, members))
        triples.extend(_describe_list(members, steps))
    else:
        triples.append(Triple(node, SH[path.operator.value], steps[0]))
    return node


def _describe_list(head: NamedNode, members: list[NamedNode]) -> Iterator[Triple]:
    nodes = [head, *(NamedNode(f"{head.value}/{n}") for n in range(2, len(members) + 1)), RDF.nil]
    for node, member, rest in zip(nodes[:-1], members, nodes[1:], strict=True):
        yield Triple(node, RDF.first, member)
        yield Triple(node, RDF.rest, rest)
