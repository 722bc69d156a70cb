"""Aim the shapes at the nodes to check, in the form in which pySHACL is quickest.

pySHACL starts anew with a property shape for each focus node of the node shape that
has it, but goes through all the focus nodes of a target at once. What a node shape
asks of its targets by ``sh:property`` is the same as what those property shapes ask of
the same targets (SHACL, section 4.7.2), so that they are given the targets themselves.
Targets are marked in the data, so that the same shapes serve any data.
"""

from collections.abc import Collection, Iterator, Mapping
from dataclasses import dataclass

import rdflib
from rdflib import RDF, SH, URIRef
from rdflib import Literal as RdflibLiteral
from rdflib.term import Node as RdflibNode

from mgi_graph.rdf.iris import mint_iri
from mgi_graph.validation.graphs import add_triples, write_plainly
from mgi_graph.validation.shapes import find_targets, is_target

_HOLDER = URIRef(mint_iri("validation", "marks").value)
_ANY_MESSAGE = RdflibLiteral("")
_KEEPING = (SH.path, SH.deactivated, SH.closed)
_REFERENCES = (SH.property, SH.node, SH["not"], SH.qualifiedValueShape)


@dataclass(frozen=True)
class AimedShapes:
    """Hold shapes whose targets are the nodes that a mark in the data points to.

    ``graph`` is for pySHACL; ``marks`` has the property that marks the targets of each
    shape of ``shapes``.
    """

    shapes: rdflib.Graph
    graph: rdflib.Graph
    marks: Mapping[RdflibNode, URIRef]

    def mark(self, data: rdflib.Graph, ignored: Collection[RdflibNode]) -> None:
        """Mark the targets in ``data``.

        Nodes in ``ignored`` are left out, which spares checking them; they can still
        be values and be asked for their class. Nodes that a shape names itself are
        marked always.
        """
        marked: list[tuple[RdflibNode, RdflibNode, RdflibNode]] = []
        for shape, mark in self.marks.items():
            named = frozenset(self.shapes.objects(shape, SH.targetNode))
            found = find_targets(self.shapes, data, shape)
            marked += (
                (_HOLDER, mark, node) for node in found if node in named or node not in ignored
            )
        add_triples(data, marked)


def aim_shapes(shapes: rdflib.Graph) -> AimedShapes:
    """Return the shapes with marks for targets, and their properties aimed with them.

    Messages are replaced by an empty one: they are read from ``shapes``, and pySHACL
    takes its time to format them for results that it throws away.
    """
    targeting = {triple[0] for triple in shapes if is_target(triple)}
    ordered = sorted(targeting, key=str)
    marks = {
        shape: URIRef(mint_iri("validation", "mark", str(number)).value)
        for number, shape in enumerate(ordered, start=1)
    }
    referenced = _find_referenced(shapes)
    spread = {shape for shape in targeting if _can_be_spread(shapes, shape, referenced)}
    # Only this store is quick to ask for what a shape has; data must be in the other one.
    graph = write_plainly(rdflib.Graph(store="SimpleMemory", bind_namespaces="none"))
    for triple in shapes:
        subject, predicate, value = triple
        if is_target(triple) or predicate == SH.message or _says_nothing(shapes, triple):
            continue
        if predicate == SH.property and subject in spread:
            graph.add((value, SH.targetObjectsOf, marks[subject]))
        else:
            graph.add(triple)
    for shape, mark in marks.items():
        graph.add((shape, SH.targetObjectsOf, mark))
    for shape in {*targeting, *referenced}:
        graph.add((shape, SH.message, _ANY_MESSAGE))
    return AimedShapes(shapes, graph, marks)


def _find_referenced(shapes: rdflib.Graph) -> frozenset[RdflibNode]:
    """Return the shapes that other shapes use."""

    def references() -> Iterator[RdflibNode]:
        for reference in _REFERENCES:
            yield from shapes.objects(None, reference)
        for operator in (SH["and"], SH["or"], SH.xone):
            for members in shapes.objects(None, operator):
                yield from shapes.items(members)

    return frozenset(references())


def _can_be_spread(
    shapes: rdflib.Graph, shape: RdflibNode, referenced: frozenset[RdflibNode]
) -> bool:
    """Tell whether a shape's properties can have its targets in its place.

    Not where another shape asks for its conformance, of which they are a part, where
    it is switched off, where it is a property shape, whose properties are about its
    values, and where a rule asks which properties stand together.
    """
    if shape in referenced or any((shape, each, None) in shapes for each in _KEEPING):
        return False
    properties = shapes.objects(shape, SH.property)
    return not any((each, SH.qualifiedValueShapesDisjoint, None) in shapes for each in properties)


def _says_nothing(shapes: rdflib.Graph, triple: tuple[RdflibNode, RdflibNode, RdflibNode]) -> bool:
    """Tell whether a triple types a shape as what its paths show it to be anyway.

    pySHACL compares whatever a shape has with thirty parameters, at every node. A type
    that is wrong stays, and is complained of.
    """
    shape, predicate, kind = triple
    if predicate != RDF.type or kind not in (SH.NodeShape, SH.PropertyShape):
        return False
    paths = len(list(shapes.objects(shape, SH.path)))
    return paths == (kind == SH.PropertyShape)
