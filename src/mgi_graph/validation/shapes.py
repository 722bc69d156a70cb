"""Read the shapes: what they target, what they say, along which path."""

from collections.abc import Container, Iterable
from pathlib import Path

import rdflib
from pyoxigraph import BlankNode, NamedNode
from rdflib import OWL, RDF, RDFS, SH
from rdflib.term import Node as RdflibNode

from mgi_graph.errors import VocabularyError
from mgi_graph.rdf.vocabularies import read_turtle
from mgi_graph.validation.graphs import build_graph, to_rdflib
from mgi_graph.validation.paths import CompoundPath, Operator, PropertyPath

_TARGETS = (SH.targetClass, SH.targetNode, SH.targetObjectsOf, SH.targetSubjectsOf)
_CLASSES = (RDFS.Class, OWL.Class)


def load_shapes(folder: Path) -> rdflib.Graph:
    """Return all shapes of a folder as one graph; raises :class:`VocabularyError`."""
    files = sorted(folder.glob("*.ttl"))
    if not files:
        raise VocabularyError(folder, "no shapes here: expected files that end in .ttl")
    return build_graph(triple for file in files for triple in read_turtle(file))


def read_messages(shapes: rdflib.Graph, rule: NamedNode | BlankNode) -> dict[str, str]:
    """Return the messages of a shape or constraint by language tag, sorted by tag.

    pySHACL's own copies are not used: it drops the tags of a constraint's messages.
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
    for operator in Operator:
        if operator is Operator.SEQUENCE:
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


def aim_shapes(
    shapes: rdflib.Graph, data: rdflib.Graph, ignored: Container[RdflibNode]
) -> tuple[rdflib.Graph, frozenset[RdflibNode]]:
    """Return the shapes with each target spelled out node by node, and all those nodes.

    Nodes in ``ignored`` are left out, which spares checking them; they can still
    be values and be asked for their class.
    """
    aimed = rdflib.Graph()
    aimed += [triple for triple in shapes if not _is_target(triple)]
    nodes: set[RdflibNode] = set()
    for shape in {triple[0] for triple in shapes if _is_target(triple)}:
        found = {node for node in find_targets(shapes, data, shape) if node not in ignored}
        aimed += [(shape, SH.targetNode, node) for node in found]
        nodes |= found
    return aimed, frozenset(nodes)


def _is_target(triple: tuple[RdflibNode, RdflibNode, RdflibNode]) -> bool:
    """Tell whether a triple gives a shape its target; a class that is a shape targets itself."""
    _, predicate, value = triple
    return predicate in _TARGETS or (predicate == RDF.type and value in _CLASSES)


def find_targets(shapes: rdflib.Graph, data: rdflib.Graph, shape: RdflibNode) -> set[RdflibNode]:
    """Return the nodes of the data that a shape targets (SHACL, section 2.1.3)."""
    found = set(shapes.objects(shape, SH.targetNode))
    classes = set(shapes.objects(shape, SH.targetClass))
    if any((shape, RDF.type, class_) in shapes for class_ in _CLASSES):
        classes.add(shape)
    for target in classes:
        for each in data.transitive_subjects(RDFS.subClassOf, target):
            found.update(data.subjects(RDF.type, each))
    for property_ in shapes.objects(shape, SH.targetSubjectsOf):
        found.update(data.subjects(property_))
    for property_ in shapes.objects(shape, SH.targetObjectsOf):
        found.update(data.objects(None, property_))
    return found
