"""Propose what statements name: things, their years and periods, and population groups."""

from collections.abc import Iterable, Sequence
from collections.abc import Set as AbstractSet
from dataclasses import dataclass
from itertools import islice
from typing import NamedTuple

from mgi_graph.matching.naming.acronyms import Pair, find_acronyms, find_pairs
from mgi_graph.matching.naming.candidates import find_candidates, select
from mgi_graph.matching.naming.groups import find_groups
from mgi_graph.matching.naming.heads import Phrases
from mgi_graph.matching.naming.model import KnownThing, NamedMention, NamedPeriod, NamedYear, Names
from mgi_graph.matching.naming.reading import Candidate, Reading
from mgi_graph.matching.naming.tables import LANGUAGES, load_international
from mgi_graph.matching.naming.things import Entry, Register
from mgi_graph.matching.naming.years import Dating, YearReader
from mgi_graph.model import fold_name

MOST = 100
"""Mentions, and years, proposed for one statement; a text that names more is no statement."""

_FALLBACK = "en"


class Statement(NamedTuple):
    """Hold a finding's words and their language."""

    text: str
    language: str


def propose_names(text: str, language: str, known: Sequence[KnownThing], place: str) -> Names:
    """Propose what ``text``, a statement on ``place`` (a slug), names.

    ``known`` are things with the names that sources give them. Years are of things of
    this text alone. A language without patterns is read with the English ones.

    >>> names = propose_names("The Youth Council (YC), created in 2019.", "en", (), "xyz-town")
    >>> [(each.text, each.thing_slug) for each in names.mentions]
    [('Youth Council', 'xyz-town-youth-council'), ('YC', 'xyz-town-youth-council')]
    >>> [(each.property.value, each.text) for each in names.years]
    [('creationYear', 'created in 2019')]
    """
    return propose_for_profile((Statement(text, language),), known, place)[0]


def propose_for_profile(
    statements: Sequence[Statement],
    known: Sequence[KnownThing],
    place: str,
    taken: AbstractSet[str] = frozenset(),
) -> tuple[Names, ...]:
    """Propose what each of a profile's statements names.

    They are read twice: a name, or an acronym, that one statement introduces is known
    when the others are read, wherever they stand. New things have no slug of ``taken``.
    """
    register = Register(place, frozenset(each.slug for each in known), taken)
    things = (*sorted(known, key=lambda each: place not in each.places), *load_international())
    names = _index(things)
    for statement in statements:
        _read(statement, names, register)
    names = _index((*register.as_known(), *things))
    return tuple(_propose(statement, names, register) for statement in statements)


def _index(things: Iterable[KnownThing]) -> Phrases[KnownThing]:
    return Phrases(
        (tuple(fold_name(name).split()), thing) for thing in things for name, _ in thing.names
    )


@dataclass(frozen=True, slots=True)
class _Found:
    """Hold a name that was found, and its thing."""

    candidate: Candidate
    entry: Entry


def _read(
    statement: Statement, names: Phrases[KnownThing], register: Register
) -> tuple[Reading, list[_Found]]:
    """Find the names of a statement, from left to right, and enter their things."""
    language = statement.language if statement.language in LANGUAGES else _FALLBACK
    reading = Reading.of(statement.text, language, names)
    chosen = select(find_candidates(reading))
    pairs = find_pairs(reading, chosen)
    paired = [each for pair in pairs for each in (pair.name, pair.other)]
    chosen = select([*chosen, *paired])[:MOST]
    found = _enter(reading, chosen, pairs, register)
    acronyms = {
        reading.words_of(each.candidate): each
        for each in found
        if each.candidate.end - each.candidate.start == 1
        and reading.tokens[each.candidate.start].is_coined
    }
    again = find_acronyms(reading, {text: each.candidate for text, each in acronyms.items()})
    by_span = {each.candidate.span: each for each in found}
    return reading, [
        by_span.get(each.span) or _Found(each, acronyms[reading.words_of(each)].entry)
        for each in select([*(each.candidate for each in found), *again])[:MOST]
    ]


