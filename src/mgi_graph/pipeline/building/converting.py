"""Convert profiles in a process of a build: curate or propose, and make their blocks."""

from collections.abc import Iterable, Iterator, Mapping
from collections.abc import Set as AbstractSet
from dataclasses import dataclass, replace
from functools import cache, lru_cache
from pathlib import Path
from typing import cast

from pyoxigraph import Literal, NamedNode, Triple

from mgi_graph.errors import MgiGraphError
from mgi_graph.model import (
    Curation,
    Language,
    PlaceName,
    Profile,
    Thing,
    YearMonth,
)
from mgi_graph.parsing import (
    merge_language_versions,
    parse_profile,
    read_curation,
    read_source,
    read_things,
)
from mgi_graph.pipeline.background import read_background
from mgi_graph.pipeline.building.making import (
    Batch,
    BatchWriter,
    MadeShare,
    get_validator,
    pack_share,
)
from mgi_graph.pipeline.building.sharing import list_classes, write_share
from mgi_graph.pipeline.building.spool import Stretch, read_object
from mgi_graph.pipeline.building.sums import write_cells
from mgi_graph.pipeline.curation.fitting import Strictness, Vocabulary
from mgi_graph.pipeline.curation.loading import fit_curation
from mgi_graph.pipeline.dataset import count_linked, is_near
from mgi_graph.pipeline.graphs import THINGS_GRAPH, put_in_graph
from mgi_graph.pipeline.parts import Part, Said, Subject, make_part
from mgi_graph.pipeline.suggesting.proposing import propose_for_build
from mgi_graph.rdf.blocks import BlockName, Owner
from mgi_graph.rdf.iris import mint_place, mint_profile, place_slug
from mgi_graph.rdf.places import describe_place
from mgi_graph.rdf.terms import DCTERMS, MGI, RDF, XSD
from mgi_graph.reasoning import chain_forward


@dataclass(frozen=True, slots=True)
class Elsewhere:
    """Name things that the curation file of another profile describes."""

    path: str
    digest: str
    slugs: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Successor:
    """Hold what is to be known of a profile that another one precedes."""

    name: str
    place: PlaceName
    issued: YearMonth


@dataclass(frozen=True, slots=True)
class Order:
    """Say what one profile is made from.

    ``sources`` are its language versions, and ``curation`` its file: where they lie, read
    already, or their paths. ``before`` and ``after`` are things of other profiles' files that
    it names or may name, by the order of the profiles; ``places`` are those that it names and
    the vocabularies do not have; ``labelled`` are IRIs of what another profile labels.
    """

    name: str
    sources: tuple[Stretch | str, ...]
    curation: Stretch | str | None
    before: tuple[Elsewhere, ...] = ()
    after: tuple[Elsewhere, ...] = ()
    places: tuple[PlaceName, ...] = ()
    successors: tuple[Successor, ...] = ()
    labelled: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class ConvertTask:
    """Hold what several profiles are made from; ``spool`` is the file to write them to.

    ``shared`` is the file of the things that several profiles may name. With
    ``only_fit``, nothing is made but the list of what does not fit.
    """

    orders: tuple[Order, ...]
    shared: str
    strictness: Strictness
    spool: str
    only_fit: bool = False


@dataclass(frozen=True, slots=True)
class Notes:
    """Hold what is to be told of one profile: what does not fit, and what was proposed.

    ``linked`` counts the findings with a proposed indicator, ``None`` where nothing was
    proposed; ``methods`` proposed it.
    """

    warnings: tuple[str, ...] = ()
    held_back: frozenset[str] = frozenset()
    errors: tuple[MgiGraphError, ...] = ()
    linked: int | None = None
    methods: tuple[str, ...] = ()


@dataclass(frozen=True)
class Converted:
    """Hold the blocks of a task's profiles, and the notes on each."""

    notes: tuple[Notes, ...]
    batch: Batch | None


def convert(task: ConvertTask) -> Converted:
    """Make the blocks of some profiles."""
    curated = [_curate(order, task) for order in task.orders]
    notes = tuple(each for _, each in curated)
    if task.only_fit or any(each.errors for each in notes):
        return Converted(notes, None)
    writer = BatchWriter(task.spool)
    foreign: set[Triple] = set()
    for subject, _ in curated:
        part = make_part(subject, read_background())
        _write(part, writer)
        foreign.update(*_list_foreign(part))
    beside = [
        *put_in_graph(foreign, THINGS_GRAPH),
        *put_in_graph(_describe_others(task.orders), THINGS_GRAPH),
    ]
    results = get_validator().find_results(writer.data, beside=beside)
    return Converted(notes, writer.finish(results))


