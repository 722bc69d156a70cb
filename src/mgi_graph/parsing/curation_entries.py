"""Read what a row of a curation file says of names, relations, years and periods."""

import re

from mgi_graph.model import (
    CuratedMention,
    CuratedPeriod,
    CuratedRelation,
    CuratedYear,
    RelationProperty,
    ReviewStatus,
    YearProperty,
)
from mgi_graph.parsing.yaml_nodes import Entry, report_repeated

LANGUAGES = ("en", "es", "fr", "pt")
"""Languages in which findings are written and things are named."""

_STATUSES = tuple(status.value for status in ReviewStatus if status is not ReviewStatus.OPEN)
_RELATIONS = tuple(each.value for each in RelationProperty)
_YEARS = tuple(each.value for each in YearProperty)
_OF_PRACTICE = frozenset({YearProperty.YEAR, YearProperty.START_YEAR})
"""Properties that a year of the practice can have, where no thing is named."""

_YEAR = re.compile(r"[12][0-9]{3}")
_PERIOD = re.compile(r"([12][0-9]{3})[-–]([12][0-9]{3})")


def read_entry_status(entry: Entry) -> ReviewStatus:
    """Read how far a person has gone over one entry; it cannot be open."""
    return ReviewStatus(entry.choice("status", _STATUSES) or ReviewStatus.CONFIRMED)


def read_mentions(row: Entry) -> tuple[CuratedMention, ...] | None:
    """Read which words name which things; ``None`` where the row does not say."""
    if "mentions" not in row:
        return None
    optional = ("occurrence", "name", "language", "status")
    entries = row.entries("mentions", "a mention", ("text", "thing"), optional)
    mentions = tuple(map(_read_mention, entries))
    keys = [(each.text, each.occurrence or 1) for each in mentions]
    report_repeated(entries, keys, "mention")
    return mentions


def _read_mention(entry: Entry) -> CuratedMention:
    return CuratedMention(
        text=entry.text("text"),
        thing=entry.slug("thing"),
        line=entry.line,
        occurrence=entry.count("occurrence"),
        is_name=entry.flag("name", absent=True),
        language=entry.choice("language", LANGUAGES) or None,
        status=read_entry_status(entry),
    )


def read_relations(row: Entry) -> tuple[CuratedRelation, ...]:
    """Read which relations the words of a finding state."""
    required = ("subject", "property", "text")
    optional = ("object", "words", "through", "occurrence", "status")
    entries = row.entries("relations", "a relation", required, optional)
    relations = [_read_relation(entry) for entry in entries]
    report_repeated(entries, list(map(_relation_key, relations)), "relation", shown=3)
    return tuple(relations)


def _read_relation(entry: Entry) -> CuratedRelation:
    written = entry.choice("property", _RELATIONS)
    if written:
        _check_object(entry, RelationProperty(written))
    return CuratedRelation(
        subject=entry.slug("subject"),
        property=RelationProperty(written or RelationProperty.RELATION),
        text=entry.text("text"),
        line=entry.line,
        object=entry.slug("object") or None,
        words=entry.text("words") or None,
        through=entry.slug("through") or None,
        occurrence=entry.count("occurrence"),
        status=read_entry_status(entry),
    )


def _relation_key(relation: CuratedRelation) -> tuple[str | int | None, ...]:
    stated = relation.object or relation.words
    place = relation.text, relation.occurrence or 1
    return relation.subject, relation.property.value, stated, relation.through, *place


def _check_object(entry: Entry, stated: RelationProperty) -> None:
    """Report a relation that has not exactly the one of ``object`` and ``words`` that it takes."""
    takes, other = "object", "words"
    if stated is RelationProperty.RESPONSIBILITY:
        takes, other = other, takes
    if other in entry:
        entry.report(other, f"{stated.value!r} has no {other!r}; expected {takes!r} alone")
    elif takes not in entry:
        entry.report("property", f"{stated.value!r} lacks {takes!r}; expected it")


def read_years(row: Entry) -> tuple[tuple[CuratedYear, ...], tuple[CuratedPeriod, ...]]:
    """Read the years and the periods that a finding gives."""
    optional = ("year", "property", "period", "of", "occurrence", "status")
    entries = row.entries("years", "a year", ("text",), optional)
    year_entries = [entry for entry in entries if "period" not in entry]
    years = tuple(map(_read_year, year_entries))
    year_keys = [(y.year, y.property.value, y.of, y.text, y.occurrence or 1) for y in years]
    report_repeated(year_entries, year_keys, "year", shown=3)
    period_entries = [entry for entry in entries if "period" in entry]
    periods = tuple(map(_read_period, period_entries))
    period_keys = [(p.first, p.last, p.of, p.text, p.occurrence or 1) for p in periods]
    report_repeated(period_entries, period_keys, "period", shown=3)
    return years, periods


def _read_year(entry: Entry) -> CuratedYear:
    if "year" not in entry:
        entry.report(None, "neither 'year' nor 'period' is there; expected one of them")
    elif "property" not in entry:
        entry.report(None, "key 'property' is missing in a year; it says what the year is of")
    written = entry.choice("property", _YEARS)
    stated = YearProperty(written or YearProperty.YEAR)
    year = entry.whole_number("year", _YEAR, "a year from 1000 to 2999") or 0
    text = entry.text("text")
    if year and text:
        _check_stands(entry, "year", (str(year),), text)
    of = entry.slug("of") or None
    if "of" not in entry and stated not in _OF_PRACTICE:
        problem = f"{stated.value!r} is of a thing; expected its slug under 'of'"
        entry.report("property", problem)
    return CuratedYear(
        year=year,
        property=stated,
        text=text,
        line=entry.line,
        of=of,
        occurrence=entry.count("occurrence"),
        status=read_entry_status(entry),
    )


def _read_period(entry: Entry) -> CuratedPeriod:
    for key in ("year", "property"):
        if key in entry:
            entry.report(key, f"key {key!r} does not go with 'period'; expected one of them")
    if "of" not in entry:
        entry.report("period", "a period is of a thing; expected its slug under 'of'")
    first, last = _read_ends(entry)
    text = entry.text("text")
    if first and text:
        _check_stands(entry, "period", (str(first), str(last)), text)
    return CuratedPeriod(
        first=first,
        last=last,
        of=entry.slug("of"),
        text=text,
        line=entry.line,
        occurrence=entry.count("occurrence"),
        status=read_entry_status(entry),
    )


def _read_ends(entry: Entry) -> tuple[int, int]:
    written = entry.text("period")
    if not written:
        return 0, 0
    if (found := _PERIOD.fullmatch(written)) is None:
        entry.report("period", f"period is {written!r}; expected two years as in '2015-2030'")
        return 0, 0
    first, last = int(found[1]), int(found[2])
    if first > last:
        entry.report("period", f"period is {written!r}; expected the earlier year first")
        return 0, 0
    return first, last


def _check_stands(entry: Entry, key: str, years: tuple[str, ...], text: str) -> None:
    """Report each year that the words do not have in digits."""
    for year in years:
        if not re.search(rf"(?<![0-9]){year}(?![0-9])", text):
            entry.report(key, f"{key}: {year} does not stand in the text {text[:80]!r}")
