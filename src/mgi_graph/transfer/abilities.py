"""Find out by trial what an engine can do; no engine is known by its name.

Trials write a triple or two into a graph of their own and look at the query address whether
they arrived, so that an address which takes anything and keeps nothing is found out.
"""

import gzip
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from typing import Final
from uuid import uuid4

from mgi_graph.transfer.addresses import Addresses
from mgi_graph.transfer.engine import EngineReader
from mgi_graph.transfer.errors import EngineError, EngineRefusal
from mgi_graph.transfer.exchange import Content, Exchange
from mgi_graph.transfer.record import TRIAL_GRAPH

N_TRIPLES: Final = "application/n-triples"
UPDATE: Final = "application/sparql-update"

_KEPT_OUT: Final = frozenset({401, 403})

_FILLING: Final = 200
"""How many triples stand before the defect of a graph that is to be refused."""


@dataclass(frozen=True, slots=True)
class Abilities:
    """Tell what an engine can do.

    ``graph_store`` takes whole graphs (SPARQL 1.1 Graph Store HTTP Protocol), ``update`` takes
    updates; at least one is there. ``takes_gzip``: graphs may be sent compressed.
    ``replaces_whole``: a graph that is refused leaves the one that stood there.
    ``own_default_graph``: a query without ``GRAPH`` does not see the named graphs.
    """

    graph_store: str | None
    update: str | None
    takes_gzip: bool
    replaces_whole: bool
    own_default_graph: bool


def find_abilities(exchange: Exchange, addresses: Addresses) -> Abilities:
    """Try what the engine at these addresses can do.

    Raises :class:`EngineError`, which says all that was tried and what came back, where
    nothing takes data.
    """
    trial = _Trial(exchange, EngineReader.of(exchange, addresses))
    # An engine that does not answer queries at all is told apart here.
    trial.reader.count(trial.pattern("none"))
    tried: list[str] = []
    graph_store = _first(addresses.graph_stores(), trial.takes_graphs, tried)
    update = _first(addresses.updates(), trial.takes_updates, tried)
    if graph_store is None and update is None:
        msg = "no address was found that takes data:\n" + "\n".join(f"  {each}" for each in tried)
        raise EngineError(msg)
    with trial.cleaned(graph_store, update):
        own_default_graph = trial.default_graph_is_its_own(graph_store, update)
        takes_gzip = graph_store is not None and trial.takes_gzip(graph_store)
        replaces_whole = graph_store is not None and trial.replaces_whole(graph_store)
    return Abilities(graph_store, update, takes_gzip, replaces_whole, own_default_graph)


def _first(
    addresses: tuple[str, ...], works: Callable[[str], None], tried: list[str]
) -> str | None:
    for address in addresses:
        try:
            works(address)
        except EngineError as err:
            tried.append(str(err))
            if isinstance(err, EngineRefusal) and err.status in _KEPT_OUT:
                # It is the right one. Virtuoso does not even answer a PUT to a wrong one.
                return None
        else:
            return address
    return None


@dataclass(frozen=True)
class _Trial:
    exchange: Exchange
    reader: EngineReader

    def pattern(self, token: str) -> str:
        return f'GRAPH <{TRIAL_GRAPH}> {{ ?s ?p "{token}" }}'

    def takes_graphs(self, address: str) -> None:
        """Raise where an address takes no whole graph, or another engine's."""
        token = uuid4().hex
        self.put(address, _line(token))
        self._must_be_there(token, f"PUT {address}")

    def takes_updates(self, address: str) -> None:
        """Raise where an address takes no update, or another engine's."""
        token = uuid4().hex
        text = f"INSERT DATA {{ GRAPH <{TRIAL_GRAPH}> {{ {_line(token).decode()} }} }}"
        self.exchange.send("POST", address, content=Content(text.encode(), UPDATE), trial=True)
        self._must_be_there(token, f"POST {address}")

    def _must_be_there(self, token: str, request: str) -> None:
        if not self.reader.count(self.pattern(token)):
            msg = (
                f"{request}: was answered as done, but what was sent is not found at "
                f"{self.reader.query_address}; do both belong to the same engine?"
            )
            raise EngineError(msg)

    def put(self, address: str, lines: bytes, encoding: str | None = None) -> None:
        self.exchange.send(
            "PUT",
            address,
            parameters={"graph": TRIAL_GRAPH},
            content=Content(lines, N_TRIPLES, encoding),
            trial=True,
        )

    def default_graph_is_its_own(self, graph_store: str | None, update: str | None) -> bool:
        token = uuid4().hex
        if graph_store is not None:
            self.put(graph_store, _line(token))
        elif update is not None:
            text = f"INSERT DATA {{ GRAPH <{TRIAL_GRAPH}> {{ {_line(token).decode()} }} }}"
            self.exchange.send("POST", update, content=Content(text.encode(), UPDATE))
        return not self.reader.count(f'?s ?p "{token}"')

    def takes_gzip(self, address: str) -> bool:
        token = uuid4().hex
        try:
            self.put(address, gzip.compress(_line(token)), "gzip")
        except EngineError:
            return False
        return bool(self.reader.count(self.pattern(token)))

    def replaces_whole(self, address: str) -> bool:
        """Say whether a graph stays as it was when the one that is to replace it is defective."""
        stays, passes = uuid4().hex, uuid4().hex
        self.put(address, _line(stays))
        defective = b"".join(_line(passes, number) for number in range(_FILLING)) + b"<urn:defect"
        try:
            self.put(address, defective)
        except EngineError:
            left = self.reader.count(self.pattern(passes))
            return left == 0 and self.reader.count(self.pattern(stays)) == 1
        return False

    @contextmanager
    def cleaned(self, graph_store: str | None, update: str | None) -> Iterator[None]:
        """Remove the graph of trials at the end."""
        try:
            yield
        finally:
            if update is not None:
                drop = f"DROP SILENT GRAPH <{TRIAL_GRAPH}>"
                self.exchange.send("POST", update, content=Content(drop.encode(), UPDATE))
            elif graph_store is not None:
                self.exchange.send("DELETE", graph_store, parameters={"graph": TRIAL_GRAPH})


def _line(token: str, number: int = 0) -> bytes:
    return f'<urn:mgi-graph:trial:{number}> <urn:mgi-graph:trial> "{token}" .\n'.encode()
