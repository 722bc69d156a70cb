"""Assemble the named graphs of a dataset from parsed profiles.

One graph a profile, one for the things that profiles name, one for what is suggested and
nobody has confirmed, one for the ontology, one for the vocabularies, one for what is
inferred, one for the canned queries, one for statistics and one for the dataset's own
description.

A build makes the same dataset part by part (:mod:`mgi_graph.pipeline.build`); here all of it
is held at once, which suits a few profiles.
"""

from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from collections.abc import Set as AbstractSet
from dataclasses import dataclass
from importlib.metadata import version
from pathlib import Path
from typing import Protocol

from pyoxigraph import NamedNode, Quad

from mgi_graph.assets import CURATION_DIR
from mgi_graph.model import Located, Profile, Thing
from mgi_graph.pipeline.background import Background, read_background
from mgi_graph.pipeline.building.sharing import divide_constant, merge_shares
from mgi_graph.pipeline.curation.fitting import Strictness
from mgi_graph.pipeline.curation.loading import Curated, know_places, load_curation
from mgi_graph.pipeline.graphs import (
    CATALOGUE_GRAPH,
    INFERRED_GRAPH,
    QUERIES_GRAPH,
    STATISTICS_GRAPH,
    SUGGESTIONS_GRAPH,
    put_in_graph,
)
from mgi_graph.pipeline.labelling import find_labelled, list_spoken_of
from mgi_graph.pipeline.parts import Part, Share, Subject, make_part
from mgi_graph.pipeline.succession import find_successors
from mgi_graph.rdf.blocks import Block, BlockName
from mgi_graph.rdf.catalogue import DATASET, Extent, describe_dataset
from mgi_graph.rdf.cube import Cell, describe_cells
from mgi_graph.rdf.iris import mint_finding, mint_place, name_profiles, place_slug
from mgi_graph.rdf.partitions import Others, describe_with_itself
from mgi_graph.rdf.tally import Tally, hash_objects

__all__ = ["Background", "Dataset", "assemble_dataset", "read_background"]


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
        curated = _extend(curated, unread, propose, known.places)
    successors = find_successors(named)
    labelled = find_labelled(
        (name, list_spoken_of(profile, (each.slug for each in profile.contributors)))
        for name, profile in named
    )
    parts = [
        make_part(
            Subject(
                name,
                profile,
                curated.findings,
                curated.things,
                successors.get(name, ()),
                labelled[name],
            ),
            background,
        )
        for name, profile in named
    ]
    graphs = _unite(parts, background)
    extent = Extent.of(profile for _, profile in named)
    graphs[CATALOGUE_GRAPH] = _describe(extent, graphs)
    own = {INFERRED_GRAPH, SUGGESTIONS_GRAPH, QUERIES_GRAPH, STATISTICS_GRAPH, CATALOGUE_GRAPH}
    return Dataset(
        profiles=tuple(named),
        asserted=frozenset().union(*(of for graph, of in graphs.items() if graph not in own)),
        suggested=frozenset(graphs[SUGGESTIONS_GRAPH]),
        inferred=frozenset(graphs[INFERRED_GRAPH]),
        queries=frozenset(graphs[QUERIES_GRAPH]),
        statistics=frozenset(graphs[STATISTICS_GRAPH]),
        catalogue=frozenset(graphs[CATALOGUE_GRAPH]),
        warnings=(*warn_of_new_places(named, background), *curated.warnings),
    )


def _extend(
    curated: Curated,
    unread: Sequence[tuple[str, Profile]],
    propose: Propose,
    places: AbstractSet[str],
) -> Curated:
    """Add what is proposed for profiles without a curation file, one by one."""
    findings: list[Located] = []
    things: dict[str, Thing] = {}
    notes: list[str] = []
    for name, profile in unread:
        near = {
            slug: thing
            for slug, thing in curated.things.items()
            if is_near(thing.places, place_slug(profile.place))
        }
        proposed, new = propose([(name, profile)], near, places)
        findings += proposed
        things |= {each.slug: each for each in new}
        linked, methods = count_linked(name, profile, proposed)
        notes.append(warn_of_suggestions(name, profile, linked, len(profile.findings), methods))
    return curated.extended(findings, things.values(), notes)


def is_near(places: Sequence[str], place: str) -> bool:
    """Tell whether a thing of ``places`` may be proposed to a profile of a place.

    An international thing may, and one of the place itself or of its country.

    >>> is_near(("col",), "col-cali"), is_near(("col-leticia",), "col-cali")
    (True, False)
    """
    return not places or place in places or place.partition("-")[0] in places


def _unite(parts: Sequence[Part], background: Background) -> dict[NamedNode, set[Quad]]:
    """Put the parts and what every dataset has together, by named graph."""
    graphs: dict[NamedNode, set[Quad]] = defaultdict(set)
    shares: dict[BlockName, list[Share]] = defaultdict(list)
    cells: dict[str, Counter[Cell]] = defaultdict(Counter)
    for part in parts:
        _add_block(graphs, part.block)
        for name, share in part.shares.items():
            shares[name].append(share)
        for cube, counts in part.cells.items():
            cells[cube].update(counts)
    constant = divide_constant(background.constant)
    for name in shares.keys() | constant.keys():
        _add_block(graphs, merge_shares(shares[name], constant.get(name, ())))
    graphs[STATISTICS_GRAPH].update(put_in_graph(describe_cells(cells), STATISTICS_GRAPH))
    return graphs


def _add_block(graphs: dict[NamedNode, set[Quad]], block: Block) -> None:
    for layer in block:
        if layer.graph is not None:
            graphs[layer.graph].update(put_in_graph(layer.triples, layer.graph))


def _describe(extent: Extent, graphs: Mapping[NamedNode, set[Quad]]) -> set[Quad]:
    """Describe the dataset as a whole, with what a query over all of it counts."""
    union = {quad.triple for of in graphs.values() for quad in of}
    nothing = Others(Tally(), hash_objects(()), lambda _: "")
    description = describe_dataset(extent, version("mgi-graph"))
    described = describe_with_itself(DATASET, nothing, union, description)
    return set(put_in_graph(described, CATALOGUE_GRAPH))


def count_linked(
    name: str, profile: Profile, proposed: Sequence[Located]
) -> tuple[int, tuple[str, ...]]:
    """Count the findings of a profile for which something is proposed; name the methods."""
    methods = {each.row.suggestion.method for each in proposed if each.row.suggestion}
    own = {mint_finding(name, finding).value for finding in profile.findings}
    return sum(each.row.finding in own for each in proposed), tuple(sorted(methods))


def warn_of_suggestions(
    name: str, profile: Profile, linked: int, findings: int, methods: Sequence[str]
) -> str:
    """Say of a profile without a curation file how many of its findings are linked at all."""
    return (
        f"{profile.sources[0].path}: no curation file {name}.yaml; {linked} of "
        f"{findings} findings have an indicator, suggested by "
        f"{' and '.join(methods) or 'nothing'} and confirmed by nobody (mgi-graph "
        "suggest writes a file to decide in)"
    )


def warn_of_new_places(
    named: Iterable[tuple[str, Profile]], background: Background
) -> Iterator[str]:
    """Say of each profile whose place no vocabulary has how it is described."""
    for _, profile in named:
        if mint_place(profile.place) not in background.described:
            yield (
                f"{profile.sources[0].path}: place not in the vocabularies: "
                f"{profile.place.name!r}; described from its title and introduction as "
                f"{mint_place(profile.place).value} (to give it labels, coordinates and "
                "identifiers, add it to ontology/places.ttl)"
            )
