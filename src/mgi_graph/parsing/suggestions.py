"""Find the heading or marker that a misspelt line is most like."""

import difflib
from collections import Counter, defaultdict
from functools import cache

from mgi_graph.parsing.headings import Sign, SignKind, line_key, read_sign, sample_phrases

_LONGEST_LINE = 200
_CANDIDATES = 12
_NEAR = 0.8
"""Likeness from which a line is taken for a misspelt heading or marker."""

_SHORT = 20
"""Letters up to which a line is compared in full, for few groups of letters survive."""

_MENTIONED = 0.4
"""Share of a line's letter groups that a misspelling leaves as the tables have them."""


def misspelt_sign(line: str, kinds: tuple[SignKind, ...]) -> Sign | None:
    """Return the heading or marker that ``line`` is a misspelling of, or ``None``.

    This is cheap for a line that is nothing of the kind.

    >>> misspelt_sign("Areas with potental for development:", (SignKind.MARKER,)).status.value
    'for-development'
    >>> misspelt_sign("Areas at risk are mapped with local communities.", (SignKind.MARKER,))
    """
    key = line_key(line) if len(line) <= _LONGEST_LINE else ""
    if not key or (len(key) > _SHORT and not _is_mentioned(key, kinds)):
        return None
    found = _nearest(key, kinds, _NEAR)
    return found[1] if found else None


def mentions_domain(line: str) -> bool:
    """Say whether some words of ``line`` are the heading of a domain, spelt as it is known.

    >>> mentions_domain("los derechos de los migrantes cada año")
    True
    >>> mentions_domain("los derechos de los migrntes")
    False
    """
    words = line[:_LONGEST_LINE].split()
    pieces = (
        " ".join(words[start:end])
        for start in range(len(words))
        for end in range(start + 1, len(words) + 1)
    )
    return any(sign.domain is not None for sign in map(read_sign, pieces) if sign is not None)


def _is_mentioned(key: str, kinds: tuple[SignKind, ...]) -> bool:
    grams = _grams(key, 5)
    return len(grams & _known_grams(kinds)) >= _MENTIONED * len(grams)


def suggest_sign(line: str, kinds: tuple[SignKind, ...]) -> str:
    """Write the part of a message that names the known line most like ``line``.

    >>> suggest_sign("PARTNERSHPS", (SignKind.DOMAIN,))
    "; did you mean 'PARTNERSHIPS'?"
    """
    found = _nearest(line_key(line), kinds, 0.6) if len(line) <= _LONGEST_LINE else None
    if found is None:
        return ""
    text = found[0].upper() if line.isupper() else found[0][0].upper() + found[0][1:]
    return f"; did you mean {text!r}?"


def _nearest(key: str, kinds: tuple[SignKind, ...], likeness: float) -> tuple[str, Sign] | None:
    """Return the phrase most like ``key``, at least as much as ``likeness`` from 0 to 1.

    Only the phrases that share most groups of three letters are compared in full.
    """
    by_gram = _by_gram(kinds)
    # In order, so that of phrases that share as many the same ones count on every run.
    shared = Counter(other for gram in sorted(_grams(key, 3)) for other in by_gram.get(gram, ()))
    best: tuple[str, Sign] | None = None
    for other, _ in shared.most_common(_CANDIDATES):
        matcher = difflib.SequenceMatcher(None, key, other, autojunk=False)
        if matcher.real_quick_ratio() < likeness or matcher.quick_ratio() < likeness:
            continue
        ratio = matcher.ratio()
        if ratio > likeness or (best is None and ratio == likeness):
            best, likeness = _by_key(kinds)[other], ratio
    return best


@cache
def _by_key(kinds: tuple[SignKind, ...]) -> dict[str, tuple[str, Sign]]:
    found: dict[str, tuple[str, Sign]] = {}
    for text, sign in sample_phrases():
        if sign.kind in kinds:
            found.setdefault(line_key(text), (text, sign))
    return found


@cache
def _by_gram(kinds: tuple[SignKind, ...]) -> dict[str, tuple[str, ...]]:
    found = defaultdict(list)
    for key in _by_key(kinds):
        for gram in sorted(_grams(key, 3)):
            found[gram].append(key)
    return {gram: tuple(keys) for gram, keys in found.items()}


@cache
def _known_grams(kinds: tuple[SignKind, ...]) -> frozenset[str]:
    return frozenset(gram for key in _by_key(kinds) for gram in _grams(key, 5))


def _grams(key: str, length: int) -> set[str]:
    return {key[at : at + length] for at in range(max(1, len(key) - length + 1))}
