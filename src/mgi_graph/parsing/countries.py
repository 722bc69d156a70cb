"""Know the countries of ISO 3166-1 by their names in the four languages.

Names and codes come from the Unicode CLDR through Babel, further names from
``tables/countries.yaml``. Babel is imported on first use.
"""

import difflib
from collections.abc import Iterator, Sequence
from functools import lru_cache
from typing import NamedTuple

from mgi_graph.model import Country, Language, fold_name
from mgi_graph.parsing.tables import expand_all, load_table
from mgi_graph.parsing.words import PhraseTable, Word, split_words


class Mention(NamedTuple):
    """Say which country a text names and at which of its words, the end not included."""

    country: Country
    start: int
    end: int


def country_named(name: str) -> Country | None:
    """Return the country that the whole of ``name`` names, or ``None``.

    Names in English, Spanish, French and Portuguese are known, with and without an
    article, and forms such as "Republic of"; case, accents and marks do not count.

    >>> country_named("Brasil")
    Country(alpha2='BR', alpha3='BRA', m49='076')
    >>> country_named("the Republic of Kenya").alpha3
    'KEN'
    >>> country_named("Atlantis")
    """
    words = split_words(name)
    _, after = country_form(words)
    for at in (0, _articles().skip(words, 0), after):
        found = _names().match(words, at)
        if found is not None and at + found[1] == len(words):
            return _countries()[found[0]]
    return None


def country_form(words: Sequence[Word]) -> tuple[slice, int]:
    """Find a form such as "Republic of" that ``words`` begin with.

    Return the words of the form itself, without article and preposition, and the
    index of the name after it; an empty slice and 0 where there is no form.
    """
    start = _articles().skip(words, 0)
    found = _forms().match(words, start)
    if found is None:
        return slice(0, 0), 0
    end = start + found[1]
    return slice(start, end), _articles().skip(words, _prepositions().skip(words, end))


def countries_in(words: Sequence[Word], text: str) -> Iterator[Mention]:
    """Find each country that a running text names with a capital letter, from left to right.

    ``words`` are those of ``text``. Names that are also common words do not count.
    """
    at = 0
    while at < len(words):
        found = _names().match(words, at)
        if found is None or not text[words[at].start].isupper():
            at += 1
            continue
        code, length = found
        phrase = " ".join(word.folded for word in words[at : at + length])
        if phrase not in _not_in_prose():
            yield Mention(_countries()[code], at, at + length)
        at += length


def nearest_country(name: str) -> str | None:
    """Return the known name of a country most like ``name``, or ``None``.

    >>> nearest_country("Brazl")
    'Brazil'
    """
    by_folded = {fold_name(known): known for known, _ in reversed(_named())}
    found = difflib.get_close_matches(fold_name(name), by_folded, n=1, cutoff=0.7)
    return by_folded[found[0]] if found else None


@lru_cache(maxsize=1)
def _countries() -> dict[str, Country]:
    """Return each country of ISO 3166-1 by its alpha-2 code."""
    from babel.core import get_global

    table = load_table("countries")
    left_out = {*table["not_iso"], *table["withdrawn"]}
    alpha3: dict[str, str] = {}
    m49: dict[str, str] = {}
    for alias, targets in get_global("territory_aliases").items():
        if len(targets) != 1 or alias in left_out or targets[0] in left_out:
            continue
        if len(alias) == 3 and alias.isalpha():
            alpha3[targets[0]] = alias
        elif len(alias) == 3 and alias.isdigit():
            m49[targets[0]] = alias
    names = _territories(Language.EN)
    return {
        alpha2: Country(alpha2, alpha3[alpha2], m49[alpha2])
        for alpha2 in sorted(alpha3.keys() & m49.keys() & names.keys())
    }


def _territories(language: Language) -> dict[str, str]:
    from babel import Locale

    return dict(Locale(language.value).territories)


@lru_cache(maxsize=1)
def _named() -> tuple[tuple[str, str], ...]:
    """Return each known name with its alpha-2 code, the CLDR's names first."""
    known = _countries()
    named = [
        (name, code)
        for language in Language
        for code, name in _territories(language).items()
        if code in known
    ]
    named += [
        (name, code)
        for code, names in load_table("countries")["names"].items()
        for name in expand_all(names)
    ]
    return tuple(named)


@lru_cache(maxsize=1)
def _names() -> PhraseTable[str]:
    return PhraseTable(_named())


@lru_cache(maxsize=1)
def _not_in_prose() -> frozenset[str]:
    return frozenset(fold_name(name) for name in load_table("countries")["not_in_prose"])


@lru_cache(maxsize=1)
def _forms() -> PhraseTable[None]:
    forms = load_table("legal_forms")["before"]["country"]
    return PhraseTable((form, None) for form in expand_all(forms))


@lru_cache(maxsize=1)
def _prepositions() -> PhraseTable[None]:
    return PhraseTable((word, None) for word in load_table("legal_forms")["prepositions"])


@lru_cache(maxsize=1)
def _articles() -> PhraseTable[None]:
    return PhraseTable((word, None) for word in load_table("legal_forms")["articles"])
