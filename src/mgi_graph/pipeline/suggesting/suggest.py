"""Write or update the curation file of a profile with what is proposed for its findings."""

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, replace
from enum import Enum
from pathlib import Path

from pyoxigraph import Literal, NamedNode

from mgi_graph.assets import CURATION_DIR
from mgi_graph.errors import CurationError, SourceError
from mgi_graph.matching import LinkedFinding
from mgi_graph.model import (
    Curation,
    DomainSlug,
    Profile,
    ReviewStatus,
)
from mgi_graph.parsing import parse_sources, read_curation
from mgi_graph.pipeline.curation.comments import Comments
from mgi_graph.pipeline.curation.files import update_curation, write_curation
from mgi_graph.pipeline.curation.fitting import Vocabulary
from mgi_graph.pipeline.curation.loading import know_places
from mgi_graph.pipeline.dataset import Background, read_background
from mgi_graph.pipeline.file_output import check_writable, read_bytes, replace_file
from mgi_graph.pipeline.sources import find_sources
from mgi_graph.pipeline.suggesting.checking import check_fit, read_back, verify
from mgi_graph.pipeline.suggesting.examples import (
    Example,
    Folder,
    know_things,
    link_findings,
    load_folder,
    load_packaged,
)
from mgi_graph.pipeline.suggesting.proposing import Proposed, learn_matcher, propose_rows
from mgi_graph.rdf.iris import mint_domain, mint_profile, name_profiles, place_slug
from mgi_graph.rdf.terms import SKOS


class Outcome(Enum):
    """Say what became of the file."""

    CREATED = "created"
    UPDATED = "updated"
    UNCHANGED = "unchanged"
    NOT_ASKED = "not asked for"


@dataclass(frozen=True)
class Suggested:
    """Hold the curation file of a profile, and how it was made.

    ``curation`` is what stands in ``text``; its path means nothing.
    """

    name: str
    text: str
    curation: Curation
    outcome: Outcome
    method: str
    weaker: bool
    floor: float
    warnings: tuple[str, ...]

    def count(self, *statuses: ReviewStatus) -> int:
        """Return how many findings have one of these statuses."""
        return sum(row.status in statuses for row in self.curation.findings)


@dataclass(frozen=True)
class _Target:
    """Hold the file to be written, if there is to be one, and what stands in it."""

    out: Path | None = None
    before: bytes | None = None
    curation: Curation | None = None


def suggest_curation(
    sources: Sequence[Path],
    out: Path | None = None,
    method: str | None = None,
    language: str = "en",
    notice: Callable[[str], None] = lambda _: None,
) -> Suggested:
    """Propose indicators and names for the findings of the one profile in ``sources``.

    The text of its curation file is returned and, where ``out`` is given, written there. What
    people decided in that file stays as they wrote it, to the byte. ``language`` is that of
    the comments, ``method`` one of :func:`mgi_graph.matching.available_methods`; ``notice`` is
    told of what takes long.

    Raises :class:`MgiGraphError` where sources, file or method cannot be used; the file is
    then untouched.
    """
    profile = _parse_one(sources)
    target = _read_target(out)
    packaged = load_packaged()
    near = _load_near(out)
    name = _name(profile, (*packaged.profiles, *near.profiles), target.curation)
    background = read_background()
    shared = near.shared or packaged.shared
    vocabulary = know_places(background.slugs, [profile])
    if target.curation is not None:
        check_fit(target.curation, name, profile, vocabulary, shared)
    own = () if target.curation is None else (Example(name, profile, target.curation),)
    examples = (*own, *_others(name, near, packaged))
    matcher = learn_matcher(_link(examples, vocabulary), method, notice)
    described = (*shared, *(thing for each in own for thing in each.curation.things))
    proposed = propose_rows(
        matcher, name, profile, know_things(examples, described), vocabulary.places
    )
    slugs = {thing.slug for thing in shared}
    new = tuple(thing for thing in proposed.things if thing.slug not in slugs)
    proposed = replace(proposed, things=new)
    text = _write(name, profile, target, proposed, Comments(language, _label_domains(background)))
    curation = read_back(text, out or Path(f"{name}.yaml"))
    verify(target.curation, curation, name, profile, vocabulary, shared)
    return Suggested(
        name=name,
        text=text,
        curation=curation,
        outcome=_put(target, text),
        method=matcher.method,
        weaker=matcher.weaker,
        floor=matcher.floor,
        warnings=near.warnings,
    )


