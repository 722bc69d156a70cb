"""Split a statement into words and marks, each with its place."""

import re
from collections.abc import Sequence
from dataclasses import dataclass

from mgi_graph.model import fold_name

_TOKEN = re.compile(
    r"[^\W_]+(?:(?:['’\-]|(?<=[0-9])[.–—/](?=[0-9]))[^\W_]+)*"
    r"|\S"
)
"""A word with its inner hyphens and apostrophes, a number with its inner marks, or one mark."""

_ELISION = re.compile(r"(?:l|d|qu|n|s|c|j|jusqu|lorsqu|puisqu)['’](?=\w)", re.IGNORECASE)

_RUN_TOGETHER = re.compile(r"(?:the|of|and|for|la|el|de|le)(?=[A-ZÀ-ÖØ-Þ][a-zà-öø-ÿ])")
"""A small word that a source has run together with the name behind it."""

_LONGEST_WORD = 80
"""Characters of a word that are looked at; a longer one is no word of a language."""


@dataclass(frozen=True, slots=True)
class Token:
    """Hold a word or a mark: its letters, its folded form, and where it stands."""

    text: str
    folded: str
    start: int
    end: int

    @property
    def is_word(self) -> bool:
        """Say whether the token holds letters or digits."""
        return bool(self.folded)

    @property
    def is_capital(self) -> bool:
        """Say whether the token begins with a capital letter."""
        return self.text[0].isupper()

    @property
    def is_acronym(self) -> bool:
        """Say whether the token is written in capitals, a plural s aside.

        >>> [token.is_acronym for token in split_tokens("BHUs UN-Habitat COMPREMI Plan A")]
        [True, False, True, False, False]
        """
        letters = self.text.removesuffix("s").replace("-", "")
        return len(letters) > 1 and letters.isalnum() and letters.isupper()

    @property
    def is_coined(self) -> bool:
        """Say whether the word has a capital inside, as names that someone made up have.

        >>> [token.is_coined for token in split_tokens("BHUs CPMig Plan UN-Habitat")]
        [True, True, False, True]
        """
        return any(letter.isupper() for letter in self.text[1:])


def split_tokens(text: str) -> list[Token]:
    """Split ``text`` into its words and marks.

    French elisions, and small words run together with a name, are words of their own.

    >>> [token.text for token in split_tokens("l’Agence (2015–2030), theDevelopment Plan")]
    ['l’', 'Agence', '(', '2015–2030', ')', ',', 'the', 'Development', 'Plan']
    """
    tokens: list[Token] = []
    for match in _TOKEN.finditer(text):
        start, end = match.span()
        if end - start <= _LONGEST_WORD:
            for opening in (_ELISION, _RUN_TOGETHER):
                if found := opening.match(text, start, end):
                    tokens.append(_token(text, start, found.end()))
                    start = found.end()
        tokens.append(_token(text, start, end))
    return tokens


def _token(text: str, start: int, end: int) -> Token:
    letters = text[start:end]
    return Token(letters, fold_name(letters[:_LONGEST_WORD]), start, end)


def starts_phrase(tokens: Sequence[Token], at: int, phrase: tuple[str, ...]) -> int:
    """Return how many tokens at ``at`` are the words of ``phrase``; 0 if they are not.

    A token such as ``Mayor's`` folds to two words.

    >>> starts_phrase(split_tokens("the Mayor's Office of"), 1, ("mayor", "s", "office"))
    2
    """
    taken, used = 0, 0
    while taken < len(phrase):
        if at + used >= len(tokens):
            return 0
        words = tokens[at + used].folded.split()
        if not words or tuple(words) != phrase[taken : taken + len(words)]:
            return 0
        taken += len(words)
        used += 1
    return used


def close_brackets(tokens: Sequence[Token]) -> dict[int, int]:
    """Map each opening round bracket's index to that of the one that closes it.

    >>> close_brackets(split_tokens("a (b (c) d)"))
    {3: 5, 1: 7}
    """
    pairs: dict[int, int] = {}
    opened: list[int] = []
    for index, token in enumerate(tokens):
        if token.text == "(":
            opened.append(index)
        elif token.text == ")" and opened:
            pairs[opened.pop()] = index
    return pairs
