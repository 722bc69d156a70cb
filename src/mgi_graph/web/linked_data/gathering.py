"""Gather the triples that describe a thing, and the labels to show them by."""

from dataclasses import dataclass

from pyoxigraph import Literal, NamedNode, Triple

from mgi_graph.namespaces import ID, PREFIXES
from mgi_graph.rdf.catalogue import DATASET
from mgi_graph.rdf.terms import DCTERMS, OWL, RDF, VOID, Vocabulary
from mgi_graph.store import OxigraphStore
from mgi_graph.store.asking import construct, count, select
from mgi_graph.web.linked_data.neighbours import (
    Incoming,
    find_incoming,
    find_kinds,
    find_labels,
    find_parts,
    triples_of,
)
from mgi_graph.web.pages.views import Labels, choose_label, collect_labels

_FOAF = Vocabulary(PREFIXES["foaf"])
_HYDRA = Vocabulary("http://www.w3.org/ns/hydra/core#")
_SD = Vocabulary("http://www.w3.org/ns/sparql-service-description#")


@dataclass(frozen=True, slots=True)
class Description:
    """Hold all that a page or a data document about a thing is made from."""

    thing: NamedNode
    own: tuple[Triple, ...]
    parts: tuple[Triple, ...]
    incoming: Incoming
    neighbours: tuple[Triple, ...]
    labels: Labels
    citation: str

    def label(self, language: str) -> tuple[str, str]:
        """Return the thing's label and its language tag, its path where it has no label."""
        text, tag = choose_label(self.labels.get(self.thing, {}), language)
        return (text, tag) if text else (self.thing.value.removeprefix(ID), "")


def describe_thing(
    store: OxigraphStore, thing: NamedNode, page: int, base: str
) -> Description | None:
    """Gather the description of ``thing``, ``None`` where no graph says anything of it."""
    own = [*triples_of(store, [thing]), *_describe_graph(store, thing, base)]
    if not own:
        return None
    parts = find_parts(store, thing, own)
    incoming = find_incoming(store, thing, page)
    sources = [link.subject for link in incoming.links if isinstance(link.subject, NamedNode)]
    named = {
        term
        for triple in (*own, *parts)
        for term in (triple.predicate, triple.object)
        if isinstance(term, NamedNode)
    }
    links = {link.predicate for link in incoming.links}
    labelled = find_labels(store, {thing, *named, *sources, *links})
    labels = collect_labels(labelled)
    pointed = {triple.object for triple in (*own, *parts)} | set(sources)
    neighbours = [Triple(*each) for each in labelled if each[0] in pointed]
    neighbours += find_kinds(store, sources)
    citation = _cite(store, thing, labels)
    return Description(
        thing, tuple(own), tuple(parts), incoming, tuple(neighbours), labels, citation
    )


def list_triples(description: Description) -> list[Triple]:
    """Return all the triples of a description but those of its document."""
    return [
        *description.own,
        *description.parts,
        *description.incoming.links,
        *description.neighbours,
    ]


def _describe_graph(store: OxigraphStore, thing: NamedNode, base: str) -> list[Triple]:
    """Describe a named graph of the dataset: how long it is, and where its content is served."""
    length = count(store, f"GRAPH {thing} {{ ?s ?p ?o }}")
    if length == 0:
        return []
    content = NamedNode(f"{base}/data?graph={thing.value}")
    return [
        Triple(thing, RDF.type, _SD.Graph),
        Triple(thing, VOID.triples, Literal(length)),
        Triple(thing, VOID.dataDump, content),
    ]


def describe_document(store: OxigraphStore, description: Description, address: str) -> list[Triple]:
    """Describe the document at ``address``: topic, dataset, licence, citation and other pages."""
    incoming = description.incoming
    document = _page(address, incoming.number)
    found = [
        Triple(document, RDF.type, _FOAF.Document),
        Triple(document, _FOAF.primaryTopic, description.thing),
        Triple(document, VOID.inDataset, DATASET),
        Triple(document, DCTERMS.bibliographicCitation, Literal(description.citation)),
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


def _cite(store: OxigraphStore, thing: NamedNode, labels: Labels) -> str:
    """Cite a thing by its label, its dataset and its IRI."""
    editions = select(
        store,
        f"SELECT ?title ?version WHERE {{ {DATASET} {DCTERMS.title} ?title . "
        f'OPTIONAL {{ {DATASET} {OWL.versionInfo} ?version }} FILTER(LANG(?title) = "en") }} '
        "ORDER BY ?title ?version LIMIT 1",
    )
    label, _ = choose_label(labels.get(thing, {}), "en")
    parts = [label or thing.value.removeprefix(ID)]
    for title, version in editions:
        edition = f", version {version.value}" if isinstance(version, Literal) else ""
        parts.append(f"In: {getattr(title, 'value', '')}{edition}")
    return f"{'. '.join(parts)}. {thing.value}"
