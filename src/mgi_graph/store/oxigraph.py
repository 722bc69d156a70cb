"""Keep a dataset in memory in Oxigraph."""

import hashlib
from collections.abc import Callable, Iterable, Iterator, Mapping
from contextlib import suppress
from functools import cached_property, partial
from pathlib import Path
from types import MappingProxyType
from typing import Final, TypeVar

from pyoxigraph import BlankNode, DefaultGraph, NamedNode, Quad, RdfFormat, Triple
from pyoxigraph import Store as PyoxigraphStore

from mgi_graph.errors import StoreError, VocabularyError
from mgi_graph.results import EngineAnswer, Result, gather
from mgi_graph.store.form import find_form
from mgi_graph.store.guard import refuse_service
from mgi_graph.store.rdf_dataset import (
    RdfDataset,
    check_graphs,
    find_dataset,
    merge_default_graphs,
)
from mgi_graph.store.syntax import explain_syntax_error

DATASET_FILE: Final = "mgi.trig"
"""The file of a built dataset that holds its named graphs."""

_FORMATS: Final = {
    ".trig": RdfFormat.TRIG,
    ".nq": RdfFormat.N_QUADS,
    ".ttl": RdfFormat.TURTLE,
    ".nt": RdfFormat.N_TRIPLES,
    ".rdf": RdfFormat.RDF_XML,
    ".jsonld": RdfFormat.JSON_LD,
}
_BYTE_ORDER_MARK: Final = b"\xef\xbb\xbf"
_WHOLE: Final = RdfDataset()
_UNION: Final = "INSERT { ?s ?p ?o } WHERE { GRAPH ?g { ?s ?p ?o } }"

Read = TypeVar("Read")


class OxigraphStore:
    """Answer queries from a dataset in memory, without the network.

    Make one with :meth:`of` or :func:`open_dataset`.
    """

    def __init__(self, store: PyoxigraphStore) -> None:
        """Take over ``store``: its named graphs are copied into its default graph.

        Oxigraph's own union of graphs gives a triple once for each graph that has
        it, which is not the merge that SPARQL 1.1 (section 13) asks for and spoils
        every count.
        """
        store.update(_UNION)
        self._store = store

    @classmethod
    def of(cls, quads: Iterable[Quad]) -> "OxigraphStore":
        """Return a store with these quads."""
        store = PyoxigraphStore()
        store.bulk_extend(quads)
        return cls(store)

    def query(self, text: str, /) -> Result:
        """Return the answer to a query; see :class:`~mgi_graph.store.Store`.

        ``SERVICE`` is refused.
        """
        return self.read(text, gather)

    def read(
        self,
        text: str,
        reader: Callable[[EngineAnswer], Read],
        dataset: RdfDataset = _WHOLE,
        base: str | None = None,
    ) -> Read:
        """Return what ``reader`` makes of the engine's own answer, which it evaluates by reading.

        ``dataset`` stands above the ``FROM`` clauses of the query (SPARQL 1.1
        Protocol, section 2.1.4). Relative IRIs are resolved against ``base``; without
        it they are mistakes where the query has no ``BASE``. Raises what :meth:`query`
        raises, and :class:`~mgi_graph.errors.UnknownNameError` for a graph that the
        store does not hold.
        """
        find_form(text)
        refuse_service(text)
        chosen = dataset or find_dataset(text, base)
        check_graphs(chosen, self.graphs)
        try:
            return reader(self._ask(text, chosen, base))
        except SyntaxError as err:
            parse = partial(PyoxigraphStore().query, base_iri=base)
            raise explain_syntax_error(text, str(err), parse) from err
        except (OSError, RuntimeError, ValueError) as err:
            msg = f"the query cannot be evaluated: {err}"
            raise StoreError(msg) from err

    def _ask(self, text: str, dataset: RdfDataset, base: str | None) -> EngineAnswer:
        if not dataset:
            return self._store.query(text, base_iri=base)
        named = _names(dataset.named_graphs)
        if len(dataset.default_graphs) > 1:
            merged = merge_default_graphs(self._store, dataset)
            return merged.query(
                text, base_iri=base, default_graph=DefaultGraph(), named_graphs=named
            )
        default: list[NamedNode | BlankNode | DefaultGraph] = [*_names(dataset.default_graphs)]
        return self._store.query(text, base_iri=base, default_graph=default, named_graphs=named)

    @cached_property
    def graphs(self) -> Mapping[str, int]:
        """Return the number of triples of each named graph, under its IRI."""
        return MappingProxyType(
            {
                graph.value: sum(1 for _ in self._store.quads_for_pattern(None, None, None, graph))
                for graph in sorted(self._store.named_graphs(), key=str)
                if isinstance(graph, NamedNode)
            }
        )

    def count_triples(self) -> int:
        """Count the triples of the default graph, the union of all named graphs."""
        return sum(1 for _ in self.read_graph(None))

    def read_graph(self, graph: str | None) -> Iterator[Triple]:
        """Give the triples of a named graph, or of the default graph for ``None``."""
        name = DefaultGraph() if graph is None else NamedNode(graph)
        return (quad.triple for quad in self._store.quads_for_pattern(None, None, None, name))


