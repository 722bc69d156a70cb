"""Read the line that gives a profile its title."""

import difflib
import re
import unicodedata
from collections.abc import Iterator
from dataclasses import dataclass, replace
from functools import lru_cache

from mgi_graph.model import Language, PlaceKind, Title, normalise_space
from mgi_graph.parsing.countries import countries_in
from mgi_graph.parsing.dates import read_date
from mgi_graph.parsing.headings import line_key
from mgi_graph.parsing.places import PlaceReading, read_place
from mgi_graph.parsing.tables import expand_all, expand_one_by_one, load_table
from mgi_graph.parsing.words import PhraseTable, Word, split_words

_LONGEST_LINE = 250
_LONGEST_PLACE = 14
_SEPARATOR = re.compile(r"\s*[:|\u2014\uff1a]\s*|\s+[-\u2013\u2212/]\s*|\s*\u2013\s+")
_DASHES = frozenset("-\u2013\u2212")
_PARENTHESES = re.compile(r"\(([^()]*)\)")
_PARTS = re.compile(r"[:|\u2014\uff1a]|\s[-\u2013\u2212/]|\u2013\s")
"""What is in a line wherever a separator is, found without going over white space again."""

_YEAR = re.compile(r"(?:19|20)\d\d")
_EDGE_YEAR = re.compile(r"^\s*(?:19|20)\d\d\b[\s,]*|[\s,]*\b(?:19|20)\d\d\s*$")


@dataclass(frozen=True, slots=True)
class TitleReading:
    """Hold what a title line says.

    ``explicit`` says that a colon, dash or bar parts the place from the rest, as no
    running text has it.
    """

    title: Title
    place: PlaceReading
    explicit: bool


def read_title(line: str) -> TitleReading | None:
    """Read ``line`` as the title of a profile; ``None`` where it is none.

    >>> reading = read_title("Migration Governance Profile: City of Manaus (Brazil)")
    >>> reading.place.name, reading.place.legal_form, reading.title.language.value
    ('Manaus', 'City', 'en')
    >>> read_title("Migration Governance Indicators (MGI)")
    """
    if len(line) > _LONGEST_LINE:
        return None
    text = normalise_space(unicodedata.normalize("NFC", line))
    segments = _split_segments(_without_asides(text))
    for at, segment in enumerate(segments):
        phrase = _find_phrase(segment)
        if phrase is not None:
            place, explicit = _place_around(phrase, segments[:at], segments[at + 1 :])
            title = Title(normalise_space(line), phrase.language)
            return TitleReading(title, place, explicit) if place is not None else None
    return None


def may_hold_title(line: str) -> bool:
    """Say whether ``line`` has a word that titles have; no title is without one.

    This is cheap, and most lines have none.

    >>> may_hold_title("Profile of migration governance"), may_hold_title("Home | Topics | About")
    (True, False)
    """
    return _keywords().search(line_key(line)) is not None


def is_parted(line: str) -> bool:
    """Say whether a colon, dash or bar parts ``line`` as it does a title.

    >>> is_parted("Migration Governance Profile: Kenya"), is_parted("the well-being of all")
    (True, False)
    """
    return _PARTS.search(line) is not None


def is_bare_phrase(line: str) -> bool:
    """Say whether ``line`` is the beginning of a title whose place stands in the next line.

    >>> is_bare_phrase("Second Migration Governance Profile:")
    True
    """
    if len(line) > _LONGEST_LINE:
        return False
    phrase = _find_phrase(_without_asides(unicodedata.normalize("NFC", line)))
    return phrase is not None and not phrase.before and not phrase.after


def is_qualifier(text: str) -> bool:
    """Say whether each word of ``text`` is a year or one that may stand with a title's phrase.

    >>> is_qualifier("Second edition, 2020"), is_qualifier("Home")
    (True, False)
    """
    words = split_words(text)
    return _skip_qualifiers(words, 0) == len(words)


def suggest_title(line: str) -> str:
    """Write the part of a message that names the title phrase most like ``line``'s beginning.

    >>> suggest_title("Migration Governence Profile: City of Manaus")
    "; did you mean 'Migration Governance Profile'?"
    """
    head = line_key(_SEPARATOR.split(line[:_LONGEST_LINE])[0])
    found = difflib.get_close_matches(head, _phrases_by_key(), n=1, cutoff=0.8)
    return f"; did you mean {_phrases_by_key()[found[0]]!r}?" if found else ""


def _split_segments(text: str) -> list[str]:
    """Part a title at its colons, bars and dashes, save a dash within a country's name.

    >>> _split_segments("Migration Governance Profile – Congo - Kinshasa")
    ['Migration Governance Profile', 'Congo - Kinshasa']
    """
    segments, start = [], 0
    for found in _separators(text):
        segments.append(text[start : found.start()])
        start = found.end()
    return [*segments, text[start:]]


