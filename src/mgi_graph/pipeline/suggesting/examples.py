"""Gather what people decided before: findings with indicators, and things with their names."""

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path

from mgi_graph.assets import CURATION_DIR, SOURCES_DIR
from mgi_graph.errors import MgiGraphError
from mgi_graph.matching import LinkedFinding
from mgi_graph.matching.naming import KnownThing
from mgi_graph.model import CuratedFinding, Curation, Finding, Profile, ReviewStatus, Thing
from mgi_graph.parsing import parse_sources, read_curation, read_things
from mgi_graph.pipeline.curation.fitting import MisfitError
from mgi_graph.pipeline.curation.loading import THINGS_FILE, find_findings
from mgi_graph.rdf.iris import name_profiles

_DECIDED = frozenset({ReviewStatus.CONFIRMED, ReviewStatus.CHANGED})


@dataclass(frozen=True)
class Example:
    """Hold a profile with its curation file."""

    name: str
    profile: Profile
    curation: Curation

    def rows(self) -> Iterator[tuple[CuratedFinding, Finding]]:
        """Yield each row with its finding, those left out that are on none or another."""
        for row, found in find_findings(self.curation, self.name, self.profile):
            if isinstance(found, MisfitError):
                continue
            if any(each.text.startswith(row.words) for each in found.statements):
                yield row, found


@dataclass(frozen=True)
class Folder:
    """Hold what a folder of curation files and its sources have.

    ``shared`` are the things of its file of things; ``warnings`` say what could not be used;
    ``profiles`` are all that the sources have, with a curation file or without.
    """

    examples: tuple[Example, ...] = ()
    shared: tuple[Thing, ...] = ()
    warnings: tuple[str, ...] = ()
    profiles: tuple[Profile, ...] = ()


def load_packaged() -> Folder:
    """Read the packaged profiles with their curation files."""
    return load_folder(CURATION_DIR, SOURCES_DIR)


def load_folder(curation: Path, sources: Path) -> Folder:
    """Read the curation files in a folder whose profiles are in ``sources``.

    What cannot be read becomes a warning: it only means fewer examples.
    """
    examples: list[Example] = []
    warnings: list[str] = []
    named = _name_sources(sources, warnings)
    for name, profile in named:
        path = curation / f"{name}.yaml"
        if path.exists():
            try:
                examples.append(Example(name, profile, read_curation(path)))
            except MgiGraphError as err:
                warnings.append(f"no examples: {_first_line(err)}")
    shared: tuple[Thing, ...] = ()
    if (curation / THINGS_FILE).exists():
        try:
            shared = read_things(curation / THINGS_FILE)
        except MgiGraphError as err:
            warnings.append(f"no things: {_first_line(err)}")
    profiles = tuple(profile for _, profile in named)
    return Folder(tuple(examples), shared, tuple(warnings), profiles)


def _name_sources(sources: Path, warnings: list[str]) -> list[tuple[str, Profile]]:
    texts = sorted(sources.glob("*.txt")) if sources.is_dir() else []
    try:
        return name_profiles(parse_sources(texts))
    except MgiGraphError as err:
        warnings.append(f"no examples: {_first_line(err)}")
        return []


def _first_line(err: MgiGraphError) -> str:
    return str(err).splitlines()[0]


def link_findings(examples: Iterable[Example]) -> Iterator[LinkedFinding]:
    """Yield each finding whose indicators a person decided, in each of its languages."""
    for example in examples:
        for row, finding in example.rows():
            if row.status in _DECIDED and row.indicators:
                for each in finding.statements:
                    yield LinkedFinding(
                        iri=row.finding,
                        text=each.text,
                        language=each.language.value,
                        domain=finding.domain.value,
                        indicators=row.indicators,
                    )


def know_things(examples: Iterable[Example], described: Iterable[Thing]) -> tuple[KnownThing, ...]:
    """Return those things that a person decided on, with the names that findings give them.

    A label that is not our translation is a name too.
    """
    things = {thing.slug: thing for thing in described}
    names: Mapping[str, dict[tuple[str, str], None]] = defaultdict(dict)
    for slug, thing in things.items():
        for name in thing.names:
            names[slug][name.text, name.language] = None
        for language, label in thing.labels.items():
            if language not in thing.ours:
                names[slug][label, language] = None
    for example in examples:
        for row, finding in example.rows():
            for mention in row.mentions or ():
                if mention.is_name and mention.status in _DECIDED:
                    language = mention.language or finding.statements[0].language.value
                    names[mention.thing][mention.text, language] = None
    return tuple(
        KnownThing(slug, thing.thing_class, thing.kind, tuple(names[slug]), thing.places)
        for slug, thing in sorted(things.items())
        if thing.status in _DECIDED and names[slug]
    )
