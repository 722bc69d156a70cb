"""Check that errors cross from one process to another, and what they say."""

import json

import pytest

from mgi_graph.errors import (
    ManyErrors,
    MgiGraphError,
    ParameterError,
    QuerySyntaxError,
    ServiceRefusedError,
    SourceError,
    StoreError,
    UnknownNameError,
)
from mgi_graph.workers.errors import (
    BusyError,
    CrashedError,
    MemoryLimitError,
    StoppedError,
    TimedOutError,
)
from mgi_graph.workers.wire import ANSWER_HEADER, read_answer, write_error

ERRORS: dict[str, MgiGraphError] = {
    "syntax": QuerySyntaxError("'}' cannot stand here", line=2, column=8),
    "name": UnknownNameError("query", "coverge", ["coverage", "gaps"], hint="there are two"),
    "parameter": ParameterError("lang", "de", "one of en, es, fr"),
    "store": StoreError("the query cannot be evaluated"),
    "service": ServiceRefusedError("SERVICE is refused"),
    "file": SourceError("a.txt", "not a profile", line=4),
    "many": ManyErrors([SourceError("a.txt", "no"), QuerySyntaxError("no", line=1, column=1)]),
    "busy": BusyError(3),
    "timed out": TimedOutError(30.0),
    "memory": MemoryLimitError(512 * 2**20),
    "crashed": CrashedError("signal 11"),
    "stopped": StoppedError(),
}


@pytest.mark.parametrize("error", ERRORS.values(), ids=ERRORS)
def test_an_error_of_a_task_arrives_with_its_words(error: MgiGraphError) -> None:
    """What a worker sends of an error says the same where it is read."""
    arrived = _send(error)
    assert str(arrived) == str(error)


@pytest.mark.parametrize("name", ["syntax", "name", "parameter", "store", "service"])
def test_an_error_of_a_query_arrives_as_what_it_was(name: str) -> None:
    """The errors that the service answers in ways of their own keep type and fields."""
    error = ERRORS[name]
    arrived = _send(error)
    assert type(arrived) is type(error)
    assert vars(arrived) == vars(error)


def _send(error: MgiGraphError) -> MgiGraphError:
    message = write_error(error)
    head_length, body_length = ANSWER_HEADER.unpack_from(message)
    assert body_length == 0
    head = json.loads(message[ANSWER_HEADER.size :])
    assert len(message) == ANSWER_HEADER.size + head_length
    with pytest.raises(MgiGraphError) as caught:
        read_answer(head, b"")
    return caught.value


MESSAGES = {
    "busy, one second": (BusyError(1), "try again in 1 second"),
    "busy": (BusyError(12), "try again in 12 seconds"),
    "timed out": (TimedOutError(2.5), "ended after 2.5 s"),
    "memory": (MemoryLimitError(2 * 2**30), "more than 2,048 MiB"),
    "crashed": (CrashedError("signal 11"), "signal 11"),
    "stopped": (StoppedError(), "try again in a moment"),
}


@pytest.mark.parametrize(("error", "words"), MESSAGES.values(), ids=MESSAGES)
def test_message_says_what_happened(error: MgiGraphError, words: str) -> None:
    """The message names the limit or the thing, and what to do."""
    assert words in str(error)
