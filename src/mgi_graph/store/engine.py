"""Answer over a SPARQL engine as the embedded store answers, whatever the engine makes of SPARQL.

The engine is asked what it is, and not known by its name. One that keeps to SPARQL 1.1 in the
points that are tried is sent queries as they are. Any other is asked for triples by simple
queries, and the query is evaluated over them here; see :mod:`mgi_graph.store.parts`. That also
makes each triple count once, where the engine's default graph is a union that gives a triple
for each graph that has it.
"""

from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from functools import cached_property, partial
from types import MappingProxyType
from typing import TYPE_CHECKING, Final, TypeVar

import pyoxigraph as ox

from mgi_graph.errors import QuerySyntaxError, StoreError
from mgi_graph.results import Boolean, EngineAnswer, Graph, Result, Solutions, Term, gather
from mgi_graph.store.engine_queries import (
    COUNT_GRAPHS,
    EXAMPLE,
    GRAPHS,
    ONCE,
    READ_RECORD,
    READ_VERSION,
    RECORD_GRAPH,
    SEES_RECORD,
    TRIAL,
    TRIED,
)
from mgi_graph.store.form import find_form
from mgi_graph.store.guard import may_call_service, refuse_service
from mgi_graph.store.lexer import tokenise
from mgi_graph.store.rdf_dataset import WHOLE, RdfDataset, check_graphs, find_dataset
from mgi_graph.store.remote import RemoteStore
from mgi_graph.store.sending import NoAnswerError
from mgi_graph.store.syntax import explain_syntax_error

if TYPE_CHECKING:
    from mgi_graph.store.parts.splitting import Needs

_MOST_EXCLUDED: Final = 50
Read = TypeVar("Read")


@dataclass(frozen=True, slots=True)
class EngineFacts:
    """Tell how an engine is asked; ``why`` says it where queries are not sent as they are."""

    is_sent_whole: bool
    why: str = ""
    hidden: tuple[str, ...] = ()
    """Graphs that the default graph shows and that are no part of the dataset."""
    excludes: bool = False
    """Whether they can be left out by a line before the query, as in Virtuoso."""


