"""Hold what is to be measured and what was."""

from collections import defaultdict
from dataclasses import dataclass, field
from typing import Final

from benchmarks.endpoint.load import Load

MANY: Final = 16
FEW: Final = 1
IN_FLIGHT: Final = 4
"""Queries without an end that are in flight while small ones are measured."""

OURS: Final = "mgi-graph serve"
OXIGRAPH: Final = "oxigraph serve"
RDFLIB: Final = "rdflib-endpoint"
RDFLIB_OXIGRAPH: Final = "rdflib-endpoint with Oxigraph"
LARGE: Final = "mgi-graph serve, from disk"


@dataclass(frozen=True, slots=True)
class Kind:
    """Name a way of sending the small query."""

    connections: int
    different: bool

    @property
    def words(self) -> str:
        """Return what the tables call it."""
        return "all different" if self.different else "the same"


KINDS = (Kind(MANY, False), Kind(MANY, True), Kind(FEW, False), Kind(FEW, True))


@dataclass(slots=True)
class Measured:
    """Gather all that is measured; times are seconds, sizes MiB. Lists have a value a round."""

    versions: dict[str, str] = field(default_factory=dict)
    triples: int = 0
    answer_bytes: int = 0
    replicas: int = 0
    making: float = 0
    rates: dict[tuple[str, Kind], list[Load]] = field(default_factory=lambda: defaultdict(list))
    documents: dict[str, list[Load]] = field(default_factory=lambda: defaultdict(list))
    alone: dict[tuple[str, Kind], list[Load]] = field(default_factory=lambda: defaultdict(list))
    held_up: dict[tuple[str, Kind], list[Load]] = field(default_factory=lambda: defaultdict(list))
    ready: dict[str, list[float]] = field(default_factory=lambda: defaultdict(list))
    idle: dict[str, list[float]] = field(default_factory=dict)
    loaded: dict[str, list[float]] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Plan:
    """Say how much is measured: rounds, seconds of each case, triples of the large store."""

    rounds: int
    seconds: int
    triples: int
