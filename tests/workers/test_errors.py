"""Check that errors cross from one process to another, and what they say."""

import pickle

import pytest

from mgi_graph.errors import (
    ManyErrors,
    MgiGraphError,
    ParameterError,
    QuerySyntaxError,
    SourceError,
    StoreError,
    UnknownNameError,
)
from mgi_graph.workers.errors import (
    BusyError,
    CrashedError,
    GraphNotFoundError,
    MemoryLimitError,
    TimedOutError,
)

ERRORS: dict[str, MgiGraphError] = {
    "syntax": QuerySyntaxError("'}' cannot stand here", line=2, column=8),
    "name": UnknownNameError("query", "coverge", ["coverage", "gaps"], hint="there are two"),
    "parameter": ParameterError("lang", "de", "one of en, es, fr"),
    "store": StoreError("the query cannot be evaluated"),
    "file": SourceError("a.txt", "not a profile", line=4),
    "many": ManyErrors([SourceError("a.txt", "no"), QuerySyntaxError("no", line=1, column=1)]),
    "busy": BusyError(3),
    "timed out": TimedOutError(30.0),
    "memory": MemoryLimitError(512 * 2**20),
    "crashed": CrashedError("signal 11"),
    "graph": GraphNotFoundError("urn:graph:aa", ["urn:graph:ab", "urn:graph:zz"]),
}


@pytest.mark.parametrize("error", ERRORS.values(), ids=ERRORS)
@pytest.mark.parametrize("protocol", range(pickle.HIGHEST_PROTOCOL + 1))
def test_error_keeps_its_fields_through_pickling(error: MgiGraphError, protocol: int) -> None:
    """An error arrives in another process as it was raised: type, message and fields."""
    arrived = pickle.loads(pickle.dumps(error, protocol))
    assert type(arrived) is type(error)
    assert str(arrived) == str(error)
    fields = {name: str(value) for name, value in vars(error).items()}
    assert {name: str(value) for name, value in vars(arrived).items()} == fields


MESSAGES = {
    "busy, one second": (BusyError(1), "try again in 1 second"),
    "busy": (BusyError(12), "try again in 12 seconds"),
    "timed out": (TimedOutError(2.5), "ended after 2.5 s"),
    "memory": (MemoryLimitError(2 * 2**30), "more than 2,048 MiB"),
    "crashed": (CrashedError("signal 11"), "signal 11"),
    "graph": (GraphNotFoundError("urn:a", []), "the dataset has no graph <urn:a>"),
    "graph, a near one": (
        GraphNotFoundError("urn:graph:aa", ["urn:graph:ab"]),
        "did you mean <urn:graph:ab>?",
    ),
}


@pytest.mark.parametrize(("error", "words"), MESSAGES.values(), ids=MESSAGES)
def test_message_says_what_happened(error: MgiGraphError, words: str) -> None:
    """The message names the limit or the thing, and what to do."""
    assert words in str(error)
