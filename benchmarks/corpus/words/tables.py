"""Read the tables of words, and choose among the readings of a phrase."""

import random
import re
from functools import cache
from pathlib import Path
from typing import Any

import yaml

_FOLDER = Path(__file__).parent
_CHOICE = re.compile(r"\{([^{}]*)\}")


@cache
def read_table(name: str) -> Any:  # noqa: ANN401 (each table has its shape)
    """Return the table ``name``.yaml of this folder."""
    return yaml.safe_load((_FOLDER / f"{name}.yaml").read_text(encoding="utf-8"))


def expand(phrase: str, chance: random.Random) -> str:
    """Choose one reading of each ``{a|b}`` of ``phrase``.

    >>> expand("a {b} c", random.Random(0))
    'a b c'
    """
    parts = _parts(phrase)
    return "".join(
        part[0] if len(part) == 1 else part[int(chance.random() * len(part))] for part in parts
    )


@cache
def _parts(phrase: str) -> tuple[tuple[str, ...], ...]:
    pieces = _CHOICE.split(phrase)
    return tuple(tuple(piece.split("|")) if at % 2 else (piece,) for at, piece in enumerate(pieces))
