"""Load what tasks need before a worker is confined, when files can still be opened."""

from pyoxigraph import Quad

from mgi_graph.assets import ONTOLOGY_DIR
from mgi_graph.errors import MgiGraphError
from mgi_graph.namespaces import ID
from mgi_graph.rdf.iris import mint_graph
from mgi_graph.rdf.vocabularies import ONTOLOGY_FILES, VOCABULARY_FILES, read_turtle
from mgi_graph.results import Bounds, Format
from mgi_graph.store import OxigraphStore
from mgi_graph.web.about import routes as about
from mgi_graph.web.api.canned import RunCanned, canned_queries
from mgi_graph.web.asking import routes as asking
from mgi_graph.web.comparison import routes as comparison
from mgi_graph.web.downloads.catalogue import DescribeDataset
from mgi_graph.web.downloads.findings_table import ExportFindings
from mgi_graph.web.downloads.subsets import ListSubsets
from mgi_graph.web.editor import routes as editor
from mgi_graph.web.endpoint.evaluation import CheckUpdate, EvaluateQuery
from mgi_graph.web.home import routes as home
from mgi_graph.web.linked_data.descriptions import DescribeThing
from mgi_graph.web.linked_data.similar import FindSimilar
from mgi_graph.web.linked_data.vocabulary import IRIS, ShowVocabulary
from mgi_graph.web.pages.rendering import compile_templates
from mgi_graph.web.pages.texts import find_words
from mgi_graph.web.places import routes as places
from mgi_graph.web.search import routes as search
from mgi_graph.web.subjects import routes as subjects
from mgi_graph.web.terms import routes as terms
from mgi_graph.web.warming import WarmWorker
from mgi_graph.workers.tasks import Task

_PAGES = (home, places, comparison, subjects, asking, editor, search, terms, about)
"""The modules with the routes of pages for people."""

_FEW = Bounds(rows=10, bytes=10_000)


def prepare(store: OxigraphStore | None) -> None:
    """Load templates, words and queries, and do one task of each kind.

    Doing one imports whatever is imported late, and fills the caches that all
    workers then share. Where the store is on disk, which only workers open, the tasks
    are done on the packaged ontology and vocabularies: no cache holds what is in
    a dataset.
    """
    compile_templates()
    find_words("en")
    canned_queries()
    examined = _packaged_store() if store is None else store
    for task in _examples():
        try:
            task.run(examined)
        except MgiGraphError:
            # A dataset that is not ours need not have what an example asks for.
            continue


def _packaged_store() -> OxigraphStore:
    graph = mint_graph("vocabularies")
    return OxigraphStore.of(
        Quad(triple.subject, triple.predicate, triple.object, graph)
        for name in (*ONTOLOGY_FILES, *VOCABULARY_FILES)
        for triple in read_turtle(ONTOLOGY_DIR / name)
    )


def _examples() -> list[Task]:
    queries = [
        EvaluateQuery("SELECT * { ?s ?p ?o }", word, None, _FEW)
        for word in ("json", "xml", "csv", "tsv", "html")
    ]
    graphs = [
        EvaluateQuery("CONSTRUCT WHERE { ?s ?p ?o }", None, word, _FEW)
        for word in ("turtle", "ntriples", "rdfxml", "jsonld", "trig", "nquads", "html")
    ]
    name, query = next(iter(canned_queries().items()))
    values = tuple((each.name, each.default) for each in query.parameters if each.default)
    return [
        *queries,
        *graphs,
        EvaluateQuery("SELECT * { ?s ?p", "json", None, _FEW),
        CheckUpdate("INSERT DATA { }"),
        RunCanned(name, values, "html"),
        DescribeThing(f"{ID}framework/migof", "html"),
        FindSimilar(f"{ID}place/nowhere"),
        DescribeDataset("http://127.0.0.1", Format.TURTLE),
        ListSubsets(),
        ExportFindings(),
        WarmWorker(),
        *(task for module in _PAGES for task in module.EXAMPLES),
        *(ShowVocabulary(name, suffix) for name in IRIS for suffix in ("ttl", "html")),
    ]
