"""Evaluate queries of the SPARQL protocol, and read graphs, in a worker."""

from dataclasses import dataclass, field
from functools import partial
from typing import Final

from pyoxigraph import RdfFormat

from mgi_graph.errors import UnknownNameError
from mgi_graph.rdf.serialisation import name_blank_nodes_of_graph, serialise_triples
from mgi_graph.results import (
    Boolean,
    Bounds,
    Completeness,
    EngineAnswer,
    Format,
    Result,
    find_format,
    gather_within,
    serialise,
)
from mgi_graph.store import DatasetStore, RdfDataset, find_form
from mgi_graph.store.datasets import is_volatile
from mgi_graph.store.updates import check_update
from mgi_graph.web.pages.rendering import Reader
from mgi_graph.web.pages.solutions_page import show_result
from mgi_graph.workers.tasks import Answer

PAGE: Final = "html"
"""The format that is a page for people."""

_PAGE_ROWS: Final = 1000
RDF_FORMATS: Final = {
    Format.TURTLE: RdfFormat.TURTLE,
    Format.NTRIPLES: RdfFormat.N_TRIPLES,
    Format.RDFXML: RdfFormat.RDF_XML,
    Format.JSONLD: RdfFormat.JSON_LD,
    Format.TRIG: RdfFormat.TRIG,
    Format.NQUADS: RdfFormat.N_QUADS,
}
"""Each format for triples, as the library knows it."""


@dataclass(frozen=True, slots=True)
class EvaluateQuery:
    """Evaluate a query within bounds.

    ``table_format`` is for solutions and truth values, ``graph_format`` for triples;
    ``None`` where the client accepts none: if that is the one needed, the answer is
    empty and its facts have ``unacceptable``, ``solutions`` or ``triples``.
    ``limits`` and ``dump`` are the addresses that JSON and XML name in their heads:
    of what completeness means, and of the whole dataset. Relative IRIs are resolved
    against ``base``.
    """

    text: str
    table_format: str | None
    graph_format: str | None
    bounds: Bounds
    dataset: RdfDataset = field(default_factory=RdfDataset)
    limits: str = ""
    dump: str = ""
    base: str | None = None
    reader: Reader = field(default_factory=Reader)

    def run(self, store: DatasetStore) -> Answer:
        """Return the answer in the format that fits the query's form.

        Raises what :meth:`~mgi_graph.store.DatasetStore.read` raises.
        """
        form = find_form(self.text)
        word = self.graph_format if form.answers_with_triples else self.table_format
        if word is None:
            kind = "triples" if form.answers_with_triples else "solutions"
            return Answer(b"", "text/plain", facts={"unacceptable": kind})
        bounds = self.bounds
        if word == PAGE:
            bounds = Bounds(min(bounds.rows, _PAGE_ROWS), bounds.bytes)
        read = partial(_read, bounds=bounds)
        result, completeness = store.read(self.text, read, self.dataset, self.base)
        body, media_type = self._write(result, word, completeness)
        while len(body) > bounds.bytes and word != PAGE and not isinstance(result, Boolean):
            # A format may write more than the terms, such as a variable's name in each row.
            kept = len(result) * bounds.bytes * 9 // (len(body) * 10)
            result, completeness = result.first(kept), Completeness("bytes", bounds.bytes)
            body, media_type = self._write(result, word, completeness)
            if kept == 0:
                break
        return Answer(body, media_type, completeness, volatile=is_volatile(self.text))

    def _write(self, result: Result, word: str, completeness: Completeness) -> tuple[bytes, str]:
        if word == PAGE:
            return show_result(result, self.reader, completeness, self.text), "text/html"
        chosen = find_format(word)
        state = "complete" if completeness else f"truncated-by-{completeness.cut_by}"
        links = [f"{self.limits}#{state}", *([] if completeness else [self.dump])]
        return serialise(result, chosen, links if self.limits else ()), chosen.media_type


def _read(answer: EngineAnswer, bounds: Bounds) -> tuple[Result, Completeness]:
    return gather_within(answer, bounds)


@dataclass(frozen=True, slots=True)
class CheckUpdate:
    """Find out whether a text is a well-formed update; nothing is executed."""

    text: str

    def run(self, store: DatasetStore) -> Answer:
        """Return an empty answer.

        Raises :class:`~mgi_graph.errors.QuerySyntaxError`.
        """
        del store
        check_update(self.text)
        return Answer(b"", "text/plain")


@dataclass(frozen=True, slots=True)
class ReadGraph:
    """Read a named graph, or the default graph for ``None``, whole."""

    graph: str | None
    format: Format

    def run(self, store: DatasetStore) -> Answer:
        """Return the graph's triples.

        Raises :class:`~mgi_graph.errors.UnknownNameError` for a graph that the store
        does not hold.
        """
        if self.graph is not None and self.graph not in store.graphs:
            raise UnknownNameError("graph", self.graph, sorted(store.graphs))
        # What is asked for is one graph: the formats with named graphs hold it as their default.
        triples = name_blank_nodes_of_graph(store.read_graph(self.graph))
        return Answer(serialise_triples(triples, RDF_FORMATS[self.format]), self.format.media_type)
