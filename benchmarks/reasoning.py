"""Compare the SPARQL rules with owlrl on the dataset of the packaged profiles.

Run it with ``python benchmarks/reasoning.py``. Both close the same triples in the
same run; what counts is the ratio, the times depend on the machine.
"""

import statistics
import sys
import time
from collections.abc import Callable

from mgi_graph.parsing import parse_sources
from mgi_graph.pipeline.dataset import assemble_dataset, infer_quads, read_background
from mgi_graph.pipeline.sources import find_sources
from mgi_graph.reasoning import close_ontology

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
    """Measure both ways and print a line of Markdown for each."""
    background = read_background()
    dataset = assemble_dataset(parse_sources(find_sources([])), background)
    asserted = set(dataset.asserted)
    rules = measure(lambda: infer_quads(asserted, set(), background))
    owlrl = measure(lambda: close_ontology(quad.triple for quad in asserted))
    rows = [
        f"| way | seconds, median of {RUNS} | ratio |",
        "|---|---|---|",
        f"| owlrl on the ontology, rules on {len(asserted)} triples | {rules:.2f} | 1 |",
        f"| owlrl on {len(asserted)} triples | {owlrl:.2f} | {owlrl / rules:.0f} |",
    ]
    sys.stdout.write("\n".join(rows) + "\n")


if __name__ == "__main__":
    main()
