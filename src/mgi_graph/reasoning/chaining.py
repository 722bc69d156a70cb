"""Close a few triples under axioms that were read once: what the SPARQL rules derive, sooner.

The rules in ``rules/`` are the reference: they read the axioms anew each time, which
costs more than what follows from one profile. Here the axioms are compiled into what each
property and each class adds, and the triples are chained forward one by one. A test holds
the two to the same triples.
"""

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping
from collections.abc import Set as AbstractSet
from dataclasses import dataclass, field
from functools import cached_property

from pyoxigraph import BlankNode, Literal, NamedNode, Triple

from mgi_graph.rdf.terms import OWL, RDF, RDFS
from mgi_graph.reasoning.closure import is_named, is_ours, is_telling

Node = NamedNode | BlankNode
Term = NamedNode | BlankNode | Literal | Triple
Properties = Mapping[Node, frozenset[NamedNode]]
_Chains = Mapping[Node, tuple[tuple[NamedNode, NamedNode], ...]]

_PAIR = 2


@dataclass(frozen=True)
class Axioms:
    """Hold what each class and each property adds (OWL 2 Profiles, section 4.3).

    ``classes`` are the superclasses of a class, ``domains`` and ``ranges`` the classes of
    a property's subjects and objects, ``properties`` its superproperties, ``inverses`` the
    properties that hold the other way round. A chain is kept under each of its two
    properties, with the other one and the property that it implies; a transitive property
    is a chain of itself and itself.
    """

    classes: Properties
    domains: Properties
    ranges: Properties
    properties: Properties
    inverses: Properties
    begun_by: _Chains
    ended_by: _Chains
    _above: dict[Node, frozenset[NamedNode]] = field(default_factory=dict, compare=False)
    _consequences: dict[tuple[NamedNode, bool], "_Consequences | None"] = field(
        default_factory=dict, compare=False
    )

    @cached_property
    def joining(self) -> frozenset[Node]:
        """Return the properties from whose triples something follows only two by two."""
        return frozenset(self.begun_by) | frozenset(self.ended_by)

    @cached_property
    def telling(self) -> frozenset[Node]:
        """Return the properties from whose triples anything follows."""
        alone = (self.domains, self.ranges, self.properties, self.inverses)
        return self.joining.union([RDF.type], *alone)

    def above(self, class_: Node) -> frozenset[NamedNode]:
        """Return all superclasses of a class, those of superclasses among them."""
        found = self._above.get(class_)
        if found is None:
            found = self._above[class_] = _telling(_reach({class_}, self.classes)) - {class_}
        return found

    def consequences(self, property_: NamedNode, *, of_literal: bool) -> "_Consequences | None":
        """Return what follows from a triple of a property alone, ``None`` for nothing.

        Nothing leads back from a literal, nor on from there by another inverse.
        """
        key = property_, of_literal
        if key not in self._consequences:
            inverses = {} if of_literal else self.inverses
            self._consequences[key] = self._find_consequences(property_, inverses)
        return self._consequences[key]

    def _find_consequences(
        self, property_: NamedNode, inverses: Properties
    ) -> "_Consequences | None":
        onwards, backwards = {property_}, set[NamedNode]()
        size = 0
        while size != len(onwards) + len(backwards):
            size = len(onwards) + len(backwards)
            onwards |= _reach(onwards, self.properties) | _step(backwards, inverses)
            backwards |= _reach(backwards, self.properties) | _step(onwards, inverses)
        subjects = _step(onwards, self.domains) | _step(backwards, self.ranges)
        objects = _step(onwards, self.ranges) | _step(backwards, self.domains)
        found = _Consequences(
            _telling(_reach(subjects, self.classes)),
            _telling(_reach(objects, self.classes)),
            frozenset(onwards - {property_}),
            frozenset(backwards),
        )
        return found if any((subjects, objects, found.onwards, found.backwards)) else None


