"""Hold the dataset and fork workers from it, which share its memory until they write.

This is a program of its own, ``python -m mgi_graph.workers.nursery``: it has no
threads, so that forking is safe, and no connection to anybody but the service
that started it. Over one socket it is told, in lines of JSON, to ``spawn``,
``demote`` or ``kill`` a worker, and tells what became of each. When that socket
closes it ends, and all workers with it.
"""

import gc
import json
import os
import selectors
import signal
import socket
import sys
import tempfile
from collections.abc import Mapping
from contextlib import suppress
from dataclasses import asdict, dataclass
from importlib import import_module
from pathlib import Path
from typing import IO, Any, Final

from mgi_graph.errors import MgiGraphError
from mgi_graph.workers.holding import Holding
from mgi_graph.workers.loading import load_dataset, reach_engine
from mgi_graph.workers.observing import Advice
from mgi_graph.workers.sandbox import adopt_orphans
from mgi_graph.workers.worker import work

_YIELDING: Final = 10
"""How much nicer a slow worker is: of a core that another process wants too, it gets a tenth."""
_LONGEST_TRACE: Final = 4096
_READ_SIZE: Final = 65536


@dataclass(frozen=True, slots=True)
class Settings:
    """Tell a nursery what to load.

    ``data`` is a built dataset, an RDF file or a store on disk, ``memory`` the bytes
    that each worker may take beyond the dataset. ``prepare`` names a function,
    ``module:function``, that loads all that tasks need: a worker in its sandbox can
    import modules and open files no more. It is given the store, or ``None`` where
    only workers open it. A file of ``disk_from`` bytes or more is answered from a
    store on disk, kept in ``cache``; without ``disk_from`` none is. With an ``endpoint``
    there is no ``data``: that engine is asked, for ``seconds`` at most.
    """

    data: str
    memory: int
    prepare: str = ""
    disk_from: int | None = None
    cache: str | None = None
    endpoint: str = ""
    seconds: float = 60.0

    def to_json(self) -> str:
        """Return the settings as the program's argument."""
        return json.dumps(asdict(self))

    @classmethod
    def from_json(cls, text: str) -> "Settings":
        """Read the program's argument."""
        return cls(**json.loads(text))


class Nursery:
    """Answer the commands of one service."""

    def __init__(self, control: socket.socket, holding: Holding, memory: int) -> None:
        """Take commands from ``control`` once :meth:`run` is called."""
        self._control = control
        self._holding = holding
        self._memory = memory
        self._traces: dict[int, IO[bytes]] = {}
        self._commands = b""

    def run(self) -> None:
        """Do what is commanded until the service is gone."""
        wakeup, waker = socket.socketpair()
        waker.setblocking(False)
        wakeup.setblocking(False)
        signal.set_wakeup_fd(waker.fileno())
        signal.signal(signal.SIGCHLD, lambda *_: None)
        with selectors.DefaultSelector() as selector:
            selector.register(self._control, selectors.EVENT_READ, self._obey)
            selector.register(wakeup, selectors.EVENT_READ, lambda: self._bury(wakeup))
            while all(key.data() for key, _ in selector.select()):
                continue
        signal.set_wakeup_fd(-1)
        for worker in self._traces:
            os.kill(worker, signal.SIGKILL)
            os.waitpid(worker, 0)

    def _obey(self) -> bool:
        """Do the commands that have come; say whether more can come."""
        try:
            received = self._control.recv(_READ_SIZE)
        except ConnectionResetError:
            return False
        *lines, self._commands = (self._commands + received).split(b"\n")
        for line in lines:
            command = json.loads(line)
            if command["do"] == "spawn":
                self._spawn()
            elif command["worker"] in self._traces:
                _DEEDS[command["do"]](command["worker"])
        return bool(received)

    def _spawn(self) -> None:
        ours, theirs = socket.socketpair()
        trace = tempfile.TemporaryFile()  # noqa: SIM115 (open until the worker ends)
        worker = os.fork()
        if worker == 0:
            # While the worker itself held the other end, it would never see it close.
            ours.close()
            self._become_worker(theirs, trace)
        theirs.close()
        self._traces[worker] = trace
        message = json.dumps({"spawned": worker}).encode() + b"\n"
        socket.send_fds(self._control, [message], [ours.fileno()])
        ours.close()

    def _become_worker(self, connection: socket.socket, trace: IO[bytes]) -> None:
        signal.set_wakeup_fd(-1)
        signal.signal(signal.SIGCHLD, signal.SIG_DFL)
        os.dup2(trace.fileno(), sys.stderr.fileno())
        for other in (trace, *self._traces.values()):
            other.close()
        self._control.close()
        work(connection, self._holding, self._memory)

    def _bury(self, wakeup: socket.socket) -> bool:
        """Tell of each worker that has ended."""
        wakeup.recv(_READ_SIZE)
        with suppress(ChildProcessError):
            while (found := os.waitpid(-1, os.WNOHANG))[0]:
                # A messenger whose worker was killed ends too, and is nobody's news.
                if found[0] in self._traces:
                    self._report_end(found[0], os.waitstatus_to_exitcode(found[1]))
        return True

    def _report_end(self, worker: int, code: int) -> None:
        with self._traces.pop(worker) as trace:
            trace.seek(0)
            words = trace.read()[-_LONGEST_TRACE:].decode(errors="replace")
        tell(self._control, {"ended": worker, "code": code, "trace": words})


