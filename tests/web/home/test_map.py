"""Draw places on the map: where they are, all within, no label over another."""

import re

import pytest

from mgi_graph.web.home.labels import Box, place_labels
from mgi_graph.web.home.map import WIDTH, MapPlace, draw_map, fit_view, read_land

MEDELLIN = MapPlace("Medellín", "/en/places/col-medellin", 6.25184, -75.56359)
MONTE_PATRIA = MapPlace("Monte Patria", "/en/places/chl-monte-patria", -30.69496, -70.95770)


def _inside(longitude: float, latitude: float) -> bool:
    """Say whether a point is on land: a ray to the east meets the coast an odd number of times."""
    crossings = 0
    for ring in read_land():
        for (x1, y1), (x2, y2) in zip(ring, (*ring[1:], ring[0]), strict=True):
            if (y1 > latitude) != (y2 > latitude):
                crossings += x1 + (latitude - y1) * (x2 - x1) / (y2 - y1) > longitude
    return crossings % 2 == 1


@pytest.mark.parametrize(
    ("latitude", "longitude", "is_land"),
    [
        (6.25, -75.56, True),
        (-3.1, -60.0, True),
        (55.75, 37.6, True),
        (66.0, -175.0, True),
        (0.0, -30.0, False),
        (-20.0, -100.0, False),
        (-20.0, 80.0, False),
    ],
    ids=["Medellín", "Manaus", "Moscow", "Chukotka", "Atlantic", "Pacific", "Indian Ocean"],
)
def test_land_is_where_it_is(latitude: float, longitude: float, is_land: bool) -> None:
    """The outlines are those of the Earth, on both sides of the antimeridian too."""
    assert _inside(longitude, latitude) is is_land


def test_map_is_true_to_scale_in_its_middle() -> None:
    """A degree of longitude at the equator is as long as one of latitude, at 60° half as long."""
    equator = fit_view([MapPlace("a", "/a", 0, 0)])
    north = fit_view([MapPlace("a", "/a", 60, 0)])
    assert equator.stretch == pytest.approx(1)
    assert north.stretch == pytest.approx(0.5)


@pytest.mark.parametrize(
    "places",
    [
        [MEDELLIN],
        [MEDELLIN, MONTE_PATRIA],
        [MapPlace("Suva", "/s", -18.14, 178.44), MapPlace("Apia", "/a", -13.83, -171.76)],
        [MapPlace("Longyearbyen", "/l", 78.2, 15.6), MapPlace("Ushuaia", "/u", -54.8, -68.3)],
        [MapPlace("a", "/a", 10.0, longitude) for longitude in range(-180, 181, 40)],
    ],
    ids=["one", "two", "around the antimeridian", "far north and south", "all around"],
)
def test_every_place_is_within_the_map(places: list[MapPlace]) -> None:
    """The map fits the places, and is neither a strip nor a column."""
    drawn = draw_map(places)
    assert drawn is not None
    assert WIDTH / 2.6 <= drawn.height <= WIDTH
    for mark in drawn.marks:
        assert 0 <= mark.x <= WIDTH
        assert 0 <= mark.y <= drawn.height


def test_north_is_above_and_east_on_the_right() -> None:
    """Medellín lies north and west of Monte Patria."""
    drawn = draw_map([MEDELLIN, MONTE_PATRIA])
    assert drawn is not None
    medellin, monte_patria = drawn.marks
    assert medellin.y < monte_patria.y
    assert medellin.x < monte_patria.x
    assert re.fullmatch(r"[MVH\d.,]+", drawn.graticule)


def test_no_place_no_map() -> None:
    """A dataset without coordinates has lists only."""
    assert draw_map([]) is None


def test_labels_of_a_hundred_places_do_not_meet() -> None:
    """Labels stand only where they fit; every place keeps its mark."""
    places = [
        MapPlace(f"Place number {row}{column}", f"/{row}{column}", row * 0.9, column * 1.1)
        for row in range(10)
        for column in range(10)
    ]
    drawn = draw_map(places)
    assert drawn is not None
    assert len(drawn.marks) == 100
    labelled = [mark for mark in drawn.marks if mark.anchor]
    assert 0 < len(labelled) < 100
    for first in labelled:
        for second in labelled:
            if first.place != second.place and abs(first.text_y - second.text_y) < 19:
                assert first.text_x != second.text_x


def test_label_keeps_away_from_the_edge() -> None:
    """A place at the right edge has its label on the left, one in a corner too narrow none."""
    frame = Box(0, 0, 200, 100)
    assert place_labels([(190.0, 50.0, "Manaus")], frame, 6) == [(179.0, 56.6, "end")]
    assert place_labels([(10.0, 10.0, "A name as long as no other is")], frame, 6) == [None]
