"""Define the errors of work that is done in other processes.

They say that a query could not be finished, and why; none is the service's own
defect but :class:`CrashedError`. Like all errors of the package they know no HTTP.
"""

from mgi_graph.errors import MgiGraphError


class BusyError(MgiGraphError):
    """Report that all workers are taken and the queue is full.

    ``retry_after`` is the number of seconds after which another try makes sense.
    """

    def __init__(self, retry_after: int) -> None:
        """Keep the wait; the text names it."""
        self.retry_after = retry_after
        super().__init__(
            "all workers are taken and the queue is full; "
            f"try again in {_count(retry_after, 'second')}"
        )


class TimedOutError(MgiGraphError):
    """Report a query that was ended because it took longer than ``seconds``."""

    def __init__(self, seconds: float) -> None:
        """Keep the limit; the text names it and the remedies."""
        self.seconds = seconds
        super().__init__(
            f"the query was ended after {seconds:g} s, which is the limit; "
            "ask for less: a LIMIT, fewer patterns, or patterns that share variables"
        )


class MemoryLimitError(MgiGraphError):
    """Report a query that was ended because it needed more memory than ``limit_bytes``."""

    def __init__(self, limit_bytes: int) -> None:
        """Keep the limit; the text names it in mebibytes."""
        self.limit_bytes = limit_bytes
        super().__init__(
            f"the query was ended because it needs more than {limit_bytes // 2**20:,} MiB of "
            "memory; ask for less: avoid ORDER BY, DISTINCT and GROUP BY over large answers"
        )


class CrashedError(MgiGraphError):
    """Report that the process which evaluated the query died; ``reason`` says how."""

    def __init__(self, reason: str) -> None:
        """Keep the reason; the text ends in it."""
        self.reason = reason
        super().__init__(f"the engine's process died while it evaluated the query: {reason}")


class StoppedError(MgiGraphError):
    """Report that no task is done any more: the dataset is being replaced or the service stops."""

    def __init__(self) -> None:
        """Say so."""
        super().__init__("the processes that answer are being stopped; try again in a moment")


def _count(number: int, noun: str) -> str:
    """Return a number with its noun.

    >>> _count(1, "second")
    '1 second'
    """
    return f"{number} {noun}" if number == 1 else f"{number} {noun}s"
