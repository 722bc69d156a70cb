"""Run the benchmarks one after the other and put their reports into one page.

``make bench`` runs all of them at full size. Each writes its own report beside this file, and
``benchmarks/results.md`` holds all of these. ``make bench-quick`` runs small ones, but those of
proposals and of the endpoint, which take their time, and shows them.
"""

import argparse
import compileall
import re
import subprocess
import sys
import time
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Final

from benchmarks.corpus import write_corpus
from benchmarks.machine import describe_machine, describe_moment, list_versions
from benchmarks.tables import show_number, table
from mgi_graph.pipeline.build import build_dataset

RESULTS: Final = Path(__file__).with_suffix(".md")
_ROOT: Final = Path(__file__).parents[1]
_VERSIONS: Final = ("mgi-graph", "pyoxigraph", "rdflib", "pyshacl", "owlrl", "oxigraph", "shacl")
_INTRODUCTION: Final = (
    "Written by `make bench`; not to be edited. What was measured again by itself stands here with "
    "its own date. How well indicators and names are proposed is measured apart: "
    "[matching.md](matching.md), [naming.md](naming.md)."
)
_HEADING: Final = re.compile(r"^(#+ )", re.MULTILINE)


@dataclass(frozen=True, slots=True)
class Benchmark:
    """Name a benchmark, what it measures, and its options when it is to be short.

    ``quick`` is ``None`` for one that is never short, and is then left out.
    """

    name: str
    about: str
    quick: tuple[str, ...] | None = ()


@dataclass(frozen=True, slots=True)
class Ran:
    """Hold a benchmark’s report, ``None`` where it failed, and its seconds."""

    benchmark: Benchmark
    report: str | None
    seconds: float


BENCHMARKS: Final = (
    Benchmark("reading", "parsing, curation and description", quick=("--profiles", "20")),
    Benchmark("validation", "SHACL by pySHACL and by the fast engine", quick=("--quick",)),
    Benchmark("reasoning", "the rules beside owlrl"),
    Benchmark("build", "the whole build, beside rdflib, owlrl and pySHACL", quick=("--cap", "5")),
    Benchmark("proposing", "the build of profiles without curation files", quick=None),
    Benchmark("queries", "each canned query on each engine", quick=("--rounds", "1")),
    Benchmark(
        "endpoint",
        "the endpoint beside rdflib-endpoint and the Oxigraph server",
        quick=None,
    ),
    Benchmark("pages", "weight and speed of the pages", quick=("--firsts", "1")),
)
"""In the order of a dataset’s way: from source texts to pages."""

_SIZES: Final = (100, 1_000, 10_000)
"""Profiles of the datasets that are built; the queries are asked of the last."""
_QUICK_SIZES: Final = (20,)
_SERVED: Final = 100
"""Profiles of the dataset that the queries are asked of in servers too, unless it is quick."""


def run(benchmark: Benchmark, options: Sequence[str], out: Path) -> Ran:
    """Run a benchmark in a process of its own, so that none of them warms another."""
    command = [sys.executable, "-m", f"benchmarks.{benchmark.name}", *options, "--out", str(out)]
    sys.stderr.write(f"{benchmark.name}: {benchmark.about}\n")
    start = time.perf_counter()
    ended = subprocess.run(command, check=False)  # noqa: S603 (commands of ours)
    seconds = time.perf_counter() - start
    report = None if ended.returncode else out.read_text(encoding="utf-8")
    return Ran(benchmark, report, seconds)


def write_results(ran: Sequence[Ran]) -> str:
    """Return the page: the machine, how long each benchmark took, and each report."""
    facts = {**describe_machine(), "versions": list_versions(*_VERSIONS), **describe_moment()}
    rows = [
        [
            each.benchmark.name,
            each.benchmark.about,
            show_number(each.seconds),
            "**failed**" if each.report is None else "measured",
        ]
        for each in ran
    ]
    parts = [
        "# Results",
        _INTRODUCTION,
        "\n".join(f"- {name}: {text}" for name, text in facts.items()),
        table(["benchmark", "of", "seconds that it ran", ""], rows),
        *(demote(each.report) for each in ran if each.report is not None),
    ]
    return "\n\n".join(part.strip() for part in parts) + "\n"


