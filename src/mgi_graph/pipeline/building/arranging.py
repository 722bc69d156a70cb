"""Arrange the sources of a build: read them, name the profiles, and say what each is made from."""

import hashlib
from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any, cast

from mgi_graph.errors import ManyErrors, MgiGraphError
from mgi_graph.model import Country, Language, PlaceKind, PlaceName, Profile, Source, YearMonth
from mgi_graph.parsing import merge_language_versions, parse_profile, read_source
from mgi_graph.pipeline.building.crew import Crew, split
from mgi_graph.pipeline.building.reading import (
    CurationFacts,
    CurationTask,
    ReadTask,
    SourceFacts,
    read_curations,
    read_sources,
)
from mgi_graph.pipeline.building.spool import Stretch, read_object
from mgi_graph.rdf.iris import name_profiles

Notice = Callable[[str, int, int], None]
"""Be told of a stage how much of it is done, and of how much."""

_LEAST = 5
"""Things that one process does sooner than a second one is told of them."""

_FEW = 200
"""Sources of which all errors of joining language versions are found at once."""


@dataclass
class Kept:
    """Hold what an earlier build knew of files, by their digests and names, as JSON has it."""

    sources: dict[str, Any] = field(default_factory=dict)
    curations: dict[str, Any] = field(default_factory=dict)


@dataclass(frozen=True)
class ReadSources:
    """Hold the facts of each source by its path, and the profiles in the order of their names.

    The profiles have no findings and no texts.
    """

    facts: dict[str, SourceFacts]
    named: tuple[tuple[str, Profile], ...]
    kept: dict[str, Any]


def arrange_sources(
    paths: Sequence[Path], crew: Crew, kept: Kept, spool: Path, notice: Notice
) -> ReadSources:
    """Read the sources, those apart that an earlier build knew, and name the profiles.

    Raises :class:`ManyErrors` with every error of every source.
    """
    facts: dict[str, SourceFacts] = {}
    digests = {str(path): key_source(path) for path in paths} if kept.sources else {}
    for path, key in digests.items():
        if key in kept.sources:
            facts[path] = _recall_source(kept.sources[key], path, key)
    unknown = [str(path) for path in paths if str(path) not in facts]
    errors: list[MgiGraphError] = []
    tasks = (
        ReadTask(tuple(some), str(spool / f"sources-{number}"))
        for number, some in enumerate(split(unknown, batch_size(len(unknown), crew.jobs)))
    )
    done = 0
    for answer in crew.run(read_sources, tasks):
        for path, found in zip(unknown[done : done + len(answer)], answer, strict=True):
            if isinstance(found, SourceFacts):
                facts[path] = found
            else:
                errors.append(found)
        done += len(answer)
        notice("reading", done, len(unknown))
    merged = _merge(facts, errors)
    if errors:
        raise ManyErrors(errors)
    ordered = {str(path): facts[str(path)] for path in paths}
    return ReadSources(
        facts,
        tuple(name_profiles(merged)),
        dict(sorted(_describe_source(each) for each in ordered.values())),
    )


def batch_size(number: int, jobs: int, most: int = 50) -> int:
    """Return how many of ``number`` things one task has, so that all processes have some.

    >>> batch_size(10, 2), batch_size(10_000, 2)
    (5, 50)
    """
    return max(_LEAST, min(most, -(-number // (jobs * 4))))


def _merge(facts: dict[str, SourceFacts], errors: list[MgiGraphError]) -> list[Profile]:
    """Join language versions, and add what stands against it to ``errors``."""
    light = [each.profile for each in facts.values()]
    try:
        if len(light) <= _FEW and all(each.stretch is not None for each in facts.values()):
            merge_language_versions(_load(each) for each in facts.values())
        merged = merge_language_versions(light)
        for profile in merged:
            versions = [facts[source.path] for source in profile.sources]
            if len(versions) > 1 and any(each.stretch is not None for each in versions):
                merge_language_versions(map(_load, versions))
    except ManyErrors as err:
        errors.append(err)
        return []
    return merged


def _load(facts: SourceFacts) -> Profile:
    if facts.stretch is None:
        return parse_profile(read_source(facts.profile.sources[0].path)).profile
    return cast("Profile", read_object(facts.stretch))


def key_source(path: Path) -> str | None:
    """Return what tells a source from others, ``None`` where it cannot be read."""
    digest = digest_file(path)
    return None if digest is None else f"{digest} {path.name}"


def digest_file(path: Path) -> str | None:
    """Return the SHA-256 of a file, ``None`` where it cannot be read."""
    try:
        return hashlib.sha256(path.read_bytes()).hexdigest()
    except (OSError, ValueError):
        return None


def _describe_source(facts: SourceFacts) -> tuple[str, list[object]]:
    profile = facts.profile
    (source,), place = profile.sources, profile.place
    return f"{source.sha256} {source.name}", [
        place.kind.value,
        place.name,
        place.legal_form,
        [place.country.alpha2, place.country.alpha3, place.country.m49],
        [profile.issued.year, profile.issued.month],
        source.language.value,
        source.length,
        [each.value for each in facts.languages],
        facts.findings,
        facts.bodies,
    ]


def _recall_source(described: list[Any], path: str, key: str) -> SourceFacts:
    kind, name, form, country, month, language, length, languages, *rest = described
    findings, bodies = rest
    digest, _, file_name = key.partition(" ")
    source = Source(path, file_name, digest, length, Language(language))
    place = PlaceName(PlaceKind(kind), name, form, Country(*country))
    profile = Profile(place, YearMonth(*month), (source,), (), (), (), ())
    return SourceFacts(profile, tuple(map(Language, languages)), findings, tuple(bodies))


def arrange_curations(
    named: Sequence[tuple[str, Profile]],
    folder: Path,
    crew: Crew,
    kept: Kept,
    spool: Path,
    notice: Notice,
) -> dict[str, CurationFacts | MgiGraphError]:
    """Read the curation file of each profile that has one."""
    there = {path.name for path in folder.glob("*.yaml")}
    found: dict[str, CurationFacts | MgiGraphError] = {}
    unknown: list[tuple[str, str, str]] = []
    for name, _ in named:
        path = folder / f"{name}.yaml"
        if path.name in there:
            digest = digest_file(path) or ""
            known = kept.curations.get(f"{digest} {name}")
            if known is not None:
                found[name] = _recall_curation(known, str(path), digest)
            else:
                unknown.append((name, str(path), digest))
    tasks = (
        CurationTask(
            tuple((path, digest) for _, path, digest in some), str(spool / f"curation-{number}")
        )
        for number, some in enumerate(split(unknown, batch_size(len(unknown), crew.jobs)))
    )
    done = 0
    for answer in crew.run(read_curations, tasks):
        for (name, _, _), facts in zip(unknown[done : done + len(answer)], answer, strict=True):
            found[name] = facts
        done += len(answer)
        notice("reading curation", done, len(unknown))
    return found


def describe_curations(
    curations: dict[str, CurationFacts | MgiGraphError],
) -> dict[str, Any]:
    """Return the facts of curation files for JSON."""
    return {
        f"{facts.digest} {name}": [facts.things, sorted(facts.named)]
        for name, facts in sorted(curations.items())
        if isinstance(facts, CurationFacts)
    }


def _recall_curation(described: list[Any], path: str, digest: str) -> CurationFacts:
    things, named = described
    return CurationFacts(
        path, digest, tuple((slug, tuple(places)) for slug, places in things), frozenset(named)
    )


def as_given(facts: SourceFacts) -> Stretch | str:
    """Return where a process finds the profile of a source."""
    return facts.stretch or facts.profile.sources[0].path
