"""Fit the row of a curation file to its finding: known names, and words that stand there."""

import re
from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from enum import Enum
from itertools import pairwise
from pathlib import Path
from typing import TypeVar

from mgi_graph.errors import CurationError, QuotationError, nearest
from mgi_graph.model import (
    CuratedFinding,
    CuratedMention,
    CuratedPeriod,
    CuratedRelation,
    CuratedYear,
    Finding,
    Located,
    Quotation,
    ReviewStatus,
    Thing,
    quote,
)
from mgi_graph.namespaces import ID

Entry = TypeVar("Entry", CuratedMention, CuratedRelation, CuratedYear, CuratedPeriod)

_INDICATORS = "ontology/indicators.ttl"
_THINGS = "things.yaml in the same folder, or the file's own things,"
_FINDING = re.compile(re.escape(ID) + r"finding/[\w/-]+")


class Strictness(Enum):
    """Say what happens to curation that does not fit the profile at hand."""

    ALL = "all"
    """Every misfit is an error: the curation files and the sources belong together."""
    DRIFT = "drift"
    """A finding that the source lacks is a warning; words that differ are an error."""
    NONE = "none"
    """Such a misfit is a warning, and what fits is used."""


class MisfitError(CurationError):
    """Report a row that does not fit, whatever the strictness."""

    def tolerated(self, strictness: Strictness) -> bool:  # noqa: ARG002
        """Tell whether a build of this strictness goes on without the row."""
        return False


class UnknownFindingError(MisfitError):
    """Report a row on a finding that the profile does not have."""

    def tolerated(self, strictness: Strictness) -> bool:
        """Go on wherever the source may be another text than the curated one."""
        return strictness is not Strictness.ALL


class DriftError(MisfitError):
    """Report words of a row that its finding does not have, or has no longer."""

    def tolerated(self, strictness: Strictness) -> bool:
        """Go on only where nothing hangs on the row."""
        return strictness is Strictness.NONE


@dataclass(frozen=True, slots=True)
class Vocabulary:
    """Hold the slugs that curation files may name."""

    indicators: frozenset[str]
    groups: frozenset[str]
    kinds: frozenset[str]
    places: frozenset[str]


def check_thing(
    path: Path, thing: Thing, vocabulary: Vocabulary, before: Mapping[str, Thing]
) -> Iterator[MisfitError]:
    """Yield what is wrong with a thing; ``before`` has those that were read before it.

    What is only suggested may be described again, for it is proposed to each profile alone.
    """
    found = []
    if thing.slug in vocabulary.places:
        found.append(f"slug {thing.slug!r} is a place's; name the thing otherwise")
    if thing.slug in before and not _is_suggested(thing, before[thing.slug]):
        found.append(
            f"thing {thing.slug!r} is described twice; expected once over all files: where "
            "several profiles name it, in things.yaml alone"
        )
    if thing.kind:
        found += _unknown("kind", (thing.kind,), vocabulary.kinds, "ontology/kinds.ttl")
    found += _unknown("place", thing.places, vocabulary.places, "ontology/places.ttl")
    found += _unknown("group", thing.groups, vocabulary.groups, "ontology/groups.ttl")
    for problem in found:
        yield MisfitError(path, problem, line=thing.line)


def add_thing(known: dict[str, Thing], thing: Thing) -> None:
    """Add a thing to those that are known by their slugs.

    Of two descriptions, the one that a person decided on counts, else the first.
    """
    if thing.slug not in known or (_is_suggested(known[thing.slug]) and not _is_suggested(thing)):
        known[thing.slug] = thing


def _is_suggested(*things: Thing) -> bool:
    """Tell whether any of the things is only suggested."""
    return any(each.status is ReviewStatus.SUGGESTED for each in things)


def fit(
    path: Path,
    row: CuratedFinding,
    finding: Finding,
    vocabulary: Vocabulary,
    things: Mapping[str, Thing],
) -> tuple[Located, Sequence[MisfitError]]:
    """Return the finding with what the row says of it, and what does not fit.

    Where anything does not fit, the first of the two is not to be used.
    """
    fitting = _Fitting(path, row, finding, vocabulary, things)
    if not any(each.text.startswith(row.words) for each in finding.statements):
        problem = (
            f"words are {row.words!r}, but the finding begins "
            f"{finding.statements[0].text[:60]!r}; read it again, mend its indicators and what "
            "it names, then its words"
        )
        return Located(finding, row), (DriftError(path, problem, line=row.line),)
    return fitting.locate(), fitting.misfits


