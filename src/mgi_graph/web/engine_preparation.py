"""Prepare a service that answers from a SPARQL engine, before a worker is confined."""

from mgi_graph.store import DatasetStore
from mgi_graph.web.engine_watch import ReadVersion
from mgi_graph.web.preparation import prepare as prepare_packaged
from mgi_graph.web.search.searching import PrepareSearch


def prepare(store: DatasetStore | None) -> None:
    """Load what tasks need, on the packaged vocabularies, and read the search index.

    The index is read here, once, so that all workers share it.
    """
    prepare_packaged(None)
    if store is None:
        return
    PrepareSearch().run(store)
    ReadVersion().run(store)
