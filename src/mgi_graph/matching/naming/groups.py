"""Find the population groups that a statement speaks of, by the words for them."""

from collections.abc import Sequence

from mgi_graph.matching.naming.tables import Phrase, load_groups
from mgi_graph.matching.naming.tokens import Token

_GAP = 4
"""Words that may stand where a phrase has ``…``."""
_WIDE_GAP = 15
"""Words that may stand where a phrase has ``… +``."""


def find_groups(tokens: Sequence[Token], language: str) -> tuple[str, ...]:
    """Return the slugs of the groups of which ``tokens`` speak, sorted.

    >>> from mgi_graph.matching.naming.tokens import split_tokens
    >>> find_groups(split_tokens("Cursos para mujeres refugiadas y sus hijos"), "es")
    ('refugees', 'women')
    """
    words = [word for token in tokens for word in token.folded.split()]
    places: dict[str, list[int]] = {}
    for at, word in enumerate(words):
        places.setdefault(word, []).append(at)
    return tuple(
        sorted(
            slug
            for slug, phrases in load_groups(language)
            if any(_stands(words, places, phrase) for phrase in phrases)
        )
    )


def _stands(words: Sequence[str], places: dict[str, list[int]], phrase: Phrase) -> bool:
    first = phrase[0]
    starts = (
        places.get(first, [])
        if not first.endswith("*")
        else (at for word, found in places.items() if word.startswith(first[:-1]) for at in found)
    )
    return any(_follows(words, at + 1, phrase[1:]) for at in starts)


def _follows(words: Sequence[str], at: int, phrase: Phrase) -> bool:
    """Say whether the words at ``at`` are those of ``phrase``, its gaps filled by a few others."""
    here = at
    rest = phrase
    while rest:
        gap = 0
        if rest[0] == "…":
            gap = _WIDE_GAP if rest[1] == "+" else _GAP
            rest = rest[2:] if rest[1] == "+" else rest[1:]
        found = next(
            (
                index
                for index in range(here, min(here + gap + 1, len(words)))
                if _is_word(words[index], rest[0])
            ),
            None,
        )
        if found is None:
            return False
        here, rest = found + 1, rest[1:]
    return True


def _is_word(word: str, wanted: str) -> bool:
    return word.startswith(wanted[:-1]) if wanted.endswith("*") else word == wanted
