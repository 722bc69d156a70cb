"""Draw the matrix of a comparison as a picture that stands alone (SVG 2).

It has its own background and colours, since it will lie in documents that have no style
sheet of ours, and generic fonts, since it brings none along.
"""

import re
import textwrap
from typing import Final
from xml.etree import ElementTree as ET

from mgi_graph.web.comparison.files import name_cell
from mgi_graph.web.comparison.matrix import Cell, Matrix
from mgi_graph.web.pages.rendering import Reader
from mgi_graph.web.pages.texts import Words, find_words

_NAMESPACE: Final = "http://www.w3.org/2000/svg"
_EDGE: Final = 24
_LABELS: Final = 400
_COLUMN: Final = 160
"""Widths: of the margin, of the column of indicators, and of a place's column."""

_LINE: Final = 18
_LABEL_CHARACTERS: Final = 58
_HEAD_CHARACTERS: Final = 19
_WIDTH_OF_CHARACTER: Final = 0.56
"""The width of a character as a part of the size of its font; most are narrower."""

_MOST_SIGNS: Final = 6
_INK: Final = "#1e242d"
_QUIET: Final = "#58606c"
_RULE: Final = "#ddd9d0"
_WASH: Final = "#f1efe9"
_WELL: Final = "#0b5b8c"
_GAP: Final = "#825200"
_NOT_XML: Final = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\ufffe\uffff\ud800-\udfff]")
"""Characters that XML 1.0 (section 2.2) does not have."""


def draw_matrix(matrix: Matrix, address: str, reader: Reader) -> bytes:
    """Return the picture of ``matrix``, with a title, the months of the data and ``address``."""
    words = find_words(reader.language)
    drawing = _Drawing(matrix, words)
    drawing.write_head()
    for group in matrix.groups:
        if group.rows:
            drawing.write_domain(group.domain.shown.text)
            for row in group.rows:
                drawing.write_row(row.indicator.text, row.cells)
    drawing.write_foot(address)
    return drawing.finish(reader.language)


