"""Assemble the named graphs of a dataset from parsed profiles.

One graph a profile, one for the things that profiles name, one for what is suggested and
nobody has confirmed, one for the ontology, one for the vocabularies, one for what is
inferred, one for the canned queries, one for statistics and one for the dataset's own
description.
"""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from collections.abc import Set as AbstractSet
from dataclasses import dataclass
from functools import cached_property
from importlib.metadata import version
from pathlib import Path
from typing import Protocol

from pyoxigraph import NamedNode, Quad

from mgi_graph.assets import CURATION_DIR
from mgi_graph.model import Located, Profile, Thing
from mgi_graph.pipeline.curation.fitting import Strictness, Vocabulary
from mgi_graph.pipeline.curation.loading import know_places, load_curation
from mgi_graph.pipeline.description import describe_profiles
from mgi_graph.pipeline.graphs import (
    CATALOGUE_GRAPH,
    INFERRED_GRAPH,
    ONTOLOGY_GRAPH,
    QUERIES_GRAPH,
    STATISTICS_GRAPH,
    SUGGESTIONS_GRAPH,
    VOCABULARIES_GRAPH,
    put_in_graph,
)
from mgi_graph.queries import describe_queries, load_queries
from mgi_graph.rdf.catalogue import DATASET, Extent, describe_dataset
from mgi_graph.rdf.cube import describe_statistics
from mgi_graph.rdf.iris import mint_finding, mint_kind, mint_place, name_profiles
from mgi_graph.rdf.partitions import Others, describe_with_itself
from mgi_graph.rdf.tally import Tally, hash_objects
from mgi_graph.rdf.terms import MGI, PROV, RDF, SKOS
from mgi_graph.rdf.vocabularies import ONTOLOGY_FILES, VOCABULARY_FILES, read_graph
from mgi_graph.reasoning import close_ontology, infer

_PLACE_CLASSES = (MGI.City, MGI.Region, MGI.Country)


@dataclass(frozen=True)
class Background:
    """Hold what every dataset has: the ontology and the vocabularies."""

    ontology: tuple[Quad, ...]
    vocabularies: tuple[Quad, ...]

    @cached_property
    def slugs(self) -> Vocabulary:
        """Return the slugs that curation files may name."""
        return Vocabulary(
            indicators=_slugs(self._instances(MGI.Indicator)),
            groups=_slugs(self._instances(MGI.PopulationGroup)),
            kinds=_slugs(each for each in self._instances(SKOS.Concept) if _is_kind(each)),
            places=_slugs(self._instances(*_PLACE_CLASSES)),
        )

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


def _slugs(iris: Iterable[NamedNode]) -> frozenset[str]:
    return frozenset(iri.value.rpartition("/")[2] for iri in iris)


def _is_kind(iri: NamedNode) -> bool:
    return iri.value.startswith(mint_kind("").value)


@dataclass(frozen=True)
class Dataset:
    """Hold the quads of a dataset and the profiles that they were made from.

    ``profiles`` are under their names, the local part of their IRIs, in the
    order of the names. ``suggested`` is what nobody has confirmed, with what follows from
    it; ``queries`` describe the canned queries, ``statistics`` count findings, and
    ``catalogue`` describes all the rest. ``warnings`` are messages for whoever builds it.
    """

    profiles: tuple[tuple[str, Profile], ...]
    asserted: frozenset[Quad]
    suggested: frozenset[Quad]
    inferred: frozenset[Quad]
    queries: frozenset[Quad]
    statistics: frozenset[Quad]
    catalogue: frozenset[Quad]
    warnings: tuple[str, ...]

    @property
    def quads(self) -> frozenset[Quad]:
        """Return all the quads."""
        return self.asserted.union(
            self.suggested, self.inferred, self.queries, self.statistics, self.catalogue
        )


class Propose(Protocol):
    """Propose what the findings of profiles without a curation file are about, and name."""

    def __call__(
        self,
        named: Sequence[tuple[str, Profile]],
        things: Mapping[str, Thing],
        places: AbstractSet[str],
    ) -> tuple[Sequence[Located], Sequence[Thing]]:
        """Return the findings, and the things that are not among ``things``."""
        ...


