"""Show the description of a thing as a page."""

from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from itertools import groupby
from typing import Final
from urllib.parse import quote

from pyoxigraph import Literal, NamedNode, Triple

from mgi_graph.namespaces import BASE, ID
from mgi_graph.rdf.terms import MGI, SD
from mgi_graph.web.linked_data.formats import FORMATS
from mgi_graph.web.linked_data.gathering import Description
from mgi_graph.web.linked_data.lines import Line, list_lines
from mgi_graph.web.linked_data.records import group_records
from mgi_graph.web.linked_data.sections import (
    STATUS_WORDS,
    entitle,
    find_places,
    kinds_of,
    list_sections,
    name_kind,
)
from mgi_graph.web.linked_data.shown_records import Evidence, Shower, is_suggested
from mgi_graph.web.pages.addresses import page_of
from mgi_graph.web.pages.rendering import Reader, render
from mgi_graph.web.pages.views import Shown, link_to, show_term

_MOST_PARTS: Final = 50


@dataclass(frozen=True, slots=True)
class Referrer:
    """Hold a thing that refers to the described one; ``status`` is a style class or empty.

    ``terms`` are its name, or what it states where it is a claim.
    """

    terms: tuple[Shown, ...]
    status: str
    status_words: str
    statements: tuple[Shown, ...]
    evidence: tuple[Evidence, ...] = ()


def render_thing(description: Description, reader: Reader) -> bytes:
    """Return the page of a thing, or of a named graph, in the reader's language."""
    path = description.thing.value.removeprefix(BASE)
    shower = Shower(description.thing, reader, description.labels)
    statements = _values(description.own, MGI.statement)
    parts = _parts(description, reader)
    is_graph = any(triple.object == SD.Graph for triple in description.own)
    whole = _is_suggested_whole(description)
    context = {
        "titles": entitle(description, shower),
        "iri": description.thing.value,
        "for_readers": find_own_page(description.thing.value, reader),
        "kinds": name_kind(description, shower),
        "is_suggested": whole,
        "status": _status(description.own),
        "statements": [show_term(each, reader, {}) for each in statements],
        "places": find_places(description, shower),
        "findings": _findings(description, shower),
        "sections": list_sections(description, shower),
        "lines": list_lines(
            description.own, reader, description.labels, () if whole else description.suggested
        ),
        "parts": parts[:_MOST_PARTS],
        "parts_left_out": max(0, len(parts) - _MOST_PARTS),
        "referrers": _referrers(description, shower),
        "incoming": description.incoming,
        "citation": description.citation,
        "canonical": _canonical(path, description, reader),
        "content": f"{reader.root}/data?graph={quote(description.thing.value)}",
        "formats": [(suffix, f"{reader.root}/{quote(path)}.{suffix}") for suffix in FORMATS],
    }
    return render("graph.html" if is_graph else "thing.html", reader, context)


def _canonical(path: str, description: Description, reader: Reader) -> str:
    """Return the one address of the page, whatever language it is asked for in."""
    number = description.incoming.number
    return f"{reader.root}/{quote(path)}.html" + (f"?page={number}" if number > 1 else "")


def find_own_page(iri: str, reader: Reader) -> str | None:
    """Return the address of the page for readers that a thing has beside this one, if any.

    >>> find_own_page("https://w3id.org/mgi-graph/id/domain/partnerships", Reader("es"))
    '/mgi-graph/es/domains/partnerships'
    >>> find_own_page("https://w3id.org/mgi-graph/id/agent/iom", Reader("es")) is None
    True
    """
    address = page_of(iri, reader)
    return address if address != link_to(iri, reader) else None


def _is_suggested_whole(description: Description) -> bool:
    """Say whether nobody has confirmed anything of what the page is about."""
    return is_suggested(description.own) or {*description.own} <= description.suggested


def _values(triples: Iterable[Triple], property_: NamedNode) -> list[Literal]:
    found = {
        triple.object
        for triple in triples
        if triple.predicate == property_ and isinstance(triple.object, Literal)
    }
    return sorted(found, key=str)


def _status(triples: Iterable[Triple]) -> tuple[str, str] | None:
    kinds = kinds_of(triples)
    return next((words for status, words in STATUS_WORDS.items() if status in kinds), None)


def _parts(description: Description, reader: Reader) -> list[tuple[Shown, list[Line]]]:
    by_part: dict[NamedNode, list[Triple]] = defaultdict(list)
    for triple in description.parts:
        if isinstance(triple.subject, NamedNode):
            by_part[triple.subject].append(triple)
    return [
        (
            show_term(part, reader, description.labels),
            list_lines(triples, reader, description.labels),
        )
        for part, triples in sorted(by_part.items(), key=lambda pair: pair[0].value)
    ]


def _refer(
    terms: Sequence[Shown], about: Sequence[Triple], reader: Reader, evidence: Sequence[Evidence]
) -> Referrer:
    name, style = _status(about) or ("", "")
    return Referrer(
        terms=tuple(terms),
        status=style,
        status_words=name,
        statements=tuple(show_term(each, reader, {}) for each in _values(about, MGI.statement)),
        evidence=tuple(evidence),
    )


def _about_neighbours(description: Description) -> dict[object, list[Triple]]:
    about: dict[object, list[Triple]] = defaultdict(list)
    for triple in description.neighbours:
        about[triple.subject].append(triple)
    return about


def _findings(description: Description, shower: Shower) -> list[Referrer]:
    """Return the finding that a mention, a claim or an assignment is about."""
    about = _about_neighbours(description)
    return [
        _refer([shower.term(triple.object)], about[triple.object], shower.reader, ())
        for triple in description.own
        if triple.predicate == MGI.hasFinding and isinstance(triple.object, NamedNode)
    ]


def _referrers(description: Description, shower: Shower) -> list[tuple[Shown, list[Referrer]]]:
    """Return what refers to the thing, by the property by which it does."""
    about = _about_neighbours(description)
    behind = group_records(description.records)
    records = {record.iri: record for record in description.records}
    found = []
    for predicate, links in groupby(description.incoming.links, lambda link: link.predicate):
        referrers = []
        for link in links:
            itself = records.get(link.subject) if isinstance(link.subject, NamedNode) else None
            terms = _name(link, shower) if itself is None else shower.state(itself)
            evidence = behind.get(link, ()) if itself is None else [itself]
            shown = [shower.evidence(each, link.subject) for each in evidence]
            if link in description.suggested and not any(each.mark for each in shown):
                terms = [shower.mark(each, suggested=True) for each in terms]
            referrers.append(_refer(terms, about[link.subject], shower.reader, shown))
        found.append((shower.term(predicate), referrers))
    return found


def _name(link: Triple, shower: Shower) -> list[Shown]:
    subject = link.subject
    if isinstance(subject, NamedNode):
        return [shower.term(subject)]
    return [Shown(str(subject).removeprefix(ID))]
