"""Read sources and curation files in a process of a build, and tell what others need of them."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from pathlib import Path

from mgi_graph.errors import MgiGraphError
from mgi_graph.model import CuratedFinding, Curation, Language, Profile
from mgi_graph.parsing import parse_profile, read_curation, read_source
from mgi_graph.pipeline.building.spool import Stretch, spool_objects


@dataclass(frozen=True, slots=True)
class SourceFacts:
    """Hold what the other sources of a build need to know of one.

    ``profile`` is the source's, without its findings and texts; ``languages`` are those of
    all its statements, ``bodies`` the slugs of those that its introduction names.
    """

    profile: Profile
    languages: tuple[Language, ...]
    findings: int
    bodies: tuple[str, ...] = ()
    stretch: Stretch | None = None
    """Where the whole profile lies, if it was read in this build."""


@dataclass(frozen=True, slots=True)
class CurationFacts:
    """Hold what other profiles need to know of a curation file.

    ``things`` are the slugs of those that it describes, with the places of each; ``named``
    are the slugs of all others that it names.
    """

    path: str
    digest: str
    things: tuple[tuple[str, tuple[str, ...]], ...]
    named: frozenset[str]
    stretch: Stretch | None = None


@dataclass(frozen=True, slots=True)
class ReadTask:
    """Name files to read, and the file to keep what was read in."""

    paths: tuple[str, ...]
    spool: str


@dataclass(frozen=True, slots=True)
class CurationTask:
    """Name curation files to read, with their digests, and the file to keep them in."""

    files: tuple[tuple[str, str], ...]
    spool: str


def read_sources(task: ReadTask) -> list[SourceFacts | MgiGraphError]:
    """Parse each source, and keep the profiles."""
    found: list[Profile | MgiGraphError] = []
    for path in task.paths:
        try:
            found.append(parse_profile(read_source(path)).profile)
        except MgiGraphError as err:
            found.append(err)
    profiles = [each for each in found if isinstance(each, Profile)]
    stretches = iter(spool_objects(Path(task.spool), profiles))
    return [
        replace(summarise_profile(each), stretch=next(stretches))
        if isinstance(each, Profile)
        else each
        for each in found
    ]


def summarise_profile(profile: Profile) -> SourceFacts:
    """Return what other sources need to know of the profile of one."""
    light = replace(profile, titles=(), descriptions=(), contributors=(), findings=())
    return SourceFacts(
        light,
        profile.languages,
        len(profile.findings),
        tuple(dict.fromkeys(each.slug for each in profile.contributors)),
    )


def read_curations(task: CurationTask) -> list[CurationFacts | MgiGraphError]:
    """Read each curation file, and keep what it says."""
    found: list[Curation | MgiGraphError] = []
    for path, _ in task.files:
        try:
            found.append(read_curation(Path(path)))
        except MgiGraphError as err:
            found.append(err)
    read = [each for each in found if isinstance(each, Curation)]
    stretches = iter(spool_objects(Path(task.spool), read))
    return [
        replace(_summarise_curation(each, digest), stretch=next(stretches))
        if isinstance(each, Curation)
        else each
        for each, (_, digest) in zip(found, task.files, strict=True)
    ]


def _summarise_curation(curation: Curation, digest: str) -> CurationFacts:
    things = tuple((thing.slug, thing.places) for thing in curation.things)
    own = {slug for slug, _ in things}
    named = {slug for row in curation.findings for slug in list_slugs(row)}
    named.update(place for _, places in things for place in places)
    return CurationFacts(str(curation.path), digest, things, frozenset(named - own))


def list_slugs(row: CuratedFinding) -> Sequence[str]:
    """Return the slugs of the things and places that a row names, some perhaps twice."""
    slugs: list[str | None] = [each.thing for each in row.mentions or ()]
    for relation in row.relations:
        slugs += [relation.subject, relation.object, relation.through]
    slugs += [each.of for each in row.years]
    slugs += [each.of for each in row.periods]
    return [slug for slug in slugs if slug is not None]


def split_errors(found: Iterable[object]) -> list[MgiGraphError]:
    """Return the errors among what was found."""
    return [each for each in found if isinstance(each, MgiGraphError)]
