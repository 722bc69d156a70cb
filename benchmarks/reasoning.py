"""Compare compiled axioms, SPARQL rules and owlrl on the dataset of the packaged profiles.

Run it with ``python -m benchmarks.reasoning``. All close the same triples in the
same run; what counts is the ratio, the times depend on the machine.
"""

import argparse
import statistics
import sys
import time
from collections.abc import Callable
from pathlib import Path

from pyoxigraph import Quad

from mgi_graph.parsing import parse_sources
from mgi_graph.pipeline.dataset import assemble_dataset, read_background
from mgi_graph.pipeline.sources import find_sources
from mgi_graph.reasoning import chain_forward, close_ontology, infer

RUNS = 3


def measure(work: Callable[[], object]) -> float:
    """Return the median time of ``RUNS`` runs, in seconds."""
    times = []
    for _ in range(RUNS):
        start = time.perf_counter()
        work()
        times.append(time.perf_counter() - start)
    return statistics.median(times)


def main() -> None:
    """Measure each way and write a line of Markdown for it."""
    parser = argparse.ArgumentParser(description=(__doc__ or "").partition("\n")[0])
    parser.add_argument("--out", type=Path, help="a file to write; without it, it is shown")
    options = parser.parse_args()
    background = read_background()
    dataset = assemble_dataset(parse_sources(find_sources([])), background)
    asserted = {quad.triple for quad in dataset.asserted}
    closed = asserted | background.closure
    ontology = measure(lambda: close_ontology(quad.triple for quad in background.ontology))
    compiled = measure(lambda: chain_forward(closed, background.axioms))
    rules = measure(lambda: infer(Quad(*triple) for triple in closed))
    owlrl = measure(lambda: close_ontology(asserted))
    rows = [
        f"| way, on {len(asserted)} triples | seconds, median of {RUNS} | ratio |",
        "|---|---|---|",
        f"| compiled axioms | {compiled:.3f} | 1 |",
        f"| SPARQL rules | {rules:.3f} | {rules / compiled:.0f} |",
        f"| owlrl | {owlrl:.2f} | {owlrl / compiled:.0f} |",
        f"| owlrl on the ontology alone, which the first two need | {ontology:.2f} | |",
    ]
    text = "\n".join(["# The rules", "", *rows]) + "\n"
    if options.out is None:
        sys.stdout.write(text)
    else:
        options.out.write_text(text, encoding="utf-8")


if __name__ == "__main__":
    main()
