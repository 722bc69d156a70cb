"""Make the pages of a domain, an indicator and a population group."""

from collections.abc import Sequence
from dataclasses import dataclass, field
from typing import Final

from pyoxigraph import NamedNode

from mgi_graph.namespaces import ID
from mgi_graph.rdf.terms import MGI, SKOS
from mgi_graph.store import DatasetStore
from mgi_graph.store.asking import select
from mgi_graph.web.pages.cards import WELL_DEVELOPED, Card, read_cards
from mgi_graph.web.pages.rendering import Reader, render
from mgi_graph.web.pages.views import Shown
from mgi_graph.web.subjects.concepts import (
    cut_sheet,
    find_objects,
    group_by_place,
    label_of,
    list_silent,
    read_concept,
    show_all,
)
from mgi_graph.web.subjects.quotations import text_of
from mgi_graph.workers.tasks import Answer

_UNKNOWN: Final = Answer(b"", "text/html", facts={"known": 0, "pages": 0})
_SDG: Final = "http://metadata.un.org/sdg/"
_MATCHES: Final = (SKOS.closeMatch, SKOS.relatedMatch)


@dataclass(frozen=True, slots=True)
class ShowDomain:
    """Show the domain ``iri``: what it is, its indicators, and its findings by place.

    The answer's facts have ``known`` and ``pages``; its body is empty where there is none.
    """

    iri: str
    page: int = 1
    reader: Reader = field(default_factory=Reader)

    def run(self, store: DatasetStore) -> Answer:
        """Return the page."""
        domain = NamedNode(self.iri)
        concept = read_concept(store, domain, MGI.Domain, self.reader)
        if concept is None:
            return _UNKNOWN
        cards = read_cards(store, f"?finding {MGI.inDomain} {domain}", self.reader)
        part = find_objects(store, f"{domain} {MGI.operationalises} ?found")
        members = find_objects(store, f"?found {MGI.inDomain} {domain} ; a {MGI.Indicator}")
        number, before, after = _find_neighbours(store, domain, self.reader)
        context = {
            "concept": concept,
            "number": number,
            "before": before,
            "after": after,
            "parts": [
                (each, label_of(store, kind, self.reader))
                for each in show_all(store, part, self.reader)
                if (kind := _kind_of_part(each.iri))
            ],
            "indicators": show_all(store, members, self.reader),
        }
        return _answer("subjects/domain.html", self.reader, cards, self.page, context)


def _kind_of_part(iri: str) -> NamedNode:
    return MGI.Objective if iri.startswith(f"{ID}objective/") else MGI.Principle


def _find_neighbours(
    store: DatasetStore, domain: NamedNode, reader: Reader
) -> tuple[str, Shown | None, Shown | None]:
    """Return a domain's number, and the domains before and after it."""
    rows = select(
        store,
        f"SELECT DISTINCT ?domain ?number WHERE {{ ?domain a {MGI.Domain} ; {SKOS.notation} ?number"
        " }",
    )
    ordered = sorted((text_of(number), domain) for domain, number in rows if domain is not None)
    domains = [each for _, each in ordered if isinstance(each, NamedNode)]
    if domain not in domains:
        return "", None, None
    place = domains.index(domain)
    shown = {each.iri: each for each in show_all(store, domains, reader)}
    before = shown[domains[place - 1].value] if place else None
    after = shown[domains[place + 1].value] if place + 1 < len(domains) else None
    return ordered[place][0], before, after


@dataclass(frozen=True, slots=True)
class ShowIndicator:
    """Show the indicator ``iri``: what it is, and which places say what of it."""

    iri: str
    page: int = 1
    reader: Reader = field(default_factory=Reader)

    def run(self, store: DatasetStore) -> Answer:
        """Return the page; facts as those of :class:`ShowDomain`."""
        indicator, reader = NamedNode(self.iri), self.reader
        concept = read_concept(store, indicator, MGI.Indicator, reader)
        if concept is None:
            return _UNKNOWN
        cards = read_cards(store, f"?finding {MGI.addresses} {indicator}", reader)
        domain = find_objects(store, f"{indicator} {MGI.inDomain} ?found")
        near = find_objects(
            store, f"{indicator} {SKOS.related}|{SKOS.broader}|{SKOS.narrower} ?found"
        )
        context = {
            "concept": concept,
            "domains": show_all(store, domain, reader),
            "near": show_all(store, near, reader),
            "matches": _find_matches(store, indicator, reader),
            "silent": list_silent(store, cards, reader),
        }
        return _answer("subjects/indicator.html", reader, cards, self.page, context)


@dataclass(frozen=True, slots=True)
class Matches:
    """Hold what an indicator is matched to, scheme by scheme."""

    compact: tuple[Shown, ...]
    categories: tuple[Shown, ...]
    targets: tuple[Shown, ...]
    others: tuple[Shown, ...]


