"""Compare pySHACL with the fast engine on replicas of the packaged profiles, some with faults.

``python -m benchmarks.validation`` writes ``benchmarks/validation.md``. Both engines validate the
same batches before the same background, and must find the same results.
"""

import argparse
import gc
import re
import tempfile
import time
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import islice
from pathlib import Path

from pyoxigraph import Quad, RdfFormat, parse

from benchmarks.machine import describe_machine, describe_moment, list_versions
from benchmarks.replicas import split_lines
from benchmarks.tables import Spread, ratios, show_number, table
from mgi_graph.pipeline.build import build_dataset
from mgi_graph.rdf.iris import mint_graph
from mgi_graph.validation import Engine, ValidationReport, Validator

REPORT = Path(__file__).with_suffix(".md")
SIZES = (3, 30, 300)
CAP = 30
"""As many profiles as pySHACL is asked to validate; more would take it minutes."""
BATCH = 30
ROUNDS = 3
FAULT = 211
"""Of so many triples about profiles one is left out, so that there is something to find."""

_PROFILES = 3
_LEFT_OUT = {str(mint_graph(name)) for name in ("catalogue", "queries", "statistics")}
_HEAD = f"""\
# Validation: pySHACL and the fast engine

Written by `make bench-validation`; not to be edited. Replicas of the three packaged profiles under
other names are validated in batches of {BATCH}, with the ontology, the vocabularies and what
profiles name as background. Of {FAULT} triples about profiles one is left out, so that there are
results to find and to explain. Each number is the median of {ROUNDS} rounds, the least and the most
behind it. CPU is that of the process; pySHACL validates at most {CAP} profiles.
"""


@dataclass(frozen=True)
class Corpus:
    """Hold what stands behind every batch, and the lines of the profiles to be replicated."""

    background: tuple[Quad, ...]
    template: str

    def batches(self, profiles: int) -> Iterator[list[Quad]]:
        """Yield so many profiles as quads, a batch at a time."""
        replicas = iter(range(profiles // _PROFILES))
        while numbers := list(islice(replicas, BATCH // _PROFILES)):
            text = "".join(self.template.replace("\0", f"-{number}") for number in numbers)
            lines = text.splitlines(keepends=True)
            kept = (line for number, line in enumerate(lines, start=1) if number % FAULT)
            yield list(parse("".join(kept), format=RdfFormat.N_QUADS))


@dataclass(frozen=True)
class Measurement:
    """Hold what an engine needed for a number of profiles, round by round, and what it found."""

    cpu: Sequence[float]
    wall: Sequence[float]
    report: ValidationReport


def make_corpus(folder: Path) -> Corpus:
    """Build the packaged profiles, and part what is said of them from the rest."""
    build_dataset([], folder)
    with (folder / "mgi.trig").open("rb") as file:
        lines = [
            f"{quad} .\n"
            for quad in parse(file, format=RdfFormat.TRIG)
            if str(quad.graph_name) not in _LEFT_OUT
        ]
    common, template, _ = split_lines(lines)
    return Corpus(tuple(parse(common, format=RdfFormat.N_QUADS)), template)


def measure(corpus: Corpus, engine: Engine, profiles: int, rounds: int) -> Measurement:
    """Validate so many profiles again and again; preparing the validator does not count."""
    validator = Validator(corpus.background, engine=engine.value)
    batches = [tuple(batch) for batch in corpus.batches(profiles)]
    validator.validate(batches[0][:100])
    cpu, wall, report = [], [], ValidationReport((), 0)
    for _ in range(rounds):
        gc.collect()
        start = time.process_time(), time.perf_counter()
        report = ValidationReport.merged(map(validator.validate, batches))
        cpu.append((time.process_time() - start[0]) / profiles * 1000)
        wall.append((time.perf_counter() - start[1]) / profiles * 1000)
    return Measurement(cpu, wall, report)


def write_report(corpus: Corpus, sizes: Sequence[int], rounds: int) -> Iterator[str]:
    """Measure, and yield the parts of the report; raises ``SystemExit`` for other results."""
    yield _HEAD
    facts = {
        **describe_machine(),
        **describe_moment(),
        "versions": list_versions("pyshacl", "rdflib", "shacl", "pyoxigraph"),
        "triples of the background": f"{len(corpus.background):,}",
        "triples of a profile": f"{corpus.template.count(chr(10)) // _PROFILES:,}",
    }
    yield "".join(f"- {name}: {value}\n" for name, value in facts.items())
    rows = []
    for size in sizes:
        fast = measure(corpus, Engine.FAST, size, rounds)
        slow = measure(corpus, Engine.PYSHACL, size, rounds) if size <= CAP else None
        if slow is not None and slow.report != fast.report:
            raise SystemExit(f"the engines find other results in {size} profiles")
        rows.append(
            (
                str(size),
                "–" if slow is None else str(Spread.of(slow.cpu)),
                "–" if slow is None else str(Spread.of(slow.wall)),
                str(Spread.of(fast.cpu)),
                str(Spread.of(fast.wall)),
                "–" if slow is None else str(ratios(slow.cpu, fast.cpu)),
                show_number(len(fast.report.results)),
                "not compared" if slow is None else "the same",
            )
        )
    yield table(
        (
            "profiles",
            "pySHACL, ms of CPU a profile",
            "ms",
            "fast engine, ms of CPU a profile",
            "ms",
            "ratio",
            "results",
            "both",
        ),
        rows,
    )


def main() -> None:
    """Measure, and write the report."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--quick", action="store_true", help="3 and 30 profiles, one round each")
    parser.add_argument("--out", type=Path, default=REPORT)
    options = parser.parse_args()
    quick = options.quick
    with tempfile.TemporaryDirectory() as folder:
        corpus = make_corpus(Path(folder) / "dataset")
    text = "\n".join(write_report(corpus, SIZES[:2] if quick else SIZES, 1 if quick else ROUNDS))
    options.out.write_text(re.sub(r"\n{3,}", "\n\n", f"{text}\n"), "utf-8")


if __name__ == "__main__":
    main()
