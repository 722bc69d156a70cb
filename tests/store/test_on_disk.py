"""A store on disk answers as the one in memory does, and is whole or recognised as not."""

import dataclasses
import json
import os
import shutil
import signal
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path

import pytest

from mgi_graph.errors import DamagedStoreError, OutputError, StoreError, VocabularyError
from mgi_graph.pipeline.output import replace_directory
from mgi_graph.results import Graph, Solutions
from mgi_graph.store import digest_dataset, open_dataset
from mgi_graph.store.disk_choice import (
    DISK_FROM,
    DiskPlan,
    open_from_best_place,
    plan_disk_store,
    remove_older_stores,
)
from mgi_graph.store.disk_writer import write_disk_store
from mgi_graph.store.on_disk import HeldDiskStore, is_disk_store, open_disk_store, read_facts
from mgi_graph.store.rdf_files import find_digest
from mgi_graph.web.config import Config
from tests.store.conftest import DATASET

SHARED = """\
<urn:g> { <urn:a> <urn:p> 1, 2 . _:b <urn:q> [ <urn:r> "x" ] }
<urn:h> { <urn:a> <urn:p> 2, 3 }
<urn:a> <urn:p> 4 .
"""
QUERIES = {
    "everything": "SELECT * { ?s ?p ?o } ORDER BY ?s ?p ?o",
    "count": "SELECT (COUNT(*) AS ?n) { ?s ?p ?o }",
    "graphs": "SELECT ?g (COUNT(*) AS ?n) { GRAPH ?g { ?s ?p ?o } } GROUP BY ?g ORDER BY ?g",
    "path": "SELECT ?a ?b { ?a (<urn:p>|^<urn:p>)+ ?b } ORDER BY ?a ?b",
    "ask": "ASK { ?s ?p 2 }",
    "construct": "CONSTRUCT { ?s <urn:x> ?o } WHERE { ?s <urn:p> ?o }",
    "optional": "SELECT ?s ?n { ?s ?p ?o OPTIONAL { ?s <urn:name> ?n } } ORDER BY ?s ?n",
}


@pytest.fixture
def source(tmp_path: Path) -> Path:
    """Give a file whose named graphs share a triple, with blank nodes, and with a default graph."""
    path = tmp_path / "source.trig"
    path.write_text(SHARED)
    return path


@pytest.fixture
def disk_store(source: Path, tmp_path: Path) -> Path:
    """Give a store on disk of that file."""
    write_disk_store(source, tmp_path / "disk")
    return tmp_path / "disk"


def _values(store: Path, query: str) -> list[tuple[object, ...]]:
    result = open_dataset(store).query(query)
    assert isinstance(result, Solutions)
    return [tuple(row) for row in result.rows]


@pytest.mark.parametrize("query", QUERIES.values(), ids=QUERIES)
def test_it_answers_as_the_store_in_memory_does(tmp_path: Path, query: str) -> None:
    """The same query has the same answer, whatever its form."""
    write_disk_store(DATASET, tmp_path / "disk")
    expected, found = (open_dataset(each).query(query) for each in (DATASET, tmp_path / "disk"))
    if isinstance(expected, Graph):
        assert isinstance(found, Graph)
        assert set(found.triples) == set(expected.triples)
    else:
        assert found == expected


def test_its_default_graph_is_the_merge(disk_store: Path) -> None:
    """Each triple counts once, and a blank node is the same in its graph and in the merge."""
    assert _values(disk_store, "SELECT ?o { <urn:a> <urn:p> ?o } ORDER BY ?o") == _values(
        disk_store, "SELECT ?o { VALUES ?o { 1 2 3 4 } }"
    )
    joined = "SELECT ?b { ?b <urn:q> ?c . GRAPH <urn:g> { ?b <urn:q> ?c . ?c <urn:r> 'x' } }"
    assert len(_values(disk_store, joined)) == 1


def test_it_knows_its_counts(disk_store: Path, source: Path) -> None:
    """Triples of the merge and of each graph are as they are counted in memory."""
    store, expected = open_dataset(disk_store), open_dataset(source)
    assert store.count_triples() == expected.count_triples() == 6
    assert store.graphs == expected.graphs == {"urn:g": 4, "urn:h": 2}
    assert len(list(store.read_graph("urn:h"))) == 2


@pytest.mark.parametrize("mark", ["", "\ufeff"], ids=["plain", "byte order mark"])
def test_its_digest_is_that_of_its_file(tmp_path: Path, mark: str) -> None:
    """It is recognised as that file, by the bytes that were read."""
    source = tmp_path / "source.nq"
    source.write_text(mark + "<urn:a> <urn:b> <urn:c> <urn:g> .\n", "utf-8")
    write_disk_store(source, tmp_path / "disk")
    assert digest_dataset(tmp_path / "disk") == digest_dataset(source) == find_digest(source)


