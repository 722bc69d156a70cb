"""Read what the proposals of names are measured by: curated profiles and held-back sentences."""

import hashlib
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import yaml

from mgi_graph.matching.naming import KnownThing
from mgi_graph.model import CuratedFinding, Statement, Thing
from mgi_graph.pipeline.suggesting.examples import Example, Folder, know_things, load_packaged

SENTENCES = Path(__file__).with_name("held-back.yaml")
SHA256 = "4c6b709406f82cb38f36b17da22b36849ac3541f9b22bfbdd3c41a7d821573de"
"""Of the file of sentences: it was frozen before the first pattern was written."""


@dataclass(frozen=True, slots=True)
class GoldMention:
    """Hold a mention that a person found; ``thing`` is what other mentions of it share."""

    text: str
    occurrence: int
    thing: str
    thing_class: str
    is_name: bool = True


@dataclass(frozen=True, slots=True)
class GoldYear:
    """Hold a year that a person found; ``of`` is a thing, ``None`` for the practice."""

    year: int
    property: str
    text: str
    of: str | None


@dataclass(frozen=True, slots=True)
class GoldPeriod:
    """Hold a period that a person found."""

    first: int
    last: int
    text: str
    of: str


@dataclass(frozen=True, slots=True)
class Reading:
    """Hold a statement with all that a person found in it."""

    name: str
    text: str
    language: str
    mentions: tuple[GoldMention, ...]
    years: tuple[GoldYear, ...]
    periods: tuple[GoldPeriod, ...]
    groups: frozenset[str]


@dataclass(frozen=True, slots=True)
class Text:
    """Hold statements that are read together, with their place and what is known before."""

    title: str
    place: str
    known: tuple[KnownThing, ...]
    readings: tuple[Reading, ...]


def read_cities() -> list[Text]:
    """Return each city's profile; what is known before is what the other cities' files name."""
    folder = load_packaged()
    classes = {thing.slug: thing for thing in _things(folder)}
    return [
        Text(
            title=example.profile.place.name,
            place=example.name.rsplit("-", 1)[0],
            known=_known_without(example, folder),
            readings=tuple(
                _reading(row, finding.statements[0], classes) for row, finding in example.rows()
            ),
        )
        for example in folder.examples
    ]


def _things(folder: Folder) -> list[Thing]:
    return [*folder.shared, *(each for one in folder.examples for each in one.curation.things)]


def _known_without(held: Example, folder: Folder) -> tuple[KnownThing, ...]:
    """Return the things that the other profiles name, by the names that they give them."""
    others = [each for each in folder.examples if each is not held]
    named = {
        mention.thing for each in others for row, _ in each.rows() for mention in row.mentions or ()
    }
    return know_things(others, [each for each in _things(folder) if each.slug in named])


def _reading(row: CuratedFinding, statement: Statement, things: dict[str, Thing]) -> Reading:
    return Reading(
        name=row.finding.partition("/finding/")[2],
        text=statement.text,
        language=statement.language.value,
        mentions=tuple(
            GoldMention(
                each.text,
                each.occurrence or 1,
                each.thing,
                things[each.thing].thing_class.value,
                each.is_name,
            )
            for each in row.mentions or ()
        ),
        years=tuple(GoldYear(each.year, each.property, each.text, each.of) for each in row.years),
        periods=tuple(
            GoldPeriod(each.first, each.last, each.text, each.of) for each in row.periods
        ),
        groups=frozenset(row.groups),
    )


def read_held_back() -> list[Text]:
    """Return the held-back sentences, each a text of its own; everything curated is known.

    Raises ``ValueError`` if the file is not the one that was frozen.
    """
    held = SENTENCES.read_bytes()
    found = hashlib.sha256(held).hexdigest()
    if found != SHA256:
        message = f"{SENTENCES}: SHA-256 {found}, not {SHA256}: these sentences are not to change"
        raise ValueError(message)
    folder = load_packaged()
    known = know_things(folder.examples, _things(folder))
    return [
        Text(each["id"], each["place"], known, (_sentence(each),))
        for each in yaml.safe_load(held)["sentences"]
    ]


def _sentence(held: dict[str, Any]) -> Reading:
    mentions: Sequence[dict[str, Any]] = held.get("mentions", ())
    things = {each["text"]: each.get("thing", each["text"]) for each in mentions}
    years: Iterable[dict[str, Any]] = held.get("years", ())
    periods: Iterable[dict[str, Any]] = held.get("periods", ())
    return Reading(
        name=held["id"],
        text=held["text"],
        language=held["language"],
        mentions=tuple(
            GoldMention(
                each["text"], each.get("occurrence", 1), things[each["text"]], each["class"]
            )
            for each in mentions
        ),
        years=tuple(
            GoldYear(
                each["year"],
                each["property"],
                each["text"],
                things[each["of"]] if each.get("of") else None,
            )
            for each in years
        ),
        periods=tuple(
            GoldPeriod(each["first"], each["last"], each["text"], things[each["of"]])
            for each in periods
        ),
        groups=frozenset(held.get("groups", ())),
    )
