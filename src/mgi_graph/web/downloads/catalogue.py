"""Answer harvesters: ``/catalogue`` is DCAT, ``/.well-known/void`` VoID."""

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Final
from urllib.parse import quote

from pyoxigraph import Literal, NamedNode, Triple
from starlette.requests import Request
from starlette.responses import RedirectResponse, Response
from starlette.routing import Route

from mgi_graph.queries import LANGUAGES
from mgi_graph.rdf.catalogue import DATASET
from mgi_graph.rdf.distributions import WHOLE, Download, describe_distributions
from mgi_graph.rdf.iris import mint_graph
from mgi_graph.rdf.serialisation import serialise_triples
from mgi_graph.rdf.service_texts import note_graph, title_graph
from mgi_graph.rdf.terms import DCAT, DCTERMS, RDF, VOID, XSD
from mgi_graph.results import Format, find_format
from mgi_graph.store import DatasetStore
from mgi_graph.web.downloads.routes import downloads_of, title_download
from mgi_graph.web.downloads.spool import Made, Offered
from mgi_graph.web.downloads.subsets import WHOLE_FILES
from mgi_graph.web.endpoint.evaluation import RDF_FORMATS
from mgi_graph.web.http.negotiation import GRAPHS, HTML
from mgi_graph.web.http.readers import choose_offer
from mgi_graph.web.http.responses import ask, public_base, respond
from mgi_graph.workers.tasks import Answer

_DATA_OFFERS: Final = tuple(offer for offer in GRAPHS if offer is not HTML)
_GZIP: Final = "application/gzip"


@dataclass(frozen=True, slots=True)
class DescribeDataset:
    """Describe the dataset with VoID: what its build counted, and where this service has it."""

    base: str
    format: Format

    def run(self, store: DatasetStore) -> Answer:
        """Return the description; a dataset that was not built by us has no counts by class."""
        graph = mint_graph("catalogue").value
        counted = store.read_graph(graph) if graph in store.graphs else self._count(store)
        triples = {*counted, *self._locate(), *self._describe_graphs(store)}
        content = serialise_triples(triples, RDF_FORMATS[self.format])
        return Answer(content, self.format.media_type)

    def _count(self, store: DatasetStore) -> Iterable[Triple]:
        number = Literal(str(store.count_triples()), datatype=XSD.integer)
        return (Triple(DATASET, RDF.type, VOID.Dataset), Triple(DATASET, VOID.triples, number))

    def _locate(self) -> Iterable[Triple]:
        yield Triple(DATASET, VOID.sparqlEndpoint, NamedNode(f"{self.base}/sparql"))
        for name, _ in WHOLE_FILES:
            yield Triple(DATASET, VOID.dataDump, NamedNode(f"{self.base}/downloads/{name}"))
        yield Triple(NamedNode(f"{self.base}/catalogue#catalogue"), DCAT.dataset, DATASET)

    def _describe_graphs(self, store: DatasetStore) -> Iterable[Triple]:
        """Describe each named graph as a subset, and where it is had (VoID, section 4.4)."""
        for name, length in store.graphs.items():
            graph = NamedNode(name)
            address = f"{self.base}/data?graph={quote(name, safe='')}"
            yield Triple(DATASET, VOID.subset, graph)
            yield Triple(graph, RDF.type, VOID.Dataset)
            yield Triple(graph, VOID.triples, Literal(str(length), datatype=XSD.integer))
            yield Triple(graph, VOID.dataDump, NamedNode(address))
            for property_, texts in (
                (DCTERMS.title, title_graph(name)),
                (DCTERMS.description, note_graph(name)),
            ):
                for language, text in texts.items():
                    yield Triple(graph, property_, Literal(text, language=language))


@dataclass(frozen=True, slots=True)
class DescribeFiles:
    """Describe the files and the services at ``base`` with DCAT.

    It needs nothing of the dataset, but takes long enough to keep others waiting.
    """

    base: str
    files: tuple[Download, ...]
    format: Format

    def run(self, store: DatasetStore) -> Answer:
        """Return the catalogue."""
        del store
        triples = describe_distributions(self.base, self.files)
        content = serialise_triples(triples, RDF_FORMATS[self.format])
        return Answer(content, self.format.media_type)


async def read_void(request: Request) -> Response:
    """Answer with the dataset's description in VoID."""
    word = choose_offer(request, _DATA_OFFERS).format
    task = DescribeDataset(public_base(request), find_format(word))
    return respond(request, await ask(request, task))


async def read_catalogue(request: Request) -> Response:
    """Answer with the catalogue of files and services; a browser gets the page of downloads."""
    offer = choose_offer(request, GRAPHS)
    base = public_base(request)
    if offer is HTML:
        return RedirectResponse(f"{base}/downloads", status_code=303, headers={"Vary": "Accept"})
    downloads = downloads_of(request)
    offered = await downloads.offered()
    listed = [_describe(offered[made.name], made) for made in await downloads.all()]
    task = DescribeFiles(base, tuple(listed), find_format(offer.format))
    return respond(request, await ask(request, task))


def _describe(offered: Offered, made: Made) -> Download:
    is_compressed = offered.plain is not None
    return Download(
        path=f"downloads/{made.name}",
        title={language: title_download(offered, language) for language in LANGUAGES},
        subset=WHOLE if offered.kind == WHOLE else f"{offered.kind}-{offered.subset}".rstrip("-"),
        media_type=offered.content_type,
        compression=_GZIP if is_compressed else None,
        byte_size=made.size,
        sha256=made.sha256,
    )


routes: Final = [
    Route("/catalogue", read_catalogue),
    Route("/.well-known/void", read_void),
]
"""The routes of the descriptions for harvesters."""
