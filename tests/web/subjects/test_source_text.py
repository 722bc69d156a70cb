"""Hold the lines of a source and what is marked in them against the text itself."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from mgi_graph.web.subjects.source_text import (
    PAGE_LENGTH,
    SourceLine,
    Stretch,
    count_pages,
    excerpt,
    lines_of_page,
    mark_line,
    number_lines,
    page_at,
)

DIGEST = "0" * 64


@pytest.mark.parametrize(
    ("text", "lines"),
    [
        pytest.param("", [], id="nothing"),
        pytest.param("\ufeffa\n", [(1, 0, "\ufeffa")], id="byte order mark counts"),
        pytest.param("a\r\nb", [(1, 0, "a"), (2, 3, "b")], id="CR LF counts as two characters"),
        pytest.param("a\rb\n\nc", [(1, 0, "a"), (2, 2, "b"), (3, 4, ""), (4, 5, "c")], id="CR"),
        pytest.param("a\u2028b\fc", [(1, 0, "a\u2028b\fc")], id="other separators end no line"),
    ],
)
def test_lines_are_those_of_the_parser(text: str, lines: list[tuple[int, int, str]]) -> None:
    """Positions count the characters of the file, lines end at LF, CR LF and CR."""
    assert [(line.number, line.start, line.text) for line in number_lines(text)] == lines


def test_excerpt_has_four_lines_before_and_after() -> None:
    """The stretch stands in the middle of its surroundings."""
    text = "\r\n".join(f"line {number}" for number in range(1, 30))
    start = text.index("line 15")
    found = excerpt(text, DIGEST, start, start + len("line 15"))
    assert found is not None
    assert [(line.number, line.text) for line in found.lines] == [
        (number, f"line {number}") for number in range(11, 20)
    ]


@pytest.mark.parametrize(("start", "end"), [(-1, 2), (3, 3), (4, 2), (0, 99)])
def test_stretch_that_the_text_does_not_have_has_no_excerpt(start: int, end: int) -> None:
    """Positions of a foreign dataset may be anything."""
    assert excerpt("a text", DIGEST, start, end) is None


def test_excerpt_of_a_very_long_source_is_bounded() -> None:
    """A finding of a million characters, or of a thousand lines, makes no page of that size."""
    for text in ("x" * 1_000_000, "x\n" * 500_000):
        found = excerpt(text, DIGEST, 0, len(text))
        assert found is not None
        assert sum(len(line.text) for line in found.lines) <= 20_000
        assert len(found.lines) <= 200
        assert found.lines[0].number == 1


@given(st.text(alphabet="ab\r\n", max_size=60), st.integers(0, 60), st.integers(1, 60))
def test_marks_join_to_the_stretch(text: str, start: int, length: int) -> None:
    """Whatever the line ends, what is marked is the stretch without them."""
    end = min(start + length, len(text))
    found = excerpt(text, DIGEST, start, end)
    if found is None:
        return
    runs = [run for line in found.lines for run in mark_line(line, [Stretch(start, end)])]
    marked = "".join(run.text for run in runs if run.mark is not None)
    assert marked == text[start:end].replace("\r", "").replace("\n", "")
    for line in found.lines:
        assert text[line.start : line.end] == line.text
        breaks = text[: line.start].replace("\r\n", "\n").replace("\r", "\n").count("\n")
        assert line.number == 1 + breaks


def test_overlapping_stretches_are_shown_once() -> None:
    """No character of the source is lost or doubled, whatever a dataset says."""
    line = SourceLine(1, 100, "abcdefghij")
    marks = [Stretch(103, 106), Stretch(101, 104), Stretch(90, 102), Stretch(108, 999)]
    runs = mark_line(line, marks, [Stretch(108, 109, "/x"), Stretch(108, 110, "/y")])
    assert "".join(run.text for run in runs) == line.text
    assert [run.text for run in runs if run.mark is not None] == ["ab", "def", "ij"]


def test_pages_of_a_long_source_have_each_line_once() -> None:
    """A line is on the page where it begins, with the number that it has in the file."""
    text = "".join(f"{number} {'x' * 90}\r\n" for number in range(1, 2001))
    pages = count_pages(len(text))
    assert pages == -(-len(text) // PAGE_LENGTH) > 2
    found = [(page, line) for page in range(1, pages + 1) for line in lines_of_page(text, page)]
    assert [line.number for _, line in found] == list(range(1, 2001))
    assert all(line.text.startswith(f"{line.number} ") for _, line in found)
    assert all(page_at(line.start) == page for page, line in found)
