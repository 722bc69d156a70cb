"""Show the description of a thing as a page."""

from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import Final
from urllib.parse import quote

from pyoxigraph import BlankNode, Literal, NamedNode, Triple

from mgi_graph.namespaces import BASE, ID
from mgi_graph.rdf.terms import MGI, RDF, Vocabulary
from mgi_graph.web.linked_data.formats import FORMATS
from mgi_graph.web.linked_data.gathering import Description
from mgi_graph.web.pages.rendering import Reader, render
from mgi_graph.web.pages.views import LABEL_PROPERTIES, Labels, Shown, show_term

STATUS_WORDS: Final = {
    MGI.WellDevelopedArea: ("well_developed_area", "well-developed"),
    MGI.AreaForDevelopment: ("area_for_development", "for-development"),
}
"""The words and the style class of each kind of finding."""

_MOST_PARTS: Final = 50
_SD = Vocabulary("http://www.w3.org/ns/sparql-service-description#")


@dataclass(frozen=True, slots=True)
class Line:
    """Hold a property and its values as a page shows them."""

    property: Shown
    values: tuple[Shown, ...]


@dataclass(frozen=True, slots=True)
class Referrer:
    """Hold a thing that refers to the described one; ``status`` is a style class or empty."""

    thing: Shown
    property: Shown
    status: str
    status_words: str
    statements: tuple[Shown, ...]


def render_thing(description: Description, reader: Reader) -> bytes:
    """Return the page of a thing, or of a named graph, in the reader's language."""
    text, tag = description.label(reader.language)
    path = description.thing.value.removeprefix(BASE)
    statements = _values(description.own, MGI.statement)
    parts = _parts(description, reader)
    is_graph = any(triple.object == _SD.Graph for triple in description.own)
    context = {
        "title": Shown(text, lang=tag or None, foreign=bool(tag) and tag != reader.language),
        "iri": description.thing.value,
        "status": _status(description.own),
        "statements": [show_term(each, reader, {}) for each in statements],
        "lines": list_lines(description.own, reader, description.labels),
        "parts": parts[:_MOST_PARTS],
        "parts_left_out": max(0, len(parts) - _MOST_PARTS),
        "referrers": _referrers(description, reader),
        "incoming": description.incoming,
        "citation": description.citation,
        "content": f"{reader.root}/data?graph={quote(description.thing.value)}",
        "formats": [(suffix, f"{reader.root}/{quote(path)}.{suffix}") for suffix in FORMATS],
    }
    return render("graph.html" if is_graph else "thing.html", reader, context)


def _values(triples: Iterable[Triple], property_: NamedNode) -> list[Literal]:
    found = {
        triple.object
        for triple in triples
        if triple.predicate == property_ and isinstance(triple.object, Literal)
    }
    return sorted(found, key=str)


def _status(triples: Iterable[Triple]) -> tuple[str, str] | None:
    kinds = {triple.object for triple in triples if triple.predicate == RDF.type}
    return next((words for status, words in STATUS_WORDS.items() if status in kinds), None)


def list_lines(triples: Iterable[Triple], reader: Reader, labels: Labels) -> list[Line]:
    """Group triples by property: types first, then labels, then the others by name."""
    by_property: dict[NamedNode, set[object]] = defaultdict(set)
    for triple in triples:
        if not isinstance(triple.object, BlankNode):
            by_property[triple.predicate].add(triple.object)
    first = {RDF.type: 0, **dict.fromkeys(LABEL_PROPERTIES, 1)}
    ordered = sorted(by_property, key=lambda each: (first.get(each, 2), each.value))
    return [
        Line(
            show_term(property_, reader, labels),
            tuple(_sorted_terms(by_property[property_], reader, labels)),
        )
        for property_ in ordered
    ]


def _sorted_terms(terms: Iterable[object], reader: Reader, labels: Labels) -> list[Shown]:
    shown = [
        show_term(term, reader, labels) for term in terms if isinstance(term, NamedNode | Literal)
    ]
    return sorted(
        shown, key=lambda each: (each.foreign, each.text.casefold(), each.iri, each.lang or "")
    )


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


def _referrers(description: Description, reader: Reader) -> Sequence[Referrer]:
    about: dict[object, list[Triple]] = defaultdict(list)
    for triple in description.neighbours:
        about[triple.subject].append(triple)
    found = []
    for link in description.incoming.links:
        name, style = _status(about[link.subject]) or ("", "")
        statements = _values(about[link.subject], MGI.statement)
        found.append(
            Referrer(
                thing=_name(link, reader, description.labels),
                property=show_term(link.predicate, reader, description.labels),
                status=style,
                status_words=name,
                statements=tuple(show_term(each, reader, {}) for each in statements),
            )
        )
    return found


def _name(link: Triple, reader: Reader, labels: Labels) -> Shown:
    subject = link.subject
    if isinstance(subject, NamedNode):
        return show_term(subject, reader, labels)
    return Shown(str(subject).removeprefix(ID))
