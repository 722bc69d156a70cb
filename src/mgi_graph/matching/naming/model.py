"""Hold what a text names, and what is known before it is read."""

from dataclasses import dataclass

from mgi_graph.model import ThingClass, YearProperty


@dataclass(frozen=True, slots=True)
class KnownThing:
    """Describe a thing by the names that sources give it.

    ``names`` are pairs of a name and its language. ``places`` are slugs, none for what is
    international: a name such as "Mayor's Office" means this thing only in a text on one
    of its places, or where the text says the place.
    """

    slug: str
    thing_class: ThingClass
    kind: str
    names: tuple[tuple[str, str], ...]
    places: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class NamedMention:
    """Say that ``text``, which begins at ``start``, names a thing.

    ``occurrence`` counts from 1 and is there where the text stands more than once; as
    ``str.count`` does, it counts occurrences that do not overlap. ``kind`` is empty where
    unsure.
    """

    text: str
    start: int
    occurrence: int | None
    thing_slug: str
    is_new: bool
    thing_class: ThingClass
    kind: str

    @property
    def end(self) -> int:
        """Return where the text behind the mention begins."""
        return self.start + len(self.text)


@dataclass(frozen=True, slots=True)
class NamedYear:
    """Say that ``text`` gives a year of the thing ``of``, or, if ``None``, of the practice."""

    year: int
    property: YearProperty
    text: str
    start: int
    occurrence: int | None
    of: str | None


@dataclass(frozen=True, slots=True)
class NamedPeriod:
    """Say that ``text`` gives the period of the thing ``of``; its first and last year count."""

    first: int
    last: int
    text: str
    start: int
    occurrence: int | None
    of: str


@dataclass(frozen=True, slots=True)
class Names:
    """Hold all that a text names, each in the order of the text; ``groups`` are slugs."""

    mentions: tuple[NamedMention, ...] = ()
    years: tuple[NamedYear, ...] = ()
    periods: tuple[NamedPeriod, ...] = ()
    groups: tuple[str, ...] = ()
