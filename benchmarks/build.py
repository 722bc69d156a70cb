"""Measure the build: profiles a second, memory, and what one changed profile costs.

``python -m benchmarks.build [N ...]`` writes ``benchmarks/build.md``. Each size is built from
source texts by the command line, as a user does; memory is that of all processes together, shared
pages counted once. How long the files of a dataset take to be copied and digested, with none of
our code, is what a build in which something changed cannot go below. Beside it stand rdflib, owlrl
and pySHACL on their own, over the triples of the same profiles, up to the size at which they need
longer than ``--cap`` seconds.
"""

import argparse
import hashlib
import resource
import shutil
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator, Sequence
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass
from itertools import pairwise
from pathlib import Path

from benchmarks.corpus.writing import write_corpus
from benchmarks.machine import describe_machine, describe_moment, list_versions
from benchmarks.tables import Goal, Spread, show_number, table

REPORT = Path(__file__).with_suffix(".md")
SIZES = (100, 1_000)
PLAIN_SIZES = (3, 10, 30, 100)
_POLL_SECONDS = 0.2
_NOTE = (
    "Written by `make bench-build`; not to be edited. One run of each size: what is measured is "
    "minutes of work, not the quickest of many."
)
_BESIDE = (
    "They are given the triples of the same profiles, so that they neither parse nor describe: "
    "each size until the four steps need more than {:g} seconds."
)
_GIB = 2**30


@dataclass(frozen=True, slots=True)
class Measured:
    """Hold what one build took: seconds, seconds of all processors, and bytes of memory."""

    seconds: float
    processor_seconds: float
    memory: int


@dataclass(frozen=True, slots=True)
class Size:
    """Hold what was measured at one size."""

    profiles: int
    anew: Measured
    changed: Measured
    copied: float
    """Seconds that it takes to copy the dataset's files and to digest them."""
    bytes: int

    @property
    def rate(self) -> float:
        """Return profiles a second."""
        return self.profiles / self.anew.seconds


def build(folder: Path, jobs: int) -> Measured:
    """Build the sources and curation files of a folder in as many processes as ``jobs``."""
    before = resource.getrusage(resource.RUSAGE_CHILDREN)
    start = time.perf_counter()
    process = subprocess.Popen(  # noqa: S603 (our own program)
        [
            *(sys.executable, "-m", "mgi_graph", "build", str(folder / "sources")),
            *("--curation", str(folder / "curation"), "--out", str(folder / "dataset")),
            *("--jobs", str(jobs)),
        ],
        stdout=subprocess.DEVNULL,
        stderr=subprocess.DEVNULL,
    )
    memory = 0
    while process.poll() is None:
        memory = max(memory, sum(map(_proportional_memory, _family(process.pid))))
        time.sleep(_POLL_SECONDS)
    seconds = time.perf_counter() - start
    if process.returncode != 0:
        sys.exit(f"the build of {folder} ended with exit code {process.returncode}")
    after = resource.getrusage(resource.RUSAGE_CHILDREN)
    spent = after.ru_utime + after.ru_stime - before.ru_utime - before.ru_stime
    return Measured(seconds, spent, memory)


def _family(root: int) -> Iterator[int]:
    """Give a process and all that it started, directly or not."""
    yield root
    try:
        for task in Path(f"/proc/{root}/task").iterdir():
            for child in (task / "children").read_text().split():
                yield from _family(int(child))
    except OSError:
        return


def _proportional_memory(process: int) -> int:
    try:
        lines = Path(f"/proc/{process}/smaps_rollup").read_text().splitlines()
    except OSError:
        return 0
    return sum(int(line.split()[1]) * 1024 for line in lines if line.startswith("Pss:"))


