"""Measure what it costs to read a profile: to parse it, to fit its curation and to describe it.

``python -m benchmarks.reading`` writes ``benchmarks/reading.md``. The time is the processor's, so
that other programs disturb it less; of the rounds of each text the quickest one counts.
"""

import argparse
import sys
import tempfile
import time
from collections import defaultdict
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from pathlib import Path
from typing import TypeVar

from benchmarks.corpus import ComposedProfile, compose_profile, write_corpus
from benchmarks.corpus.composing import ComposedSource
from benchmarks.machine import describe_machine, describe_moment, list_versions
from benchmarks.tables import Spread, show_number, table
from mgi_graph.assets import SOURCES_DIR
from mgi_graph.model import Profile, Thing
from mgi_graph.parsing import (
    SourceText,
    merge_language_versions,
    parse_profile,
    read_curation,
    read_source,
    read_things,
)
from mgi_graph.pipeline.background import Background, read_background
from mgi_graph.pipeline.curation.fitting import Strictness, Vocabulary
from mgi_graph.pipeline.curation.loading import THINGS_FILE, Fitted, fit_curation, know_places
from mgi_graph.pipeline.description import describe
from mgi_graph.rdf.iris import name_profiles

REPORT = Path(__file__).with_suffix(".md")
PROFILES = 200
ROUNDS = 5
SIZES = (1, 10, 100)

_MILLISECONDS = 1000
_HEAD = """\
# Reading: what a profile costs before it is written

Written by `make bench-reading`; not to be edited. {profiles} profiles of `benchmarks.corpus` are
read from their files, one after the other in one process. Milliseconds are those of the processor;
of {rounds} rounds of each text the quickest one counts. Each number is the median of the texts, the
least and the most behind it."""
_LINEAR = """\
## Larger texts

The packaged text of Medellín with each of its findings so many times."""

_Result = TypeVar("_Result")


@dataclass(slots=True)
class Costs:
    """Hold the least milliseconds of each step, by the text or the profile that it was done for."""

    parse: dict[str, float] = field(default_factory=dict)
    curate: dict[str, float] = field(default_factory=dict)
    describe: dict[str, float] = field(default_factory=dict)
    triples: dict[str, int] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Corpus:
    """Hold the folder of a corpus, and how its profiles were composed."""

    folder: Path
    composed: tuple[ComposedProfile, ...]

    @property
    def sources(self) -> Iterator[ComposedSource]:
        """Return every source text, with its language and layout."""
        for profile in self.composed:
            yield from profile.sources


