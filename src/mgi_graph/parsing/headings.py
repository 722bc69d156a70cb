"""Recognise the lines that give a profile its structure.

These are the line that opens a block ("Key findings"), the headings of the
introduction and of the six domains, and the markers over the lists. A line is
compared by its letters and digits alone, so neither case nor accents, hyphens,
quotation marks, colons or spacing count.
"""

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from enum import StrEnum
from functools import lru_cache

from mgi_graph.model import DomainSlug, Language, Status, fold_name
from mgi_graph.parsing.tables import (
    ByLanguage,
    beginnings_of_keys,
    expand_one_by_one,
    load_table,
    pattern_of_keys,
)

_LONGEST_LINE = 240
"""Characters of the longest line that may be structural; findings may be longer."""

_HEAD = 6
"""Letters by which a heading is told from most lines that are none."""


class SignKind(StrEnum):
    """Tell the kinds of structural lines apart."""

    OPENER = "opener"
    INTRODUCTION = "introduction"
    DOMAIN = "domain"
    MARKER = "marker"


@dataclass(frozen=True, slots=True)
class Sign:
    """Say what a structural line means.

    ``domain`` is set for the heading of a domain, ``status`` for a marker.
    ``languages`` are those that the line can be in, none for an opener.
    """

    kind: SignKind
    languages: tuple[Language, ...] = ()
    domain: DomainSlug | None = None
    status: Status | None = None


@dataclass(frozen=True, slots=True)
class SignRule:
    """Hold the patterns of the tables for one sign in one language.

    ``prefixes`` are patterns that may stand before each of ``patterns``.
    """

    sign: Sign
    patterns: tuple[str, ...]
    prefixes: tuple[str, ...] = ()


def read_sign(line: str) -> Sign | None:
    """Return what ``line`` means, or ``None`` where it is no structural line.

    >>> read_sign("WHOLE OF GOVERNMENT APPROACH:").domain.value
    'whole-of-government-approach'
    >>> read_sign("Áreas con potencial para un desarrollo adicional:").status.value
    'for-development'
    >>> read_sign("Health care for the migrant population is included.")
    """
    if len(line) > _LONGEST_LINE:
        return None
    found = _read_unnumbered(line)
    if found is None:
        line = line.strip()
        if number := _number().match(line):
            found = _read_unnumbered(line[number.end() :])
    return found


def may_begin_sign(line: str) -> bool:
    """Say whether a structural line that goes on in the next line may begin so.

    >>> may_begin_sign("BIENESTAR SOCIOECONÓMICO DE LAS PERSONAS")
    True
    """
    return len(line) <= _LONGEST_LINE and _head(line) in _heads()


@lru_cache(maxsize=1024)
def line_key(line: str) -> str:
    r"""Reduce a line to its folded letters and digits.

    >>> line_key("Migrants\u2019 rights :")
    'migrantsrights'
    """
    # A line is asked several questions in a row, each of which needs its key.
    return fold_name(line).replace(" ", "")


@lru_cache(maxsize=1)
def sign_rules() -> tuple[SignRule, ...]:
    """Return the rules that the tables of headings and markers hold."""
    headings, markers = load_table("headings"), load_table("markers")
    rules = [SignRule(Sign(SignKind.OPENER), tuple(headings["openers"]))]
    for language, patterns in _by_language(headings["introductions"]):
        rules.append(SignRule(Sign(SignKind.INTRODUCTION, (language,)), patterns))
    for domain in DomainSlug:
        for language, patterns in _by_language(headings[domain.value]):
            rules.append(SignRule(Sign(SignKind.DOMAIN, (language,), domain=domain), patterns))
    for status in Status:
        for language, patterns in _by_language(markers[status.value]):
            sign = Sign(SignKind.MARKER, (language,), status=status)
            prefixes = tuple(markers["prefixes"][language.value])
            rules.append(SignRule(sign, patterns, prefixes))
    return tuple(rules)


def _by_language(table: ByLanguage) -> Iterator[tuple[Language, tuple[str, ...]]]:
    for tag, patterns in table.items():
        yield Language(tag), tuple(patterns)


def _head(line: str) -> str:
    """Return the first letters of a line's key; few characters of a line have as many."""
    key = line_key(line[: 4 * _HEAD])
    return (key if len(key) > _HEAD else line_key(line))[:_HEAD]


def _read_unnumbered(line: str) -> Sign | None:
    if _head(line) not in _starts():
        return None
    key = line_key(line)
    return None if _any_sign().fullmatch(key) is None else _sign_of_key(key)


@lru_cache(maxsize=1024)
def _sign_of_key(key: str) -> Sign:
    found = [rule.sign for rule, pattern in _compiled() if pattern.fullmatch(key)]
    languages = tuple(language for sign in found for language in sign.languages)
    first = found[0]
    return Sign(first.kind, languages, first.domain, first.status)


@lru_cache(maxsize=1)
def _compiled() -> tuple[tuple[SignRule, re.Pattern[str]], ...]:
    return tuple((rule, re.compile(_pattern(rule))) for rule in sign_rules())


@lru_cache(maxsize=1)
def _any_sign() -> re.Pattern[str]:
    return re.compile("|".join(_pattern(rule) for rule in sign_rules()))


def _pattern(rule: SignRule) -> str:
    prefix = f"(?:{_either(rule.prefixes)})?" if rule.prefixes else ""
    return f"{prefix}(?:{_either(rule.patterns)})"


def _either(patterns: Iterable[str]) -> str:
    return "|".join(pattern_of_keys(pattern, line_key) for pattern in patterns)


@lru_cache(maxsize=1)
def _starts() -> frozenset[str]:
    patterns = [each for rule in sign_rules() for each in (*rule.patterns, *rule.prefixes)]
    keys = (beginnings_of_keys(pattern, line_key, _HEAD) for pattern in patterns)
    return frozenset(start for starts in keys for start in starts)


@lru_cache(maxsize=1)
def _heads() -> frozenset[str]:
    return frozenset(line_key(text)[:_HEAD] for text, _ in sample_phrases())


@lru_cache(maxsize=1)
def sample_phrases() -> tuple[tuple[str, Sign], ...]:
    """Return enough readings of each pattern of the tables to compare a line with."""
    return tuple(_samples())


def _samples() -> Iterator[tuple[str, Sign]]:
    for rule in sign_rules():
        for pattern in rule.patterns:
            for text in expand_one_by_one(pattern):
                yield text, rule.sign
                if rule.prefixes:
                    yield f"{next(expand_one_by_one(rule.prefixes[0]))}: {text}", rule.sign


@lru_cache(maxsize=1)
def _number() -> re.Pattern[str]:
    words = "|".join(re.escape(word) for word in load_table("headings")["numbered"])
    number = r"\(?\d{1,2}(?:\.\d{1,2})*[.):\s\u2010-\u2015-]+"
    return re.compile(rf"(?:(?:{words})\s+)?{number}", re.IGNORECASE)