def _separators(text: str) -> Iterator[re.Match[str]]:
    found = list(_SEPARATOR.finditer(text))
    names = _spans_of_countries(text) if any(each[0].strip() in _DASHES for each in found) else []
    for each in found:
        is_within = any(start < each.start() < end for start, end in names)
        if not is_within or each[0].strip() not in _DASHES:
            yield each


def _spans_of_countries(text: str) -> list[tuple[int, int]]:
    words = split_words(text)
    return [
        (words[mention.start].start, words[mention.end - 1].end)
        for mention in countries_in(words, text)
    ]


@dataclass(frozen=True, slots=True)
class _Phrase:
    """Hold the phrase of a segment with what stands before and after it there.

    ``joined`` says that a preposition follows: "Profile of the State of …".
    """

    language: Language
    before: str
    after: str
    joined: bool


def _find_phrase(segment: str) -> _Phrase | None:
    words = split_words(segment)
    for at in range(len(words)):
        found = _phrases().match(words, at)
        if found is None:
            continue
        language, length = found
        before = words[: _start_of_qualifiers(words, at)]
        joint = at + length
        after = _skip_qualifiers(words, joint)
        if after < len(words):
            after = joint
        start = _joints().skip(words, after)
        return _Phrase(
            language,
            segment[: before[-1].end] if before else "",
            segment[words[start].start :] if start < len(words) else "",
            joined=start > after,
        )
    return None


def _place_around(
    phrase: _Phrase, before: list[str], after: list[str]
) -> tuple[PlaceReading | None, bool]:
    """Choose the place among the segments of a title; say whether it stands apart."""
    behind = [place for place in _places(after) if place is not None]
    if behind:
        return _with_country(behind, [place for place in _places(before) if place]), True
    if phrase.after and (place := _place(phrase.after)) is not None:
        named = phrase.joined and place.name[:1].isupper()
        return (place, False) if named or place.recognised else (None, False)
    ahead = [place for place in _places([*before, phrase.before]) if place and place.recognised]
    return (_with_country(ahead, []), bool(before)) if ahead else (None, False)


def _with_country(places: list[PlaceReading], others: list[PlaceReading]) -> PlaceReading:
    """Join a place and a country that stand in segments of their own."""
    local = [place for place in places if place.kind is not PlaceKind.COUNTRY]
    countries = [place for place in [*places, *others] if place.kind is PlaceKind.COUNTRY]
    if not local:
        return countries[0]
    place = next((place for place in local if place.recognised), local[0])
    if place.country is None and countries:
        return replace(place, country=countries[0].country, unknown_country="")
    return place


def _places(segments: list[str]) -> Iterator[PlaceReading | None]:
    for segment in segments:
        yield _place(segment)


def _place(segment: str) -> PlaceReading | None:
    text = _EDGE_YEAR.sub("", segment)
    words = split_words(text)
    if len(words) > _LONGEST_PLACE or _is_aside(text):
        return None
    return read_place(text)


def _without_asides(text: str) -> str:
    """Leave out parentheses that hold a date, a count of editions or an acronym of ours."""
    return _PARENTHESES.sub(lambda found: "" if _is_aside(found[1]) else found[0], text)


def _is_aside(text: str) -> bool:
    return is_qualifier(text) or _asides().get(text) is not None or read_date(text) is not None


def _skip_qualifiers(words: list[Word], at: int) -> int:
    while at < len(words):
        if (found := _qualifiers().match(words, at)) is not None:
            at += found[1]
        elif _YEAR.fullmatch(words[at].folded):
            at += 1
        else:
            break
    return at


def _start_of_qualifiers(words: list[Word], end: int) -> int:
    return next(at for at in range(end + 1) if _skip_qualifiers(words[:end], at) == end)


@lru_cache(maxsize=1)
def _phrases() -> PhraseTable[Language]:
    table = load_table("titles")["phrases"]
    return PhraseTable(
        (phrase, Language(tag))
        for tag, patterns in table.items()
        for phrase in expand_all(patterns)
    )


@lru_cache(maxsize=1)
def _keywords() -> re.Pattern[str]:
    return re.compile("|".join(map(line_key, load_table("titles")["keywords"])))


@lru_cache(maxsize=1)
def _phrases_by_key() -> dict[str, str]:
    table = load_table("titles")["phrases"]
    patterns = [pattern for patterns in table.values() for pattern in patterns]
    return {line_key(text): text for each in patterns for text in expand_one_by_one(each)}


@lru_cache(maxsize=1)
def _qualifiers() -> PhraseTable[bool]:
    return PhraseTable((word, True) for word in expand_all(load_table("titles")["qualifiers"]))


@lru_cache(maxsize=1)
def _asides() -> PhraseTable[bool]:
    return PhraseTable((text, True) for text in expand_all(load_table("titles")["asides"]))


@lru_cache(maxsize=1)
def _joints() -> PhraseTable[bool]:
    return PhraseTable((words, True) for words in expand_all(load_table("titles")["joints"]))
