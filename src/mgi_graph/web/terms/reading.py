"""Read the ontology, the shapes and the vocabularies once, and give what stands in them by subject.

All of it is read before a worker is confined; no file is opened when a page is made.
"""

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from functools import cache
from typing import Final

from pyoxigraph import BlankNode, Literal, NamedNode, Quad

from mgi_graph.namespaces import MGI as MGI_NAMESPACE
from mgi_graph.namespaces import MGISH
from mgi_graph.rdf.iris import mint_graph
from mgi_graph.rdf.terms import OWL, RDF
from mgi_graph.rdf.vocabularies import VOCABULARY_FILES, read_graph
from mgi_graph.results import Term
from mgi_graph.web.linked_data.vocabulary import read_document
from mgi_graph.web.pages.texts import space
from mgi_graph.web.pages.views import LABEL_PROPERTIES, Labels, collect_labels

Node = NamedNode | BlankNode
"""What something can be said of."""

CLASS: Final = "class"
OBJECT_PROPERTY: Final = "object-property"
DATATYPE_PROPERTY: Final = "datatype-property"
KINDS: Final[Mapping[NamedNode, str]] = {
    OWL.Class: CLASS,
    OWL.ObjectProperty: OBJECT_PROPERTY,
    OWL.DatatypeProperty: DATATYPE_PROPERTY,
}
"""The name of each kind of term, in the order of the page."""


@dataclass(frozen=True, slots=True)
class Statements:
    """Hold triples by subject and property, and find what points to a thing."""

    about: Mapping[Node, Mapping[NamedNode, tuple[Term, ...]]]
    pointing: Mapping[tuple[NamedNode, Term], tuple[Node, ...]]

    @classmethod
    def of(cls, quads: Iterable[Quad]) -> "Statements":
        """Take the triples of ``quads``."""
        about: dict[Node, dict[NamedNode, list[Term]]] = defaultdict(lambda: defaultdict(list))
        pointing: dict[tuple[NamedNode, Term], list[Node]] = defaultdict(list)
        for quad in quads:
            if isinstance(quad.subject, NamedNode | BlankNode):
                about[quad.subject][quad.predicate].append(quad.object)
                pointing[quad.predicate, quad.object].append(quad.subject)
        return cls(
            {
                subject: {each: tuple(found) for each, found in properties.items()}
                for subject, properties in about.items()
            },
            {pair: tuple(found) for pair, found in pointing.items()},
        )

    def objects(self, subject: Node, property_: NamedNode) -> tuple[Term, ...]:
        """Return the values of a property."""
        return self.about.get(subject, {}).get(property_, ())

    def texts(self, subject: Node, property_: NamedNode) -> Mapping[str, tuple[str, ...]]:
        """Return the texts of a property by language tag, the empty tag for none.

        Those in French are spaced as pages show them.
        """
        found: dict[str, list[str]] = defaultdict(list)
        for value in self.objects(subject, property_):
            if isinstance(value, Literal):
                tag = value.language or ""
                found[tag].append(space(value.value, tag))
        return {tag: tuple(texts) for tag, texts in found.items()}

    def subjects(self, property_: NamedNode, value: Term) -> tuple[Node, ...]:
        """Return what has the value."""
        return self.pointing.get((property_, value), ())

    def members(self, head: Term) -> Iterator[Term]:
        """Give the members of a list."""
        while isinstance(head, NamedNode | BlankNode) and head != RDF.nil:
            yield from self.objects(head, RDF.first)
            rest = self.objects(head, RDF.rest)
            head = rest[0] if rest else RDF.nil

    def labels(self) -> Labels:
        """Return the label of each thing that has one."""
        return collect_labels(
            (subject, property_, value)
            for subject, properties in self.about.items()
            if isinstance(subject, NamedNode)
            for property_ in LABEL_PROPERTIES
            for value in properties.get(property_, ())
            if isinstance(value, Literal)
        )


@cache
def read_ontology() -> Statements:
    """Return what stands in the ontology and its alignments."""
    return Statements.of(read_document("ontology"))


@cache
def read_shapes() -> Statements:
    """Return what stands in the shapes."""
    return Statements.of(read_document("shapes"))


@cache
def read_vocabularies() -> Statements:
    """Return what stands in the packaged vocabularies."""
    return Statements.of(read_graph(VOCABULARY_FILES, mint_graph("vocabularies")))


@cache
def label_everything() -> Labels:
    """Return the label of each term and of each concept of the packaged vocabularies."""
    return {**read_vocabularies().labels(), **read_ontology().labels()}


@cache
def list_terms() -> Mapping[str, tuple[NamedNode, ...]]:
    """Return our classes and properties by kind, each in alphabetical order.

    >>> list_terms()["class"][0]
    <NamedNode value=https://w3id.org/mgi-graph/ontology#AreaForDevelopment>
    """
    ontology = read_ontology()
    return {
        kind: tuple(sorted(_ours(ontology.subjects(RDF.type, class_)), key=str))
        for class_, kind in KINDS.items()
    }


def _ours(nodes: Iterable[Node]) -> Iterator[NamedNode]:
    for node in nodes:
        if isinstance(node, NamedNode) and node.value.startswith(MGI_NAMESPACE):
            yield node


def anchor_of(iri: NamedNode) -> str:
    """Return the fragment of a term or a shape, which is its anchor on the page.

    >>> anchor_of(NamedNode("https://w3id.org/mgi-graph/ontology#Finding"))
    'Finding'
    """
    return iri.value.removeprefix(MGI_NAMESPACE).removeprefix(MGISH)
