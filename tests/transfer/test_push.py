"""Test that a push sends what changed, whole, and is taken up again where it was cut off."""

import itertools
import threading
import time
from contextlib import closing
from pathlib import Path

import pytest

from mgi_graph.errors import StoreError
from mgi_graph.store.credentials import PASSWORD_VARIABLE
from mgi_graph.transfer.addresses import Addresses
from mgi_graph.transfer.engine import EngineReader
from mgi_graph.transfer.errors import EngineError
from mgi_graph.transfer.exchange import Exchange
from mgi_graph.transfer.pushing import push_dataset
from mgi_graph.transfer.record import INCOMING_GRAPH, TRIAL_GRAPH, VERSION_QUERY
from tests.engines.servers import Engine
from tests.transfer.conftest import Pull, Push, Ways, all_ways, updates_only
from tests.transfer.cutting import Cutting

GRAPH = "https://w3id.org/mgi-graph/id/graph/"
NAMES = ("bra-manaus-2023", "col-medellin-2022", "things")
SHARED = "<urn:shared> <urn:p> <urn:o>"
FOREIGN = "http://example.org/graph/of-somebody-else"
WAYS = pytest.mark.parametrize("ways", [all_ways, updates_only])


def _write(folder: Path, sizes: dict[str, int], word: str = "first") -> Path:
    """Write a dataset: in each graph so many triples of its own, and one that all have."""
    path = folder / f"{word}.nq"
    lines = [
        f'<urn:{name}:{number}> <urn:p:{word}> "{word} {number}"@en <{GRAPH}{name}> .'
        for name, size in sizes.items()
        for number in range(size)
    ]
    lines += [f"{SHARED} <{GRAPH}{name}> ." for name in sizes]
    path.write_text("".join(f"{line}\n" for line in lines))
    return path


def _count(engine: Engine, pattern: str) -> int:
    with closing(Exchange(patience=60)) as asking:
        return EngineReader.of(asking, Addresses(engine.query)).count(pattern)


def _count_graph(engine: Engine, graph: str) -> int:
    return _count(engine, f"GRAPH <{graph}> {{ ?s ?p ?o }}")


@WAYS
def test_queries_without_graph_see_the_merge(
    writable: Engine, push: Push, ways: Ways, tmp_path: Path
) -> None:
    """A query that names no graph sees all triples, and one that is in three graphs once."""
    push(_write(tmp_path, dict.fromkeys(NAMES, 5)), ways(writable))
    assert _count(writable, "?s <urn:p:first> ?o") == 15
    if writable.has_default_graph:
        assert _count(writable, SHARED.replace("<urn:o>", "?o")) == 1
        assert _count(writable, "?s ?p ?o") == 16
    assert {_count_graph(writable, GRAPH + name) for name in NAMES} == {6}
    assert _count_graph(writable, TRIAL_GRAPH) == _count_graph(writable, INCOMING_GRAPH) == 0


@WAYS
def test_only_what_changed_is_sent(
    writable: Engine, push: Push, ways: Ways, tmp_path: Path
) -> None:
    """The second push sends nothing, the third the graph that has one triple more."""
    sizes = dict.fromkeys(NAMES, 5)
    assert push(_write(tmp_path, sizes), ways(writable)).sent == tuple(GRAPH + n for n in NAMES)
    assert push(_write(tmp_path, sizes), ways(writable)).sent == ()
    report = push(_write(tmp_path, sizes | {"things": 6}), ways(writable))
    assert report.sent == (f"{GRAPH}things",)
    assert _count(writable, "?s <urn:p:first> ?o") == 16


@WAYS
def test_graph_that_is_no_more_is_removed_and_others_are_left_alone(
    writable: Engine, push: Push, ways: Ways, tmp_path: Path
) -> None:
    """What an earlier push has put there goes; what somebody else has put there stays."""
    writable.put(FOREIGN, b"<urn:x> <urn:y> <urn:z> .")
    push(_write(tmp_path, dict.fromkeys(NAMES, 5)), ways(writable))
    report = push(_write(tmp_path, dict.fromkeys(NAMES[:2], 5)), ways(writable))
    assert report.removed == (f"{GRAPH}things",)
    assert _count_graph(writable, f"{GRAPH}things") == 0
    assert _count_graph(writable, FOREIGN) == 1
    assert _count(writable, "?s <urn:p:first> ?o") == 10
    assert _count(writable, "<urn:shared> <urn:p> ?o") >= 1


def test_graph_that_somebody_changed_is_found_out(
    writable: Engine, push: Push, pull: Pull, tmp_path: Path
) -> None:
    """Pull refuses it with its name and the numbers; a push puts the dataset's own there."""
    data = _write(tmp_path, dict.fromkeys(NAMES, 5))
    push(data, all_ways(writable))
    writable.run(f"INSERT DATA {{ GRAPH <{GRAPH}things> {{ <urn:x> <urn:y> <urn:z> }} }}")
    with pytest.raises(EngineError, match=r"things is not .* has 7 triples instead of 6"):
        pull(all_ways(writable))
    assert push(data, all_ways(writable)).sent == (f"{GRAPH}things",)
    assert _count_graph(writable, f"{GRAPH}things") == 6


