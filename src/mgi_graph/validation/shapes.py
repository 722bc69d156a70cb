"""Read the shapes: what they target, what they say, along which path."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from functools import cached_property
from pathlib import Path
from typing import cast

import rdflib
from pyoxigraph import BlankNode, NamedNode, Triple
from rdflib import OWL, RDF, RDFS, SH
from rdflib.term import Node as RdflibNode

from mgi_graph.errors import VocabularyError
from mgi_graph.rdf.iris import mint_iri
from mgi_graph.rdf.vocabularies import read_turtle
from mgi_graph.validation.graphs import build_graph, from_rdflib, to_rdflib
from mgi_graph.validation.paths import CompoundPath, Operator, PropertyPath
from mgi_graph.validation.report import Node
from mgi_graph.validation.results import RawResult

TARGETS = (SH.targetClass, SH.targetNode, SH.targetObjectsOf, SH.targetSubjectsOf)
"""The properties that give a shape its targets."""

CLASSES = (RDFS.Class, OWL.Class)
"""The types that make a shape the target of its own instances."""

_USES = (SH.property, SH.node, SH["not"], SH.qualifiedValueShape, SH.sparql)
_LIST_USES = (SH["and"], SH["or"], SH.xone)


@dataclass(frozen=True, eq=False)
class ShapesGraph:
    """Hold shapes as they were read and as one graph, with what is asked of them often."""

    triples: tuple[Triple, ...]
    graph: rdflib.Graph

    @classmethod
    def read(cls, folder: Path) -> "ShapesGraph":
        """Read all shapes of a folder; see :func:`read_shapes`."""
        triples = tuple(read_shapes(folder))
        return cls(triples, build_graph(triples))

    @cached_property
    def named_targets(self) -> frozenset[Node]:
        """Return the nodes that shapes name themselves as their targets."""
        return frozenset(map(from_rdflib, self.graph.objects(None, SH.targetNode)))

    def find_subject(self, result: RawResult) -> Node:
        """Return the node that a result is about.

        Of a rule on a whole class, whose focus node is the class, it is the instance
        that the rule gives as a value.
        """
        if result.focus in self.named_targets and result.value is not None:
            return result.value
        return result.focus

    @cached_property
    def _messages(self) -> dict[Node, dict[str, str]]:
        return {}

    def messages(self, rule: NamedNode | BlankNode) -> dict[str, str]:
        """Return the messages of a shape or constraint, see :func:`read_messages`."""
        if rule not in self._messages:
            self._messages[rule] = read_messages(self.graph, rule)
        return self._messages[rule]


def load_shapes(folder: Path) -> rdflib.Graph:
    """Return all shapes of a folder as one graph, see :func:`read_shapes`."""
    return build_graph(read_shapes(folder))


def read_shapes(folder: Path) -> list[Triple]:
    """Return the triples of all shapes of a folder; raises :class:`VocabularyError`.

    Anonymous shapes get Skolem IRIs (RDF 1.1 Concepts, section 3.5), made of the
    name of their file and their order in it, so that a report can name them.
    """
    files = sorted(folder.glob("*.ttl"))
    if not files:
        raise VocabularyError(folder, "no shapes here: expected files that end in .ttl")
    return [triple for file in files for triple in name_shapes(list(read_turtle(file)), file.stem)]


def name_shapes(triples: list[Triple], stem: str) -> Iterator[Triple]:
    """Name the blank nodes that are shapes or constraints, in the order in which they stand."""
    anonymous = {node.value for node in map(from_rdflib, _find_shapes(build_graph(triples)))}
    names: dict[str, NamedNode] = {}

    def name(node: Node) -> Node:
        if not isinstance(node, BlankNode) or node.value not in anonymous:
            return node
        number = str(len(names) + 1)
        return names.setdefault(node.value, mint_iri("validation", "shape", stem, number))

    for triple in triples:
        if isinstance(triple.subject, Triple) or isinstance(triple.object, Triple):
            raise VocabularyError(stem, "holds a triple term, which SHACL cannot use; remove it")
        subject = name(triple.subject)
        yield Triple(cast("NamedNode", subject), triple.predicate, name(triple.object))


def _find_shapes(graph: rdflib.Graph) -> Iterator[RdflibNode]:
    """Yield the nodes that other shapes use as shapes or constraints, and those with targets."""
    for use in _USES:
        yield from graph.objects(None, use)
    for use in _LIST_USES:
        for members in graph.objects(None, use):
            yield from graph.items(members)
    for target in TARGETS:
        yield from graph.subjects(target)


def read_messages(shapes: rdflib.Graph, rule: NamedNode | BlankNode) -> dict[str, str]:
    """Return the messages of a shape or constraint by language tag, sorted by tag.

    The engines' own copies are not used: pySHACL drops the tags of a constraint's
    messages, and the fast engine those of all.
    """
    return dict(
        sorted(
            (message.language or "", str(message))
            for message in shapes.objects(to_rdflib(rule), SH.message)
            if isinstance(message, rdflib.Literal)
        )
    )


def read_path(shapes: rdflib.Graph, node: RdflibNode) -> PropertyPath:
    """Return the path that a node stands for (SHACL, section 2.3.1)."""
    if isinstance(node, rdflib.URIRef):
        return NamedNode(node)
    # A node can be a list and have an operator; it is then the list.
    is_sequence = (node, RDF.first, None) in shapes
    for operator in Operator:
        if operator is Operator.SEQUENCE or is_sequence:
            continue
        operand = shapes.value(node, SH[operator.value])
        if operand is not None:
            is_list = operator is Operator.ALTERNATIVE
            return _compound(shapes, operator, shapes.items(operand) if is_list else [operand])
    return _compound(shapes, Operator.SEQUENCE, shapes.items(node))


def _compound(
    shapes: rdflib.Graph, operator: Operator, steps: Iterable[RdflibNode]
) -> CompoundPath:
    return CompoundPath(operator, tuple(read_path(shapes, step) for step in steps))


def is_target(triple: tuple[RdflibNode, RdflibNode, RdflibNode]) -> bool:
    """Tell whether a triple gives a shape its target; a class that is a shape targets itself."""
    _, predicate, value = triple
    return predicate in TARGETS or (predicate == RDF.type and value in CLASSES)


def find_targets(
    shapes: rdflib.Graph, data: rdflib.Graph, shape: RdflibNode
) -> frozenset[RdflibNode]:
    """Return the nodes of the data that a shape targets (SHACL, section 2.1.3)."""
    found = set(shapes.objects(shape, SH.targetNode))
    classes = set(shapes.objects(shape, SH.targetClass))
    if any((shape, RDF.type, class_) in shapes for class_ in CLASSES):
        classes.add(shape)
    for target in classes:
        for each in data.transitive_subjects(RDFS.subClassOf, target):
            found.update(data.subjects(RDF.type, each))
    for property_ in shapes.objects(shape, SH.targetSubjectsOf):
        found.update(data.subjects(property_))
    for property_ in shapes.objects(shape, SH.targetObjectsOf):
        found.update(data.objects(None, property_))
    return frozenset(found)
