"""Offer composed profiles, and the folder of a small corpus."""

from pathlib import Path

import pytest

from benchmarks.corpus import ComposedProfile, compose_profile, write_corpus

MANY = 40


@pytest.fixture(scope="session")
def composed() -> list[ComposedProfile]:
    """Return the first forty profiles."""
    return [compose_profile(number) for number in range(MANY)]


@pytest.fixture(scope="session")
def corpus(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Return the folder of a corpus of forty profiles."""
    folder = tmp_path_factory.mktemp("corpus") / "forty"
    write_corpus(MANY, folder)
    return folder
