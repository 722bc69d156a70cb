"""Say what a worker is given to do and what it answers."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Protocol, TypeAlias

from mgi_graph.results import COMPLETE, Completeness
from mgi_graph.store import DatasetStore

Facts: TypeAlias = Mapping[str, str | int | None]
"""What is said about an answer beside it; small, and writable as JSON."""


@dataclass(frozen=True, slots=True)
class Answer:
    """Hold a finished document: ``body`` is in its format and not compressed.

    ``volatile`` is true where the same task may give another answer the next time.
    """

    body: bytes
    media_type: str
    completeness: Completeness = COMPLETE
    volatile: bool = False
    facts: Facts = field(default_factory=dict)


class Task(Protocol):
    """Do one thing with the dataset; a frozen dataclass at the top of a module, to be pickled."""

    def run(self, store: DatasetStore, /) -> Answer:
        """Return the answer.

        Raises :class:`~mgi_graph.errors.MgiGraphError` for what the user can mend. Any
        other error ends the worker.
        """
        ...
