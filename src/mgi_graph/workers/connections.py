"""Talk with the nursery and its workers from the service's event loop."""

import asyncio
import contextlib
import json
import socket
import subprocess
import sys
from collections import deque
from collections.abc import Callable, Mapping
from typing import Any, Final, cast

from mgi_graph.workers.nursery import Settings
from mgi_graph.workers.wire import ANSWER_HEADER, LONGEST_HEAD, Assignment, write_assignment

_READ_SIZE: Final = 65536
_MOST_DESCRIPTORS: Final = 64


class WorkerLostError(Exception):
    """Tell that a worker ended before it answered."""


class WorkerConnection(asyncio.Protocol):
    """Hand tasks to one worker, one at a time, and read its answers."""

    def __init__(self, worker: int, longest_answer: int) -> None:
        """Speak to the process ``worker``; a longer answer than that ends the connection."""
        self.worker = worker
        self._longest = longest_answer
        self._transport: asyncio.Transport | None = None
        self._received = bytearray()
        self._expected: tuple[int, int] | None = None
        self._reply: asyncio.Future[tuple[dict[str, Any], bytes]] | None = None
        self.ending: asyncio.Future[tuple[int, str]] = asyncio.get_running_loop().create_future()
        """Done when the process has ended, with its exit code and its last words."""

    @property
    def is_open(self) -> bool:
        """Say whether a task can be sent."""
        return self._transport is not None and not self._transport.is_closing()

    def connection_made(self, transport: asyncio.BaseTransport) -> None:
        """Keep the transport."""
        # uvloop's transports have the interface but not the base class.
        self._transport = cast("asyncio.Transport", transport)

    def expect(self) -> asyncio.Future[tuple[dict[str, Any], bytes]]:
        """Return a future for the next message; it fails with :class:`WorkerLostError`."""
        self._reply = asyncio.get_running_loop().create_future()
        if self._transport is not None and self._transport.is_closing():
            self._reply.set_exception(WorkerLostError)
        return self._reply

    def send(self, assignment: Assignment) -> asyncio.Future[tuple[dict[str, Any], bytes]]:
        """Hand over a task and return a future for the answer."""
        reply = self.expect()
        if self._transport is not None:
            self._transport.write(write_assignment(assignment))
        return reply

    def data_received(self, data: bytes) -> None:
        """Collect what the worker sends until its message is whole."""
        self._received += data
        if self._expected is None:
            if len(self._received) < ANSWER_HEADER.size:
                return
            self._expected = ANSWER_HEADER.unpack_from(self._received)
            if self._expected[0] > LONGEST_HEAD or self._expected[1] > self._longest:
                self.close()
                return
        head_end = ANSWER_HEADER.size + self._expected[0]
        if len(self._received) < head_end + self._expected[1]:
            return
        head = json.loads(self._received[ANSWER_HEADER.size : head_end])
        body = bytes(self._received[head_end:])
        self._received.clear()
        self._expected = None
        if self._reply is not None and not self._reply.done():
            self._reply.set_result((head, body))

    def connection_lost(self, exc: Exception | None) -> None:  # noqa: ARG002 (asyncio's name)
        """Fail the message that is waited for."""
        if self._reply is not None and not self._reply.done():
            self._reply.set_exception(WorkerLostError)

    def close(self) -> None:
        """Let the worker end after what it is doing."""
        if self._transport is not None:
            self._transport.abort()


Told = Callable[[Mapping[str, Any]], None]


class NurseryConnection:
    """Start a nursery, give it commands, and pass on what it tells."""

    def __init__(self, settings: Settings, told: Told, lost: Callable[[], None]) -> None:
        """Call ``told`` with each of its messages and ``lost`` when it has ended."""
        self._told = told
        self._lost = lost
        self._lines = b""
        self._descriptors: deque[int] = deque()
        self._control, theirs = socket.socketpair()
        self._control.setblocking(False)
        with theirs:
            theirs.set_inheritable(True)
            command = (sys.executable, "-m", "mgi_graph.workers.nursery")
            self.process = subprocess.Popen(  # noqa: S603 (this interpreter, our own module)
                [*command, str(theirs.fileno()), settings.to_json()],
                pass_fds=[theirs.fileno()],
                stdin=subprocess.DEVNULL,
            )
        asyncio.get_running_loop().add_reader(self._control, self._read)

    def command(self, deed: str, worker: int | None = None) -> None:
        """Have a worker spawned, demoted or killed."""
        line = json.dumps({"do": deed, "worker": worker}).encode() + b"\n"
        # The nursery reads at once, and a line is far shorter than the socket's buffer.
        with contextlib.suppress(BrokenPipeError, ConnectionResetError, OSError):
            self._control.send(line)

    def take_socket(self) -> socket.socket:
        """Return the connection to the worker that was spawned last but not taken."""
        return socket.socket(fileno=self._descriptors.popleft())

    def close(self) -> None:
        """End the nursery and all its workers."""
        if self._control.fileno() >= 0:
            asyncio.get_running_loop().remove_reader(self._control)
            self._control.close()

    async def wait_closed(self) -> None:
        """Wait until the nursery has ended."""
        await asyncio.to_thread(self.process.wait)

    def _read(self) -> None:
        try:
            received, descriptors, _, _ = socket.recv_fds(
                self._control, _READ_SIZE, _MOST_DESCRIPTORS
            )
        except BlockingIOError:
            return
        except ConnectionResetError:
            received, descriptors = b"", []
        self._descriptors.extend(descriptors)
        if not received:
            self.close()
            self._lost()
            return
        *lines, self._lines = (self._lines + received).split(b"\n")
        for line in lines:
            self._told(json.loads(line))