class _Fitting:
    """Fit one row, and keep what does not fit."""

    def __init__(
        self,
        path: Path,
        row: CuratedFinding,
        finding: Finding,
        vocabulary: Vocabulary,
        things: Mapping[str, Thing],
    ) -> None:
        self.path = path
        self.row = row
        self.finding = finding
        self.vocabulary = vocabulary
        self.things = things
        self.misfits: list[MisfitError] = []

    def locate(self) -> Located:
        """Find the words of every entry, after the names were looked at."""
        self._check_slugs()
        row = self.row
        located = Located(
            self.finding,
            row,
            tuple(self._quote(row.mentions or ())),
            tuple(self._quote(row.relations)),
            tuple(self._quote(row.years)),
            tuple(self._quote(row.periods)),
        )
        self._check_overlaps(located)
        self._check_repeated()
        return located

    def _check_slugs(self) -> None:
        row, known = self.row, self.vocabulary
        self._add(row.line, _unknown("indicator", row.indicators, known.indicators, _INDICATORS))
        self._add(row.line, _unknown("group", row.groups, known.groups, "ontology/groups.ttl"))
        for iri in row.suggestion.similar if row.suggestion else ():
            if not _FINDING.fullmatch(iri):
                self._add(row.line, [f"similar is {iri!r}; expected the IRI of a finding"])
        named = {each.thing for each in row.mentions or ()}
        for slug, line in ((each.thing, each.line) for each in row.mentions or ()):
            self._add(line, _unknown("thing", (slug,), self.things, _THINGS))
        for slug, line, or_place in _references(row):
            if slug in named or (or_place and slug in known.places):
                continue
            if slug in self.things:
                problem = (
                    f"{slug!r} is not among the finding's mentions; add the words that name it"
                )
                self._add(line, [problem])
            else:
                expected = {*self.things, *(known.places if or_place else ())}
                what = "thing or place" if or_place else "thing"
                self._add(line, _unknown(what, (slug,), expected, _THINGS))

    def _quote(self, entries: Iterable[Entry]) -> Iterator[tuple[Entry, tuple[Quotation, ...]]]:
        for entry in entries:
            try:
                yield entry, quote(self.finding, entry.text, entry.occurrence)
                if isinstance(entry, CuratedRelation) and entry.words is not None:
                    quote(self.finding, entry.words)
            except QuotationError as err:
                self.misfits.append(DriftError(self.path, str(err), line=entry.line))

    def _check_overlaps(self, located: Located) -> None:
        placed = sorted(
            (
                (quotation.statement.source.name, quotation.span.start, quotation.span.end, mention)
                for mention, quotations in located.mentions
                for quotation in quotations
            ),
            key=lambda each: each[:3],
        )
        for before, after in pairwise(placed):
            if before[0] == after[0] and after[1] < before[2]:
                problem = (
                    f"mentions {before[3].text!r} and {after[3].text!r} overlap; "
                    "name each stretch of the finding once"
                )
                self._add(after[3].line, [problem])

    def _check_repeated(self) -> None:
        first: dict[tuple[object, ...], int] = {}
        for stated, line in _statements(self.row):
            before = first.setdefault(stated, line)
            if before != line:
                problem = (
                    f"{' '.join(map(str, stated))!r} is stated on line {before} already; "
                    "keep the words that say it best"
                )
                self._add(line, [problem])

    def _add(self, line: int, problems: Iterable[str]) -> None:
        self.misfits += [MisfitError(self.path, problem, line=line) for problem in problems]


def _references(row: CuratedFinding) -> Iterator[tuple[str, int, bool]]:
    """Yield each slug that an entry refers to, its line, and whether it may be a place's."""
    for relation in row.relations:
        for slug in (relation.subject, relation.object, relation.through):
            if slug is not None:
                yield slug, relation.line, True
    for year in row.years:
        if year.of is not None:
            yield year.of, year.line, False
    for period in row.periods:
        yield period.of, period.line, False


def _statements(row: CuratedFinding) -> Iterator[tuple[tuple[object, ...], int]]:
    """Yield what each entry states, whatever the words, and its line."""
    for relation in row.relations:
        stated = relation.object or relation.words
        yield (relation.subject, relation.property.value, stated), relation.line
    for year in row.years:
        yield (year.of or "finding", year.property.value, year.year), year.line
    for period in row.periods:
        yield (period.of, f"{period.first}-{period.last}"), period.line


def _unknown(what: str, slugs: Iterable[str], known: Collection[str], where: str) -> Iterator[str]:
    for slug in slugs:
        if slug not in known:
            near = nearest(slug, known)
            meant = "" if near is None else f"; did you mean {near!r}?"
            yield f"{what} not known: {slug!r}{meant} ({where} lists them)"
