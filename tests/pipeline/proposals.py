"""Make proposals for a small profile, for tests of the files that they go into."""

from collections.abc import Callable, Sequence
from pathlib import Path

from mgi_graph.model import (
    CuratedFinding,
    Curation,
    Finding,
    Profile,
    ReviewStatus,
    Suggestion,
    Thing,
    ThingClass,
)
from mgi_graph.parsing import parse_sources, read_curation
from mgi_graph.pipeline.curation.comments import Comments
from mgi_graph.pipeline.curation.files import update_curation, write_curation
from mgi_graph.pipeline.curation.rows import ProposedRow
from mgi_graph.rdf.iris import mint_finding

QUITO = Path(__file__).parents[1] / "cli" / "data" / "quito-en.txt"
NAME = "ecu-quito-2023"
IRI = f"https://w3id.org/mgi-graph/id/profile/{NAME}"
COMMENTS = Comments("en", {"partnerships": {"en": "Partnerships"}})
COUNCIL = Thing(
    "ecu-quito-council",
    ThingClass.INSTITUTION,
    "",
    ("ecu-quito",),
    names=(),
    labels={"en": "Council", "es": "Council", "fr": "Council"},
    line=0,
    status=ReviewStatus.SUGGESTED,
)


def propose_row(finding: Finding, slug: str = "housing", confidence: float = 0.9) -> CuratedFinding:
    """Propose an indicator for a finding, or leave it open where the confidence is low."""
    status = ReviewStatus.SUGGESTED if confidence >= 0.6 else ReviewStatus.OPEN
    return CuratedFinding(
        finding=mint_finding(NAME, finding).value,
        words=" ".join(finding.statements[0].text.split()[:8]),
        indicators=(slug,) if status is ReviewStatus.SUGGESTED else (),
        line=0,
        status=status,
        suggestion=Suggestion(slug, confidence, "words", ("city",), "Housing", (), ("academia",)),
    )


Write = Callable[[str], Curation]


def parse_quito() -> Profile:
    """Return a small profile: six domains with a finding in each list."""
    return parse_sources([QUITO])[0]


def read_text(text: str, path: Path) -> Curation:
    """Read a text as the curation file at ``path``."""
    path.write_bytes(text.encode())
    return read_curation(path)


def propose(profile: Profile, **changes: tuple[str, float]) -> list[ProposedRow]:
    """Propose housing everywhere, and what ``changes`` say by ``f0`` to ``f11``."""
    return [
        ProposedRow(finding, propose_row(finding, *changes.get(f"f{number}", ("housing", 0.9))))
        for number, finding in enumerate(profile.findings)
    ]


def write_fresh(rows: Sequence[ProposedRow], things: Sequence[Thing] = ()) -> str:
    """Write a new file."""
    return write_curation(IRI, "Quito, 2023", rows, things, COMMENTS)


def update(
    text: str, rows: Sequence[ProposedRow], read: Write, things: Sequence[Thing] = ()
) -> str:
    """Put proposals into the text of a file."""
    return update_curation(text, read(text), rows, things, COMMENTS)