def _measure(number: int, jobs: int, place: Path | None, keep: Path | None) -> Size:
    with tempfile.TemporaryDirectory(dir=place) as name:
        folder = Path(name)
        write_corpus(number, folder)
        anew = build(folder, jobs)
        dataset = folder / "dataset"
        written = sum(each.stat().st_size for each in dataset.rglob("*"))
        changed = sorted((folder / "sources").glob("*.txt"))[number // 2]
        changed.write_text(changed.read_text("utf-8") + "\n", "utf-8")
        after = build(folder, jobs)
        copied = _copy_and_digest(dataset, folder / "copy")
        if keep is not None:
            shutil.move(dataset, keep)
        return Size(number, anew, after, copied, written)


def _copy_and_digest(dataset: Path, copy: Path) -> float:
    """Return the seconds that the large files take, one after the other on each core."""
    copy.mkdir()
    files = sorted(dataset.glob("mgi.*"), key=lambda each: each.stat().st_size, reverse=True)
    start = time.perf_counter()
    with ThreadPoolExecutor(2) as threads:
        for _ in threads.map(lambda each: _copy_one(each, copy / each.name), files):
            continue
    seconds = time.perf_counter() - start
    shutil.rmtree(copy)
    return seconds


def _copy_one(file: Path, copy: Path) -> None:
    shutil.copyfile(file, copy)
    with copy.open("rb") as content:
        hashlib.file_digest(content, "sha256")


def _measure_plain(number: int) -> dict[str, float]:
    """Return the seconds of each step over the triples of ``number`` profiles."""
    import rdflib
    from owlrl import DeductiveClosure, OWLRL_Semantics
    from pyoxigraph import RdfFormat, serialize
    from pyshacl import validate

    from mgi_graph.assets import SHAPES_DIR
    from mgi_graph.parsing import parse_sources
    from mgi_graph.pipeline.dataset import assemble_dataset, read_background
    from mgi_graph.pipeline.sources import find_sources

    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        write_corpus(number, folder)
        profiles = parse_sources(find_sources([folder / "sources"]))
        dataset = assemble_dataset(profiles, read_background(), folder / "curation")
    asserted = {quad.triple for quad in dataset.asserted | dataset.suggested}
    text = serialize(asserted, format=RdfFormat.N_TRIPLES) or b""
    shapes = rdflib.Graph()
    for path in sorted(SHAPES_DIR.glob("*.ttl")):
        shapes.parse(path)
    seconds: dict[str, float] = {}
    graph = rdflib.Graph()
    for step, work in (
        ("rdflib reads", lambda: graph.parse(data=text, format="nt")),
        (
            "owlrl closes",
            lambda: DeductiveClosure(OWLRL_Semantics, improved_datatypes=False).expand(graph),
        ),
        ("pySHACL validates", lambda: validate(graph, shacl_graph=shapes)),
        ("rdflib writes", lambda: [graph.serialize(format=each) for each in ("nt", "turtle")]),
    ):
        start = time.perf_counter()
        work()
        seconds[step] = time.perf_counter() - start
    return seconds


def _show_memory(number: int) -> str:
    return f"{number / _GIB:.2f} GiB"


def _report(sizes: Sequence[Size], plain: dict[int, dict[str, float]], cap: float) -> str:
    last = sizes[-1]
    goals = [Goal("profiles a second", 100, Spread.of([last.rate]), unit="/s")]
    for before, after in pairwise(sizes):
        ratio = after.anew.seconds / before.anew.seconds / (after.profiles / before.profiles)
        what = f"time of {after.profiles:,} against {before.profiles:,}, for equal work"
        goals.append(Goal(what, 1.1, Spread.of([ratio]), at_most=True))
    memory = last.anew.memory / _GIB
    goals.append(Goal("memory of all processes", 2.5, Spread.of([memory]), True, "GiB"))
    goals.append(
        Goal("one changed profile", 5, Spread.of([last.changed.seconds]), at_most=True, unit="s")
    )
    lines = [
        "# The build",
        "",
        _NOTE,
        "",
        *(f"- {name}: {value}" for name, value in (describe_machine() | describe_moment()).items()),
        f"- {list_versions('pyoxigraph', 'rdflib', 'pyshacl', 'owlrl', 'pyyaml')}",
        "",
        table(["goal, at the largest size", "", "measured", ""], [goal.cells() for goal in goals]),
        "",
        table(
            [
                *("profiles", "seconds", "a second", "processor seconds", "memory"),
                *("written", "one changed: seconds", "processor seconds"),
                "copying and digesting alone: seconds",
            ],
            [
                [
                    f"{size.profiles:,}",
                    show_number(size.anew.seconds),
                    show_number(size.rate),
                    show_number(size.anew.processor_seconds),
                    _show_memory(size.anew.memory),
                    _show_memory(size.bytes),
                    show_number(size.changed.seconds),
                    show_number(size.changed.processor_seconds),
                    show_number(size.copied),
                ]
                for size in sizes
            ],
        ),
        "",
        "## Beside rdflib, owlrl and pySHACL on their own",
        "",
        _BESIDE.format(cap),
        "",
        table(
            ["profiles", *next(iter(plain.values())), "together", "seconds a profile"],
            [
                [
                    f"{number}",
                    *(show_number(each) for each in steps.values()),
                    show_number(sum(steps.values())),
                    show_number(sum(steps.values()) / number),
                ]
                for number, steps in plain.items()
            ],
        ),
        "",
    ]
    return "\n".join(lines)


def main() -> None:
    """Measure and write the report."""
    parser = argparse.ArgumentParser(prog="python -m benchmarks.build", description=__doc__)
    parser.add_argument("sizes", nargs="*", type=int, default=SIZES, metavar="N")
    parser.add_argument("--jobs", type=int, default=2)
    parser.add_argument("--place", type=Path, help="where the corpora and datasets go meanwhile")
    parser.add_argument("--keep", type=Path, help="where to leave the last dataset")
    parser.add_argument("--cap", type=float, default=120)
    parser.add_argument("--out", type=Path, default=REPORT)
    given = parser.parse_args()
    last = len(given.sizes) - 1
    sizes = [
        _measure(number, given.jobs, given.place, given.keep if order == last else None)
        for order, number in enumerate(given.sizes)
    ]
    plain: dict[int, dict[str, float]] = {}
    for number in PLAIN_SIZES:
        plain[number] = _measure_plain(number)
        if sum(plain[number].values()) > given.cap:
            break
    given.out.write_text(_report(sizes, plain, given.cap), encoding="utf-8")


if __name__ == "__main__":
    main()