class EngineStore:
    """Answer queries from an engine, each with the solutions that any other store gives."""

    def __init__(
        self,
        remote: RemoteStore,
        *,
        facts: EngineFacts | None = None,
        graphs: Mapping[str, int] | None = None,
        allows_service: bool = False,
    ) -> None:
        """Ask ``remote``; what is known of it already need not be found out again."""
        self._remote = remote
        self._allows_service = allows_service
        if facts is not None:
            self.facts = facts
        if graphs is not None:
            self.graphs = graphs

    @classmethod
    def of(cls, endpoint: str, *, timeout: float = 60.0) -> "EngineStore":
        """Ask an endpoint, from this process; ``SERVICE`` is the endpoint's affair."""
        return cls(RemoteStore(endpoint, timeout=timeout), allows_service=True)

    @property
    def remote(self) -> RemoteStore:
        """Return what asks the engine."""
        return self._remote

    @cached_property
    def facts(self) -> EngineFacts:
        """Find out how the engine is to be asked."""
        conforms = self._conforms()
        count = _number(self._remote.query(ONCE))
        is_union = count > 1 or self._remote.query(SEES_RECORD) == Boolean(True)
        if conforms and not is_union:
            return EngineFacts(is_sent_whole=True)
        why = (
            "its default graph gives a triple once for each graph that has it"
            if conforms
            else "it departs from SPARQL 1.1 in what OPTIONAL, STRLANG or EXISTS give"
        )
        names = {_text(name) for name, _ in _rows(self._remote.query(COUNT_GRAPHS))}
        hidden = tuple(sorted(names - _choose(names)))
        excludes = 0 < len(hidden) <= _MOST_EXCLUDED and self._can_exclude(hidden[0])
        return EngineFacts(False, why, hidden, excludes)

    @cached_property
    def graphs(self) -> Mapping[str, int]:
        """Return the number of triples of each named graph of the dataset, under its IRI.

        That is what the record of a push says; without one, the engine counts.
        """
        rows = _rows(self._remote.query(READ_RECORD)) or _rows(self._remote.query(COUNT_GRAPHS))
        counts = {_text(name): int(_text(number)) for name, number in rows}
        return MappingProxyType({name: counts[name] for name in sorted(_choose(set(counts)))})

    def read_version(self) -> str | None:
        """Return the digest that a push wrote down; ``None`` where there is none, or not yet."""
        rows = _rows(self._remote.query(READ_VERSION))
        return _text(rows[0][0]) if len(rows) == 1 else None

    def count_triples(self) -> int:
        """Count the triples of the default graph, the union of all named graphs."""
        if self.facts.is_sent_whole:
            return _number(self._remote.query("SELECT (COUNT(*) AS ?n) WHERE { ?s ?p ?o }"))
        return sum(self.graphs.values())

    def read_graph(self, graph: str | None) -> Iterator[ox.Triple]:
        """Give the triples of a named graph, or of the default graph for ``None``."""
        pattern = "?s ?p ?o" if graph is None else f"GRAPH {ox.NamedNode(graph)} {{ ?s ?p ?o }}"
        answer = self.query(f"CONSTRUCT {{ ?s ?p ?o }} WHERE {{ {pattern} }}")
        if not isinstance(answer, Graph):
            raise AssertionError("CONSTRUCT answers with triples")
        return iter(answer.triples)

    def query(self, text: str, /) -> Result:
        """Return the answer to a query; see :class:`~mgi_graph.store.Store`."""
        return self.read(text, gather)

    def read(
        self,
        text: str,
        reader: Callable[[EngineAnswer], Read],
        dataset: RdfDataset = WHOLE,
        base: str | None = None,
    ) -> Read:
        """Return what ``reader`` makes of it; see :class:`~mgi_graph.store.DatasetStore`."""
        find_form(text)
        calls_service = may_call_service(text)
        if calls_service and self._allows_service:
            return self._remote.ask(text, reader)
        refuse_service(text)
        _check_syntax(text, base)
        chosen = dataset or find_dataset(text, base)
        if chosen:
            check_graphs(chosen, self.graphs)
        if not self.facts.is_sent_whole or len(chosen.default_graphs) > 1:
            needs = _find_needs(text, base)
            if needs is not None:
                return self._read_parts(text, reader, chosen, base, needs)
        return self._remote.ask(_with_base(text, base), reader, _parameters(dataset))

    def _read_parts(
        self,
        text: str,
        reader: Callable[[EngineAnswer], Read],
        dataset: RdfDataset,
        base: str | None,
        needs: "Needs",
    ) -> Read:
        """Evaluate a query here over what its patterns match there."""
        from mgi_graph.store.parts.fetching import fetch_described, fetch_quads

        store = ox.Store()
        before = _exclude(*self.facts.hidden) if self.facts.excludes and not dataset else ""
        ask = partial(self._fetch, before=before)
        store.bulk_extend(fetch_quads(needs, ask, _clauses(dataset), self.facts.hidden))
        if needs.describes_variables:
            found = store.query(_as_select(text), base_iri=base)
            things = [term for row in _rows(gather(found)) for term in row]
            store.bulk_extend(fetch_described(things, needs, ask, _clauses(dataset)))
        named: list[ox.NamedNode | ox.BlankNode] | None = None
        if dataset:
            named = [ox.NamedNode(each) for each in dataset.named_graphs]
        answer = store.query(
            text, base_iri=base, default_graph=ox.DefaultGraph(), named_graphs=named
        )
        try:
            return reader(answer)
        except (SyntaxError, ValueError, RuntimeError) as err:
            msg = f"the query cannot be evaluated: {err}"
            raise StoreError(msg) from err
        finally:
            # It may only be freed in its own thread; the traceback of an error keeps it.
            del answer

    def _fetch(self, text: str, before: str) -> Result:
        # Virtuoso then stops too, and says so, instead of computing for nobody.
        patience = str(max(1, int(self._remote.timeout * 1000)))
        return self._remote.ask(text, gather, (("timeout", patience),), before)

    def _conforms(self) -> bool:
        try:
            return self._remote.query(TRIAL) == TRIED
        except NoAnswerError:
            raise
        except (QuerySyntaxError, StoreError) as err:
            if "HTTP status 400" in str(err) or "HTTP status 500" in str(err):
                return False
            raise

    def _can_exclude(self, graph: str) -> bool:
        try:
            self._fetch("ASK { ?s ?p ?o }", _exclude(graph))
        except (QuerySyntaxError, StoreError):
            return False
        return True


