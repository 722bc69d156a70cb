"""Test how the proposals of names are measured."""

import hashlib

import pytest

from benchmarks.naming import read as naming_read
from benchmarks.naming.measure import MEASURES, find_span, measure
from benchmarks.naming.read import (
    SENTENCES,
    SHA256,
    GoldMention,
    GoldYear,
    Reading,
    Text,
    read_cities,
    read_held_back,
)

TEXT = "The Housing Plan (2018) and the Health Office help women. The Plan is new."


def reading(*mentions: GoldMention) -> Reading:
    """Return a reading of one text with its year and its group, and ``mentions``."""
    year = GoldYear(2018, "year", "(2018)", "plan")
    return Reading("x", TEXT, "en", mentions, (year,), (), frozenset({"women"}))


def test_the_held_back_sentences_are_the_frozen_ones() -> None:
    """Twelve in each language, and not a letter of them has changed."""
    assert hashlib.sha256(SENTENCES.read_bytes()).hexdigest() == SHA256
    languages = [text.readings[0].language for text in read_held_back()]
    assert {each: languages.count(each) for each in languages} == dict.fromkeys(
        ["en", "es", "fr", "pt"], 12
    )


def test_other_sentences_than_the_frozen_ones_are_refused(monkeypatch: pytest.MonkeyPatch) -> None:
    """Numbers of sentences that were changed would mean nothing."""
    monkeypatch.setattr(naming_read, "SHA256", "0" * 64)
    with pytest.raises(ValueError, match="are not to change"):
        read_held_back()


def test_a_held_out_city_brings_no_names_of_its_own() -> None:
    """What only the city itself names is not known when it is read."""
    for text in read_cities():
        own = {mention.thing for each in text.readings for mention in each.mentions}
        known = {thing.slug for thing in text.known}
        assert own - known
        assert not any(slug.startswith(f"{text.place}-") for slug in known)


def test_every_gold_mention_stands_where_it_says() -> None:
    """The span's words are the mention's."""
    for text in [*read_cities(), *read_held_back()]:
        for each in text.readings:
            for mention in each.mentions:
                start, end = find_span(each, mention)
                assert each.text[start:end] == mention.text


def test_right_missed_and_wrong_proposals_are_counted() -> None:
    """Of a plan, an office and a mention that points back, two are proposed; one is asked for."""
    plan = GoldMention("Housing Plan", 1, "plan", "PolicyInstrument")
    back = GoldMention("The Plan", 1, "plan", "PolicyInstrument", is_name=False)
    result = measure(Text("x", "xyz-town", (), (reading(plan, back),)))["en"]
    counts = {
        name: (score.right_found, score.found, score.right_proposed, score.proposed)
        for name, score in result.scores.items()
    }
    assert counts == {
        **dict.fromkeys(MEASURES, (1, 1, 1, 1)),
        "exact": (1, 2, 1, 2),
        "overlapping": (1, 2, 1, 2),
        "names": (1, 1, 1, 2),
        "same": (0, 0, 0, 0),
        "periods": (0, 0, 0, 0),
    }
    assert [defect for _, defect in result.defects] == [
        "mention: missed “The Plan” (points back, no name)",
        "mention: wrong “Health Office” (Institution)",
    ]
