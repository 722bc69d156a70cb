"""Part the page of a finding, or of what findings name, into what a reader asks of it."""

from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from typing import Final

from pyoxigraph import Literal, NamedNode, Triple

from mgi_graph.rdf.terms import DCTERMS, MGI, OA, RDF, SCHEMA, TIME, XSD
from mgi_graph.web.linked_data.gathering import Description
from mgi_graph.web.linked_data.records import (
    RECORD_CLASSES,
    Record,
    group_records,
    read_record,
)
from mgi_graph.web.linked_data.shown_records import Entry, Shower, order_by_words
from mgi_graph.web.pages.texts import find_words
from mgi_graph.web.pages.views import Shown

STATUS_WORDS: Final = {
    MGI.WellDevelopedArea: ("well_developed_area", "well-developed"),
    MGI.AreaForDevelopment: ("area_for_development", "for-development"),
}
"""The words and the style class of each kind of finding."""

_THING_CLASSES: Final = (
    MGI.Institution,
    MGI.PolicyInstrument,
    MGI.Programme,
    MGI.Network,
    MGI.Event,
)
_TIMES: Final = {TIME.ProperInterval: "period", TIME.Instant: "year"}
"""The words for the classes of OWL-Time, which has no labels here."""
_NAMED_KINDS: Final = (*_THING_CLASSES, *RECORD_CLASSES, MGI.PopulationGroup)
_MOST_ENTRIES: Final = 100
_LINKED: Final = {
    MGI.addresses: "section_indicators",
    MGI.mentions: "section_names",
    MGI.concernsGroup: "section_groups",
}
"""The links of a finding that have a section each."""


@dataclass(frozen=True, slots=True)
class Section:
    """Hold the name of a section's title among the words of the pages, and its entries.

    ``left_out`` counts those that would make the page too long.
    """

    title: str
    entries: tuple[Entry, ...]
    left_out: int = 0


@dataclass(frozen=True, slots=True)
class SourcePlace:
    """Say where words stand: the file, the line from 1, and the characters from 0."""

    file: Shown
    line: str
    start: str
    end: str


def list_sections(description: Description, shower: Shower) -> list[Section]:
    """Return the sections that have entries, in the order in which a page shows them."""
    statements = {
        triple.object.language or "": triple.object.value
        for triple in description.own
        if triple.predicate == MGI.statement and isinstance(triple.object, Literal)
    }
    own = [
        record
        for record in order_by_words(description.records, statements)
        if record.stated is not None and record.stated.subject == description.thing
    ]
    sections = [
        *_list_itself(description, shower),
        *_list_names(description, shower),
        *_list_links(description, own, shower),
        *_list_claims(own, shower),
    ]
    # What a finding states of others is said by its page too.
    if any(triple.predicate == MGI.statement for triple in description.own):
        others = [record for record in description.records if _is_claim_of(record, description)]
        ordered = order_by_words(others, statements)
        sections.append(Section("section_claims", tuple(_enter_claims(ordered, shower, 0))))
    return [_cut(section) for section in sections if section.entries]


def _cut(section: Section) -> Section:
    left_out = max(0, len(section.entries) - _MOST_ENTRIES)
    return replace(section, entries=section.entries[:_MOST_ENTRIES], left_out=left_out)


def _is_claim_of(record: Record, description: Description) -> bool:
    """Say whether a finding claims something of another than itself."""
    return (
        record.finding == description.thing
        and bool(record.values(MGI.hasPredicate))
        and record.stated is not None
        and record.stated.subject != description.thing
    )


def _list_itself(description: Description, shower: Shower) -> Iterator[Section]:
    """Say on the page of a record what it records."""
    if kinds_of(description.own) & {*RECORD_CLASSES}:
        record = read_record(description.thing, description.own)
        entry = Entry(tuple(shower.state(record)), (shower.evidence(record),))
        yield Section("section_record", (entry,))


def _list_names(description: Description, shower: Shower) -> Iterator[Section]:
    """List the names that the sources have of what they name, each in its language."""
    if kinds_of(description.own) & {*_THING_CLASSES}:
        names = {
            triple
            for triple in description.own
            if triple.predicate == SCHEMA.name and isinstance(triple.object, Literal)
        }
        entries = [
            _mark(
                shower.entry([triple.object], ()),
                shower,
                suggested=triple in description.suggested,
            )
            for triple in sorted(names, key=lambda each: str(each.object))
            if isinstance(triple.object, Literal)
        ]
        yield Section("section_names_in_sources", tuple(entries))


def _list_links(
    description: Description, own: Sequence[Record], shower: Shower
) -> Iterator[Section]:
    """List what a finding addresses and names, in the order of its words, and the groups."""
    grouped = group_records(own)
    order = {stated: place for place, stated in enumerate(grouped)}
    for predicate, title in _LINKED.items():
        links = [triple for triple in description.own if triple.predicate == predicate]
        entries = []
        for link in sorted(links, key=lambda each: (order.get(each, len(order)), str(each))):
            if isinstance(link.object, NamedNode | Literal):
                entry = shower.entry([link.object], grouped.get(link, ()))
                entries.append(_mark(entry, shower, suggested=link in description.suggested))
        yield Section(title, tuple(entries))


