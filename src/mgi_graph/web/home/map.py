"""Draw the places on a map: an equirectangular projection that just holds them all.

The land is Natural Earth's, in the public domain, without the borders of countries: the
map shows where the places are and takes no side. No tile or other file is fetched.
"""

import json
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from functools import cache
from math import ceil, cos, floor, radians
from pathlib import Path
from typing import Final

from mgi_graph.web.home.labels import Box, place_labels

WIDTH: Final = 600
"""The width of the drawing in its own units; its height follows from the places."""

_LAND: Final = Path(__file__).with_name("land.json")
_TENTH: Final = 0.1
_NORTH: Final = 84.0
_SOUTH: Final = -60.0
"""The map ends there: nobody is governed beyond."""

_LEAST: Final = 12.0
"""Degrees that the map shows at least from south to north."""

_MARGIN: Final = 0.18
_NARROWEST: Final = 1.3
_WIDEST: Final = 2.1
"""The least and the most width of the map for its height."""

_STEPS: Final = (1, 2, 5, 10, 20, 30)
_MOST_LINES: Final = 6
_RADIUS: Final = 6.0


@dataclass(frozen=True, slots=True)
class MapPlace:
    """Hold a place to be drawn: its name, its page, and where it is in degrees."""

    label: str
    href: str
    latitude: float
    longitude: float


@dataclass(frozen=True, slots=True)
class Mark:
    """Hold a place as drawn; ``anchor`` is its text anchor, empty without room for a label."""

    place: MapPlace
    x: float
    y: float
    text_x: float = 0.0
    text_y: float = 0.0
    anchor: str = ""


@dataclass(frozen=True, slots=True)
class Map:
    """Hold a drawn map: its height, the paths of land and graticule, and the marks."""

    height: int
    land: str
    graticule: str
    marks: tuple[Mark, ...]


@dataclass(frozen=True, slots=True)
class View:
    """Hold the part of the world that a map shows, and project onto it.

    ``stretch`` is the width of a degree of longitude for a height of one degree of latitude,
    true to scale in the middle of the map.
    """

    west: float
    east: float
    south: float
    north: float
    stretch: float

    @property
    def scale(self) -> float:
        """Return the units of the drawing for a degree of latitude."""
        return WIDTH / ((self.east - self.west) * self.stretch)

    @property
    def height(self) -> int:
        """Return the height of the drawing."""
        return ceil((self.north - self.south) * self.scale)

    def project(self, longitude: float, latitude: float) -> tuple[float, float]:
        """Return the point of the drawing, ``x`` to the right and ``y`` downwards."""
        x = (longitude - self.west) * self.stretch * self.scale
        return round(x, 1) + 0.0, round((self.north - latitude) * self.scale, 1) + 0.0


def draw_map(places: Sequence[MapPlace]) -> Map | None:
    """Return the map of the places, ``None`` where there is none to draw."""
    # Read before anything else: a worker that is confined opens no file.
    read_land()
    if not places:
        return None
    view = fit_view(places)
    points = [view.project(each.longitude, each.latitude) for each in places]
    labels = place_labels(
        [(x, y, each.label) for (x, y), each in zip(points, places, strict=True)],
        Box(0, 0, WIDTH, view.height),
        _RADIUS,
    )
    marks = tuple(
        Mark(place, x, y, *(label or (0.0, 0.0, "")))
        for place, (x, y), label in zip(places, points, labels, strict=True)
    )
    return Map(view.height, _draw_land(view), _draw_graticule(view), marks)


def fit_view(places: Sequence[MapPlace]) -> View:
    """Return the part of the world with all places in it, and a margin around them."""
    south, north = _span([each.latitude for each in places], _LEAST)
    stretch = max(0.2, cos(radians((south + north) / 2)))
    west, east = _span([each.longitude for each in places], _LEAST / stretch)
    width, height = (east - west) * stretch, north - south
    if width < height * _NARROWEST:
        west, east = _widen(west, east, height * _NARROWEST / stretch)
    elif width > height * _WIDEST:
        south, north = _widen(south, north, width / _WIDEST)
    west, east = _keep_within(west, east, -180.0, 180.0)
    south, north = _keep_within(south, north, _SOUTH, _NORTH)
    return View(west, east, south, north, stretch)


def _span(degrees: Sequence[float], least: float) -> tuple[float, float]:
    first, last = min(degrees), max(degrees)
    return _widen(first, last, max(least, (last - first) * (1 + 2 * _MARGIN)))


def _widen(first: float, last: float, width: float) -> tuple[float, float]:
    middle = (first + last) / 2
    return middle - width / 2, middle + width / 2


def _keep_within(first: float, last: float, least: float, most: float) -> tuple[float, float]:
    """Move a span into its limits, or cut it where it is longer than they are.

    >>> _keep_within(170.0, 190.0, -180.0, 180.0)
    (160.0, 180.0)
    """
    moved = max(0.0, least - first) - max(0.0, last - most)
    return max(least, first + moved), min(most, last + moved)


@cache
def read_land() -> tuple[tuple[tuple[float, float], ...], ...]:
    """Return the rings of the land, each with its points as longitude and latitude."""
    rings = json.loads(_LAND.read_text(encoding="utf-8"))["rings"]
    return tuple(tuple(_walk(ring)) for ring in rings)


def _walk(steps: Sequence[int]) -> Iterable[tuple[float, float]]:
    x = y = 0
    for right, up in zip(steps[::2], steps[1::2], strict=True):
        x, y = x + right, y + up
        yield x * _TENTH, y * _TENTH


def _draw_land(view: View) -> str:
    return "".join(_draw_ring(ring, view) for ring in read_land() if _is_seen(ring, view))


def _draw_ring(ring: Sequence[tuple[float, float]], view: View) -> str:
    points = [view.project(*point) for point in ring]
    return "M" + " ".join(f"{x:.0f},{y:.0f}" for x, y in points) + "Z"


def _is_seen(ring: Sequence[tuple[float, float]], view: View) -> bool:
    longitudes, latitudes = zip(*ring, strict=True)
    return bool(
        min(longitudes) < view.east
        and max(longitudes) > view.west
        and min(latitudes) < view.north
        and max(latitudes) > view.south
    )


def _draw_graticule(view: View) -> str:
    """Draw a line for every so many degrees, some in each direction."""
    longest = max(view.east - view.west, view.north - view.south)
    step = next((each for each in _STEPS if longest / each <= _MOST_LINES), _STEPS[-1])
    upright = (view.project(each, view.north)[0] for each in _between(view.west, view.east, step))
    level = (view.project(view.west, each)[1] for each in _between(view.south, view.north, step))
    return "".join(
        [*(f"M{x},0V{view.height}" for x in upright), *(f"M0,{y}H{WIDTH}" for y in level)]
    )


def _between(first: float, last: float, step: int) -> range:
    return range(ceil(first / step) * step, floor(last / step) * step + 1, step)