def _find_matches(store: DatasetStore, indicator: NamedNode, reader: Reader) -> Matches:
    path = "|".join(map(str, _MATCHES))
    rows = select(
        store,
        f"SELECT DISTINCT ?found ?number WHERE {{ {indicator} {path} ?found . "
        f"OPTIONAL {{ ?found {SKOS.notation} ?number }} }}",
    )
    numbers = {text_of(found): text_of(number) for found, number in rows}
    shown = show_all(store, (each for each, _ in rows if isinstance(each, NamedNode)), reader)
    compact = [each for each in shown if each.iri.startswith(f"{ID}compact/")]
    categories = [each for each in shown if each.iri.startswith(f"{ID}sdg-10-7-2/")]
    targets = [each for each in shown if each.iri.startswith(_SDG)]
    known = {*compact, *categories, *targets}
    return Matches(
        tuple(
            _prefix(each, numbers[each.iri])
            for each in sorted(compact, key=lambda each: numbers[each.iri].zfill(3))
        ),
        tuple(categories),
        tuple(
            Shown(each.iri.removeprefix(_SDG), each.href, iri=each.iri)
            for each in sorted(targets, key=lambda each: _order_target(each.iri))
        ),
        tuple(each for each in shown if each not in known),
    )


def _prefix(shown: Shown, number: str) -> Shown:
    text = f"{number}. {shown.text}" if number else shown.text
    return Shown(text, shown.href, shown.lang, shown.foreign, iri=shown.iri)


def _order_target(iri: str) -> tuple[str, ...]:
    """Put target 10.7 behind 4.3.

    >>> sorted(["x/10.c", "x/10.7", "x/4.3"], key=_order_target)
    ['x/4.3', 'x/10.7', 'x/10.c']
    """
    return tuple(part.zfill(4) for part in iri.rpartition("/")[2].split("."))


@dataclass(frozen=True, slots=True)
class ShowGroup:
    """Show the population group ``iri``, with the findings and the things that concern it."""

    iri: str
    page: int = 1
    reader: Reader = field(default_factory=Reader)

    def run(self, store: DatasetStore) -> Answer:
        """Return the page; facts as those of :class:`ShowDomain`."""
        group, reader = NamedNode(self.iri), self.reader
        concept = read_concept(store, group, MGI.PopulationGroup, reader)
        if concept is None:
            return _UNKNOWN
        cards = read_cards(store, f"?finding {MGI.concernsGroup} {group}", reader)
        concerned = find_objects(
            store,
            f"?found {MGI.concernsGroup} {group} . "
            f"FILTER NOT EXISTS {{ ?found {MGI.reportedIn} ?profile }}",
        )
        others = find_objects(store, f"?found a {MGI.PopulationGroup}")
        context = {
            "concept": concept,
            "things": show_all(store, concerned, reader),
            "others": [each for each in show_all(store, others, reader) if each.iri != self.iri],
            "silent": list_silent(store, cards, reader),
        }
        return _answer("subjects/group.html", reader, cards, self.page, context)


def _answer(
    template: str, reader: Reader, cards: Sequence[Card], page: int, context: dict[str, object]
) -> Answer:
    """Render a page of findings, those of each status by place."""
    sheet = cut_sheet(sorted(cards, key=lambda card: card.status != WELL_DEVELOPED), page)
    by_place = cut_sheet(cards, page)
    facts = {"known": 1, "pages": sheet.last}
    if page > sheet.last:
        return Answer(b"", "text/html", facts=facts)
    solved = [card for card in sheet.cards if card.status == WELL_DEVELOPED]
    named = [card for card in sheet.cards if card.status != WELL_DEVELOPED]
    shown = {
        "sheet": sheet,
        "total": len(cards),
        "by_place_groups": group_by_place(by_place.cards, reader),
        "solved": group_by_place(solved, reader),
        "gaps": group_by_place(named, reader),
        "has_solved": any(card.status == WELL_DEVELOPED for card in cards),
        "has_gaps": any(card.status != WELL_DEVELOPED for card in cards),
    }
    return Answer(render(template, reader, {**context, **shown}), "text/html", facts=facts)


@dataclass(frozen=True, slots=True)
class ListIndicators:
    """List all indicators by domain, alphabetical within; say which no finding addresses."""

    reader: Reader = field(default_factory=Reader)

    def run(self, store: DatasetStore) -> Answer:
        """Return the page."""
        rows = select(
            store,
            f"""SELECT DISTINCT ?domain ?number ?indicator WHERE {{
              ?indicator a {MGI.Indicator} ; {MGI.inDomain} ?domain .
              ?domain {SKOS.notation} ?number .
            }}""",
        )
        addressed = find_objects(store, f"?finding {MGI.addresses} ?found")
        members: dict[tuple[str, NamedNode], list[NamedNode]] = {}
        for domain, number, indicator in rows:
            if isinstance(domain, NamedNode) and isinstance(indicator, NamedNode):
                members.setdefault((text_of(number), domain), []).append(indicator)
        groups = [
            (number, show_all(store, [domain], self.reader)[0], shown)
            for (number, domain), found in sorted(members.items(), key=lambda pair: pair[0][0])
            if (shown := show_all(store, found, self.reader))
        ]
        context = {"groups": groups, "addressed": {each.value for each in addressed}}
        return Answer(render("subjects/indicators.html", self.reader, context), "text/html")
