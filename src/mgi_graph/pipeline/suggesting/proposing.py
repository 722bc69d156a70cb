"""Propose what the findings of a profile are about, and what they name."""

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from collections.abc import Set as AbstractSet
from dataclasses import dataclass
from functools import cache

from mgi_graph.matching import LinkedFinding, Matcher, Proposal, UnlinkedFinding, learn, read_scheme
from mgi_graph.matching.naming import (
    KnownThing,
    NamedMention,
    NamedPeriod,
    NamedYear,
    Names,
    Statement,
    propose_for_profile,
)
from mgi_graph.model import (
    CuratedFinding,
    CuratedMention,
    CuratedPeriod,
    CuratedYear,
    Located,
    Profile,
    ReviewStatus,
    Suggestion,
    Thing,
    quote,
)
from mgi_graph.pipeline.curation.rows import ProposedRow
from mgi_graph.pipeline.embedded import cache_directory
from mgi_graph.pipeline.suggesting.examples import know_things, link_findings, load_packaged
from mgi_graph.pipeline.suggesting.quoting import keep_quotable
from mgi_graph.rdf.iris import mint_finding, place_slug

_FIRST_WORDS = 8
"""Words of a finding that stand in its row, to show when the source has changed."""


def learn_matcher(
    linked: Iterable[LinkedFinding],
    method: str | None = None,
    notice: Callable[[str], None] = lambda _: None,
) -> Matcher:
    """Learn from the packaged scheme and from findings that people linked.

    ``notice`` is told where it takes long.

    Raises :class:`mgi_graph.errors.MgiGraphError` for a method that is not known or not
    installed.
    """
    folder = cache_directory()
    return learn(read_scheme(), tuple(linked), method, keep_in=folder, notice=notice)


def propose_for_build(
    named: Sequence[tuple[str, Profile]],
    things: Mapping[str, Thing],
    places: AbstractSet[str],
    method: str | None = None,
) -> tuple[tuple[Located, ...], tuple[Thing, ...]]:
    """Propose what profiles that have no curation file are about, and what they name.

    ``things``, by their slugs, are those that may be named; ``places`` are slugs. Return
    the findings and the further things. What the packaged profiles teach is learnt once a
    process, when it is first needed.
    """
    examples = load_packaged().examples
    matcher, known = _packaged_matcher(method), know_things(examples, things.values())
    proposed = [propose_rows(matcher, name, profile, known, places) for name, profile in named]
    return (
        tuple(_locate(each) for of_one in proposed for each in of_one.rows),
        tuple(thing for of_one in proposed for thing in of_one.things),
    )


def _locate(proposed: ProposedRow) -> Located:
    finding, row = proposed.finding, proposed.row
    return Located(
        finding,
        row,
        mentions=tuple(
            (each, quote(finding, each.text, each.occurrence)) for each in row.mentions or ()
        ),
        years=tuple((each, quote(finding, each.text, each.occurrence)) for each in row.years),
        periods=tuple((each, quote(finding, each.text, each.occurrence)) for each in row.periods),
    )


@dataclass(frozen=True, slots=True)
class Proposed:
    """Hold a row for each finding of a profile, and the things that none of those known is."""

    rows: tuple[ProposedRow, ...]
    things: tuple[Thing, ...] = ()


@cache
def _packaged_matcher(method: str | None) -> Matcher:
    return learn_matcher(link_findings(load_packaged().examples), method)


def propose_rows(
    matcher: Matcher,
    name: str,
    profile: Profile,
    known: Sequence[KnownThing] | None = None,
    places: AbstractSet[str] = frozenset(),
) -> Proposed:
    """Propose a row for each finding, in the order of the source.

    With ``known`` things, what the findings name is proposed too, new things under slugs that
    are not those of ``places``.
    """
    statements = [finding.statements[0] for finding in profile.findings]
    queries = [
        UnlinkedFinding(each.text, each.language.value, finding.domain.value)
        for each, finding in zip(statements, profile.findings, strict=True)
    ]
    names = [Names() for _ in statements]
    if known is not None:
        texts = [Statement(each.text, each.language.value) for each in statements]
        read = propose_for_profile(texts, known, place_slug(profile.place), places)
        names = list(map(keep_quotable, profile.findings, read))
    rows = tuple(
        ProposedRow(
            finding,
            _write_row(mint_finding(name, finding).value, each.text, proposal, matcher.method, of),
        )
        for finding, each, proposal, of in zip(
            profile.findings, statements, matcher.suggest(queries), names, strict=True
        )
    )
    return Proposed(rows, tuple(_describe_new(names, place_slug(profile.place))))


def _describe_new(names: Iterable[Names], place: str) -> Iterator[Thing]:
    """Describe each thing that is not known, by the longest of its names."""
    new: dict[str, list[NamedMention]] = {}
    for each in names:
        for mention in each.mentions:
            if mention.is_new:
                new.setdefault(mention.thing_slug, []).append(mention)
    country = place.partition("-")[0]
    for slug, mentions in new.items():
        longest = max(mentions, key=lambda mention: len(mention.text)).text
        places = [each for each in (place, country) if slug.startswith(f"{each}-")]
        yield Thing(
            slug,
            mentions[0].thing_class,
            mentions[0].kind,
            tuple(places[:1]),
            names=(),
            labels={"en": longest, "es": longest, "fr": longest},
            line=0,
            status=ReviewStatus.SUGGESTED,
        )


def _write_row(
    finding: str, text: str, proposal: Proposal, method: str, names: Names
) -> CuratedFinding:
    best, *others = proposal.candidates
    return CuratedFinding(
        finding=finding,
        words=" ".join(text.split()[:_FIRST_WORDS]),
        indicators=() if proposal.abstains else (best.slug,),
        line=0,
        status=ReviewStatus.OPEN if proposal.abstains else ReviewStatus.SUGGESTED,
        suggestion=Suggestion(
            indicator=best.slug,
            confidence=round(proposal.confidence, 2),
            method=method,
            words=best.words,
            label=best.label,
            similar=tuple(dict.fromkeys(each for each in best.similar if each != finding)),
            otherwise=tuple(each.slug for each in others),
        ),
        mentions=tuple(map(_mention, names.mentions)) or None,
        groups=names.groups,
        years=tuple(map(_year, names.years)),
        periods=tuple(map(_period, names.periods)),
    )


def _mention(named: NamedMention) -> CuratedMention:
    return CuratedMention(
        named.text,
        named.thing_slug,
        0,
        occurrence=named.occurrence,
        status=ReviewStatus.SUGGESTED,
    )


def _year(named: NamedYear) -> CuratedYear:
    return CuratedYear(
        named.year,
        named.property,
        named.text,
        0,
        of=named.of,
        occurrence=named.occurrence,
        status=ReviewStatus.SUGGESTED,
    )


def _period(named: NamedPeriod) -> CuratedPeriod:
    return CuratedPeriod(
        named.first,
        named.last,
        named.of,
        named.text,
        0,
        occurrence=named.occurrence,
        status=ReviewStatus.SUGGESTED,
    )
