"""Find the runs of capitalised words, with the small words inside, that may be names.

A run begins with a capitalised word. It goes on over capitalised words, over small
words such as "of the" or "para a" if a capitalised word follows, over the commas of an
enumeration ("Women, Social Assistance and Citizenship"), over numbers, years and periods
at its end. It ends where another name begins: behind "y la", "of the" or "et de l’" with
a name that has a head noun of its own.
"""

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass

from mgi_graph.matching.naming.tables import Head, SmallWords, load_word_set
from mgi_graph.matching.naming.tokens import Token
from mgi_graph.model import ThingClass

LONGEST = 40
"""Words of the longest name; what goes on for longer is no name."""

_MOST_LINKS = 3
_LIST_AHEAD = 14

YEARS = re.compile(r"(?:19|20)[0-9]{2}(?:[-–—/](?:19|20)[0-9]{2})?")
"""A year or a period."""

_PERIOD = re.compile(r"(?:19|20)[0-9]{2}[-–—/](?:19|20)[0-9]{2}")
_NUMBER_WORDS = frozenset({"n", "no", "nº", "num", "numero", "number"})
_NUMBER_MARKS = frozenset({".", "º", "°", "o"})
_SENTENCE_ENDS = frozenset('.!?:;“”«»"(')


@dataclass(frozen=True, slots=True)
class Run:
    """Hold the indices of a run's first token and of the token behind it."""

    start: int
    end: int


