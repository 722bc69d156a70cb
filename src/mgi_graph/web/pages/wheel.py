"""Draw the wheel of domains: an equal segment for each, with its label and its findings.

Every segment is of the same size, whatever the numbers in it: the wheel takes stock, it does
not measure. Places are computed here and written as attributes of SVG; colours are classes
of the style sheet. The macro ``wheel`` of ``wheel.html`` writes it, with a list that says the same.
"""

import re
from collections.abc import Sequence
from dataclasses import dataclass
from math import cos, pi, sin
from typing import Final

OUTER: Final = 196.0
INNER: Final = 62.0
"""The radii of the ring, in the units of the drawing, which has 400 in each direction."""

_MIDDLE: Final = 131.0
_GAP: Final = 2.5
"""Half of the space between two segments."""

_LINE: Final = 16.0
_SIGNS: Final = 8
"""How much lower the numbers stand than a line of the label would."""

_WIDEST: Final = 14
"""Characters of a line, where the words allow."""

_PRINCIPLES: Final = 3
"""The first three domains operationalise the framework's principles, the others its objectives."""


@dataclass(frozen=True, slots=True)
class Segment:
    """Hold a domain as the wheel shows it.

    The two numbers are those of a place's or a profile's findings of each kind; ``None``
    for both where the wheel only leads to the domains.
    """

    number: int
    label: str
    href: str
    well_developed: int | None = None
    for_development: int | None = None

    @property
    def is_counted(self) -> bool:
        """Say whether the segment shows numbers of findings."""
        return self.well_developed is not None and self.for_development is not None


@dataclass(frozen=True, slots=True)
class Line:
    """Hold a line of a label, centred at a point."""

    text: str
    x: float
    y: float


@dataclass(frozen=True, slots=True)
class DrawnSegment:
    """Hold a segment and where it is drawn; its numbers stand around ``x`` and ``y``."""

    segment: Segment
    path: str
    lines: tuple[Line, ...]
    x: float
    y: float

    @property
    def part(self) -> str:
        """Return the class of the part of the framework: ``principle`` or ``objective``."""
        return "principle" if self.segment.number <= _PRINCIPLES else "objective"


@dataclass(frozen=True, slots=True)
class Wheel:
    """Hold the drawn segments, clockwise from the top in the order of the domains' numbers."""

    segments: tuple[DrawnSegment, ...]

    @property
    def is_counted(self) -> bool:
        """Say whether any segment shows numbers of findings."""
        return any(each.segment.is_counted for each in self.segments)


def draw_wheel(segments: Sequence[Segment]) -> Wheel:
    """Return the wheel of ``segments``, in the order of their numbers."""
    ordered = sorted(segments, key=lambda each: (each.number, each.label))
    return Wheel(
        tuple(_draw(segment, place, len(ordered)) for place, segment in enumerate(ordered))
    )


def _draw(segment: Segment, place: int, count: int) -> DrawnSegment:
    begin, end = 2 * pi * place / count, 2 * pi * (place + 1) / count
    x, y = _point(_MIDDLE, (begin + end) / 2) if count > 1 else (0.0, _MIDDLE)
    texts = wrap_label(segment.label)
    height = len(texts) + segment.is_counted
    top = y - _LINE * (height - 1) / 2 + _LINE / 3
    lines = [Line(text, _round(x), _round(top + _LINE * row)) for row, text in enumerate(texts)]
    numbers = _round(top + _LINE * len(texts) + _SIGNS - _LINE / 3)
    return DrawnSegment(segment, ring_path(begin, end), tuple(lines), _round(x), numbers)


def ring_path(begin: float, end: float) -> str:
    """Return the path of a part of the ring between two angles, clockwise from the top in radians.

    The path leaves half of the space to its neighbours free on each side. A whole ring is
    drawn almost to its end, since an arc that ends where it begins is none (SVG 2, section 9.5.1).

    >>> ring_path(0, pi / 2)
    'M2.5,-196.0A196.0,196.0 0 0 1 196.0,-2.5L61.9,-2.5A62.0,62.0 0 0 0 2.5,-61.9Z'
    """
    is_large = int(end - begin > pi)
    outer, inner = _GAP / OUTER, _GAP / INNER
    corners = [
        _point(OUTER, begin + outer),
        _point(OUTER, end - outer),
        _point(INNER, end - inner),
        _point(INNER, begin + inner),
    ]
    first, second, third, fourth = (f"{_round(x)},{_round(y)}" for x, y in corners)
    return (
        f"M{first}A{OUTER},{OUTER} 0 {is_large} 1 {second}"
        f"L{third}A{INNER},{INNER} 0 {is_large} 0 {fourth}Z"
    )


def _point(radius: float, angle: float) -> tuple[float, float]:
    return radius * sin(angle), -radius * cos(angle)


def _round(value: float) -> float:
    return round(value, 1) + 0.0


def wrap_label(label: str, widest: int = _WIDEST) -> tuple[str, ...]:
    """Break a label into as few lines as fit, within a word only after a hyphen.

    >>> wrap_label("Approche associant l’ensemble du gouvernement")
    ('Approche', 'associant', 'l’ensemble du', 'gouvernement')
    >>> wrap_label("Whole-of-government approach")
    ('Whole-of-', 'government', 'approach')
    """
    lines: list[str] = []
    for word in label.split():
        if lines and len(lines[-1]) + 1 + len(word) <= widest:
            lines[-1] += f" {word}"
        else:
            lines += [word] if len(word) <= widest else _break_word(word, widest)
    return tuple(lines)


def _break_word(word: str, widest: int) -> list[str]:
    """Break a long word after hyphens, where it has some."""
    lines = [""]
    for part in re.split(r"(?<=-)", word):
        if lines[-1] and len(lines[-1]) + len(part) > widest:
            lines.append("")
        lines[-1] += part
    return lines
