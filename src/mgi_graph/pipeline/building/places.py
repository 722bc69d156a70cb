"""Count places, each once, whatever number of its profiles speak of something."""

from collections import Counter, defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import replace

from mgi_graph.pipeline.building.sums import Sums
from mgi_graph.rdf.cube import counts_places

Cell = tuple[str, ...]
"""A cube and the values of a cell in its dimensions, as in N-Triples."""

Placed = Mapping[str, tuple[Cell, ...]]
"""The cells that each place has something in."""


def split_places(sums: Sums) -> tuple[Sums, Placed]:
    """Take out of a block's numbers the cells that count places, which cannot be added.

    >>> cells = Counter({("indicators", "<urn:i>"): 2, ("places", "<urn:i>", "<urn:p>"): 2})
    >>> plain, placed = split_places(Sums(cells=cells))
    >>> placed, list(plain.cells)
    ({'<urn:p>': (('places', '<urn:i>'),)}, [('indicators', '<urn:i>')])
    """
    plain: Counter[Cell] = Counter()
    placed: dict[str, list[Cell]] = defaultdict(list)
    for cell, number in sums.cells.items():
        if counts_places(cell[0]):
            placed[cell[-1]].append(cell[:-1])
        else:
            plain[cell] = number
    sorted_ = {place: tuple(sorted(cells)) for place, cells in sorted(placed.items())}
    return replace(sums, cells=plain), sorted_


def count_places(blocks: Iterable[Placed]) -> Counter[Cell]:
    """Count the places of each cell.

    >>> cell = ("places", "<urn:i>")
    >>> count_places([{"<urn:p>": (cell,)}, {"<urn:p>": (cell,)}, {"<urn:q>": (cell,)}])[cell]
    2
    """
    of_place: dict[str, set[Cell]] = defaultdict(set)
    for placed in blocks:
        for place, cells in placed.items():
            of_place[place].update(cells)
    counts: Counter[Cell] = Counter()
    for found in of_place.values():
        counts.update(found)
    return counts
