"""Carry tasks to workers and their answers back, over a stream socket.

Towards a worker a message is a pickle, which only this software writes. From a
worker it is JSON and bytes: whatever a query might do to a worker, the one that
reads its answer runs nothing that stands in it.
"""

import io
import json
import pickle
import socket
import struct
from dataclasses import dataclass, is_dataclass
from typing import Any, Final

from mgi_graph.errors import (
    FormatError,
    MgiGraphError,
    ParameterError,
    QuerySyntaxError,
    ServiceRefusedError,
    StoreError,
    UnknownNameError,
)
from mgi_graph.results import Completeness
from mgi_graph.store.sending import EndpointError, NoAnswerError
from mgi_graph.workers.errors import MemoryLimitError
from mgi_graph.workers.tasks import Answer, Task

REQUEST_HEADER: Final = struct.Struct("!I")
"""Before a task: its length in bytes."""

ANSWER_HEADER: Final = struct.Struct("!II")
"""Before an answer: the lengths of its head and of its body in bytes."""

LONGEST_HEAD: Final = 1 << 20
_FEW: Final = 50
_READ_SIZE: Final = 65536


@dataclass(frozen=True, slots=True)
class Assignment:
    """Give a worker a task and the seconds of processor time that it may take."""

    task: Task
    seconds: float


class _Pickler(pickle.Pickler):
    """Write dataclasses as their class and its arguments.

    Left to itself a frozen dataclass with slots looks up its fields at each writing
    and each reading, which takes longer than all the rest. A dataclass of a task
    takes all its fields by position.
    """

    def reducer_override(self, obj: object) -> Any:  # noqa: ANN401 (as pickle has it)
        if isinstance(obj, type) or not is_dataclass(obj):
            return NotImplemented
        kind: Any = type(obj)
        return kind, tuple([getattr(obj, name) for name in kind.__match_args__])


def write_assignment(assignment: Assignment) -> bytes:
    """Return the message that hands over a task."""
    content = io.BytesIO()
    _Pickler(content, pickle.HIGHEST_PROTOCOL).dump(assignment)
    return REQUEST_HEADER.pack(content.tell()) + content.getvalue()


def read_assignment(connection: socket.socket) -> Assignment | None:
    """Wait for a task; ``None`` where none will come any more."""
    # One task is sent at a time, so that what has come is of one message.
    message = bytearray()
    size = REQUEST_HEADER.size
    while len(message) < size:
        part = connection.recv(_READ_SIZE)
        if not part:
            return None
        message += part
        if size == REQUEST_HEADER.size and len(message) >= size:
            size += REQUEST_HEADER.unpack_from(message)[0]
    content = memoryview(message)[REQUEST_HEADER.size :]
    found = pickle.loads(content)  # noqa: S301 (written by write_assignment in the parent)
    if not isinstance(found, Assignment):
        raise AssertionError(f"expected an Assignment, got {type(found)}")
    return found


def write_answer(answer: Answer) -> bytes:
    """Return the message that brings an answer back."""
    head: dict[str, object] = {
        "mediaType": answer.media_type,
        "cutBy": answer.completeness.cut_by,
        "limit": answer.completeness.limit,
        "volatile": answer.volatile,
        "facts": dict(answer.facts),
    }
    return _message(head, answer.body)


def write_error(error: MgiGraphError) -> bytes:
    """Return the message that brings an error back."""
    return _message({"error": type(error).__name__, **_describe(error)}, b"")


def write_greeting(sandbox: str) -> bytes:
    """Return a worker's first message: it is ready, and how it is confined."""
    return _message({"sandbox": sandbox}, b"")


def _message(head: dict[str, object], body: bytes) -> bytes:
    text = json.dumps(head).encode()
    return ANSWER_HEADER.pack(len(text), len(body)) + text + body


def read_answer(head: dict[str, Any], body: bytes) -> Answer:
    """Return the answer that a message holds, or raise the error that it holds."""
    if "error" in head:
        raise _restore(head)
    return Answer(
        body=body,
        media_type=head["mediaType"],
        completeness=Completeness(head["cutBy"], head["limit"]),
        volatile=head["volatile"],
        facts=head["facts"],
    )


def _describe(error: MgiGraphError) -> dict[str, object]:
    match error:
        case QuerySyntaxError():
            return {"problem": error.problem, "line": error.line, "column": error.column}
        case UnknownNameError():
            known = list(error.known[:_FEW])
            if error.nearest is not None and error.nearest not in known:
                known.append(error.nearest)
            return {"kind": error.kind, "name": error.name, "known": known, "hint": error.hint}
        case MemoryLimitError():
            return {"limit": error.limit_bytes}
        case FormatError():
            return {"text": str(error), "available": list(error.available)}
        case ParameterError():
            near = [] if error.nearest is None else [error.nearest]
            return {
                "name": error.name,
                "value": error.value,
                "expected": error.expected,
                "known": near,
            }
        case _:
            return {"text": str(error)}


def _restore(head: dict[str, Any]) -> MgiGraphError:
    match head["error"]:
        case "QuerySyntaxError":
            return QuerySyntaxError(head["problem"], line=head["line"], column=head["column"])
        case "UnknownNameError":
            return UnknownNameError(head["kind"], head["name"], head["known"], hint=head["hint"])
        case "ParameterError":
            return ParameterError(head["name"], head["value"], head["expected"], head["known"])
        case "ServiceRefusedError":
            return ServiceRefusedError(head["text"])
        case "StoreError":
            return StoreError(head["text"])
        case "EndpointError":
            return EndpointError(head["text"])
        case "NoAnswerError":
            return NoAnswerError(head["text"])
        case "FormatError":
            return FormatError(head["text"], head["available"])
        case "MemoryLimitError":
            return MemoryLimitError(head["limit"])
        case _:
            return MgiGraphError(head["text"])
