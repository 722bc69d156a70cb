"""Fold what is sought and what is searched alike, and mark the words that were found."""

import difflib
import re
from collections.abc import Collection, Iterator
from dataclasses import dataclass
from functools import lru_cache
from typing import Final

from mgi_graph.model.names import fold_name

LONGEST: Final = 200
"""How many characters of what is sought are read."""

MOST_WORDS: Final = 12
"""How many words of it are read."""

_SMALL: Final = frozenset(
    (
        *("a", "an", "and", "at", "by", "for", "from", "in", "is", "of", "on", "or", "the", "to"),
        *("al", "con", "de", "del", "e", "el", "en", "la", "las", "los", "o", "para", "por", "que"),
        *("u", "un", "una", "y", "au", "aux", "d", "des", "du", "et", "l", "le", "les", "ou"),
        *("par", "pour", "qui", "une", "da", "das", "do", "dos", "em", "na", "nas", "no", "nos"),
        *("os",),
    )
)
"""Words that join others in the languages of the pages: alone they can be sought."""

_RUN: Final = re.compile(r"(?:[^\W_][\u0300-\u036f]*)+")
_NEAR: Final = 5
_CUTOFF: Final = 0.7


@dataclass(frozen=True, slots=True)
class Sought:
    """Hold what is sought as folded words; the last may be the beginning of one."""

    words: tuple[str, ...]

    def marks(self, word: str) -> bool:
        """Say whether a folded word is one of those sought.

        >>> Sought(("salud", "mig")).marks("migrantes")
        True
        """
        return word in self.words or (bool(self.words) and word.startswith(self.words[-1]))


@dataclass(frozen=True, slots=True)
class Piece:
    """Hold a part of a text, and whether it is what was sought."""

    text: str
    marked: bool


def clean_query(text: str) -> str:
    r"""Return what is read of a text that somebody typed: its beginning, on one line, as Unicode.

    >>> clean_query("  trata\n\ud800 de ")
    'trata ? de'
    """
    beginning = text[: 4 * LONGEST].encode(errors="replace").decode()
    return " ".join(beginning.split())[:LONGEST].strip()


def read_query(text: str) -> Sought:
    """Return the words of what is sought, without those that only join others.

    >>> read_query("Réfugiés et traite")
    Sought(words=('refugies', 'traite'))
    """
    words = list(dict.fromkeys(split_words(clean_query(text))))
    telling = [word for word in words if word not in _SMALL]
    return Sought(tuple((telling or words)[:MOST_WORDS]))


@lru_cache(maxsize=4096)
def _fold(run: str) -> tuple[str, ...]:
    return tuple(fold_name(run).split())


def split_words(text: str) -> list[str]:
    """Return the words of a text, folded.

    >>> split_words("L’accès à l’éducation")
    ['l', 'acces', 'a', 'l', 'education']
    """
    return [word for run in _RUN.findall(text) for word in _fold(run)]


def read_spellings(text: str) -> dict[str, str]:
    """Return how each word of a text is written, by the word folded.

    >>> read_spellings("Víctimas de trata")
    {'victimas': 'víctimas', 'de': 'de', 'trata': 'trata'}
    """
    folded = ((run.lower(), _fold(run)) for run in _RUN.findall(text))
    return {words[0]: run for run, words in folded if len(words) == 1}


def mark_words(text: str, sought: Sought) -> tuple[Piece, ...]:
    """Part a text so that what was sought stands apart.

    >>> [piece.text for piece in mark_words("La trata de personas", Sought(("trata",)))]
    ['La ', 'trata', ' de personas']
    """
    return tuple(_pieces(text, sought))


def _pieces(text: str, sought: Sought) -> Iterator[Piece]:
    done = 0
    for run in _RUN.finditer(text):
        if any(sought.marks(word) for word in _fold(run[0])):
            if run.start() > done:
                yield Piece(text[done : run.start()], marked=False)
            yield Piece(run[0], marked=True)
            done = run.end()
    if done < len(text):
        yield Piece(text[done:], marked=False)


def find_near(word: str, known: Collection[str]) -> list[str]:
    """Return the known words that are spelt most like a folded word, the nearest first.

    >>> find_near("traficking", ["trafficking", "tourism"])
    ['trafficking']
    """
    like = [each for each in known if abs(len(each) - len(word)) <= 2 and each[:1] == word[:1]]
    found = difflib.get_close_matches(word, like, n=_NEAR, cutoff=_CUTOFF)
    if found:
        return found
    # A first letter that is wrong or missing is rarer, and looked for only then.
    tail = [each for each in known if abs(len(each) - len(word)) <= 1 and each[-2:] == word[-2:]]
    return difflib.get_close_matches(word, tail, n=_NEAR, cutoff=_CUTOFF)
