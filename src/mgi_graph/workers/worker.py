"""Do one task after another in a process of its own."""

import gc
import os
import socket
import sys
import traceback
from contextlib import suppress
from typing import NoReturn

from mgi_graph.errors import DamagedStoreError, MgiGraphError
from mgi_graph.store import DatasetStore
from mgi_graph.workers.errors import MemoryLimitError
from mgi_graph.workers.holding import Holding
from mgi_graph.workers.sandbox import limit_processor_time
from mgi_graph.workers.wire import (
    Assignment,
    read_assignment,
    write_answer,
    write_error,
    write_greeting,
)


def work(connection: socket.socket, holding: Holding, memory: int) -> NoReturn:
    """Confine this process, greet, and do tasks until the connection is closed.

    ``memory`` is the number of bytes that the tasks may take. An error that is
    nobody's mistake ends the process, with its traceback on standard error.
    """
    code = 1
    try:
        store, sandbox = holding.enter(memory)
        connection.sendall(write_greeting(sandbox))
        with suppress(BrokenPipeError, ConnectionResetError):
            while (assignment := read_assignment(connection)) is not None:
                limit_processor_time(assignment.seconds)
                connection.sendall(_do(assignment, store, memory))
        code = 0
    finally:
        if code:
            traceback.print_exc()
            sys.stderr.flush()
        # Not the usual end: it would close the engine, which waits for threads in vain, and
        # remove what belongs to the process that this one was forked from.
        os._exit(code)


def _do(assignment: Assignment, store: DatasetStore, memory: int) -> bytes:
    try:
        return write_answer(assignment.task.run(store))
    except DamagedStoreError:
        # No mistake of who asked, who is not told what the files are called either.
        raise
    except MgiGraphError as err:
        return write_error(err)
    except RecursionError:
        return write_error(MgiGraphError("nested too deep to be answered; simplify the query"))
    except MemoryError:
        gc.collect()
        return write_error(MemoryLimitError(memory))
