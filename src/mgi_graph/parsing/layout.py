"""Describe what became of each line of a source."""

from dataclasses import dataclass
from enum import Enum, StrEnum, auto
from typing import NamedTuple

from mgi_graph.model import DomainSlug, PlaceName, Span, Status, YearMonth
from mgi_graph.parsing.headings import Sign
from mgi_graph.parsing.lines import Line
from mgi_graph.parsing.titles import TitleReading


class LineRole(StrEnum):
    """Tell what a line of a source is to its profile."""

    CHROME = "chrome"
    """What the portal prints around a profile; it is no data of the profile."""
    STRUCTURE = "structure"
    """Headings, markers, the title and the date."""
    INTRODUCTION = "introduction"
    FINDING = "finding"


class Part(Enum):
    """Name the parts of a source that a line can stand in."""

    OUTSIDE = auto()
    """Before the first block or after the title or the date."""
    BLOCK = auto()
    """Right after an opener, where a heading is due."""
    INTRODUCTION = auto()
    DOMAIN = auto()
    """Under the heading of a domain, before its first list."""
    LIST = auto()


@dataclass(frozen=True, slots=True)
class FindingKey:
    """Name a finding within its profile."""

    domain: DomainSlug
    status: Status
    position: int

    def __str__(self) -> str:
        """Write it as people read it.

        >>> str(FindingKey(DomainSlug.PARTNERSHIPS, Status.WELL_DEVELOPED, 2))
        'well-developed 2 of partnerships'
        """
        return f"{self.status} {self.position} of {self.domain}"


class LineUse(NamedTuple):
    """Say what a line is used as; ``finding`` is set where it is part of one."""

    role: LineRole
    detail: str = ""
    finding: FindingKey | None = None


@dataclass(frozen=True, slots=True)
class Passage:
    """Hold a finding before its text is taken from the source."""

    key: FindingKey
    span: Span


@dataclass(frozen=True, slots=True)
class DateLine:
    """Hold the date of a profile and the number of its line."""

    value: YearMonth
    line: int


@dataclass(frozen=True, slots=True)
class TitleLine:
    """Hold the title of a profile and the number of its line."""

    reading: TitleReading
    line: int


@dataclass(frozen=True, slots=True)
class Layout:
    """Hold a source whose every line has its place.

    ``signs`` are the headings of domains and the markers, in source order.
    ``introduction`` is the text of the introduction without the portal's
    instructions, its paragraphs parted by a blank line.
    """

    uses: tuple[tuple[Line, LineUse], ...]
    signs: tuple[Sign, ...]
    introduction: str
    passages: tuple[Passage, ...]
    date: DateLine
    title: TitleLine
    place: PlaceName
