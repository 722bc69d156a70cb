"""Name the bodies, instruments and programmes of a place, and those that all places share."""

import random
from collections.abc import Iterable, Iterator, Sequence
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
    for slot in ("unit", "plan", "committee", "programme", "centre"):
        bodies = list(_own_bodies(slot, place, chance))
        chance.shuffle(bodies)
        by_slot[slot] = tuple(bodies[assignment.before :: _ROUNDS][:8])
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
    articles = _articles(table)
    return Body(slug, "Institution", table["kind"], (place.slug,), names, articles, end)


def _own_bodies(slot: str, place: InventedPlace, chance: random.Random) -> Iterator[Body]:
    table = read_table("names")
    for kind_slug, kind in table["kinds"][slot].items():
        levels = _levels(kind, place.kind)
        for subject_slug, subject in table["subjects"].items():
            named = place.kind is not PlaceKind.COUNTRY and chance.random() < 0.4
            yield Body(
                slug=f"{place.slug}-{kind_slug}-of-{subject_slug}",
                thing_class=kind["class"],
                kind=kind["kind"],
                places=(place.slug,),
                names=tuple(
                    f"{kind['name'][at].replace('<level>', levels[at])} {subject[at]}"
                    + (f" {_OF_PLACE[at]} {place.name}" if named else "")
                    for at in range(len(LANGUAGES))
                ),
                articles=_articles(kind),
                label_end="" if named else f" ({place.name or place.country.alpha3})",
            )


def _levels(kind: dict[str, Any], place_kind: PlaceKind) -> Sequence[str]:
    """Return the word for the level of government, which agrees in gender with the noun."""
    table = read_table("names")["levels"][place_kind.value]
    genders = ("m", *kind["gender"])
    return [table[gender][at] for at, gender in enumerate(genders)]


def _articles(table: dict[str, Any]) -> tuple[str, ...]:
    if "article" in table:
        return tuple(f"{article} " for article in table["article"])
    if "gender" not in table:
        return ("",) * len(LANGUAGES)
    articles = read_table("names")["articles"]
    genders = ("m", *table["gender"])
    return tuple(f"{articles[gender][at]} " for at, gender in enumerate(genders))


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
            articles=_articles({"gender": ["m", "m", "m"]}),
            label_end=f" ({country_name(code, Language.EN)})",
        )
        for slug, names in read_table("names")["ministries"].items()
    )


@lru_cache(maxsize=1)
def _organisations() -> tuple[Body, ...]:
    return tuple(
        Body(slug, each["class"], each["kind"], (), tuple(each["name"]), _articles(each))
        for slug, each in read_table("names")["organisations"].items()
    )


@lru_cache(maxsize=1)
def _networks() -> tuple[Body, ...]:
    return tuple(
        Body(slug, "Network", "city-network", (), tuple(each["name"]), _articles(each))
        for slug, each in read_table("names")["networks"].items()
    )