def main() -> None:
    """Measure, write the report and say where it is."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--profiles", type=int, default=PROFILES, help="how many are read")
    parser.add_argument("--out", type=Path, default=REPORT)
    options = parser.parse_args()
    profiles = options.profiles
    with tempfile.TemporaryDirectory() as folder:
        write_corpus(profiles, Path(folder))
        composed = tuple(compose_profile(number) for number in range(profiles))
        corpus = Corpus(Path(folder), composed)
        costs = measure(corpus)
    parts = [_HEAD.format(profiles=profiles, rounds=ROUNDS), _conditions()]
    parts += ["## A profile", _by_step(costs), "## Parsing one text", _by_kind(corpus, costs)]
    parts += [_LINEAR, _by_size()]
    options.out.write_text("\n\n".join(parts) + "\n", encoding="utf-8")
    sys.stderr.write(f"wrote {options.out}\n")


def measure(corpus: Corpus) -> Costs:
    """Read the whole corpus in each round; only the first finds no table loaded."""
    costs, background = Costs(), read_background()
    shared = read_things(corpus.folder / "curation" / THINGS_FILE)
    things = {thing.slug: thing for thing in shared}
    for _ in range(ROUNDS):
        parsed = [_parse(corpus, source.name, costs) for source in corpus.sources]
        named = name_profiles(merge_language_versions(parsed))
        vocabulary = know_places(background.slugs, [profile for _, profile in named])
        for name, profile in named:
            path = corpus.folder / "curation" / f"{name}.yaml"
            fitted = _curate(path, profile, vocabulary, things, costs)
            _describe(name, profile, fitted, background, costs)
    return costs


def _parse(corpus: Corpus, name: str, costs: Costs) -> Profile:
    path = corpus.folder / "sources" / name
    return _timed(costs.parse, name, lambda: parse_profile(read_source(path)).profile)


def _curate(
    path: Path, profile: Profile, vocabulary: Vocabulary, things: dict[str, Thing], costs: Costs
) -> Fitted:
    def curate() -> Fitted:
        return fit_curation(
            read_curation(path), path.stem, profile, vocabulary, Strictness.ALL, things
        )

    fitted = _timed(costs.curate, path.stem, curate)
    if fitted.errors:
        raise fitted.errors[0]
    return fitted


def _describe(
    name: str, profile: Profile, fitted: Fitted, background: Background, costs: Costs
) -> None:
    known = background.described
    described = _timed(
        costs.describe, name, lambda: describe(name, profile, fitted.findings, fitted.things, known)
    )
    costs.triples[name] = len(described.profile) + len(described.things)


def _timed(costs: dict[str, float], name: str, work: Callable[[], _Result]) -> _Result:
    start = time.process_time()
    result = work()
    cost = (time.process_time() - start) * _MILLISECONDS
    costs[name] = min(cost, costs.get(name, cost))
    return result


def _conditions() -> str:
    versions = {"versions": list_versions("mgi-graph", "pyoxigraph", "pyyaml")}
    facts = {**describe_machine(), **versions, **describe_moment()}
    return "\n".join(f"- {name}: {text}" for name, text in facts.items())


def _by_step(costs: Costs) -> str:
    profiles = len(costs.curate)
    steps = {"parse": costs.parse, "curate": costs.curate, "describe": costs.describe}
    rows = [
        [name, str(Spread.of(each.values())), show_number(sum(each.values()) / profiles)]
        for name, each in steps.items()
    ]
    everything = sum(sum(each.values()) for each in steps.values()) / profiles
    triples = show_number(sum(costs.triples.values()) / profiles)
    rows.append([f"all, {triples} triples a profile", "–", show_number(everything)])
    return table(["step", "ms", "mean ms a profile"], rows)


def _by_kind(corpus: Corpus, costs: Costs) -> str:
    kinds: dict[str, list[ComposedSource]] = defaultdict(list)
    for source in corpus.sources:
        for kind in _kinds(source):
            kinds[kind].append(source)
    rows = [
        [
            kind,
            str(len(sources)),
            show_number(sum(len(each.text) for each in sources) / len(sources) / 1000),
            str(Spread.of(costs.parse[each.name] for each in sources)),
        ]
        for kind, sources in sorted(kinds.items())
    ]
    return table(["texts", "number", "thousand characters", "ms"], rows)


def _kinds(source: ComposedSource) -> Iterator[str]:
    layout = source.layout
    yield f"language: {source.language.value}"
    yield f"lines: {f'of {layout.width} characters' if layout.width else 'one a finding'}"
    yield f"the portal’s text before it: {layout.portal}"
    yield f"bullet: {layout.bullet if layout.bullet.isprintable() else 'private use'}"


def _by_size() -> str:
    source = read_source(SOURCES_DIR / "col-medellin-2022-09.txt")
    rows = []
    for size in SIZES:
        lines = source.text.splitlines(keepends=True)
        text = "".join(line * (size if line.lstrip().startswith("•") else 1) for line in lines)
        costs: dict[str, float] = {}
        for _ in range(ROUNDS):
            larger = SourceText(source.path, source.name, text, source.sha256)
            _timed(costs, "parse", lambda given=larger: parse_profile(given))  # type: ignore[misc]
        thousands = len(text) / 1000
        cells = (thousands, costs["parse"], costs["parse"] / thousands)
        rows.append([f"{size}", *map(show_number, cells)])
    return table(["times", "thousand characters", "ms", "ms a thousand"], rows)


if __name__ == "__main__":
    main()