def _mark(entry: Entry, shower: Shower, *, suggested: bool) -> Entry:
    """Mark a suggested link beside which no record stands that is marked."""
    if not suggested or entry.is_suggested:
        return entry
    return replace(entry, terms=tuple(shower.mark(each, suggested=True) for each in entry.terms))


def _list_claims(own: Sequence[Record], shower: Shower) -> Iterator[Section]:
    """List the years and periods, and the relations, that findings give to the thing."""
    claims = [record for record in own if record.values(MGI.hasPredicate)]
    years = [record for record in claims if _is_of_time(record)]
    yield Section("section_years", tuple(_enter_claims(years, shower, 1)))
    relations = [record for record in claims if not _is_of_time(record)]
    yield Section("section_relations", tuple(_enter_claims(relations, shower, 1)))


def _is_of_time(record: Record) -> bool:
    stated = record.stated
    if stated is None:
        return False
    is_year = isinstance(stated.object, Literal) and stated.object.datatype == XSD.gYear
    return is_year or stated.predicate == MGI.hasPeriod


def _enter_claims(records: Iterable[Record], shower: Shower, begin: int) -> Iterator[Entry]:
    """Show each claim once with all its records, its subject left out where ``begin`` is 1."""
    for stated, group in group_records(records).items():
        terms = [
            term
            for term in (stated.subject, stated.predicate, stated.object)
            if isinstance(term, NamedNode | Literal)
        ]
        yield shower.entry(terms[begin:], group)


def kinds_of(own: Iterable[Triple]) -> set[object]:
    """Return the classes that triples give to what they are about."""
    return {triple.object for triple in own if triple.predicate == RDF.type}


def name_kind(description: Description, shower: Shower) -> list[Shown]:
    """Say what a thing is: its class, its kind and its place, as far as a reader asks."""
    kinds = kinds_of(description.own)
    shown: list[NamedNode] = [each for each in _NAMED_KINDS if each in kinds]
    if shown and shown[0] in _THING_CLASSES:
        for predicate in (DCTERMS.type, MGI.belongsTo):
            shown += sorted(
                (
                    triple.object
                    for triple in description.own
                    if triple.predicate == predicate and isinstance(triple.object, NamedNode)
                ),
                key=str,
            )
    words = find_words(shower.reader.language)
    times = [getattr(words, name) for class_, name in _TIMES.items() if class_ in kinds]
    return [*map(shower.term, shown), *map(Shown, times)]


def entitle(description: Description, shower: Shower) -> tuple[Shown, ...]:
    """Return what stands above the page, as the terms of a sentence.

    A mention is entitled by its words, a claim by what it states, an assignment by its
    indicator, a finding by its profile, domain and number, anything else by its label.
    """
    if MGI.Finding in kinds_of(description.own):
        return _entitle_finding(description.own, shower)
    record = read_record(description.thing, description.own)
    if kinds_of(description.own) & {*RECORD_CLASSES} and record.stated is not None:
        stated = record.stated
        if MGI.Mention in kinds_of(description.own):
            return tuple(map(shower.term, record.values(MGI.wording)))
        terms = (stated.subject, stated.predicate, stated.object)
        shown = terms if record.values(MGI.hasPredicate) else terms[2:]
        return tuple(shower.term(each) for each in shown if isinstance(each, NamedNode | Literal))
    text, tag = description.label(shower.reader.language)
    return (Shown(text, lang=tag or None, foreign=bool(tag) and tag != shower.reader.language),)


def _entitle_finding(own: Sequence[Triple], shower: Shower) -> tuple[Shown, ...]:
    """Return the title of a finding, which has no label of its own."""
    said = {triple.predicate: triple.object for triple in own}
    words = find_words(shower.reader.language)
    kinds = kinds_of(own)
    names = [name for status, (name, _) in STATUS_WORDS.items() if status in kinds]
    kind = getattr(words, names[0] if names else "subject_finding")
    found = [Shown(f"{kind.capitalize()}{words.colon}")]
    domain, profile = said.get(MGI.inDomain), said.get(MGI.reportedIn)
    if isinstance(domain, NamedNode):
        found += [shower.term(domain), Shown(_text(said.get(MGI.position)))]
    if isinstance(profile, NamedNode):
        shown = shower.term(profile)
        found.append(replace(shown, text=f"({shown.text})"))
    return tuple(found)


def find_places(description: Description, shower: Shower) -> list[SourcePlace]:
    """Return where the words of a finding, a passage or a record stand in their sources."""
    about: dict[object, dict[NamedNode, object]] = defaultdict(dict)
    for triple in (*description.own, *description.parts, *description.neighbours):
        about[triple.subject][triple.predicate] = triple.object
    places = []
    for said in about.values():
        file = said.get(OA.hasSource)
        position = about.get(said.get(OA.hasSelector), {})
        if isinstance(file, NamedNode):
            places.append(
                SourcePlace(
                    shower.term(file),
                    _text(said.get(MGI.line)),
                    _text(position.get(OA.start)),
                    _text(position.get(OA.end)),
                )
            )
    return sorted(places, key=lambda each: (each.file.text, each.line, each.start))


def _text(term: object) -> str:
    return term.value if isinstance(term, Literal) else ""
