"""Count a dataset's classes and properties, as VoID partitions.

The dataset has a partition for each class and each property (VoID, section 4.5).
Within a class stand the properties of its instances, and within each of those
the classes and datatypes of the values, so that a reader learns which property
leads from which class to which. The datatypes need a term that VoID lacks;
``void-ext`` has it.
"""

import hashlib
import re
from collections import Counter
from collections.abc import Container, Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from functools import cache
from typing import NamedTuple

from pyoxigraph import Literal, NamedNode, Quad, Triple

from mgi_graph.namespaces import ID, PREFIXES
from mgi_graph.rdf.iris import mint_iri
from mgi_graph.rdf.terms import RDF, VOID, VOID_EXT, XSD

_LOCAL = re.compile(r"[\w-]+", re.ASCII)
_DIGEST_LENGTH = 16

_VALUES = {
    "class": (VOID.classPartition, VOID["class"]),
    "datatype": (VOID_EXT.datatypePartition, VOID_EXT.datatype),
}
"""How a partition by the class or the datatype of values is linked, and says which."""

_Path = tuple[NamedNode, ...]
"""A class; a class and a property; or these and the class or datatype of the value."""


_ROUNDS = 10
"""How often a description is counted anew; three or four are enough for the counts to settle."""


def describe_partitions(dataset: NamedNode, quads: Iterable[Quad]) -> Iterator[Triple]:
    """Describe how the union of the graphs of ``quads`` divides into classes and properties.

    ``dataset`` is an IRI of the data, and each partition's IRI stands below it. The
    work is linear in the triples, for things of a few classes each.
    """
    return _describe(dataset, _Tally.of(_Spo(*quad.triple) for quad in quads))


def describe_with_itself(
    dataset: NamedNode, quads: Iterable[Quad], description: Iterable[Triple]
) -> set[Triple]:
    """Add to ``description`` the partitions of ``quads``, of itself and of the partitions.

    So the numbers are those that a query over everything counts. Adding partitions
    changes the numbers and may need more partitions; it is repeated until nothing
    changes.
    """
    others = _Tally.of(_Spo(*quad.triple) for quad in quads)
    plain = set(description)
    referring = others.find_referring({each.subject for each in plain})
    partitions: set[Triple] = set()
    for _ in range(_ROUNDS):
        described = plain | partitions
        more = {_Spo(*each) for each in described}
        found = set(_describe(dataset, others.with_more(more, referring)))
        if found == partitions:
            return described
        partitions = found
    raise AssertionError(f"the counts did not settle in {_ROUNDS} rounds")


def _describe(dataset: NamedNode, tally: "_Tally") -> Iterator[Triple]:
    for term, number in tally.totals().items():
        yield Triple(dataset, term, _integer(number))
    for class_, entities in tally.classes.items():
        partition = _below(dataset, "class", class_)
        yield Triple(dataset, VOID.classPartition, partition)
        yield Triple(partition, VOID["class"], class_)
        yield Triple(partition, VOID.entities, _integer(entities))
    for property_, triples in tally.properties.items():
        yield from _describe_property(dataset, property_, triples)
    for (class_, property_), triples in tally.properties_of.items():
        yield from _describe_property(_below(dataset, "class", class_), property_, triples)
    for path, triples in tally.classes_of.items():
        yield from _describe_values(dataset, path, "class", triples)
    for path, triples in tally.datatypes_of.items():
        yield from _describe_values(dataset, path, "datatype", triples)


@cache
def name_term(term: NamedNode) -> str:
    """Name a term within an IRI: with its prefix where it has one, by a digest where not.

    >>> name_term(NamedNode("http://www.w3.org/2004/02/skos/core#Concept"))
    'skos:Concept'
    >>> name_term(NamedNode("http://example.org/a/b"))
    '9be1a5953317bb90'
    """
    for prefix, namespace in PREFIXES.items():
        local = term.value.removeprefix(namespace)
        if local != term.value and _LOCAL.fullmatch(local):
            return f"{prefix}:{local}"
    return hashlib.sha256(term.value.encode()).hexdigest()[:_DIGEST_LENGTH]


