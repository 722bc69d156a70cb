"""Turn terms into what a page shows: words, their language, and a link where one is safe."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from functools import cache, lru_cache
from typing import Final
from urllib.parse import quote

from pyoxigraph import Literal, NamedNode

from mgi_graph.model.names import fold_name
from mgi_graph.namespaces import BASE, ID, PREFIXES
from mgi_graph.rdf.terms import DCTERMS, ORG, RDFS, SCHEMA, SKOS
from mgi_graph.results import Term
from mgi_graph.web.pages.rendering import Reader
from mgi_graph.web.pages.texts import load_texts

LABEL_PROPERTIES: Final = (SKOS.prefLabel, RDFS.label, DCTERMS.title, SCHEMA.name)
"""What says how a thing is called, the best first."""

Labels = Mapping[NamedNode, Mapping[str, str]]
"""The label of each thing by language tag, the empty tag for none."""

_TERM_WORDS: Final = {
    DCTERMS.creator: "term_creator",
    DCTERMS.relation: "term_relation",
    DCTERMS.type: "term_type",
    ORG.subOrganizationOf: "term_sub_organization_of",
}
_SCHEMES: Final = ("http://", "https://")
_SAFE: Final = "/:?#[]@!$&'()*+,;=%~"
_MOST_LINKS: Final = 20_000
_STRING: Final = PREFIXES["xsd"] + "string"


@dataclass(frozen=True, slots=True)
class Shown:
    """Hold a term as a page shows it.

    ``lang`` is the language of ``text`` where it is known; ``foreign`` says that
    it is not the reader's. ``href`` is ``None`` for what must not be a link.
    ``datatype`` is the short name of a literal's type, empty for text. ``mark`` are words
    to stand beside it, that it is only suggested for one.
    """

    text: str
    href: str | None = None
    lang: str | None = None
    foreign: bool = False
    datatype: str = ""
    iri: str = ""
    mark: str = ""


def sort_key(shown: Shown) -> tuple[str, str, str]:
    """Return by what names stand in alphabetical order, with accents as if there were none.

    >>> sorted([Shown("Monte"), Shown("Évora"), Shown("Accra")], key=sort_key)[1].text
    'Évora'
    """
    return fold_name(shown.text), shown.text, shown.iri


def show_term(term: Term | None, reader: Reader, labels: Labels) -> Shown:
    """Show a term to ``reader``, an IRI by its label where ``labels`` has one."""
    match term:
        case None:
            return Shown("")
        case NamedNode():
            return _show_iri(term, reader, labels)
        case Literal():
            return _show_literal(term, reader)
        case _:
            return Shown(str(term))


def _show_iri(term: NamedNode, reader: Reader, labels: Labels) -> Shown:
    href = link_to(term.value, reader)
    text, tag = choose_label(labels.get(term, {}), reader.language)
    if not text:
        return Shown(shorten_iri(term.value), href, iri=term.value)
    foreign = bool(tag) and tag != reader.language
    return Shown(text, href, tag or None, foreign, iri=term.value)


def _show_literal(term: Literal, reader: Reader) -> Shown:
    if term.language is not None:
        foreign = term.language != reader.language
        return Shown(term.value, None, term.language, foreign)
    datatype = term.datatype.value
    return Shown(term.value, datatype="" if datatype == _STRING else shorten_iri(datatype))


def choose_label(labels: Mapping[str, str], language: str) -> tuple[str, str]:
    """Return a label and its language tag: the reader's, then English, then the first.

    >>> choose_label({"es": "socios", "en": "partners"}, "fr")
    ('partners', 'en')
    """
    for tag in (language, "en", "", *sorted(labels)):
        if tag in labels:
            return labels[tag], tag
    return "", ""


def collect_labels(found: Iterable[tuple[NamedNode, NamedNode, Literal]]) -> Labels:
    """Gather labels from thing, property and label; the best property of a language wins."""
    ranked: dict[NamedNode, dict[str, tuple[int, str]]] = {}
    for thing, property_, label in found:
        own = ranked.setdefault(thing, {})
        candidate = (LABEL_PROPERTIES.index(property_), label.value)
        tag = label.language or ""
        own[tag] = min(own.get(tag, candidate), candidate)
    return {thing: {tag: text for tag, (_, text) in own.items()} for thing, own in ranked.items()}


@cache
def label_terms() -> Labels:
    """Return words for the terms of other vocabularies with which findings' claims are stated."""
    return {term: load_texts()[name] for term, name in _TERM_WORDS.items()}


def link_to(iri: str, reader: Reader) -> str | None:
    """Return the address to link an IRI by: the local path for ours, none but http and https.

    A local one keeps the language that the reader has chosen.

    >>> link_to("https://w3id.org/mgi-graph/id/place/col", Reader(base="http://localhost:8000"))
    '/id/place/col'
    >>> link_to("https://w3id.org/mgi-graph/shapes#PlaceShape", Reader("es", path="ontology"))
    '/mgi-graph/shapes?lang=es#PlaceShape'
    >>> link_to("javascript:alert(1)", Reader()) is None
    True
    """
    return _link(iri, reader.root, reader.wish)


@lru_cache(maxsize=_MOST_LINKS)
def _link(iri: str, root: str, wish: str) -> str | None:
    if not iri.lower().startswith(_SCHEMES):
        return None
    path = iri.removeprefix(BASE)
    # A path that begins with a slash would be read as the name of another host.
    if path == iri or path.startswith("/"):
        return quote(iri, safe=_SAFE)
    document, mark, fragment = quote(path, safe=_SAFE).partition("#")
    wish = wish.replace("?", "&") if "?" in document else wish
    return f"{root}/{document}{wish}{mark}{fragment}"


def shorten_iri(iri: str) -> str:
    """Write an IRI for people: one of ours by its path, another by its prefix.

    >>> shorten_iri("https://w3id.org/mgi-graph/id/place/col")
    'place/col'
    """
    if iri.startswith(ID):
        return iri.removeprefix(ID)
    for prefix, namespace in PREFIXES.items():
        if iri.startswith(namespace) and iri != namespace:
            return f"{prefix}:{iri.removeprefix(namespace)}"
    return iri