def test_it_is_only_read(disk_store: Path) -> None:
    """Asking leaves every file as it was, and adds none."""

    def look() -> dict[str, tuple[int, int]]:
        found = {path: path.stat() for path in disk_store.rglob("*")}
        return {str(path): (each.st_size, each.st_mtime_ns) for path, each in found.items()}

    before = look()
    open_disk_store(disk_store).query("SELECT * { ?s ?p ?o } ORDER BY ?o")
    assert look() == before


def test_one_that_is_there_is_kept(disk_store: Path, source: Path) -> None:
    """Made again of the same file, it stays; of another, its place is refused."""
    made = (disk_store / "facts.json").stat().st_mtime_ns
    write_disk_store(source, disk_store)
    assert (disk_store / "facts.json").stat().st_mtime_ns == made
    source.write_text("<urn:a> <urn:b> <urn:c> .")
    with pytest.raises(OutputError, match="holds something else already"):
        write_disk_store(source, disk_store)
    assert read_facts(disk_store).counts.triples == 6


def test_a_place_with_other_files_is_refused(source: Path, tmp_path: Path) -> None:
    """Nothing of somebody else's is overwritten."""
    (tmp_path / "mine").mkdir()
    (tmp_path / "mine" / "letter.txt").write_text("dear")
    with pytest.raises(OutputError, match="mine: holds something else already"):
        write_disk_store(source, tmp_path / "mine")
    assert [path.name for path in (tmp_path / "mine").iterdir()] == ["letter.txt"]


def test_a_place_that_cannot_be_written_is_told(source: Path) -> None:
    """The error names the place and what to do."""
    with pytest.raises(OutputError, match=r"disk: the store cannot be written there: .*make room"):
        write_disk_store(source, source / "disk")


@pytest.mark.parametrize(
    ("name", "content", "problem"),
    [
        ("a.nq", "<urn:a> <urn:b> <urn:c> .\n<urn:a> 'no' .\n", "column"),
        ("a.txt", "", "not a known kind of RDF file"),
        ("none.nq", None, "cannot be read"),
    ],
)
def test_data_that_cannot_be_read_leave_nothing(
    tmp_path: Path, name: str, content: str | None, problem: str
) -> None:
    """The error says what is wrong with the file; no store and no rest of one is there."""
    if content is not None:
        (tmp_path / name).write_text(content)
    with pytest.raises((StoreError, VocabularyError), match=problem):
        write_disk_store(tmp_path / name, tmp_path / "out" / "disk")
    assert not list(tmp_path.glob("out/*"))


def _start_writer(source: Path, directory: Path) -> subprocess.Popen[bytes]:
    command = [sys.executable, "-m", "mgi_graph.store.disk_writer", str(source), str(directory)]
    return subprocess.Popen(command, stdin=subprocess.DEVNULL)


def test_a_writer_that_is_killed_leaves_nothing_that_looks_whole(tmp_path: Path) -> None:
    """Its place stays empty, and the next one clears up after it."""
    source, place = tmp_path / "source.nq", tmp_path / "out" / "disk"
    os.mkfifo(source)
    writer = _start_writer(source, place)
    with source.open("wb") as pipe:
        pipe.write(b"<urn:a> <urn:b> <urn:c> <urn:g> .\n" * 100_000)
        pipe.flush()
        assert (tmp_path / "out" / ".disk.making" / "store").is_dir()
        writer.send_signal(signal.SIGKILL)
        writer.wait()
    assert not place.exists()
    source.unlink()
    source.write_text("<urn:a> <urn:b> <urn:c> <urn:g> .\n")
    write_disk_store(source, place)
    assert open_dataset(place).count_triples() == 1
    assert [path.name for path in place.parent.iterdir()] == ["disk"]


def test_writers_of_the_same_place_wait_for_each_other(source: Path, tmp_path: Path) -> None:
    """All end well, and there is one store."""
    place = tmp_path / "out" / "disk"
    writers = [_start_writer(source, place) for _ in range(3)]
    assert [writer.wait() for writer in writers] == [0, 0, 0]
    assert open_dataset(place).count_triples() == 6
    assert [path.name for path in place.parent.iterdir()] == ["disk"]


def _cut(folder: Path) -> None:
    table = next(folder.glob("store/*.sst"))
    table.write_bytes(table.read_bytes()[:-1])


