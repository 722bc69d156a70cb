"""Propose stretches of a statement that may name a thing, each with its class and kind."""

from collections.abc import Iterator, Sequence

from mgi_graph.matching.naming.complements import follow_adjectives, follow_complements
from mgi_graph.matching.naming.heads import CUED, find_cue
from mgi_graph.matching.naming.quotes import find_quoted
from mgi_graph.matching.naming.reading import Candidate, Ground, Reading
from mgi_graph.matching.naming.runs import LONGEST, YEARS, Run, RunFinder
from mgi_graph.matching.naming.tables import Head, load_word_set
from mgi_graph.model import ThingClass

_LINKS_OF_MOTTOES = frozenset({"es", "que", "sin", "sem", "sans", "is", "are"})
_BODIES_IN_FRONT = frozenset({"university", ""})
_CONTRACTED = frozenset({"del", "do", "da", "dos", "das", "du", "al", "ao", "aux"})
"""Prepositions that hold an article."""

_UNNAMED = Head(ThingClass.INSTITUTION, "")


def find_candidates(reading: Reading) -> list[Candidate]:
    """Return every candidate of ``reading``; they may overlap."""
    return [*_known(reading), *find_quoted(reading), *_runs(reading)]


def select(candidates: Sequence[Candidate]) -> list[Candidate]:
    """Choose candidates that do not overlap: the longest first, then the best founded."""
    chosen: list[Candidate] = []
    taken: set[int] = set()
    order = sorted(candidates, key=lambda each: (each.start - each.end, -each.ground, each.start))
    for each in order:
        places = range(each.start, each.end)
        if taken.isdisjoint(places):
            taken.update(places)
            chosen.append(each)
    return sorted(chosen, key=lambda each: each.start)


def _known(reading: Reading) -> Iterator[Candidate]:
    for at, (thing, length) in reading.known.items():
        yield Candidate(at, at + length, Head(thing.thing_class, thing.kind), Ground.KNOWN, thing)


def _runs(reading: Reading) -> Iterator[Candidate]:
    finder = RunFinder(
        reading.tokens,
        reading.words,
        reading.heads,
        {at: length for at, (_, length) in reading.known.items()},
        heads_come_first=reading.language != "en",
    )
    for run in finder.find():
        if run.end - run.start < LONGEST:
            candidate = _of_run(reading, finder, run)
            if candidate is not None:
                yield candidate


def _of_run(reading: Reading, finder: RunFinder, run: Run) -> Candidate | None:
    cue = _cue_before(reading, run)
    if cue is not None and cue.thing_class in CUED:
        return Candidate(run.start, _end_of_motto(reading, run), cue, Ground.CUE)
    heads = _own_heads(reading, run)
    end = _follow(reading, run, heads)
    if heads:
        at = _telling_head(reading, run, heads)
        head, length = reading.heads[at]
        if end - run.start > length and not _is_generic(reading, Run(run.start, end), at, length):
            return Candidate(run.start, end, head, Ground.HEAD)
        if length > 1 and end - run.start == length and head.kind != "":
            return Candidate(run.start, end, head, Ground.HEAD)
    if cue is not None:
        return Candidate(run.start, _end_of_motto(reading, run), cue, Ground.CUE)
    return _by_surroundings(reading, finder, run, has_head=bool(heads))


def _own_heads(reading: Reading, run: Run) -> list[int]:
    """Return where the head nouns of a run stand.

    Spanish, French and Portuguese names begin with theirs, an adjective aside.
    """
    return [
        at
        for at in range(run.start, run.end)
        if at in reading.heads
        and (
            reading.language == "en"
            or at <= run.start + 1
            or (
                find_cue(reading.tokens, at, "en") is not None
                and find_cue(reading.tokens, at, reading.language) is None
            )
        )
    ]


def _cue_before(reading: Reading, run: Run) -> Head | None:
    """Return the noun in small letters that introduces a run: "el programa …"."""
    at = run.start - 1
    cue = find_cue(reading.tokens, at, reading.language)
    if cue is None or reading.tokens[at].is_capital or not _may_stand_before(cue):
        return None
    return cue