def read_axioms(ontology: Iterable[Triple]) -> Axioms:
    """Compile the axioms of an ontology; it need not be closed."""
    links: dict[Node, dict[Node, list[Term]]] = defaultdict(lambda: defaultdict(list))
    for subject, predicate, object_ in ontology:
        if not isinstance(subject, Triple):
            links[predicate][subject].append(object_)
    kinds = links[RDF.type]
    both_ways = {each for each, of in kinds.items() if OWL.SymmetricProperty in of}
    objects = {each for each, of in kinds.items() if OWL.ObjectProperty in of}
    inverses = _both_ways(links[OWL.inverseOf])
    for each in both_ways:
        if isinstance(each, NamedNode):
            inverses[each].add(each)
    classes = _both_ways(links[OWL.equivalentClass])
    for class_, above in _named(links[RDFS.subClassOf]).items():
        classes[class_] |= above
    ranges = {each: of for each, of in _named(links[RDFS.range]).items() if each in objects}
    begun_by, ended_by = _read_chains(links)
    return Axioms(
        classes=_frozen(classes),
        domains=_frozen(_named(links[RDFS.domain])),
        ranges=_frozen(ranges),
        properties=_frozen(_named(links[RDFS.subPropertyOf])),
        inverses=_frozen(inverses),
        begun_by=begun_by,
        ended_by=ended_by,
    )


def _named(links: Mapping[Node, Iterable[Term]]) -> dict[Node, set[NamedNode]]:
    return {
        each: {above for above in of if isinstance(above, NamedNode)} for each, of in links.items()
    }


def _both_ways(links: Mapping[Node, Iterable[Term]]) -> dict[Node, set[NamedNode]]:
    found: dict[Node, set[NamedNode]] = defaultdict(set)
    for one, others in links.items():
        for other in others:
            if isinstance(other, NamedNode):
                found[one].add(other)
            if isinstance(one, NamedNode) and isinstance(other, NamedNode | BlankNode):
                found[other].add(one)
    return found


def _frozen(sets: Mapping[Node, set[NamedNode]]) -> Properties:
    return {each: frozenset(of) for each, of in sets.items() if of}


def _telling(classes: Iterable[NamedNode]) -> frozenset[NamedNode]:
    return frozenset(filter(is_telling, classes))


def _step(starts: Iterable[Node], links: Properties) -> set[NamedNode]:
    return {each for start in starts for each in links.get(start, ())}


def _reach(starts: AbstractSet[Node], links: Properties) -> set[NamedNode]:
    """Return what can be reached from nodes, those that are named among them."""
    found: set[Node] = set(starts)
    new: AbstractSet[Node] = found
    while new:
        new = set(_step(new, links)) - found
        found = found | new
    return {each for each in found if isinstance(each, NamedNode)}


def _read_chains(links: Mapping[Node, Mapping[Node, list[Term]]]) -> tuple[_Chains, _Chains]:
    """Read the chains of two properties, the only ones that the rules know."""
    begun: dict[Node, list[tuple[NamedNode, NamedNode]]] = defaultdict(list)
    ended: dict[Node, list[tuple[NamedNode, NamedNode]]] = defaultdict(list)
    for implied, chains in links[OWL.propertyChainAxiom].items():
        for chain in chains:
            steps = _read_list(chain, links[RDF.first], links[RDF.rest])
            if len(steps) == _PAIR and isinstance(implied, NamedNode):
                first, second = steps
                begun[first].append((second, implied))
                ended[second].append((first, implied))
    for property_, kinds in links[RDF.type].items():
        if OWL.TransitiveProperty in kinds and isinstance(property_, NamedNode):
            begun[property_].append((property_, property_))
            ended[property_].append((property_, property_))
    return (
        {each: tuple(of) for each, of in begun.items()},
        {each: tuple(of) for each, of in ended.items()},
    )


def _read_list(
    node: Term, firsts: Mapping[Node, list[Term]], rests: Mapping[Node, list[Term]]
) -> list[NamedNode]:
    items: list[NamedNode] = []
    while isinstance(node, NamedNode | BlankNode) and node in firsts:
        items += [each for each in firsts[node] if isinstance(each, NamedNode)]
        node = rests[node][0]
    return items