def _enter(
    reading: Reading, chosen: Sequence[Candidate], pairs: Sequence[Pair], register: Register
) -> list[_Found]:
    """Enter the things of ``chosen``; two names that brackets join are of one thing.

    Words in brackets are no name of a thing if what stands before them was not chosen.
    """
    spans = {each.span: each for each in chosen}
    others = {pair.other.span: pair.name.span for pair in pairs}
    found: dict[tuple[int, int], _Found] = {}
    for each in sorted(chosen, key=lambda each: each.span in others):
        name = others.get(each.span)
        if name is not None and name in found:
            entry = found[name].entry
            register.join(entry, reading.words_of(each), reading.language)
        elif name is not None and each.known is None:
            continue
        else:
            other = next((spans.get(a) for a, b in others.items() if b == each.span), None)
            known = each.known or (other.known if other is not None else None)
            entry = register.enter(reading.words_of(each), reading.language, each.head, known)
        found[each.span] = _Found(each, entry)
    return sorted(found.values(), key=lambda each: each.candidate.start)


def _propose(statement: Statement, names: Phrases[KnownThing], register: Register) -> Names:
    text = statement.text
    reading, found = _read(statement, names, register)
    mentions = tuple(_mentions(text, reading, found))
    datings = _once(islice(YearReader(reading.tokens, mentions, reading.language).read(), MOST))
    return Names(
        mentions=mentions,
        years=tuple(_years(text, datings)),
        periods=tuple(_periods(text, datings)),
        groups=_groups(reading, found),
    )


def _once(datings: Iterable[Dating]) -> list[Dating]:
    """Return each year of a thing once, where it stands first: a statement states it once."""
    found: dict[tuple[object, ...], Dating] = {}
    for each in datings:
        owner = None if each.of is None else each.of.thing_slug
        found.setdefault((each.first, each.last, each.property, owner), each)
    return list(found.values())


def _mentions(text: str, reading: Reading, found: Sequence[_Found]) -> Iterable[NamedMention]:
    for each in found:
        words = reading.words_of(each.candidate)
        start = reading.tokens[each.candidate.start].start
        stands, occurrence = _occurrence(text, words, start)
        if stands:
            head = each.entry.head
            yield NamedMention(
                words,
                start,
                occurrence,
                each.entry.slug,
                each.entry.is_new,
                head.thing_class,
                head.kind,
            )


def _occurrence(text: str, words: str, start: int) -> tuple[bool, int | None]:
    """Say whether ``words`` can be pointed to at ``start``, and as which of several.

    >>> _occurrence("a Plan and a Plan", "Plan", 13)
    (True, 2)
    """
    count, at, wanted = 0, text.find(words), 0
    while at >= 0:
        count += 1
        wanted = count if at == start else wanted
        at = text.find(words, at + len(words))
    return wanted > 0, wanted if count > 1 else None


def _years(text: str, datings: Iterable[Dating]) -> Iterable[NamedYear]:
    for each in datings:
        if each.last is None:
            words = text[each.start : each.end]
            _, occurrence = _occurrence(text, words, each.start)
            of = None if each.of is None else each.of.thing_slug
            yield NamedYear(each.first, each.property, words, each.start, occurrence, of)


def _periods(text: str, datings: Iterable[Dating]) -> Iterable[NamedPeriod]:
    for each in datings:
        if each.last is not None and each.of is not None:
            words = text[each.start : each.end]
            _, occurrence = _occurrence(text, words, each.start)
            yield NamedPeriod(
                each.first, each.last, words, each.start, occurrence, each.of.thing_slug
            )


def _groups(reading: Reading, found: Sequence[_Found]) -> tuple[str, ...]:
    """Return the groups that the statement speaks of, names of international bodies aside."""
    silent = {
        at
        for each in found
        if each.entry.head.kind == "international-organisation"
        for at in range(each.candidate.start, each.candidate.end)
    }
    return find_groups(
        [token for at, token in enumerate(reading.tokens) if at not in silent], reading.language
    )
