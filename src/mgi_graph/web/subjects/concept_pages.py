"""Make the pages of a domain, an indicator and a population group."""

from collections.abc import Callable, Mapping, Sequence
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


Gather = Callable[[DatasetStore, NamedNode, Sequence[Card], Reader], dict[str, object]]
"""What gives the parts of a page that are those of one kind of concept alone."""


@dataclass(frozen=True, slots=True)
class ConceptKind:
    """Say what is of a kind, which findings are on it, and how its page is made."""

    class_: NamedNode
    link: NamedNode
    """The property by which findings speak of a concept of this kind."""
    template: str
    gather: Gather


@dataclass(frozen=True, slots=True)
class ShowConcept:
    """Show the domain, indicator or population group ``iri``: what it is, and who says what of it.

    ``kind`` is one of ``CONCEPTS``. The answer's facts have ``known`` and ``pages``; its body is
    empty where there is none.
    """

    kind: str
    iri: str
    page: int = 1
    reader: Reader = field(default_factory=Reader)

    def run(self, store: DatasetStore) -> Answer:
        """Return the page."""
        kind, concept, reader = CONCEPTS[self.kind], NamedNode(self.iri), self.reader
        described = read_concept(store, concept, kind.class_, reader)
        if described is None:
            return _UNKNOWN
        cards = read_cards(store, f"?finding {kind.link} {concept}", reader)
        own = kind.gather(store, concept, cards, reader)
        context = {"concept": described, "silent": (), "with_domain": False, **own}
        return _answer(kind.template, reader, cards, self.page, context)


def _gather_domain(
    store: DatasetStore, domain: NamedNode, cards: Sequence[Card], reader: Reader
) -> dict[str, object]:
    del cards
    part = find_objects(store, f"{domain} {MGI.operationalises} ?found")
    members = find_objects(store, f"?found {MGI.inDomain} {domain} ; a {MGI.Indicator}")
    number, before, after = _find_neighbours(store, domain, reader)
    return {
        "number": number,
        "before": before,
        "after": after,
        "parts": [
            (each, label_of(store, kind, reader))
            for each in show_all(store, part, reader)
            if (kind := _kind_of_part(each.iri))
        ],
        "indicators": show_all(store, members, reader),
    }


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


def _gather_indicator(
    store: DatasetStore, indicator: NamedNode, cards: Sequence[Card], reader: Reader
) -> dict[str, object]:
    domain = find_objects(store, f"{indicator} {MGI.inDomain} ?found")
    near = find_objects(store, f"{indicator} {SKOS.related}|{SKOS.broader}|{SKOS.narrower} ?found")
    return {
        "domains": show_all(store, domain, reader),
        "near": show_all(store, near, reader),
        "matches": _find_matches(store, indicator, reader),
        "silent": list_silent(store, cards, reader),
    }


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


def _gather_group(
    store: DatasetStore, group: NamedNode, cards: Sequence[Card], reader: Reader
) -> dict[str, object]:
    concerned = find_objects(
        store,
        f"?found {MGI.concernsGroup} {group} . "
        f"FILTER NOT EXISTS {{ ?found {MGI.reportedIn} ?profile }}",
    )
    others = find_objects(store, f"?found a {MGI.PopulationGroup}")
    return {
        "things": show_all(store, concerned, reader),
        "others": [each for each in show_all(store, others, reader) if each.iri != group.value],
        "silent": list_silent(store, cards, reader),
        "with_domain": True,
    }


CONCEPTS: Final[Mapping[str, ConceptKind]] = {
    "domain": ConceptKind(MGI.Domain, MGI.inDomain, "subjects/domain.html", _gather_domain),
    "indicator": ConceptKind(
        MGI.Indicator, MGI.addresses, "subjects/indicator.html", _gather_indicator
    ),
    "group": ConceptKind(
        MGI.PopulationGroup, MGI.concernsGroup, "subjects/group.html", _gather_group
    ),
}
"""The kinds of concepts that have such a page, by the folder of their IRIs."""


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
