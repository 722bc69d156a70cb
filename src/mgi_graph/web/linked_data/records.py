"""Find what stands behind a link: the mentions, claims and assignments that record it.

A record says in which finding a link stands, in which words, and how far a person has
gone over it. What no person has gone over is told apart by its graph.
"""

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Final

from pyoxigraph import BlankNode, Literal, NamedNode, Triple

from mgi_graph.rdf.iris import mint_graph
from mgi_graph.rdf.terms import MGI
from mgi_graph.store import DatasetStore
from mgi_graph.store.asking import construct, list_values, select
from mgi_graph.web.linked_data.neighbours import triples_of

RECORD_CLASSES: Final = (MGI.Mention, MGI.Claim, MGI.IndicatorAssignment)
"""The classes of records."""

_LINKS_OF_RECORDS: Final = (MGI.takesPlaceThrough, MGI.isSupportedBy)
_SUGGESTIONS: Final = mint_graph("suggestions")
_CHUNK: Final = 200


@dataclass(frozen=True, slots=True)
class Record:
    """Hold a mention, a claim or an assignment, with the plain statement beside which it stands.

    ``stated`` is ``None`` where the record does not say enough to tell.
    """

    iri: NamedNode
    triples: tuple[Triple, ...]
    stated: Triple | None

    def values(self, property_: NamedNode) -> list[NamedNode | Literal]:
        """Return the values of a property of the record, sorted."""
        return _values(self.triples, property_)

    @property
    def finding(self) -> NamedNode | None:
        """Return the finding that it is about or comes from."""
        return _first_iri(self.values(MGI.hasFinding))


def read_record(iri: NamedNode, triples: Iterable[Triple]) -> Record:
    """Make a record of all that is said of it."""
    kept = tuple(triples)
    return Record(iri, kept, _find_stated(kept))


def _values(triples: Iterable[Triple], property_: NamedNode) -> list[NamedNode | Literal]:
    found = {
        triple.object
        for triple in triples
        if triple.predicate == property_ and isinstance(triple.object, NamedNode | Literal)
    }
    return sorted(found, key=str)


def _first_iri(values: Iterable[NamedNode | Literal]) -> NamedNode | None:
    return next((value for value in values if isinstance(value, NamedNode)), None)


def _find_stated(triples: Sequence[Triple]) -> Triple | None:
    """Return the plain statement that a record stands beside."""

    def first(property_: NamedNode) -> NamedNode | None:
        return _first_iri(_values(triples, property_))

    finding = first(MGI.hasFinding)
    for link, predicate in ((MGI.refersTo, MGI.mentions), (MGI.hasIndicator, MGI.addresses)):
        thing = first(link)
        if finding is not None and thing is not None:
            return Triple(finding, predicate, thing)
    subject, predicate_stated = first(MGI.hasSubject), first(MGI.hasPredicate)
    objects = [*_values(triples, MGI.hasObject), *_values(triples, MGI.claimedValue)]
    if subject is None or predicate_stated is None or not objects:
        return None
    return Triple(subject, predicate_stated, objects[0])


def find_records(
    store: DatasetStore, thing: NamedNode, links: Iterable[Triple]
) -> tuple[Record, ...]:
    """Return the records of what is said of ``thing``, and of the ``links`` that lead to it.

    Those of a finding are all that it names, states and addresses. A record that is
    itself an end of a link is among them.
    """
    links = list(links)
    own = f"{{ ?record {MGI.hasFinding} {thing} }} UNION {{ ?record {MGI.hasSubject} {thing} }}"
    found = _find(store, own)
    ends = {link.subject for link in links if isinstance(link.subject, NamedNode)}
    for values in list_values(ends):
        found |= _find(
            store,
            f"VALUES ?end {{ {values} }} "
            f"{{ ?record {MGI.refersTo} {thing} ; {MGI.hasFinding} ?end }} UNION "
            f"{{ ?record {MGI.hasIndicator} {thing} ; {MGI.hasFinding} ?end }} UNION "
            f"{{ ?record {MGI.hasObject} {thing} ; {MGI.hasSubject} ?end }}",
        )
    found |= {
        link.subject
        for link in links
        if link.predicate in _LINKS_OF_RECORDS and isinstance(link.subject, NamedNode)
    }
    about: dict[NamedNode, list[Triple]] = defaultdict(list)
    for triple in triples_of(store, found):
        if isinstance(triple.subject, NamedNode):
            about[triple.subject].append(triple)
    return tuple(read_record(iri, about[iri]) for iri in sorted(about, key=str))


def _find(store: DatasetStore, pattern: str) -> set[NamedNode]:
    rows = select(store, f"SELECT DISTINCT ?record WHERE {{ {pattern} }}")
    return {record for (record,) in rows if isinstance(record, NamedNode)}


def group_records(records: Iterable[Record]) -> Mapping[Triple, Sequence[Record]]:
    """Group records by the plain statement that they stand beside."""
    grouped: dict[Triple, list[Record]] = defaultdict(list)
    for record in records:
        if record.stated is not None:
            grouped[record.stated].append(record)
    return grouped


def find_suggested(store: DatasetStore, triples: Iterable[Triple]) -> frozenset[Triple]:
    """Return those of ``triples`` that stand in no graph but that of suggestions."""
    if _SUGGESTIONS.value not in store.graphs:
        return frozenset()
    asked = [
        f"({triple.subject} {triple.predicate} {triple.object})"
        for triple in triples
        if not isinstance(triple.subject, BlankNode) and not isinstance(triple.object, BlankNode)
    ]
    return frozenset(
        triple
        for start in range(0, len(asked), _CHUNK)
        for triple in construct(
            store,
            "CONSTRUCT { ?s ?p ?o } WHERE { "
            f"VALUES (?s ?p ?o) {{ {' '.join(asked[start : start + _CHUNK])} }} "
            f"GRAPH {_SUGGESTIONS} {{ ?s ?p ?o }} FILTER NOT EXISTS "
            f"{{ GRAPH ?other {{ ?s ?p ?o }} FILTER(?other != {_SUGGESTIONS}) }} }}",
        )
    )
