"""Show a finding: its sentence within its source, what is said of it, and others like it."""

from dataclasses import dataclass, field
from typing import Final

from pyoxigraph import NamedNode

from mgi_graph.rdf.terms import MGI, OA
from mgi_graph.store import DatasetStore
from mgi_graph.store.asking import select
from mgi_graph.web.linked_data.citing import Citation
from mgi_graph.web.linked_data.gathering import describe_thing
from mgi_graph.web.linked_data.neighbours import find_labels
from mgi_graph.web.pages.addresses import page_of
from mgi_graph.web.pages.cards import Card, read_cards
from mgi_graph.web.pages.rendering import Reader, render
from mgi_graph.web.pages.views import Shown, choose_label, collect_labels, link_to
from mgi_graph.web.subjects.concepts import list_formats
from mgi_graph.web.subjects.derivation import derive
from mgi_graph.web.subjects.profiles import ProfileFacts, read_profile_of_finding
from mgi_graph.web.subjects.quotations import Quotation, number_of, read_quotations
from mgi_graph.web.subjects.source_page import line_address, plain_address
from mgi_graph.web.subjects.source_text import Excerpt, Run, SourceLine, Stretch, mark_line
from mgi_graph.workers.tasks import Answer

_MOST_OTHERS: Final = 12


@dataclass(frozen=True, slots=True)
class Place:
    """Hold where a finding stands, with the marked lines around it, none where there is no text.

    ``line_href`` is the line's address in the page of the whole source.
    """

    quotation: Quotation
    lines: tuple[tuple[SourceLine, tuple[Run, ...]], ...]
    line_href: str
    plain: str


@dataclass(frozen=True, slots=True)
class ShowFinding:
    """Show the finding ``iri`` with ``excerpts`` of its sources, as far as there are any.

    The answer's facts have ``known``, 0 where there is no such finding.
    """

    iri: str
    excerpts: tuple[Excerpt, ...] = ()
    reader: Reader = field(default_factory=Reader)

    def run(self, store: DatasetStore) -> Answer:
        """Return the page."""
        finding, reader = NamedNode(self.iri), self.reader
        cards = read_cards(store, f"VALUES ?finding {{ {finding} }}", reader)
        base, language = reader.base, reader.language
        description = describe_thing(store, finding, 1, base, language) if cards else None
        if description is None:
            return Answer(b"", "text/html", facts={"known": 0})
        card = cards[0]
        profile = read_profile_of_finding(store, finding, reader)
        before, after = find_neighbours(store, finding, reader)
        others = _find_others(store, finding, reader)
        context = {
            "finding": card,
            "profile": profile,
            "places": [
                self._place(store, each, card.status) for each in read_quotations(store, finding)
            ],
            "derivation": derive(store, description, reader),
            "others": others[:_MOST_OTHERS],
            "others_left_out": max(0, len(others) - _MOST_OTHERS),
            "before": before,
            "after": after,
            "formats": list_formats(self.iri, reader),
            "record": link_to(f"{self.iri}.html", reader),
            "iri": self.iri,
            "citation": cite(card, profile, description.citation),
        }
        return Answer(
            render("subjects/finding.html", reader, context), "text/html", facts={"known": 1}
        )

    def _place(self, store: DatasetStore, quotation: Quotation, status: str) -> Place:
        finding = NamedNode(self.iri)
        mark = [Stretch(quotation.start, quotation.end, status=status)]
        links = _find_named(store, finding, quotation, self.reader)
        lines = next(
            (
                each.lines
                for each in self.excerpts
                if (each.sha256, each.start) == (quotation.sha256, quotation.start)
            ),
            (),
        )
        own = [each for each in lines if each.number == quotation.line]
        start = own[0].start if own else quotation.start
        return Place(
            quotation,
            tuple((line, mark_line(line, mark, links)) for line in lines),
            line_address(quotation.source, quotation.line, start, self.reader),
            plain_address(quotation.source, self.reader),
        )


def _find_named(
    store: DatasetStore, finding: NamedNode, quotation: Quotation, reader: Reader
) -> list[Stretch]:
    """Return where the source names things in a finding's words."""
    rows = select(
        store,
        f"""SELECT DISTINCT ?thing ?start ?end WHERE {{
          ?mention a {MGI.Mention} ; {MGI.hasFinding} {finding} ; {MGI.refersTo} ?thing ;
            {OA.hasSource} {NamedNode(quotation.source)} ; {OA.hasSelector} ?selector .
          ?selector {OA.start} ?start ; {OA.end} ?end .
        }} ORDER BY ?start ?end ?thing""",
    )
    named = [
        (thing, number_of(start), number_of(end))
        for thing, start, end in rows
        if isinstance(thing, NamedNode)
    ]
    labels = collect_labels(find_labels(store, {thing for thing, _, _ in named}))
    return [
        Stretch(
            start,
            end,
            page_of(thing.value, reader),
            choose_label(labels.get(thing, {}), reader.language)[0],
        )
        for thing, start, end in named
    ]


def find_neighbours(
    store: DatasetStore, finding: NamedNode, reader: Reader
) -> tuple[Card | None, Card | None]:
    """Return the findings before and after one in its profile: by domain, status and position."""
    pattern = f"{finding} {MGI.reportedIn} ?its . ?finding {MGI.reportedIn} ?its"
    cards = read_cards(store, pattern, reader)
    place = next((at for at, card in enumerate(cards) if card.iri == finding.value), None)
    if place is None:
        return None, None
    before = cards[place - 1] if place else None
    return before, cards[place + 1] if place + 1 < len(cards) else None


def _find_others(store: DatasetStore, finding: NamedNode, reader: Reader) -> tuple[Card, ...]:
    """Return the findings of other places on the same indicators."""
    return read_cards(
        store,
        f"""{finding} {MGI.addresses} ?shared ; {MGI.reportedIn}/{MGI.assesses} ?here .
        ?finding {MGI.addresses} ?shared ; {MGI.reportedIn}/{MGI.assesses} ?there .
        FILTER(?there != ?here)""",
        reader,
    )


def cite(card: Card, profile: ProfileFacts | None, citation: Citation) -> tuple[Shown, Shown, str]:
    """Return the words of a finding, the title of its profile, and what follows, to cite it by."""
    words = card.statements[0] if card.statements else Shown("")
    if profile is None:
        return words, Shown(""), citation.rest
    published = ", ".join(filter(None, (profile.publisher, profile.issued)))
    return words, profile.profile, f". {published}{citation.rest}"
