"""Lines are split at line ends alone and know their place."""

import re

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from mgi_graph.parsing.lines import (
    Line,
    begins_in_lower_case,
    is_finished,
    is_ornament,
    split_lines,
)


def test_line_ends_are_lf_cr_and_cr_lf() -> None:
    """Other characters that Unicode calls line ends part no lines."""
    text = "a\nb\rc\r\nd\x0be\x85f\u2028g"
    assert [(line.number, line.text) for line in split_lines(text)] == [
        (1, "a"),
        (2, "b"),
        (3, "c"),
        (4, "d\x0be\x85f\u2028g"),
    ]


def test_positions_leave_out_white_space_and_byte_order_mark() -> None:
    """A line's text begins after white space, NBSP and a byte order mark."""
    assert split_lines("\ufeff \u00a0a b\u00a0\t\n") == [Line(1, 3, 6, "a b", 3, False)]


def test_form_feed_alone_is_no_blank_line() -> None:
    """A page break does not part what stands before and after it."""
    lines = split_lines("a\n\f\nb\n \nc")
    assert [(line.text, line.after_blank) for line in lines] == [
        ("a", False),
        ("b", False),
        ("c", True),
    ]


@settings(deadline=None)
@given(st.text(alphabet=st.sampled_from("ab \t\r\n\f\u00a0\ufeff\u200b")))
def test_every_line_is_where_it_says(text: str) -> None:
    """Each line that is not blank comes once, with the positions of its text."""
    lines = split_lines(text)
    raw = re.split(r"\r\n|\r|\n", text)
    assert [line.number for line in lines] == [n for n, each in enumerate(raw, 1) if each.strip()]
    assert all(text[line.start : line.end] == line.text for line in lines)


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("-----", True),
        ("_ _ _", True),
        ("***", True),
        ("\ufeff", True),
        ("–", False),
        ("• • •", False),
        ("...", False),
        ("- text -", False),
    ],
)
def test_ornament_is_one_mark_repeated(text: str, expected: bool) -> None:
    """A rule is an ornament, a bullet or an ellipsis is none."""
    assert is_ornament(text) is expected


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("The end.", True),
        ("“The end.”", True),
        ("(The end.)", True),
        ("Is it?", True),
        ("And so…", True),
        ("in 2020 (2021)", False),
        ("as follows:", False),
        ("one;", False),
        ("", False),
    ],
)
def test_sentence_is_finished_by_its_last_mark(text: str, expected: bool) -> None:
    """A full stop, a question mark or the like ends a sentence, also within quotes."""
    assert is_finished(text) is expected


@pytest.mark.parametrize(
    ("text", "expected"),
    [("and", True), ("“and", True), ("élan", True), ("And", False), ("2nd", False), ("", False)],
)
def test_lower_case_is_that_of_the_first_letter(text: str, expected: bool) -> None:
    """Marks before the first letter do not count, digits do."""
    assert begins_in_lower_case(text) is expected
