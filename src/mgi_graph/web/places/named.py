"""Read what the findings of a profile name: bodies, plans, programmes, networks, events, groups."""

from collections import defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Final

from pyoxigraph import Literal, NamedNode

from mgi_graph.rdf.iris import mint_graph, mint_review
from mgi_graph.rdf.terms import DCTERMS, MGI
from mgi_graph.results import Term
from mgi_graph.store import DatasetStore
from mgi_graph.store.asking import select
from mgi_graph.web.linked_data.neighbours import find_labels, find_years
from mgi_graph.web.pages.cards import Card, show_page
from mgi_graph.web.pages.rendering import Reader
from mgi_graph.web.pages.views import Shown, collect_labels, label_terms, sort_key

_CLASSES: Final = {
    MGI.Institution: "place_bodies",
    MGI.PolicyInstrument: "place_plans",
    MGI.Programme: "place_programmes",
    MGI.Network: "place_networks",
    MGI.Event: "place_events",
}
"""The word over the things of each class, in the order of the page."""

_SUGGESTIONS: Final = mint_graph("suggestions")

_NO: Final = (None, None)
_Kinds = Mapping[NamedNode, tuple[NamedNode | None, NamedNode | None]]
"""The class of each thing, and its kind where it has one."""

_Origins = dict[NamedNode, dict[str, bool]]
"""The findings that speak of each thing, with whether that is only suggested."""


@dataclass(frozen=True, slots=True)
class Named:
    """Hold a thing that findings name, and where; ``suggested`` where nobody has confirmed it."""

    shown: Shown
    kind: Shown | None
    cards: tuple[Card, ...]
    suggested: bool


@dataclass(frozen=True, slots=True)
class Relation:
    """Hold what a finding states of two things."""

    subject: Shown
    predicate: Shown
    object: Shown
    card: Card
    suggested: bool


@dataclass(frozen=True, slots=True)
class AllNamed:
    """Hold everything that the findings of a profile name; ``things`` by the word over them."""

    things: tuple[tuple[str, tuple[Named, ...]], ...]
    groups: tuple[Named, ...]
    relations: tuple[Relation, ...]


@dataclass(frozen=True, slots=True)
class _Claim:
    """Hold the terms of a relation before they are shown."""

    finding: str
    terms: tuple[NamedNode, NamedNode, NamedNode]
    suggested: bool


def read_named(
    store: DatasetStore, profile: str, cards: Sequence[Card], reader: Reader
) -> AllNamed:
    """Return what the findings ``cards`` of a profile name, each list in alphabetical order."""
    reported = f"?finding {MGI.reportedIn} {NamedNode(profile)} ."
    things = _read_origins(store, reported, MGI.mentions)
    groups = _read_origins(store, reported, MGI.concernsGroup)
    kinds = _read_kinds(store, reported)
    claims = _read_claims(store, reported)
    shower = _Shower({card.iri: card for card in cards}, reader, {})
    terms = {*things, *groups, *(term for claim in claims for term in claim.terms)}
    terms |= {kind for _, kind in kinds.values() if kind is not None}
    shower.labels = {**collect_labels(find_labels(store, terms)), **label_terms()}
    shower.labels |= {term: {"": years} for term, years in find_years(store, terms).items()}
    by_class = {
        word: {thing: its for thing, its in things.items() if kinds.get(thing, _NO)[0] == class_}
        for class_, word in _CLASSES.items()
    }
    return AllNamed(
        things=tuple(
            (word, shower.name(found, kinds)) for word, found in by_class.items() if found
        ),
        groups=shower.name(groups, {}),
        relations=shower.relate(claims),
    )


@dataclass(slots=True)
class _Shower:
    """Show things with the findings that speak of them."""

    cards: Mapping[str, Card]
    reader: Reader
    labels: dict[NamedNode, Mapping[str, str]]

    def name(self, found: _Origins, kinds: _Kinds) -> tuple[Named, ...]:
        """Return the things with their findings, in alphabetical order."""
        named = []
        for thing, origins in found.items():
            kind = kinds.get(thing, _NO)[1]
            named.append(
                Named(
                    shown=show_page(thing, self.reader, self.labels),
                    kind=None if kind is None else show_page(kind, self.reader, self.labels),
                    cards=tuple(card for iri, card in self.cards.items() if iri in origins),
                    suggested=all(origins.values()),
                )
            )
        return tuple(sorted(named, key=lambda each: sort_key(each.shown)))

    def relate(self, claims: Sequence[_Claim]) -> tuple[Relation, ...]:
        """Return the relations in alphabetical order of their subjects."""
        relations = []
        for claim in claims:
            if claim.finding in self.cards:
                subject, predicate, object_ = (
                    show_page(term, self.reader, self.labels) for term in claim.terms
                )
                card = self.cards[claim.finding]
                relations.append(Relation(subject, predicate, object_, card, claim.suggested))
        return tuple(
            sorted(relations, key=lambda each: (sort_key(each.subject), sort_key(each.object)))
        )


def _read_origins(store: DatasetStore, reported: str, property_: NamedNode) -> _Origins:
    """Return what findings are linked to by a property; what is proposed and confirmed is sure."""
    link = f"?finding {property_} ?thing ."
    rows = select(
        store,
        f"""SELECT DISTINCT ?thing ?finding ?suggested WHERE {{
          {reported} {link}
          BIND(EXISTS {{ GRAPH {_SUGGESTIONS} {{ {link} }} }} && NOT EXISTS {{
            GRAPH ?other {{ {link} }} FILTER(?other != {_SUGGESTIONS}) }} AS ?suggested)
        }} ORDER BY ?thing ?finding""",
    )
    found: _Origins = defaultdict(dict)
    for thing, finding, suggested in rows:
        if isinstance(thing, NamedNode) and isinstance(finding, NamedNode):
            found[thing][finding.value] = _is_true(suggested)
    return dict(found)


def _read_kinds(store: DatasetStore, reported: str) -> _Kinds:
    classes = " ".join(map(str, _CLASSES))
    rows = select(
        store,
        f"""SELECT DISTINCT ?thing ?class ?kind WHERE {{
          {reported} ?finding {MGI.mentions} ?thing .
          VALUES ?class {{ {classes} }} ?thing a ?class .
          OPTIONAL {{ ?thing {DCTERMS.type} ?kind }}
        }} ORDER BY ?thing ?class ?kind""",
    )
    return {
        thing: (class_, kind if isinstance(kind, NamedNode) else None)
        for thing, class_, kind in rows
        if isinstance(thing, NamedNode) and isinstance(class_, NamedNode)
    }


def _read_claims(store: DatasetStore, reported: str) -> list[_Claim]:
    rows = select(
        store,
        f"""SELECT DISTINCT ?finding ?subject ?predicate ?object ?suggested WHERE {{
          {reported}
          ?claim {MGI.hasFinding} ?finding ; {MGI.hasSubject} ?subject ;
            {MGI.hasPredicate} ?predicate ; {MGI.hasObject} ?object .
          BIND(EXISTS {{ ?claim {MGI.hasReviewStatus} {mint_review("suggested")} }} AS ?suggested)
        }} ORDER BY ?finding ?subject ?predicate ?object""",
    )
    return [
        _Claim(finding.value, (subject, predicate, object_), _is_true(suggested))
        for finding, subject, predicate, object_, suggested in rows
        if isinstance(finding, NamedNode)
        and isinstance(subject, NamedNode)
        and isinstance(predicate, NamedNode)
        and isinstance(object_, NamedNode)
    ]


def _is_true(term: Term | None) -> bool:
    return isinstance(term, Literal) and term.value == "true"
