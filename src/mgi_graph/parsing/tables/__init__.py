"""Load the tables of words that the parser goes by.

The tables are the YAML files beside this module. A new heading, title or legal
form is a new line there and no new code.
"""

import re
from collections.abc import Callable, Iterable, Iterator
from functools import cache
from itertools import product
from pathlib import Path
from typing import TYPE_CHECKING, Any

import yaml

if TYPE_CHECKING:
    from yaml import SafeLoader as YamlLoader
else:
    YamlLoader = getattr(yaml, "CSafeLoader", yaml.SafeLoader)

_DIRECTORY = Path(__file__).parent
_CHOICE = re.compile(r"\(([^()]*)\)")

ByLanguage = dict[str, list[str]]
"""Patterns of phrases under the tags of their languages."""


@cache
def load_table(name: str) -> Any:  # noqa: ANN401 - each table has a shape of its own
    """Return the table ``NAME.yaml``; callers treat it as constant."""
    text = (_DIRECTORY / f"{name}.yaml").read_text(encoding="utf-8")
    return yaml.load(text, Loader=YamlLoader)  # noqa: S506 - both loaders are safe ones


def expand(pattern: str) -> Iterator[str]:
    """Write out each phrase that ``pattern`` stands for.

    ``(a|b)`` stands for one of the two, ``(a|)`` for words that may be missing. Runs
    of spaces become one.

    >>> list(expand("rights of (the|) (migrants|migrant workers)"))[1:3]
    ['rights of the migrant workers', 'rights of migrants']
    """
    choices = [part.split("|") for part in _CHOICE.split(pattern)]
    for chosen in product(*choices):
        yield _joined(chosen)


def expand_all(patterns: Iterable[str]) -> Iterator[str]:
    """Write out each phrase of each of the ``patterns``, in their order."""
    for pattern in patterns:
        yield from expand(pattern)


def expand_one_by_one(pattern: str) -> Iterator[str]:
    """Write out some phrases of ``pattern``: each choice in turn, the others at their first.

    >>> list(expand_one_by_one("(the|) rights of (migrants|all)"))
    ['the rights of migrants', 'rights of migrants', 'the rights of all']
    """
    choices = [part.split("|") for part in _CHOICE.split(pattern)]
    first = [choice[0] for choice in choices]
    shortest = [choice[0] if "" not in choice else "" for choice in choices]
    yield _joined(first)
    if shortest != first:
        yield _joined(shortest)
    for at, choice in enumerate(choices):
        for other in choice[1:]:
            varied = [*first[:at], other, *first[at + 1 :]]
            if varied != shortest:
                yield _joined(varied)


def pattern_of_keys(pattern: str, key_of: Callable[[str], str]) -> str:
    """Translate ``pattern`` to a regular expression over the keys of its phrases.

    ``key_of`` reduces a text to a key, piece by piece, and leaves no character in it
    that a regular expression knows.

    >>> pattern_of_keys("(the|) rights of (migrants|all)", lambda text: text.replace(" ", ""))
    '(?:the|)rightsof(?:migrants|all)'
    """
    pieces = []
    for at, part in enumerate(_CHOICE.split(pattern)):
        keys = [key_of(each) for each in part.split("|")]
        pieces.append(keys[0] if at % 2 == 0 else f"(?:{'|'.join(keys)})")
    return "".join(pieces)


def beginnings_of_keys(pattern: str, key_of: Callable[[str], str], length: int) -> set[str]:
    """Return the first ``length`` characters of the keys of all phrases of ``pattern``.

    >>> sorted(beginnings_of_keys("(the|) rights of (all|migrants)", str.strip, 4))
    ['righ', 'ther']
    """
    begun = {""}
    for part in _CHOICE.split(pattern):
        keys = [key_of(each) for each in part.split("|")]
        begun = {
            (start + key)[:length] if len(start) < length else start
            for start in begun
            for key in keys
        }
    return begun


def _joined(parts: Iterable[str]) -> str:
    return " ".join("".join(parts).split())
