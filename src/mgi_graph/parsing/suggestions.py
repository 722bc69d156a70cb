"""Find the heading or marker that a misspelt line is most like."""

import difflib
from collections import Counter, defaultdict
from collections.abc import Collection
from functools import lru_cache

from mgi_graph.parsing.headings import Sign, SignKind, line_key, sample_phrases

_LONGEST_LINE = 200
_CANDIDATES = 12
_NEAR = 0.8
"""Likeness from which a line is taken for a misspelt heading or marker."""

_MENTIONED = 0.4
"""Share of a line's letter groups that a misspelling leaves as the tables have them."""


def misspelt_sign(line: str, kinds: Collection[SignKind]) -> Sign | None:
    """Return the heading or marker that ``line`` is a misspelling of, or ``None``.

    This is cheap for a line that is nothing of the kind.

    >>> misspelt_sign("Areas with potental for development:", [SignKind.MARKER]).status.value
    'for-development'
    >>> misspelt_sign("Areas at risk are mapped with local communities.", [SignKind.MARKER])
    """
    key = line_key(line) if len(line) <= _LONGEST_LINE else ""
    grams = _grams(key, 5)
    if not key or sum(gram in _known_grams() for gram in grams) < _MENTIONED * len(grams):
        return None
    found = _nearest(key, kinds, _NEAR)
    return found[1] if found else None


def suggest_sign(line: str, kinds: Collection[SignKind]) -> str:
    """Write the part of a message that names the known line most like ``line``.

    >>> suggest_sign("PARTNERSHPS", [SignKind.DOMAIN])
    "; did you mean 'PARTNERSHIPS'?"
    """
    found = _nearest(line_key(line), kinds, 0.6) if len(line) <= _LONGEST_LINE else None
    if found is None:
        return ""
    text = found[0].upper() if line.isupper() else found[0][0].upper() + found[0][1:]
    return f"; did you mean {text!r}?"


def _nearest(key: str, kinds: Collection[SignKind], likeness: float) -> tuple[str, Sign] | None:
    """Return the phrase most like ``key``, at least as much as ``likeness`` from 0 to 1.

    Only the phrases that share most groups of three letters are compared in full.
    """
    shared = Counter(
        other
        for gram in _grams(key, 3)
        for other in _by_gram().get(gram, ())
        if _by_key()[other][1].kind in kinds
    )
    best: tuple[str, Sign] | None = None
    for other, _ in shared.most_common(_CANDIDATES):
        ratio = difflib.SequenceMatcher(None, key, other, autojunk=False).ratio()
        if ratio > likeness or (best is None and ratio == likeness):
            best, likeness = _by_key()[other], ratio
    return best


@lru_cache(maxsize=1)
def _by_key() -> dict[str, tuple[str, Sign]]:
    found: dict[str, tuple[str, Sign]] = {}
    for text, sign in sample_phrases():
        found.setdefault(line_key(text), (text, sign))
    return found


@lru_cache(maxsize=1)
def _by_gram() -> dict[str, tuple[str, ...]]:
    found = defaultdict(list)
    for key in _by_key():
        for gram in _grams(key, 3):
            found[gram].append(key)
    return {gram: tuple(keys) for gram, keys in found.items()}


@lru_cache(maxsize=1)
def _known_grams() -> frozenset[str]:
    return frozenset(gram for key in _by_key() for gram in _grams(key, 5))


def _grams(key: str, length: int) -> list[str]:
    return sorted({key[at : at + length] for at in range(max(1, len(key) - length + 1))})
