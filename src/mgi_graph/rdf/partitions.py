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
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from collections.abc import Set as AbstractSet
from dataclasses import dataclass, field
from functools import cache

import numpy as np
from pyoxigraph import Literal, NamedNode, Quad, Triple

from mgi_graph.namespaces import ID, PREFIXES
from mgi_graph.rdf.blocks import Layer
from mgi_graph.rdf.iris import mint_iri
from mgi_graph.rdf.segments import sort_block
from mgi_graph.rdf.tally import (
    Classes,
    Hashes,
    Kind,
    Tally,
    count_missing,
    read_classes,
    sort_distinct,
    split_classes,
    tally_block,
)
from mgi_graph.rdf.terms import VOID, VOID_EXT, XSD

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
    lines = sort_block([Layer(None, True, {quad.triple for quad in quads})]).lines
    counted = tally_block(lines, {})
    return _describe(dataset, counted.tally, len(counted.objects))


def describe_with_itself(
    dataset: NamedNode, others: "Others", common: AbstractSet[Triple], description: Iterable[Triple]
) -> set[Triple]:
    """Add to ``description`` the partitions of everything, itself and the partitions included.

    ``others`` are all blocks but the common one, ``common`` is that one without the
    description. So the numbers are those that a query over everything counts. Adding partitions
    changes the numbers and may need more partitions; it is repeated until nothing
    changes.
    """
    plain = set(description)
    counted = _Counted.of(dataset, others, common | plain)
    own = {triple for triple in plain if triple.subject == dataset}
    partitions: set[Triple] = set()
    for _ in range(_ROUNDS):
        lines = sort_block([Layer(None, True, own | partitions)]).lines
        found = set(_describe(dataset, *counted.with_lines(lines)))
        if found == partitions:
            return plain | partitions
        partitions = found
    raise AssertionError(f"the counts did not settle in {_ROUNDS} rounds")


@dataclass(frozen=True)
class Others:
    """Hold what was counted in all blocks but the common one.

    ``objects`` are in no order, and some more than once; ``classes`` are of those of their nodes
    that the common block refers to.
    """

    tally: Tally
    objects: Hashes
    classes: Callable[[bytes], Classes]


@dataclass(frozen=True)
class _Counted:
    """Hold what no round changes: the counts of all but the dataset itself and its partitions.

    Partitions have no class, so that it does not count what leads to one either.
    """

    tally: Tally
    objects: Hashes
    classes: "_Asked"

    @classmethod
    def of(cls, dataset: NamedNode, others: Others, common: AbstractSet[Triple]) -> "_Counted":
        """Count what ``common`` says of all but the dataset together with the others."""
        whole = sort_block([Layer(None, True, common)]).lines
        subject = f"{dataset} ".encode()
        classes = _Asked(others.classes, read_classes(whole))
        counted = tally_block([line for line in whole if not line.startswith(subject)], classes)
        tally = Tally()
        tally.add(others.tally)
        tally.add(counted.tally)
        objects = sort_distinct(np.concatenate((others.objects, counted.objects)))
        return cls(tally, objects, classes)

    def with_lines(self, lines: Sequence[bytes]) -> tuple[Tally, int]:
        """Count lines on the dataset and its partitions too; return the counts, and of objects."""
        counted = tally_block(lines, self.classes)
        whole = Tally()
        whole.add(self.tally)
        whole.add(counted.tally)
        return whole, len(self.objects) + count_missing(counted.objects, self.objects)


class _Asked(dict[bytes, Classes]):
    """Ask for the classes of a node when they are first needed."""

    def __init__(self, ask: Callable[[bytes], Classes], known: Mapping[bytes, Classes]) -> None:
        super().__init__(known)
        self._ask = ask

    def __missing__(self, node: bytes) -> Classes:
        self[node] = self._ask(node)
        return self[node]


def _describe(dataset: NamedNode, tally: Tally, objects: int) -> Iterator[Triple]:
    counts = _Counts.of(tally)
    for term, number in (
        (VOID.triples, tally.triples),
        (VOID.distinctSubjects, tally.subjects.total()),
        (VOID.distinctObjects, objects),
        (VOID.properties, len(counts.properties)),
        (VOID.classes, len(counts.classes)),
    ):
        yield Triple(dataset, term, _integer(number))
    for class_, entities in counts.classes.items():
        partition = _below(dataset, "class", class_)
        yield Triple(dataset, VOID.classPartition, partition)
        yield Triple(partition, VOID["class"], class_)
        yield Triple(partition, VOID.entities, _integer(entities))
    for property_, triples in counts.properties.items():
        yield from _describe_property(dataset, property_, triples)
    for (class_, property_), triples in counts.properties_of.items():
        yield from _describe_property(_below(dataset, "class", class_), property_, triples)
    for path, triples in counts.classes_of.items():
        yield from _describe_values(dataset, path, "class", triples)
    for path, triples in counts.datatypes_of.items():
        yield from _describe_values(dataset, path, "datatype", triples)


@dataclass(slots=True)
class _Counts:
    """Count triples by class, by property, and by class or datatype of the value."""

    classes: Counter[NamedNode] = field(default_factory=Counter)
    properties: Counter[NamedNode] = field(default_factory=Counter)
    properties_of: Counter[_Path] = field(default_factory=Counter)
    classes_of: Counter[_Path] = field(default_factory=Counter)
    datatypes_of: Counter[_Path] = field(default_factory=Counter)

    @classmethod
    def of(cls, tally: Tally) -> "_Counts":
        """Take counts by all classes of a node apart into counts by each of them."""
        counts = cls()
        for classes, number in tally.subjects.items():
            counts.classes.update({NamedNode(each): number for each in split_classes(classes)})
        for kind, number in tally.kinds.items():
            if number:
                counts._add(kind, number)
        return counts

    def _add(self, kind: Kind, number: int) -> None:
        property_ = NamedNode(kind.property[1:-1])
        self.properties[property_] += number
        for class_ in map(NamedNode, split_classes(kind.subject)):
            self.properties_of[class_, property_] += number
            if kind.datatype:
                self.datatypes_of[class_, property_, NamedNode(kind.datatype[1:-1])] += number
            for value in split_classes(kind.classes):
                self.classes_of[class_, property_, NamedNode(value)] += number


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
