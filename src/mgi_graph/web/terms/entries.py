"""Turn what is said of a term into an entry of the page."""

from collections.abc import Iterable
from dataclasses import dataclass, replace
from typing import Final

from pyoxigraph import BlankNode, Literal, NamedNode

from mgi_graph.namespaces import MGI as MGI_NAMESPACE
from mgi_graph.namespaces import MGISH
from mgi_graph.queries import LANGUAGES
from mgi_graph.rdf.terms import DCTERMS, OWL, RDFS, SH, SKOS
from mgi_graph.results import Term
from mgi_graph.web.pages.addresses import page_of
from mgi_graph.web.pages.rendering import Reader
from mgi_graph.web.pages.views import Shown, shorten_iri, show_term, sort_key
from mgi_graph.web.terms.reading import (
    Statements,
    anchor_of,
    label_everything,
    read_ontology,
    read_shapes,
)

_TEXTS: Final = (
    (SKOS.altLabel, "terms_alternatives"),
    (SKOS.scopeNote, "terms_note"),
    (SKOS.example, "terms_example"),
    (SKOS.changeNote, "terms_change"),
    (DCTERMS.source, "terms_source"),
)
"""What is shown in the reader's language, and else as it is, with the word before it."""

_RELATIONS: Final = (
    (RDFS.subClassOf, "terms_super"),
    (RDFS.subPropertyOf, "terms_super"),
    (OWL.equivalentClass, "terms_same"),
    (OWL.equivalentProperty, "terms_same"),
    (RDFS.domain, "terms_domain"),
    (RDFS.range, "terms_range"),
    (OWL.inverseOf, "terms_inverse"),
    (OWL.disjointWith, "terms_disjoint"),
)
_INVERSE_RELATIONS: Final = (
    (RDFS.subClassOf, "terms_sub"),
    (RDFS.subPropertyOf, "terms_sub"),
    (RDFS.domain, "terms_in_domain"),
    (RDFS.range, "terms_in_range"),
)


@dataclass(frozen=True, slots=True)
class Fact:
    """Hold one line of an entry: the name of its word, and its values."""

    word: str
    values: tuple[Shown, ...]


@dataclass(frozen=True, slots=True)
class Translation:
    """Hold the label and the definition of a term in one language."""

    language: str
    label: str
    definition: str


@dataclass(frozen=True, slots=True)
class Entry:
    """Hold a term as the page shows it."""

    anchor: str
    name: str
    iri: str
    kind: str
    own: Translation
    others: tuple[Translation, ...]
    facts: tuple[Fact, ...]


def describe_term(term: NamedNode, kind: str, reader: Reader) -> Entry:
    """Return the entry of one of our terms."""
    ontology = read_ontology()
    translations = {tag: _translate(ontology, term, tag) for tag in LANGUAGES}
    facts = [*_texts(ontology, term, reader), *_relations(ontology, term, reader)]
    return Entry(
        anchor=anchor_of(term),
        name=shorten_iri(term.value),
        iri=term.value,
        kind=kind,
        own=translations.pop(reader.language),
        others=tuple(translations.values()),
        facts=tuple(facts),
    )


def _translate(ontology: Statements, term: NamedNode, tag: str) -> Translation:
    label, definition = (
        next(iter(ontology.texts(term, property_).get(tag, ())), "")
        for property_ in (RDFS.label, SKOS.definition)
    )
    return Translation(tag, label, definition)


def _texts(ontology: Statements, term: NamedNode, reader: Reader) -> Iterable[Fact]:
    for property_, word in _TEXTS:
        values = show_texts(ontology, term, property_, reader)
        if values:
            yield Fact(word, values)


def show_texts(
    statements: Statements, term: NamedNode | BlankNode, property_: NamedNode, reader: Reader
) -> tuple[Shown, ...]:
    """Show the texts of a property that are in the reader's language; else English, else all."""
    found = statements.texts(term, property_)
    kept = [tag for tag in (reader.language, "en") if tag in found][:1] or sorted(found)
    tags = dict.fromkeys((*kept, *(tag for tag in found if tag == "")))
    literals = [
        Literal(text, language=tag) if tag else Literal(text) for tag in tags for text in found[tag]
    ]
    return tuple(show_term(each, reader, {}) for each in literals)


def _relations(ontology: Statements, term: NamedNode, reader: Reader) -> Iterable[Fact]:
    found: dict[str, list[Term]] = {}
    for property_, word in _RELATIONS:
        found.setdefault(word, []).extend(ontology.objects(term, property_))
    for property_, word in _INVERSE_RELATIONS:
        found.setdefault(word, []).extend(ontology.subjects(property_, term))
    for word, values in found.items():
        if shown := _show_terms(values, reader):
            yield Fact(word, shown)
    for chain in ontology.objects(term, OWL.propertyChainAxiom):
        yield Fact(
            "terms_chain", tuple(link_term(each, reader) for each in ontology.members(chain))
        )
    if others := _disjoint(ontology, term):
        yield Fact("terms_disjoint_all", _show_terms(others, reader))
    if shapes := _checked_by(term):
        yield Fact("terms_checked", tuple(link_term(each, reader) for each in shapes))


def _show_terms(values: Iterable[Term], reader: Reader) -> tuple[Shown, ...]:
    shown = [link_term(each, reader) for each in values if isinstance(each, NamedNode)]
    return tuple(sorted(shown, key=sort_key))


def _disjoint(ontology: Statements, term: NamedNode) -> list[Term]:
    groups = [
        list(ontology.members(members))
        for node in ontology.about
        for members in ontology.objects(node, OWL.members)
    ]
    return sorted({each for group in groups if term in group for each in group} - {term}, key=str)


def _checked_by(term: NamedNode) -> list[NamedNode]:
    """Return the shapes that look at the instances of a class or the values of a property."""
    shapes = read_shapes()
    properties = (SH.targetClass, SH.targetSubjectsOf, SH.targetObjectsOf, SH.path)
    found = {node for each in properties for node in shapes.subjects(each, term)}
    return sorted((node for node in found if isinstance(node, NamedNode)), key=str)


def link_term(term: Term, reader: Reader) -> Shown:
    """Show a term by its short name, with a link to its place in the documentation.

    A concept, a domain and the like is shown by its label and links its own page.
    """
    if not isinstance(term, NamedNode):
        return show_term(term, reader, {})
    short = shorten_iri(term.value)
    if term.value.startswith(MGI_NAMESPACE):
        return Shown(short, f"{reader.home}/ontology#{anchor_of(term)}", iri=term.value)
    if term.value.startswith(MGISH):
        return Shown(short, f"{reader.home}/ontology/shapes#{anchor_of(term)}", iri=term.value)
    shown = show_term(term, reader, label_everything())
    return replace(shown, href=page_of(term.value, reader))