def _lose(folder: Path) -> None:
    next(folder.glob("store/*.sst")).unlink()


def _lose_store(folder: Path) -> None:
    shutil.rmtree(folder / "store")


def _lose_facts(folder: Path) -> None:
    (folder / "facts.json").unlink()


def _spoil_facts(folder: Path) -> None:
    (folder / "facts.json").write_text('{"format": 1, "digest"')


def _age_facts(folder: Path) -> None:
    facts = json.loads((folder / "facts.json").read_text())
    (folder / "facts.json").write_text(json.dumps(facts | {"format": 0}))


def _spoil_engine(folder: Path) -> None:
    manifest = next(folder.glob("store/MANIFEST*"))
    manifest.write_bytes(b"\xff" * manifest.stat().st_size)


DEFECTS: dict[str, tuple[Callable[[Path], None], str]] = {
    "a file is cut": (_cut, r"\.sst has [\d,]+ bytes, and had [\d,]+ when it was made"),
    "a file is lost": (_lose, r"\.sst cannot be read"),
    "all files are lost": (_lose_store, "cannot be read"),
    "the facts are lost": (_lose_facts, r"facts\.json cannot be read"),
    "the facts are cut": (_spoil_facts, r"facts\.json is not one that mgi-graph wrote"),
    "another version": (_age_facts, "its layout is 0, expected 1"),
    "the engine's files are spoilt": (_spoil_engine, "the engine cannot open it"),
}


@pytest.mark.parametrize(("spoil", "problem"), DEFECTS.values(), ids=DEFECTS)
def test_a_store_that_is_not_whole_is_told(
    disk_store: Path, spoil: Callable[[Path], None], problem: str
) -> None:
    """The error names the directory, what is wrong, and what to do."""
    spoil(disk_store)
    with pytest.raises(StoreError, match=problem) as caught:
        open_dataset(disk_store)
    assert str(disk_store) in str(caught.value)
    assert "make it again" in str(caught.value)


def test_damage_within_a_file_is_told(disk_store: Path) -> None:
    """The engine's own checksums find it when it is read; nothing wrong is answered."""
    store = open_dataset(disk_store)
    for table in disk_store.glob("store/*.sst"):
        with table.open("r+b") as stream:
            stream.write(b"\xff" * 32)
    with pytest.raises(DamagedStoreError, match=r"the store on disk is damaged: .*make it again"):
        store.query("SELECT * { ?s ?p ?o }")


@pytest.mark.parametrize("way", ["removed", "replaced"])
def test_a_store_that_is_held_outlives_its_directory(
    disk_store: Path, source: Path, tmp_path: Path, way: str
) -> None:
    """It is opened after its directory is gone, and is not the one that stands there now."""
    held = HeldDiskStore(disk_store)
    shutil.rmtree(disk_store)
    if way == "replaced":
        source.write_text("<urn:other> <urn:b> <urn:c> .")
        write_disk_store(source, disk_store)
    found = held.open().query("SELECT (COUNT(*) AS ?n) { <urn:a> <urn:p> ?o }")
    assert "4" in str(found)


@pytest.mark.parametrize(("spoil", "problem"), DEFECTS.values(), ids=DEFECTS)
def test_a_store_that_is_not_whole_is_not_held(
    disk_store: Path, spoil: Callable[[Path], None], problem: str
) -> None:
    """What is wrong is told as where it is opened at once."""
    spoil(disk_store)
    with pytest.raises(StoreError, match=f"({problem}|cannot be read)"):
        HeldDiskStore(disk_store).open()


def test_small_files_are_for_memory(source: Path, tmp_path: Path) -> None:
    """From the size named on, a file is for disk; below, and without a size, it is not."""
    size = source.stat().st_size
    assert plan_disk_store(source, size + 1, tmp_path) is None
    assert plan_disk_store(source, None, tmp_path) is None
    plan = plan_disk_store(source, size, tmp_path)
    assert plan is not None
    assert plan.directory.parent == tmp_path
    assert not plan.is_made


def test_a_store_is_kept_under_the_digest_of_its_file(source: Path, tmp_path: Path) -> None:
    """It is found again; a changed file has another; a broken one is made anew."""
    cache = tmp_path / "cache"
    plan = plan_disk_store(source, 0, cache)
    assert plan is not None
    write_disk_store(source, plan.directory)
    assert plan_disk_store(source, 0, cache) == DiskPlan(plan.directory, is_made=True)
    _cut(plan.directory)
    assert plan_disk_store(source, 0, cache) == plan
    assert not plan.directory.exists()
    source.write_text("")
    assert plan_disk_store(source, 0, cache) != plan


