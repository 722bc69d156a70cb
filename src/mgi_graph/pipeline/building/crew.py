"""Let several processes do the parts of a build, one batch after the other.

A crew of one works in this process. The answers come in the order of the tasks, whoever
is done first, and no more tasks are given out than the answers can be taken in.
"""

import gc
import os
import signal
import threading
from collections import deque
from collections.abc import Callable, Iterable, Iterator, Sequence
from concurrent.futures import Future, ProcessPoolExecutor
from concurrent.futures.process import BrokenProcessPool
from contextlib import AbstractContextManager
from itertools import chain, islice
from multiprocessing import get_context
from multiprocessing.connection import Connection
from types import TracebackType
from typing import Self, TypeVar

from mgi_graph.errors import WorkerError

Task = TypeVar("Task")
Answer = TypeVar("Answer")

_RARELY = (100_000, 50, 100)
"""After how many new objects, and rounds of each kind, cycles of objects are looked for."""

_AHEAD = 2
"""Tasks that are given out for each process before the first answer is taken in."""


def count_cores() -> int:
    """Return how many cores this process may use."""
    if hasattr(os, "sched_getaffinity"):
        return len(os.sched_getaffinity(0))
    return os.cpu_count() or 1


def split(items: Sequence[Task], size: int) -> Iterator[Sequence[Task]]:
    """Give items in groups of ``size``, the last perhaps smaller.

    >>> list(split("abcde", 2))
    ['ab', 'cd', 'e']
    """
    return (items[start : start + size] for start in range(0, len(items), size))


class Crew(AbstractContextManager["Crew"]):
    """Hold the processes of one build; they end with it, whatever happens."""

    def __init__(self, jobs: int) -> None:
        """Take the number of processes; they are started when they are first needed."""
        self.jobs = jobs
        self.prepare: Callable[[], object] = _know_nothing
        """What each process does before its first task; pickled, and therefore to be small."""
        self._executor: ProcessPoolExecutor | None = None
        self._ends: tuple[Connection, ...] = ()
        self._usual = gc.get_threshold()

    def __enter__(self) -> Self:
        """Look for cycles of objects as rarely here as the processes do."""
        gc.set_threshold(*_RARELY)
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        traceback: TracebackType | None,
    ) -> None:
        """End the processes, and what they are at."""
        gc.set_threshold(*self._usual)
        if self._executor is not None:
            self._executor.shutdown(wait=True, cancel_futures=True)
            self._executor = None
        self._let_go()

    def run(self, work: Callable[[Task], Answer], tasks: Iterable[Task]) -> Iterator[Answer]:
        """Give the answer to each task, in the order of the tasks.

        ``work`` is a function of a module. Raises :class:`WorkerError` where a process is
        ended from outside, and whatever ``work`` raises.
        """
        tasks = iter(tasks)
        begun = list(islice(tasks, 2))
        tasks = chain(begun, tasks)
        # One task alone is done before a process for it is started.
        if self.jobs == 1 or len(begun) == 1:
            yield from map(work, tasks)
            return
        executor = self._start()
        waiting: deque[Future[Answer]] = deque()
        try:
            for task in tasks:
                waiting.append(executor.submit(work, task))
                if len(waiting) > _AHEAD * self.jobs:
                    yield waiting.popleft().result()
            while waiting:
                yield waiting.popleft().result()
        except (BrokenProcessPool, BrokenPipeError) as err:
            self._let_go()
            raise WorkerError(
                "a process of the build was ended from outside, perhaps for want of memory; "
                "nothing was written, so run the build again, with a smaller --jobs where memory "
                "is short"
            ) from err

    def _start(self) -> ProcessPoolExecutor:
        if self._executor is None:
            # A process that is forked has locks of threads that it does not have.
            context = get_context("spawn")
            self._ends = context.Pipe(duplex=False)
            self._executor = ProcessPoolExecutor(
                self.jobs,
                mp_context=context,
                initializer=_begin,
                initargs=(self.prepare, self._ends[0]),
            )
        return self._executor

    def _let_go(self) -> None:
        """End the processes that are left.

        An executor that breaks while it starts a process waits for that one without ending it.
        """
        for each in self._ends:
            each.close()


def _know_nothing() -> None:
    """Begin without any preparation."""


def _begin(prepare: Callable[[], object], crew: Connection) -> None:
    """Leave Ctrl-C to the parent, and end when the crew or the parent is gone, however it went.

    Much is made and little of it refers to itself: looking for what does is a tenth of the work
    when it is done as often as usual.
    """
    gc.set_threshold(*_RARELY)
    signal.signal(signal.SIGINT, signal.SIG_IGN)
    threading.Thread(target=_end_with, args=(crew,), daemon=True).start()
    prepare()


def _end_with(crew: Connection) -> None:
    """End this process when the other end of ``crew`` is closed."""
    crew.poll(None)
    os._exit(1)
