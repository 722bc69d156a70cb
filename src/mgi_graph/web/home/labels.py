"""Find room for the labels of a map, so that none lies over another or over a mark."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Final

FONT_SIZE: Final = 19.0
"""The height of a label's letters in units of the map, as the style sheet has it."""

_LETTER: Final = 0.6
"""The width of a letter for its height, on the safe side of usual fonts."""

_SPACE: Final = 5.0


@dataclass(frozen=True, slots=True)
class Box:
    """Hold a rectangle by its left, top, right and bottom."""

    left: float
    top: float
    right: float
    bottom: float

    def meets(self, other: "Box") -> bool:
        """Say whether two boxes have an area in common."""
        beside = self.right <= other.left or other.right <= self.left
        return not (beside or self.bottom <= other.top or other.bottom <= self.top)

    def is_within(self, other: "Box") -> bool:
        """Say whether the box lies within another."""
        return (
            self.left >= other.left
            and self.right <= other.right
            and self.top >= other.top
            and self.bottom <= other.bottom
        )


Label = tuple[float, float, str]
"""Where a label stands, and its text anchor."""


def place_labels(
    marks: Sequence[tuple[float, float, str]], frame: Box, radius: float
) -> list[Label | None]:
    """Return where the label of each mark stands, ``None`` where there is no room for it.

    A mark is its centre and its text. Labels are placed in the order of the marks: on the
    right, on the left, below or above, whichever is free first.

    >>> place_labels([(50.0, 50.0, "Manaus")], Box(0, 0, 200, 100), 6)
    [(61.0, 56.6, 'start')]
    """
    taken = [Box(x - radius, y - radius, x + radius, y + radius) for x, y, _ in marks]
    placed: list[Label | None] = []
    for x, y, text in marks:
        found = None
        for label, box in _choices(x, y, text, radius):
            if box.is_within(frame) and not any(box.meets(other) for other in taken):
                found = label
                taken.append(box)
                break
        placed.append(found)
    return placed


def _choices(x: float, y: float, text: str, radius: float) -> Iterator[tuple[Label, Box]]:
    width, away = len(text) * FONT_SIZE * _LETTER, radius + _SPACE
    half, base = FONT_SIZE / 2, round(y + FONT_SIZE * 0.35, 1)
    right, left = round(x + away, 1), round(x - away, 1)
    yield (right, base, "start"), Box(right, y - half, right + width, y + half)
    yield (left, base, "end"), Box(left - width, y - half, left, y + half)
    for middle in (y + away + half, y - away - half):
        label = (x, round(middle + FONT_SIZE * 0.35, 1), "middle")
        yield label, Box(x - width / 2, middle - half, x + width / 2, middle + half)