def _follow(reading: Reading, run: Run, heads: Sequence[int]) -> int:
    """Return the end of a run that goes on in small letters behind its head noun."""
    if not heads or heads[0] != run.start:
        return run.end
    if _has_small_words(reading, run):
        is_french = reading.language == "fr"
        if not is_french:
            return run.end
        return follow_adjectives(reading.tokens, run.end, "fr", reading.heads)
    end = follow_complements(
        reading.tokens, run.end, reading.language, reading.words, reading.heads
    )
    dated = end < len(reading.tokens) and YEARS.fullmatch(reading.tokens[end].text) is not None
    return end + 1 if dated else end


def _has_small_words(reading: Reading, run: Run) -> bool:
    """Say whether small words stand inside ``run``."""
    return any(not reading.tokens[at].is_capital for at in range(run.start, run.end))


def _telling_head(reading: Reading, run: Run, heads: Sequence[int]) -> int:
    """Return which of the head nouns tells the class.

    It is the first in Spanish, French and Portuguese, and in English the last before the
    first small word ("Social Services Directorate of …"), or else the last of all.
    """
    if reading.language != "en" or not _is_english(reading, heads):
        return heads[0]
    small = next(
        (at for at in range(run.start, run.end) if not reading.tokens[at].is_capital), run.end
    )
    before = [at for at in heads if at < small]
    return (before or heads)[-1]


def _is_english(reading: Reading, heads: Sequence[int]) -> bool:
    return find_cue(reading.tokens, heads[-1], "en") is not None or len(heads) == 1


def _is_generic(reading: Reading, run: Run, at: int, length: int) -> bool:
    """Say whether a run is no more than "Local Government" or "Gobierno local"."""
    head = reading.heads[at][0]
    others = [
        reading.word(each) for each in range(run.start, run.end) if not at <= each < at + length
    ]
    return head.kind in {"national-government", "local-government"} and set(others) <= {
        "local",
        "locale",
        "the",
        "state",
        "central",
    }


def _by_surroundings(
    reading: Reading, finder: RunFinder, run: Run, *, has_head: bool
) -> Candidate | None:
    """Propose a run by the noun behind it, or by its article and capitals alone."""
    tokens, words = reading.tokens, reading.words
    behind = find_cue(tokens, run.end, "en") if reading.language == "en" else None
    is_named = run.end - run.start > 1 or tokens[run.start].is_coined
    if behind is not None and behind.thing_class in CUED and is_named:
        return Candidate(run.start, run.end, behind, Ground.CUE)
    if reading.word(run.end) in load_word_set("government") and not finder.begins_sentence(
        run.start
    ):
        return Candidate(
            run.start, run.end + 1, Head(ThingClass.INSTITUTION, "national-government"), Ground.CUE
        )
    if has_head or finder.begins_sentence(run.start) or not _has_article(reading, run.start):
        return None
    capitals = [at for at in range(run.start, run.end) if tokens[at].is_capital]
    folded = {tokens[at].folded for at in range(run.start, run.end)}
    if len(capitals) == 1 or folded & load_word_set("territories") or folded & words.conjunctions:
        return None
    return Candidate(run.start, run.end, _UNNAMED, Ground.CAPITALS)


def _may_stand_before(cue: Head) -> bool:
    return (
        cue.thing_class in CUED
        or cue.thing_class is ThingClass.POLICY_INSTRUMENT
        or cue.kind in _BODIES_IN_FRONT
    )


def _end_of_motto(reading: Reading, run: Run) -> int:
    """Return the end of "Nadie es Ilegal": verbs and the like stand in mottoes too."""
    end = run.end
    while reading.word(end) in _LINKS_OF_MOTTOES and end + 1 < len(reading.tokens):
        if not reading.tokens[end + 1].is_capital:
            break
        end += 2
    return end


def _has_article(reading: Reading, at: int) -> bool:
    before = reading.word(at - 1)
    return before in reading.words.articles or before in _CONTRACTED
