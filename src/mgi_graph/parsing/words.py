"""Find known phrases in a text word by word, whatever their case, accents and marks."""

import re
from collections.abc import Iterable, Sequence
from functools import lru_cache
from typing import Generic, NamedTuple, TypeVar

from mgi_graph.model import fold_name

_WORD = re.compile(r"[^\W_]+")

Value = TypeVar("Value")


class Word(NamedTuple):
    """Hold a word, folded, and where it stands in its text."""

    folded: str
    start: int
    end: int


def split_words(text: str) -> list[Word]:
    r"""Split ``text`` into its words; ``text`` should be in composed form (NFC).

    >>> [word.folded for word in split_words("Ville d\u2019Abidjan (Côte d\u2019Ivoire)")]
    ['ville', 'd', 'abidjan', 'cote', 'd', 'ivoire']
    """
    return [Word(_fold_word(each[0]), each.start(), each.end()) for each in _WORD.finditer(text)]


_fold_word = lru_cache(maxsize=16384)(fold_name)


class PhraseTable(Generic[Value]):
    """Map phrases to values and find the longest phrase at a place in a text.

    >>> table = PhraseTable([("Guinea", "GN"), ("Guinea-Bissau", "GW")])
    >>> table.match(split_words("in Guinea Bissau"), 1)
    ('GW', 2)
    """

    def __init__(self, phrases: Iterable[tuple[str, Value]]) -> None:
        """Index ``phrases``; of two with the same words the first one stays."""
        self._values: dict[tuple[str, ...], Value] = {}
        self._lengths: dict[str, tuple[int, ...]] = {}
        for phrase, value in phrases:
            self._add(tuple(fold_name(phrase).split()), value)

    def _add(self, words: tuple[str, ...], value: Value) -> None:
        if words:
            self._values.setdefault(words, value)
            lengths = {len(words), *self._lengths.get(words[0], ())}
            self._lengths[words[0]] = tuple(sorted(lengths, reverse=True))

    def match(self, words: Sequence[Word], at: int = 0) -> tuple[Value, int] | None:
        """Return the value and the number of words of the longest phrase at ``words[at]``."""
        if at >= len(words):
            return None
        for length in self._lengths.get(words[at].folded, ()):
            key = tuple(word.folded for word in words[at : at + length])
            if len(key) == length and key in self._values:
                return self._values[key], length
        return None

    def match_at_end(self, words: Sequence[Word]) -> tuple[Value, int] | None:
        """Return the value and the number of words of the longest phrase that ends ``words``."""
        for at in range(len(words)):
            found = self.match(words, at)
            if found is not None and at + found[1] == len(words):
                return found
        return None

    def get(self, text: str) -> Value | None:
        """Return the value of the phrase that ``text`` is, or ``None``."""
        return self._values.get(tuple(fold_name(text).split()))

    def skip(self, words: Sequence[Word], at: int) -> int:
        """Return the index after every phrase of the table that follows one another at ``at``."""
        while (found := self.match(words, at)) is not None:
            at += found[1]
        return at
