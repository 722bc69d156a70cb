"""Measure the proposals of names, years and groups, and write ``benchmarks/naming.md``."""

import argparse
import sys
from collections.abc import Iterable, Iterator, Mapping
from pathlib import Path

from benchmarks.naming.measure import Result, Score, measure
from benchmarks.naming.read import SHA256, Text, read_cities, read_held_back
from benchmarks.tables import table

_REPORT = Path(__file__).parents[1] / "naming.md"
_LANGUAGES = {"en": "English", "es": "Spanish", "fr": "French", "pt": "Portuguese"}

_INTRODUCTION = """\
# What findings name: how well it is proposed

Written by `make bench-naming`; not to be edited. It measures `mgi_graph.matching.naming`, which
proposes mentions of things, years, periods and population groups by patterns, against what people
found by reading."""

_HOW = """\
P is precision (of what was proposed, the share that a person had found), R recall (of what a
person found, the share that was proposed); behind them the counts. A mention is *exact* with the
same first and last letter, *overlapping* if it shares a letter with the right one; *names only*
leaves out what points back ("the municipality"), of which nothing is proposed. *Class* is the
share of the exact mentions that have the right class; *same thing* counts pairs of exact mentions
of one profile, right if both or neither say that the two are one thing. A *year* is right with
its number, property and words, *with owner* if it is of the right thing, or of the practice."""

_CITIES = """\
## The three profiles, each city held out

What is learnt from curated data, the names of known things with their classes, comes from the
other two cities alone. **This is an upper bound**: the patterns and word lists were written by
someone who had read all three profiles, and some defects found on them were mended. The head
nouns are one list for all, drawn from general knowledge."""

_HELD_BACK = """\
## Held-back sentences

48 sentences, twelve in each language, of municipalities that do not exist, written and frozen
before the first pattern; SHA-256 `{sha256}`.
Their author also wrote the patterns, so that the word lists may know more of their words than of
a stranger's: **a real new profile can be expected to do worse**. All curated things are known
here; each sentence is read alone.

**Measured first, before anything was changed:** mentions exact P 0.94 (76/81), R 0.93 (76/82):
English 1.00 and 1.00, Spanish 0.95 and 0.95, French 0.90 and 0.90, Portuguese 0.89 and 0.85;
overlapping 1.00 and 1.00; class 0.95 (72/76); years P and R 0.92 (22/24), with owner the same;
periods 4 of 4; groups P and R 0.95 (36/38). These are the numbers to go by.
Both groups that count as wrong stand in the name of a body (a centre for refugees, an institute
of women), where the curated profiles do count them and the sentences' author did not.

Three defects that they showed were then mended: the mark in "n.º" ended a sentence for a year
behind it, "et avec" went on with a name, and so did "do município". The rest stayed as it was. So
the tables below, of the code as it is, are no longer those of unseen sentences."""


_MENTION_COLUMNS = (
    "",
    "exact P",
    "exact R",
    "names only R",
    "overlapping P",
    "overlapping R",
    "class",
    "same thing P",
    "same thing R",
)
_OTHER_COLUMNS = (
    "",
    "years P",
    "years R",
    "with owner P",
    "with owner R",
    "periods P",
    "periods R",
    "groups P",
    "groups R",
)


def main() -> None:
    """Measure, and write or show the report."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--cities-only", action="store_true", help="show the cities, write nothing")
    cities = [_measured(text) for text in read_cities()]
    if parser.parse_args().cities_only:
        sys.stdout.write("\n\n".join(_cities(cities)) + "\n")
        return
    parts = [_INTRODUCTION, _HOW, *_cities(cities), *_sentences(read_held_back())]
    _REPORT.write_text("\n\n".join(parts) + "\n", encoding="utf-8")
    sys.stderr.write(f"wrote {_REPORT}\n")


def _measured(text: Text) -> tuple[str, dict[str, Result]]:
    return text.title, measure(text)


def _cities(cities: Iterable[tuple[str, dict[str, Result]]]) -> Iterator[str]:
    yield _CITIES
    by_city: dict[str, Result] = {}
    by_language: dict[str, Result] = {}
    for title, results in cities:
        by_city[title] = _sum(results.values())
        for language, result in results.items():
            by_language.setdefault(_LANGUAGES[language], Result()).add(result)
    everything = _sum(by_city.values())
    yield from _tables({**by_city, **by_language, "all": everything})
    yield "### Every defect"
    yield _defects(everything)


def _sentences(texts: Iterable[Text]) -> Iterator[str]:
    yield _HELD_BACK.format(sha256=SHA256)
    by_language = {name: Result() for name in _LANGUAGES.values()}
    for text in texts:
        for language, result in measure(text).items():
            by_language[_LANGUAGES[language]].add(result)
    everything = _sum(by_language.values())
    yield from _tables({**by_language, "all": everything})
    yield "### Every defect of the held-back sentences"
    yield _defects(everything)


def _sum(results: Iterable[Result]) -> Result:
    total = Result()
    for each in results:
        total.add(each)
    return total


def _tables(results: Mapping[str, Result]) -> Iterator[str]:
    yield table(
        _MENTION_COLUMNS,
        (
            [
                name,
                _precision(each.scores["exact"]),
                _recall(each.scores["exact"]),
                _recall(each.scores["names"]),
                _precision(each.scores["overlapping"]),
                _recall(each.scores["overlapping"]),
                _recall(each.scores["classes"]),
                _precision(each.scores["same"]),
                _recall(each.scores["same"]),
            ]
            for name, each in results.items()
        ),
    )
    yield table(
        _OTHER_COLUMNS,
        (
            [
                name,
                *(
                    show(each.scores[measure_name])
                    for measure_name in ("years", "owners", "periods", "groups")
                    for show in (_precision, _recall)
                ),
            ]
            for name, each in results.items()
        ),
    )


def _precision(score: Score) -> str:
    return _share(score.right_proposed, score.proposed)


def _recall(score: Score) -> str:
    return _share(score.right_found, score.found)


def _share(part: int, whole: int) -> str:
    return f"{part / whole:.2f} ({part}/{whole})" if whole else "–"


def _defects(result: Result) -> str:
    lines = [f"- `{name}` {defect}" for name, defect in result.defects]
    return "\n".join(lines) or "None."


if __name__ == "__main__":
    main()
