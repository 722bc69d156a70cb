"""Run tasks in workers: soon, for a bounded time, and fairly among clients.

There are two lanes. Every task starts in the first, which has a few workers; one
that is not done after a moment moves to the second together with its worker,
which from then on computes only when nobody else wants to, and the first lane
gets a new worker. So long tasks never keep short ones waiting. What is over its
time is killed, and nothing else suffers.
"""

import asyncio
import math
import signal
from collections import Counter
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any, Final

from mgi_graph.errors import StoreError
from mgi_graph.workers.admission import FairQueue
from mgi_graph.workers.connections import NurseryConnection, WorkerConnection, WorkerLostError
from mgi_graph.workers.errors import (
    BusyError,
    CrashedError,
    MemoryLimitError,
    StoppedError,
    TimedOutError,
)
from mgi_graph.workers.nursery import Settings
from mgi_graph.workers.observing import UNOBSERVED, Ending, Observer
from mgi_graph.workers.sandbox import Sandbox
from mgi_graph.workers.settings import DatasetFacts, PoolSettings, PoolStatus
from mgi_graph.workers.tasks import Answer, Task
from mgi_graph.workers.wire import Assignment, read_answer

_LONGEST_WAIT: Final = 10.0
_BURIAL: Final = 2.0
_GLANCE: Final = 0.02
_PAUSE: Final = 1.0
_GREETING: Final = 20.0
_OUT_OF_MEMORY: Final = ("memory allocation of", "MemoryError", "bad_alloc")
"""What the engine, Python and the engine's store on disk write when they get no more memory."""


@dataclass(slots=True, eq=False)
class _Job:
    """Follow one task in its worker."""

    client: str
    connection: WorkerConnection
    is_slow: bool = False
    killed: Ending | None = None


