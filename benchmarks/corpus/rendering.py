"""Fill the slots of a phrase, and note where each name and each marked stretch stands."""

import random
import re
from collections.abc import Mapping
from dataclasses import dataclass, field
from functools import cache

from benchmarks.corpus.bodies import LANGUAGES, Body
from benchmarks.corpus.words.tables import expand
from mgi_graph.model import Language

_TOKEN = re.compile(r"<([a-z0-9]+)>|\[([a-z]+)\||(\])")


@dataclass(slots=True)
class Rendering:
    """Hold a text in the making; ``marks`` are stretches by slot or mark, from 0."""

    language: Language
    text: str = ""
    marks: dict[str, tuple[int, int]] = field(default_factory=dict)

    def add(self, phrase: str, slots: Mapping[str, str | Body], chance: random.Random) -> None:
        """Append a phrase, its choices made and its slots filled."""
        index = LANGUAGES.index(self.language)
        opened: list[tuple[str, int]] = []
        for kind, value in _tokens(phrase):
            if kind == "text":
                self.text += expand(value, chance)
            elif kind == "open":
                opened.append((value, len(self.text)))
            elif kind == "close":
                name, start = opened.pop()
                self.marks[name] = (start, len(self.text))
            else:
                self._fill(value, slots[value], index)

    def _fill(self, slot: str, value: str | Body, index: int) -> None:
        if isinstance(value, str):
            self.text += value
            return
        self.text += value.articles[index]
        self.marks[slot] = (len(self.text), len(self.text) + len(value.names[index]))
        self.text += value.names[index]

    def capitalise(self, start: int) -> None:
        """Begin the sentence at ``start`` with a capital letter."""
        self.text = (
            self.text[:start] + self.text[start : start + 1].upper() + self.text[start + 1 :]
        )

    def words(self, mark: str) -> str:
        """Return the words of a mark or slot."""
        start, end = self.marks[mark]
        return self.text[start:end]


@cache
def _tokens(phrase: str) -> tuple[tuple[str, str], ...]:
    """Part a phrase into text, slots and the ends of marks; choices stay in the text.

    >>> _tokens("[since|Since <year>] on")
    (('open', 'since'), ('text', 'Since '), ('slot', 'year'), ('close', ''), ('text', ' on'))
    """
    tokens, end = [], 0
    for found in _TOKEN.finditer(phrase):
        if found.start() > end:
            tokens.append(("text", phrase[end : found.start()]))
        if found[1]:
            tokens.append(("slot", found[1]))
        else:
            tokens.append(("open", found[2]) if found[2] else ("close", ""))
        end = found.end()
    if end < len(phrase):
        tokens.append(("text", phrase[end:]))
    return tuple(tokens)
