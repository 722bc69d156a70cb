"""Read a place as a title names it: its legal form, its name and its country."""

import re
from dataclasses import dataclass, replace
from functools import lru_cache

from mgi_graph.model import Country, PlaceKind, fold_name
from mgi_graph.parsing.countries import country_form, country_named
from mgi_graph.parsing.tables import expand_all, load_table
from mgi_graph.parsing.words import PhraseTable, Word, split_words

_PARENTHESES = re.compile(
    r"(?P<before>.*?)\s*\((?P<inside>[^()]*(?:\([^()]*\)[^()]*)?)\)?", re.DOTALL
)
_ACRONYM = re.compile(r"[A-Z][A-Z.-]{1,9}")
_EDGES = " \t,;:\"'“”«»–—-"
_FULL_STOP = re.compile(r"(?:(?<=\w\w)|(?<=\)))\.$")


@dataclass(frozen=True, slots=True)
class PlaceReading:
    """Hold what a title says of its place.

    ``country`` is ``None`` where the title names none; ``unknown_country`` is what
    stands in its place then. ``recognised`` says that a legal form or a country shows
    the text to be a place at all.
    """

    kind: PlaceKind
    name: str
    legal_form: str = ""
    country: Country | None = None
    unknown_country: str = ""
    recognised: bool = False

    @property
    def tells_country(self) -> bool:
        """Say whether the title names a country, known or not."""
        return self.country is not None or bool(self.unknown_country)


def read_place(text: str) -> PlaceReading | None:
    """Read ``text``, the part of a title that names a place; ``None`` if it names none.

    >>> place = read_place("Municipalidad de Monte Patria (Chile)")
    >>> place.legal_form, place.name, place.country.alpha3
    ('Municipalidad', 'Monte Patria', 'CHL')
    >>> place = read_place("Nakuru County, Kenya")
    >>> place.kind.value, place.legal_form, place.name
    ('city', 'County', 'Nakuru')
    >>> read_place("the Republic of Kenya").kind.value
    'country'
    """
    text = _FULL_STOP.sub("", text.strip(_EDGES))
    if (country := country_named(text)) is not None:
        return _read_country(text, country)
    name, country, unknown = _split_country(text)
    if not fold_name(name):
        return None
    if country is not None and country == country_named(name):
        return _read_country(name, country)
    place = _read_local(name)
    if place is None:
        return None
    recognised = place.recognised or country is not None
    return replace(place, country=country, unknown_country=unknown, recognised=recognised)


def _read_country(text: str, country: Country) -> PlaceReading:
    text = text.removeprefix("(").removesuffix(")") if text.startswith("(") else text
    words = split_words(text)
    form, after = country_form(words)
    if form.stop and after < len(words):
        name = text[words[after].start :]
        if country_named(name) == country:
            legal_form = text[words[form.start].start : words[form.stop - 1].end]
            return PlaceReading(PlaceKind.COUNTRY, name, legal_form, country, recognised=True)
    name = text[words[_skip_articles(text, words, 0)].start :]
    return PlaceReading(PlaceKind.COUNTRY, name, "", country, recognised=True)


def _split_country(text: str) -> tuple[str, Country | None, str]:
    """Part the name from its country, in parentheses or after a comma.

    The third value is what stands in parentheses and is no country.
    """
    country, unknown = None, ""
    while True:
        if country is None:
            text, country = _part_at_comma(text)
        if (found := _PARENTHESES.fullmatch(text)) is not None:
            text, inside = found["before"], found["inside"].strip(_EDGES)
            named = country_named(inside) or country_named(inside.rpartition(",")[2])
            if country is None and named is None and not _ACRONYM.fullmatch(inside):
                unknown = unknown or inside
            country = country or named
        else:
            return text.strip(_EDGES), country, "" if country else unknown


def _part_at_comma(text: str) -> tuple[str, Country | None]:
    """Part a name from the country after a comma; the country's name may hold a comma itself.

    Parentheses in it belong to it: "Congo (Democratic Republic of the)".
    """
    pieces = text.rsplit(",", 2)
    for count in (2, 1):
        before, after = ",".join(pieces[:-count]), ",".join(pieces[-count:])
        if before.strip() and after.count("(") == after.count(")"):
            country = country_named(after)
            if country is not None:
                return before, country
    return text, None


def _read_local(text: str) -> PlaceReading | None:
    words = split_words(text)
    plain = PlaceReading(PlaceKind.CITY, text)
    if _whole_names().get(text) is not None:
        return replace(plain, recognised=True)
    start = _skip_articles(text, words, 0)
    if (found := _forms_before().match(words, start)) is not None:
        kind, length = found
        end = start + length
        at = _skip_articles(text, words, _prepositions().skip(words, end))
        if at == len(words):
            return None
        if at > end:
            legal_form = text[words[start].start : words[end - 1].end]
            return PlaceReading(kind, text[words[at].start :], legal_form, recognised=True)
    if (found := _forms_after().match_at_end(words)) is not None and found[1] < len(words):
        kind, length = found
        name = text[words[start].start : words[-length - 1].end]
        return PlaceReading(kind, name, text[words[-length].start :], recognised=True)
    return replace(plain, name=text[words[start].start :])


def _skip_articles(text: str, words: list[Word], at: int) -> int:
    """Return the index after articles in lower case; the last word is never one."""
    articles = load_table("legal_forms")["articles"]
    while at < len(words) - 1 and words[at].folded in articles and text[words[at].start].islower():
        at += 1
    return at


def _forms(position: str) -> PhraseTable[PlaceKind]:
    table = load_table("legal_forms")[position]
    return PhraseTable(
        (form, kind)
        for kind in (PlaceKind.CITY, PlaceKind.REGION)
        for form in expand_all(table[kind.value])
    )


@lru_cache(maxsize=1)
def _forms_before() -> PhraseTable[PlaceKind]:
    return _forms("before")


@lru_cache(maxsize=1)
def _forms_after() -> PhraseTable[PlaceKind]:
    return _forms("after")


@lru_cache(maxsize=1)
def _whole_names() -> PhraseTable[bool]:
    names = load_table("legal_forms")["whole_names"]
    return PhraseTable((name, True) for name in expand_all(names))


@lru_cache(maxsize=1)
def _prepositions() -> PhraseTable[None]:
    return PhraseTable((word, None) for word in load_table("legal_forms")["prepositions"])
