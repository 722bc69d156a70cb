"""Part the text of a source into numbered lines, and lines into what is marked and what is not.

Positions count characters of the file from 0, a byte order mark and both characters of a
CR LF among them; lines end at LF, CR LF or CR. That is how findings are quoted.
"""

import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from itertools import takewhile
from typing import Final

PAGE_LENGTH: Final = 60_000
"""The characters of a source that one page shows: lines that begin among so many."""

_LINE: Final = re.compile(r"[^\r\n]*(?:\r\n|\r|\n|\Z)")
_AROUND: Final = 4
_LONGEST_CONTEXT: Final = 500
_LONGEST_STRETCH: Final = 20_000
_MOST_LINES: Final = 200


@dataclass(frozen=True, slots=True)
class SourceLine:
    """Hold a line: its number from 1, where it begins, and its text without its end.

    ``is_cut`` says that the line goes on where ``text`` ends.
    """

    number: int
    start: int
    text: str
    is_cut: bool = False

    @property
    def end(self) -> int:
        """Return the position behind the last character."""
        return self.start + len(self.text)


@dataclass(frozen=True, slots=True)
class Excerpt:
    """Hold the lines around the stretch from ``start`` to ``end`` of the file of a digest."""

    sha256: str
    start: int
    end: int
    lines: tuple[SourceLine, ...]


@dataclass(frozen=True, slots=True)
class Stretch:
    """Say that the characters from ``start`` to ``end`` lead to ``href``.

    ``label`` says what that is, ``status`` is a style class, of a finding.
    """

    start: int
    end: int
    href: str | None = None
    label: str = ""
    status: str = ""


@dataclass(frozen=True, slots=True)
class Piece:
    """Hold some text that leads to ``link``, if to anything."""

    text: str
    link: Stretch | None = None


@dataclass(frozen=True, slots=True)
class Run:
    """Hold what stands in one stretch, or between two; ``mark`` is the stretch.

    ``begins`` says that the stretch begins here, not in a line before.
    """

    pieces: tuple[Piece, ...]
    mark: Stretch | None = None
    begins: bool = False

    @property
    def text(self) -> str:
        """Return all of its text."""
        return "".join(piece.text for piece in self.pieces)


def number_lines(text: str, begin: int = 0) -> Iterator[SourceLine]:
    r"""Give every line from the one that begins at ``begin``, blank ones too.

    >>> [(line.number, line.start, line.text) for line in number_lines("a\r\n\nb")]
    [(1, 0, 'a'), (2, 3, ''), (3, 4, 'b')]
    """
    breaks = sum(text.count(sign, 0, begin) for sign in "\r\n") - text.count("\r\n", 0, begin)
    for number, found in enumerate(_LINE.finditer(text, begin), start=1 + breaks):
        if found.end() == found.start():
            return
        yield SourceLine(number, found.start(), found[0].rstrip("\r\n"))


def excerpt(text: str, sha256: str, start: int, end: int) -> Excerpt | None:
    """Return the lines from ``start`` to ``end``, and some before and after.

    What is very long is cut. ``None`` stands for a stretch that the text does not have.
    """
    if not 0 <= start < end <= len(text):
        return None
    lines: list[SourceLine] = []
    after = 0
    for line in number_lines(text, _go_back(text, start, _AROUND)):
        is_quoted = line.start < end and line.end > start
        lines.append(_cut(line, _LONGEST_STRETCH if is_quoted else _LONGEST_CONTEXT))
        after += line.start >= end
        if after == _AROUND or len(lines) == _MOST_LINES:
            break
    return Excerpt(sha256, start, end, tuple(lines))


def _go_back(text: str, position: int, lines: int) -> int:
    r"""Return where the line begins that is so many lines before that of a position.

    >>> _go_back("ab\r\ncd\n\nef", 9, 0), _go_back("ab\r\ncd\n\nef", 9, 2)
    (8, 4)
    """
    for _ in range(lines + 1):
        position = max(text.rfind(sign, 0, position) for sign in "\r\n")
        if position < 0:
            return 0
        begin = position + 1
        position -= text.startswith("\r\n", position - 1)
    return begin


def lines_of_page(text: str, page: int) -> tuple[SourceLine, ...]:
    """Return the lines that begin on a page, counted from 1."""
    first, last = (page - 1) * PAGE_LENGTH, page * PAGE_LENGTH
    begun = number_lines(text, _go_back(text, first, 1))
    here = takewhile(lambda line: line.start < last, begun)
    return tuple(_cut(line, PAGE_LENGTH) for line in here if line.start >= first)


def count_pages(length: int) -> int:
    """Return how many pages a text has.

    >>> count_pages(0), count_pages(PAGE_LENGTH), count_pages(PAGE_LENGTH + 1)
    (1, 1, 2)
    """
    return max(1, -(-length // PAGE_LENGTH))


def page_at(line_start: int) -> int:
    """Return the page on which the line is that begins at a position."""
    return line_start // PAGE_LENGTH + 1


def _cut(line: SourceLine, longest: int) -> SourceLine:
    if len(line.text) <= longest:
        return line
    return SourceLine(line.number, line.start, line.text[:longest], is_cut=True)


def mark_line(
    line: SourceLine, marks: Sequence[Stretch], links: Sequence[Stretch] = ()
) -> tuple[Run, ...]:
    """Part a line into what is marked, with the links in it, and what is not.

    Of stretches that overlap, the first one counts.

    >>> line = SourceLine(1, 10, "a bc d")
    >>> [(run.text, run.mark is not None) for run in mark_line(line, [Stretch(12, 14)])]
    [('a ', False), ('bc', True), (' d', False)]
    """
    runs = []
    for start, end, mark in _part(line.start, line.end, marks):
        pieces = tuple(
            Piece(line.text[first - line.start : last - line.start], link)
            for first, last, link in _part(start, end, links if mark is not None else ())
        )
        runs.append(Run(pieces, mark, begins=mark is not None and mark.start >= line.start))
    return tuple(runs)


def _part(
    start: int, end: int, stretches: Iterable[Stretch]
) -> Iterator[tuple[int, int, Stretch | None]]:
    """Give the stretches between ``start`` and ``end``, and what is between them."""
    position = start
    for each in sorted(stretches, key=lambda each: (each.start, -each.end)):
        first, last = max(each.start, start), min(each.end, end)
        if first < position or first >= last:
            continue
        if position < first:
            yield position, first, None
        yield first, last, each
        position = last
    if position < end:
        yield position, end, None
