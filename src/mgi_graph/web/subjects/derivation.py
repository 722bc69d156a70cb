"""Say what the graph says of a finding, and how it came to say so."""

from collections.abc import Iterable
from dataclasses import dataclass

from pyoxigraph import Literal, NamedNode

from mgi_graph.rdf.terms import MGI
from mgi_graph.store import DatasetStore
from mgi_graph.web.linked_data.gathering import Description
from mgi_graph.web.linked_data.neighbours import find_labels
from mgi_graph.web.linked_data.records import Record
from mgi_graph.web.linked_data.shown_records import (
    Reason,
    Shower,
    is_suggested,
    order_by_words,
    say_percentage,
)
from mgi_graph.web.pages.addresses import page_of
from mgi_graph.web.pages.cards import show_page
from mgi_graph.web.pages.rendering import Reader
from mgi_graph.web.pages.views import Labels, Shown, collect_labels, label_terms

_MOST = 100


@dataclass(frozen=True, slots=True)
class Derived:
    """Hold something that is said of a finding, and the record of it.

    ``terms`` are a name or a sentence; ``words`` those of the source that say it. ``review``
    says how far a person has gone over it, ``methods`` how it was found.
    """

    terms: tuple[Shown, ...]
    words: tuple[Shown, ...] = ()
    through: tuple[Shown, ...] = ()
    review: tuple[Shown, ...] = ()
    methods: tuple[Shown, ...] = ()
    confidence: str = ""
    reasons: tuple[Reason, ...] = ()
    record: str = ""
    is_suggested: bool = False


@dataclass(frozen=True, slots=True)
class Derivation:
    """Hold all that is said of a finding, by what it is about."""

    indicators: tuple[Derived, ...]
    things: tuple[Derived, ...]
    groups: tuple[Derived, ...]
    claims: tuple[Derived, ...]


def derive(store: DatasetStore, description: Description, reader: Reader) -> Derivation:
    """Return what the graph says of a finding, in the order of its words."""
    statements = {
        each.object.language or "": each.object.value
        for each in description.own
        if each.predicate == MGI.statement and isinstance(each.object, Literal)
    }
    records = [each for each in description.records if each.finding == description.thing]
    ordered = order_by_words(records, statements)[:_MOST]
    shower = Shower(description.thing, reader, {**description.labels, **_label(store, ordered)})
    return Derivation(
        indicators=_list_links(ordered, MGI.hasIndicator, description, MGI.addresses, shower),
        things=_list_links(ordered, MGI.refersTo, description, MGI.mentions, shower),
        groups=_list_links(ordered, None, description, MGI.concernsGroup, shower),
        claims=tuple(
            _derive(_state(each, shower), each, shower)
            for each in ordered
            if each.values(MGI.hasPredicate)
        ),
    )


def _label(store: DatasetStore, records: Iterable[Record]) -> Labels:
    """Return labels for whatever records name that the description did not label."""
    properties = (MGI.hasMethod, MGI.hasReviewStatus, MGI.takesPlaceThrough, MGI.isSupportedBy)
    named = {
        value
        for record in records
        for property_ in properties
        for value in (property_, *record.values(property_))
        if isinstance(value, NamedNode)
    }
    return {**collect_labels(find_labels(store, named)), **label_terms()}


def _list_links(
    records: Iterable[Record],
    link: NamedNode | None,
    description: Description,
    predicate: NamedNode,
    shower: Shower,
) -> tuple[Derived, ...]:
    """Return the records of one kind of link, then the links without a record."""
    found = [
        (thing, record)
        for record in records
        if link is not None
        for thing in record.values(link)
        if isinstance(thing, NamedNode)
    ]
    recorded = {thing for thing, _ in found}
    bare = {
        triple.object: triple in description.suggested
        for triple in description.own
        if triple.predicate == predicate
        and isinstance(triple.object, NamedNode)
        and triple.object not in recorded
    }
    return (
        *(_derive((show(thing, shower),), record, shower) for thing, record in found),
        *(
            Derived((show(thing, shower),), is_suggested=suggested)
            for thing, suggested in sorted(bare.items(), key=lambda pair: str(pair[0]))
        ),
    )


def show(term: NamedNode | Literal, shower: Shower) -> Shown:
    """Show a term, a thing with a link to its own page."""
    if isinstance(term, Literal):
        return shower.term(term)
    return show_page(term, shower.reader, shower.labels)


def _state(record: Record, shower: Shower) -> tuple[Shown, ...]:
    """Show what a claim states; the finding itself is no link on its own page."""
    if record.stated is None:
        return (shower.term(record.iri),)
    stated = record.stated
    terms = (stated.subject, stated.predicate, stated.object)
    own = stated.subject == shower.thing
    return tuple(
        show(each, shower) for each in terms[own:] if isinstance(each, NamedNode | Literal)
    )


def _derive(terms: tuple[Shown, ...], record: Record, shower: Shower) -> Derived:
    def values(property_: NamedNode) -> tuple[Shown, ...]:
        return tuple(show(each, shower) for each in record.values(property_))

    confidence = next((each.text for each in values(MGI.confidence)), "")
    reasons = (MGI.decisiveWord, MGI.isSupportedBy)
    return Derived(
        terms=terms,
        words=values(MGI.wording),
        through=values(MGI.takesPlaceThrough),
        review=values(MGI.hasReviewStatus),
        methods=values(MGI.hasMethod),
        confidence=say_percentage(confidence, shower.reader.language) if confidence else "",
        reasons=tuple(
            Reason(shower.term(each), values(each)) for each in reasons if record.values(each)
        ),
        record=page_of(record.iri.value, shower.reader) or "",
        is_suggested=is_suggested(record.triples),
    )
