"""Read the word lists by which names, years and groups are found."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from functools import cache
from importlib.resources import files
from typing import Any

import yaml

from mgi_graph.matching.naming.model import KnownThing
from mgi_graph.model import ThingClass, fold_name

LANGUAGES = ("en", "es", "fr", "pt")

Phrase = tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Head:
    """Say what a head noun tells of the name that it is in.

    ``is_plural`` heads end or begin names, but two of them are not two names.
    """

    thing_class: ThingClass
    kind: str
    is_plural: bool = False


@dataclass(frozen=True, slots=True)
class SmallWords:
    """Hold the small words of a language, folded."""

    articles: frozenset[str]
    links: frozenset[str]
    early_links: frozenset[str]
    conjunctions: frozenset[str]
    of: frozenset[str]
    starters: frozenset[str]
    generic: frozenset[str]
    relative: frozenset[str]


@dataclass(frozen=True, slots=True)
class YearWords:
    """Hold the phrases of a language that stand with years, folded and split."""

    since: tuple[Phrase, ...]
    during: tuple[Phrase, ...]
    until: tuple[Phrase, ...]
    created: tuple[Phrase, ...]
    adopted: tuple[Phrase, ...]
    started: tuple[Phrase, ...]
    held: tuple[Phrase, ...]


@cache
def load_heads(language: str) -> Mapping[Phrase, Head]:
    """Return the head nouns of ``language``, folded and split into words.

    >>> load_heads("en")[("working", "group")].kind
    'committee'
    """
    table = dict(_load("heads.yaml")[language])
    plural = table.pop("plural")
    heads = {
        phrase: Head(ThingClass(name), kind)
        for name, kinds in table.items()
        for kind, nouns in kinds.items()
        for phrase in _phrases(nouns)
    }
    for name_and_kind, nouns in plural.items():
        name, _, kind = name_and_kind.partition("/")
        for phrase in _phrases(nouns):
            heads.setdefault(phrase, Head(ThingClass(name), kind, is_plural=True))
    return heads


@cache
def load_small_words(language: str) -> SmallWords:
    """Return the small words of ``language``."""
    table = _load("words.yaml")[language]
    return SmallWords(**{key: frozenset(map(fold_name, words)) for key, words in table.items()})


@cache
def load_word_set(name: str) -> frozenset[str]:
    """Return a list of ``words.yaml`` that holds for every language, folded."""
    return frozenset(map(fold_name, _load("words.yaml")[name]))


@cache
def load_irregular(name: str) -> frozenset[str]:
    """Return a list of ``complements.yaml``, folded."""
    return frozenset(_load("complements.yaml")[name])


@cache
def load_year_words(language: str) -> YearWords:
    """Return the words that stand with years in ``language``."""
    table = _load("years.yaml")[language]
    return YearWords(**{key: tuple(_phrases(words)) for key, words in table.items()})


@cache
def load_months() -> frozenset[str]:
    """Return the names of months in the four languages, folded."""
    return frozenset(_load("years.yaml")["months"])


@cache
def load_groups(language: str) -> tuple[tuple[str, tuple[Phrase, ...]], ...]:
    """Return the phrases of each population group in ``language``, split into words.

    The marks ``…`` and ``+`` and the closing ``*`` of a word stay in them.
    """
    return tuple(
        (slug, tuple(tuple(phrase.split()) for phrase in languages.get(language, ())))
        for slug, languages in _load("groups.yaml").items()
    )


@cache
def load_international() -> tuple[KnownThing, ...]:
    """Return the things that profiles of any place may name."""
    return tuple(
        KnownThing(
            slug=entry["slug"],
            thing_class=ThingClass(entry["class"]),
            kind=entry["kind"],
            names=tuple(
                (name, language) for language, names in entry["names"].items() for name in names
            ),
        )
        for entry in _load("international.yaml")
    )


def _phrases(nouns: Iterable[str]) -> Iterable[Phrase]:
    return (tuple(fold_name(noun).split()) for noun in nouns)


@cache
def _load(name: str) -> Any:  # noqa: ANN401 (what a table holds, its reader knows)
    # Every value is text here: "on" and "no" are small words, not booleans.
    text = (files(__name__) / name).read_text(encoding="utf-8")
    return yaml.load(text, Loader=yaml.BaseLoader)  # noqa: S506 (it makes nothing but text)
