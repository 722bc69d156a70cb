"""Test the settings: defaults, units, bounds and what a refusal says."""

import re
from dataclasses import fields

import pytest

from mgi_graph.errors import MgiGraphError
from mgi_graph.web.config import OPTIONS, Config, show_default
from mgi_graph.web.options import Value


def test_every_setting_has_an_option() -> None:
    """The table and the object name the same settings in the same order."""
    assert [option.name for option in OPTIONS] == [field.name for field in fields(Config)]


def test_names_are_unique() -> None:
    """No flag or variable stands for two settings."""
    assert len({option.flag for option in OPTIONS}) == len(OPTIONS)
    assert all(re.fullmatch(r"MGI_GRAPH_[A-Z_]+", option.variable) for option in OPTIONS)


@pytest.mark.parametrize("option", OPTIONS, ids=lambda option: option.name)
def test_default_can_be_read_back(option: object) -> None:
    """What help shows as the default is a value that the option takes."""
    given = next(each for each in OPTIONS if each is option)
    shown = show_default(given)
    if shown not in ("none", "one a core, at least 2"):
        assert given.read(shown) == getattr(Config(), given.name)


def test_workers_are_at_least_two() -> None:
    """One long query must not hold the only worker."""
    assert Config().workers >= 2
    assert Config(workers=1).workers == 1


@pytest.mark.parametrize(
    ("name", "text", "value"),
    [
        ("max_bytes", "32MiB", 32 * 2**20),
        ("max_bytes", "32 mib", 32 * 2**20),
        ("max_bytes", "2MB", 2_000_000),
        ("max_bytes", "1.5KiB", 1536),
        ("max_bytes", "2048", 2048),
        ("timeout", "2.5", 2.5),
        ("timeout", "30s", 30.0),
        ("port", "0", 0),
        ("access_log", "no", False),
        ("log_addresses", "ON", True),
        ("base", "https://example.org/mgi/", "https://example.org/mgi"),
        ("base", "http://[::1]:8000", "http://[::1]:8000"),
        ("workers", None, Config().workers),
    ],
)
def test_text_is_read(name: str, text: str | None, value: Value) -> None:
    """A flag's or a variable's text becomes a typed value; nothing given is the default."""
    assert getattr(Config.of({name: text}), name) == value


@pytest.mark.parametrize(
    ("name", "text", "expected"),
    [
        ("max_bytes", "32 apples", "a size"),
        ("max_bytes", "-1", "a size"),
        ("max_bytes", "10", "at least 1 KiB"),
        ("port", "65536", "between 0 and 65535"),
        ("port", "http", "a whole number"),
        ("port", "٣", "a whole number"),
        ("timeout", "soon", "a number of seconds"),
        ("timeout", "0", "between 0.1 and 3600"),
        ("timeout", "nan", "a number of seconds"),
        ("access_log", "maybe", "on, off"),
        ("host", "", "an address"),
        ("base", "example.org", "an address such as"),
        ("base", "ftp://example.org", "an address such as"),
        ("base", "https://user@example.org", "an address such as"),
        ("base", "https://example.org/?a", "an address such as"),
        ("base", "https://example.org/\r\nX: y", "an address such as"),
        ("base", "https://[::1", "an address such as"),
        ("max_query", "512KiB", "at most --max-body"),
    ],
)
def test_refusal_names_the_setting_and_what_is_expected(
    name: str, text: str, expected: str
) -> None:
    """The message holds flag, variable, value and remedy, in one line."""
    with pytest.raises(MgiGraphError) as caught:
        Config.of({name: text})
    message = str(caught.value)
    assert message.startswith(f"--{name.replace('_', '-')} (MGI_GRAPH_{name.upper()}): ")
    assert expected in message
    assert "\n" not in message


def test_unknown_setting_is_refused_with_the_nearest() -> None:
    """A mistyped name is no silent default."""
    with pytest.raises(MgiGraphError, match="'max_row'; did you mean 'max_rows'"):
        Config.of({"max_row": "1"})