def _parse_one(sources: Sequence[Path]) -> Profile:
    profiles = parse_sources(find_sources(sources))
    if len(profiles) == 1:
        return profiles[0]
    found = "; ".join(
        f"{each.sources[0].path} is of {each.place.name}, {each.issued}" for each in profiles[:4]
    )
    problem = f"{len(profiles)} profiles; expected the texts of one, in one or more languages"
    raise SourceError(sources[0], f"{problem} ({found})")


def _read_target(out: Path | None) -> _Target:
    if out is None:
        return _Target()
    check_writable(out)
    before = read_bytes(out)
    return _Target(out, before, None if before is None else read_curation(out))


def _name(profile: Profile, known: Sequence[Profile], curation: Curation | None) -> str:
    """Name the profile as a build with those known does; a later one of a year has its month.

    Raises :class:`CurationError` where the file is another profile's.
    """
    others = {(place_slug(each.place), each.issued): each for each in known}
    others[place_slug(profile.place), profile.issued] = profile
    named = name_profiles(list(others.values()))
    name = next(name for name, each in named if each is profile)
    [(alone, _)] = name_profiles([profile])
    later = f"{place_slug(profile.place)}-{profile.issued}"
    taken = {name for name, each in named if each is not profile}
    if curation is None:
        return name
    for candidate in (name, *({alone, later} - taken)):
        if curation.profile == mint_profile(candidate).value:
            return candidate
    problem = (
        f"is the curation file of {curation.profile}, but the source is "
        f"{mint_profile(name).value}; choose another --out"
    )
    raise CurationError(curation.path, problem)


def _load_near(out: Path | None) -> Folder:
    """Read the folder of the file, and the sources beside that folder."""
    if out is None:
        return Folder()
    folder = out.resolve().parent
    if folder == CURATION_DIR.resolve():
        return Folder()
    return load_folder(folder, folder.parent / "sources")


def _others(name: str, near: Folder, packaged: Folder) -> Iterator[Example]:
    """Yield the other profiles' files, those near before the packaged ones."""
    seen = {name}
    for each in (*near.examples, *packaged.examples):
        if each.name not in seen:
            seen.add(each.name)
            yield each


def _link(examples: Sequence[Example], vocabulary: Vocabulary) -> list[LinkedFinding]:
    return [
        each
        for each in link_findings(examples)
        if vocabulary.indicators.issuperset(each.indicators)
    ]


def _label_domains(background: Background) -> dict[str, dict[str, str]]:
    labels: dict[str, dict[str, str]] = {slug.value: {} for slug in DomainSlug}
    domains = {mint_domain(slug): slug.value for slug in DomainSlug}
    for quad in background.vocabularies:
        if quad.predicate == SKOS.prefLabel and isinstance(quad.object, Literal):
            slug = domains.get(quad.subject) if isinstance(quad.subject, NamedNode) else None
            if slug is not None:
                labels[slug][quad.object.language or ""] = quad.object.value
    return labels


def _write(
    name: str, profile: Profile, target: _Target, proposed: Proposed, comments: Comments
) -> str:
    if target.curation is None or target.before is None:
        title = f"{profile.place.name}, {profile.issued.year}"
        return write_curation(
            mint_profile(name).value, title, proposed.rows, proposed.things, comments
        )
    text = target.before.decode("utf-8")
    return update_curation(text, target.curation, proposed.rows, proposed.things, comments)


def _put(target: _Target, text: str) -> Outcome:
    content = text.encode("utf-8")
    if target.out is None:
        return Outcome.NOT_ASKED
    if content == target.before:
        return Outcome.UNCHANGED
    replace_file(target.out, content, target.before)
    return Outcome.CREATED if target.before is None else Outcome.UPDATED
