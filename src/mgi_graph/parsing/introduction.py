"""Read the introduction of a profile: its text, its country and who made the profile."""

import unicodedata
from bisect import bisect_left, bisect_right
from collections.abc import Iterable, Iterator, Sequence
from functools import lru_cache

from mgi_graph.model import Contributor, ContributorRole, Country, normalise_space, slugify
from mgi_graph.parsing.countries import countries_in
from mgi_graph.parsing.lines import Line, is_finished
from mgi_graph.parsing.tables import expand_all, load_table
from mgi_graph.parsing.words import PhraseTable, Word, split_words

_LONGEST_INSTRUCTION = 250
_NEAR = 4
"""Words that may stand between a place's name and its country's."""

_LONGEST_BODY = 40
"""Words that the name of a body that we know has at most."""

_NAME_ENDS = frozenset(",;:.()[]\u2013\u2014\n")
"""Characters between two words that end a name."""

_PARTS = frozenset(",;:()[]\n")
"""Characters that no name of a place has within itself."""


def is_instruction(text: str) -> bool:
    """Say whether ``text`` tells a reader of the portal where to click.

    >>> is_instruction("Haga clic en los íconos en la rueda para explorar los hallazgos.")
    True
    """
    if len(text) > _LONGEST_INSTRUCTION:
        return False
    return _instructions().match(split_words(unicodedata.normalize("NFC", text))) is not None


def split_paragraphs(lines: Iterable[Line]) -> list[list[Line]]:
    """Part the lines of an introduction into its paragraphs.

    A blank line parts them, and an instruction parts from what stands around it.
    """
    paragraphs: list[list[Line]] = []
    for line in lines:
        last = paragraphs[-1] if paragraphs else []
        if not last or line.after_blank or _parts_here(last, line):
            paragraphs.append([line])
        else:
            last.append(line)
    return paragraphs


def _parts_here(paragraph: list[Line], line: Line) -> bool:
    if not is_finished(paragraph[-1].text):
        return False
    # Of so many lines even one letter each would be too long, so they need not be joined.
    is_short = 2 * len(paragraph) - 1 <= _LONGEST_INSTRUCTION
    return is_instruction(line.text) or (is_short and is_instruction(paragraph_text(paragraph)))


def paragraph_text(paragraph: Iterable[Line]) -> str:
    """Join the lines of a paragraph, white space made single."""
    return normalise_space(" ".join(line.text for line in paragraph))


def country_of(place_name: str, introduction: str) -> Country | None:
    """Return the country that ``introduction`` gives for the place, ``None`` if it does not.

    The country named right after the place counts first, then the only country that
    the text names at all.

    >>> country_of("Medellin", "structures of the District of Medellín (Colombia)").alpha3
    'COL'
    """
    text = unicodedata.normalize("NFC", introduction)
    words = split_words(text)
    spans = _occurrences(words, [word.folded for word in split_words(place_name)])
    ends = [end for _, end in spans]
    mentions = []
    for mention in countries_in(words, text):
        span = bisect_right(ends, mention.start)
        if span == len(spans) or spans[span][0] >= mention.end:
            mentions.append(mention)
    starts = [mention.start for mention in mentions]
    for end in ends:
        after = bisect_left(starts, end)
        if after < len(starts) and starts[after] <= end + _NEAR:
            return mentions[after].country
    countries = {mention.country for mention in mentions}
    return countries.pop() if len(countries) == 1 else None


def is_named(place_name: str, introduction: str) -> bool:
    """Say whether ``introduction`` has the name of the place, with no sign within it.

    >>> is_named("San Juan", "of the City of San Juan"), is_named("Cali Valle", "of Cali, Valle")
    (True, False)
    """
    text = unicodedata.normalize("NFC", introduction)
    words = split_words(text)
    return any(
        _PARTS.isdisjoint(text[words[start].end : words[end - 1].start])
        for start, end in _occurrences(words, [word.folded for word in split_words(place_name)])
    )