def prepare_parts() -> None:
    """Import what splits queries, in a process that can import nothing later."""
    from mgi_graph.store.parts.fetching import fetch_quads

    needs = _find_needs(EXAMPLE, None)
    if needs is None:
        raise AssertionError("the example can be split")
    for _ in fetch_quads(needs, lambda _: Solutions((), ()), "", ()):
        continue


def _check_syntax(text: str, base: str | None) -> None:
    parse = partial(ox.Store().query, base_iri=base)
    try:
        parse(text)
    except SyntaxError as err:
        raise explain_syntax_error(text, str(err), parse) from err
    except (OSError, RuntimeError, ValueError):
        # It parses; whether it can be evaluated is not asked here.
        return


def _find_needs(text: str, base: str | None) -> "Needs | None":
    """Return what a query needs; ``None`` where it cannot be split and is sent as it is."""
    from pyparsing import ParseBaseException

    from mgi_graph.store.parts.patterns import UnspelledError
    from mgi_graph.store.parts.splitting import find_needs

    try:
        return find_needs(text, base)
    except (UnspelledError, ParseBaseException, ValueError):
        # The text has been parsed before; rdflib's parser does not know all of SPARQL.
        return None


def _as_select(text: str) -> str:
    """Return a query for what a DESCRIBE query describes.

    >>> _as_select("PREFIX describe: <urn:> DESCRIBE ?x WHERE { ?x a describe:x }")
    'PREFIX describe: <urn:> SELECT DISTINCT ?x WHERE { ?x a describe:x }'
    """
    word = next(each for each in tokenise(text) if each.text.upper() == "DESCRIBE")
    return f"{text[: word.end - len(word.text)]}SELECT DISTINCT{text[word.end :]}"


def _choose(names: set[str]) -> set[str]:
    """Return the graphs of the dataset: ours where there are any, else all."""
    real = {name for name in names if not name.startswith(RECORD_GRAPH)}
    ours = {name for name in real if name.startswith(GRAPHS)}
    return ours or real


def _exclude(*graphs: str) -> str:
    return "".join(f"define input:default-graph-exclude <{graph}>\n" for graph in graphs)


def _clauses(dataset: RdfDataset) -> str:
    default = (f"\nFROM {ox.NamedNode(each)}" for each in dataset.default_graphs)
    named = (f"\nFROM NAMED {ox.NamedNode(each)}" for each in dataset.named_graphs)
    return "".join((*default, *named))


def _with_base(text: str, base: str | None) -> str:
    return text if base is None else f"BASE {ox.NamedNode(base)} {text}"


def _parameters(dataset: RdfDataset) -> tuple[tuple[str, str], ...]:
    """Return the parameters that choose a dataset (SPARQL 1.1 Protocol, section 2.1.4)."""
    return (
        *(("default-graph-uri", each) for each in dataset.default_graphs),
        *(("named-graph-uri", each) for each in dataset.named_graphs),
    )


def _rows(answer: Result) -> tuple[tuple[Term | None, ...], ...]:
    return answer.rows if isinstance(answer, Solutions) else ()


def _text(term: object) -> str:
    return str(getattr(term, "value", ""))


def _number(answer: Result) -> int:
    ((term,),) = _rows(answer)
    return int(_text(term) or 0)
