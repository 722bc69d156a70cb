"""Hold what a running service has: settings, log, metrics, and the dataset that it serves now."""

import asyncio
from collections.abc import Callable, Coroutine
from importlib.metadata import version
from pathlib import Path
from typing import Any, Final

from mgi_graph.errors import MgiGraphError
from mgi_graph.store import DATASET_FILE
from mgi_graph.store.on_disk import FACTS_FILE, is_disk_store
from mgi_graph.web.config import Config
from mgi_graph.web.engine_watch import watch_engine
from mgi_graph.web.generation import Generation
from mgi_graph.web.http.details import tell
from mgi_graph.web.http.front import Front
from mgi_graph.web.http.problems import problem
from mgi_graph.workers.observing import Advice, Ending
from mgi_graph.workers.pool import Pool
from mgi_graph.workers.settings import PoolSettings

_PREPARE: Final = "mgi_graph.web.preparation:prepare"
_PREPARE_ENGINE: Final = "mgi_graph.web.engine_preparation:prepare"
_PATIENCE: Final = 0.25
_ENGINE_PATIENCE: Final = 5.0
_LONGEST_TRACE: Final = 2000


class Service:
    """Serve one dataset after another."""

    def __init__(
        self, data: Path | None, front: Front, cache: Path | None = None, endpoint: str = ""
    ) -> None:
        """Serve nothing yet; :meth:`load` begins.

        ``data`` is a built dataset, an RDF file or a store on disk. Stores that are made
        of large datasets are kept in ``cache``. Without ``data`` the SPARQL engine at
        ``endpoint`` is asked.
        """
        self.data = data
        self.endpoint = endpoint
        self.cache = cache
        self.front = front
        self.config: Config = front.config
        self.log = front.log
        self.metrics = front.metrics
        self.trouble: str | None = None
        """Why the last try to load a dataset failed."""
        self.when_loaded: Callable[[Generation], Coroutine[None, None, None]] | None = None
        """What is to be done in the background for each dataset that is taken up."""
        self.before_served: Callable[[Pool, int], Coroutine[None, None, None]] | None = None
        """What is to be done with the workers of a dataset before readers come to them."""
        self.is_stopping = False
        self._stop_by = 0.0
        self._generation: Generation | None = None
        self._tasks: set[asyncio.Task[None]] = set()
        self._loading = asyncio.Lock()
        self._watch_pool()

    @property
    def generation(self) -> Generation:
        """Return the dataset that is served now.

        Raises :class:`~mgi_graph.web.http.problems.ProblemError` while there is none.
        """
        if self._generation is None:
            raise problem(
                "not-ready",
                tell("not_loaded", quoted=self.trouble) if self.trouble else tell("loading"),
                detail=self.trouble,
                headers={"Retry-After": "1"},
            )
        return self._generation

    @property
    def generation_or_none(self) -> Generation | None:
        """Return the dataset that is served now, ``None`` while there is none."""
        return self._generation

    @property
    def is_ready(self) -> bool:
        """Say whether a dataset is served."""
        return self._generation is not None and not self.is_stopping

    def generation_of(self, scope: Any) -> Generation:  # noqa: ANN401 (ASGI's scope)
        """Return the dataset that a request began with, and let the request use it to its end."""
        state = scope["state"]
        if "generation" not in state:
            state["generation"] = self.generation
            state["generation"].users += 1
        found: Generation = state["generation"]
        return found

    def finish(self, scope: Any) -> None:  # noqa: ANN401 (ASGI's scope)
        """Note that a request is answered."""
        generation: Generation | None = scope["state"].pop("generation", None)
        if generation is not None:
            generation.users -= 1

    def describe_condition(self) -> dict[str, object]:
        """Say what is served, how busy the workers are, and what is wrong if something is."""
        condition: dict[str, object] = {
            "status": "ready" if self.is_ready else "not ready",
            "engine": f"pyoxigraph {version('pyoxigraph')}",
        }
        if self.is_stopping:
            condition["reason"] = "the service is stopping"
        elif self.trouble is not None:
            condition["reason"] = self.trouble
        elif self._generation is None:
            condition["reason"] = "the dataset is being loaded"
        if self._generation is not None:
            facts, status = self._generation.facts, self._generation.pool.status
            condition |= {
                "dataset": {
                    "digest": facts.digest,
                    "triples": facts.triples,
                    "graphs": len(facts.graphs),
                    "storage": facts.storage,
                },
                "sandbox": self._generation.pool.sandbox,
                "workers": {
                    "idle": status.idle,
                    "busy": status.busy,
                    "slow": status.slow,
                    "waiting": status.waiting,
                    "ended": status.ended,
                },
            }
        return condition

    async def load(self) -> None:
        """Load the dataset and serve it from now on; the one before is served to that moment.

        Where it cannot be loaded the one before stays, and the log says why.
        """
        async with self._loading:
            loop = asyncio.get_running_loop()
            began = loop.time()
            try:
                pool = await Pool.start(self._pool_settings(), self)
            except (MgiGraphError, TimeoutError) as err:
                self.trouble = f"the dataset cannot be loaded: {err}"
                self.log.event("load-failed", reason=self.trouble)
                return
            if self.before_served is not None:
                await self.before_served(pool, self.config.workers)
            before, self.trouble = self._generation, None
            self._generation = Generation(pool)
            self.front.swap()
            if self.when_loaded is not None:
                self._keep(loop.create_task(self.when_loaded(self._generation)))
            pool.lost.add_done_callback(lambda _: self._replace(pool))
            took = loop.time() - began
            self._tell_loaded(pool, took)
            if before is not None:
                self._retire(before)

    def reload(self) -> None:
        """Begin to load the dataset anew; requests are answered meanwhile."""
        self._keep(asyncio.get_running_loop().create_task(self.load()))

    async def watch(self) -> None:
        """Load the dataset anew whenever its file has changed; never ends."""
        if self.data is None:
            await watch_engine(self)
            return
        seen = _sign(self.data)
        while self.config.watch:
            await asyncio.sleep(self.config.watch)
            found = _sign(self.data)
            if found is not None and found != seen:
                seen = found
                await self.load()

    def begin_stop(self) -> None:
        """Take up no new dataset, and count the time for finishing from now."""
        if not self.is_stopping:
            self.is_stopping = True
            self._stop_by = asyncio.get_running_loop().time() + self.config.drain

    async def stop(self) -> None:
        """Let running requests finish within the configured time, then end all workers."""
        self.begin_stop()
        loop = asyncio.get_running_loop()
        if self._generation is not None:
            await self._generation.retire(max(0.0, self._stop_by - loop.time()))
        for task in tuple(self._tasks):
            task.cancel()
        await asyncio.gather(*self._tasks, return_exceptions=True)

    def _retire(self, generation: Generation) -> None:
        longest = self.config.timeout + self.config.drain
        self._keep(asyncio.get_running_loop().create_task(generation.retire(longest)))

    def _keep(self, task: asyncio.Task[None]) -> None:
        # The event loop itself keeps only a weak reference to a task.
        self._tasks.add(task)
        task.add_done_callback(self._tasks.discard)

    def _replace(self, pool: Pool) -> None:
        """Load the dataset again where the process that held it has died."""
        current = self._generation
        if self.is_stopping or current is None or current.pool is not pool:
            return
        self.log.event("dataset-lost")
        self.reload()

    def _pool_settings(self) -> PoolSettings:
        config = self.config
        asks_engine = self.data is None
        return PoolSettings(
            data=self.data or Path(),
            endpoint=self.endpoint,
            prepare=_PREPARE_ENGINE if asks_engine else _PREPARE,
            # Waiting for an engine is no computing that would keep others waiting.
            patience=_ENGINE_PATIENCE if asks_engine else _PATIENCE,
            workers=config.workers,
            slow=config.slow,
            queue=config.queue,
            per_client=config.per_client,
            seconds=config.timeout,
            memory=config.memory,
            disk_from=config.disk_from,
            cache=self.cache,
        )

    def worker_ended(self, ending: Ending, last_words: str) -> None:
        """Note that a worker did not finish its task."""
        if ending is Ending.CRASHED:
            self.metrics.worker_crashed()
            self.log.event("worker-crashed", trace=last_words[-_LONGEST_TRACE:])
            return
        self.metrics.worker_killed(ending)
        if ending is Ending.TIMED_OUT:
            self.metrics.timed_out()

    def advise(self, kind: Advice, text: str) -> None:
        """Tell the operator something about the dataset that is being loaded."""
        self.log.event(kind, text=text)

    def _tell_loaded(self, pool: Pool, seconds: float) -> None:
        facts = pool.facts
        self.metrics.serve_dataset(triples=facts.triples, graphs=len(facts.graphs))
        self.log.event(
            "loaded",
            triples=facts.triples,
            digest=facts.digest[:16],
            storage=facts.storage,
            sandbox=str(pool.sandbox),
            seconds=round(seconds, 3),
        )
        if pool.sandbox.shortcoming:
            self.log.event(
                "warning",
                text=f"{pool.sandbox.shortcoming}. What queries must not do is still refused, "
                f"but by the service alone; sandbox: {pool.sandbox}",
            )

    def _watch_pool(self) -> None:
        def count(name: str) -> int:
            return 0 if self._generation is None else getattr(self._generation.pool.status, name)

        self.metrics.watch_lane(
            "short",
            busy=lambda: count("busy"),
            idle=lambda: count("idle"),
            waiting=lambda: count("waiting"),
        )
        self.metrics.watch_lane(
            "long", busy=lambda: count("slow"), idle=lambda: 0, waiting=lambda: 0
        )


def _sign(data: Path) -> tuple[int, int, int] | None:
    """Return what changes when a dataset's file is replaced; ``None`` while there is none."""
    try:
        file = FACTS_FILE if is_disk_store(data) else DATASET_FILE
        found = (data / file if data.is_dir() else data).stat()
    except OSError:
        return None
    return found.st_ino, found.st_mtime_ns, found.st_size
