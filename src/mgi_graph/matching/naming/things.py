"""Tell which thing a name is of: one that is known, one named before, or a new one."""

import hashlib
import re
from collections.abc import Set as AbstractSet
from dataclasses import dataclass, field

from mgi_graph.matching.naming.model import KnownThing
from mgi_graph.matching.naming.tables import LANGUAGES, Head, load_small_words, load_word_set
from mgi_graph.model import fold_name, slugify

_NATIONAL = load_word_set("national")
_OF_THE_PLACE = load_word_set("of_the_place")
_SMALL: frozenset[str] = frozenset().union(
    *(load_small_words(each).links | load_small_words(each).articles for each in LANGUAGES)
)
_POSSESSIVE = re.compile(r"['’]s\b")
_LONGEST_SLUG = 100
_OTHER_CHARACTERS = re.compile(r"[^a-z0-9]+")
_DIGEST_LENGTH = 8
_LEAST_WORDS = 2


def is_of_place(thing: KnownThing, place: str, text: str) -> bool:
    """Say whether ``text``, a name of ``thing`` in a statement on ``place``, means that thing.

    It does if the thing is international, of the place itself or of its country, or if
    the text says the place.

    >>> from mgi_graph.model import ThingClass
    >>> office = KnownThing("mayors-office", ThingClass.INSTITUTION, "", (), ("col-medellin",))
    >>> is_of_place(office, "col-cali", "Mayor's Office")
    False
    >>> is_of_place(office, "col-cali", "Mayor's Office of Medellín")
    True
    """
    country = place.partition("-")[0]
    if not thing.places or place in thing.places or country in thing.places:
        return True
    folded = f" {fold_name(text)} "
    names = (each.partition("-")[2].replace("-", " ") for each in thing.places)
    return any(name and f" {name} " in folded for name in names)


def make_slug(name: str, place: str) -> str:
    """Make the slug of a new thing: its place's, then that of its name.

    A national thing has its country's. The place's name is not said twice. A name that is too
    long, or has letters of other scripts than the Latin one, has a digest instead of the
    rest, so that two such names do not become one.

    >>> make_slug("Manaus Health Secretariat", "bra-manaus")
    'bra-manaus-health-secretariat'
    >>> make_slug("Municipalidad de Monte Patria", "chl-monte-patria")
    'chl-monte-patria-municipalidad'
    >>> make_slug("National Anti-trafficking in Persons Strategy", "col-medellin")
    'col-national-anti-trafficking-in-persons-strategy'
    >>> make_slug("Council of Київ", "ukr-lviv")
    'ukr-lviv-council-of-1621e123'
    """
    country, _, own = place.partition("-")
    words = fold_name(_POSSESSIVE.sub("s", name)).split()
    before = country if _NATIONAL & set(words) else place
    kept = _without_place(words, own.split("-")) or words
    slug = f"{before}-{slugify(' '.join(kept))}"
    plain = _OTHER_CHARACTERS.sub("-", slug).strip("-")
    if plain == slug and len(slug) <= _LONGEST_SLUG:
        return slug
    digest = hashlib.sha256(slug.encode()).hexdigest()[:_DIGEST_LENGTH]
    return f"{plain[: _LONGEST_SLUG - _DIGEST_LENGTH - 1].rstrip('-')}-{digest}"


def _without_place(words: list[str], place: list[str]) -> list[str]:
    """Drop the place from either end of a name, and the small words before it."""
    count = len(place)
    if words[:count] == place:
        words = words[count:]
    if words[-count:] == place:
        words = words[:-count]
        while words and words[-1] in _SMALL:
            words = words[:-1]
    return words


def key_of(name: str, place: str) -> str:
    """Return what two names of one thing of a place have in common.

    Small words, the place, words such as "municipal", years and periods do not count.

    >>> key_of("Política Comunal para la Inclusión Social", "chl-monte-patria")
    'politica inclusion social'
    >>> key_of("Municipal Secretariat of Education of Manaus", "bra-manaus")
    'secretariat education'
    """
    own = place.partition("-")[2].split("-")
    words = [
        word
        for word in fold_name(name).split()
        if word not in _SMALL and not (word.isdigit() and len(word) > _LEAST_WORDS)
    ]
    kept = [each for each in _without_place(words, own) if each not in _OF_THE_PLACE]
    return " ".join(kept if len(kept) >= _LEAST_WORDS else words)


@dataclass(slots=True)
class Entry:
    """Hold a thing that a profile names: its slug, class and kind, and its names."""

    slug: str
    is_new: bool
    head: Head
    names: dict[str, str] = field(default_factory=dict)
    """Each name with its language, in the order in which they were met."""

    def as_known(self, place: str) -> KnownThing:
        """Return the thing as one that is known for the rest of the profile."""
        return KnownThing(
            self.slug, self.head.thing_class, self.head.kind, tuple(self.names.items()), (place,)
        )


@dataclass(slots=True)
class Register:
    """Keep the things that a profile has named so far; no new one has a slug of ``taken``."""

    place: str
    known_slugs: frozenset[str] = frozenset()
    taken: AbstractSet[str] = frozenset()
    entries: dict[str, Entry] = field(default_factory=dict)
    """By slug."""
    _slugs: dict[str, str] = field(default_factory=dict)

    def enter(self, name: str, language: str, head: Head, known: KnownThing | None = None) -> Entry:
        """Return the thing that ``name`` is of, a new one if there is none yet."""
        key = key_of(name, self.place)
        if known is not None and is_of_place(known, self.place, name):
            slug, head = known.slug, Head(known.thing_class, known.kind)
        else:
            slug = self._slugs.get(key) or self._make_slug(name, head)
        entry = self.entries.get(slug) or Entry(slug, slug not in self.known_slugs, head)
        self.entries[entry.slug] = entry
        self._slugs.setdefault(key, entry.slug)
        entry.names.setdefault(name, language)
        return entry

    def _make_slug(self, name: str, head: Head) -> str:
        slug = make_slug(name, self.place)
        while slug in self.taken:
            slug += f"-{head.kind or slugify(head.thing_class.value)}"
        return slug

    def as_known(self) -> tuple[KnownThing, ...]:
        """Return every thing named so far, as one that is known of this place."""
        return tuple(each.as_known(self.place) for each in self.entries.values())

    def join(self, entry: Entry, name: str, language: str) -> None:
        """Keep ``name`` as another name of the thing of ``entry``."""
        self._slugs.setdefault(key_of(name, self.place), entry.slug)
        entry.names.setdefault(name, language)
