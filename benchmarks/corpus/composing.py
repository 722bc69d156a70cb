"""Compose one profile: its sources and its curation file."""

import random
from dataclasses import dataclass

from benchmarks.corpus.bodies import cast
from benchmarks.corpus.chances import chance_for
from benchmarks.corpus.curation import WrittenFinding, write_curation
from benchmarks.corpus.findings import PlannedFinding, plan_findings
from benchmarks.corpus.layouts import SourceLayout, choose_layout
from benchmarks.corpus.pages import write_page
from benchmarks.corpus.places import Assignment, assign
from benchmarks.corpus.rendering import Rendering
from benchmarks.corpus.statements import write_statement
from mgi_graph.model import DomainSlug, Language, Status

_LATER_LAYOUT = 7
"""How far the layout of a second language is from that of the first."""


@dataclass(frozen=True, slots=True)
class ComposedSource:
    """Hold a source text, its file's name and the statements that it was made of."""

    name: str
    language: Language
    layout: SourceLayout
    text: str
    statements: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class ComposedProfile:
    """Hold a profile, and what was meant by it; ``curation`` is the text of its file."""

    assignment: Assignment
    sources: tuple[ComposedSource, ...]
    findings: tuple[PlannedFinding, ...]
    curation: str


def compose_profile(number: int, seed: int = 0) -> ComposedProfile:
    """Compose profile ``number``, from 0; it depends on nothing but the number and the seed."""
    assignment = assign(number, seed)
    named = cast(assignment, seed)
    findings = plan_findings(assignment, named, chance_for(seed, "findings", number))
    texts: dict[Language, list[Rendering]] = {}
    sources = []
    for at, language in enumerate(assignment.languages):
        layout = choose_layout(number + _LATER_LAYOUT * at, seed)
        chance = chance_for(seed, "words", number, language.value)
        texts[language] = [_write(each, assignment, language, layout, chance) for each in findings]
        sources.append(_source(assignment, language, layout, findings, texts[language], chance))
    written = [
        WrittenFinding(each, tuple(texts[language][at] for language in assignment.languages))
        for at, each in enumerate(findings)
    ]
    chance = chance_for(seed, "curation", number)
    curation = write_curation(assignment, written, named.own, chance)
    return ComposedProfile(assignment, tuple(sources), tuple(findings), curation)


def _write(
    finding: PlannedFinding,
    assignment: Assignment,
    language: Language,
    layout: SourceLayout,
    chance: random.Random,
) -> Rendering:
    rendering = write_statement(finding, assignment.place, language, chance)
    rendering.text = rendering.text.replace("'", layout.apostrophe)
    return rendering


def _source(
    assignment: Assignment,
    language: Language,
    layout: SourceLayout,
    findings: list[PlannedFinding],
    renderings: list[Rendering],
    chance: random.Random,
) -> ComposedSource:
    lists: dict[tuple[DomainSlug, Status], list[str]] = {}
    for finding, rendering in zip(findings, renderings, strict=True):
        lists.setdefault((finding.domain, finding.status), []).append(rendering.text)
    text = write_page(
        assignment, language, [(*key, texts) for key, texts in lists.items()], layout, chance
    )
    ending = f"-{language.value}" if len(assignment.languages) > 1 else ""
    name = f"{assignment.place.slug}-{assignment.issued}{ending}.txt"
    statements = tuple(rendering.text for rendering in renderings)
    return ComposedSource(name, language, layout, text, statements)
