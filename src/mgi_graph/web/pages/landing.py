"""Show the front page: what the dataset is, what is in it, and where to go on."""

from dataclasses import dataclass, field
from typing import Final

from pyoxigraph import Literal, NamedNode

from mgi_graph.rdf.catalogue import DATASET
from mgi_graph.rdf.distributions import WHOLE, Download, dataset_jsonld
from mgi_graph.rdf.service_texts import title_graph
from mgi_graph.rdf.terms import DCTERMS, MGI, OWL
from mgi_graph.store import OxigraphStore
from mgi_graph.store.asking import select
from mgi_graph.web.linked_data.neighbours import find_labels
from mgi_graph.web.pages.rendering import Reader, render
from mgi_graph.web.pages.views import Shown, collect_labels, show_term
from mgi_graph.workers.tasks import Answer

_MOST_PLACES: Final = 500
_EXAMPLE: Final = """\
PREFIX mgi: <https://w3id.org/mgi-graph/ontology#>

SELECT ?finding ?statement
WHERE {
  ?finding a mgi:AreaForDevelopment ;
    mgi:inDomain <https://w3id.org/mgi-graph/id/domain/partnerships> ;
    mgi:statement ?statement .
}
ORDER BY ?finding ?statement
"""
"""The query that stands in the form until a reader writes another."""


@dataclass(frozen=True, slots=True)
class ShowLanding:
    """Make the front page; ``files`` are the names of the downloads to tell harvesters of."""

    reader: Reader = field(default_factory=Reader)
    files: tuple[tuple[str, str], ...] = ()

    def run(self, store: OxigraphStore) -> Answer:
        """Return the page."""
        about = _read_dataset(store)
        places = _assessed_places(store, self.reader)
        context = {
            "about": _describe_for_search(
                about, self.reader, self.files, [each.text for each in places]
            ),
            "graphs": [
                (_show_graph(name, self.reader), length)
                for name, length in sorted(store.graphs.items())
            ],
            "places": places,
            "domains": _things(store, MGI.Domain, self.reader),
            "example": _EXAMPLE,
        }
        return Answer(render("landing.html", self.reader, context), "text/html")


def _show_graph(name: str, reader: Reader) -> Shown:
    graph = NamedNode(name)
    titles = title_graph(name)
    return show_term(graph, reader, {graph: titles} if titles else {})


def _read_dataset(store: OxigraphStore) -> dict[NamedNode, dict[str, str]]:
    """Return what the dataset says of itself, by property and language."""
    found: dict[NamedNode, dict[str, str]] = {}
    for property_, value in select(store, f"SELECT ?p ?o {{ {DATASET} ?p ?o }} ORDER BY ?p ?o"):
        if isinstance(property_, NamedNode) and isinstance(value, (Literal, NamedNode)):
            language = (value.language or "") if isinstance(value, Literal) else ""
            found.setdefault(property_, {}).setdefault(language, value.value)
    return found


def _things(store: OxigraphStore, class_: NamedNode, reader: Reader) -> list[Shown]:
    rows = select(store, f"SELECT DISTINCT ?thing {{ ?thing a {class_} }} LIMIT {_MOST_PLACES}")
    return _show_all(store, [thing for (thing,) in rows if isinstance(thing, NamedNode)], reader)


def _assessed_places(store: OxigraphStore, reader: Reader) -> list[Shown]:
    rows = select(
        store, f"SELECT DISTINCT ?place {{ ?profile {MGI.assesses} ?place }} LIMIT {_MOST_PLACES}"
    )
    return _show_all(store, [place for (place,) in rows if isinstance(place, NamedNode)], reader)


def _show_all(store: OxigraphStore, things: list[NamedNode], reader: Reader) -> list[Shown]:
    labels = collect_labels(find_labels(store, things))
    shown = [show_term(thing, reader, labels) for thing in things]
    return sorted(shown, key=lambda each: (each.text.casefold(), each.iri))


def _describe_for_search(
    about: dict[NamedNode, dict[str, str]],
    reader: Reader,
    files: tuple[tuple[str, str], ...],
    places: list[str],
) -> dict[str, object]:
    """Describe the dataset in schema.org's terms, as search engines read them from a page."""

    def say(property_: NamedNode) -> str | None:
        texts = about.get(property_, {})
        return texts.get(reader.language) or texts.get("en") or texts.get("")

    downloads = [Download(f"downloads/{name}", {}, WHOLE, media_type) for name, media_type in files]
    version = about.get(OWL.versionInfo, {}).get("")
    described = dataset_jsonld(
        reader.base, downloads, language=reader.language, version=version, places=places
    )
    # A dataset that is not ours has a title and a description of its own.
    own = {"name": say(DCTERMS.title), "description": say(DCTERMS.description)}
    return described | {name: text for name, text in own.items() if text is not None}
