"""The measuring of canned queries asks each as somebody would, and of everything."""

import pytest

from benchmarks.queries import EVERYTHING, NARROW, ONE, Measured, choose_values, report
from mgi_graph.queries import find_query

SUBJECTS = {
    "thing": "https://w3id.org/mgi-graph/id/agent/col-cali-office",
    "finding": "col-cali-2020/partnerships/well-developed/1",
    "profile": "col-cali-2020",
    "place": "col-cali",
    "country": "col",
    "indicator": "city-networks",
}


@pytest.mark.parametrize(
    ("query", "parameter"),
    [
        ("claims", "profile"),
        ("things-named", "place"),
        ("national-and-local", "country"),
        ("everything-on-a-thing", "thing"),
        ("same-matter-across-languages", "indicator"),
        ("common-gaps", None),
        ("finding-without-statement", None),
    ],
)
def test_question_is_bounded_by_its_narrowest_parameter(query: str, parameter: str | None) -> None:
    """A question about one profile is not asked of a whole country."""
    values = choose_values(find_query(query), SUBJECTS)
    assert values == ({} if parameter is None else {parameter: SUBJECTS[parameter]})


@pytest.mark.parametrize(
    ("query", "parameters"),
    [
        ("peer-learning", ["place", "indicator"]),
        ("shared-gaps", ["place", "indicator"]),
        ("same-matter-across-languages", []),
        ("claims", []),
    ],
)
def test_question_is_narrowed_by_an_indicator_too(query: str, parameters: list[str]) -> None:
    """The third way is only for what can be asked of one place and of one indicator."""
    assert list(choose_values(find_query(query), SUBJECTS, NARROW)) == parameters


def test_everything_still_has_what_must_be_given() -> None:
    """A needed parameter is taken from the dataset, for its default may not be there."""
    assert choose_values(find_query("peer-learning"), SUBJECTS, EVERYTHING) == {"place": "col-cali"}
    assert choose_values(find_query("claims"), SUBJECTS, EVERYTHING) == {}


@pytest.mark.parametrize(
    ("solutions", "counted"), [(1000, "0 of 1 queries under 100 ms"), (1001, "1 of 1 queries")]
)
def test_summary_counts_long_answers_with_an_indicator(solutions: int, counted: str) -> None:
    """Nobody reads thousands of solutions, and the line says which queries those are."""
    found = [
        Measured("a", ONE, "place=x", (600.0,), solutions),
        Measured("a", NARROW, "place=x indicator=y", (6.0,), 3),
        Measured("a", EVERYTHING, "", (700.0,), 5000),
    ]
    text = report("Title", found, 30)
    assert counted in text
    assert ("(`a`)" in text) == (solutions > 1000)
    assert "| a | place=x indicator=y | 6.00 | 3 |" in text


def test_report_has_the_slowest_first_and_says_what_was_ended() -> None:
    """A slow shape shows, and one that did not end shows before all."""
    found = [
        Measured("a", ONE, "place=x", (5.0, 7.0, 6.0), 3),
        Measured("a", EVERYTHING, "", (), 0),
        Measured("b", EVERYTHING, "", (250.0,), 1200),
    ]
    lines = [line for line in report("Title", found, 30).splitlines() if line.startswith("| ")]
    assert lines[1:] == [
        "| a | of everything | ended at 30 s | – |",
        "| b | of everything | 250 | 1,200 |",
        "| a | place=x | 6.00 (5.00–7.00) | 3 |",
    ]
    assert "1 of 2 queries under 100 ms, 2 at most 1 s" in report("Title", found, 30)


def test_every_long_list_can_be_bounded() -> None:
    """A query that names a place in each row can be asked of one, so that it stays quick."""
    from mgi_graph.queries import load_queries

    assert [
        query.name
        for query in load_queries()
        if "?placeLabel" in query.text.partition("WHERE")[0] and not choose_values(query, SUBJECTS)
    ] == []
