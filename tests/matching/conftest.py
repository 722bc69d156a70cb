"""Give the packaged scheme, the cities' findings, and matchers that have learnt from them."""

import pytest

from benchmarks.matching.data import CITIES, read_city
from mgi_graph.matching import Indicator, LinkedFinding, Matcher, learn, read_scheme


@pytest.fixture(scope="session")
def scheme() -> tuple[Indicator, ...]:
    """Give the packaged scheme."""
    return read_scheme()


@pytest.fixture(scope="session")
def linked() -> list[LinkedFinding]:
    """Give the findings of the cities with the indicators that people gave them."""
    return [each.linked for city in CITIES for each in read_city(city)]


@pytest.fixture(scope="session")
def by_words(scheme: tuple[Indicator, ...], linked: list[LinkedFinding]) -> Matcher:
    """Give the matcher that needs no encoder."""
    return learn(scheme, linked, "words")


@pytest.fixture(scope="session")
def by_meaning(scheme: tuple[Indicator, ...], linked: list[LinkedFinding]) -> Matcher:
    """Give the matcher with the encoder that runs everywhere."""
    return learn(scheme, linked, "use")


@pytest.fixture(scope="session")
def best(scheme: tuple[Indicator, ...], linked: list[LinkedFinding]) -> Matcher:
    """Give the best matcher that this machine has; it learns from the scheme and few findings."""
    return learn(scheme, linked[:10])
