"""Read what the matching methods are fitted to and judged by: findings and sentences."""

from dataclasses import dataclass
from pathlib import Path
from typing import Final

import yaml

from mgi_graph.assets import CURATION_DIR, SOURCES_DIR
from mgi_graph.matching import LinkedFinding, UnlinkedFinding
from mgi_graph.model import ReviewStatus
from mgi_graph.parsing import parse_profile, read_curation, read_source

SENTENCES_DIR: Final = Path(__file__).parent / "sentences"

CITIES: Final = {
    "Medellín": ("col-medellin-2022-09.txt", "col-medellin-2022.yaml"),
    "Monte Patria": ("chl-monte-patria-2024-09.txt", "chl-monte-patria-2024.yaml"),
    "Manaus": ("bra-manaus-2023-10.txt", "bra-manaus-2023.yaml"),
}
"""The cities whose findings people linked, with their source and their curation file."""

_SETTLED: Final = frozenset({ReviewStatus.CONFIRMED, ReviewStatus.CHANGED})


@dataclass(frozen=True, slots=True)
class Sentence:
    """Hold a finding, or a sentence like one, with the indicators that a person gave it.

    ``name`` is its IRI, or its file's name and its own in it; one that has no indicators is about
    nothing in the scheme.
    """

    name: str
    language: str
    domain: str
    text: str
    indicators: tuple[str, ...]

    @property
    def finding(self) -> UnlinkedFinding:
        """Return it as a finding for which indicators are wanted."""
        return UnlinkedFinding(self.text, self.language, self.domain)

    @property
    def linked(self) -> LinkedFinding:
        """Return it as a finding to learn from."""
        return LinkedFinding(self.name, self.text, self.language, self.domain, self.indicators)


def read_city(name: str) -> list[Sentence]:
    """Return a city's findings with the indicators of its curation file."""
    source, curation = CITIES[name]
    held = read_curation(CURATION_DIR / curation)
    # A finding's IRI ends in domain, status and position.
    linked = {
        tuple(each.finding.rsplit("/", 3)[1:]): each
        for each in held.findings
        if each.status in _SETTLED
    }
    found = []
    for finding in parse_profile(read_source(SOURCES_DIR / source)).profile.findings:
        row = linked[finding.domain.value, finding.status.value, str(finding.position)]
        statement = finding.statements[0]
        found.append(
            Sentence(
                row.finding,
                statement.language.value,
                finding.domain.value,
                statement.text,
                row.indicators,
            )
        )
    return found


def read_sentences(name: str) -> list[Sentence]:
    """Return the sentences of ``benchmarks/matching/sentences/NAME.yaml``."""
    held = yaml.safe_load((SENTENCES_DIR / f"{name}.yaml").read_text(encoding="utf-8"))
    return [
        Sentence(
            f"{name}/{each['id']}",
            each["language"],
            each["domain"],
            each["text"],
            tuple(each["indicators"]),
        )
        for each in held
    ]
