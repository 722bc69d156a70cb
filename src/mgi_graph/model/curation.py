"""Describe the links from findings to indicators that a person chose."""

from dataclasses import dataclass
from pathlib import Path


@dataclass(frozen=True, slots=True)
class CuratedLink:
    """Link one finding to the indicators that it addresses.

    ``finding`` is an IRI; ``words`` are the first words of its statement, a
    check against drift; ``indicators`` are slugs; ``line`` counts from 1.
    """

    finding: str
    words: str
    indicators: tuple[str, ...]
    line: int


@dataclass(frozen=True, slots=True)
class Curation:
    """Hold the curated links of one profile, as its file has them."""

    path: Path
    profile: str
    """The profile's IRI."""
    links: tuple[CuratedLink, ...]