def _write(part: Part, writer: BatchWriter) -> None:
    known = {
        node: classes
        for share in part.shares.values()
        for node, classes in list_classes(share).items()
    }
    shares: list[MadeShare] = [
        pack_share(block, write_share(share)) for block, share in sorted(part.shares.items())
    ]
    writer.add(
        BlockName(Owner.PROFILE, part.name), part.block, known, write_cells(part.cells), shares
    )


def _list_foreign(part: Part) -> Iterator[AbstractSet[Triple]]:
    """Give what a profile says of nodes that are not its own."""
    for share in part.shares.values():
        yield from (triples for kind, triples in share.items() if kind is not Said.CONTEXT)


def _describe_others(orders: Iterable[Order]) -> set[Triple]:
    """Describe what the shapes ask of other profiles, and of places that only these assess."""
    known = read_background().described
    said: set[Triple] = set()
    for order in orders:
        for place in (*order.places, *(each.place for each in order.successors)):
            said.update(describe_place(place, Language.EN, known))
        for each in order.successors:
            said.update(_describe_successor(each))
    return said | chain_forward(said, read_background().axioms)


def _describe_successor(successor: Successor) -> Iterator[Triple]:
    iri = mint_profile(successor.name)
    yield Triple(iri, RDF.type, MGI.Profile)
    yield Triple(iri, MGI.assesses, mint_place(successor.place))
    yield Triple(iri, DCTERMS.issued, Literal(str(successor.issued), datatype=XSD.gYearMonth))


def _curate(order: Order, task: ConvertTask) -> tuple[Subject, Notes]:
    profile = _read_profile(order)
    vocabulary = _know_places(order, profile)
    shared, before = _read_shared(task.shared), list(_read_elsewhere(order.before))
    after = list(_read_elsewhere(order.after))
    successors = tuple(each.name for each in order.successors)
    labelled = frozenset(map(NamedNode, order.labelled))
    if order.curation is None:
        place = place_slug(profile.place)
        near = (each for each in (*shared.values(), *before, *after) if is_near(each.places, place))
        things = {thing.slug: thing for thing in near}
        subject, notes = _propose(order.name, profile, things, vocabulary)
        return replace(subject, successors=successors, labelled=labelled), notes
    curation = _read_curation(order.curation)
    fitted = fit_curation(
        curation, order.name, profile, vocabulary, task.strictness, shared, before, after
    )
    notes = Notes(fitted.warnings, fitted.held_back, fitted.errors)
    subject = Subject(order.name, profile, fitted.findings, fitted.things, successors, labelled)
    return subject, notes


def _propose(
    name: str, profile: Profile, things: dict[str, Thing], vocabulary: Vocabulary
) -> tuple[Subject, Notes]:
    proposed, new = propose_for_build([(name, profile)], things, vocabulary.places)
    findings = {each.row.finding: each for each in proposed}
    described = {each.slug: each for each in new} | things
    linked, methods = count_linked(name, profile, proposed)
    return Subject(name, profile, findings, described), Notes(linked=linked, methods=methods)


def _read_profile(order: Order) -> Profile:
    versions = [
        parse_profile(read_source(each)).profile
        if isinstance(each, str)
        else cast("Profile", read_object(each))
        for each in order.sources
    ]
    (profile,) = merge_language_versions(versions)
    return profile


def _read_curation(given: Stretch | str) -> Curation:
    if isinstance(given, str):
        return read_curation(Path(given))
    return cast("Curation", read_object(given))


@cache
def _read_shared(path: str) -> Mapping[str, Thing]:
    return {thing.slug: thing for thing in read_things(Path(path))}


def _read_elsewhere(given: Iterable[Elsewhere]) -> Iterator[Thing]:
    for each in given:
        for thing in _read_things_of(each.path, each.digest):
            if thing.slug in each.slugs:
                yield thing


@lru_cache(maxsize=64)
def _read_things_of(path: str, digest: str) -> tuple[Thing, ...]:  # noqa: ARG001
    return read_curation(Path(path)).things


def _know_places(order: Order, profile: Profile) -> Vocabulary:
    """Add the places that the profile may name to those of the vocabularies."""
    slugs = read_background().slugs
    places = (profile.place, *order.places)
    named = {place_slug(each) for each in places}
    countries = {each.partition("-")[0] for each in named}
    return replace(slugs, places=slugs.places | named | countries)
