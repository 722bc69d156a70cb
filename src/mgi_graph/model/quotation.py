"""Find the words of a finding in its source, so that what they say can be quoted there."""

import re
from collections.abc import Iterator
from collections.abc import Set as AbstractSet
from dataclasses import dataclass, replace
from typing import TypeVar

from mgi_graph.errors import QuotationError
from mgi_graph.model.curation import (
    CuratedFinding,
    CuratedMention,
    CuratedPeriod,
    CuratedRelation,
    CuratedYear,
    ReviewStatus,
)
from mgi_graph.model.profile import Finding, Span, Statement, normalise_space

_LONG_SPACE = re.compile(r"\s{2,}")
_LINE_END = re.compile(r"\r\n|\r|\n")


@dataclass(frozen=True, slots=True)
class Quotation:
    """Hold words of a statement, and where its source has them."""

    statement: Statement
    span: Span

    @property
    def text(self) -> str:
        """Return the words, runs of white space made one space."""
        start = self.span.start - self.statement.span.start
        end = self.span.end - self.statement.span.start
        return normalise_space(self.statement.quoted[start:end])


def quote(finding: Finding, words: str, occurrence: int | None = None) -> tuple[Quotation, ...]:
    """Return where ``words`` stand in the finding, once for each language version that has them.

    Any white space in the source stands for a space in ``words``. ``occurrence`` counts
    from 1, from the left, and says which is meant where they stand more than once.

    Raises :class:`QuotationError` where they do not stand there, or where ``occurrence`` is
    missing, too great or of no use.
    """
    found = [(each, _find(each, words)) for each in finding.statements]
    most = max(len(spans) for _, spans in found)
    if not most:
        own = "; ".join(repr(each.text) for each in finding.statements)
        raise QuotationError(f"{words!r} does not stand in the finding, which says {own}")
    if most > 1 and occurrence is None:
        raise QuotationError(
            f"{words!r} stands {most} times in the finding; "
            f"say which is meant with occurrence, from 1 to {most}"
        )
    if most == 1 and occurrence is not None:
        raise QuotationError(f"{words!r} stands once in the finding; leave occurrence out")
    index = (occurrence or 1) - 1
    if index >= most:
        raise QuotationError(f"occurrence is {occurrence}, but {words!r} stands {most} times")
    return tuple(
        Quotation(each, _span(each, *spans[index])) for each, spans in found if index < len(spans)
    )


def _find(statement: Statement, words: str) -> list[tuple[int, int]]:
    """Return where words begin and end in what is quoted."""
    sought = normalise_space(words)
    found = [(start, start + len(sought)) for start in _starts(statement.text, sought)]
    if not found or statement.text == statement.quoted:
        return found
    quoted = statement.quoted
    return [(_place(quoted, start), _place(quoted, end - 1) + 1) for start, end in found]


def _starts(text: str, sought: str) -> Iterator[int]:
    at = text.find(sought) if sought else -1
    while at >= 0:
        yield at
        at = text.find(sought, at + len(sought))


def _place(quoted: str, at: int) -> int:
    r"""Return where the letter at ``at`` in ``normalise_space(quoted)`` stands in ``quoted``.

    >>> _place("an \r\n example", 3)
    6
    """
    begin = len(quoted) - len(quoted.lstrip())
    place = begin + at
    for space in _LONG_SPACE.finditer(quoted, begin):
        if space.start() >= place:
            break
        place += space.end() - space.start() - 1
    return place


def _span(statement: Statement, start: int, end: int) -> Span:
    before = statement.span
    ends = len(_LINE_END.findall(statement.quoted, 0, start))
    return Span(before.start + start, before.start + end, before.line + ends)


@dataclass(frozen=True, slots=True)
class Located:
    """Hold a finding with what a person or a method says of it, each with its words."""

    finding: Finding
    row: CuratedFinding
    mentions: tuple[tuple[CuratedMention, tuple[Quotation, ...]], ...] = ()
    relations: tuple[tuple[CuratedRelation, tuple[Quotation, ...]], ...] = ()
    years: tuple[tuple[CuratedYear, tuple[Quotation, ...]], ...] = ()
    periods: tuple[tuple[CuratedPeriod, tuple[Quotation, ...]], ...] = ()

    def part(self, *, suggested: bool) -> "Located":
        """Return what is only suggested of it, or what a person decided.

        Indicators and population groups follow the row; each other entry has a status of
        its own.
        """
        decided = self.row.status in (ReviewStatus.CONFIRMED, ReviewStatus.CHANGED)
        row = self.row
        if decided is suggested:
            row = replace(row, indicators=(), groups=())
        return Located(
            self.finding,
            row,
            tuple(each for each in self.mentions if _is_suggested(each[0].status) is suggested),
            tuple(each for each in self.relations if _is_suggested(each[0].status) is suggested),
            tuple(each for each in self.years if _is_suggested(each[0].status) is suggested),
            tuple(each for each in self.periods if _is_suggested(each[0].status) is suggested),
        )

    @property
    def things(self) -> frozenset[str]:
        """Return the slugs of what it names and speaks of, those of places among them."""
        stated = [
            slug
            for relation, _ in self.relations
            for slug in (relation.subject, relation.object, relation.through)
        ]
        stated += [year.of for year, _ in self.years]
        stated += [period.of for period, _ in self.periods]
        stated += [mention.thing for mention, _ in self.mentions]
        return frozenset(slug for slug in stated if slug is not None)

    def hold_back(self, suggested: AbstractSet[str]) -> "Located":
        """Return the same with every entry on one of these things as only suggested."""
        return replace(
            self,
            mentions=tuple(
                (_suggest(each) if each.thing in suggested else each, words)
                for each, words in self.mentions
            ),
            relations=tuple(
                (
                    _suggest(each)
                    if not suggested.isdisjoint((each.subject, each.object, each.through))
                    else each,
                    words,
                )
                for each, words in self.relations
            ),
            years=tuple(
                (_suggest(each) if each.of in suggested else each, words)
                for each, words in self.years
            ),
            periods=tuple(
                (_suggest(each) if each.of in suggested else each, words)
                for each, words in self.periods
            ),
        )


_Entry = TypeVar("_Entry", CuratedMention, CuratedRelation, CuratedYear, CuratedPeriod)


def _suggest(entry: _Entry) -> _Entry:
    return replace(entry, status=ReviewStatus.SUGGESTED)


def _is_suggested(status: ReviewStatus) -> bool:
    return status is ReviewStatus.SUGGESTED
