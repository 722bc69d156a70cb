"""Make the pages of the documentation, from what is read before a worker is confined."""

from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from functools import lru_cache
from typing import Final

from pyoxigraph import Literal, NamedNode

from mgi_graph.namespaces import MGI as MGI_NAMESPACE
from mgi_graph.namespaces import MGISH, ONTOLOGY, PREFIXES, SHAPES
from mgi_graph.rdf.terms import DCTERMS, OWL, RDFS, SKOS, VOID
from mgi_graph.store import DatasetStore
from mgi_graph.store.asking import select
from mgi_graph.web.linked_data.formats import FORMATS
from mgi_graph.web.pages.rendering import Reader, render
from mgi_graph.web.pages.views import Shown, show_term
from mgi_graph.web.terms.diagram import draw_diagram
from mgi_graph.web.terms.entries import describe_term, link_term, show_texts
from mgi_graph.web.terms.reading import list_terms, read_ontology, read_shapes
from mgi_graph.web.terms.schemes import describe_schemes
from mgi_graph.web.terms.shapes import describe_shapes
from mgi_graph.workers.tasks import Answer

_HOST: Final = "http://localhost"
_FEW: Final = 16
_ALIGNING: Final = (
    RDFS.subClassOf,
    RDFS.subPropertyOf,
    OWL.equivalentClass,
    OWL.equivalentProperty,
)


@dataclass(frozen=True, slots=True)
class ShowOntology:
    """Show every class and property, the diagram, and what the ontology says of itself."""

    reader: Reader = field(default_factory=Reader)

    def run(self, store: DatasetStore) -> Answer:
        """Return the page; the dataset is asked how often it has each term."""
        used = {term.value: number for term, number in count_uses(store).items()}
        context = {"used": used, **_ontology_parts(_without_query(self.reader))}
        return Answer(render("terms/ontology.html", self.reader, context), "text/html")


@dataclass(frozen=True, slots=True)
class ShowShapes:
    """Show every shape with its message."""

    reader: Reader = field(default_factory=Reader)

    def run(self, store: DatasetStore) -> Answer:
        """Return the page; the dataset is not asked."""
        del store
        return Answer(_shapes_page(_without_query(self.reader)), "text/html")


@dataclass(frozen=True, slots=True)
class ShowVocabularies:
    """Show every scheme with its concepts."""

    reader: Reader = field(default_factory=Reader)

    def run(self, store: DatasetStore) -> Answer:
        """Return the page; the dataset is not asked."""
        del store
        return Answer(_vocabularies_page(_without_query(self.reader)), "text/html")


def _without_query(reader: Reader) -> Reader:
    """Return who reads, without what the pages here do not look at, so that few are made."""
    return replace(reader, base=f"{_HOST}{reader.root}", search="")


@lru_cache(maxsize=_FEW)
def _ontology_parts(reader: Reader) -> Mapping[str, object]:
    """Return what the page has of the ontology, which no dataset changes."""
    return {
        "about": _header(ONTOLOGY, reader),
        "kinds": [
            (kind, [describe_term(term, kind, reader) for term in terms])
            for kind, terms in list_terms().items()
        ],
        "diagram": draw_diagram(reader),
        "alignments": _align(reader),
        "prefixes": list(PREFIXES.items()),
        "namespace": MGI_NAMESPACE,
        "formats": _formats("ontology", reader),
    }


@lru_cache(maxsize=_FEW)
def _shapes_page(reader: Reader) -> bytes:
    context = {
        "about": _header(SHAPES, reader),
        "shapes": describe_shapes(reader),
        "namespace": MGISH,
        "formats": _formats("shapes", reader),
    }
    return render("terms/shapes.html", reader, context)


@lru_cache(maxsize=_FEW)
def _vocabularies_page(reader: Reader) -> bytes:
    return render("terms/vocabularies.html", reader, {"schemes": describe_schemes(reader)})


def count_uses(store: DatasetStore) -> Mapping[NamedNode, int]:
    """Return the instances of each class and the triples of each property, as VoID has them.

    A dataset that does not describe itself so gives nothing.
    """
    rows = select(
        store,
        f"""SELECT ?term (MAX(?number) AS ?most) WHERE {{
          {{ ?part {VOID["class"]} ?term ; {VOID.entities} ?number }}
          UNION {{ ?part {VOID.property} ?term ; {VOID.triples} ?number }}
        }} GROUP BY ?term""",
    )
    return {
        term: int(number.value)
        for term, number in rows
        if isinstance(term, NamedNode) and isinstance(number, Literal)
    }


def _header(iri: str, reader: Reader) -> Mapping[str, object]:
    """Return what an ontology says of itself."""
    statements = read_ontology() if iri == ONTOLOGY else read_shapes()
    node = NamedNode(iri)

    def texts(property_: NamedNode) -> tuple[Shown, ...]:
        return show_texts(statements, node, property_, reader)

    def values(property_: NamedNode) -> tuple[Shown, ...]:
        return tuple(show_term(each, reader, {}) for each in statements.objects(node, property_))

    return {
        "iri": iri,
        "title": texts(DCTERMS.title),
        "description": texts(DCTERMS.description),
        "citation": texts(DCTERMS.bibliographicCitation),
        "version": values(OWL.versionInfo),
        "version_iri": values(OWL.versionIRI),
        "prior": values(OWL.priorVersion),
        "history": (*texts(SKOS.historyNote), *texts(SKOS.changeNote)),
        "created": values(DCTERMS.created),
        "modified": values(DCTERMS.modified),
        "issued": values(DCTERMS.issued),
        "license": values(DCTERMS.license),
    }


def _align(reader: Reader) -> list[tuple[Shown, str, Shown]]:
    """Return how our terms stand to those of other vocabularies."""
    ontology = read_ontology()
    return [
        (link_term(term, reader), relation.value.rpartition("#")[2], link_term(other, reader))
        for terms in list_terms().values()
        for term in terms
        for relation in _ALIGNING
        for other in sorted(ontology.objects(term, relation), key=str)
        if isinstance(other, NamedNode) and not other.value.startswith(MGI_NAMESPACE)
    ]


def _formats(name: str, reader: Reader) -> list[tuple[str, str]]:
    return [(suffix, f"{reader.root}/{name}.{suffix}") for suffix in FORMATS]
