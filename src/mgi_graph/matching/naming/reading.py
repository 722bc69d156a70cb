"""Hold a statement while it is read, and the stretches of it that may be names."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from enum import IntEnum

from mgi_graph.matching.naming.heads import Phrases, find_heads
from mgi_graph.matching.naming.model import KnownThing
from mgi_graph.matching.naming.tables import Head, SmallWords, load_small_words
from mgi_graph.matching.naming.tokens import Token, split_tokens
from mgi_graph.model import fold_name


class Ground(IntEnum):
    """Say what speaks for a candidate; of two of one length the greater wins."""

    CAPITALS = 1
    CUE = 2
    HEAD = 3
    QUOTES = 4
    KNOWN = 5


@dataclass(frozen=True, slots=True)
class Candidate:
    """Hold the tokens ``start`` to ``end`` (not included) that may be a name, and its class."""

    start: int
    end: int
    head: Head
    ground: Ground
    known: KnownThing | None = None

    @property
    def span(self) -> tuple[int, int]:
        """Return the index of the first token, and that behind the last."""
        return self.start, self.end


@dataclass(slots=True)
class Reading:
    """Hold a statement's tokens with what is found in them."""

    text: str
    language: str
    tokens: Sequence[Token]
    words: SmallWords
    heads: Mapping[int, tuple[Head, int]]
    known: dict[int, tuple[KnownThing, int]] = field(default_factory=dict)

    @classmethod
    def of(cls, text: str, language: str, names: Phrases[KnownThing]) -> "Reading":
        """Split ``text``, and find the head nouns and the known names in it."""
        tokens = split_tokens(text)
        reading = cls(
            text, language, tokens, load_small_words(language), find_heads(tokens, language)
        )
        for at, token in enumerate(tokens):
            if token.is_capital or token.text[0].isdigit():
                match = names.match(tokens, at)
                if match is not None and not _is_other_word(token, *match):
                    reading.known[at] = match
        return reading

    def word(self, at: int) -> str:
        """Return the folded word at ``at``, empty outside the statement."""
        return self.tokens[at].folded if 0 <= at < len(self.tokens) else ""

    def words_of(self, candidate: Candidate) -> str:
        """Return the statement's words that ``candidate`` covers."""
        first, last = self.tokens[candidate.start], self.tokens[candidate.end - 1]
        return self.text[first.start : last.end]


def _is_other_word(token: Token, thing: KnownThing, length: int) -> bool:
    """Say whether a word only sounds like the acronym of ``thing``: "Com" is not "COM"."""
    if length > 1 or token.is_acronym:
        return False
    names = {name for name, _ in thing.names if fold_name(name) == token.folded}
    return all(name.isupper() for name in names)
