"""Cut the dataset into the parts that are offered as files."""

import json
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from itertools import chain
from types import MappingProxyType
from typing import Final

from pyoxigraph import DefaultGraph, NamedNode, Quad, RdfFormat, Triple

from mgi_graph.namespaces import ID
from mgi_graph.rdf.serialisation import (
    name_blank_nodes,
    name_blank_nodes_of_graph,
    serialise_quads,
    serialise_triples,
)
from mgi_graph.rdf.terms import MGI
from mgi_graph.store import DatasetStore
from mgi_graph.store.asking import construct, list_values, select
from mgi_graph.web.linked_data.neighbours import find_labels
from mgi_graph.web.linked_data.vocabulary import read_document
from mgi_graph.web.pages.views import collect_labels
from mgi_graph.workers.tasks import Answer

FORMATS: Final = MappingProxyType(
    {
        "ttl": ("text/turtle", RdfFormat.TURTLE),
        "nt": ("application/n-triples", RdfFormat.N_TRIPLES),
        "nq": ("application/n-quads", RdfFormat.N_QUADS),
        "trig": ("application/trig", RdfFormat.TRIG),
        "jsonld": ("application/ld+json", RdfFormat.JSON_LD),
        "rdf": ("application/rdf+xml", RdfFormat.RDF_XML),
    }
)
"""The formats of downloads by suffix: media type and serialisation.

N-Quads and TriG keep the named graphs, the others are their union.
"""

FIXED_STEMS: Final = MappingProxyType(
    {
        "all": "mgi",
        "confirmed": "mgi-confirmed",
        "asserted": "mgi-asserted",
        "inferred": "mgi-inferred",
        "things": "things",
        "ontology": "ontology",
        "vocabularies": "vocabularies",
        "shapes": "shapes",
    }
)
"""The subsets that every dataset has, each with the stem of its files' names.

Those of the whole dataset have the names that ``mgi-graph build`` gives them.
"""

WHOLE_FILES: Final = tuple(
    (f"{FIXED_STEMS['all']}.{suffix}", media_type) for suffix, (media_type, _) in FORMATS.items()
)
"""The files of the whole dataset with their media types."""

_GRAPH: Final = ID + "graph/"
_INFERRED: Final = _GRAPH + "inferred"
_STATISTICS: Final = _GRAPH + "statistics"
_SUGGESTIONS: Final = _GRAPH + "suggestions"
_THINGS: Final = _GRAPH + "things"
_VOCABULARIES: Final = _GRAPH + "vocabularies"
_NAMED: Final = frozenset({RdfFormat.N_QUADS, RdfFormat.TRIG})

Part = tuple[NamedNode | DefaultGraph, Iterable[Triple]]
"""Triples of one graph, and which one."""


@dataclass(frozen=True, slots=True)
class Subset:
    """Name a part of the dataset: one of ``FIXED_STEMS``, a ``profile`` or a ``country``.

    ``name`` is the profile's or the country's own, empty for the others.
    """

    kind: str
    name: str = ""

    @property
    def stem(self) -> str:
        """Return how the subset's files are called before their suffix.

        >>> Subset("country", "col").stem, Subset("all").stem
        ('country-col', 'mgi')
        """
        return f"{self.kind}-{self.name}" if self.name else FIXED_STEMS[self.kind]


@dataclass(frozen=True, slots=True)
class ListSubsets:
    """List the profiles and countries of which there are files.

    The body is JSON: a list of kind, name and labels by language.
    """

    def run(self, store: DatasetStore) -> Answer:
        """Return the list, ordered by kind and name."""
        profiles = f"?thing a {MGI.Profile} . FILTER EXISTS {{ GRAPH ?graph {{ ?thing ?p ?o }} }}"
        countries = f"?profile {MGI.assesses}/{MGI.inCountry}? ?thing . ?thing a {MGI.Country}"
        found = [
            *_list(store, "profile", "profile/", profiles),
            *_list(store, "country", "place/", countries),
        ]
        return Answer(json.dumps(found, ensure_ascii=False).encode(), "application/json")


def _list(store: DatasetStore, kind: str, folder: str, pattern: str) -> Iterator[dict[str, object]]:
    rows = select(store, f"SELECT DISTINCT ?thing WHERE {{ {pattern} }} ORDER BY ?thing")
    things = [thing for (thing,) in rows if isinstance(thing, NamedNode)]
    labels = collect_labels(find_labels(store, things))
    for thing in things:
        name = thing.value.removeprefix(ID + folder)
        # A name becomes part of a file's name, so nothing but a slug will do.
        if name.replace("-", "").isalnum() and thing.value.startswith(ID + folder):
            yield {"kind": kind, "name": name, "labels": dict(labels.get(thing, {}))}


