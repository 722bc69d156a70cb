"""Read findings with all that a page shows beside each: status, place, indicators, language."""

from collections import defaultdict
from collections.abc import Mapping
from dataclasses import dataclass, replace
from typing import Final

from pyoxigraph import Literal, NamedNode

from mgi_graph.rdf.iris import mint_review
from mgi_graph.rdf.terms import DCTERMS, MGI, SKOS
from mgi_graph.results import Term
from mgi_graph.store import DatasetStore
from mgi_graph.store.asking import select
from mgi_graph.web.linked_data.neighbours import find_labels
from mgi_graph.web.pages.addresses import page_of
from mgi_graph.web.pages.rendering import Reader
from mgi_graph.web.pages.views import Labels, Shown, collect_labels, show_term, sort_key

WELL_DEVELOPED: Final = "well-developed"
FOR_DEVELOPMENT: Final = "for-development"
STATUSES: Final = {
    MGI.WellDevelopedArea: WELL_DEVELOPED,
    MGI.AreaForDevelopment: FOR_DEVELOPMENT,
}
"""The name of each kind of finding in addresses and style classes."""

Links = Mapping[NamedNode, Mapping[NamedNode, bool]]
"""The indicators of each finding, with whether the link is only suggested."""

Pages = Mapping[NamedNode, Shown]
"""Places, domains and indicators as pages show them, each made once for all its findings."""


@dataclass(frozen=True, slots=True)
class IndicatorLink:
    """Hold an indicator of a finding; ``suggested`` where nobody has confirmed it."""

    indicator: Shown
    suggested: bool


@dataclass(frozen=True, slots=True)
class Card:
    """Hold a finding as pages show it.

    ``status`` is ``WELL_DEVELOPED`` or ``FOR_DEVELOPMENT``; ``issued`` is the month of
    its profile, as ``2022-09``; ``number`` is that of its domain.
    """

    iri: str
    href: str
    status: str
    statements: tuple[Shown, ...]
    place: Shown
    domain: Shown
    issued: str
    number: int
    position: int
    indicators: tuple[IndicatorLink, ...] = ()


def read_cards(store: DatasetStore, pattern: str, reader: Reader) -> tuple[Card, ...]:
    """Return the findings that ``pattern``, a graph pattern of ours on ``?finding``, matches.

    They stand in alphabetical order of their places, then by month, domain, status (well
    developed first) and position. Nothing of a reader goes into the pattern but terms.
    """
    rows = select(
        store,
        f"""SELECT ?finding ?status ?statement ?place ?issued ?domain ?number ?position
        WHERE {{
          {{ SELECT DISTINCT ?finding WHERE {{ {pattern} }} }}
          VALUES ?status {{ {MGI.WellDevelopedArea} {MGI.AreaForDevelopment} }}
          ?finding a ?status ; {MGI.statement} ?statement ; {MGI.inDomain} ?domain ;
            {MGI.position} ?position ; {MGI.reportedIn} ?profile .
          ?domain {SKOS.notation} ?number .
          ?profile {MGI.assesses} ?place ; {DCTERMS.issued} ?issued .
        }}""",
    )
    links = _read_links(store, pattern)
    named = {term for row in rows for term in (row[3], row[5]) if isinstance(term, NamedNode)}
    named |= {indicator for each in links.values() for indicator in each}
    labels = collect_labels(find_labels(store, named))
    pages = {term: show_page(term, reader, labels) for term in named}
    cards: dict[str, Card] = {}
    for row in rows:
        card = _card(row, links, pages, reader)
        before = cards.get(card.iri)
        if before is not None:
            both = {*before.statements, *card.statements}
            ordered = sorted(both, key=lambda each: (each.foreign, each.lang or "", each.text))
            card = replace(card, statements=tuple(ordered))
        cards[card.iri] = card
    return tuple(sorted(cards.values(), key=_order))


def _order(card: Card) -> tuple[tuple[str, str, str], str, int, bool, int, str]:
    place, first = sort_key(card.place), card.status != WELL_DEVELOPED
    return (place, card.issued, card.number, first, card.position, card.iri)


def _read_links(store: DatasetStore, pattern: str) -> Links:
    rows = select(
        store,
        f"""SELECT ?finding ?indicator ?suggested WHERE {{
          {{ SELECT DISTINCT ?finding WHERE {{ {pattern} }} }}
          ?finding {MGI.addresses} ?indicator .
          BIND(EXISTS {{
            ?link {MGI.hasFinding} ?finding ; {MGI.hasIndicator} ?indicator ;
              {MGI.hasReviewStatus} {mint_review("suggested")} .
          }} AS ?suggested)
        }}""",
    )
    found: dict[NamedNode, dict[NamedNode, bool]] = defaultdict(dict)
    for finding, indicator, suggested in rows:
        if isinstance(finding, NamedNode) and isinstance(indicator, NamedNode):
            found[finding][indicator] = _text(suggested) == "true"
    return found


def show_page(term: Term | None, reader: Reader, labels: Labels) -> Shown:
    """Show a term with a link to its own page in the reader's language."""
    shown = show_term(term, reader, labels)
    return replace(shown, href=page_of(shown.iri, reader)) if shown.iri else shown


def _card(row: tuple[Term | None, ...], links: Links, pages: Pages, reader: Reader) -> Card:
    finding, status, statement, place, issued, domain, number, position = row
    if not isinstance(finding, NamedNode) or not isinstance(status, NamedNode):
        raise TypeError(f"a finding and its status are IRIs, not {finding} and {status}")
    shown = [
        IndicatorLink(pages[indicator], suggested)
        for indicator, suggested in links.get(finding, {}).items()
    ]
    return Card(
        iri=finding.value,
        href=page_of(finding.value, reader) or "",
        status=STATUSES[status],
        statements=(show_term(statement, reader, {}),),
        place=_show_named(place, pages),
        domain=_show_named(domain, pages),
        issued=_text(issued),
        number=int(_text(number)),
        position=int(_text(position)),
        indicators=tuple(sorted(shown, key=lambda each: sort_key(each.indicator))),
    )


def _show_named(term: Term | None, pages: Pages) -> Shown:
    return pages[term] if isinstance(term, NamedNode) else Shown("")


def _text(term: Term | None) -> str:
    return term.value if isinstance(term, Literal) else ""
