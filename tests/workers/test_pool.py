"""Tasks are done, bounded in time and memory, fairly, and one that fails costs nobody else."""

import asyncio
import os
import signal
import socket
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from mgi_graph.errors import QuerySyntaxError, ServiceRefusedError, StoreError
from mgi_graph.workers.errors import (
    BusyError,
    CrashedError,
    MemoryLimitError,
    StoppedError,
    TimedOutError,
)
from mgi_graph.workers.pool import Pool
from mgi_graph.workers.sandbox import Sandbox
from mgi_graph.workers.settings import PoolSettings
from tests.workers.deeds import (
    HUNGRY,
    RUNAWAY,
    Ask,
    Die,
    Fail,
    Mistake,
    Name,
    Reach,
    Sleep,
    Sort,
)

WithPool = Callable[..., Any]


def test_a_query_is_answered(with_pool: WithPool) -> None:
    """A worker answers from the dataset: the three profiles have 105 findings."""

    async def deed(pool: Pool) -> bytes:
        query = "SELECT (COUNT(*) AS ?n) { ?f a <https://w3id.org/mgi-graph/ontology#Finding> }"
        return (await pool.run(Ask(query), client="a")).body

    assert b'"value":"105"' in with_pool(deed)


def test_the_facts_are_those_of_the_dataset(with_pool: WithPool, trig: Path) -> None:
    """A pool knows the digest of the file and the graphs in it."""

    async def deed(pool: Pool) -> Any:  # noqa: ANN401
        return pool.facts

    facts = with_pool(deed)
    assert len(facts.digest) == 64
    assert "https://w3id.org/mgi-graph/id/graph/col-medellin-2022" in facts.graphs
    assert facts.triples > 5000


def test_a_dataset_that_cannot_be_loaded_is_an_error(tmp_path: Path) -> None:
    """The error names the file."""
    with pytest.raises(StoreError, match=r"nowhere\.trig"):
        asyncio.run(Pool.start(PoolSettings(data=tmp_path / "nowhere.trig")))


@pytest.mark.parametrize(
    ("task", "error"),
    [
        (Mistake(), QuerySyntaxError),
        (Ask("SELECT * { SERVICE <http://127.0.0.1/> { ?s ?p ?o } }"), ServiceRefusedError),
        (Ask("SELECT * {"), QuerySyntaxError),
        (Fail(), CrashedError),
        (Die(), CrashedError),
        (Die(signal.SIGKILL), CrashedError),
        (Die(signal.SIGABRT), CrashedError),
    ],
    ids=str,
)
def test_a_failing_task_costs_nobody_else(
    with_pool: WithPool,
    task: Any,  # noqa: ANN401 (each task is of its own class)
    error: type[Exception],
) -> None:
    """The error is the task's own, and the pool answers the next one."""

    async def deed(pool: Pool) -> bytes:
        with pytest.raises(error):
            await pool.run(task, client="a")
        return (await pool.run(Ask("ASK {}"), client="a")).body

    assert b"true" in with_pool(deed, workers=1)


def test_a_syntax_error_keeps_its_place(with_pool: WithPool) -> None:
    """Line and column come back from the worker."""

    async def deed(pool: Pool) -> tuple[int | None, int | None]:
        with pytest.raises(QuerySyntaxError) as caught:
            await pool.run(Mistake(), client="a")
        return caught.value.line, caught.value.column

    assert with_pool(deed) == (2, 3)


def test_a_runaway_query_is_killed(with_pool: WithPool) -> None:
    """What is over its time ends with an error that says the limit."""

    async def deed(pool: Pool) -> float:
        with pytest.raises(TimedOutError) as caught:
            await pool.run(Ask(RUNAWAY), client="a")
        return caught.value.seconds

    assert with_pool(deed, seconds=1.0) == 1.0


def test_a_shorter_time_can_be_asked_for_and_a_longer_one_not(with_pool: WithPool) -> None:
    """The limit of a request is at most that of the pool."""

    async def deed(pool: Pool) -> list[float]:
        found = []
        for seconds in (0.2, 100.0):
            with pytest.raises(TimedOutError) as caught:
                await pool.run(Ask(RUNAWAY), client="a", seconds=seconds)
            found.append(caught.value.seconds)
        return found

    assert with_pool(deed, seconds=0.6) == [0.2, 0.6]


def test_a_hungry_query_ends_at_the_limit_of_memory(with_pool: WithPool) -> None:
    """The engine's own sort cannot take the machine's memory."""

    async def deed(pool: Pool) -> bytes:
        with pytest.raises(MemoryLimitError):
            await pool.run(Sort(HUNGRY), client="a")
        return (await pool.run(Ask("ASK {}"), client="a")).body

    assert b"true" in with_pool(deed, memory=64 << 20)


def test_long_tasks_leave_the_short_lane(with_pool: WithPool) -> None:
    """While all slow places are taken, short tasks are still done."""

    async def deed(pool: Pool) -> int:
        runaways = [
            asyncio.ensure_future(pool.run(Ask(RUNAWAY), client=str(number))) for number in range(3)
        ]
        while pool.status.slow < 3:
            await asyncio.sleep(0.05)
        answers = [await pool.run(Ask("ASK {}"), client="a") for _ in range(20)]
        assert not any(each.done() for each in runaways)
        for each in runaways:
            each.cancel()
        await asyncio.gather(*runaways, return_exceptions=True)
        return len(answers)

    assert with_pool(deed, workers=1, slow=3, patience=0.05) == 20


