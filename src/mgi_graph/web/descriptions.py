"""Describe a thing as a person would want it, in every format from the same triples.

A description holds, sorted and each once:

- every triple of the thing, asserted and inferred, in whatever graph it stands;
- the triples of its parts: things whose IRI begins with its own and a slash, the
  passage that a finding quotes, and blank nodes;
- what refers to it, 100 links a page, with the kind, the label and the statement of
  each thing that does; an inferred link is left out where the same two things have
  an asserted one;
- the labels, in all languages, of every thing that it points to;
- the document itself: its topic, its dataset, licence, rights, a citation, and the
  pages before and after it (Hydra Core Vocabulary, section 5.4).
"""

from dataclasses import dataclass, field
from typing import Final

from pyoxigraph import Literal, NamedNode, RdfFormat, Triple

from mgi_graph.namespaces import BASE, ID, PREFIXES
from mgi_graph.rdf.serialisation import serialise_triples
from mgi_graph.rdf.terms import DCTERMS, OWL, RDF, VOID, Vocabulary
from mgi_graph.results import Graph
from mgi_graph.store import OxigraphStore
from mgi_graph.web.asking import construct, count, select
from mgi_graph.web.neighbours import (
    Incoming,
    find_incoming,
    find_kinds,
    find_labels,
    find_parts,
    triples_of,
)
from mgi_graph.web.rendering import Reader
from mgi_graph.web.views import Labels, choose_label, collect_labels
from mgi_graph.workers.tasks import Answer

FORMATS: Final = {
    "ttl": ("text/turtle", RdfFormat.TURTLE),
    "nt": ("application/n-triples", RdfFormat.N_TRIPLES),
    "jsonld": ("application/ld+json", RdfFormat.JSON_LD),
    "rdf": ("application/rdf+xml", RdfFormat.RDF_XML),
}
"""The formats of data by their suffix, each with its media type."""

_FOAF = Vocabulary(PREFIXES["foaf"])
_HYDRA = Vocabulary("http://www.w3.org/ns/hydra/core#")
_SD = Vocabulary("http://www.w3.org/ns/sparql-service-description#")
_DATASET: Final = NamedNode(ID + "dataset/mgi-graph")


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


@dataclass(frozen=True, slots=True)
class DescribeThing:
    """Describe the thing ``iri`` in the format of a suffix, ``html`` among them.

    The answer's facts have ``known`` (0 for a thing that the dataset does not have)
    and ``pages``; its body is empty where the thing or the page is not there.
    """

    iri: str
    suffix: str
    page: int = 1
    reader: Reader = field(default_factory=Reader)

    def run(self, store: OxigraphStore) -> Answer:
        """Return the finished document."""
        media_type = "text/html" if self.suffix == "html" else FORMATS[self.suffix][0]
        description = describe_thing(store, NamedNode(self.iri), self.page, self.reader.base)
        if description is None:
            return Answer(b"", media_type, facts={"known": 0, "pages": 0})
        facts = {"known": 1, "pages": description.incoming.last}
        if self.page > description.incoming.last:
            return Answer(b"", media_type, facts=facts)
        if self.suffix == "html":
            from mgi_graph.web.thing_page import render_thing

            return Answer(render_thing(description, self.reader), media_type, facts=facts)
        document = self._document()
        triples = [*_all_triples(description), *_describe_document(store, description, document)]
        body = serialise_triples(Graph.of(triples).triples, FORMATS[self.suffix][1])
        return Answer(body, media_type, facts=facts)

    def _document(self) -> str:
        return f"{self.reader.base}/{self.iri.removeprefix(BASE)}.{self.suffix}"


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
    labelled = list(find_labels(store, {thing, *named, *sources}))
    labels = collect_labels(labelled)
    pointed = {triple.object for triple in (*own, *parts)} | set(sources)
    neighbours = [Triple(*each) for each in labelled if each[0] in pointed]
    neighbours += find_kinds(store, sources)
    citation = _cite(store, thing, labels)
    return Description(
        thing, tuple(own), tuple(parts), incoming, tuple(neighbours), labels, citation
    )


def _all_triples(description: Description) -> list[Triple]:
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


def _describe_document(
    store: OxigraphStore, description: Description, address: str
) -> list[Triple]:
    incoming = description.incoming
    document = _page(address, incoming.number)
    found = [
        Triple(document, RDF.type, _FOAF.Document),
        Triple(document, _FOAF.primaryTopic, description.thing),
        Triple(document, VOID.inDataset, _DATASET),
        Triple(document, DCTERMS.bibliographicCitation, Literal(description.citation)),
    ]
    found += construct(
        store,
        f"CONSTRUCT {{ {document} ?p ?o }} WHERE {{ "
        f"VALUES ?p {{ {DCTERMS.license} {DCTERMS.rights} }} {_DATASET} ?p ?o }}",
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
        f"SELECT ?title ?version WHERE {{ {_DATASET} {DCTERMS.title} ?title . "
        f'OPTIONAL {{ {_DATASET} {OWL.versionInfo} ?version }} FILTER(LANG(?title) = "en") }} '
        "ORDER BY ?title ?version LIMIT 1",
    )
    label, _ = choose_label(labels.get(thing, {}), "en")
    parts = [label or thing.value.removeprefix(ID)]
    for title, version in editions:
        edition = f", version {version.value}" if isinstance(version, Literal) else ""
        parts.append(f"In: {getattr(title, 'value', '')}{edition}")
    return f"{'. '.join(parts)}. {thing.value}"
