"""Show triples as lines: a property and its values."""

from collections import defaultdict
from collections.abc import Container, Iterable
from dataclasses import dataclass, replace

from pyoxigraph import BlankNode, Literal, NamedNode, Triple

from mgi_graph.rdf.terms import RDF
from mgi_graph.web.pages.rendering import Reader
from mgi_graph.web.pages.texts import find_words
from mgi_graph.web.pages.views import LABEL_PROPERTIES, Labels, Shown, show_term, sort_key


@dataclass(frozen=True, slots=True)
class Line:
    """Hold a property and its values as a page shows them."""

    property: Shown
    values: tuple[Shown, ...]


def list_lines(
    triples: Iterable[Triple], reader: Reader, labels: Labels, suggested: Container[Triple] = ()
) -> list[Line]:
    """Group triples by property: types first, then labels, then the others by name.

    The values of the triples that are ``suggested`` are marked.
    """
    by_property: dict[NamedNode, set[Triple]] = defaultdict(set)
    for triple in triples:
        if not isinstance(triple.object, BlankNode):
            by_property[triple.predicate].add(triple)
    first = {RDF.type: 0, **dict.fromkeys(LABEL_PROPERTIES, 1)}
    ordered = sorted(by_property, key=lambda each: (first.get(each, 2), each.value))
    return [
        Line(
            show_term(property_, reader, labels),
            tuple(_sorted_values(by_property[property_], reader, labels, suggested)),
        )
        for property_ in ordered
    ]


def _sorted_values(
    triples: Iterable[Triple], reader: Reader, labels: Labels, suggested: Container[Triple]
) -> list[Shown]:
    mark = find_words(reader.language).suggested
    shown: list[Shown] = []
    for triple in triples:
        if isinstance(triple.object, NamedNode | Literal):
            value = show_term(triple.object, reader, labels)
            shown.append(replace(value, mark=mark) if triple in suggested else value)
    return sorted(shown, key=lambda each: (each.foreign, sort_key(each), each.lang or ""))
