"""Find the years and periods that a statement gives, and say whose they are.

A year in brackets is of the name before it, and nothing is said of it but that. "created
in 2023", "adoptée en 2019" and the like are of the nearest name before them in their
sentence. "Since 2022" and "In 2021" date the practice, unless a relative pronoun ties
them to a programme or a verb of holding or making to an event or a programme.
"""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from mgi_graph.matching.naming.model import NamedMention
from mgi_graph.matching.naming.tables import (
    Phrase,
    YearWords,
    load_months,
    load_small_words,
    load_year_words,
)
from mgi_graph.matching.naming.tokens import Token, starts_phrase
from mgi_graph.model import ThingClass, YearProperty

_YEAR = re.compile(r"(?:19|20)[0-9]{2}")
_PERIOD = re.compile(r"((?:19|20)[0-9]{2})[-–—/]((?:19|20)[0-9]{2})")
_VERB_WINDOW = 5
_NEAR = 5
_LONGEST_SENTENCE = 80
"""Words between a year and what it is of, at most."""
_STOPS = frozenset(".;!?")
_OF_A_MONTH = frozenset({"de", "of", "do", "del"})
_LIST_WORDS = frozenset({"and", "y", "e", "et", ","})
_DATED = frozenset({ThingClass.EVENT, ThingClass.PROGRAMME})


@dataclass(frozen=True, slots=True)
class Dating:
    """Hold a year or a period with the place of its words and the mention that it is of."""

    first: int
    last: int | None
    """The period's last year; ``None`` for a year."""
    property: YearProperty
    start: int
    end: int
    of: NamedMention | None


