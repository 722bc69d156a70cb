"""Count a dataset's classes and properties, as VoID partitions.

The dataset has a partition for each class and each property (VoID, section 4.5).
Within a class stand the properties of its instances, and within each of those
the classes and datatypes of the values, so that a reader learns which property
leads from which class to which. The datatypes need a term that VoID lacks;
``void-ext`` has it.
"""

import hashlib
import re
from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from functools import cache

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


@dataclass(frozen=True, slots=True)
class _Counts:
    """Hold how many things or triples there are of each kind."""

    totals: Mapping[NamedNode, int]
    classes: Mapping[NamedNode, int]
    properties: Mapping[NamedNode, int]
    properties_of: Mapping[_Path, int]
    classes_of: Mapping[_Path, int]
    datatypes_of: Mapping[_Path, int]


def describe_partitions(dataset: NamedNode, quads: Iterable[Quad]) -> Iterator[Triple]:
    """Describe how the union of the graphs of ``quads`` divides into classes and properties.

    ``dataset`` is an IRI of the data, and each partition's IRI stands below it. The
    work is linear in the triples, for things of a few classes each.
    """
    counts = _count({(quad.subject, quad.predicate, quad.object) for quad in quads})
    for term, number in counts.totals.items():
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


def _count(triples: set[tuple[object, NamedNode, object]]) -> _Counts:
    instances: set[tuple[object, NamedNode]] = {
        (subject, object_)
        for subject, predicate, object_ in triples
        if predicate == RDF.type and isinstance(object_, NamedNode)
    }
    types: dict[object, list[NamedNode]] = defaultdict(list)
    for subject, class_ in instances:
        types[subject].append(class_)
    classes = Counter(class_ for _, class_ in instances)
    properties = Counter(predicate for _, predicate, _ in triples)
    properties_of: Counter[_Path] = Counter()
    classes_of: Counter[_Path] = Counter()
    datatypes_of: Counter[_Path] = Counter()
    for subject, predicate, object_ in triples:
        for class_ in types.get(subject, ()):
            properties_of[class_, predicate] += 1
            if isinstance(object_, Literal):
                datatypes_of[class_, predicate, object_.datatype] += 1
            for value_class in types.get(object_, ()):
                classes_of[class_, predicate, value_class] += 1
    totals = {
        VOID.triples: len(triples),
        VOID.distinctSubjects: len({subject for subject, _, _ in triples}),
        VOID.distinctObjects: len({object_ for _, _, object_ in triples}),
        VOID.properties: len(properties),
        VOID.classes: len(classes),
    }
    return _Counts(totals, classes, properties, properties_of, classes_of, datatypes_of)


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
