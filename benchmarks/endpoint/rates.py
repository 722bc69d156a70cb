"""Write the rates and times of rounds of load, or why they are void."""

from collections.abc import Sequence

from benchmarks.endpoint.load import Load
from benchmarks.tables import Spread


def show_rate(loads: Sequence[Load]) -> str:
    """Write the requests of a second, or why that number is void.

    >>> show_rate([Load(0, 2, 0, 0, 0)]), show_rate([Load(10, 2, 0, 0, 3)])
    ('no answer in 2 s', 'void: 3 errors')
    """
    return _void(loads) or str(Spread.of(load.rate for load in loads))


def show_p99(loads: Sequence[Load]) -> str:
    """Write the 99th percentile of the times in milliseconds, or why there is none."""
    return _void(loads) or str(Spread.of(load.p99 for load in loads))


def _void(loads: Sequence[Load]) -> str | None:
    errors = sum(load.errors for load in loads)
    if errors:
        return f"void: {errors:,} errors"
    if any(load.requests == 0 for load in loads):
        return f"no answer in {max(load.seconds for load in loads):.0f} s"
    return None


def is_sound(loads: Sequence[Load]) -> bool:
    """Say whether every round had answers and none had errors."""
    return bool(loads) and _void(loads) is None
