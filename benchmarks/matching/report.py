"""Write the report of the matching benchmark, and its summary in the README."""

import sys
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Final

from benchmarks.matching.misses import list_misses
from benchmarks.matching.scores import BINS, Count, Scores, count_confidences, measure_calibration
from benchmarks.matching.texts import (
    CALIBRATION_NOTE,
    CITIES_NOTE,
    GOALS_NOTE,
    INTRODUCTION,
    LANGUAGES_NOTE,
    MISSES_NOTE,
    PAIRS_NOTE,
    SENTENCES_NOTE,
    SUMMARY,
)
from benchmarks.matching.trials import Trial
from benchmarks.tables import replace_between, table
from mgi_graph.model import METHODS

_ROOT: Final = Path(__file__).parents[2]
_MARK: Final = "benchmark of the matching"
_BEST: Final = METHODS[0]
_ENOUGH: Final = 10
_LANGUAGES: Final = ("en", "es", "fr", "pt")
_HEAD: Final = (
    "right first, of all (95 %)",
    "of given",
    "abstained",
    "recall at 3",
    "any in 3",
)


@dataclass(frozen=True, slots=True)
class Measured:
    """Hold the trials of one method."""

    cities: Mapping[str, Sequence[Trial]]
    pairs: Mapping[tuple[str, str], Sequence[Trial]]
    tuning: Sequence[Trial]
    held_back: Sequence[Trial]
    new: Sequence[Trial]

    @property
    def findings(self) -> list[Trial]:
        """Return the trials of all cities."""
        return [each for trials in self.cities.values() for each in trials]

    @property
    def sets(self) -> dict[str, Sequence[Trial]]:
        """Return the sets that nothing was fitted to, by name."""
        return {
            "findings of a held-out city": self.findings,
            "new sentences": self.new,
            "held-back sentences (spent)": self.held_back,
        }


def keep_report(measured: Mapping[str, Measured]) -> None:
    """Write ``benchmarks/matching.md``, put its summary into the README, and show the goals."""
    (_ROOT / "benchmarks" / "matching.md").write_text(write_report(measured), encoding="utf-8")
    readme = _ROOT / "README.md"
    text = readme.read_text(encoding="utf-8")
    readme.write_text(replace_between(text, _MARK, write_summary(measured)), encoding="utf-8")
    sys.stdout.write(_goals(measured[_BEST]) + "\n\nbenchmarks/matching.md has all of it.\n")


def write_report(measured: Mapping[str, Measured]) -> str:
    """Return the whole report."""
    best = measured[_BEST]
    parts = [
        "# Proposing indicators",
        INTRODUCTION,
        "## Goals",
        GOALS_NOTE,
        _goals(best),
        "## Findings of a held-out city",
        CITIES_NOTE,
        _by_method({name: each.findings for name, each in measured.items()}),
        _by_city(measured),
        "## From language to language",
        PAIRS_NOTE,
        _by_pair(measured),
        "## Sentences that the scheme was not written from",
        SENTENCES_NOTE,
        "### New",
        _by_method({name: each.new for name, each in measured.items()}),
        "### Held back once, spent",
        _by_method({name: each.held_back for name, each in measured.items()}),
        "### Tuning",
        _by_method({name: each.tuning for name, each in measured.items()}),
        "### By language",
        LANGUAGES_NOTE,
        _by_language(best),
        "## Calibration",
        CALIBRATION_NOTE,
        _calibration(best),
        "## Misses",
        MISSES_NOTE,
        *(part for name, trials in best.sets.items() for part in list_misses(name, trials)),
    ]
    return "\n\n".join(parts) + "\n"


def write_summary(measured: Mapping[str, Measured]) -> str:
    """Return the summary for the README: the sets by method, more of the best one."""
    rows = []
    for name, trials in measured[_BEST].sets.items():
        scores = Scores.of(trials)
        rows.append(
            [
                name,
                str(scores.first.all),
                *(Scores.of(each.sets[name]).first.show_share() for each in measured.values()),
                str(scores.given),
                scores.abstained.show_share(),
                scores.links.show_share(),
            ]
        )
    sure = [Scores.of(trials).first.show_share() for trials in measured[_BEST].sets.values()]
    methods = [f"`{name}`" for name in measured]
    head = ["right first", "n", *methods, f"`{_BEST}`: of given (95 %)", "abstained", "recall at 3"]
    return f"\n{SUMMARY.format(*sure)}\n\n{table(head, rows)}\n"