def test_one_client_cannot_take_every_slow_place(with_pool: WithPool) -> None:
    """The last place is kept for others, and whoever is refused is told when to return."""

    async def deed(pool: Pool) -> None:
        own = [asyncio.ensure_future(pool.run(Sleep(30), client="a")) for _ in range(3)]
        done, _ = await asyncio.wait(own, timeout=10, return_when=asyncio.FIRST_COMPLETED)
        with pytest.raises(BusyError) as caught:
            done.pop().result()
        assert caught.value.retry_after >= 1
        assert pool.status.slow == 2
        other = asyncio.ensure_future(pool.run(Sleep(30), client="b"))
        while pool.status.slow < 3:
            await asyncio.sleep(0.02)
        for each in (*own, other):
            each.cancel()
        await asyncio.gather(*own, other, return_exceptions=True)

    with_pool(deed, workers=1, slow=3, patience=0.05)


def test_a_full_queue_refuses(with_pool: WithPool) -> None:
    """More than the queue holds is refused at once, and the others are served."""

    async def deed(pool: Pool) -> tuple[int, int]:
        tasks = [asyncio.ensure_future(pool.run(Sleep(0.3), client="a")) for _ in range(6)]
        found = await asyncio.gather(*tasks, return_exceptions=True)
        refused = sum(isinstance(each, BusyError) for each in found)
        return refused, len(found) - refused

    assert with_pool(deed, workers=1, queue=3, per_client=3, patience=10.0) == (2, 4)


def test_waiting_clients_take_turns(with_pool: WithPool) -> None:
    """A client with many requests does not go before one with a single request."""

    async def deed(pool: Pool) -> list[str]:
        order: list[str] = []

        async def run(client: str) -> None:
            await pool.run(Sleep(0.05), client=client)
            order.append(client)

        many = [asyncio.ensure_future(run("many")) for _ in range(6)]
        await asyncio.sleep(0)
        await asyncio.gather(*many, run("single"))
        return order

    order = with_pool(deed, workers=1, patience=10.0)
    assert order.index("single") <= 2


def test_a_task_whose_client_leaves_is_ended(with_pool: WithPool) -> None:
    """Cancelling kills the worker, and a new one takes its place."""

    async def deed(pool: Pool) -> bytes:
        running = asyncio.ensure_future(pool.run(Ask(RUNAWAY), client="a"))
        await asyncio.sleep(0.1)
        running.cancel()
        with pytest.raises(asyncio.CancelledError):
            await running
        return (await pool.run(Ask("ASK {}"), client="a")).body

    assert b"true" in with_pool(deed, workers=1, patience=10.0)


def test_a_killed_worker_is_replaced(with_pool: WithPool) -> None:
    """An idle worker that somebody kills is not handed a task."""

    async def deed(pool: Pool) -> bool:
        first = int((await pool.run(Name(), client="a")).body)
        os.kill(first, signal.SIGKILL)
        await asyncio.sleep(0.3)
        second = int((await pool.run(Name(), client="a")).body)
        return first != second

    assert with_pool(deed, workers=1)


def test_closing_lets_running_tasks_finish(with_pool: WithPool) -> None:
    """A task that ends within the time given is answered."""

    async def deed(pool: Pool) -> bytes:
        running = asyncio.ensure_future(pool.run(Sleep(0.3), client="a"))
        await asyncio.sleep(0.1)
        await pool.close(5)
        return (await running).body

    assert with_pool(deed).isdigit()


def test_closing_ends_every_process(with_pool: WithPool) -> None:
    """No worker outlives its pool, even one that computes."""

    async def deed(pool: Pool) -> int:
        worker = int((await pool.run(Name(), client="a")).body)
        running = asyncio.ensure_future(pool.run(Ask(RUNAWAY), client="a"))
        await asyncio.sleep(0.1)
        await pool.close(0)
        with pytest.raises(StoppedError):
            await running
        return worker

    worker = with_pool(deed, workers=1, patience=10.0)
    with pytest.raises(ProcessLookupError):
        os.kill(worker, 0)


def test_the_workers_are_confined(with_pool: WithPool) -> None:
    """On Linux with libseccomp the kernel confines them."""

    async def deed(pool: Pool) -> Sandbox:
        return pool.sandbox

    assert with_pool(deed) is Sandbox.SECCOMP


@pytest.mark.parametrize("way", ["connect", "service", "load"])
def test_a_worker_reaches_no_network(with_pool: WithPool, way: str) -> None:
    """Not even the bare engine can call a listener on this machine, which is never called."""
    with socket.create_server(("127.0.0.1", 0)) as listener:
        listener.settimeout(0.3)
        port = str(listener.getsockname()[1])

        async def deed(pool: Pool) -> bytes:
            return (await pool.run(Reach(way, port), client="a")).body

        assert with_pool(deed) != b"got out"
        with pytest.raises(TimeoutError):
            listener.accept()


@pytest.mark.parametrize("way", ["read", "write", "execute", "fork"])
def test_a_worker_reaches_no_file_and_no_program(
    with_pool: WithPool, tmp_path: Path, way: str
) -> None:
    """A file that anybody may read and a program that anybody may run stay out of reach."""
    target = tmp_path / "secret"
    target.write_text("#!/bin/sh\n")
    target.chmod(0o755)

    async def deed(pool: Pool) -> bytes:
        return (await pool.run(Reach(way, str(target)), client="a")).body

    assert with_pool(deed) == b"PermissionError"
    assert target.read_text() == "#!/bin/sh\n"
