"""Say how a pool is set up, what it holds and how busy it is."""

from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path


@dataclass(frozen=True, slots=True)
class PoolSettings:
    """Set the bounds of a pool; times are seconds, sizes bytes.

    ``data``, ``memory``, ``prepare``, ``disk_from``, ``cache`` and ``endpoint`` are those of
    :class:`~mgi_graph.workers.nursery.Settings`. ``workers`` is the width of the
    first lane, ``slow`` of the second, of which one client may take all but one;
    ``patience`` is how long a task stays in the first.
    """

    data: Path
    prepare: str = ""
    workers: int = 2
    slow: int = 5
    queue: int = 64
    per_client: int = 16
    seconds: float = 30.0
    patience: float = 0.25
    memory: int = 1 << 30
    longest_answer: int = 1 << 28
    disk_from: int | None = None
    cache: Path | None = None
    endpoint: str = ""


@dataclass(frozen=True, slots=True)
class DatasetFacts:
    """Tell what the workers answer from.

    That is the digest of the data, the triples of all and of each graph, and where
    they are: ``memory``, ``disk`` or ``engine``.
    """

    digest: str
    triples: int
    graphs: Mapping[str, int]
    storage: str


@dataclass(frozen=True, slots=True)
class PoolStatus:
    """Tell how busy the workers are, and how many have been ended since the start, and why."""

    idle: int
    busy: int
    slow: int
    waiting: int
    ended: Mapping[str, int]
