"""Push a dataset into an engine: the graphs that changed, one at a time, each as a whole."""

import time
from collections.abc import Callable, Iterator, Mapping, Sequence
from contextlib import contextmanager, suppress
from dataclasses import dataclass, field
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Final

from mgi_graph.transfer.abilities import Abilities, find_abilities
from mgi_graph.transfer.addresses import Addresses
from mgi_graph.transfer.altered_literals import (
    collect_literals,
    find_alterations,
    find_altered,
)
from mgi_graph.transfer.canonical_graphs import CanonicalGraph, split_dataset
from mgi_graph.transfer.engine import EngineReader, fetch_record
from mgi_graph.transfer.errors import EngineError
from mgi_graph.transfer.exchange import Exchange
from mgi_graph.transfer.kept_files import keep_files
from mgi_graph.transfer.merging import count_merge
from mgi_graph.transfer.reading_back import learn_alterations
from mgi_graph.transfer.record import (
    FILES_GRAPH,
    INCOMING_GRAPH,
    RECORD_GRAPH,
    GraphRecord,
    Record,
    digest_dataset,
)
from mgi_graph.transfer.working import working_folder
from mgi_graph.transfer.writer import EngineWriter

Tell = Callable[[str], None]

_RECORDS_AT_ONCE: Final = 50
_SECONDS_BETWEEN: Final = 10.0
_DEFAULT: Final = "?s ?p ?o"


@dataclass(frozen=True, slots=True)
class PushReport:
    """Tell what a push did; the names are those of graphs, or of files for ``left_out``.

    ``altered`` is the number of literals sent that the engine gives back in another form.
    """

    abilities: Abilities
    sent: tuple[str, ...]
    unchanged: tuple[str, ...]
    removed: tuple[str, ...]
    left_out: tuple[str, ...]
    altered: int
    digest: str


def push_dataset(
    data: Path, addresses: Addresses, exchange: Exchange, tell: Tell = lambda _: None
) -> PushReport:
    """Push the dataset at ``data`` into the engine at ``addresses``.

    After it, each graph of the dataset stands in the engine under its name, and a query without
    ``GRAPH`` sees at least the merge of all. What an earlier push has put there and is no part of
    the dataset is removed; other graphs are left alone. ``tell`` gets a line for each step.

    Raises :class:`~mgi_graph.errors.MgiGraphError`. Graphs that are done stay, and are not sent
    again by the next push.
    """
    with working_folder() as folder:
        graphs = split_dataset(data, folder)
        tell(f"{len(graphs)} graphs, {sum(each.triples for each in graphs)} triples")
        files, left_out = keep_files(data, folder)
        abilities = find_abilities(exchange, addresses)
        tell(_describe(abilities))
        reader = EngineReader.of(exchange, addresses)
        record = fetch_record(reader, folder / "record.nt")
        writer = EngineWriter(exchange, abilities, folder)
        everything = graphs if files is None else [*graphs, files]
        return _Push(everything, reader, writer, record, tell).run(tuple(left_out))


def _describe(abilities: Abilities) -> str:
    ways = []
    if abilities.graph_store is not None:
        packed = ", compressed" if abilities.takes_gzip else ""
        ways.append(f"whole graphs to {abilities.graph_store}{packed}")
    if abilities.update is not None:
        ways.append(f"updates to {abilities.update}")
    default = "its own" if abilities.own_default_graph else "the union of all graphs"
    return f"{'; '.join(ways)}; the default graph is {default}"


