"""What is composed is varied, and the parser reads from it what was meant."""

from dataclasses import fields
from statistics import mean

import pytest

from benchmarks.corpus import ComposedProfile, compose_profile
from benchmarks.corpus.composing import ComposedSource
from benchmarks.corpus.layouts import WAYS, SourceLayout
from mgi_graph.model import DomainSlug, Language, PlaceKind, Profile, Status, normalise_space
from mgi_graph.parsing import SourceText, merge_language_versions, parse_profile


def _parse(source: ComposedSource) -> Profile:
    return parse_profile(SourceText(source.name, source.name, source.text, "0" * 64)).profile


def _statements(source: ComposedSource) -> list[str]:
    texts = map(normalise_space, source.statements)
    return [text if source.layout.stops else text.removesuffix(".") for text in texts]


def test_parser_reads_what_was_meant(composed: list[ComposedProfile]) -> None:
    """Every finding comes back in its list, in its language, word for word."""
    for profile in composed:
        for source in profile.sources:
            parsed = _parse(source)
            assert [(each.domain, each.status, each.position) for each in parsed.findings] == [
                (each.domain, each.status, each.position) for each in profile.findings
            ]
            found = [each.statements[0] for each in parsed.findings]
            assert [each.text for each in found] == _statements(source)
            assert {each.language for each in found} == {source.language}


def test_parser_reads_the_place_and_the_month(composed: list[ComposedProfile]) -> None:
    """Kind, name, country and month are those that the profile was assigned."""
    for profile in composed:
        place, issued = profile.assignment.place, profile.assignment.issued
        for source in profile.sources:
            parsed = _parse(source)
            assert parsed.issued == issued
            assert (parsed.place.kind, parsed.place.country) == (place.kind, place.country)
            assert parsed.place.name == normalise_space(place.name_in(source.language))


def test_parser_reads_introductions_where_there_are_any(composed: list[ComposedProfile]) -> None:
    """Those that say so name who led and who paid for a profile."""
    for source in (source for profile in composed for source in profile.sources):
        parsed = _parse(source)
        assert bool(parsed.descriptions) == (source.layout.introduction != "none")
        named = source.layout.introduction in {"full", "country"}
        assert len(parsed.contributors) == (2 if named else 0)


def test_language_versions_are_joined(composed: list[ComposedProfile]) -> None:
    """The sources of a profile in two languages are one profile to the parser."""
    versions = [each for each in composed if len(each.sources) == 2]
    assert len(versions) == 4
    for profile in versions:
        (merged,) = merge_language_versions(map(_parse, profile.sources))
        assert merged.languages == profile.assignment.languages
        assert all(len(each.statements) == 2 for each in merged.findings)


@pytest.mark.parametrize("concern", [field.name for field in fields(SourceLayout)])
def test_forty_profiles_show_every_layout(composed: list[ComposedProfile], concern: str) -> None:
    """Each way to lay out a profile occurs, and so few profiles suffice to test with."""
    sources = [source for profile in composed for source in profile.sources]
    assert {getattr(source.layout, concern) for source in sources} >= set(WAYS[concern])


def test_forty_profiles_show_every_language_and_kind_of_place(
    composed: list[ComposedProfile],
) -> None:
    """All four languages lead a profile, and cities, regions and countries have one."""
    assert {profile.sources[0].language for profile in composed} == set(Language)
    assert {profile.assignment.place.kind for profile in composed} == set(PlaceKind)


@pytest.fixture(scope="module")
def two_hundred() -> list[ComposedProfile]:
    """Return so many profiles that rare things occur."""
    return [compose_profile(number, seed=1) for number in range(200)]


def test_profiles_are_as_long_as_real_ones(two_hundred: list[ComposedProfile]) -> None:
    """Findings are some thirty-five a profile, from about ten to about seventy."""
    lengths = [len(each.findings) for each in two_hundred]
    assert 32 <= mean(lengths) <= 38
    assert 10 <= min(lengths) <= 15
    assert 60 <= max(lengths) <= 70


def test_statements_are_as_long_as_real_ones(composed: list[ComposedProfile]) -> None:
    """Most have 18 to 60 words, and some more than one sentence."""
    texts = [text for each in composed for text in each.sources[0].statements]
    words = [len(text.split()) for text in texts]
    assert min(words) >= 6
    assert max(words) <= 70
    assert sum(18 <= count <= 60 for count in words) > 0.7 * len(words)
    assert 0.1 < sum(". " in text for text in texts) / len(texts) < 0.35


def test_texts_are_varied(two_hundred: list[ComposedProfile]) -> None:
    """Few statements stand in two profiles, and some do."""
    texts = [text for each in two_hundred for text in each.sources[0].statements]
    assert 0.95 * len(texts) < len(set(texts)) < 0.999 * len(texts)


def test_some_profiles_leave_out_a_domain_or_a_list(composed: list[ComposedProfile]) -> None:
    """Silence is no finding, so a list may be missing."""
    domains = {len({each.domain for each in profile.findings}) for profile in composed}
    lists = {len({(each.domain, each.status) for each in each_.findings}) for each_ in composed}
    assert domains == {len(DomainSlug) - 1, len(DomainSlug)}
    assert len(DomainSlug) * len(Status) in lists
    assert min(lists) < len(DomainSlug) * len(Status)