def assemble_dataset(
    profiles: Iterable[Profile],
    background: Background,
    curation: Path = CURATION_DIR,
    strictness: Strictness = Strictness.ALL,
    propose: Propose | None = None,
) -> Dataset:
    """Describe the profiles, link them to indicators and infer what follows.

    Without ``propose``, a profile without a curation file has no links.

    Raises :class:`mgi_graph.errors.ManyErrors` where curation files do not fit.
    """
    named = name_profiles(profiles)
    curated = load_curation(named, curation, background.slugs, strictness)
    unread = [pair for pair in named if pair[0] not in curated.read]
    if propose is not None and unread:
        known = know_places(background.slugs, [each for _, each in named])
        proposed, things = propose(unread, curated.things, known.places)
        notes = _warn_of_suggestions(unread, proposed)
        curated = curated.extended(proposed, things, notes)
    described = list(describe_profiles(named, curated, background.described))
    asserted = {*background.ontology, *background.vocabularies}
    asserted.update(quad for quad in described if quad.graph_name != SUGGESTIONS_GRAPH)
    suggested = {quad for quad in described if quad.graph_name == SUGGESTIONS_GRAPH}
    inferred, further = infer_quads(asserted, suggested, background)
    suggested |= further
    queries = set(put_in_graph(describe_queries(load_queries()), QUERIES_GRAPH))
    statistics = set(put_in_graph(describe_statistics(asserted | suggested), STATISTICS_GRAPH))
    everything = asserted | suggested | inferred | queries | statistics
    description = describe_dataset(Extent.of(profile for _, profile in named), version("mgi-graph"))
    counted = Others(Tally(), hash_objects(()), lambda _: "")
    union = {quad.triple for quad in everything}
    catalogue = describe_with_itself(DATASET, counted, union, description)
    return Dataset(
        profiles=tuple(named),
        asserted=frozenset(asserted),
        suggested=frozenset(suggested),
        inferred=frozenset(inferred),
        queries=frozenset(queries),
        statistics=frozenset(statistics),
        catalogue=frozenset(put_in_graph(catalogue, CATALOGUE_GRAPH)),
        warnings=(*_warn_of_new_places(named, background), *curated.warnings),
    )


def _warn_of_suggestions(
    unread: Sequence[tuple[str, Profile]], proposed: Sequence[Located]
) -> Iterator[str]:
    """Say of each profile without a curation file how many of its findings are linked at all."""
    methods = {each.row.suggestion.method for each in proposed if each.row.suggestion}
    for name, profile in unread:
        own = {mint_finding(name, finding).value for finding in profile.findings}
        number = sum(each.row.finding in own for each in proposed)
        yield (
            f"{profile.sources[0].path}: no curation file {name}.yaml; {number} of "
            f"{len(profile.findings)} findings have an indicator, suggested by "
            f"{' and '.join(sorted(methods)) or 'nothing'} and confirmed by nobody (mgi-graph "
            "suggest writes a file to decide in)"
        )


def _warn_of_new_places(named: Sequence[tuple[str, Profile]], background: Background) -> list[str]:
    return [
        f"{profile.sources[0].path}: place not in the vocabularies: {profile.place.name!r}; "
        f"described from its title and introduction as {mint_place(profile.place).value} "
        "(to give it labels, coordinates and identifiers, add it to ontology/places.ttl)"
        for _, profile in named
        if mint_place(profile.place) not in background.described
    ]


def infer_quads(
    asserted: set[Quad], suggested: set[Quad], background: Background
) -> tuple[set[Quad], set[Quad]]:
    """Infer by owlrl from the ontology and by rules from all of it.

    Return what follows from ``asserted``, in a graph apart, and what follows only with
    ``suggested``, in the graph of suggestions.
    """
    closure = close_ontology(quad.triple for quad in background.ontology)
    closed = set(put_in_graph(closure, INFERRED_GRAPH))
    inferred = closed | set(put_in_graph(infer(asserted | closed), INFERRED_GRAPH))
    if not suggested:
        return inferred, set()
    further = infer(asserted | suggested | inferred)
    return inferred, set(put_in_graph(further, SUGGESTIONS_GRAPH))
