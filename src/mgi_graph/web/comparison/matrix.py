"""Put what the profiles of some places say side by side, by domain and by indicator."""

from collections import defaultdict
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Final

from pyoxigraph import Literal, NamedNode

from mgi_graph.rdf.terms import MGI, SKOS
from mgi_graph.store import DatasetStore
from mgi_graph.store.asking import list_values, select
from mgi_graph.web.pages.cards import FOR_DEVELOPMENT, WELL_DEVELOPED, Card, read_cards
from mgi_graph.web.pages.rendering import Reader
from mgi_graph.web.pages.views import Shown, sort_key
from mgi_graph.web.places.facts import (
    DomainFacts,
    PlaceFacts,
    ProfileFacts,
    read_domains,
)

ALL: Final = ""
ANSWERED: Final = "answered"
COMMON: Final = "common"
FILTERS: Final = (ALL, ANSWERED, COMMON)
"""Which rows stand in the matrix: all, those where one place has a gap and another a practice,
those that two places or more name as gaps."""


@dataclass(frozen=True, slots=True)
class Column:
    """Hold a place with its newest profile and the findings of that."""

    place: PlaceFacts
    profile: ProfileFacts
    cards: tuple[Card, ...]


@dataclass(frozen=True, slots=True)
class Cell:
    """Hold what one place says on one indicator, or in one domain; nothing is silence."""

    well_developed: tuple[Card, ...] = ()
    for_development: tuple[Card, ...] = ()

    @property
    def is_silent(self) -> bool:
        """Say whether the place says nothing."""
        return not self.well_developed and not self.for_development


@dataclass(frozen=True, slots=True)
class Row:
    """Hold an indicator with a cell for each column."""

    indicator: Shown
    cells: tuple[Cell, ...]


@dataclass(frozen=True, slots=True)
class Group:
    """Hold a domain: the rows of its indicators, and all that each place says in it."""

    domain: DomainFacts
    rows: tuple[Row, ...]
    said: tuple[Cell, ...]


@dataclass(frozen=True, slots=True)
class Matrix:
    """Hold a comparison: columns in alphabetical order, domains in their official order."""

    columns: tuple[Column, ...]
    groups: tuple[Group, ...]

    @property
    def has_rows(self) -> bool:
        """Say whether any indicator is left by the filter."""
        return any(group.rows for group in self.groups)


def read_matrix(
    store: DatasetStore, places: Sequence[PlaceFacts], gaps: str, reader: Reader
) -> Matrix:
    """Return the comparison of assessed places, its rows as ``gaps``, one of ``FILTERS``, says."""
    columns = _read_columns(store, places, reader)
    indicators = {
        link.indicator.iri: link.indicator
        for column in columns
        for card in column.cards
        for link in card.indicators
    }
    numbers = _read_numbers(store, indicators)
    rows: dict[int, list[Row]] = defaultdict(list)
    on_indicators = [_group(column, _indicators_of) for column in columns]
    for indicator in sorted(indicators.values(), key=sort_key):
        row = Row(indicator, tuple(_cell(each.get(indicator.iri, ())) for each in on_indicators))
        if keeps(row, gaps):
            rows[numbers.get(indicator.iri, 0)].append(row)
    in_domains = [_group(column, lambda card: (card.domain.iri,)) for column in columns]
    groups = (
        Group(
            domain,
            tuple(rows[domain.number]),
            tuple(_cell(each.get(domain.iri, ())) for each in in_domains),
        )
        for domain in read_domains(store, reader)
    )
    return Matrix(columns, tuple(groups))


def _read_columns(
    store: DatasetStore, places: Sequence[PlaceFacts], reader: Reader
) -> tuple[Column, ...]:
    """Return the newest profile of each place with its findings, read all at once."""
    values = " ".join(str(NamedNode(place.profiles[0].iri)) for place in places)
    pattern = f"VALUES ?newest {{ {values} }} ?finding {MGI.reportedIn} ?newest ."
    cards = read_cards(store, pattern, reader)
    return tuple(
        Column(
            place,
            place.profiles[0],
            tuple(card for card in cards if card.place.iri == place.iri),
        )
        for place in places
    )


def _read_numbers(store: DatasetStore, indicators: Iterable[str]) -> Mapping[str, int]:
    """Return the number of each indicator's domain."""
    found: dict[str, int] = {}
    for values in list_values(NamedNode(iri) for iri in indicators):
        rows = select(
            store,
            f"SELECT DISTINCT ?indicator ?number WHERE {{ VALUES ?indicator {{ {values} }} "
            f"?indicator {MGI.inDomain} ?domain . ?domain {SKOS.notation} ?number }} "
            "ORDER BY ?indicator ?number",
        )
        found |= {
            indicator.value: int(number.value)
            for indicator, number in rows
            if isinstance(indicator, NamedNode) and isinstance(number, Literal)
        }
    return found


def _indicators_of(card: Card) -> Iterable[str]:
    return (link.indicator.iri for link in card.indicators)


def _group(column: Column, name: Callable[[Card], Iterable[str]]) -> Mapping[str, list[Card]]:
    """Return the findings of a column by what each is named after."""
    found: dict[str, list[Card]] = defaultdict(list)
    for card in column.cards:
        for each in name(card):
            found[each].append(card)
    return found


def _cell(cards: Iterable[Card]) -> Cell:
    both = tuple(cards)
    return Cell(
        tuple(card for card in both if card.status == WELL_DEVELOPED),
        tuple(card for card in both if card.status == FOR_DEVELOPMENT),
    )


def keeps(row: Row, gaps: str) -> bool:
    """Say whether a row stays under a filter.

    A place that has an indicator on both of its lists does not answer its own gap.
    """
    lacking = [place for place, cell in enumerate(row.cells) if cell.for_development]
    having = [place for place, cell in enumerate(row.cells) if cell.well_developed]
    if gaps == ANSWERED:
        return any(one != other for one in lacking for other in having)
    return len(lacking) > 1 if gaps == COMMON else True