def _occurrences(words: Sequence[Word], name: Sequence[str]) -> list[tuple[int, int]]:
    length = len(name)
    return [
        (at, at + length)
        for at in range(len(words) - length + 1 if name else 0)
        if all(words[at + step].folded == name[step] for step in range(length))
    ]


def read_contributors(introduction: str) -> tuple[Contributor, ...]:
    """Find the bodies that led, researched and funded a profile.

    >>> found = read_contributors("It is funded by IOM member states.")
    >>> [(each.role.value, each.slug, each.name) for each in found]
    [('funder', 'iom-member-states', 'IOM member states')]
    """
    text = unicodedata.normalize("NFC", introduction)
    words = split_words(text)
    found: dict[ContributorRole, list[Contributor]] = {role: [] for role in ContributorRole}
    for at in range(len(words)):
        lead = _leads().match(words, at)
        if lead is not None and not found[lead[0]]:
            names = _names_at(text, words, at + lead[1])
            found[lead[0]] = [_contributor(lead[0], name) for name in names]
    return tuple(each for role in ContributorRole for each in found[role])


def _contributor(role: ContributorRole, name: str) -> Contributor:
    return Contributor(role, _agents().get(name) or slugify(name), name)


def _names_at(text: str, words: Sequence[Word], at: int) -> list[str]:
    """Return the names that begin at ``words[at]``, none if no name begins there."""
    start = _first_of_name(text, words, at)
    if start == len(words) or not text[words[start].start].isupper():
        return []
    known = _agents().match(words, start)
    end = start + (known[1] if known else 0)
    while not _ends_name(text, words, start, end):
        end += 1
    return list(_split_known(text, words[start:end])) if end > start else []


def _ends_name(text: str, words: Sequence[Word], start: int, end: int) -> bool:
    if end == len(words) or _stops().match(words, end) is not None:
        return True
    return end > start and not _NAME_ENDS.isdisjoint(text[words[end - 1].end : words[end].start])


def _first_of_name(text: str, words: Sequence[Word], at: int) -> int:
    articles = load_table("contributors")["articles"]
    while at < len(words) and words[at].folded in articles and text[words[at].start].islower():
        at += 1
    return at


def _split_known(text: str, words: Sequence[Word]) -> Iterator[str]:
    """Part "A and B" where A is a body that we know; a name may hold an "and" itself."""
    start = 0
    while start < len(words):
        end, following = _end_of_known(text, words, start)
        yield text[words[start].start : words[end - 1].end]
        start = _first_of_name(text, words, following)


def _end_of_known(text: str, words: Sequence[Word], start: int) -> tuple[int, int]:
    """Return where the name ends that begins at ``start``, and where the next one begins."""
    for at in range(start + 1, min(len(words) - 1, start + _LONGEST_BODY + 1)):
        join = _joins().match(words, at)
        if join is not None:
            name = text[words[start].start : words[at - 1].end]
            if _agents().get(name) is not None:
                return at, at + join[1]
    return len(words), len(words)


@lru_cache(maxsize=1)
def _instructions() -> PhraseTable[bool]:
    return PhraseTable((phrase, True) for phrase in expand_all(load_table("instructions")))


@lru_cache(maxsize=1)
def _leads() -> PhraseTable[ContributorRole]:
    return PhraseTable(
        (phrase, ContributorRole(role))
        for role, by_language in load_table("contributors")["leads"].items()
        for patterns in by_language.values()
        for phrase in expand_all(patterns)
    )


@lru_cache(maxsize=1)
def _stops() -> PhraseTable[bool]:
    return PhraseTable((word, True) for word in expand_all(load_table("contributors")["stops"]))


@lru_cache(maxsize=1)
def _joins() -> PhraseTable[bool]:
    return PhraseTable((word, True) for word in load_table("contributors")["joins"])


@lru_cache(maxsize=1)
def _agents() -> PhraseTable[str]:
    agents = load_table("contributors")["agents"]
    return PhraseTable((name, slug) for slug, names in agents.items() for name in expand_all(names))
