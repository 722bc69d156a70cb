"""Read what domains, indicators and population groups are, in each of their languages."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from itertools import groupby
from typing import Final

from pyoxigraph import Literal, NamedNode, Triple

from mgi_graph.model.names import fold_name
from mgi_graph.queries import LANGUAGES
from mgi_graph.rdf.terms import MGI, RDF, SKOS
from mgi_graph.store import DatasetStore
from mgi_graph.store.asking import select
from mgi_graph.web.linked_data.formats import FORMATS
from mgi_graph.web.linked_data.neighbours import find_labels, triples_of
from mgi_graph.web.pages.cards import Card, show_page
from mgi_graph.web.pages.months import name_month
from mgi_graph.web.pages.rendering import Reader
from mgi_graph.web.pages.texts import space
from mgi_graph.web.pages.views import (
    Shown,
    choose_label,
    collect_labels,
    link_to,
    show_term,
    sort_key,
)

CARDS_ON_PAGE: Final = 120
"""The findings that one page shows; the rest are on the pages after it."""


@dataclass(frozen=True, slots=True)
class Wording:
    """Hold what a concept is called, and how it is defined, in one language."""

    language: str
    label: str
    definition: str
    others: tuple[str, ...]
    notes: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Concept:
    """Hold a concept as its page shows it; ``wordings`` begin with the reader's language."""

    iri: str
    label: Shown
    wordings: tuple[Wording, ...]
    formats: tuple[tuple[str, str], ...]
    record: str

    @property
    def definition(self) -> Wording | None:
        """Return the wording that defines the concept best: the reader's, else the first."""
        return next((each for each in self.wordings if each.definition), None)


@dataclass(frozen=True, slots=True)
class PlaceCards:
    """Hold the findings of one profile, for a page that lists them by place."""

    place: Shown
    month: str
    cards: tuple[Card, ...]


@dataclass(frozen=True, slots=True)
class Sheet:
    """Hold one page of a long list of findings; ``number`` counts from 1."""

    number: int
    last: int
    cards: tuple[Card, ...]


def read_concept(
    store: DatasetStore, thing: NamedNode, kind: NamedNode, reader: Reader
) -> Concept | None:
    """Return the concept ``thing``, ``None`` where it is none of that class."""
    own = triples_of(store, [thing])
    if not any(each.predicate == RDF.type and each.object == kind for each in own):
        return None
    labels = collect_labels(find_labels(store, [thing]))
    return Concept(
        iri=thing.value,
        label=replace(show_term(thing, reader, labels), href=None),
        wordings=tuple(_word(own, reader)),
        formats=list_formats(thing.value, reader),
        record=link_to(f"{thing.value}.html", reader) or "",
    )


def list_formats(iri: str, reader: Reader) -> tuple[tuple[str, str], ...]:
    """Return the formats of the data of a thing, each with its address."""
    return tuple((suffix, link_to(f"{iri}.{suffix}", reader) or "") for suffix in FORMATS)


def _word(own: Sequence[Triple], reader: Reader) -> list[Wording]:
    def said(property_: NamedNode, language: str) -> tuple[str, ...]:
        texts = {
            space(each.object.value, language)
            for each in own
            if each.predicate == property_
            and isinstance(each.object, Literal)
            and (each.object.language or "") == language
        }
        return tuple(sorted(texts, key=lambda text: (fold_name(text), text)))

    tags = {each.object.language or "" for each in own if isinstance(each.object, Literal)}
    ordered = [reader.language, *LANGUAGES, *sorted(tags)]
    wordings = [
        Wording(
            language=tag,
            label=" / ".join(said(SKOS.prefLabel, tag)),
            definition=" ".join(said(SKOS.definition, tag)),
            others=said(SKOS.altLabel, tag),
            notes=said(SKOS.scopeNote, tag),
        )
        for tag in dict.fromkeys(ordered)
        if tag in tags
    ]
    return [each for each in wordings if each.label or each.definition or each.others]


def show_all(store: DatasetStore, things: Iterable[NamedNode], reader: Reader) -> tuple[Shown, ...]:
    """Show things with links to their pages, in alphabetical order."""
    found = tuple(things)
    labels = collect_labels(find_labels(store, found))
    shown = {show_page(each, reader, labels) for each in found}
    return tuple(sorted(shown, key=sort_key))


def label_of(store: DatasetStore, thing: NamedNode, reader: Reader) -> str:
    """Return the label of a thing for the reader, nothing where it has none."""
    labels = collect_labels(find_labels(store, [thing]))
    return choose_label(labels.get(thing, {}), reader.language)[0]


def find_objects(store: DatasetStore, pattern: str) -> list[NamedNode]:
    """Return what ``pattern``, one of ours, binds to ``?found``."""
    rows = select(store, f"SELECT DISTINCT ?found WHERE {{ {pattern} }} ORDER BY ?found")
    return [found for (found,) in rows if isinstance(found, NamedNode)]


def list_silent(store: DatasetStore, cards: Iterable[Card], reader: Reader) -> tuple[Shown, ...]:
    """Return the places that profiles assess, but none of ``cards`` is of."""
    speaking = {card.place.iri for card in cards}
    assessed = find_objects(store, f"?profile {MGI.assesses} ?found")
    return show_all(store, (each for each in assessed if each.value not in speaking), reader)


def group_by_place(cards: Iterable[Card], reader: Reader) -> tuple[PlaceCards, ...]:
    """Group findings, which stand in the order of places, by their place and month."""
    return tuple(
        PlaceCards(place, name_month(issued, reader.language), tuple(group))
        for (place, issued), group in groupby(cards, key=lambda card: (card.place, card.issued))
    )


def cut_sheet(cards: Sequence[Card], page: int) -> Sheet:
    """Return one page of findings; one behind the last has none."""
    last = max(1, -(-len(cards) // CARDS_ON_PAGE))
    begin = (page - 1) * CARDS_ON_PAGE
    return Sheet(page, last, tuple(cards[begin : begin + CARDS_ON_PAGE]))