def _goals(best: Measured) -> str:
    rows = []
    for name, trials in best.sets.items():
        scores = Scores.of(trials)
        by_language = [
            Scores.of(held).first.share
            for language in _LANGUAGES
            if (held := [each for each in trials if each.sentence.language == language])
        ]
        gap = max(by_language) - min(by_language)
        near = count_confidences(trials)[4]
        rows += [
            [
                name,
                "right first, of given, ≥ .85",
                str(scores.given),
                _say(scores.given.share >= 0.85),
            ],
            [
                "",
                "abstained ≤ .15",
                scores.abstained.show_share(),
                _say(scores.abstained.share <= 0.15),
            ],
            ["", "recall at 3 ≥ .95", str(scores.links), _say(scores.links.share >= 0.95)],
            ["", "languages within .05", f"{gap:.3f}".removeprefix("0"), _say(gap <= 0.05)],
            [
                "",
                "of those said .75–.85, 8 in 10 right",
                f"{near.hits} of {near.all}",
                _judge(near, 0.8),
            ],
        ]
    return table(["measured on", "goal", "found", ""], rows)


def _judge(count: Count, share: float) -> str:
    """Say whether a count's 95 % interval has a share, where there are enough to say so."""
    if count.all < _ENOUGH:
        return "too few to say"
    low, high = count.interval
    return _say(low <= share <= high)


def _say(reached: bool) -> str:
    return "reached" if reached else "**not reached**"


def _by_method(trials: Mapping[str, Sequence[Trial]]) -> str:
    rows = [[f"`{name}`", *_cells(each)] for name, each in trials.items()]
    some = next(iter(trials.values()))
    nothing = Scores.of(some).nothing.all
    head = ["method", *_HEAD, *(["about nothing, left open"] if nothing else [])]
    return table(head, rows)


def _cells(trials: Sequence[Trial]) -> Iterator[str]:
    scores = Scores.of(trials)
    yield str(scores.first)
    yield scores.given.show_share()
    yield scores.abstained.show_share()
    yield scores.links.show_share()
    yield scores.any.show_share()
    if scores.nothing.all:
        yield f"{scores.nothing.hits} of {scores.nothing.all}"


def _by_city(measured: Mapping[str, Measured]) -> str:
    best = measured[_BEST]
    rows = [
        [
            f"{city} ({trials[0].sentence.language})",
            str(len(trials)),
            *(str(Scores.of(each.cities[city]).first) for each in measured.values()),
        ]
        for city, trials in best.cities.items()
    ]
    return table(["right first", "n", *(f"`{name}`" for name in measured)], rows)


def _by_pair(measured: Mapping[str, Measured]) -> str:
    best = measured[_BEST]
    language = {city: trials[0].sentence.language for city, trials in best.cities.items()}
    rows = []
    for (source, target), trials in best.pairs.items():
        taught = f"{source} ({language[source]})" if source else "none"
        shares = [Scores.of(each.pairs[source, target]).first for each in measured.values()]
        shown = [each.show_share() for each in shares]
        rows.append([taught, f"{target} ({language[target]})", str(len(trials)), *shown])
    return table(
        ["linked findings of", "proposed for", "n", *(f"`{name}`" for name in measured)], rows
    )


def _by_language(best: Measured) -> str:
    rows = []
    for language in _LANGUAGES:
        row = [language]
        for trials in best.sets.values():
            held = [each for each in trials if each.sentence.language == language]
            scores = Scores.of(held)
            row += [str(scores.first.all), str(scores.first), scores.links.show_share()]
        rows.append(row)
    head = [cell for name in best.sets for cell in (f"{name}: n", "right first", "recall at 3")]
    return table(["language", *head], rows)


def _calibration(best: Measured) -> str:
    said = [*(f"{low:.2f}–{high:.2f}" for low, high in BINS), f"{BINS[-1][1]:.2f}"]
    columns = [count_confidences(trials) for trials in best.sets.values()]
    rows = [
        [said[at], *(f"{each[at].hits} of {each[at].all}: {each[at]}" for each in columns)]
        for at in range(len(said))
    ]
    errors = [f"{measure_calibration(trials):.3f}" for trials in best.sets.values()]
    return table(["said", *best.sets], [*rows, ["mean error (ECE)", *errors]])
