"""Measure how well indicators are proposed, and say what was missed.

``make bench-matching`` runs it. It measures the fit that is shipped; ``make fit-matching``
makes a new one.
"""

import sys

from benchmarks.matching.report import Measured, keep_report
from benchmarks.matching.trials import (
    Laboratory,
    prepare,
    try_cities,
    try_held_back,
    try_new,
    try_pairs,
    try_tuning,
)
from mgi_graph.assets import MATCHING_DIR
from mgi_graph.matching.parameters import read_parameters
from mgi_graph.model import METHODS


def main() -> None:
    """Try every method and write the report."""
    laboratory = prepare(read_parameters(MATCHING_DIR / "parameters.json"))
    measured = {}
    for name in METHODS:
        sys.stderr.write(f"trying {name}\n")
        measured[name] = _try(laboratory, name)
    keep_report(measured)


def _try(laboratory: Laboratory, name: str) -> Measured:
    return Measured(
        cities=try_cities(laboratory, name),
        pairs=try_pairs(laboratory, name),
        tuning=try_tuning(laboratory, name),
        held_back=try_held_back(laboratory, name),
        new=try_new(laboratory, name),
    )


if __name__ == "__main__":
    main()
