"""List what a method missed, with the explanations that people wrote."""

from collections.abc import Mapping, Sequence
from functools import cache
from pathlib import Path
from typing import Final

import yaml

from benchmarks.matching.scores import SHOWN, is_missed
from benchmarks.matching.trials import Trial

_FILE: Final = Path(__file__).with_name("misses.yaml")
_UNEXPLAINED: Final = "**unexplained**"


def list_misses(name: str, trials: Sequence[Trial]) -> list[str]:
    """Return the paragraphs on the misses of one set; each is there, explained or not."""
    missed = [each for each in trials if is_missed(each)]
    wrong = [each for each in missed if not each.is_right]
    count = (
        f"{len(wrong)} wrong first, {len(missed) - len(wrong)} with a further indicator not shown"
    )
    return [f"### {name[0].upper()}{name[1:]}: {count}", *map(_describe, missed)]


def _describe(trial: Trial) -> str:
    sentence = trial.sentence
    wanted = ", ".join(f"`{slug}` ({trial.rank(slug)}.)" for slug in sentence.indicators)
    proposed = ", ".join(f"`{slug}`" for slug in trial.order[:SHOWN])
    state = f"{trial.sure:.2f}" if trial.given else f"{trial.sure:.2f}, left open"
    lines = [
        f"- **{show_name(sentence.name)}** ({sentence.language}): {sentence.text}",
        f"  Proposed ({state}): {proposed}. Wanted: {wanted or 'nothing'}.",
        f"  *{read_explanations().get(show_name(sentence.name), _UNEXPLAINED)}*",
    ]
    return "\\\n".join(lines)


def show_name(name: str) -> str:
    """Return a sentence's name, or the part of a finding's IRI that tells it from others.

    >>> show_name("https://w3id.org/mgi-graph/id/finding/bra-manaus-2023/partnerships/well-developed/4")
    'bra-manaus-2023/partnerships/well-developed/4'
    """
    return name.rpartition("/finding/")[2]


@cache
def read_explanations() -> Mapping[str, str]:
    """Return what people wrote on misses, by the name of the sentence."""
    held: dict[str, str] = yaml.safe_load(_FILE.read_text(encoding="utf-8")) or {}
    return held
