"""Name the bodies, instruments and programmes of a place, and those that all places share."""

import random
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from functools import cache, lru_cache
from typing import Any

from benchmarks.corpus.chances import chance_for
from benchmarks.corpus.places import (
    Assignment,
    InventedPlace,
    country_name,
    country_of_code,
)
from benchmarks.corpus.words.tables import read_table
from mgi_graph.model import Language, PlaceKind

LANGUAGES = tuple(Language)
_ROUNDS = 3
"""Most profiles of a place; each names bodies that the others do not."""

_MOST = {"unit": 14, "plan": 12, "committee": 9, "programme": 9, "centre": 9}
"""Bodies that a profile may name, by the slot that they fill."""

_FRENCH, _VOWELS = LANGUAGES.index(Language.FR), ("A", "E", "I", "O", "U", "É")
_OF_PLACE = ("of", "de", "de", "de")


@dataclass(frozen=True, slots=True)
class Body:
    """Hold a thing that findings name; ``names`` and ``articles`` go by :data:`LANGUAGES`.

    ``label_end`` stands behind a name that does not say which place it is of.
    """

    slug: str
    thing_class: str
    kind: str
    places: tuple[str, ...]
    names: tuple[str, ...]
    articles: tuple[str, ...]
    label_end: str = ""


@dataclass(frozen=True, slots=True)
class Cast:
    """Hold what the findings of a profile may name, by the slot of a sentence.

    ``own`` are the bodies that this profile's curation file describes.
    """

    by_slot: dict[str, tuple[Body, ...]]
    own: tuple[Body, ...]


def cast(assignment: Assignment, seed: int) -> Cast:
    """Return what a profile may name; profiles of one place share only its government."""
    place = assignment.place
    chance = chance_for(seed, "bodies", place.number)
    government = government_of(place)
    by_slot: dict[str, tuple[Body, ...]] = {"gov": (government,)}
    own = [] if place.often > 1 else [government]
    for slot, most in _MOST.items():
        chosen = chance.sample(_sorts(slot), _ROUNDS * most)[assignment.before :: _ROUNDS]
        by_slot[slot] = tuple(_own_body(place, sort, chance) for sort in chosen)
        own += by_slot[slot]
    by_slot["ministry"] = _ministries(place.country.alpha2)
    by_slot["org"] = _organisations()
    by_slot["network"] = _networks()
    return Cast(by_slot, tuple(own))


def government_of(place: InventedPlace) -> Body:
    """Return the government of a place."""
    table = read_table("names")["governments"][place.kind.value]
    names = tuple(name.replace("<place>", place.name) for name in table["name"])
    end = f" ({place.country.alpha3})" if place.kind is PlaceKind.COUNTRY else ""
    slug = f"{place.slug}-{table['slug']}"
    articles = _articles(table, names)
    return Body(slug, "Institution", table["kind"], (place.slug,), names, articles, end)


@dataclass(frozen=True, slots=True)
class _Sort:
    """Hold what makes a body: a kind such as an office, and a subject such as health."""

    slug: str
    kind: dict[str, Any]
    subject: Sequence[str]


@cache
def _sorts(slot: str) -> tuple[_Sort, ...]:
    table = read_table("names")
    return tuple(
        _Sort(f"{kind_slug}-of-{subject_slug}", kind, subject)
        for kind_slug, kind in table["kinds"][slot].items()
        for subject_slug, subject in table["subjects"].items()
    )


def _own_body(place: InventedPlace, sort: _Sort, chance: random.Random) -> Body:
    """Make a body of a place; some say in their names which place it is."""
    named = place.kind is not PlaceKind.COUNTRY and chance.random() < 0.4
    levels = _levels(sort.kind, place.kind)
    names = tuple(
        f"{sort.kind['name'][at].replace('<level>', levels[at])} {sort.subject[at]}"
        + (f" {_OF_PLACE[at]} {place.name}" if named else "")
        for at in range(len(LANGUAGES))
    )
    return Body(
        slug=f"{place.slug}-{sort.slug}",
        thing_class=sort.kind["class"],
        kind=sort.kind["kind"],
        places=(place.slug,),
        names=names,
        articles=_articles(sort.kind, names),
        label_end="" if named else f" ({place.name or place.country.alpha3})",
    )


def _levels(kind: dict[str, Any], place_kind: PlaceKind) -> Sequence[str]:
    """Return the word for the level of government, which agrees in gender with the noun."""
    table = read_table("names")["levels"][place_kind.value]
    genders = ("m", *kind["gender"])
    return [table[gender][at] for at, gender in enumerate(genders)]


def _articles(table: dict[str, Any], names: Sequence[str]) -> tuple[str, ...]:
    """Return the article of each name with the space behind it; French ones may be elided."""
    if "gender" not in table:
        return tuple(f"{article} " if article else "" for article in table["article"])
    articles = read_table("names")["articles"]
    found = [f"{articles[gender][at]} " for at, gender in enumerate(("m", *table["gender"]))]
    if names[_FRENCH].startswith(_VOWELS):
        found[_FRENCH] = "l'"
    return tuple(found)


def shared_bodies(countries: Iterable[str]) -> tuple[Body, ...]:
    """Return what profiles of several places may name, with the ministries of ``countries``."""
    ministries = [body for code in countries for body in _ministries(code)]
    return (*_organisations(), *_networks(), *ministries)


@cache
def _ministries(code: str) -> tuple[Body, ...]:
    country = country_of_code(code).alpha3.lower()
    return tuple(
        Body(
            slug=f"{country}-{slug}",
            thing_class="Institution",
            kind="national-government",
            places=(country,),
            names=tuple(names),
            articles=_articles({"gender": ["m", "m", "m"]}, names),
            label_end=f" ({country_name(code, Language.EN)})",
        )
        for slug, names in read_table("names")["ministries"].items()
    )


@lru_cache(maxsize=1)
def _organisations() -> tuple[Body, ...]:
    return tuple(
        Body(
            slug,
            each["class"],
            each["kind"],
            (),
            tuple(each["name"]),
            _articles(each, each["name"]),
        )
        for slug, each in read_table("names")["organisations"].items()
    )


@lru_cache(maxsize=1)
def _networks() -> tuple[Body, ...]:
    return tuple(
        Body(
            slug, "Network", "city-network", (), tuple(each["name"]), _articles(each, each["name"])
        )
        for slug, each in read_table("names")["networks"].items()
    )