class _Drawing:
    """Write line after line of the picture, from the top."""

    def __init__(self, matrix: Matrix, words: Words) -> None:
        self._matrix = matrix
        self._words = words
        self._width = 2 * _EDGE + _LABELS + _COLUMN * len(matrix.columns)
        self._y = _EDGE
        self._parts: list[ET.Element] = []
        names = ", ".join(column.place.shown.text for column in matrix.columns)
        self._title = words.compare_heading.format(places=names)

    def write_head(self) -> None:
        """Write the title, the legend, and the place and month over each column."""
        self._write_lines(self._title, size=20, weight="700", step=26)
        self._write_lines(self._words.compare_silence, size=12, fill=_QUIET)
        self._y += _LINE + 4
        self._write_legend()
        self._y += 8
        heads = [
            (
                _wrap(column.place.shown.text, _HEAD_CHARACTERS),
                _wrap(column.profile.month, _HEAD_CHARACTERS),
            )
            for column in self._matrix.columns
        ]
        top, tallest = self._y, max(len(name) + len(month) for name, month in heads)
        for place, (name, month) in enumerate(heads):
            for line, text in enumerate((*name, *month)):
                is_name = line < len(name)
                self._text(
                    text,
                    self._middle(place),
                    top + _LINE * (line + 1),
                    size=14 if is_name else 12,
                    anchor="middle",
                    weight="700" if is_name else "400",
                    fill=_INK if is_name else _QUIET,
                )
        self._y += _LINE * tallest + 10

    def _write_legend(self) -> None:
        x = float(_EDGE)
        for draw, word in (
            (self._disc, self._words.well_developed_area),
            (self._diamond, self._words.area_for_development),
            (self._dash, self._words.compare_silent),
        ):
            draw(x + 7, self._y - 4)
            self._text(word, x + 20, self._y, size=12)
            x += 44 + len(word) * 12 * _WIDTH_OF_CHARACTER

    def write_domain(self, name: str) -> None:
        """Write the name of a domain across the picture."""
        lines = _wrap(name, self._characters(14))
        height = _LINE * len(lines) + 10
        self._rectangle(_EDGE, self._y, self._width - 2 * _EDGE, height, _WASH)
        for line, text in enumerate(lines, 1):
            self._text(text, _EDGE + 8, self._y + _LINE * line, size=14, weight="700")
        self._y += height

    def write_row(self, label: str, cells: tuple[Cell, ...]) -> None:
        """Write an indicator and the signs of each place."""
        lines = _wrap(label, _LABEL_CHARACTERS)
        height = _LINE * len(lines) + 10
        for line, text in enumerate(lines, 1):
            self._text(text, _EDGE + 8, self._y + _LINE * line, size=13)
        for place, cell in enumerate(cells):
            self._write_cell(place, cell, self._y + height / 2, label)
        self._y += height
        self._rectangle(_EDGE, self._y, self._width - 2 * _EDGE, 1, _RULE)

    def _write_cell(self, place: int, cell: Cell, y: float, label: str) -> None:
        signs = [self._disc] * len(cell.well_developed)
        signs += [self._diamond] * len(cell.for_development)
        shown = signs[:_MOST_SIGNS] or [self._dash]
        group = ET.Element("g")
        name = self._matrix.columns[place].place.shown.text
        title = ET.SubElement(group, "title")
        said = name_cell(cell, self._words)
        title.text = _clean(f"{name}, {label}{self._words.colon} {said}")
        outside, self._parts = self._parts, []
        for sign, draw in enumerate(shown):
            draw(self._middle(place) + 20 * (sign - (len(shown) - 1) / 2), y)
        group.extend(self._parts)
        self._parts = [*outside, group]

    def write_foot(self, address: str) -> None:
        """Write where the data are from."""
        self._y += _LINE
        titles = "; ".join(
            f"{column.profile.title.text} ({column.profile.issued})"
            for column in self._matrix.columns
        )
        source = f"{self._words.compare_source}{self._words.colon} {titles}"
        self._write_lines(source, size=11, fill=_QUIET)
        self._write_lines(address, size=11, fill=_QUIET)

    def finish(self, language: str) -> bytes:
        """Return the document."""
        height = self._y + _EDGE
        root = ET.Element(
            "svg",
            {
                "xmlns": _NAMESPACE,
                "viewBox": f"0 0 {self._width} {height}",
                "width": str(self._width),
                "height": str(height),
                "role": "img",
                "font-family": "sans-serif",
                "lang": language,
            },
        )
        ET.SubElement(root, "title").text = _clean(self._title)
        root.append(_make("rect", width=self._width, height=height, fill="#ffffff"))
        root.extend(self._parts)
        document: bytes = ET.tostring(root, "utf-8", xml_declaration=True)
        return document + b"\n"

    def _characters(self, size: int) -> int:
        return int((self._width - 2 * _EDGE) / (size * _WIDTH_OF_CHARACTER))

    def _middle(self, place: int) -> float:
        return _EDGE + _LABELS + _COLUMN * (place + 0.5)

    def _write_lines(
        self, text: str, *, size: int, fill: str = _INK, weight: str = "400", step: int = _LINE
    ) -> None:
        for line in _wrap(text, self._characters(size)):
            self._y += step
            self._text(line, _EDGE, self._y, size=size, fill=fill, weight=weight)

    def _text(
        self,
        text: str,
        x: float,
        y: float,
        *,
        size: int,
        fill: str = _INK,
        weight: str = "400",
        anchor: str = "start",
    ) -> None:
        element = _make("text", x=x, y=y, fill=fill)
        element.attrib |= {"font-size": str(size), "font-weight": weight, "text-anchor": anchor}
        element.text = _clean(text)
        self._parts.append(element)

    def _rectangle(self, x: float, y: float, width: float, height: float, fill: str) -> None:
        self._parts.append(_make("rect", x=x, y=y, width=width, height=height, fill=fill))

    def _disc(self, x: float, y: float) -> None:
        self._parts.append(_make("circle", cx=x, cy=y, r=6, fill=_WELL))

    def _diamond(self, x: float, y: float) -> None:
        path = f"M{x:g},{y - 7:g}l7,7l-7,7l-7,-7z"
        diamond = _make("path", d=path, fill="none", stroke=_GAP)
        diamond.set("stroke-width", "2.2")
        self._parts.append(diamond)

    def _dash(self, x: float, y: float) -> None:
        self._rectangle(x - 5, y - 0.75, 10, 1.5, _QUIET)


def _make(tag: str, **attributes: float | str) -> ET.Element:
    written = {
        name: value if isinstance(value, str) else f"{value:g}"
        for name, value in attributes.items()
    }
    return ET.Element(tag, written)


def _wrap(text: str, width: int) -> list[str]:
    """Break a text into lines; a word that is longer than a line is broken too.

    >>> _wrap("Monte Patria", 8)
    ['Monte', 'Patria']
    """
    return textwrap.wrap(text, width) or [""]


def _clean(text: str) -> str:
    return _NOT_XML.sub("", text)
