"""Say what a pool tells of, and to whom."""

from enum import StrEnum
from typing import Final, Literal, Protocol, TypeAlias

Advice: TypeAlias = Literal["notice", "warning"]
"""How urgent a sentence to the operator is."""


class Ending(StrEnum):
    """Say why a worker was ended, or ended by itself."""

    TIMED_OUT = "timed-out"
    BUSY = "busy"
    LEFT = "left"
    MEMORY = "memory"
    CRASHED = "crashed"


class Observer(Protocol):
    """Be told what happens to the workers and to the dataset."""

    def worker_ended(self, ending: Ending, last_words: str) -> None:
        """Take note; the last words are what a crashed worker wrote, else empty."""
        ...

    def advise(self, kind: Advice, text: str) -> None:
        """Tell the operator something about the dataset, in a sentence."""
        ...


class Unobserved:
    """Take no note."""

    def worker_ended(self, ending: Ending, last_words: str) -> None:
        """Do nothing."""

    def advise(self, kind: Advice, text: str) -> None:
        """Do nothing."""


UNOBSERVED: Final = Unobserved()
