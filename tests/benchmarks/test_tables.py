"""Test how the benchmarks turn numbers into tables."""

import pytest

from benchmarks.endpoint.load import Load, read_summary
from benchmarks.endpoint.rates import is_sound, show_rate
from benchmarks.tables import (
    Goal,
    Spread,
    ratios,
    replace_between,
    show_number,
    table,
)

SUMMARY = """\
Running 2s test @ http://127.0.0.1:7878/query?query=ASK%20%7B%7D
  1 threads and 16 connections
Requests/sec:   9075.34
{"requests": 9982, "microseconds": 2000000, "p50": 105, "p99": 2722, "broken": 2, "refused": 3}
"""


def test_the_summary_of_wrk_is_read_from_its_last_line() -> None:
    """Times become milliseconds, and all kinds of error are counted together."""
    assert read_summary(SUMMARY) == Load(9982, 2.0, 0.105, 2.722, errors=5)


def test_a_rate_is_requests_in_a_second() -> None:
    """The time is that which wrk measured."""
    assert read_summary(SUMMARY).rate == 4991


@pytest.mark.parametrize(
    ("value", "shown"),
    [
        (0, "0"),
        (0.123, "0.12"),
        (12.34, "12.3"),
        (123.4, "123"),
        (1234, "1,230"),
        (99950, "100,000"),
    ],
)
def test_a_number_is_written_as_exactly_as_it_was_measured(value: float, shown: str) -> None:
    """Three figures, and at most two of them after the point."""
    assert show_number(value) == shown


def test_a_spread_shows_its_range_where_it_has_one() -> None:
    """The median of an even number of rounds lies between the middle two."""
    assert str(Spread.of([1, 4, 2, 3])) == "2.50 (1.00–4.00)"
    assert str(Spread.of([7, 7])) == "7.00"


def test_ratios_are_taken_within_rounds() -> None:
    """A round in which the machine was slow for both does not change the ratio."""
    assert ratios([100, 10, 100], [50, 5, 50]) == Spread(2, 2, 2)


def test_there_is_no_ratio_to_nothing() -> None:
    """A peer that answered nothing is not beaten by any factor."""
    assert ratios([100], [0]) is None
    assert ratios([], []) is None


def test_a_rate_with_errors_is_void() -> None:
    """One error in one round makes the number worthless, and the table says so."""
    loads = [Load(100, 1, 1, 1, errors=0), Load(100, 1, 1, 1, errors=1)]
    assert show_rate(loads) == "void: 1 errors"
    assert not is_sound(loads)
    assert is_sound(loads[:1])


@pytest.mark.parametrize(
    ("goal", "verdict"),
    [
        (Goal("rate", 25, Spread(25, 20, 30)), "reached"),
        (Goal("rate", 25, Spread(24.9, 20, 30)), "**not reached**"),
        (Goal("time", 3, Spread(2.9, 2, 4), at_most=True), "reached"),
        (Goal("time", 3, Spread(3.1, 2, 4), at_most=True), "**not reached**"),
        (Goal("time", 3, None), "not measured"),
    ],
)
def test_a_goal_is_judged_by_the_median(goal: Goal, verdict: str) -> None:
    """A goal that is a bound from above is reached below it."""
    assert goal.verdict == verdict


def test_a_table_keeps_the_bars_of_its_cells() -> None:
    """A bar in a cell does not begin another cell."""
    assert table(["a"], [["x|y"]]).splitlines() == ["| a |", "|---|", "| x\\|y |"]


def test_only_what_stands_between_the_marks_is_replaced() -> None:
    """Backslashes and group references in the new text are text."""
    text = "before\n<!-- t -->\nold\n<!-- end of t -->\nafter"
    expected = "before\n<!-- t -->\n\\1 new\n<!-- end of t -->\nafter"
    assert replace_between(text, "t", "\\1 new") == expected


@pytest.mark.parametrize("text", ["", "<!-- t -->", "<!-- end of t --><!-- t -->"])
def test_a_text_without_the_marks_is_refused(text: str) -> None:
    """Nothing is written into a file whose marks are gone."""
    with pytest.raises(ValueError, match="each once"):
        replace_between(text, "t", "new")
