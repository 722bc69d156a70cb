"""Read the files that say what the findings of a profile address and name.

A file is YAML: ``profile`` is an IRI, ``findings`` a list of mappings, one a finding, and
``things``, which may be absent, describes what only this profile names. Whether the
findings, indicators and words exist is checked elsewhere.
"""

from pathlib import Path

from mgi_graph.model import METHODS, CuratedFinding, Curation, ReviewStatus, Suggestion
from mgi_graph.parsing.curation_entries import (
    read_mentions,
    read_relations,
    read_years,
)
from mgi_graph.parsing.things import read_thing_entries
from mgi_graph.parsing.yaml_defects import Defects
from mgi_graph.parsing.yaml_files import compose_file
from mgi_graph.parsing.yaml_nodes import Entry, read_entry, report_repeated

_MOST_INDICATORS = 3
_STATUSES = tuple(status.value for status in ReviewStatus)
_REQUIRED = ("finding", "words", "indicators")
_OPTIONAL = ("status", "suggestion", "mentions", "relations", "groups", "years")


def read_curation(path: Path | str) -> Curation:
    """Read the curation file at ``path``.

    Raises :class:`CurationError` with file and line for a defect, :class:`ManyErrors`
    with all of them if there are several.
    """
    path = Path(path)
    node = compose_file(path, "the keys 'profile' and 'findings'")
    defects = Defects(path)
    file = read_entry(node, "the file", ("profile", "findings"), ("things",), defects)
    profile = file.text("profile")
    rows = file.entries("findings", "a finding", _REQUIRED, _OPTIONAL)
    findings = tuple(map(_read_finding, rows))
    report_repeated(
        rows, [(each.finding,) for each in findings], "two decisions for one link: finding"
    )
    things = read_thing_entries(file)
    defects.check()
    return Curation(path, profile, findings, things)


def _read_finding(row: Entry) -> CuratedFinding:
    status = _read_status(row)
    indicators = _read_indicators(row, status)
    suggestion = _read_suggestion(row, status)
    years, periods = read_years(row)
    return CuratedFinding(
        finding=row.text("finding"),
        words=row.text("words"),
        indicators=indicators,
        line=row.line,
        status=_see_status(status, indicators, suggestion),
        suggestion=suggestion,
        mentions=read_mentions(row),
        relations=read_relations(row),
        groups=row.slugs("groups"),
        years=years,
        periods=periods,
    )


def _read_status(row: Entry) -> ReviewStatus | None:
    """Read how far a person has gone; ``None`` where that is not known."""
    if "status" not in row:
        return ReviewStatus.CONFIRMED
    written = row.choice("status", _STATUSES)
    return ReviewStatus(written) if written else None


def _read_indicators(row: Entry, status: ReviewStatus | None) -> tuple[str, ...]:
    """Read one to three slugs, or none where the finding is open."""
    slugs = row.slugs("indicators")
    expected = f"expected 1 to {_MOST_INDICATORS}"
    if row.has_list("indicators") and not slugs and status not in {ReviewStatus.OPEN, None}:
        row.report("indicators", f"no indicators; {expected}, or the status 'open'")
    if len(slugs) > _MOST_INDICATORS:
        row.report("indicators", f"{len(slugs)} indicators; {expected}")
    return slugs


def _read_suggestion(row: Entry, status: ReviewStatus | None) -> Suggestion | None:
    if "suggestion" not in row:
        if status in {ReviewStatus.SUGGESTED, ReviewStatus.OPEN}:
            row.report("status", f"status is {status.value!r}, but there is no 'suggestion'")
        return None
    block = row.entry(
        "suggestion",
        ("indicator", "confidence", "method"),
        ("words", "label", "similar", "otherwise"),
    )
    return Suggestion(
        indicator=block.slug("indicator"),
        confidence=block.share("confidence"),
        method=block.choice("method", METHODS),
        words=block.texts("words"),
        label=block.text("label", may_be_empty=True),
        similar=block.texts("similar"),
        otherwise=block.slugs("otherwise"),
    )


def _see_status(
    status: ReviewStatus | None, indicators: tuple[str, ...], suggestion: Suggestion | None
) -> ReviewStatus:
    """Take a row as changed where a person put in other indicators and left the word.

    >>> _see_status(ReviewStatus.OPEN, ("academia",), None).value
    'changed'
    >>> _see_status(ReviewStatus.OPEN, (), None).value
    'open'
    """
    proposed = () if suggestion is None else (suggestion.indicator,)
    left = {ReviewStatus.SUGGESTED: proposed, ReviewStatus.OPEN: ()}
    if status in left and indicators != left[status]:
        return ReviewStatus.CHANGED
    return status or ReviewStatus.CONFIRMED