def test_readers_see_a_graph_whole_while_it_is_replaced(
    writable: Engine, push: Push, tmp_path: Path
) -> None:
    """Whoever counts a graph meanwhile counts the old one or the new one."""
    graph = f"{GRAPH}inferred"
    push(_write(tmp_path, {"inferred": 4000}), all_ways(writable))
    seen: set[int] = set()
    ended = threading.Event()

    def watch() -> None:
        while not ended.is_set():
            seen.add(_count_graph(writable, graph))
            time.sleep(0.02)

    watcher = threading.Thread(target=watch)
    watcher.start()
    try:
        push(_write(tmp_path, {"inferred": 6000}, "second"), all_ways(writable))
    finally:
        ended.set()
        watcher.join()
    assert seen <= {4001, 6001}
    assert _count_graph(writable, graph) == 6001


def test_push_that_is_cut_off_leaves_whole_graphs_and_is_taken_up(
    writable: Engine, push: Push, tmp_path: Path
) -> None:
    """After each cut a graph is the old one or the new one; in the end all are new."""
    sizes = {"col-medellin-2022": 50, "inferred": 2500, "things": 50}
    old = push(_write(tmp_path, sizes), all_ways(writable)).digest
    changed = _write(tmp_path, {name: size + 7 for name, size in sizes.items()}, "second")
    for allowed in itertools.count(20, 12):
        impatient = Exchange(patience=60, attempts=1)
        with Cutting(writable.query, allowed) as cutting:
            try:
                report = push_dataset(changed, cutting.addresses(all_ways(writable)), impatient)
            except EngineError:
                report = None
            finally:
                impatient.close()
        for name, size in sizes.items():
            assert _count_graph(writable, GRAPH + name) in {size + 1, size + 8}
        with closing(Exchange(patience=60)) as asking:
            version = EngineReader.of(asking, all_ways(writable)).select(VERSION_QUERY)
        assert version in ([], [(old,)] if report is None else [(report.digest,)])
        if report is not None:
            break
    assert allowed > 20
    assert _count(writable, "?s <urn:p:first> ?o") == 0
    assert _count(writable, "?s <urn:p:second> ?o") == 2621


def test_default_graph_of_somebody_else_is_not_mixed_with_the_merge(
    oxigraph_server: Engine, push: Push, tmp_path: Path
) -> None:
    """Where the default graph holds other triples the push stops, and says how many."""
    oxigraph_server.run("INSERT DATA { <urn:x> <urn:y> <urn:z> }")
    with pytest.raises(EngineError, match="default graph holds 1 triples"):
        push(_write(tmp_path, {"things": 5}), all_ways(oxigraph_server))
    assert _count_graph(oxigraph_server, f"{GRAPH}things") == 0


def test_digest_of_the_dataset_stands_in_the_engine(
    writable: Engine, push: Push, exchange: Exchange, tmp_path: Path
) -> None:
    """It is the one of the report, and another one for other data."""
    reader = EngineReader.of(exchange, all_ways(writable))
    first = push(_write(tmp_path, {"things": 5}), all_ways(writable)).digest
    assert reader.select(VERSION_QUERY) == [(first,)]
    second = push(_write(tmp_path, {"things": 6}), all_ways(writable)).digest
    assert reader.select(VERSION_QUERY) == [(second,)] != [(first,)]


def test_nothing_is_pulled_where_nothing_was_pushed(writable: Engine, pull: Pull) -> None:
    """The message says what pull is for."""
    with pytest.raises(EngineError, match="no push of mgi-graph has recorded anything"):
        pull(all_ways(writable))


def test_wrong_password_is_told_and_never_shown(
    virtuoso: Engine, push: Push, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """The message has the user, where the credentials come from, and no password."""
    data = _write(tmp_path, {"things": 5})
    with pytest.raises(EngineError, match=r"asks for credentials \(Digest\)"):
        push(data, all_ways(virtuoso))
    netrc = tmp_path / ".netrc"
    netrc.write_text("machine 127.0.0.1 login dba password not-this-one")
    netrc.chmod(0o600)
    other = Exchange(patience=60)
    with pytest.raises(EngineError, match="credentials of dba") as error:
        push_dataset(data, all_ways(virtuoso), other)
    other.close()
    assert "not-this-one" not in str(error.value)
    assert PASSWORD_VARIABLE not in str(error.value)
    netrc.write_text("machine 127.0.0.1 login dba password dba")
    other = Exchange(patience=60)
    assert push_dataset(data, all_ways(virtuoso), other).sent == (f"{GRAPH}things",)
    other.close()


def test_blank_nodes_in_two_graphs_are_refused(tmp_path: Path, exchange: Exchange) -> None:
    """An engine would make two nodes of one that stands in both."""
    data = tmp_path / "blank.nq"
    data.write_text(f"_:a <urn:p> <urn:o> <{GRAPH}a> .\n_:a <urn:p> <urn:o> <{GRAPH}b> .\n")
    with pytest.raises(StoreError, match="blank nodes stand in two graphs"):
        push_dataset(data, Addresses("http://127.0.0.1:9/query"), exchange)


def test_triples_of_no_named_graph_are_refused(tmp_path: Path, exchange: Exchange) -> None:
    """Their place in an engine is the merge, where no digest tells whether they are there."""
    data = tmp_path / "plain.nq"
    data.write_text("<urn:a> <urn:p> <urn:o> .\n")
    with pytest.raises(StoreError, match="stands in no named graph"):
        push_dataset(data, Addresses("http://127.0.0.1:9/query"), exchange)
