"""Gather the triples that describe a thing, and the labels to show them by."""

from collections.abc import Iterable
from dataclasses import dataclass

from pyoxigraph import Literal, NamedNode, Triple

from mgi_graph.namespaces import ID, PREFIXES
from mgi_graph.queries import LANGUAGES
from mgi_graph.rdf.catalogue import DATASET
from mgi_graph.rdf.service_texts import note_graph, title_graph
from mgi_graph.rdf.terms import DCTERMS, MGI, PROV, RDF, VOID, Vocabulary
from mgi_graph.store import DatasetStore
from mgi_graph.store.asking import construct, count
from mgi_graph.web.linked_data.citing import Citation, cite_thing
from mgi_graph.web.linked_data.neighbours import (
    Incoming,
    find_incoming,
    find_kinds,
    find_labels,
    find_parts,
    find_years,
    triples_of,
)
from mgi_graph.web.linked_data.records import Record, find_records, find_suggested
from mgi_graph.web.pages.views import Labels, choose_label, collect_labels, label_terms

_FOAF = Vocabulary(PREFIXES["foaf"])
_HYDRA = Vocabulary("http://www.w3.org/ns/hydra/core#")
_SD = Vocabulary("http://www.w3.org/ns/sparql-service-description#")
_QUOTING = (PROV.wasQuotedFrom, MGI.statement)


@dataclass(frozen=True, slots=True)
class Description:
    """Hold all that a page or a data document about a thing is made from.

    ``records`` are those of what is said of the thing and of the links to it;
    ``suggested`` are those of its triples and of the links that no person has confirmed.
    """

    thing: NamedNode
    own: tuple[Triple, ...]
    parts: tuple[Triple, ...]
    incoming: Incoming
    records: tuple[Record, ...]
    suggested: frozenset[Triple]
    neighbours: tuple[Triple, ...]
    labels: Labels
    citation: Citation

    def label(self, language: str) -> tuple[str, str]:
        """Return the thing's label and its language tag, its path where it has no label."""
        text, tag = choose_label(self.labels.get(self.thing, {}), language)
        return (text, tag) if text else (self.thing.value.removeprefix(ID), "")


def describe_thing(
    store: DatasetStore, thing: NamedNode, page: int, base: str, language: str = LANGUAGES[0]
) -> Description | None:
    """Gather the description of ``thing``, ``None`` where no graph says anything of it.

    ``language`` is that of the citation; all else has every language.
    """
    own = [*triples_of(store, [thing]), *_describe_graph(store, thing, base)]
    if not own:
        return None
    parts = find_parts(store, thing, own)
    incoming = find_incoming(store, thing, page)
    records = find_records(store, thing, incoming.links)
    recorded = [triple for record in records for triple in record.triples]
    sources = {link.subject for link in incoming.links if isinstance(link.subject, NamedNode)}
    quoted = _find_quoted(store, own)
    said = [*own, *parts, *recorded, *quoted]
    findings = _objects(said, MGI.hasFinding) - {thing}
    links = {link.predicate for link in incoming.links}
    named = {thing, *_name_all(said), *sources, *links}
    labelled = find_labels(store, named)
    pointed = {triple.object for triple in said} | sources
    neighbours = [Triple(*each) for each in labelled if each[0] in pointed]
    neighbours += [*find_kinds(store, sources | findings), *quoted]
    labels = {
        **label_terms(),
        **{period: {"": years} for period, years in find_years(store, named).items()},
        **collect_labels([*labelled, *_title_graph(thing)]),
    }
    return Description(
        thing=thing,
        own=tuple(own),
        parts=tuple(parts),
        incoming=incoming,
        records=records,
        suggested=find_suggested(store, [*own, *incoming.links]),
        neighbours=tuple(neighbours),
        labels=labels,
        citation=cite_thing(store, thing, labels, language),
    )


def _objects(triples: Iterable[Triple], property_: NamedNode) -> set[NamedNode]:
    return {
        triple.object
        for triple in triples
        if triple.predicate == property_ and isinstance(triple.object, NamedNode)
    }


def _name_all(triples: Iterable[Triple]) -> set[NamedNode]:
    """Return every property and every object that may have a label.

    What links a finding to a thing is named where only a record of the link stands.
    """
    recording = {MGI.refersTo: MGI.mentions, MGI.hasIndicator: MGI.addresses}
    return {
        term
        for triple in triples
        for term in (triple.predicate, triple.object, recording.get(triple.predicate))
        if isinstance(term, NamedNode)
    }


def _find_quoted(store: DatasetStore, own: Iterable[Triple]) -> list[Triple]:
    """Return what an assignment's finding quotes: the assignment itself quotes nothing."""
    if not _objects(own, MGI.hasIndicator):
        return []
    found = []
    for finding in _objects(own, MGI.hasFinding):
        its = [each for each in triples_of(store, [finding]) if each.predicate in _QUOTING]
        found += [*its, *find_parts(store, finding, its)]
    return found


def list_triples(description: Description) -> list[Triple]:
    """Return all the triples of a description but those of its document."""
    return [
        *description.own,
        *description.parts,
        *description.incoming.links,
        *(triple for record in description.records for triple in record.triples),
        *description.neighbours,
    ]


def _describe_graph(store: DatasetStore, thing: NamedNode, base: str) -> list[Triple]:
    """Describe a named graph of the dataset: how long it is, and where its content is served."""
    length = count(store, f"GRAPH {thing} {{ ?s ?p ?o }}")
    if length == 0:
        return []
    content = NamedNode(f"{base}/data?graph={thing.value}")
    return [
        Triple(thing, RDF.type, _SD.Graph),
        Triple(thing, VOID.triples, Literal(length)),
        Triple(thing, VOID.dataDump, content),
        *(Triple(*each) for each in _title_graph(thing)),
        *(
            Triple(thing, DCTERMS.description, Literal(note, language=language))
            for language, note in note_graph(thing.value).items()
        ),
    ]


def _title_graph(graph: NamedNode) -> list[tuple[NamedNode, NamedNode, Literal]]:
    """Return the titles of a named graph, none for what is no graph of ours."""
    return [
        (graph, DCTERMS.title, Literal(title, language=language))
        for language, title in title_graph(graph.value).items()
    ]


def describe_document(store: DatasetStore, description: Description, address: str) -> list[Triple]:
    """Describe the document at ``address``: topic, dataset, licence, citation and other pages."""
    incoming = description.incoming
    document = _page(address, incoming.number)
    found = [
        Triple(document, RDF.type, _FOAF.Document),
        Triple(document, _FOAF.primaryTopic, description.thing),
        Triple(document, VOID.inDataset, DATASET),
        Triple(document, DCTERMS.bibliographicCitation, Literal(description.citation.text)),
    ]
    found += construct(
        store,
        f"CONSTRUCT {{ {document} ?p ?o }} WHERE {{ "
        f"VALUES ?p {{ {DCTERMS.license} {DCTERMS.rights} }} {DATASET} ?p ?o }}",
    )
    if incoming.last == 1:
        return found
    found.append(Triple(document, RDF.type, _HYDRA.PartialCollectionView))
    found.append(Triple(document, _HYDRA.totalItems, Literal(incoming.total)))
    pages = {"first": 1, "previous": incoming.number - 1, "next": incoming.number + 1}
    for name, number in {**pages, "last": incoming.last}.items():
        if 1 <= number <= incoming.last:
            found.append(Triple(document, _HYDRA[name], _page(address, number)))
    return found


def _page(address: str, number: int) -> NamedNode:
    return NamedNode(address if number == 1 else f"{address}?page={number}")
