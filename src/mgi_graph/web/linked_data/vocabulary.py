"""Serve the ontology and the shapes, which lie in files beside the dataset."""

from collections import defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from functools import cache
from typing import Final

from pyoxigraph import Literal, NamedNode, Quad, Triple

from mgi_graph.assets import ONTOLOGY_DIR, SHAPES_DIR
from mgi_graph.namespaces import BASE, ONTOLOGY, SHAPES
from mgi_graph.rdf.iris import mint_graph
from mgi_graph.rdf.serialisation import serialise_triples
from mgi_graph.rdf.terms import OWL
from mgi_graph.rdf.vocabularies import ONTOLOGY_FILES, read_graph
from mgi_graph.store import DatasetStore
from mgi_graph.web.linked_data.formats import FORMATS
from mgi_graph.web.linked_data.lines import list_lines
from mgi_graph.web.pages.rendering import Reader, render
from mgi_graph.web.pages.views import LABEL_PROPERTIES, Labels, collect_labels, show_term
from mgi_graph.workers.tasks import Answer

IRIS: Final = {"ontology": ONTOLOGY, "shapes": SHAPES}
"""The IRI of each document by its name, which is also its path."""


@cache
def read_document(name: str) -> tuple[Quad, ...]:
    """Return the triples of the ontology or of the shapes, read once."""
    if name == "ontology":
        return tuple(read_graph(ONTOLOGY_FILES, mint_graph(name), ONTOLOGY_DIR))
    files = sorted(path.name for path in SHAPES_DIR.glob("*.ttl"))
    return tuple(read_graph(files, mint_graph(name), SHAPES_DIR))


def find_version(name: str) -> str:
    """Return the last part of a document's version IRI (OWL 2, section 3.1).

    >>> find_version("ontology")
    '0.1.0'
    """
    iri = NamedNode(IRIS[name])
    for quad in read_document(name):
        if quad.subject == iri and quad.predicate == OWL.versionIRI:
            return str(getattr(quad.object, "value", "")).rpartition("/")[2]
    return ""


@dataclass(frozen=True, slots=True)
class ShowVocabulary:
    """Serialise the ontology or the shapes, or show them as a page."""

    name: str
    suffix: str
    reader: Reader = field(default_factory=Reader)

    def run(self, store: DatasetStore) -> Answer:
        """Return the document; the dataset is not asked."""
        del store
        facts = {"version": find_version(self.name)}
        if self.suffix == "html":
            return Answer(_page(self.name, self.reader), "text/html", facts=facts)
        media_type, rdf_format = FORMATS[self.suffix]
        triples = (quad.triple for quad in read_document(self.name))
        return Answer(serialise_triples(triples, rdf_format), media_type, facts=facts)


def _page(name: str, reader: Reader) -> bytes:
    iri = NamedNode(IRIS[name])
    about, labels = _divide_document(name)
    context = {
        "title": show_term(iri, reader, labels),
        "iri": iri.value,
        "formats": [(suffix, f"{reader.root}/{name}.{suffix}") for suffix in FORMATS],
        "canonical": f"{reader.root}/{name}.html",
        "header": list_lines(about[iri], reader, labels),
        "terms": [
            (
                term.value.removeprefix(f"{iri.value}#"),
                show_term(term, reader, labels),
                list_lines(triples, reader, labels),
            )
            for term, triples in sorted(about.items(), key=lambda pair: pair[0].value)
            if term.value.startswith(f"{BASE}{name}#")
        ],
    }
    return render("vocabulary.html", reader, context)


@cache
def _divide_document(name: str) -> tuple[Mapping[NamedNode, Sequence[Triple]], Labels]:
    """Return the triples of a document by subject, and the labels among them."""
    about: dict[NamedNode, list[Triple]] = defaultdict(list)
    for quad in read_document(name):
        if isinstance(quad.subject, NamedNode):
            about[quad.subject].append(quad.triple)
    return dict(about), _labels(about)


def _labels(about: dict[NamedNode, list[Triple]]) -> Labels:
    return collect_labels(
        (subject, triple.predicate, triple.object)
        for subject, triples in about.items()
        for triple in triples
        if triple.predicate in LABEL_PROPERTIES and isinstance(triple.object, Literal)
    )
