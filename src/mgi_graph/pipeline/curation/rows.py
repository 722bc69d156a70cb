"""Write what is proposed as the rows of a curation file, and as its things."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from mgi_graph.model import (
    CuratedFinding,
    CuratedMention,
    CuratedPeriod,
    CuratedYear,
    Finding,
    ReviewStatus,
    Suggestion,
    Thing,
)
from mgi_graph.pipeline.curation.comments import Comments
from mgi_graph.pipeline.curation.yaml_text import (
    Value,
    write_comment,
    write_entry,
    write_flow,
    write_mapping,
)


@dataclass(frozen=True, slots=True)
class ProposedRow:
    """Hold what is proposed for a finding: a row whose status is suggested or open."""

    finding: Finding
    row: CuratedFinding

    @property
    def section(self) -> tuple[str, str]:
        """Return what the rows under one heading have in common."""
        return self.finding.domain.value, self.finding.status.value


def write_row(proposed: ProposedRow, comments: Comments, *, headed: bool) -> list[str]:
    """Write a row with its statement over it, and the heading of its list over that."""
    finding, row = proposed.finding, proposed.row
    lines = []
    if headed:
        lines += ["", f"# {comments.heading(finding.domain.value, finding.status)}"]
    lines += ["", *write_comment(finding.statements[0].text)]
    entries = write_mapping(row_value(row))
    if row.status is ReviewStatus.OPEN:
        at = entries.index("status: open")
        entries[at] += f"  {comments.open}"
    return [*lines, *write_item(entries)]


def write_item(lines: Sequence[str]) -> list[str]:
    """Write the lines of a mapping as an item of a list.

    >>> write_item(["slug: a", "kind: b"])
    ['- slug: a', '  kind: b']
    """
    return [f"- {lines[0]}", *(f"  {line}" for line in lines[1:])]


def row_value(row: CuratedFinding) -> dict[str, Value]:
    """Return what stands in a row that nobody has decided on."""
    entries: dict[str, Value] = {
        "finding": row.finding,
        "words": row.words,
        "status": row.status.value,
        "indicators": list(row.indicators),
    }
    if row.suggestion is not None:
        entries["suggestion"] = suggestion_value(row.suggestion)
    return entries | names_value(row)


def names_value(row: CuratedFinding) -> dict[str, Value]:
    """Return what is proposed of the things, groups and years that a finding names."""
    years: list[Value] = [_year_value(each) for each in row.years]
    years += [_period_value(each) for each in row.periods]
    mentions: list[Value] = [_mention_value(each) for each in row.mentions or ()]
    entries: dict[str, Value] = {"mentions": mentions, "groups": list(row.groups), "years": years}
    return {key: value for key, value in entries.items() if value}


def suggestion_value(suggestion: Suggestion) -> dict[str, Value]:
    """Return what a method said; what it did not say is left out."""
    entries: dict[str, Value] = {
        "indicator": suggestion.indicator,
        "confidence": suggestion.confidence,
        "method": suggestion.method,
        "words": list(suggestion.words),
        "label": suggestion.label,
        "similar": list(suggestion.similar),
        "otherwise": list(suggestion.otherwise),
    }
    return {key: value for key, value in entries.items() if value not in ([], "")}


def write_thing(thing: Thing) -> list[str]:
    """Write a thing as an item of a list, its labels on one line."""
    lines: list[str] = []
    for key, value in thing_value(thing).items():
        is_mapping = isinstance(value, Mapping)
        lines += [f"{key}: {write_flow(value)}"] if is_mapping else write_entry(key, value)
    return write_item(lines)


def thing_value(thing: Thing) -> dict[str, Value]:
    """Return what is proposed of a thing; its names stand with the findings that give them."""
    entries: dict[str, Value] = {
        "slug": thing.slug,
        "class": thing.thing_class.value,
        "kind": thing.kind,
        "places": list(thing.places),
        "labels": dict(thing.labels),
    }
    if thing.groups:
        entries["groups"] = list(thing.groups)
    return entries | _status_value(thing.status)


def _mention_value(mention: CuratedMention) -> dict[str, Value]:
    entries: dict[str, Value] = {"text": mention.text, "thing": mention.thing}
    return entries | _occurrence_value(mention.occurrence) | _status_value(mention.status)


def _year_value(year: CuratedYear) -> dict[str, Value]:
    entries: dict[str, Value] = {"year": year.year, "property": year.property.value}
    if year.of is not None:
        entries["of"] = year.of
    entries["text"] = year.text
    return entries | _occurrence_value(year.occurrence) | _status_value(year.status)


def _period_value(period: CuratedPeriod) -> dict[str, Value]:
    entries: dict[str, Value] = {
        "period": f"{period.first}-{period.last}",
        "of": period.of,
        "text": period.text,
    }
    return entries | _occurrence_value(period.occurrence) | _status_value(period.status)


def _occurrence_value(occurrence: int | None) -> dict[str, Value]:
    return {} if occurrence is None else {"occurrence": occurrence}


def _status_value(status: ReviewStatus) -> dict[str, Value]:
    return {} if status is ReviewStatus.CONFIRMED else {"status": status.value}