@dataclass(frozen=True, slots=True)
class ExportSubset:
    """Serialise a subset in the format of a suffix."""

    subset: Subset
    suffix: str

    def run(self, store: DatasetStore) -> Answer:
        """Return the file."""
        media_type, rdf_format = FORMATS[self.suffix]
        parts = read_subset(store, self.subset)
        if rdf_format in _NAMED:
            quads = (
                Quad(each.subject, each.predicate, each.object, graph)
                for graph, triples in parts
                for each in triples
            )
            return Answer(serialise_quads(name_blank_nodes(quads), rdf_format), media_type)
        union = name_blank_nodes_of_graph(chain.from_iterable(triples for _, triples in parts))
        return Answer(serialise_triples(union, rdf_format), media_type)


def read_subset(store: DatasetStore, subset: Subset) -> Iterator[Part]:
    """Give the parts of a subset.

    Confirmed is all but what is only suggested, and the statistics, which count that too.
    Asserted is what was neither suggested nor inferred nor counted. A profile is its
    named graph; a country is the graphs of its profiles with what the vocabularies say of
    the country and of the places in it that were assessed, and what is said of the things
    that its findings name.
    """
    graphs = set(store.graphs)
    match subset.kind:
        case "shapes":
            shapes = NamedNode(_GRAPH + "shapes")
            yield shapes, (quad.triple for quad in read_document("shapes"))
        case "all" if not graphs:
            yield DefaultGraph(), store.read_graph(None)
        case "all":
            yield from _read_graphs(store, graphs)
        case "confirmed":
            yield from _read_graphs(store, graphs - {_SUGGESTIONS, _STATISTICS})
        case "asserted":
            yield from _read_graphs(store, graphs - {_SUGGESTIONS, _INFERRED, _STATISTICS})
        case "profile":
            yield from _read_graphs(store, [_GRAPH + subset.name])
        case "country":
            yield from _read_country(store, NamedNode(f"{ID}place/{subset.name}"))
        case _:
            yield from _read_graphs(store, [_GRAPH + subset.kind])


def _read_graphs(store: DatasetStore, graphs: Iterable[str]) -> Iterator[Part]:
    return ((NamedNode(graph), store.read_graph(graph)) for graph in graphs)


def _read_country(store: DatasetStore, country: NamedNode) -> Iterator[Part]:
    rows = select(
        store,
        f"SELECT DISTINCT ?profile ?place WHERE {{ "
        f"?profile {MGI.assesses} ?place . ?place {MGI.inCountry}? {country} }}",
    )
    graphs = {
        f"{_GRAPH}{profile.value.removeprefix(ID + 'profile/')}"
        for profile, _ in rows
        if isinstance(profile, NamedNode)
    }
    places = {country, *(place for _, place in rows if isinstance(place, NamedNode))}
    profiles = {profile for profile, _ in rows if isinstance(profile, NamedNode)}
    yield from _read_graphs(store, graphs & set(store.graphs))
    yield NamedNode(_VOCABULARIES), _describe(store, places, _VOCABULARIES)
    yield NamedNode(_THINGS), _describe(store, _find_things(store, profiles), _THINGS)


def _find_things(store: DatasetStore, profiles: Iterable[NamedNode]) -> set[NamedNode]:
    """Return what the findings of these profiles name."""
    return {
        thing
        for values in list_values(profiles)
        for (thing,) in select(
            store,
            f"SELECT DISTINCT ?thing WHERE {{ VALUES ?profile {{ {values} }} "
            f"?finding {MGI.reportedIn} ?profile ; {MGI.mentions} ?thing }}",
        )
        if isinstance(thing, NamedNode)
    }


def _describe(store: DatasetStore, things: Iterable[NamedNode], graph: str) -> Iterator[Triple]:
    """Give what a named graph says of these things."""
    for values in list_values(things):
        yield from construct(
            store,
            f"CONSTRUCT {{ ?thing ?p ?o }} WHERE {{ VALUES ?thing {{ {values} }} "
            f"GRAPH <{graph}> {{ ?thing ?p ?o }} }}",
        )