def chain_forward(triples: Iterable[Triple], axioms: Axioms) -> set[Triple]:
    """Return the named triples that ``axioms`` imply and ``triples`` do not have."""
    return Chaining(axioms).close(set(triples))


@dataclass(frozen=True, slots=True)
class _Consequences:
    """Hold what follows from a triple of one property alone, whatever its two nodes are."""

    subject_classes: frozenset[NamedNode]
    object_classes: frozenset[NamedNode]
    onwards: frozenset[NamedNode]
    backwards: frozenset[NamedNode]


class Chaining:
    """Gather what follows from some triples, and from more of them that come later.

    What follows from one triple alone is looked up as a whole. A chain and a transitive
    property need two triples, so that those of such properties are kept by their ends.
    """

    def __init__(self, axioms: Axioms) -> None:
        """Take the axioms."""
        self._axioms = axioms
        self._joining = axioms.joining
        self._derived: set[Triple] = set()
        self._stated: dict[Node, set[Node]] = defaultdict(set)
        self._classes: dict[Node, set[frozenset[NamedNode]]] = defaultdict(set)
        self._ends: dict[tuple[NamedNode, Node], set[Term]] = defaultdict(set)
        self._begins: dict[tuple[NamedNode, Node], set[Node]] = defaultdict(set)

    def close(self, triples: AbstractSet[Triple]) -> set[Triple]:
        """Return what follows from triples, alone or with earlier ones, and is none of them."""
        for found in (self._derived, self._stated, self._classes):
            found.clear()
        return set(self._derive_all(triples)) - triples

    def _derive_all(self, given: Iterable[Triple]) -> Iterator[Triple]:
        """Give what follows, some of it perhaps among what is given."""
        telling = self._axioms.telling
        for triple in given:
            # From most triples nothing follows, and taking one apart is not free.
            if triple.predicate in telling:
                subject, predicate, object_ = triple
                if not isinstance(subject, Triple):
                    self._follow(subject, predicate, object_)
        yield from filter(is_named, self._derived)
        for node, sets in self._classes.items():
            if is_ours(node):
                for class_ in frozenset().union(*sets) - self._stated[node] - {node}:
                    yield Triple(node, RDF.type, class_)

    def _follow(self, subject: Node, predicate: NamedNode, object_: Term) -> None:
        if predicate in self._joining:
            self._join(subject, predicate, object_)
        if predicate == RDF.type:
            if isinstance(object_, NamedNode | BlankNode):
                self._stated[subject].add(object_)
                self._classes[subject].add(self._axioms.above(object_))
            return
        is_literal = isinstance(object_, Literal)
        found = self._axioms.consequences(predicate, of_literal=is_literal)
        if found is None:
            return
        self._classes[subject].add(found.subject_classes)
        for property_ in found.onwards:
            self._derive(subject, property_, object_)
        if isinstance(object_, NamedNode | BlankNode):
            self._classes[object_].add(found.object_classes)
            for property_ in found.backwards:
                self._derive(object_, property_, subject)

    def _derive(self, subject: Node, predicate: NamedNode, object_: Term) -> None:
        self._derived.add(Triple(subject, predicate, object_))
        if predicate in self._joining:
            self._join(subject, predicate, object_)

    def _join(self, subject: Node, predicate: NamedNode, object_: Term) -> None:
        axioms, known = self._axioms, self._ends[predicate, subject]
        if object_ in known:
            return
        known.add(object_)
        new = [
            (subject, implied, end)
            for second, implied in axioms.begun_by.get(predicate, ())
            for end in self._leaving(second, object_)
        ]
        if isinstance(object_, NamedNode | BlankNode):
            self._begins[predicate, object_].add(subject)
        new += [
            (begin, implied, object_)
            for first, implied in axioms.ended_by.get(predicate, ())
            for begin in self._begins[first, subject]
        ]
        for begin, implied, end in new:
            self._derive(begin, implied, end)
            self._follow(begin, implied, end)

    def _leaving(self, predicate: NamedNode, node: Term) -> Iterable[Term]:
        return self._ends[predicate, node] if isinstance(node, NamedNode | BlankNode) else ()
