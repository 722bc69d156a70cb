"""Draw the model: our classes as boxes, the main properties between them as arrows.

The boxes are placed by hand, the rest is computed. A test holds the drawing to the ontology: it
has every class, and each property leads from and to classes that the ontology allows.
"""

from collections.abc import Iterator
from dataclasses import dataclass
from math import hypot
from typing import Final

from mgi_graph.rdf.terms import MGI
from mgi_graph.web.pages.rendering import Reader
from mgi_graph.web.pages.texts import find_words
from mgi_graph.web.pages.views import choose_label
from mgi_graph.web.terms.reading import label_everything

PLACES: Final = {
    "Principle": (0, 0),
    "Framework": (0, 1),
    "Objective": (0, 2),
    "Domain": (1, 1),
    "Indicator": (1, 3),
    "WellDevelopedArea": (2, 1),
    "AreaForDevelopment": (3, 1),
    "Finding": (2, 3),
    "City": (3, 0),
    "Region": (4, 0),
    "Place": (4, 1),
    "Country": (5, 1),
    "Profile": (4, 3),
    "IndicatorAssignment": (1, 4),
    "PopulationGroup": (0, 4),
    "Passage": (3, 4),
    "SourceDocument": (4, 4),
    "Claim": (1, 5),
    "Mention": (3, 5),
    "Institution": (0, 6.3),
    "Network": (1, 6.3),
    "PolicyInstrument": (2, 6.3),
    "Programme": (3, 6.3),
    "Event": (4, 6.3),
}
"""The column and the row of each class."""

THINGS: Final = ("Institution", "Network", "PolicyInstrument", "Programme", "Event")
"""The classes that stand in one frame: what findings name."""

GROUP: Final = "things"
"""The frame around them, where an arrow begins or ends."""

_COLUMN, _ROW = 226.0, 112.0
_WIDTH, _HEIGHT = 144.0, 58.0
_LEFT, _TOP = 88.0, 44.0
_PADDING = 16.0
_HEAD = 30.0
_LONGEST: Final = 17


@dataclass(frozen=True, slots=True)
class Arrow:
    """Say what an arrow leads from and to.

    ``bend`` is how far its middle is pulled to its left, as a part of its length; ``along`` is
    where its label stands, from 0 to 1. ``inferred`` ones are dashed.
    """

    name: str
    start: str
    end: str
    bend: float = 0.0
    along: float = 0.5
    inferred: bool = False


SUBCLASS: Final = "rdfs:subClassOf"
ARROWS: Final = (
    Arrow("dcterms:isPartOf", "Principle", "Framework"),
    Arrow("dcterms:isPartOf", "Objective", "Framework"),
    Arrow("mgi:operationalises", "Domain", "Principle"),
    Arrow("mgi:operationalises", "Domain", "Objective"),
    Arrow("mgi:inDomain", "Indicator", "Domain"),
    Arrow("mgi:inDomain", "Finding", "Domain"),
    Arrow("mgi:addresses", "Finding", "Indicator"),
    Arrow(SUBCLASS, "WellDevelopedArea", "Finding"),
    Arrow(SUBCLASS, "AreaForDevelopment", "Finding", along=0.38),
    Arrow("mgi:reportedIn", "Finding", "Profile"),
    Arrow("mgi:concerns", "Finding", "Place", along=0.62, inferred=True),
    Arrow("mgi:assesses", "Profile", "Place"),
    Arrow("mgi:precedes", "Profile", "Profile", inferred=True),
    Arrow(SUBCLASS, "City", "Place"),
    Arrow(SUBCLASS, "Region", "Place"),
    Arrow(SUBCLASS, "Country", "Place"),
    Arrow("mgi:inCountry", "Place", "Country", bend=0.4),
    Arrow("prov:wasDerivedFrom", "Profile", "SourceDocument"),
    Arrow("prov:wasQuotedFrom", "Finding", "Passage"),
    Arrow("oa:hasSource", "Passage", "SourceDocument"),
    Arrow(SUBCLASS, "Mention", "Passage"),
    Arrow("mgi:hasFinding", "Mention", "Finding", along=0.3),
    Arrow("mgi:refersTo", "Mention", GROUP),
    Arrow("mgi:mentions", "Finding", GROUP, along=0.66),
    Arrow("mgi:hasFinding", "Claim", "Finding", along=0.27),
    Arrow("mgi:hasSubject", "Claim", GROUP),
    Arrow("mgi:hasFinding", "IndicatorAssignment", "Finding"),
    Arrow("mgi:hasIndicator", "IndicatorAssignment", "Indicator"),
    Arrow("mgi:concernsGroup", "Finding", "PopulationGroup", along=0.83),
    Arrow("mgi:concernsGroup", GROUP, "PopulationGroup"),
    Arrow("mgi:belongsTo", GROUP, "Place", bend=-0.45),
)
"""The arrows of the drawing."""


@dataclass(frozen=True, slots=True)
class Rectangle:
    """Hold a box by its middle and its size."""

    x: float
    y: float
    width: float = _WIDTH
    height: float = _HEIGHT

    @property
    def left(self) -> float:
        """Return where it begins."""
        return self.x - self.width / 2

    @property
    def top(self) -> float:
        """Return where it begins."""
        return self.y - self.height / 2

    def edge_towards(self, x: float, y: float) -> tuple[float, float]:
        """Return where a line from the middle to a point leaves the box.

        >>> Rectangle(0, 0, 10, 4).edge_towards(0, 10)
        (0.0, 2.0)
        """
        across, down = x - self.x, y - self.y
        scales = [
            half / abs(way)
            for half, way in ((self.width / 2, across), (self.height / 2, down))
            if way
        ]
        scale = min(scales, default=0.0)
        return self.x + across * scale, self.y + down * scale


