"""Hold what curation files say against the profiles and the vocabularies they speak of."""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from collections.abc import Set as AbstractSet
from dataclasses import dataclass, field, replace
from pathlib import Path

from mgi_graph.assets import CURATION_DIR
from mgi_graph.errors import CurationError, ManyErrors, MgiGraphError, nearest
from mgi_graph.model import CuratedFinding, Curation, Finding, Located, Profile, ReviewStatus, Thing
from mgi_graph.parsing import read_curation, read_things
from mgi_graph.pipeline.curation.fitting import (
    MisfitError,
    Strictness,
    UnknownFindingError,
    Vocabulary,
    add_thing,
    check_thing,
    fit,
)
from mgi_graph.rdf.iris import mint_finding, mint_profile, place_slug

THINGS_FILE = "things.yaml"
"""The file, in a folder of curation files, with the things that several profiles may name."""


@dataclass(frozen=True)
class Curated:
    """Hold the curation that fits, and a message for each row that was left out.

    ``findings`` are by their IRIs, ``things`` by their slugs; ``read`` are the names of
    the profiles that have a file.
    """

    findings: Mapping[str, Located] = field(default_factory=dict)
    things: Mapping[str, Thing] = field(default_factory=dict)
    read: frozenset[str] = frozenset()
    warnings: tuple[str, ...] = ()

    def extended(
        self, findings: Iterable[Located], things: Iterable[Thing], warnings: Iterable[str]
    ) -> "Curated":
        """Return the same with what is proposed for further findings."""
        return replace(
            self,
            findings={each.row.finding: each for each in findings} | dict(self.findings),
            things={each.slug: each for each in things} | dict(self.things),
            warnings=(*self.warnings, *warnings),
        )


def load_curation(
    named: Sequence[tuple[str, Profile]],
    folder: Path,
    vocabulary: Vocabulary,
    strictness: Strictness = Strictness.ALL,
) -> Curated:
    """Return what the files in ``folder`` say of each finding, from one file a profile.

    The packaged things are known where the folder has no file of things.

    Raises :class:`ManyErrors` with every row of every file that does not fit, as far as
    ``strictness`` says.
    """
    own = folder / THINGS_FILE
    shared = own if own.exists() else CURATION_DIR / THINGS_FILE
    gathered = _Gathered(know_places(vocabulary, [each for _, each in named]), strictness)
    gathered.add_shared(shared)
    for name, profile in named:
        path = folder / f"{name}.yaml"
        if path.exists():
            gathered.add_profile(path, name, profile)
    if gathered.errors:
        raise ManyErrors(gathered.errors)
    gathered.hold_back()
    gathered.warnings.extend(warn_of_held_back(gathered.held_back))
    if strictness is Strictness.ALL:
        gathered.warnings.extend(warn_of_unused(folder, [name for name, _ in named]))
    return Curated(
        gathered.findings, gathered.things, frozenset(gathered.read), tuple(gathered.warnings)
    )


def know_places(vocabulary: Vocabulary, profiles: Iterable[Profile]) -> Vocabulary:
    """Add the places of profiles, and their countries: they need not be described yet."""
    slugs = {place_slug(profile.place) for profile in profiles}
    countries = {slug.partition("-")[0] for slug in slugs}
    return replace(vocabulary, places=vocabulary.places | slugs | countries)


@dataclass(frozen=True)
class Fitted:
    """Hold what one profile's file says, as far as it fits, and what does not fit.

    ``held_back`` are slugs of things that are only suggested, while what the findings say of
    them is confirmed.
    """

    findings: Mapping[str, Located]
    things: Mapping[str, Thing]
    warnings: tuple[str, ...]
    held_back: frozenset[str]
    errors: tuple[MgiGraphError, ...]


def fit_curation(
    curation: Curation,
    name: str,
    profile: Profile,
    vocabulary: Vocabulary,
    strictness: Strictness,
    shared: Mapping[str, Thing],
    before: Iterable[Thing] = (),
    after: Iterable[Thing] = (),
) -> Fitted:
    """Hold one profile's file against the profile.

    ``shared`` are the things that several profiles may name, by their slugs. Of those that
    files of other profiles describe, ``before`` are the ones that were read before this file,
    ``after`` the others.
    """
    gathered = _Gathered(vocabulary, strictness)
    gathered.things.update(shared)
    for thing in before:
        add_thing(gathered.things, thing)
    try:
        _check_name(curation, name)
    except CurationError as err:
        gathered.errors.append(err)
    else:
        gathered.add_curation(curation, name, profile)
    for thing in after:
        add_thing(gathered.things, thing)
    gathered.hold_back()
    return Fitted(
        gathered.findings,
        gathered.things,
        tuple(gathered.warnings),
        frozenset(gathered.held_back),
        tuple(gathered.errors),
    )


