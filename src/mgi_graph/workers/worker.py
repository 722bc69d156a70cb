"""Do one task after another in a process of its own."""

import gc
import os
import socket
from contextlib import suppress
from typing import NoReturn

from mgi_graph.errors import MgiGraphError
from mgi_graph.store import OxigraphStore
from mgi_graph.workers.errors import MemoryLimitError
from mgi_graph.workers.sandbox import enter_sandbox, limit_processor_time
from mgi_graph.workers.wire import (
    Assignment,
    read_assignment,
    write_answer,
    write_error,
    write_greeting,
)


def work(connection: socket.socket, store: OxigraphStore, memory: int) -> NoReturn:
    """Confine this process, greet, and do tasks until the connection is closed.

    ``memory`` is the number of bytes that the tasks may take. An error that is
    nobody's mistake ends the process, with its traceback on standard error.
    """
    connection.sendall(write_greeting(enter_sandbox(memory)))
    with suppress(BrokenPipeError, ConnectionResetError):
        while (assignment := read_assignment(connection)) is not None:
            limit_processor_time(assignment.seconds)
            connection.sendall(_do(assignment, store, memory))
    os._exit(0)


def _do(assignment: Assignment, store: OxigraphStore, memory: int) -> bytes:
    try:
        return write_answer(assignment.task.run(store))
    except MgiGraphError as err:
        return write_error(err)
    except RecursionError:
        return write_error(MgiGraphError("nested too deep to be answered; simplify the query"))
    except MemoryError:
        gc.collect()
        return write_error(MemoryLimitError(memory))
