"""Test what holds of every text, hostile ones included."""

import sys
from collections.abc import Callable

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from mgi_graph.matching.naming import (
    KnownThing,
    NamedMention,
    NamedPeriod,
    NamedYear,
    propose_names,
)
from mgi_graph.model import ThingClass

PLACE = "xyz-newbridge"
KNOWN = (
    KnownThing("xyz-house", ThingClass.INSTITUTION, "", (("Casa Abierta", "es"), ("CAB", "es"))),
)

_WORDS = st.sampled_from(
    [
        "The", "the", "of", "and", "y", "de la", "para", "et de l’", "d’", "Plan", "plan",
        "Secretariat", "Oficina", "Comité", "Schéma", "directeur", "Casa Abierta", "CAB", "(CAB)",
        "(", ")", "“", "”", '"', "«", "»", ",", ".", "in 2021", "(2018)", "2020-2023", "2015–2030",
        "created in 2019", "desde", "Ley N.º 45", "No.", "Newbridge", "programa", "Mayor's Office",
        "theTerritorial", "mujeres", "victims", "trafficking", "é", "İ", "ß", "\u0301", "日本",
    ]
)  # fmt: skip
_TEXTS = st.one_of(st.text(max_size=80), st.lists(_WORDS, max_size=30).map(" ".join))
_LANGUAGES = st.sampled_from(["en", "es", "fr", "pt", "de", ""])


@settings(deadline=None, max_examples=300)
@given(_TEXTS, _LANGUAGES)
def test_what_is_proposed_can_be_pointed_to(text: str, language: str) -> None:
    """Spans are stretches of the text, none over another, and their occurrence finds them."""
    names = propose_names(text, language, KNOWN, PLACE)
    behind = 0
    for mention in names.mentions:
        assert mention.start >= behind
        assert text[mention.start : mention.end] == mention.text != ""
        behind = mention.end
    found: list[NamedMention | NamedYear | NamedPeriod]
    found = [*names.mentions, *names.years, *names.periods]
    for each in found:
        before = text[: each.start].count(each.text)
        assert text.startswith(each.text, each.start)
        assert (each.occurrence is None) == (text.count(each.text) == 1)
        assert each.occurrence is None or each.occurrence == before + 1


@settings(deadline=None, max_examples=100)
@given(_TEXTS, _LANGUAGES)
def test_the_same_text_gives_the_same_names(text: str, language: str) -> None:
    """Nothing depends on what was read before."""
    first = propose_names(text, language, KNOWN, PLACE)
    propose_names("The Border Commission (CAX) was created in 2019.", "en", KNOWN, PLACE)
    assert propose_names(text, language, KNOWN, PLACE) == first


@settings(deadline=None, max_examples=100)
@given(_TEXTS, _LANGUAGES)
def test_years_and_periods_are_of_things_that_are_mentioned(text: str, language: str) -> None:
    """A year is of a mentioned thing or of the practice, a period of a mentioned thing."""
    names = propose_names(text, language, KNOWN, PLACE)
    slugs = {each.thing_slug for each in names.mentions}
    assert {each.of for each in names.years} <= {None, *slugs}
    assert {each.of for each in names.periods} <= slugs
    assert all(each.first <= each.last for each in names.periods)


def count_lines(work: Callable[[], object]) -> int:
    """Return how many lines of Python ``work`` runs through."""
    lines = 0

    def trace(frame: object, event: str, argument: object) -> object:
        nonlocal lines
        lines += event == "line"
        return trace

    before = sys.gettrace()
    sys.settrace(trace)  # type: ignore[arg-type]
    try:
        work()
    finally:
        sys.settrace(before)
    return lines


HOSTILE = [
    "Plan Secretariat Newbridge ",
    "Plan of the ",
    "Secretariat of A, ",
    "Plan and the ",
    "Plan A (AB) ",
    "A ",
    "“",
    '"A ',
    "(",
    "((A) ",
    "in 2021 ",
    "(2021) ",
    "created in 2021, ",
    "Law No. ",
    "Bureau d’accueil de ",
    "victims trafficking ",
    "Police de A sociale et de ",
    "a-",
]


@pytest.mark.parametrize("language", ["en", "fr"])
@pytest.mark.parametrize("part", HOSTILE)
def test_the_work_grows_as_the_text_does(part: str, language: str) -> None:
    """Four times the text is less than eight times the work; twelve to sixteen were quadratic."""
    propose_names(part, language, KNOWN, PLACE)
    short, long = (part * (size // len(part)) for size in (1_200, 4_800))
    little = count_lines(lambda: propose_names(short, language, KNOWN, PLACE))
    much = count_lines(lambda: propose_names(long, language, KNOWN, PLACE))
    assert much < 8 * little


def test_a_hundred_thousand_capital_words_are_read() -> None:
    """A long text is read to its end; what goes on for longer than a name does is none."""
    names = propose_names("Wordy " * 16_000 + ". The Housing Plan (2018) helps.", "en", (), PLACE)
    assert [each.text for each in names.mentions] == ["Housing Plan"]
