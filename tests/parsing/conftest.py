"""Offer the real sources and short ways to parse a text."""

from collections.abc import Callable
from pathlib import Path

import pytest

from mgi_graph.assets import SOURCES_DIR
from mgi_graph.errors import ManyErrors
from mgi_graph.parsing import ParsedProfile, SourceText, parse_profile, read_source

MEDELLIN = "col-medellin-2022-09.txt"
MONTE_PATRIA = "chl-monte-patria-2024-09.txt"
MANAUS = "bra-manaus-2023-10.txt"

Parse = Callable[[str], ParsedProfile]
Problems = Callable[[str], list[str]]


def _source(text: str) -> SourceText:
    return SourceText(path="in/profile.txt", name="profile.txt", text=text, sha256="0" * 64)


@pytest.fixture(scope="session")
def parse() -> Parse:
    """Return a function that parses a text."""
    return lambda text: parse_profile(_source(text))


@pytest.fixture(scope="session")
def problems() -> Problems:
    """Return a function that gives the messages for a text that is no good."""

    def messages(text: str) -> list[str]:
        with pytest.raises(ManyErrors) as caught:
            parse_profile(_source(text))
        return [str(error) for error in caught.value.errors]

    return messages


@pytest.fixture(scope="session")
def real() -> dict[str, ParsedProfile]:
    """Return the three real profiles by their file's name."""
    paths = sorted(Path(SOURCES_DIR).glob("*.txt"))
    assert [path.name for path in paths] == [MANAUS, MONTE_PATRIA, MEDELLIN]
    return {path.name: parse_profile(read_source(path)) for path in paths}


@pytest.fixture(scope="session")
def medellin(real: dict[str, ParsedProfile]) -> str:
    """Return the text of Medellín's profile."""
    return real[MEDELLIN].source.text


@pytest.fixture(scope="session")
def manaus(real: dict[str, ParsedProfile]) -> str:
    """Return the text of Manaus's profile."""
    return real[MANAUS].source.text


@pytest.fixture
def write(tmp_path: Path) -> Callable[[str], Path]:
    """Return a function that writes a text into a YAML file."""

    def write_text(text: str) -> Path:
        path = tmp_path / "findings.yaml"
        path.write_text(text, encoding="utf-8")
        return path

    return write_text