@dataclass(frozen=True, slots=True)
class Box:
    """Hold a class as it is drawn; ``lines`` are of its label in the reader's language."""

    name: str
    label: str
    lines: tuple[tuple[float, str], ...]
    rectangle: Rectangle


@dataclass(frozen=True, slots=True)
class Line:
    """Hold an arrow as it is drawn: a path of SVG, and its label with where it stands."""

    arrow: Arrow
    path: str
    x: float
    y: float
    start: str
    end: str
    kind: str


@dataclass(frozen=True, slots=True)
class Diagram:
    """Hold the whole drawing."""

    width: int
    height: int
    boxes: tuple[Box, ...]
    lines: tuple[Line, ...]
    frame: Rectangle
    frame_label: str


def draw_diagram(reader: Reader) -> Diagram:
    """Return the drawing with the labels of the reader's language."""
    boxes = tuple(_box(name, reader) for name in PLACES)
    group = find_words(reader.language).terms_things
    return Diagram(
        width=round(_LEFT * 2 + _COLUMN * 5),
        height=round(_TOP * 2 + _ROW * 6.3 + _PADDING),
        boxes=boxes,
        lines=tuple(_lines(reader)),
        frame=_place(GROUP),
        frame_label=group,
    )


def _box(name: str, reader: Reader) -> Box:
    label, rectangle = _label(name, reader), _place(name)
    parts = wrap_label(label)
    first = rectangle.y - 5 - (7 if len(parts) > 1 else 0)
    lines = tuple((first + 15 * number, part) for number, part in enumerate(parts))
    return Box(name, label, lines, rectangle)


def wrap_label(label: str) -> tuple[str, ...]:
    """Part a long label at the space nearest to its middle.

    >>> wrap_label("instrument de politique publique"), wrap_label("lieu")
    (('instrument de', 'politique publique'), ('lieu',))
    """
    spaces = [index for index, sign in enumerate(label) if sign == " "]
    if len(label) <= _LONGEST or not spaces:
        return (label,)
    middle = min(spaces, key=lambda index: abs(index - len(label) / 2))
    return label[:middle], label[middle + 1 :]


def _label(name: str, reader: Reader) -> str:
    return choose_label(label_everything().get(MGI[name], {}), reader.language)[0]


def _place(name: str) -> Rectangle:
    if name != GROUP:
        column, row = PLACES[name]
        return Rectangle(_LEFT + column * _COLUMN, _TOP + row * _ROW)
    inner = [_place(each) for each in THINGS]
    left, right = inner[0].left - _PADDING, inner[-1].left + _WIDTH + _PADDING
    top, bottom = inner[0].top - _HEAD, inner[0].top + _HEIGHT + _PADDING
    return Rectangle((left + right) / 2, (top + bottom) / 2, right - left, bottom - top)


def _lines(reader: Reader) -> Iterator[Line]:
    words = find_words(reader.language)
    for arrow in ARROWS:
        start, end = (
            words.terms_things if name == GROUP else _label(name, reader)
            for name in (arrow.start, arrow.end)
        )
        path, x, y = _loop(arrow) if arrow.start == arrow.end else _curve(arrow)
        kind = "sub" if arrow.name == SUBCLASS else "inferred" if arrow.inferred else "plain"
        yield Line(arrow, path, round(x, 1), round(y, 1), start, end, kind)


def _curve(arrow: Arrow) -> tuple[str, float, float]:
    """Return a quadratic curve from edge to edge, and the point for its label."""
    first, last = _beside(arrow)
    length = hypot(last.x - first.x, last.y - first.y)
    # The control point stands beside the middle, so that no bend is a straight line.
    across = (last.y - first.y, first.x - last.x)
    scale = arrow.bend * length / max(length, 1.0)
    control = (
        (first.x + last.x) / 2 + across[0] * scale,
        (first.y + last.y) / 2 + across[1] * scale,
    )
    start, end = first.edge_towards(*control), last.edge_towards(*control)
    part = arrow.along
    x, y = (
        (1 - part) ** 2 * start[axis] + 2 * part * (1 - part) * control[axis] + part**2 * end[axis]
        for axis in (0, 1)
    )
    numbers = " ".join(f"{each:.1f}" for each in (*control, *end))
    return f"M{start[0]:.1f} {start[1]:.1f}Q{numbers}", x, y


def _beside(arrow: Arrow) -> tuple[Rectangle, Rectangle]:
    """Return both ends; of the frame, the part that faces the other end."""
    first, last = _place(arrow.start), _place(arrow.end)
    return _facing(first, last, arrow.bend), _facing(last, first, arrow.bend)


def _facing(frame: Rectangle, other: Rectangle, bend: float) -> Rectangle:
    if frame.width <= _WIDTH:
        return frame
    half = frame.width / 2 - _WIDTH / 2
    x = frame.x + half if bend else min(max(other.x, frame.x - half), frame.x + half)
    return Rectangle(x, frame.y, _WIDTH, frame.height)


def _loop(arrow: Arrow) -> tuple[str, float, float]:
    """Return a loop at the right side of a box, and the point for its label."""
    box = _place(arrow.start)
    right, reach = box.x + box.width / 2, 44.0
    top, bottom = box.y - 12, box.y + 12
    path = (
        f"M{right:.1f} {top:.1f}"
        f"C{right + reach:.1f} {top - 18:.1f} {right + reach:.1f} {bottom + 18:.1f} "
        f"{right:.1f} {bottom:.1f}"
    )
    return path, right + reach + 22, box.y
