"""Describe what people decided, and what is proposed to them, about the findings of a profile."""

from collections.abc import Mapping
from dataclasses import dataclass
from enum import StrEnum
from pathlib import Path

METHODS = ("use+e5", "use", "e5", "words")
"""Methods that propose indicators, the best first; each name holds those of its encoders."""


class ReviewStatus(StrEnum):
    """Say how far a person has gone over a proposal; the value is the one in files and IRIs."""

    SUGGESTED = "suggested"
    """Proposed by a method, not yet looked at."""
    CONFIRMED = "confirmed"
    """Chosen, or left as proposed, by a person who read the finding."""
    CHANGED = "changed"
    """Put by a person in the place of what was proposed."""
    OPEN = "open"
    """Nothing was sure enough to be proposed; only in files, never in the graph."""


@dataclass(frozen=True, slots=True)
class Suggestion:
    """Hold what a method proposed for a finding, and why.

    ``indicator`` and ``otherwise`` (the runners-up, the best first) are slugs;
    ``confidence`` is a probability from 0 to 1; ``method`` is one of :data:`METHODS`;
    ``words`` are the finding's own that speak for the indicator, the heaviest first;
    ``label`` is the scheme's label nearest to them, or empty; ``similar`` are IRIs of
    curated findings with that indicator, the most alike first.
    """

    indicator: str
    confidence: float
    method: str
    words: tuple[str, ...] = ()
    label: str = ""
    similar: tuple[str, ...] = ()
    otherwise: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class CuratedMention:
    """Say that words of a finding name a thing.

    ``text`` is a stretch of the statement, letter for letter; ``occurrence`` counts from
    1 and is there where the text stands in it more than once. ``is_name`` is false where
    the words only point back to the thing. ``language`` is that of the words where it is
    not the statement's.
    """

    text: str
    thing: str
    line: int
    occurrence: int | None = None
    is_name: bool = True
    language: str | None = None
    status: ReviewStatus = ReviewStatus.CONFIRMED


class RelationProperty(StrEnum):
    """Name what a finding can state of a body, a place or an instrument."""

    IS_RESPONSIBLE_FOR = "isResponsibleFor"
    RESPONSIBILITY = "responsibility"
    IS_MEMBER_OF = "isMemberOf"
    COOPERATES_WITH = "cooperatesWith"
    SUB_ORGANIZATION_OF = "subOrganizationOf"
    CREATOR = "creator"
    RELATION = "relation"


@dataclass(frozen=True, slots=True)
class CuratedRelation:
    """Say that a finding states a relation.

    ``subject``, ``object`` and ``through`` are slugs of things or places; ``words`` are
    the statement's own and stand in the place of an object, for a responsibility;
    ``text`` are the words that state the relation.
    """

    subject: str
    property: RelationProperty
    text: str
    line: int
    object: str | None = None
    words: str | None = None
    through: str | None = None
    occurrence: int | None = None
    status: ReviewStatus = ReviewStatus.CONFIRMED


class YearProperty(StrEnum):
    """Name what a year can be the year of."""

    YEAR = "year"
    ADOPTION_YEAR = "adoptionYear"
    CREATION_YEAR = "creationYear"
    START_YEAR = "startYear"


@dataclass(frozen=True, slots=True)
class CuratedYear:
    """Say that a finding gives a year of a thing, or of the practice where ``of`` is absent."""

    year: int
    property: YearProperty
    text: str
    line: int
    of: str | None = None
    occurrence: int | None = None
    status: ReviewStatus = ReviewStatus.CONFIRMED


@dataclass(frozen=True, slots=True)
class CuratedPeriod:
    """Say that a finding gives a thing's period; its first and last year both count."""

    first: int
    last: int
    of: str
    text: str
    line: int
    occurrence: int | None = None
    status: ReviewStatus = ReviewStatus.CONFIRMED


@dataclass(frozen=True, slots=True)
class CuratedFinding:
    """Hold what a curation file says of one finding.

    ``finding`` is an IRI; ``words`` are the first words of its statement, a check
    against drift; ``indicators`` are slugs, none where the row is open; ``mentions`` is
    ``None`` where nobody has read the finding for names; ``line`` counts from 1.
    """

    finding: str
    words: str
    indicators: tuple[str, ...]
    line: int
    status: ReviewStatus = ReviewStatus.CONFIRMED
    suggestion: Suggestion | None = None
    mentions: tuple[CuratedMention, ...] | None = None
    relations: tuple[CuratedRelation, ...] = ()
    groups: tuple[str, ...] = ()
    years: tuple[CuratedYear, ...] = ()
    periods: tuple[CuratedPeriod, ...] = ()


class ThingClass(StrEnum):
    """Name the classes of things that findings name."""

    INSTITUTION = "Institution"
    POLICY_INSTRUMENT = "PolicyInstrument"
    PROGRAMME = "Programme"
    NETWORK = "Network"
    EVENT = "Event"


@dataclass(frozen=True, slots=True)
class ThingName:
    """Keep a name as a source has it, with the language of its words."""

    text: str
    language: str


@dataclass(frozen=True, slots=True)
class Thing:
    """Describe an institution, instrument, programme, network or event that findings name.

    ``kind`` is a slug of the scheme of kinds, empty where none is known; ``places`` are
    slugs, the smallest that it belongs to, none for what is international; ``labels`` are
    for display, by language, and those in the languages ``ours`` are translations made
    here; ``groups`` are slugs of population groups.
    """

    slug: str
    thing_class: ThingClass
    kind: str
    places: tuple[str, ...]
    names: tuple[ThingName, ...]
    labels: Mapping[str, str]
    line: int
    ours: tuple[str, ...] = ()
    groups: tuple[str, ...] = ()
    note: str = ""
    status: ReviewStatus = ReviewStatus.CONFIRMED


@dataclass(frozen=True, slots=True)
class Curation:
    """Hold the file of one profile: its findings, and the things that only it names."""

    path: Path
    profile: str
    """The profile's IRI."""
    findings: tuple[CuratedFinding, ...]
    things: tuple[Thing, ...] = ()