def _names(graphs: Iterable[str]) -> list[NamedNode | BlankNode]:
    return [NamedNode(graph) for graph in graphs]


def open_dataset(path: Path) -> OxigraphStore:
    """Read a built dataset's directory, or any RDF file, into memory.

    The format follows from the file's suffix. Raises
    :class:`~mgi_graph.errors.StoreError` for a path that is missing, unreadable
    or of no known suffix, and :class:`~mgi_graph.errors.VocabularyError`, with line
    and column, for a file that does not parse.
    """
    file = _find_file(path)
    content = _read(file)
    store = PyoxigraphStore()
    try:
        store.bulk_load(content, _format_of(file))
    except SyntaxError as err:
        problem = f"{_parse_problem(err)}; correct the file there, or make it again"
        raise VocabularyError(file, problem, line=err.lineno) from err
    return OxigraphStore(store)


def digest_dataset(path: Path) -> str:
    """Return the SHA-256 of a dataset's file, in hexadecimal.

    Raises :class:`~mgi_graph.errors.StoreError` for a path that cannot be read.
    """
    return hashlib.sha256(_read(_find_file(path))).hexdigest()


def _find_file(path: Path) -> Path:
    # A path that cannot even be looked at is returned, and reading it says why.
    with suppress(OSError):
        if path.is_dir() and not (path / DATASET_FILE).is_file():
            msg = (
                f"{path}: not a built dataset: it has no {DATASET_FILE}; "
                "make one with mgi-graph build"
            )
            raise StoreError(msg)
        if path.is_dir():
            return path / DATASET_FILE
    return path


def _read(file: Path) -> bytes:
    try:
        return file.read_bytes().removeprefix(_BYTE_ORDER_MARK)
    except OSError as err:
        msg = f"{file}: cannot be read: {err.strerror}; expected a built dataset or an RDF file"
        raise StoreError(msg) from err


def _format_of(file: Path) -> RdfFormat:
    try:
        return _FORMATS[file.suffix.lower()]
    except KeyError as err:
        msg = f"{file}: not a known kind of RDF file; expected a name in {', '.join(_FORMATS)}"
        raise StoreError(msg) from err


def _parse_problem(err: SyntaxError) -> str:
    """Return pyoxigraph's words without the place, which stands before them.

    >>> _parse_problem(SyntaxError("Parser error at line 1 column 4: no", ("x", 1, 4, None)))
    'column 4: no'
    """
    words = err.msg.partition(": ")[2] if err.msg.startswith("Parser error at line") else err.msg
    return words if err.offset is None else f"column {err.offset}: {words}"
