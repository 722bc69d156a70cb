"""Describe what is matched: indicators with their texts, findings, and what is proposed."""

from dataclasses import dataclass
from enum import StrEnum


class TextKind(StrEnum):
    """Name the properties of an indicator whose texts are compared with a finding's."""

    PREF_LABEL = "prefLabel"
    ALT_LABEL = "altLabel"
    DEFINITION = "definition"
    SCOPE_NOTE = "scopeNote"


@dataclass(frozen=True, slots=True, order=True)
class SchemeText:
    """Hold one text of an indicator; ``language`` is its BCP 47 tag."""

    kind: TextKind
    language: str
    text: str


@dataclass(frozen=True, slots=True)
class Indicator:
    """Hold what the scheme says of one indicator; both slugs are those of the IRIs."""

    slug: str
    domain: str
    texts: tuple[SchemeText, ...]


@dataclass(frozen=True, slots=True)
class UnlinkedFinding:
    """Hold a finding for which indicators are wanted: text, language tag, slug of the domain."""

    text: str
    language: str
    domain: str


@dataclass(frozen=True, slots=True)
class LinkedFinding:
    """Hold a finding whose indicators a person chose; ``iri`` names it in reasons."""

    iri: str
    text: str
    language: str
    domain: str
    indicators: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Candidate:
    """Hold an indicator that may fit, and what speaks for it.

    ``share`` is its part of 1 among all indicators. ``words`` are the finding's own, the
    heaviest first; ``label`` is the scheme's label that shares most with them, or empty;
    ``similar`` are IRIs of linked findings with this indicator, the most alike first.
    """

    slug: str
    share: float
    words: tuple[str, ...] = ()
    label: str = ""
    similar: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Proposal:
    """Hold what is proposed for one finding: three candidates, the best first.

    ``confidence`` is the probability, from 0 to 1, that a person would choose the first;
    where it is below the method's floor the finding is better left open (``abstains``).
    """

    candidates: tuple[Candidate, ...]
    confidence: float
    abstains: bool
