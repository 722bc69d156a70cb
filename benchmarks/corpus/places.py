"""Invent places, and say which of them each profile assesses, when and in which languages."""

import random
from dataclasses import dataclass
from functools import cache

from babel import Locale

from benchmarks.corpus.chances import chance_for
from benchmarks.corpus.words.tables import read_table
from mgi_graph.model import Country, Language, PlaceKind, YearMonth, slugify
from mgi_graph.parsing.countries import country_named

BLOCK = 20
"""Profiles of a block: their places are assessed in no other block."""

_PLACES = 15
_LATER = {14: (0, 1), 15: (1, 1), 16: (2, 1), 17: (0, 2), 18: (3, 1)}
"""Positions in a block whose place was assessed before: the place, and how often before."""

_SAME_YEAR = 3
"""The place of a block that is assessed twice in one year."""

_LAST_PLACE = {19: 14}
_COUNTRY, _REGIONS, _IN_TWO_LANGUAGES = 13, frozenset({4, 8, 11}), frozenset({6, 12})
_BY_LANGUAGE = {
    Language.EN: (0, 2, 6, 9, 10, 13),
    Language.ES: (1, 4, 7, 11),
    Language.FR: (3, 8, 12),
    Language.PT: (5, 14),
}
"""The places of a block by the language of their country."""

_FIRST = tuple(onset + vowel for onset in "bdklmnprst" for vowel in "aeo")
_MIDDLE = tuple(
    onset + vowel + end for onset in "bdklmnprst" for vowel in "ae" for end in ("ri", "lo")
)
_LAST = tuple(onset + vowel for onset in "dklmnrstvz" for vowel in "ao")
_PREFIXES = {
    Language.EN: ("Port ", "Mount ", "New ", "St. "),
    Language.ES: ("San ", "Villa ", "Puerto ", "Santa "),
    Language.FR: ("Saint-", "Port-", "Mont-", "Bourg-"),
    Language.PT: ("São ", "Vila ", "Porto ", "Santa "),
}
_ACCENTS = {
    Language.EN: str.maketrans("e", "ë"),
    Language.ES: str.maketrans("aeo", "áéó"),
    Language.FR: str.maketrans("aeo", "âéô"),
    Language.PT: str.maketrans("aeo", "ãêô"),
}


@dataclass(frozen=True, slots=True)
class InventedPlace:
    """Hold a place; ``number`` counts places from 0, ``often`` says how often it is assessed.

    ``slug`` is the local part of its IRI.
    """

    number: int
    slug: str
    kind: PlaceKind
    name: str
    country: Country
    language: Language
    often: int

    def name_in(self, language: Language) -> str:
        """Return its name in ``language``: a country has one in each."""
        if self.kind is PlaceKind.COUNTRY:
            return country_name(self.country.alpha2, language)
        return self.name


@dataclass(frozen=True, slots=True)
class Assignment:
    """Say what the profile of a number is of; ``before`` profiles of its place come before it."""

    number: int
    name: str
    place: InventedPlace
    issued: YearMonth
    languages: tuple[Language, ...]
    before: int


def assign(number: int, seed: int) -> Assignment:
    """Return what profile ``number``, from 0, is of; it does not depend on how many there are.

    >>> assign(14, 0).place == assign(0, 0).place
    True
    """
    block, position = divmod(number, BLOCK)
    at, before = _LATER.get(position, (_LAST_PLACE.get(position, position), 0))
    place = _invent(block, at, seed)
    issued = _date(place, at, before, seed)
    same_year = at == _SAME_YEAR and before
    name = f"{place.slug}-{issued if same_year else issued.year}"
    languages = _languages(place, at, number, seed)
    return Assignment(number, name, place, issued, languages, before)


def _invent(block: int, at: int, seed: int) -> InventedPlace:
    number = block * _PLACES + at
    chance = chance_for(seed, "place", number)
    often = 1 + sum(place == at for place, _ in _LATER.values())
    nations = _nations(seed)
    if at == _COUNTRY and block < len(nations):
        language, code = nations[block]
        country = country_of_code(code)
        slug = country.alpha3.lower()
        return InventedPlace(number, slug, PlaceKind.COUNTRY, "", country, language, often)
    language = next(each for each, places in _BY_LANGUAGE.items() if at in places)
    pool, places = _pool(language, seed), _BY_LANGUAGE[language]
    country = country_of_code(pool[(block * len(places) + places.index(at)) % len(pool)])
    kind = PlaceKind.REGION if at in _REGIONS else PlaceKind.CITY
    name = _name(number, language, chance, seed)
    slug = f"{country.alpha3.lower()}-{slugify(name)}"
    return InventedPlace(number, slug, kind, name, country, language, often)


def _name(number: int, language: Language, chance: random.Random, seed: int) -> str:
    """Make a name that no other place has: its syllables are the digits of its number."""
    names = len(_FIRST) * len(_MIDDLE) * len(_LAST)
    again, rest = divmod(number, names)
    mixed = (rest * 7919 + seed * 101) % names
    mixed, last = divmod(mixed, len(_LAST))
    first, middle = divmod(mixed, len(_MIDDLE))
    name = _FIRST[first] + _MIDDLE[middle] + _LAST[last] + (_LAST[again % len(_LAST)] * again)
    if chance.random() < 0.25:
        name = name[0] + name[1:3].translate(_ACCENTS[language]) + name[3:]
    prefix = chance.choice(_PREFIXES[language]) if chance.random() < 0.2 else ""
    return prefix + name.capitalize()


def _date(place: InventedPlace, at: int, before: int, seed: int) -> YearMonth:
    chance = chance_for(seed, "date", place.number)
    first = YearMonth(2016 + chance.randrange(3 if place.often > 1 else 10), chance.randint(1, 6))
    if not before:
        return first
    if at == _SAME_YEAR:
        return YearMonth(first.year, first.month + chance.randint(1, 6))
    return YearMonth(first.year + 4 * before - chance.randrange(2), chance.randint(1, 12))


def _languages(place: InventedPlace, at: int, number: int, seed: int) -> tuple[Language, ...]:
    """Return the languages of a profile, the leading one first."""
    if at in _IN_TWO_LANGUAGES:
        other = Language.ES if place.language is Language.EN else Language.EN
        first, second = sorted((place.language, other), key=lambda each: each.value)
        return first, second
    if chance_for(seed, "language", number).random() < 0.12:
        return (Language.EN,)
    return (place.language,)


@cache
def _pool(language: Language, seed: int) -> tuple[str, ...]:
    codes = list(read_table("countries")[language.value])
    chance_for(seed, "countries", language.value).shuffle(codes)
    return tuple(codes)


@cache
def _nations(seed: int) -> tuple[tuple[Language, str], ...]:
    nations = [(language, code) for language in Language for code in _pool(language, seed)]
    chance_for(seed, "nations").shuffle(nations)
    return tuple(nations)


@cache
def country_of_code(code: str) -> Country:
    """Return the country of an alpha-2 code, which must be read by its name too."""
    country = country_named(country_name(code, Language.EN))
    if country is None or country.alpha2 != code:
        raise LookupError(f"country {code!r} is not read by its name")
    return country


@cache
def country_name(code: str, language: Language) -> str:
    """Return the name of a country.

    >>> country_name("BR", Language.FR)
    'Brésil'
    """
    spelt = read_table("countries")["names"].get(code)
    if spelt is not None:
        return str(spelt[language.value])
    return str(Locale(language.value).territories[code])
