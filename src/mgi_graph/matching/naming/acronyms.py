"""Join names with what stands in brackets behind them: an acronym, or the name in full.

"Municipal Committee … (COMPREMI)" and "EDUMIGRA project (Formação …)" are two names of
one thing each.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from mgi_graph.matching.naming.heads import find_cue
from mgi_graph.matching.naming.reading import Candidate, Ground, Reading
from mgi_graph.matching.naming.tables import Head, load_word_set
from mgi_graph.matching.naming.tokens import Token, close_brackets
from mgi_graph.model import ThingClass, fold_name

_LONGEST_IN_BRACKETS = 30
_LONGEST_BEFORE = 14
_BEHIND_ACRONYM = frozenset({")", ",", ";", "–"})
_LEAST_LETTERS = 3
_CAPITALS_OF_A_NAME = 2


@dataclass(frozen=True, slots=True)
class Pair:
    """Hold two names of one thing."""

    name: Candidate
    other: Candidate


def find_pairs(reading: Reading, chosen: Sequence[Candidate]) -> list[Pair]:
    """Return the names of ``chosen``, and others found by their acronym, with what brackets say."""
    closing = close_brackets(reading.tokens)
    by_end = {each.end: each for each in chosen}
    pairs: list[Pair] = []
    for opening, end in closing.items():
        if not 1 < end - opening <= _LONGEST_IN_BRACKETS:
            continue
        inside = reading.tokens[opening + 1 : end]
        if _is_acronym(inside):
            name = by_end.get(opening) or _spelt_out(reading, opening, inside[0])
            length = 1
        else:
            name, length = _name_before(reading, opening, by_end, inside), len(inside)
        if name is not None:
            other = Candidate(opening + 1, opening + 1 + length, name.head, Ground.KNOWN)
            pairs.append(Pair(name, other))
    return pairs


def find_acronyms(reading: Reading, known: Mapping[str, Candidate]) -> list[Candidate]:
    """Return where the acronyms ``known`` stand, each of the class of its thing."""
    return [
        Candidate(at, at + 1, known[token.text].head, Ground.KNOWN)
        for at, token in enumerate(reading.tokens)
        if token.text in known
    ]


def _is_acronym(inside: Sequence[Token]) -> bool:
    first = inside[0]
    return (
        first.is_coined
        and first.is_capital
        and first.folded not in load_word_set("no_acronyms")
        and (len(inside) == 1 or inside[1].text in _BEHIND_ACRONYM)
    )


def _name_before(
    reading: Reading, opening: int, by_end: Mapping[int, Candidate], inside: Sequence[Token]
) -> Candidate | None:
    """Return the name that the words in brackets are another name of."""
    if not _is_name(inside):
        return None
    if opening in by_end:
        return by_end[opening]
    cue = find_cue(reading.tokens, opening - 1, reading.language)
    if cue is not None and opening - 1 in by_end:
        return by_end[opening - 1]
    before = reading.tokens[opening - 1] if opening else None
    if before is not None and before.is_acronym and len(before.text) >= _LEAST_LETTERS:
        head = reading.heads.get(opening + 1, (Head(ThingClass.INSTITUTION, ""), 1))[0]
        return Candidate(opening - 1, opening, head, Ground.KNOWN)
    return None


def _is_name(inside: Sequence[Token]) -> bool:
    capitals = sum(token.is_capital for token in inside)
    plain = not any(token.text in ",;" or token.text[0].isdigit() for token in inside)
    return plain and inside[0].is_capital and capitals >= _CAPITALS_OF_A_NAME


def _spelt_out(reading: Reading, opening: int, acronym: Token) -> Candidate | None:
    """Return the words before the brackets whose initials, in their order, are the acronym's.

    Small words may be passed over, capitalised ones may not.
    """
    letters = fold_name(acronym.text.removesuffix("s")).replace(" ", "")
    small = reading.words.links | reading.words.articles
    left, at = len(letters), opening
    while at > 0 and left and opening - at < _LONGEST_BEFORE:
        token = reading.tokens[at - 1]
        if not token.is_word:
            if token.text != ",":
                return None
        elif token.folded[0] == letters[left - 1]:
            left -= 1
        elif token.folded not in small:
            return None
        at -= 1
    if left or not reading.tokens[at].is_capital:
        return None
    head = reading.heads.get(at, (Head(ThingClass.INSTITUTION, ""), 1))[0]
    return Candidate(at, opening, head, Ground.HEAD)
