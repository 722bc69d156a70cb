"""Hold curated links against the profile and the vocabularies they link."""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from enum import Enum
from pathlib import Path

from pyoxigraph import NamedNode

from mgi_graph.errors import CurationError, ManyErrors, MgiGraphError, nearest
from mgi_graph.model import CuratedLink, Curation, Finding, Profile
from mgi_graph.parsing import read_curation
from mgi_graph.rdf.iris import mint_finding, mint_indicator, mint_profile
from mgi_graph.rdf.profiles import Links


class Strictness(Enum):
    """Say what happens to curated links that do not fit the profile at hand."""

    ALL = "all"
    """Every misfit is an error: the links and the sources belong together."""
    DRIFT = "drift"
    """A finding that the source lacks is a warning; words that differ are an error."""
    NONE = "none"
    """Every misfit is a warning, and the links that fit are used."""


@dataclass(frozen=True)
class CuratedLinks:
    """Hold the links that fit, and a message for each that was left out."""

    links: Links
    warnings: tuple[str, ...]


def load_links(
    named: Sequence[tuple[str, Profile]],
    folder: Path,
    indicators: frozenset[NamedNode],
    strictness: Strictness = Strictness.ALL,
) -> CuratedLinks:
    """Return the curated indicators of each finding, from one file a profile.

    A profile without a file has no links. Raises :class:`ManyErrors` with every
    row of every file that does not fit, as far as ``strictness`` says.
    """
    links: dict[NamedNode, tuple[NamedNode, ...]] = {}
    errors: list[MgiGraphError] = []
    warnings: list[str] = []
    for name, profile in named:
        path = folder / f"{name}.yaml"
        if not path.exists():
            continue
        try:
            checked = list(check_curation(read_curation(path), name, profile, indicators))
        except MgiGraphError as err:
            errors.append(err)
            continue
        misfits = [misfit for _, misfit in checked if misfit is not None]
        errors.extend(misfit for misfit in misfits if not misfit.tolerated(strictness))
        warnings.extend(_warn([misfit for misfit in misfits if misfit.tolerated(strictness)]))
        for link, misfit in checked:
            if misfit is None:
                links[NamedNode(link.finding)] = tuple(map(mint_indicator, link.indicators))
    if errors:
        raise ManyErrors(errors)
    if strictness is Strictness.ALL:
        warnings.extend(_warn_of_unused(folder, [name for name, _ in named]))
    return CuratedLinks(links, tuple(warnings))


def _warn(misfits: Sequence["MisfitError"]) -> Iterator[str]:
    """Give one message for the links of a file that are left out, the first of them spelt out."""
    if misfits:
        others = f", and {len(misfits) - 1} more of this file" if len(misfits) > 1 else ""
        yield f"{misfits[0]}; left out{others}"


def _warn_of_unused(folder: Path, names: Sequence[str]) -> Iterator[str]:
    for path in sorted(folder.glob("*.yaml")):
        if path.stem not in names:
            yield (
                f"{path}: no source has the profile {path.stem!r}{_suggest(path.stem, names)}; "
                "its links are left out"
            )


class MisfitError(CurationError):
    """Report a curated link that does not fit, whatever the strictness."""

    def tolerated(self, strictness: Strictness) -> bool:  # noqa: ARG002
        """Tell whether a build of this strictness goes on without the link."""
        return False


class UnknownFindingError(MisfitError):
    """Report a link from a finding that the profile does not have."""

    def tolerated(self, strictness: Strictness) -> bool:
        """Go on wherever the source may be another text than the curated one."""
        return strictness is not Strictness.ALL


class DriftError(MisfitError):
    """Report a link whose first words are no longer those of its finding."""

    def tolerated(self, strictness: Strictness) -> bool:
        """Go on only where nothing hangs on the links."""
        return strictness is Strictness.NONE


def check_curation(
    curation: Curation, name: str, profile: Profile, indicators: frozenset[NamedNode]
) -> Iterator[tuple[CuratedLink, MisfitError | None]]:
    """Yield each link with what is wrong with it, or with ``None`` where it fits."""
    expected = mint_profile(name).value
    if curation.profile != expected:
        problem = f"profile is {curation.profile!r}, but the file is named for {expected!r}"
        raise CurationError(curation.path, problem)
    findings = {mint_finding(name, finding).value: finding for finding in profile.findings}
    slugs = {indicator.value.rpartition("/")[2] for indicator in indicators}
    for link in curation.links:
        unknown = [slug for slug in link.indicators if slug not in slugs]
        if unknown:
            problem = (
                f"indicator not known: {unknown[0]!r}{_suggest(unknown[0], slugs)} "
                "(ontology/indicators.ttl lists them)"
            )
            yield link, MisfitError(curation.path, problem, line=link.line)
        else:
            yield link, _check_finding(curation.path, link, findings)


def _check_finding(
    path: Path, link: CuratedLink, findings: Mapping[str, Finding]
) -> MisfitError | None:
    finding = findings.get(link.finding)
    if finding is None:
        problem = f"finding not known: {link.finding!r}{_suggest(link.finding, findings)}"
        return UnknownFindingError(path, problem, line=link.line)
    if any(each.text.startswith(link.words) for each in finding.statements):
        return None
    problem = (
        f"words are {link.words!r}, but the finding begins {finding.statements[0].text[:60]!r}; "
        "read it again, mend its indicators, then its words"
    )
    return DriftError(path, problem, line=link.line)


def _suggest(name: str, known: Iterable[str]) -> str:
    found = nearest(name, known)
    return "" if found is None else f"; did you mean {found!r}?"
