"""Measure the colours of the style sheet (WCAG 2.2, success criteria 1.4.3 and 1.4.11)."""

import re
from pathlib import Path

import pytest

from mgi_graph.web.pages.rendering import static_files

SHEET = next(path for path in static_files().values() if path.name == "style.css")
LONGEST = 20_000
TEXT = 4.5
PARTS = 3.0
PAIRS = [
    *((text, ground) for text in ("ink", "quiet", "link") for ground in ("paper", "card", "wash")),
    *((text, f"{text}-wash") for text in ("well", "gap")),
    *((text, ground) for text in ("well", "gap") for ground in ("paper", "card")),
    *(("ink", ground) for ground in ("principle", "objective", "reached", "gap-wash", "well-wash")),
    ("link", "reached"),
    ("on-link", "link"),
]
"""What is written on what."""


def read_schemes() -> dict[str, dict[str, str]]:
    """Return the colours of each scheme by the names of their properties."""
    light, dark = re.findall(r":root \{(.*?)\}", SHEET.read_text(encoding="utf-8"), re.DOTALL)[:2]
    schemes = {"light": light, "dark": light + dark}
    return {
        name: dict(re.findall(r"--([\w-]+): (#[0-9a-f]{6});", text))
        for name, text in schemes.items()
    }


def luminance(colour: str) -> float:
    """Return the relative luminance of a colour (WCAG 2.2, section 5).

    >>> luminance("#ffffff")
    1.0
    """
    channels = [int(colour[at : at + 2], 16) / 255 for at in (1, 3, 5)]
    linear = [
        each / 12.92 if each <= 0.04045 else ((each + 0.055) / 1.055) ** 2.4 for each in channels
    ]
    red, green, blue = linear
    return 0.2126 * red + 0.7152 * green + 0.0722 * blue


def contrast(first: str, second: str) -> float:
    """Return the contrast ratio of two colours, from 1 to 21."""
    low, high = sorted((luminance(first), luminance(second)))
    return (high + 0.05) / (low + 0.05)


@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_text_can_be_read(scheme: str) -> None:
    """Every text has the contrast that level AA asks for."""
    colours = read_schemes()[scheme]
    low = {pair: contrast(colours[pair[0]], colours[pair[1]]) for pair in PAIRS}
    assert {pair: ratio for pair, ratio in low.items() if ratio < TEXT} == {}


@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_signs_and_edges_can_be_seen(scheme: str) -> None:
    """Signs in the wheel and edges of fields stand out from what is behind them."""
    colours = read_schemes()[scheme]
    pairs = [("edge", "card"), ("link", "paper"), ("link", "card")]
    pairs += [
        (sign, ground)
        for sign in ("well", "gap")
        for ground in ("principle", "objective", "reached")
    ]
    low = {pair: contrast(colours[pair[0]], colours[pair[1]]) for pair in pairs}
    assert {pair: ratio for pair, ratio in low.items() if ratio < PARTS} == {}


def hue(colour: str) -> float:
    """Return the hue of a colour in degrees."""
    red, green, blue = (int(colour[at : at + 2], 16) for at in (1, 3, 5))
    high, low = max(red, green, blue), min(red, green, blue)
    if high == red:
        return 60 * ((green - blue) / (high - low)) % 360
    if high == green:
        return 60 * (2 + (blue - red) / (high - low))
    return 60 * (4 + (red - green) / (high - low))


@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_kinds_of_finding_are_neither_red_nor_green(scheme: str) -> None:
    """A gap is no failure: one kind is blue, the other amber."""
    colours = read_schemes()[scheme]
    assert 190 <= hue(colours["well"]) <= 250
    assert 30 <= hue(colours["gap"]) <= 55


def test_kinds_of_finding_differ_by_shape() -> None:
    """The sign of one is round and filled, that of the other a turned square with an edge."""
    sheet = SHEET.read_text(encoding="utf-8")
    assert re.search(r"\.sign \{[^}]*border-radius: 50%", sheet)
    assert re.search(r"\.for-development [^{]*\.sign \{[^}]*rotate\(45deg\)", sheet)


def test_sheet_is_small_and_whole() -> None:
    """It is one short file that asks for no other."""
    assert SHEET.stat().st_size < LONGEST
    sheet = SHEET.read_text(encoding="utf-8")
    assert sheet.count("{") == sheet.count("}")
    assert not re.search(r"url\(|@import|@font-face", sheet)
    used = set(re.findall(r"var\(--([\w-]+)\)", sheet))
    assert used <= set(re.findall(r"--([\w-]+):", sheet))
    assert [path.name for path in Path(SHEET).parent.glob("*.css")].count("style.css") == 1
