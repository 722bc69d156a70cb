"""Workers answer from a store on disk, of which they can read the files and no others."""

import asyncio
import os
import shutil
import signal
import socket
import subprocess
import sys
from collections.abc import Awaitable, Callable
from pathlib import Path
from typing import TypeVar

import pytest

from mgi_graph.errors import StoreError
from mgi_graph.store.disk_writer import write_disk_store
from mgi_graph.workers.errors import CrashedError
from mgi_graph.workers.landlock import landlock_version
from mgi_graph.workers.observing import Ending
from mgi_graph.workers.pool import Pool
from mgi_graph.workers.sandbox import Sandbox
from mgi_graph.workers.settings import PoolSettings
from tests.workers.deeds import Ask, Name, Reach

Value = TypeVar("Value")
COUNT = Ask("SELECT (COUNT(*) AS ?n) { ?f a <https://w3id.org/mgi-graph/ontology#Finding> }")
FINDINGS = b'"value":"105"'


class _Notes:
    """Keep what a pool tells."""

    def __init__(self) -> None:
        self.advice: list[tuple[str, str]] = []
        self.endings: list[Ending] = []
        self.words: list[str] = []

    def worker_ended(self, ending: Ending, last_words: str) -> None:
        """Keep both."""
        self.words.append(last_words)
        self.endings.append(ending)

    def advise(self, kind: str, text: str) -> None:
        """Keep the text."""
        self.advice.append((kind, text))


