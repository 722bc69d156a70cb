"""Parse the text of one source into a profile."""

from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass
from typing import NamedTuple

from mgi_graph.model import (
    Description,
    DomainSlug,
    Finding,
    Language,
    Profile,
    Source,
    Statement,
    Status,
    normalise_space,
)
from mgi_graph.parsing.headings import Sign
from mgi_graph.parsing.introduction import read_contributors
from mgi_graph.parsing.languages import language_of
from mgi_graph.parsing.layout import FindingKey, LineRole, LineUse, Passage
from mgi_graph.parsing.lines import Line
from mgi_graph.parsing.source import SourceText
from mgi_graph.parsing.structure import read_layout


class ClassifiedLine(NamedTuple):
    """Say what became of a line of a source that is not blank.

    ``number`` counts from 1. ``start`` and ``end`` are the positions of its text,
    without white space at the ends. ``detail`` is in words, ``finding`` is set where
    the line is part of one.
    """

    number: int
    start: int
    end: int
    role: LineRole
    detail: str
    finding: FindingKey | None


@dataclass(frozen=True, slots=True)
class ExplainedLine:
    """Say of a line of a source, from 1, what became of it, with its text for people."""

    number: int
    role: LineRole
    detail: str
    text: str


@dataclass(frozen=True, slots=True)
class ParsedProfile:
    """Hold a profile in one language, with its source and what became of each line."""

    source: SourceText
    profile: Profile
    uses: tuple[tuple[Line, LineUse], ...]

    @property
    def lines(self) -> tuple[ClassifiedLine, ...]:
        """Return what became of each line, in their order."""
        return tuple(
            ClassifiedLine(line.number, line.start, line.end, use.role, use.detail, use.finding)
            for line, use in self.uses
        )


def parse_profile(source: SourceText) -> ParsedProfile:
    """Parse ``source`` into a profile whose findings know their place in the text.

    Every line that is not blank is classified. Raises :class:`ManyErrors` with all
    errors of the source, each with its line.
    """
    layout = read_layout(source.path, source.text)
    language = _language(layout.signs)
    described = Source(
        path=source.path,
        name=source.name,
        sha256=source.sha256,
        length=len(source.text),
        language=language,
    )
    profile = Profile(
        place=layout.place,
        issued=layout.date.value,
        sources=(described,),
        titles=(layout.title.reading.title,),
        descriptions=tuple(_descriptions(layout.introduction, language)),
        contributors=read_contributors(layout.introduction),
        findings=_findings(source.text, described, layout.passages),
    )
    return ParsedProfile(source, profile, layout.uses)


def explain(parsed: ParsedProfile) -> Iterator[ExplainedLine]:
    """Say line by line what became of a source; blank lines are left out.

    The detail names the finding that a line is part of: ``well-developed 2 of
    partnerships``.
    """
    text = parsed.source.text
    for line in parsed.lines:
        yield ExplainedLine(line.number, line.role, line.detail, text[line.start : line.end])


def _language(signs: tuple[Sign, ...]) -> Language:
    """Return the language that most headings and markers are in."""
    votes = Counter(language for sign in signs for language in sign.languages)
    return max(Language, key=lambda language: votes[language])


def _descriptions(introduction: str, language: Language) -> Iterator[Description]:
    if introduction:
        yield Description(introduction, language_of(introduction, language))


def _findings(text: str, source: Source, passages: tuple[Passage, ...]) -> tuple[Finding, ...]:
    domains, statuses = list(DomainSlug), list(Status)
    ordered = sorted(
        passages,
        key=lambda passage: (
            domains.index(passage.key.domain),
            statuses.index(passage.key.status),
            passage.key.position,
        ),
    )
    return tuple(_finding(text, source, passage) for passage in ordered)


def _finding(text: str, source: Source, passage: Passage) -> Finding:
    key, span = passage.key, passage.span
    quoted = text[span.start : span.end]
    words = normalise_space(quoted)
    statement = Statement(words, language_of(words, source.language), source, span, quoted)
    return Finding(key.domain, key.status, key.position, (statement,))
