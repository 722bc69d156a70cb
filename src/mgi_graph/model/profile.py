"""Describe a profile, its findings and where each of them stands in a source."""

from dataclasses import dataclass
from enum import StrEnum
from functools import total_ordering

from mgi_graph.model.place import PlaceName


class Language(StrEnum):
    """Name a language of profiles by its BCP 47 tag."""

    EN = "en"
    ES = "es"
    FR = "fr"
    PT = "pt"


class DomainSlug(StrEnum):
    """Name the six domains by the slug of their IRI, in their official order."""

    MIGRANTS_RIGHTS = "migrants-rights"
    WHOLE_OF_GOVERNMENT_APPROACH = "whole-of-government-approach"
    PARTNERSHIPS = "partnerships"
    WELL_BEING_OF_MIGRANTS = "well-being-of-migrants"
    MOBILITY_DIMENSION_OF_CRISES = "mobility-dimension-of-crises"
    SAFE_ORDERLY_AND_REGULAR_MIGRATION = "safe-orderly-and-regular-migration"


class Status(StrEnum):
    """Tell the two kinds of finding apart; the value is the one in IRIs."""

    WELL_DEVELOPED = "well-developed"
    FOR_DEVELOPMENT = "for-development"


@total_ordering
@dataclass(frozen=True, slots=True)
class YearMonth:
    """Give the month in which a profile was published.

    >>> str(YearMonth(2022, 9))
    '2022-09'
    """

    year: int
    month: int

    def __str__(self) -> str:
        """Write it as ``xsd:gYearMonth`` does."""
        return f"{self.year:04d}-{self.month:02d}"

    def __lt__(self, other: "YearMonth") -> bool:
        """Order months in time."""
        return (self.year, self.month) < (other.year, other.month)


@dataclass(frozen=True, slots=True)
class Span:
    """Mark a stretch of a source.

    ``start`` and ``end`` count Unicode characters of the file decoded as UTF-8
    with nothing changed (a byte order mark is the first of them, CR LF are two),
    from 0, ``end`` not included: the positions of ``oa:TextPositionSelector``
    (Web Annotation Data Model, section 4.2.4). ``line`` is the line, from 1, on
    which the stretch begins.
    """

    start: int
    end: int
    line: int


@dataclass(frozen=True, slots=True)
class Source:
    """Identify one text file that a profile was read from.

    ``path`` is the file as the user named it; ``name`` is the file's name alone,
    the only part that goes into the data; ``sha256`` is in hexadecimal, lower
    case; ``length`` counts characters as :class:`Span` does; ``language`` is
    that of the headings over its findings.
    """

    path: str
    name: str
    sha256: str
    length: int
    language: Language


@dataclass(frozen=True, slots=True)
class Statement:
    """Keep a finding's words in one language and their place in a source.

    ``quoted`` is what the source has, ``source[start:end]``; ``text`` is the same with
    each run of white space made one space and the ends trimmed:
    ``normalise_space(quoted)``.
    """

    text: str
    language: Language
    source: Source
    span: Span
    quoted: str


@dataclass(frozen=True, slots=True)
class Finding:
    """Hold one statement of a profile, in each language that it was published in.

    ``position`` counts from 1 in the finding's list.
    """

    domain: DomainSlug
    status: Status
    position: int
    statements: tuple[Statement, ...]


class ContributorRole(StrEnum):
    """Say what a named body did for a profile."""

    LEAD = "lead"
    RESEARCH_PARTNER = "research-partner"
    FUNDER = "funder"


@dataclass(frozen=True, slots=True)
class Contributor:
    """Name a body that an introduction names.

    ``slug`` names the agent's IRI; ``name`` is as the source has it.
    """

    role: ContributorRole
    slug: str
    name: str


@dataclass(frozen=True, slots=True)
class Description:
    """Keep the text of an introduction, paragraphs parted by a blank line."""

    text: str
    language: Language


@dataclass(frozen=True, slots=True)
class Title:
    """Keep a profile's title line as the source has it, white space made single."""

    text: str
    language: Language


@dataclass(frozen=True, slots=True)
class Profile:
    """Hold one published assessment of a place, in all its language versions.

    ``sources`` has one file a language version, the first one leading; ``findings``
    are ordered by domain in the official order, status (well developed first) and
    position. ``titles`` and ``descriptions`` hold one entry a source.
    """

    place: PlaceName
    issued: YearMonth
    sources: tuple[Source, ...]
    titles: tuple[Title, ...]
    descriptions: tuple[Description, ...]
    contributors: tuple[Contributor, ...]
    findings: tuple[Finding, ...]

    @property
    def languages(self) -> tuple[Language, ...]:
        """Return each language that a statement is in, the sources' own first."""
        found = [source.language for source in self.sources]
        found += [each.language for finding in self.findings for each in finding.statements]
        return tuple(dict.fromkeys(found))


def normalise_space(text: str) -> str:
    r"""Make each run of white space, no-break spaces too, one space and trim the ends.

    >>> normalise_space("  a\u00a0 b\n")
    'a b'
    """
    return " ".join(text.split())