class Pool:
    """Run tasks on one dataset; make one with :meth:`start`."""

    def __init__(self, settings: PoolSettings, observer: Observer) -> None:
        """Tell ``observer`` of workers that end before their time."""
        self._settings = settings
        self._observer = observer
        self._idle: list[WorkerConnection] = []
        self._queue: FairQueue[WorkerConnection] = FairQueue(
            settings.queue, settings.per_client, self._make_idle
        )
        self._jobs: set[_Job] = set()
        self._connections: dict[int, WorkerConnection] = {}
        self._arrivals: set[asyncio.Task[None]] = set()
        self._ended: Counter[str] = Counter()
        loop = asyncio.get_running_loop()
        self._facts: asyncio.Future[DatasetFacts] = loop.create_future()
        self.lost: asyncio.Future[None] = loop.create_future()
        """Done when no task can be run any more."""
        self.sandbox: Sandbox = Sandbox.NONE
        """How the workers are confined."""
        self._nursery = NurseryConnection(
            _settings_for_nursery(settings),
            self._hear,
            self._lose,
        )

    @classmethod
    async def start(cls, settings: PoolSettings, observer: Observer = UNOBSERVED) -> "Pool":
        """Load the dataset and have the first workers ready.

        Raises :class:`~mgi_graph.errors.StoreError` where it cannot be loaded.
        """
        pool = cls(settings, observer)
        try:
            pool.facts = await pool._facts
            for _ in range(settings.workers):
                pool._spawn()
            async with asyncio.timeout(_GREETING):
                pool._make_idle(await pool._queue.wait(""))
        except BaseException:
            await pool.close(0)
            raise
        return pool

    facts: DatasetFacts

    @property
    def status(self) -> PoolStatus:
        """Return how busy the pool is."""
        slow = sum(job.is_slow for job in self._jobs)
        return PoolStatus(
            len(self._idle), len(self._jobs) - slow, slow, len(self._queue), dict(self._ended)
        )

    async def run(self, task: Task, *, client: str, seconds: float | None = None) -> Answer:
        """Return the answer of a task; ``seconds`` can only shorten its time.

        Raises what the task raises, :class:`~mgi_graph.workers.errors.BusyError`,
        :class:`~mgi_graph.workers.errors.TimedOutError`,
        :class:`~mgi_graph.workers.errors.MemoryLimitError` and
        :class:`~mgi_graph.workers.errors.CrashedError`.
        """
        limit = self._settings.seconds if seconds is None else min(seconds, self._settings.seconds)
        job = _Job(client, await self._acquire(client))
        self._jobs.add(job)
        loop = asyncio.get_running_loop()
        timers = (
            loop.call_later(self._settings.patience, self._move_to_slow_lane, job),
            loop.call_later(limit, self._kill, job, Ending.TIMED_OUT),
        )
        try:
            answer = read_answer(*await job.connection.send(Assignment(task, limit)))
        except WorkerLostError:
            raise await self._explain(job, limit) from None
        except asyncio.CancelledError:
            self._kill(job, Ending.LEFT)
            raise
        except MemoryLimitError:
            self._kill(job, Ending.MEMORY)
            raise
        finally:
            for timer in timers:
                timer.cancel()
            self._release(job)
        return answer

    async def close(self, seconds: float) -> None:
        """Let running tasks finish for so many seconds, then end everything."""
        loop = asyncio.get_running_loop()
        deadline = loop.time() + seconds
        while self._jobs and loop.time() < deadline:
            await asyncio.sleep(_GLANCE)
        self._lose()
        for arrival in tuple(self._arrivals):
            arrival.cancel()
        for connection in self._connections.values():
            connection.close()
        self._nursery.close()
        await self._nursery.wait_closed()

    async def _acquire(self, client: str) -> WorkerConnection:
        if self.lost.done():
            raise StoppedError()
        if self._idle and not self._queue:
            return self._idle.pop()
        if self._queue.is_full_for(client):
            raise BusyError(retry_after=1)
        try:
            async with asyncio.timeout(_LONGEST_WAIT):
                return await self._queue.wait(client)
        except TimeoutError:
            raise BusyError(retry_after=math.ceil(_LONGEST_WAIT)) from None

    def _make_idle(self, connection: WorkerConnection) -> None:
        if not self._queue.give(connection):
            self._idle.append(connection)

    def _release(self, job: _Job) -> None:
        self._jobs.discard(job)
        if job.is_slow:
            job.connection.close()
        elif job.killed is None and job.connection.is_open:
            self._make_idle(job.connection)
        else:
            self._spawn()

    def _move_to_slow_lane(self, job: _Job) -> None:
        slow = [other for other in self._jobs if other.is_slow]
        own = sum(other.client == job.client for other in slow)
        room = self._settings.slow
        if len(slow) >= room or own >= max(room - 1, 1):
            self._kill(job, Ending.BUSY)
            return
        job.is_slow = True
        self._nursery.command("demote", job.connection.worker)
        self._spawn()

    def _kill(self, job: _Job, ending: Ending) -> None:
        if job.killed is None:
            job.killed = ending
            self._note(ending)
            self._nursery.command("kill", job.connection.worker)

    def _note(self, ending: Ending, last_words: str = "") -> None:
        self._ended[ending] += 1
        self._observer.worker_ended(ending, last_words)

    async def _explain(self, job: _Job, limit: float) -> Exception:
        """Return the error for a worker that ended before it answered."""
        if job.killed is Ending.TIMED_OUT:
            return TimedOutError(limit)
        if job.killed is Ending.BUSY:
            return BusyError(retry_after=math.ceil(limit / 2))
        if self.lost.done():
            return StoppedError()
        code, trace = await self._find_ending(job.connection)
        if code == -signal.SIGXCPU:
            self._note(Ending.TIMED_OUT)
            return TimedOutError(limit)
        if any(words in trace for words in _OUT_OF_MEMORY):
            self._note(Ending.MEMORY)
            return MemoryLimitError(self._settings.memory)
        self._note(Ending.CRASHED, trace)
        return CrashedError(signal.Signals(-code).name if code < 0 else f"exit code {code}")

    async def _find_ending(self, connection: WorkerConnection) -> tuple[int, str]:
        try:
            async with asyncio.timeout(_BURIAL):
                return await asyncio.shield(connection.ending)
        except TimeoutError:
            return 1, ""

    def _spawn(self) -> None:
        if not self.lost.done():
            self._nursery.command("spawn")

    def _hear(self, message: Mapping[str, Any]) -> None:
        if "spawned" in message:
            connection = WorkerConnection(message["spawned"], self._settings.longest_answer)
            self._connections[connection.worker] = connection
            arrival = asyncio.get_running_loop().create_task(self._welcome(connection))
            self._arrivals.add(arrival)
            arrival.add_done_callback(self._arrivals.discard)
        elif "ended" in message:
            connection = self._connections.pop(message["ended"])
            connection.ending.set_result((message["code"], message["trace"]))
            if connection in self._idle:
                self._idle.remove(connection)
                self._spawn()
        elif "ready" in message:
            self._facts.set_result(DatasetFacts(**message["ready"]))
        elif "advice" in message:
            self._observer.advise(message["kind"], message["advice"])
        else:
            self._facts.set_exception(StoreError(message["failed"]))

    async def _welcome(self, connection: WorkerConnection) -> None:
        """Take up a new worker; one that cannot even greet is tried again after a pause."""
        greeting = connection.expect()
        theirs = self._nursery.take_socket()
        await asyncio.get_running_loop().connect_accepted_socket(lambda: connection, theirs)
        try:
            head, _ = await greeting
        except WorkerLostError:
            self._note(Ending.CRASHED, (await self._find_ending(connection))[1])
            await asyncio.sleep(_PAUSE)
            self._spawn()
            return
        self.sandbox = Sandbox(head["sandbox"])
        self._make_idle(connection)

    def _lose(self) -> None:
        """Run no more tasks; those that run end with their connections."""
        if not self._facts.done():
            self._facts.set_exception(StoreError("the process that loads the dataset has ended"))
        if not self.lost.done():
            self.lost.set_result(None)


def _settings_for_nursery(settings: PoolSettings) -> Settings:
    return Settings(
        data=str(settings.data),
        memory=settings.memory,
        prepare=settings.prepare,
        disk_from=settings.disk_from,
        cache=None if settings.cache is None else str(settings.cache),
        endpoint=settings.endpoint,
        seconds=settings.seconds,
    )