def replace_report(page: str, report: str) -> str:
    r"""Put a report into the page that has an earlier one of the same title, or at its end.

    >>> replace_report("# Results\n\n## A\n\n1\n\n## B\n\n2\n", "# A\n\n### C\n\n3\n")
    '# Results\n\n## A\n\n#### C\n\n3\n\n## B\n\n2\n'
    """
    new = demote(report).strip()
    title = new.partition("\n")[0]
    before, *parts = re.split(r"^(?=## )", page, flags=re.MULTILINE)
    titles = [part.partition("\n")[0] for part in parts]
    number = titles.index(title) if title in titles else len(parts)
    parts[number : number + 1] = [new]
    return "\n\n".join(part.strip() for part in (before, *parts)) + "\n"


def demote(report: str) -> str:
    r"""Put the headings of a report one level lower.

    >>> demote("# A\n\ntext # no heading\n\n## B\n")
    '## A\n\ntext # no heading\n\n### B\n'
    """
    return _HEADING.sub(r"#\1", report)


def _renew(ran: Iterable[Ran]) -> str:
    """Return the page with the reports that were made now in the place of theirs."""
    text = RESULTS.read_text(encoding="utf-8")
    for each in ran:
        text = text if each.report is None else replace_report(text, each.report)
    return text


def _choose(names: Iterable[str]) -> Iterator[Benchmark]:
    known = {each.name: each for each in BENCHMARKS}
    for name in names:
        if name not in known:
            raise SystemExit(f"no benchmark {name!r}; expected some of {', '.join(known)}")
        yield known[name]


def main(arguments: Sequence[str] | None = None) -> int:
    """Run the benchmarks; return 1 where one failed, whose name the page then has."""
    parser = argparse.ArgumentParser(description=(__doc__ or "").partition("\n")[0])
    parser.add_argument(
        "names", nargs="*", help="some of them, each into its report and its part of the page"
    )
    parser.add_argument("--quick", action="store_true", help="small ones, shown and not kept")
    options = parser.parse_args(arguments)
    chosen = list(_choose(options.names)) or BENCHMARKS
    if options.quick:
        chosen = [each for each in chosen if each.quick is not None]
        if not chosen:
            raise SystemExit(f"{', '.join(options.names)}: never short, run without --quick")
    sizes = _QUICK_SIZES if options.quick else _SIZES
    # As in an installed package: no process is to compile what another has compiled before it.
    for name in ("src", "benchmarks", "tests"):
        compileall.compile_dir(_ROOT / name, quiet=1)
    with TemporaryDirectory(prefix="mgi-graph-bench-") as name:
        folder = Path(name)
        ran = []
        for each in chosen:
            given = list((options.quick and each.quick) or ())
            if each.name == "build":
                given = [*map(str, sizes), "--keep", str(_name(folder, sizes[-1])), *given]
            if each.name == "queries":
                given = [str(_find_built(folder, sizes)), *given]
                given += [] if options.quick else ["--served", str(_build(folder, _SERVED))]
            out = (folder if options.quick else RESULTS.parent) / f"{each.name}.md"
            ran.append(run(each, given, out))
    if options.quick:
        sys.stdout.write(write_results(ran))
    else:
        text = _renew(ran) if options.names else write_results(ran)
        RESULTS.write_text(text, encoding="utf-8")
    failed = [each.benchmark.name for each in ran if each.report is None]
    if failed:
        sys.stderr.write(f"failed: {', '.join(failed)}\n")
    return 1 if failed else 0


def _name(folder: Path, profiles: int) -> Path:
    return folder / f"{profiles:,} profiles"


def _find_built(folder: Path, sizes: Sequence[int]) -> Path:
    """Return the largest dataset that the build was measured on, or a smaller one built now."""
    built = _name(folder, sizes[-1])
    if built.exists():
        return built
    return _build(folder, sizes[len(sizes) // 2])


def _build(folder: Path, profiles: int) -> Path:
    corpus = folder / f"corpus of {profiles}"
    write_corpus(profiles, corpus)
    return build_dataset([corpus / "sources"], _name(folder, profiles), corpus / "curation").out


if __name__ == "__main__":
    raise SystemExit(main())