class _Gathered:
    """Gather what fits from one file after the other."""

    def __init__(self, vocabulary: Vocabulary, strictness: Strictness) -> None:
        self.vocabulary = vocabulary
        self.strictness = strictness
        self.findings: dict[str, Located] = {}
        self.things: dict[str, Thing] = {}
        self.read: list[str] = []
        self.errors: list[MgiGraphError] = []
        self.warnings: list[str] = []
        self.held_back: set[str] = set()

    def add_shared(self, path: Path) -> None:
        """Add the things that several profiles may name."""
        try:
            self.add_things(path, read_things(path))
        except MgiGraphError as err:
            self.errors.append(err)

    def add_things(self, path: Path, things: Iterable[Thing]) -> None:
        """Add the things of one file; slugs are one name space, with those of places."""
        for thing in things:
            self.errors.extend(check_thing(path, thing, self.vocabulary, self.things))
            add_thing(self.things, thing)

    def add_profile(self, path: Path, name: str, profile: Profile) -> None:
        """Add the rows of a profile's file that fit it."""
        try:
            curation = read_curation(path)
            _check_name(curation, name)
        except MgiGraphError as err:
            self.errors.append(err)
            return
        self.add_curation(curation, name, profile)

    def add_curation(self, curation: Curation, name: str, profile: Profile) -> None:
        """Add what was read from a profile's file, as far as it fits."""
        self.read.append(name)
        self.add_things(curation.path, curation.things)
        misfits = list(self._fit_rows(curation, name, profile))
        tolerated = [each for each in misfits if each.tolerated(self.strictness)]
        self.errors.extend(each for each in misfits if each not in tolerated)
        self.warnings.extend(_warn(tolerated))

    def hold_back(self) -> None:
        """Take what a person decided of things that are only suggested as suggested with them."""
        for iri, located in self.findings.items():
            suggested = set(filter(self._is_suggested, located.things))
            if suggested:
                self.held_back |= located.part(suggested=False).things & suggested
                self.findings[iri] = located.hold_back(suggested)

    def _is_suggested(self, slug: str) -> bool:
        thing = self.things.get(slug)
        return thing is not None and thing.status is ReviewStatus.SUGGESTED

    def _fit_rows(self, curation: Curation, name: str, profile: Profile) -> Iterator[MisfitError]:
        for row, found in find_findings(curation, name, profile):
            if isinstance(found, MisfitError):
                yield found
                continue
            located, misfits = fit(curation.path, row, found, self.vocabulary, self.things)
            if not misfits:
                self.findings[row.finding] = located
            yield from misfits


def _warn(misfits: Sequence[MisfitError]) -> Iterator[str]:
    """Give one message for the rows of a file that are left out, the first of them spelt out."""
    if misfits:
        others = f", and {len(misfits) - 1} more of this file" if len(misfits) > 1 else ""
        yield f"{misfits[0]}; left out{others}"


def warn_of_held_back(slugs: AbstractSet[str]) -> Iterator[str]:
    """Say which things are only suggested while what findings say of them is confirmed."""
    if slugs:
        yield (
            f"{', '.join(map(repr, sorted(slugs)))}: what findings say of such a thing is "
            "confirmed, but the thing only suggested; so is all of it, until somebody "
            "confirms the thing"
        )


def warn_of_unused(folder: Path, names: Sequence[str]) -> Iterator[str]:
    """Say which files of a folder are of no profile of these names."""
    known = {*names, Path(THINGS_FILE).stem}
    for path in sorted(folder.glob("*.yaml")):
        if path.stem not in known:
            yield (
                f"{path}: no source has the profile {path.stem!r}{_suggest(path.stem, names)}; "
                "its rows are left out"
            )


def find_findings(
    curation: Curation, name: str, profile: Profile
) -> Iterator[tuple[CuratedFinding, Finding | MisfitError]]:
    """Yield each row with the finding that it is on, or with what is wrong."""
    findings = {mint_finding(name, finding).value: finding for finding in profile.findings}
    for row in curation.findings:
        found = findings.get(row.finding)
        if found is None:
            meant = _suggest(row.finding, findings)
            problem = f"finding not known: {row.finding!r}{meant}"
            yield row, UnknownFindingError(curation.path, problem, line=row.line)
        else:
            yield row, found


def _check_name(curation: Curation, name: str) -> None:
    expected = mint_profile(name).value
    if curation.profile != expected:
        problem = f"profile is {curation.profile!r}, but the file is named for {expected!r}"
        raise CurationError(curation.path, problem)


def _suggest(name: str, known: Iterable[str]) -> str:
    found = nearest(name, known)
    return "" if found is None else f"; did you mean {found!r}?"