class _Spo(NamedTuple):
    """Hold a triple; quicker to compare and to hash than pyoxigraph's own."""

    subject: object
    predicate: NamedNode
    object: object


@dataclass(slots=True)
class _Tally:
    """Count the triples of a set by class, property, and class or datatype of the value."""

    triples: set[_Spo] = field(default_factory=set)
    subjects: set[object] = field(default_factory=set)
    objects: set[object] = field(default_factory=set)
    types: dict[object, list[NamedNode]] = field(default_factory=dict)
    classes: Counter[NamedNode] = field(default_factory=Counter)
    properties: Counter[NamedNode] = field(default_factory=Counter)
    properties_of: Counter[_Path] = field(default_factory=Counter)
    classes_of: Counter[_Path] = field(default_factory=Counter)
    datatypes_of: Counter[_Path] = field(default_factory=Counter)

    @classmethod
    def of(cls, triples: Iterable[_Spo]) -> "_Tally":
        tally = cls()
        tally._add(set(triples))
        return tally

    def find_referring(self, things: Container[object]) -> list[_Spo]:
        """Return the triples that have one of these things as their object."""
        return [each for each in self.triples if each.object in things]

    def with_more(self, triples: set[_Spo], referring: Iterable[_Spo]) -> "_Tally":
        """Count more triples, which give no class to a thing that has triples already.

        ``referring`` are the triples so far whose object may get a class by them.
        """
        tally = _Tally(
            set(self.triples),
            set(self.subjects),
            set(self.objects),
            dict(self.types),
            Counter(self.classes),
            Counter(self.properties),
            Counter(self.properties_of),
            Counter(self.classes_of),
            Counter(self.datatypes_of),
        )
        tally._add(triples - self.triples)
        for subject, predicate, object_ in referring:
            known = len(self.types.get(object_, ()))
            for class_ in tally.types.get(subject, ()):
                for value_class in tally.types.get(object_, [])[known:]:
                    tally.classes_of[class_, predicate, value_class] += 1
        return tally

    def totals(self) -> Mapping[NamedNode, int]:
        """Return how many there are of everything."""
        return {
            VOID.triples: len(self.triples),
            VOID.distinctSubjects: len(self.subjects),
            VOID.distinctObjects: len(self.objects),
            VOID.properties: len(self.properties),
            VOID.classes: len(self.classes),
        }

    def _add(self, triples: set[_Spo]) -> None:
        for subject, predicate, object_ in triples:
            if predicate == RDF.type and isinstance(object_, NamedNode):
                self.types[subject] = [*self.types.get(subject, ()), object_]
                self.classes[object_] += 1
        for subject, predicate, object_ in triples:
            self.properties[predicate] += 1
            for class_ in self.types.get(subject, ()):
                self.properties_of[class_, predicate] += 1
                if isinstance(object_, Literal):
                    self.datatypes_of[class_, predicate, object_.datatype] += 1
                for value_class in self.types.get(object_, ()):
                    self.classes_of[class_, predicate, value_class] += 1
        self.triples |= triples
        self.subjects.update(each.subject for each in triples)
        self.objects.update(each.object for each in triples)


def _below(above: NamedNode, word: str, term: NamedNode) -> NamedNode:
    return mint_iri(above.value.removeprefix(ID), word, name_term(term))


def _describe_property(whole: NamedNode, property_: NamedNode, triples: int) -> Iterator[Triple]:
    partition = _below(whole, "property", property_)
    yield Triple(whole, VOID.propertyPartition, partition)
    yield Triple(partition, VOID.property, property_)
    yield Triple(partition, VOID.triples, _integer(triples))


def _describe_values(dataset: NamedNode, path: _Path, word: str, triples: int) -> Iterator[Triple]:
    class_, property_, value = path
    link, term = _VALUES[word]
    whole = _below(_below(dataset, "class", class_), "property", property_)
    partition = _below(whole, word, value)
    yield Triple(whole, link, partition)
    yield Triple(partition, term, value)
    yield Triple(partition, VOID.triples, _integer(triples))


def _integer(number: int) -> Literal:
    return Literal(str(number), datatype=XSD.integer)