def _demote(worker: int) -> None:
    """Let a worker yield to others, but never so far that it stands still on a busy machine."""
    own = os.getpriority(os.PRIO_PROCESS, 0)
    os.setpriority(os.PRIO_PROCESS, worker, own + _YIELDING)


def _kill(worker: int) -> None:
    os.kill(worker, signal.SIGKILL)


_DEEDS: Final = {"demote": _demote, "kill": _kill}


def tell(control: socket.socket, message: Mapping[str, Any]) -> None:
    """Send one line of JSON; a service that is gone is told nothing."""
    with suppress(BrokenPipeError, ConnectionResetError):
        control.sendall(json.dumps(message).encode() + b"\n")


def _hold(settings: Settings, control: socket.socket) -> Holding:
    def advise(kind: Advice, text: str) -> None:
        tell(control, {"advice": text, "kind": kind})

    if settings.endpoint:
        return reach_engine(settings.endpoint, settings.seconds, advise)
    cache = None if settings.cache is None else Path(settings.cache)
    return load_dataset(
        Path(settings.data), settings.disk_from, cache, advise=advise, service=control
    )


def main() -> None:
    """Load the dataset, tell what it is, and fork workers from it on command."""
    for each in (signal.SIGINT, signal.SIGTERM, signal.SIGHUP):
        # The service stops us by closing the socket, after the last answer.
        signal.signal(each, signal.SIG_IGN)
    adopt_orphans()
    # All of what is made now stays.
    gc.disable()
    control = socket.socket(fileno=int(sys.argv[1]))
    settings = Settings.from_json(sys.argv[2])
    try:
        holding = _hold(settings, control)
    except MgiGraphError as err:
        tell(control, {"failed": str(err)})
        return
    with suppress(ImportError, RuntimeError):
        # Where its C library is missing, the sandbox says so in its own way.
        import_module("pyseccomp")
    if settings.prepare:
        module, _, function = settings.prepare.partition(":")
        getattr(import_module(module), function)(holding.store)
    gc.collect()
    gc.freeze()
    gc.enable()
    facts = {
        "digest": holding.digest,
        "triples": holding.counts.triples,
        "graphs": dict(holding.counts.graphs),
        "storage": holding.storage,
    }
    tell(control, {"ready": facts})
    Nursery(control, holding, settings.memory).run()


if __name__ == "__main__":
    main()