@pytest.fixture(scope="module")
def made(trig: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Give a store on disk of the real dataset, to be read only."""
    directory = tmp_path_factory.mktemp("disk") / "store"
    write_disk_store(trig, directory)
    return directory


@pytest.fixture
def disk_store(made: Path, tmp_path: Path) -> Path:
    """Give a copy of that store which a test may spoil."""
    return shutil.copytree(made, tmp_path / "disk")


def _with_pool(
    deed: Callable[[Pool], Awaitable[Value]],
    data: Path,
    notes: _Notes | None = None,
    **more: object,
) -> Value:
    async def run() -> Value:
        settings: dict[str, object] = {"prepare": "tests.workers.deeds:prepare", **more}
        pool = await Pool.start(PoolSettings(data=data, **settings), notes or _Notes())  # type: ignore[arg-type]
        try:
            return await deed(pool)
        finally:
            await pool.close(0)

    return asyncio.run(run())


def test_workers_answer_from_it(made: Path, trig: Path) -> None:
    """Answers and facts are those of the dataset in memory; the storage is told."""

    async def deed(pool: Pool) -> tuple[bytes, str, int, object, str]:
        facts = pool.facts
        body = (await pool.run(COUNT, client="a")).body
        return body, facts.digest, facts.triples, facts.graphs, facts.storage

    disk, memory = (_with_pool(deed, data) for data in (made, trig))
    assert FINDINGS in disk[0]
    assert disk[:-1] == memory[:-1]
    assert (disk[-1], memory[-1]) == ("disk", "memory")


def test_workers_are_confined_by_landlock(made: Path) -> None:
    """With a kernel that has it, they are."""
    assert landlock_version() >= 1

    async def deed(pool: Pool) -> Sandbox:
        return pool.sandbox

    assert _with_pool(deed, made) is Sandbox.LANDLOCK


@pytest.mark.parametrize("way", ["connect", "service", "load"])
def test_a_worker_reaches_no_network(made: Path, way: str) -> None:
    """A listener on this machine is never called."""
    with socket.create_server(("127.0.0.1", 0)) as listener:
        listener.settimeout(0.3)
        port = str(listener.getsockname()[1])

        async def deed(pool: Pool) -> bytes:
            return (await pool.run(Reach(way, port), client="a")).body

        assert _with_pool(deed, made) != b"got out"
        with pytest.raises(TimeoutError):
            listener.accept()


@pytest.mark.parametrize("way", ["read", "write", "execute", "fork"])
def test_a_worker_reaches_no_other_file(made: Path, tmp_path: Path, way: str) -> None:
    """A file that anybody may read stays out of reach, beside the store too, and by a link."""
    target = tmp_path / "secret"
    target.write_text("#!/bin/sh\n")
    target.chmod(0o755)
    link = tmp_path / "link"
    link.symlink_to(target)

    async def deed(pool: Pool) -> set[bytes]:
        targets = (target, link, Path("/proc/self/environ"), Path("/etc/passwd"))
        tasks = [Reach(way, str(each)) for each in targets]
        return {(await pool.run(task, client="a")).body for task in tasks}

    assert _with_pool(deed, made) == {b"PermissionError"}
    assert target.read_text() == "#!/bin/sh\n"


def test_a_worker_reads_the_store_but_not_what_says_whence_it_is(made: Path) -> None:
    """The engine's files can be read, as they must be; the path of the source can not."""

    async def deed(pool: Pool) -> list[bytes]:
        files = (made / "store" / "CURRENT", made / "facts.json")
        return [(await pool.run(Reach("read", str(file)), client="a")).body for file in files]

    assert _with_pool(deed, made) == [b"got out", b"PermissionError"]


def test_a_worker_writes_nothing_into_the_store(disk_store: Path) -> None:
    """Neither a file that is there nor a new one."""
    before = sorted(path.name for path in (disk_store / "store").iterdir())
    current = (disk_store / "store" / "CURRENT").read_bytes()

    async def deed(pool: Pool) -> set[bytes]:
        files = (disk_store / "store" / "CURRENT", disk_store / "store" / "new")
        return {(await pool.run(Reach("write", str(file)), client="a")).body for file in files}

    assert _with_pool(deed, disk_store) == {b"PermissionError"}
    assert sorted(path.name for path in (disk_store / "store").iterdir()) == before
    assert (disk_store / "store" / "CURRENT").read_bytes() == current


def test_without_landlock_that_is_said(made: Path, tmp_path: Path) -> None:
    """Files can then be read, and the name of the confinement says so; the rest is refused."""
    target = tmp_path / "secret"
    target.write_text("")
    command = [sys.executable, "-m", "tests.workers.without_landlock", str(made), str(target)]
    project = Path(__file__).parents[2]
    found = subprocess.run(command, capture_output=True, text=True, check=True, cwd=project)
    version, *said = found.stdout.splitlines()
    assert version == "0"
    assert said == [
        "seccomp, files readable",
        "True",
        "got out",
        "PermissionError",
        "PermissionError",
    ]
    assert "Landlock" in Sandbox.READING.shortcoming
    assert not Sandbox.LANDLOCK.shortcoming


@pytest.mark.parametrize("way", ["removed", "replaced"])
def test_new_workers_answer_from_the_same_store(disk_store: Path, tmp_path: Path, way: str) -> None:
    """Where its directory is gone or is another's, a new worker still reads the old files."""
    other = tmp_path / "other.nq"
    other.write_text("<urn:a> <urn:b> <urn:c> .")

    async def deed(pool: Pool) -> bytes:
        shutil.rmtree(disk_store)
        if way == "replaced":
            write_disk_store(other, disk_store)
        first = int((await pool.run(Name(), client="a")).body)
        os.kill(first, signal.SIGKILL)
        await asyncio.sleep(0.3)
        assert int((await pool.run(Name(), client="a")).body) != first
        return (await pool.run(COUNT, client="a")).body

    assert FINDINGS in _with_pool(deed, disk_store, workers=1)


def test_a_store_that_cannot_be_opened_is_told(disk_store: Path) -> None:
    """The pool does not start, and the error says why."""
    manifest = next(disk_store.glob("store/MANIFEST*"))
    manifest.write_bytes(b"\xff" * manifest.stat().st_size)

    async def deed(pool: Pool) -> None:
        raise AssertionError("it started")

    with pytest.raises(StoreError, match="the engine cannot open it"):
        _with_pool(deed, disk_store)


def test_damage_is_nobodys_mistake(disk_store: Path) -> None:
    """A query that meets a damaged file ends its worker; the log gets the reason."""

    async def deed(pool: Pool) -> str:
        for table in disk_store.glob("store/*.sst"):
            with table.open("r+b") as stream:
                stream.write(b"\xff" * 32)
        with pytest.raises(CrashedError) as caught:
            await pool.run(Ask("SELECT * { ?s ?p ?o }"), client="a")
        return str(caught.value)

    notes = _Notes()
    assert str(disk_store) not in _with_pool(deed, disk_store, notes)
    assert set(notes.endings) == {Ending.CRASHED}
    assert any("DamagedStoreError" in words for words in notes.words)


def test_a_large_file_is_written_to_disk_once(trig: Path, tmp_path: Path) -> None:
    """The first start says so; the second finds the store."""
    cache = tmp_path / "cache"

    async def deed(pool: Pool) -> str:
        assert FINDINGS in (await pool.run(COUNT, client="a")).body
        return pool.facts.storage

    notes = [_Notes(), _Notes()]
    for each in notes:
        assert _with_pool(deed, trig, each, disk_from=1000, cache=cache) == "disk"
    assert [kind for kind, _ in notes[0].advice] == ["notice"]
    assert str(cache) in notes[0].advice[0][1]
    assert notes[1].advice == []


def test_where_no_store_can_be_written_memory_serves(trig: Path) -> None:
    """That is said, with the reason."""

    async def deed(pool: Pool) -> str:
        assert FINDINGS in (await pool.run(COUNT, client="a")).body
        return pool.facts.storage

    notes = _Notes()
    assert _with_pool(deed, trig, notes, disk_from=1000, cache=trig / "cache") == "memory"
    kind, text = notes.advice[-1]
    assert kind == "warning"
    assert "cannot be written" in text
    assert "memory" in text


def test_a_large_file_that_does_not_parse_is_told(tmp_path: Path) -> None:
    """The error is that of the file, with its line; nothing is kept of it."""
    data = tmp_path / "broken.nq"
    data.write_text("<urn:a> <urn:b> <urn:c> .\nno\n")

    async def deed(pool: Pool) -> None:
        raise AssertionError("it started")

    with pytest.raises(StoreError, match=r"broken\.nq:2"):
        _with_pool(deed, data, disk_from=0, cache=tmp_path / "cache")
    assert not list((tmp_path / "cache").iterdir())
