"""Find the head nouns of names, and known names, in the words of a statement."""

from collections.abc import Iterable, Mapping, Sequence
from functools import cache
from typing import Generic, TypeVar

from mgi_graph.matching.naming.tables import LANGUAGES, Head, Phrase, load_heads
from mgi_graph.matching.naming.tokens import Token, starts_phrase
from mgi_graph.model import ThingClass

Value = TypeVar("Value")

CUED = frozenset({ThingClass.PROGRAMME, ThingClass.EVENT, ThingClass.NETWORK})
"""Classes of things that a noun in small letters introduces by their bare name."""

_WRITTEN_SMALL = frozenset({"ministere"})
_OF = frozenset({"de", "du", "des", "la", "l"})


class Phrases(Generic[Value]):
    """Map phrases to values, and find the longest of them at a place of a statement."""

    def __init__(self, phrases: Iterable[tuple[Phrase, Value]]) -> None:
        """Index ``phrases`` by their first word; of two with the same words the first stays."""
        self._by_first: dict[str, dict[Phrase, Value]] = {}
        for phrase, value in phrases:
            if phrase:
                self._by_first.setdefault(phrase[0], {}).setdefault(phrase, value)
        self._sorted = {
            first: sorted(found.items(), key=lambda pair: -len(pair[0]))
            for first, found in self._by_first.items()
        }

    def match(self, tokens: Sequence[Token], at: int) -> tuple[Value, int] | None:
        """Return the value of the longest phrase at ``tokens[at]`` and its number of tokens."""
        first = tokens[at].folded.partition(" ")[0]
        for phrase, value in self._sorted.get(first, ()):
            if length := starts_phrase(tokens, at, phrase):
                return value, length
        return None


@cache
def _phrases_of(language: str) -> Phrases[Head]:
    return Phrases(load_heads(language).items())


@cache
def _phrases_of_others(language: str) -> Phrases[Head]:
    others = (each for each in LANGUAGES if each != language)
    return Phrases((phrase, head) for each in others for phrase, head in load_heads(each).items())


def find_heads(tokens: Sequence[Token], language: str) -> Mapping[int, tuple[Head, int]]:
    """Return where head nouns with a capital stand: index → the head and its number of tokens.

    A name may stand in a statement of another language, so the heads of the other
    languages count too, after those of ``language``.
    """
    found: dict[int, tuple[Head, int]] = {}
    covered = 0
    for at, token in enumerate(tokens):
        if token.is_capital and at >= covered:
            match = _phrases_of(language).match(tokens, at)
            match = match or _phrases_of_others(language).match(tokens, at)
            if match is not None:
                found[at] = match
                covered = at + match[1]
        elif language == "fr" and _is_small_head(tokens, at):
            found[at] = load_heads(language)[(token.folded,)], 1
    return found


def _is_small_head(tokens: Sequence[Token], at: int) -> bool:
    """Say whether French writes the head noun at ``at`` small: "ministère de l’Intérieur"."""
    if tokens[at].folded not in _WRITTEN_SMALL:
        return False
    behind = next((each for each in tokens[at + 1 : at + 4] if each.folded not in _OF), None)
    return behind is not None and behind.is_capital


def find_cue(tokens: Sequence[Token], at: int, language: str) -> Head | None:
    """Return the head noun that stands at ``at``, in small letters or not, in ``language``."""
    if not 0 <= at < len(tokens):
        return None
    match = _phrases_of(language).match(tokens, at)
    return None if match is None or match[1] > 1 else match[0]
