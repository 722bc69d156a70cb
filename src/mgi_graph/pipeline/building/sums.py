"""Sum what is counted block by block, and keep it as text between builds."""

import json
import zlib
from collections import Counter
from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any

from pyoxigraph import Literal, NamedNode, RdfFormat, parse

from mgi_graph.rdf.cube import Cells, Value
from mgi_graph.rdf.tally import Classes, Kind, Reference, Tally

_LEVEL = 1


@dataclass
class Sums:
    """Hold numbers of a block, or of many: what is added here can be taken away again.

    ``cells`` are by cube and by the values of its dimensions, as in N-Triples; ``quads`` by
    the word for their part of the dataset.
    """

    tally: Tally = field(default_factory=Tally)
    cells: Counter[tuple[str, ...]] = field(default_factory=Counter)
    quads: Counter[str] = field(default_factory=Counter)

    def add(self, other: "Sums", sign: int = 1) -> None:
        """Add another block's numbers, or take them away."""
        self.tally.add(other.tally, sign)
        for cell, number in other.cells.items():
            self.cells[cell] += sign * number
        for part, number in other.quads.items():
            self.quads[part] += sign * number

    def describe(self) -> dict[str, object]:
        """Return the numbers for JSON, in an order that does not depend on how they came."""
        return {
            "triples": self.tally.triples,
            "subjects": sorted(_present(self.tally.subjects)),
            "kinds": sorted([*kind, number] for kind, number in _present(self.tally.kinds)),
            "cells": sorted([*cell, number] for cell, number in _present(self.cells)),
            "quads": sorted(_present(self.quads)),
        }

    @classmethod
    def read(cls, described: Mapping[str, Any]) -> "Sums":
        """Return the numbers that :meth:`describe` described."""
        return cls(
            Tally(
                described["triples"],
                Counter(dict(map(tuple, described["subjects"]))),
                Counter({Kind(*kind): number for *kind, number in described["kinds"]}),
            ),
            Counter({tuple(cell): number for *cell, number in described["cells"]}),
            Counter(dict(map(tuple, described["quads"]))),
        )


def _present(counts: Counter[Any]) -> list[tuple[Any, int]]:
    return [(key, number) for key, number in counts.items() if number]


def write_cells(cells: Cells) -> Counter[tuple[str, ...]]:
    """Return the cells of all cubes under the cube's name and the values as in N-Triples."""
    return Counter(
        {
            (cube, *map(str, cell)): number
            for cube, counts in cells.items()
            for cell, number in counts.items()
        }
    )


def read_cells(cells: Counter[tuple[str, ...]]) -> dict[str, Counter[tuple[Value, ...]]]:
    """Return the cells of each cube, the empty ones left out."""
    found: dict[str, Counter[tuple[Value, ...]]] = {}
    for (cube, *values), number in cells.items():
        if number:
            found.setdefault(cube, Counter())[tuple(map(_read_value, values))] = number
    return found


def _read_value(text: str) -> Value:
    if text.startswith("<"):
        return NamedNode(text[1:-1])
    (quad,) = parse(f"<urn:s> <urn:p> {text} .", format=RdfFormat.N_TRIPLES)
    if not isinstance(quad.object, Literal):
        raise TypeError(f"not a literal: {text}")
    return quad.object


@dataclass(frozen=True)
class Counted:
    """Hold the numbers of one block, and its references to nodes of other blocks.

    Each reference has the classes of its node that the block knew of.
    """

    sums: Sums
    references: Mapping[Reference, tuple[int, Classes]]

    def pack(self) -> bytes:
        """Return it as compressed JSON."""
        references = sorted(
            [*reference, number, known] for reference, (number, known) in self.references.items()
        )
        content = {"sums": self.sums.describe(), "references": references}
        return zlib.compress(json.dumps(content, separators=(",", ":")).encode(), _LEVEL)

    @classmethod
    def unpack(cls, packed: bytes) -> "Counted":
        """Return what :meth:`pack` packed."""
        content = json.loads(zlib.decompress(packed))
        return cls(
            Sums.read(content["sums"]),
            {
                Reference(*reference): (number, known)
                for *reference, number, known in content["references"]
            },
        )