@dataclass(frozen=True, slots=True)
class YearReader:
    """Read the years of a statement of which the mentions are known."""

    tokens: Sequence[Token]
    mentions: Sequence[NamedMention]
    language: str

    def read(self) -> Iterator[Dating]:
        """Yield the years and periods from left to right."""
        for at, token in enumerate(self.tokens):
            period = _PERIOD.fullmatch(token.text)
            if period is not None:
                yield from self._period(at, int(period[1]), int(period[2]))
            elif _YEAR.fullmatch(token.text) is not None:
                yield from self._year(at)

    @property
    def _words(self) -> YearWords:
        return load_year_words(self.language)

    def _text_at(self, at: int) -> str:
        return self.tokens[at].text if 0 <= at < len(self.tokens) else ""

    def _stops(self, at: int) -> bool:
        """Say whether a sentence ends at ``at``; the mark in "n.º" ends none."""
        if self.tokens[at].text not in _STOPS:
            return False
        return at + 1 >= len(self.tokens) or self.tokens[at + 1].start > self.tokens[at].end

    def _around(self, at: int) -> NamedMention | None:
        token = self.tokens[at]
        return next(
            (each for each in self.mentions if each.start <= token.start and token.end <= each.end),
            None,
        )

    def _before(self, at: int) -> NamedMention | None:
        """Return the nearest mention before ``at`` in its sentence, a name in brackets passed."""
        start = self.tokens[at].start
        earliest = start
        for index in range(at - 1, max(at - 1 - _LONGEST_SENTENCE, -1), -1):
            earliest = self.tokens[index].start
            if self._stops(index):
                earliest = self.tokens[index].end
                break
        found = [each for each in self.mentions if earliest <= each.start and each.end <= start]
        return found[-1] if found else None

    def _period(self, at: int, first: int, last: int) -> Iterator[Dating]:
        token = self.tokens[at]
        owner = self._around(at)
        if owner is None:
            owner = self._before(at) if self._in_brackets(at) else self._just_before(at)
        if owner is not None and first <= last:
            yield Dating(first, last, YearProperty.YEAR, token.start, token.end, owner)

    def _year(self, at: int) -> Iterator[Dating]:
        year = int(self.tokens[at].text)
        law = self._law_of(at)
        if law is not None:
            yield self._dating(year, YearProperty.YEAR, at, at + 1, law)
        if law is not None or self._around(at) is not None:
            return
        if self._in_brackets(at):
            yield self._dating(year, YearProperty.YEAR, at - 1, at + 2, self._before(at))
            return
        if (dated := self._instrument_at(at + 1)) is not None:
            yield self._dating(year, YearProperty.YEAR, at, at + 1, dated)
            return
        start = self._before_month(at)
        if length := self._phrase_before(start, self._words.since):
            owner = self._owner_of_since(start - length)
            yield self._dating(year, YearProperty.START_YEAR, start - length, at + 1, owner)
            return
        if self._phrase_before(start, self._words.until):
            return
        length = self._phrase_before(start, self._words.during)
        if length:
            yield self._in_year(year, start - length, at)
        elif self._is_listed(at):
            yield self._dating(year, YearProperty.YEAR, at, at + 1, None)

    def _in_brackets(self, at: int) -> bool:
        return self._text_at(at - 1) == "(" and self._text_at(at + 1) == ")"

    def _just_before(self, at: int) -> NamedMention | None:
        """Return the instrument or programme a few words before a period: "… for 2021-2024"."""
        owner = self._before(at)
        near = self.tokens[max(at - _NEAR, 0)].start
        is_one = owner is not None and owner.thing_class in {
            ThingClass.POLICY_INSTRUMENT,
            ThingClass.PROGRAMME,
        }
        return owner if is_one and owner is not None and owner.end >= near else None

    def _instrument_at(self, at: int) -> NamedMention | None:
        """Return the instrument that begins at ``at``: "the 2017 Resilience Strategy"."""
        if at >= len(self.tokens):
            return None
        start = self.tokens[at].start
        return next(
            (
                each
                for each in self.mentions
                if each.start == start and each.thing_class is ThingClass.POLICY_INSTRUMENT
            ),
            None,
        )

    def _law_of(self, at: int) -> NamedMention | None:
        """Return the law that "Act of 2021" or "Ley 2136 de 2021" dates."""
        link = self.tokens[at - 1] if at > 1 else None
        of = load_small_words(self.language).of
        if link is None or (link.folded not in of and link.text != ","):
            return None
        before = self.tokens[at - 2]
        return next(
            (
                each
                for each in self.mentions
                if each.thing_class is ThingClass.POLICY_INSTRUMENT
                and each.start <= before.start
                and before.end <= each.end
                and (each.end == before.end or each.end == self.tokens[at].end)
            ),
            None,
        )

    def _dating(
        self, year: int, prop: YearProperty, start: int, end: int, of: NamedMention | None
    ) -> Dating:
        return Dating(year, None, prop, self.tokens[start].start, self.tokens[end - 1].end, of)

    def _before_month(self, at: int) -> int:
        """Return the index behind the words that govern the year, a month passed over."""
        here = at
        if here and self.tokens[here - 1].folded in _OF_A_MONTH:
            here -= 1
        if here and self.tokens[here - 1].folded in load_months():
            return here - 1
        return at

    def _phrase_before(self, end: int, phrases: Sequence[Phrase]) -> int:
        """Return the number of tokens of the phrase that ends at ``end``, 0 if there is none."""
        for phrase in phrases:
            start = end - len(phrase)
            if start >= 0 and starts_phrase(self.tokens, start, phrase) == len(phrase):
                return len(phrase)
        return 0

    def _owner_of_since(self, at: int) -> NamedMention | None:
        """Return the programme that "which since 2016 …" speaks of."""
        relative = load_small_words(self.language).relative
        if at and self.tokens[at - 1].folded in relative:
            owner = self._before(at)
            if owner is not None and owner.thing_class is ThingClass.PROGRAMME:
                return owner
        return None

    def _in_year(self, year: int, start: int, at: int) -> Dating:
        """Return what "in 2023" says, with the verb before it if there is one."""
        for phrases, kind in (
            (self._words.created, "created"),
            (self._words.adopted, "adopted"),
            (self._words.started, "started"),
        ):
            verb = self._verb_before(start, phrases)
            owner = None if verb is None else self._owner_of_verb(verb)
            if verb is not None and (prop := _property(kind, owner)) is not None:
                return self._dating(year, prop, verb, at + 1, owner)
            if verb is not None and kind == "started":
                behind = self._made_after(verb)
                return self._dating(year, YearProperty.START_YEAR, verb, at + 1, behind)
        if self._is_listed(at):
            return self._dating(year, YearProperty.YEAR, at, at + 1, None)
        return self._dating(year, YearProperty.YEAR, start, at + 1, self._made_after(start))

    def _owner_of_verb(self, verb: int) -> NamedMention | None:
        """Return the name before a verb, or behind one that opens the sentence: "Adopted in …"."""
        if verb and not self._stops(verb - 1):
            return self._before(verb)
        start = self.tokens[verb].start
        return next((each for each in self.mentions if each.start > start), None)

    def _verb_before(self, start: int, phrases: Sequence[Phrase]) -> int | None:
        """Return where a verb of ``phrases`` begins, a few words at most before ``start``."""
        for at in range(start - 1, max(start - 1 - _VERB_WINDOW, -1), -1):
            if not self.tokens[at].is_word:
                return None
            for phrase in phrases:
                if starts_phrase(self.tokens, at, phrase):
                    return at
        return None

    def _is_listed(self, at: int) -> bool:
        """Say whether the year stands beside another one: "2021 and 2022"."""
        return any(
            self._text_at(at + step).lower() in _LIST_WORDS
            and _YEAR.fullmatch(self._text_at(at + 2 * step)) is not None
            for step in (1, -1)
        )

    def _made_after(self, at: int) -> NamedMention | None:
        """Return the event or programme behind a verb of holding or making in this sentence."""
        verb = None
        last = min(at + _LONGEST_SENTENCE, len(self.tokens))
        for index in range(max(at - _VERB_WINDOW, 0), last):
            if index > at and self._stops(index):
                return None
            if any(starts_phrase(self.tokens, index, each) for each in self._words.held):
                verb = index
                break
        if verb is None:
            return None
        behind = (each for each in self.mentions if each.start >= self.tokens[verb].end)
        first = next(behind, None)
        return first if first is not None and first.thing_class in _DATED else None


def _property(kind: str, owner: NamedMention | None) -> YearProperty | None:
    """Return the property that a verb gives a year of ``owner``; ``None`` if it is not its."""
    if owner is None:
        return None
    if kind == "created":
        if owner.thing_class in {ThingClass.INSTITUTION, ThingClass.NETWORK}:
            return YearProperty.CREATION_YEAR
        is_programme = owner.thing_class is ThingClass.PROGRAMME
        return YearProperty.START_YEAR if is_programme else YearProperty.YEAR
    if kind == "adopted":
        is_instrument = owner.thing_class is ThingClass.POLICY_INSTRUMENT
        return YearProperty.ADOPTION_YEAR if is_instrument else YearProperty.YEAR
    return YearProperty.START_YEAR if owner.thing_class is ThingClass.PROGRAMME else None