@dataclass(frozen=True, slots=True)
class RunFinder:
    """Find runs in ``tokens``; ``heads`` and ``known`` are indices where such begin."""

    tokens: Sequence[Token]
    words: SmallWords
    heads: Mapping[int, tuple[Head, int]]
    known: Mapping[int, int]
    heads_come_first: bool

    def find(self) -> Iterator[Run]:
        """Yield every run, from left to right, none over another."""
        at = 0
        while at < len(self.tokens):
            if self._may_begin(at):
                end = self._end_of_run(at)
                yield Run(at, end)
                at = max(end, at + 1)
            else:
                at += 1

    def begins_sentence(self, at: int) -> bool:
        """Say whether the word at ``at`` has its capital for its place in the sentence."""
        return at == 0 or self.tokens[at - 1].text in _SENTENCE_ENDS

    def _may_begin(self, at: int) -> bool:
        token = self.tokens[at]
        if at in self.heads:
            return True
        if not token.is_capital or token.folded in self.words.articles:
            return False
        if not self.begins_sentence(at):
            return True
        if token.folded in self.words.starters:
            return False
        if at in self.heads or at in self.known or token.is_acronym:
            return True
        return self._is_capital(at + 1)

    def _is_capital(self, at: int) -> bool:
        return at < len(self.tokens) and self.tokens[at].is_capital

    def _end_of_run(self, start: int) -> int:
        end, commas = start + 1, 0
        while end - start < LONGEST:
            step = self._step(start, end, commas)
            if step == end:
                return end
            commas += self.tokens[end].text == ","
            end = step
        return end

    def _step(self, start: int, end: int, commas: int) -> int:
        """Return the index behind the next part of the run, ``end`` where there is none."""
        if end >= len(self.tokens):
            return end
        if self.tokens[end].folded in _NUMBER_WORDS and (after := self._tail(start, end)) != end:
            return after
        if self._is_capital(end):
            return end + 1
        if (after := self._tail(start, end)) != end:
            return after
        if self.tokens[end].text == ",":
            return self._after_comma(start, end, commas)
        at = self._after_links(start, end)
        if at == end or not self._is_capital(at) or self._parts(start, end, at):
            return end
        return at + 1

    def _has_head(self, start: int, end: int) -> bool:
        return any(at in self.heads for at in range(start, end))

    def _after_links(self, start: int, end: int) -> int:
        """Return the index behind the small words at ``end``."""
        links = self.words.links
        if not self._has_head(start, end):
            links = links | self.words.early_links
        at = end
        while (
            at < len(self.tokens)
            and at - end < _MOST_LINKS
            and self.tokens[at].folded in links
            and not self.tokens[at].is_capital
        ):
            at += 1
        return at

    def _segment(self, at: int) -> range:
        """Return the indices of the capitalised words that follow one another at ``at``."""
        end = at
        while self._is_capital(end) and end - at < LONGEST:
            end += 1
        return range(at, end)

    def _parts(self, start: int, end: int, at: int) -> bool:
        """Say whether the small words from ``end`` to ``at`` part two names."""
        between = [token.folded for token in self.tokens[end:at]]
        conjoined = between[0] in self.words.conjunctions
        has_article = any(each in self.words.articles or each in _CONTRACTED for each in between)
        if has_article and self._is_bare_territory(at):
            return True
        if conjoined:
            return self._parts_behind_and(start, end, at, has_article=has_article)
        return (
            has_article
            and between[0] in self.words.of
            and self._own_head(at)
            and self._has_head(start, end)
            and not self._is_bare_union(at)
        )

    def _parts_behind_and(self, start: int, end: int, at: int, *, has_article: bool) -> bool:
        if at in self.known and not self._has_own_plural(at):
            return True
        if has_article and (self._own_head(at) or self._has_own_plural(at)):
            return True
        if has_article and (self._has_plural_end(at) or self._is_complete(start, end)):
            return True
        return self._own_head(at) and (self._starts_with_head(at) or self._has_head(start, end))

    def _is_complete(self, start: int, end: int) -> bool:
        """Say whether a name in English word order has come to its head noun."""
        closed = any(at in self.heads and at + self.heads[at][1] == end for at in range(start, end))
        return not self.heads_come_first and end - start > 1 and closed

    def _is_bare_territory(self, at: int) -> bool:
        """Say whether the word at ``at`` is "Comuna" or the like, without a name behind it."""
        segment = self._segment(at)
        behind = self._after_links(at, segment.stop)
        return (
            len(segment) == 1
            and self.tokens[at].folded in load_word_set("bare_territories")
            and not (behind > segment.stop and self._is_capital(behind))
        )

    def _is_bare_union(self, at: int) -> bool:
        """Say whether the word at ``at`` is "União" or the like alone, as of a federal State."""
        head = self.heads.get(at)
        return (
            head is not None
            and head[0].kind == "international-organisation"
            and len(self._segment(at)) == 1
        )

    def _has_plural_end(self, at: int) -> bool:
        """Say whether the capitalised words at ``at`` end as "Reference Centres" do."""
        return self._has_own_plural(self._segment(at)[-1])

    def _has_own_plural(self, at: int) -> bool:
        return at in self.heads and self.heads[at][0].is_plural

    def _starts_with_head(self, at: int) -> bool:
        return at in self.heads and not self.heads[at][0].is_plural

    def _own_head(self, at: int) -> bool:
        """Say whether the words at ``at`` are a name with a head noun of its own."""
        if self.heads_come_first:
            return self._starts_with_head(at)
        segment = self._segment(at)
        return any(self._starts_with_head(each) for each in segment)

    def _after_comma(self, start: int, end: int, commas: int) -> int:
        """Return the index behind the next word of an enumeration inside a name."""
        at = end + 1
        if not self._has_head(start, end):
            return end
        if self._is_place_and_period(at):
            return self._segment(at).stop
        if commas and at < len(self.tokens) and self.tokens[at].folded in self.words.conjunctions:
            return at + 2 if self._is_capital(at + 1) and not self._own_head(at + 1) else end
        return at + 1 if self._is_enumeration(at) else end

    def _is_place_and_period(self, at: int) -> bool:
        segment = self._segment(at)
        behind = segment.stop
        return (
            0 < len(segment) <= _MOST_LINKS
            and behind < len(self.tokens)
            and _PERIOD.fullmatch(self.tokens[behind].text) is not None
        )

    def _is_enumeration(self, at: int) -> bool:
        """Say whether capitalised words, none a name of its own, lead from ``at`` to an "and"."""
        new_part = True
        for here in range(at, min(at + _LIST_AHEAD, len(self.tokens))):
            token = self.tokens[here]
            if new_part and (
                not token.is_capital
                or token.is_acronym
                or here in self.known
                or self._own_head(here)
            ):
                return False
            if token.folded in self.words.conjunctions:
                return self._is_capital(here + 1) and not self._own_head(here + 1)
            if not token.is_capital and token.text != "," and token.folded not in self.words.of:
                return False
            new_part = token.text == ","
        return False

    def _tail(self, start: int, end: int) -> int:
        """Return the index behind a year, a period or a number that closes a name."""
        if not self._has_head(start, end):
            return end
        if YEARS.fullmatch(self.tokens[end].text):
            return end + 1
        if any(
            at in self.heads and self.heads[at][0].thing_class is ThingClass.POLICY_INSTRUMENT
            for at in range(start, end)
        ):
            return self._after_number(end)
        return end

    def _after_number(self, end: int) -> int:
        """Return the index behind "N.º 45", "1581 de 2012" or "n° 2011-33"."""
        at = end
        if self.tokens[at].folded in _NUMBER_WORDS:
            at += 1
            while at < len(self.tokens) and self.tokens[at].text in _NUMBER_MARKS:
                at += 1
        if at >= len(self.tokens) or not self.tokens[at].text[0].isdigit():
            return end
        at += 1
        if at + 1 < len(self.tokens) and self.tokens[at].folded in self.words.of:
            at += 2 * (YEARS.fullmatch(self.tokens[at + 1].text) is not None)
        return at


_CONTRACTED = frozenset(
    {"del", "do", "da", "dos", "das", "du", "des", "al", "ao", "aux", "au", "l"}
)
