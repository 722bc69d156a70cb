"""Assemble the named graphs of a dataset from parsed profiles.

One graph a profile, one for the ontology, one for the vocabularies, one for what is
inferred, one for the canned queries, one for statistics and one for the dataset's own
description.
"""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from functools import cached_property
from importlib.metadata import version
from pathlib import Path

from pyoxigraph import NamedNode, Quad, Triple

from mgi_graph.assets import CURATION_DIR
from mgi_graph.model import Profile
from mgi_graph.pipeline.curation import Strictness, load_links
from mgi_graph.queries import describe_queries, load_queries
from mgi_graph.rdf.catalogue import describe_dataset
from mgi_graph.rdf.cube import describe_statistics
from mgi_graph.rdf.iris import mint_graph, mint_place, name_profiles
from mgi_graph.rdf.profiles import describe_profile
from mgi_graph.rdf.terms import MGI, PROV, RDF
from mgi_graph.rdf.vocabularies import ONTOLOGY_FILES, VOCABULARY_FILES, read_graph
from mgi_graph.reasoning import close_ontology, infer

ONTOLOGY_GRAPH = mint_graph("ontology")
VOCABULARIES_GRAPH = mint_graph("vocabularies")
CATALOGUE_GRAPH = mint_graph("catalogue")
INFERRED_GRAPH = mint_graph("inferred")
QUERIES_GRAPH = mint_graph("queries")
STATISTICS_GRAPH = mint_graph("statistics")

_PLACE_CLASSES = (MGI.City, MGI.Region, MGI.Country)


@dataclass(frozen=True)
class Background:
    """Hold what every dataset has: the ontology and the vocabularies."""

    ontology: tuple[Quad, ...]
    vocabularies: tuple[Quad, ...]

    @cached_property
    def indicators(self) -> frozenset[NamedNode]:
        """Return every indicator of the scheme."""
        return self._instances(MGI.Indicator)

    @cached_property
    def described(self) -> frozenset[NamedNode]:
        """Return the places and bodies that the vocabularies describe."""
        return self._instances(*_PLACE_CLASSES, PROV.Agent)

    def _instances(self, *classes: NamedNode) -> frozenset[NamedNode]:
        return frozenset(
            quad.subject
            for quad in self.vocabularies
            if quad.predicate == RDF.type
            and quad.object in classes
            and isinstance(quad.subject, NamedNode)
        )


def read_background() -> Background:
    """Read the hand-written ontology and vocabularies."""
    return Background(
        ontology=tuple(read_graph(ONTOLOGY_FILES, ONTOLOGY_GRAPH)),
        vocabularies=tuple(read_graph(VOCABULARY_FILES, VOCABULARIES_GRAPH)),
    )


@dataclass(frozen=True)
class Dataset:
    """Hold the quads of a dataset and the profiles that they were made from.

    ``profiles`` are under their names, the local part of their IRIs, in the
    order of the names. ``queries`` describe the canned queries, ``statistics``
    count findings, and ``catalogue`` describes all the rest. ``warnings`` are messages
    for whoever builds it.
    """

    profiles: tuple[tuple[str, Profile], ...]
    asserted: frozenset[Quad]
    inferred: frozenset[Quad]
    queries: frozenset[Quad]
    statistics: frozenset[Quad]
    catalogue: frozenset[Quad]
    warnings: tuple[str, ...]

    @property
    def quads(self) -> frozenset[Quad]:
        """Return all the quads."""
        return self.asserted | self.inferred | self.queries | self.statistics | self.catalogue


def assemble_dataset(
    profiles: Iterable[Profile],
    background: Background,
    curation: Path = CURATION_DIR,
    strictness: Strictness = Strictness.ALL,
) -> Dataset:
    """Describe the profiles, link them to indicators and infer what follows.

    Raises :class:`mgi_graph.errors.ManyErrors` where curated links do not fit.
    """
    named = name_profiles(profiles)
    curated = load_links(named, curation, background.indicators, strictness)
    asserted = {*background.ontology, *background.vocabularies}
    for name, profile in named:
        triples = describe_profile(name, profile, links=curated.links, known=background.described)
        asserted.update(put_in_graph(triples, mint_graph(name)))
    inferred = infer_quads(asserted, background)
    queries = set(put_in_graph(describe_queries(load_queries()), QUERIES_GRAPH))
    statistics = set(put_in_graph(describe_statistics(asserted), STATISTICS_GRAPH))
    described = asserted | inferred | queries | statistics
    catalogue = describe_dataset([profile for _, profile in named], described, version("mgi-graph"))
    return Dataset(
        profiles=tuple(named),
        asserted=frozenset(asserted),
        inferred=frozenset(inferred),
        queries=frozenset(queries),
        statistics=frozenset(statistics),
        catalogue=frozenset(put_in_graph(catalogue, CATALOGUE_GRAPH)),
        warnings=(*_warn_of_new_places(named, background), *curated.warnings),
    )


def _warn_of_new_places(named: Sequence[tuple[str, Profile]], background: Background) -> list[str]:
    return [
        f"{profile.sources[0].path}: place not in the vocabularies: {profile.place.name!r}; "
        f"described from its title and introduction as {mint_place(profile.place).value} "
        "(to give it labels, coordinates and identifiers, add it to ontology/places.ttl)"
        for _, profile in named
        if mint_place(profile.place) not in background.described
    ]


def infer_quads(asserted: set[Quad], background: Background) -> set[Quad]:
    """Infer by owlrl from the ontology and by rules from all of it, in a graph apart."""
    closure = close_ontology(quad.triple for quad in background.ontology)
    closed = set(put_in_graph(closure, INFERRED_GRAPH))
    return closed | set(put_in_graph(infer(asserted | closed), INFERRED_GRAPH))


def put_in_graph(triples: Iterable[Triple], graph: NamedNode) -> Iterable[Quad]:
    """Put triples into a named graph."""
    return (Quad(each.subject, each.predicate, each.object, graph) for each in triples)