def test_older_stores_of_a_file_are_removed(source: Path, tmp_path: Path) -> None:
    """Those of other files stay, and so does what is no store."""
    other = tmp_path / "other.nq"
    other.write_text("")
    cache = tmp_path / "cache"
    write_disk_store(other, cache / "other")
    write_disk_store(source, cache / "old")
    source.write_text("")
    write_disk_store(source, cache / "new")
    (cache / "mine").mkdir()
    remove_older_stores(cache, cache / "new")
    assert sorted(path.name for path in cache.iterdir()) == ["mine", "new", "other"]


def test_without_a_place_to_keep_stores_a_large_file_is_refused(source: Path) -> None:
    """The error says how to name one."""
    with pytest.raises(OutputError, match="XDG_CACHE_HOME"):
        plan_disk_store(source, 0, None)


def test_a_store_is_itself_whatever_its_size(disk_store: Path) -> None:
    """Nothing is made of a store on disk."""
    assert plan_disk_store(disk_store, None, None) == DiskPlan(disk_store, is_made=True)
    assert is_disk_store(disk_store)
    assert not is_disk_store(disk_store / "store")


def test_the_digest_of_a_built_dataset_is_read_from_its_list(tmp_path: Path) -> None:
    """A file that has changed since the list was written is digested itself."""
    with replace_directory(tmp_path / "built") as folder:
        (folder / "mgi.trig").write_text(SHARED)
    file, checksums = tmp_path / "built" / "mgi.trig", tmp_path / "built" / "mgi.sha256"
    expected = digest_dataset(tmp_path / "built")
    assert find_digest(file) == expected
    assert expected in checksums.read_text()
    checksums.write_text(f"{'0' * 64}  mgi.trig\n")
    assert find_digest(file) == "0" * 64
    newer = checksums.stat().st_mtime_ns + 1_000_000
    os.utime(file, ns=(newer, newer))
    assert find_digest(file) == expected


def test_the_command_line_asks_it(disk_store: Path) -> None:
    """``mgi-graph sparql --data`` answers from it; of a broken one it says what is wrong."""
    program = str(Path(sys.executable).with_name("mgi-graph"))
    query = "SELECT (COUNT(*) AS ?n) { ?s ?p ?o }"
    command = [program, "sparql", query, "--data", str(disk_store), "--format", "csv"]
    found = subprocess.run(command, capture_output=True, text=True, check=True)
    assert found.stdout.split() == ["n", "6"]
    _cut(disk_store)
    failed = subprocess.run(command, capture_output=True, text=True, check=False)
    assert failed.returncode == 2
    assert "not a whole store on disk" in failed.stderr
    assert "Traceback" not in failed.stderr


def test_large_dataset_is_opened_from_disk_and_said_once(source: Path, tmp_path: Path) -> None:
    """The first opening makes a store and says so, the second finds it, and both answer alike."""
    said: list[str] = []
    answers = [
        open_from_best_place(source, 1, tmp_path / "cache", said.append).query(
            QUERIES["everything"]
        )
        for _ in range(2)
    ]
    assert answers[0] == answers[1]
    assert len(said) == 1
    assert str(tmp_path / "cache") in said[0]


def test_small_dataset_is_opened_from_memory(source: Path, tmp_path: Path) -> None:
    """Nothing is written for a file below the bound, and nothing is said."""
    said: list[str] = []
    open_from_best_place(source, DISK_FROM, tmp_path / "cache", said.append)
    assert not (tmp_path / "cache").exists()
    assert said == []


def test_dataset_that_cannot_be_kept_is_opened_from_memory_and_said(source: Path) -> None:
    """Without a place for stores the dataset still answers."""
    said: list[str] = []
    store = open_from_best_place(source, 1, None, said.append)
    assert store.count_triples() > 0
    assert len(said) == 1
    assert "XDG_CACHE_HOME" in said[0]


def test_service_and_commands_choose_alike() -> None:
    """The bound of the service is that of the commands."""
    bounds = {each.name: each.default for each in dataclasses.fields(Config)}
    assert bounds["disk_from"] == DISK_FROM


def test_triple_that_a_file_gives_twice_counts_once(tmp_path: Path) -> None:
    """The counts that are kept with a store are those of a query."""
    path = tmp_path / "twice.nq"
    path.write_text("<urn:a> <urn:p> 1 <urn:g> .\n".replace("1", '"1"') * 2)
    write_disk_store(path, tmp_path / "disk")
    store = open_disk_store(tmp_path / "disk")
    assert (store.count_triples(), dict(store.graphs)) == (1, {"urn:g": 1})
