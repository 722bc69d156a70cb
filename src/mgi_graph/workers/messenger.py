"""Carry a worker's questions to a SPARQL engine, so that the worker itself needs no network.

A worker that answers from an engine is confined like any other: it can open no socket. Before it
is confined it forks a process, the *messenger*, with which it shares a pair of sockets.
The messenger knows one address, the engine's, and the credentials; it sends queries there and
nothing else anywhere. What it is given is never more than data to it: the texts of queries.
"""

import json
import os
import socket
import struct
import traceback
from contextlib import suppress
from typing import Any, Final, NoReturn

from mgi_graph.store.sending import EndpointError, NoAnswerError, Question, Reply, Sender
from mgi_graph.workers.sandbox import die_with_parent

_HEAD: Final = struct.Struct("!II")
_PARAMETERS: Final = frozenset({"timeout", "default-graph-uri", "named-graph-uri"})
_HEADERS: Final = frozenset(
    {"content-type", "location", "x-sql-state", "x-sql-message", "x-sparql-maxrows"}
)
_KINDS: Final = {"EndpointError": EndpointError, "NoAnswerError": NoAnswerError}
_MOST: Final = 1 << 30
_STANDARD_ERROR: Final = 2
_MANY: Final = 4096


class Relay:
    """Give questions to a messenger and take its replies; a sender like any other."""

    def __init__(self, connection: socket.socket) -> None:
        """Talk over ``connection``."""
        self._connection = connection

    def send(self, question: Question, seconds: float) -> Reply:
        """Return the whole answer; see :class:`~mgi_graph.store.sending.Sender`."""
        head = {
            "text": question.text,
            "accept": question.accept,
            "form": question.form,
            "parameters": question.parameters,
            "seconds": seconds,
        }
        _write(self._connection, head, b"")
        told, body = _read(self._connection)
        if "error" in told:
            raise _KINDS[str(told["kind"])](str(told["error"]))
        return Reply(int(told["status"]), told["headers"], body)

    def explain_refusal(self) -> str:
        """Say where to look: who asks a service need not know how it is let in."""
        return "the credentials of the service do not do"


def start_messenger(sender: Sender) -> Relay:
    """Fork a messenger that ends with this process, and return what talks to it."""
    ours, theirs = socket.socketpair()
    parent = os.getpid()
    if os.fork() == 0:
        ours.close()
        _carry(theirs, sender, parent)
    theirs.close()
    return Relay(ours)


def _carry(connection: socket.socket, sender: Sender, parent: int) -> NoReturn:
    code = 1
    try:
        die_with_parent()
        _close_others(connection.fileno())
        if os.getppid() == parent:
            with suppress(EOFError, BrokenPipeError, ConnectionResetError):
                while True:
                    _serve(connection, sender)
        code = 0
    finally:
        if code:
            traceback.print_exc()
        os._exit(code)


def _close_others(kept: int) -> None:
    """Close what was open in the worker: above all its connection to the service."""
    os.closerange(_STANDARD_ERROR + 1, kept)
    os.closerange(kept + 1, kept + _MANY)


def _serve(connection: socket.socket, sender: Sender) -> None:
    """Carry one question there and its reply back."""
    head, _ = _read(connection)
    chosen = tuple(
        (str(name), str(value)) for name, value in head["parameters"] if name in _PARAMETERS
    )
    question = Question(str(head["text"]), str(head["accept"]), str(head["form"]), chosen)
    try:
        reply = sender.send(question, float(head["seconds"]))
    except EndpointError as err:
        kind = "NoAnswerError" if isinstance(err, NoAnswerError) else "EndpointError"
        _write(connection, {"error": str(err), "kind": kind}, b"")
        return
    headers = {name: value for name, value in reply.headers.items() if name in _HEADERS}
    _write(connection, {"status": reply.status, "headers": headers}, reply.body)


def _write(connection: socket.socket, head: dict[str, object], body: bytes) -> None:
    text = json.dumps(head).encode()
    connection.sendall(_HEAD.pack(len(text), len(body)) + text)
    connection.sendall(body)


def _read(connection: socket.socket) -> tuple[dict[str, Any], bytes]:
    text_length, body_length = _HEAD.unpack(_receive(connection, _HEAD.size))
    if text_length + body_length > _MOST:
        raise AssertionError("a message is longer than any answer that is taken")
    head = json.loads(_receive(connection, text_length))
    return head, _receive(connection, body_length)


def _receive(connection: socket.socket, length: int) -> bytes:
    received = bytearray()
    while len(received) < length:
        part = connection.recv(min(length - len(received), 1 << 20))
        if not part:
            raise EOFError
        received += part
    return bytes(received)
