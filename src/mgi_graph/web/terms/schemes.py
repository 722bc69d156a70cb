"""List the vocabularies: each scheme with its concepts, which link their own pages."""

from collections.abc import Iterable
from dataclasses import dataclass

from pyoxigraph import NamedNode

from mgi_graph.namespaces import ID
from mgi_graph.rdf.terms import DCTERMS, RDF, SKOS
from mgi_graph.web.pages.addresses import page_of
from mgi_graph.web.pages.rendering import Reader
from mgi_graph.web.pages.views import Shown, sort_key
from mgi_graph.web.terms.entries import link_term, show_texts
from mgi_graph.web.terms.reading import Statements, read_vocabularies


@dataclass(frozen=True, slots=True)
class Concept:
    """Hold a concept: its number or code, its label with the link to its page, its definition."""

    notation: str
    label: Shown
    definitions: tuple[Shown, ...]


@dataclass(frozen=True, slots=True)
class Scheme:
    """Hold a scheme with its concepts."""

    anchor: str
    title: Shown
    href: str | None
    descriptions: tuple[Shown, ...]
    concepts: tuple[Concept, ...]


def describe_schemes(reader: Reader) -> list[Scheme]:
    """Return every scheme of the packaged vocabularies, in alphabetical order of their titles."""
    read = read_vocabularies()
    schemes = [
        _describe(read, node, reader)
        for node in read.subjects(RDF.type, SKOS.ConceptScheme)
        if isinstance(node, NamedNode)
    ]
    return sorted(schemes, key=lambda each: sort_key(each.title))


def _describe(read: Statements, scheme: NamedNode, reader: Reader) -> Scheme:
    concepts = {
        node
        for property_ in (SKOS.inScheme, SKOS.topConceptOf)
        for node in read.subjects(property_, scheme)
        if isinstance(node, NamedNode)
    }
    return Scheme(
        anchor="scheme-" + scheme.value.removeprefix(ID).replace("/", "-"),
        title=link_term(scheme, reader),
        href=page_of(scheme.value, reader),
        descriptions=show_texts(read, scheme, DCTERMS.description, reader),
        concepts=tuple(_list_concepts(read, concepts, reader)),
    )


def _list_concepts(
    read: Statements, concepts: Iterable[NamedNode], reader: Reader
) -> list[Concept]:
    """Return the concepts by their number, those without one by their label."""
    found = [
        Concept(
            next(iter(texts), ""),
            link_term(each, reader),
            show_texts(read, each, SKOS.definition, reader),
        )
        for each in concepts
        for texts in [
            [text for group in read.texts(each, SKOS.notation).values() for text in group]
        ]
    ]
    return sorted(found, key=_order)


def _order(concept: Concept) -> tuple[int, str, tuple[str, str, str]]:
    number = int(concept.notation) if concept.notation.isdigit() else 0
    return (number, concept.notation, sort_key(concept.label))