@dataclass
class _Push:
    """Hold one push: what is to be there, and what was found."""

    graphs: Sequence[CanonicalGraph]
    reader: EngineReader
    writer: EngineWriter
    record: Record
    tell: Tell
    _waiting: list[GraphRecord] = field(default_factory=list, init=False)
    _written: float = field(default_factory=time.monotonic, init=False)

    def run(self, left_out: tuple[str, ...]) -> PushReport:
        self._refuse_foreign_default_graph()
        names = {each.name for each in self.graphs}
        counts = self.reader.count_graphs({*names, *self.record.graphs, INCOMING_GRAPH})
        fresh = [each for each in self.graphs if not self._is_there(each, counts[each.name])]
        removed = sorted(set(self.record.graphs) - names)
        sending = {each.name for each in fresh}
        unseen = [each for each in self.graphs if each in fresh or not self._is_examined(each)]
        altered = find_altered(collect_literals(unseen), self.writer, self.reader)
        records = self._make_records(unseen, altered)
        if unseen or removed or self.record.dataset is None:
            self._begin(records, removed)
            with self._noting(counts[INCOMING_GRAPH]):
                self._send(fresh, counts, records)
                for name in removed:
                    self.writer.remove(name, merged=name != FILES_GRAPH)
        self._check(records, sending)
        if unseen or removed or self.record.dataset is None:
            self._end(records)
        return PushReport(
            self.writer.abilities,
            tuple(sorted(sending)),
            tuple(sorted(names - sending)),
            tuple(removed),
            left_out,
            len(altered),
            digest_dataset(records.values()),
        )

    def _refuse_foreign_default_graph(self) -> None:
        if self.record.exists or not self.writer.abilities.own_default_graph:
            return
        found = self.reader.count(_DEFAULT)
        if found:
            msg = (
                f"{self.reader.query_address}: the engine's default graph holds {found} triples "
                "that no push has put there, and a push puts the merge of all graphs there; "
                "empty it (DROP DEFAULT), or take an engine of its own for this dataset"
            )
            raise EngineError(msg)

    def _is_there(self, graph: CanonicalGraph, count: int) -> bool:
        known = self.record.graphs.get(graph.name)
        if known is None or known.digest != graph.digest:
            return False
        # An unexamined graph may have lost triples that the engine takes for the same.
        return count == known.kept or not known.examined

    def _is_examined(self, graph: CanonicalGraph) -> bool:
        known = self.record.graphs.get(graph.name)
        return known is not None and known.examined

    def _make_records(
        self, unseen: Sequence[CanonicalGraph], altered: Mapping[bytes, bytes]
    ) -> dict[str, GraphRecord]:
        records = {each.name: self.record.graphs.get(each.name) for each in self.graphs}
        for graph in unseen:
            records[graph.name] = GraphRecord(
                graph.name, graph.digest, graph.triples, find_alterations(graph, altered)
            )
        return {name: each for name, each in records.items() if each is not None}

    def _begin(self, records: Mapping[str, GraphRecord], removed: Sequence[str]) -> None:
        """Write down which graphs are ours and about to change, and that the whole is in motion."""
        known = self.record.graphs
        claims = {
            name: each if each == known.get(name) else GraphRecord(name)
            for name, each in records.items()
        }
        claims.update({name: known[name] for name in removed})
        record = Record(claims, None, exists=True)
        self.writer.write_triples(RECORD_GRAPH, record.describe(), anew=True)

    def _send(
        self,
        fresh: Sequence[CanonicalGraph],
        counts: Mapping[str, int],
        records: dict[str, GraphRecord],
    ) -> None:
        for number, graph in enumerate(fresh, 1):
            self.writer.replace(graph, merged=graph.name != FILES_GRAPH, new=not counts[graph.name])
            self.tell(f"{number} of {len(fresh)}: {graph.name}, {graph.triples} triples")
            if not self.writer.abilities.replaces_whole:
                records[graph.name] = self._read_back(graph, records[graph.name])
            self._waiting.append(records[graph.name])
            late = time.monotonic() - self._written > _SECONDS_BETWEEN
            if late or len(self._waiting) >= _RECORDS_AT_ONCE:
                self._note()

    def _read_back(self, graph: CanonicalGraph, record: GraphRecord) -> GraphRecord:
        with TemporaryDirectory(dir=self.writer.folder) as folder:
            return learn_alterations(self.reader, graph, record, Path(folder))

    @contextmanager
    def _noting(self, incoming: int) -> Iterator[None]:
        """Write down what was done even where the rest fails; leave no part of a graph."""
        if incoming:
            self.writer.remove(INCOMING_GRAPH, merged=False)
        try:
            yield
        except BaseException:
            with suppress(EngineError):
                self._note()
                self.writer.remove(INCOMING_GRAPH, merged=False)
            raise
        self._note()

    def _note(self) -> None:
        triples = [triple for each in self._waiting for triple in each.describe()]
        if triples:
            self.writer.write_triples(RECORD_GRAPH, triples, anew=False)
        self._waiting.clear()
        self._written = time.monotonic()

    def _check(self, records: Mapping[str, GraphRecord], sent: set[str]) -> None:
        """Hold the engine's own counts against what should be there."""
        counts = self.reader.count_graphs(records)
        for name, record in sorted(records.items()):
            if counts[name] != record.kept:
                msg = (
                    f"{self.reader.query_address}: the graph {name} should have {record.kept} "
                    f"triples and the engine counts {counts[name]}; does anybody else write to it?"
                )
                raise EngineError(msg)
        if self.writer.abilities.own_default_graph:
            self._check_default_graph(records, sent)

    def _check_default_graph(self, records: Mapping[str, GraphRecord], sent: set[str]) -> None:
        merged = [each for each in self.graphs if each.name != FILES_GRAPH]
        expected = count_merge(merged, records)
        if self.reader.count(_DEFAULT) == expected:
            return
        # So it is after a bulk loader, and where an earlier push was cut off in this very place.
        for graph in merged:
            if graph.name not in sent:
                self.writer.add_to_default(graph.name)
        found = self.reader.count(_DEFAULT)
        if found != expected:
            msg = (
                f"{self.reader.query_address}: the default graph should hold the merge of all "
                f"graphs, {expected} triples, and has {found}; empty it (DROP DEFAULT) and push "
                "again"
            )
            raise EngineError(msg)

    def _end(self, records: Mapping[str, GraphRecord]) -> None:
        """Write down all that is there, and that the whole is at rest."""
        record = Record(records, digest_dataset(records.values()), exists=True)
        self.writer.write_triples(RECORD_GRAPH, record.describe(), anew=True)
