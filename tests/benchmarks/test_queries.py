"""The measuring of canned queries asks each as somebody would, and of everything."""

from pathlib import Path

import pytest

from benchmarks.queries import (
    EVERYTHING,
    NARROW,
    NARROWEST,
    ONE,
    Measured,
    choose_values,
    measure,
    report,
)
from benchmarks.queries_engines import Opened
from mgi_graph.queries import find_query, load_query
from mgi_graph.store import OxigraphStore

DISK = Opened("on disk", ("Opened in 3 ms.",))
SUBJECTS = {
    "thing": "https://w3id.org/mgi-graph/id/agent/col-cali-office",
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
        ("finding-without-statement", "profile"),
        ("place-without-country", "place"),
        ("findings-on-indicator", "indicator"),
        ("finding-without-profile", None),
    ],
)
def test_question_is_bounded_by_its_narrowest_parameter(query: str, parameter: str | None) -> None:
    """A question about one profile is not asked of a whole country."""
    values = choose_values(find_query(query), SUBJECTS)
    assert values == ({} if parameter is None else {parameter: SUBJECTS[parameter]})


@pytest.mark.parametrize(
    ("query", "narrow", "narrowest"),
    [
        ("peer-learning", ["place", "indicator"], ["place", "indicator", "country"]),
        ("same-matter-across-languages", ["indicator", "country"], ["indicator", "country"]),
        ("national-and-local", ["country", "indicator"], ["country", "indicator"]),
        ("claims", ["profile"], ["profile"]),
    ],
)
def test_question_is_narrowed_by_an_indicator_and_a_country_too(
    query: str, narrow: list[str], narrowest: list[str]
) -> None:
    """Where there is no such parameter, the question stays as it is and is asked once."""
    assert list(choose_values(find_query(query), SUBJECTS, NARROW)) == narrow
    assert list(choose_values(find_query(query), SUBJECTS, NARROWEST)) == narrowest


def test_everything_still_has_what_must_be_given() -> None:
    """A needed parameter is taken from the dataset, for its default may not be there."""
    assert choose_values(find_query("peer-learning"), SUBJECTS, EVERYTHING) == {"place": "col-cali"}
    assert choose_values(find_query("claims"), SUBJECTS, EVERYTHING) == {}


@pytest.mark.parametrize(
    ("solutions", "counted"), [(1000, "0 take less than 100 ms"), (1001, "1 take less than 100 ms")]
)
def test_summary_counts_long_answers_with_an_indicator(solutions: int, counted: str) -> None:
    """Nobody reads thousands of solutions."""
    found = [
        Measured("a", ONE, "place=x", (600.0,), solutions, (500.0,)),
        Measured("a", NARROW, "place=x indicator=y", (6.0,), 3, (5.0,)),
        Measured("a", EVERYTHING, "", (700.0,), 5000, (650.0,)),
    ]
    text = report(DISK, "Title", found, 30)
    assert counted in text
    usual, others = text.split("### Of more, of less, and of everything")
    assert ("| a | place=x | 600 | 500 |" in usual) == (solutions == 1000)
    assert ("| a | place=x indicator=y | 6.00 | 5.00 | 3 |" in usual) == (solutions > 1000)
    assert "| a | of everything | 700 | 650 | 5,000 |" in others


def test_report_has_the_slowest_first_and_says_what_was_ended() -> None:
    """A slow shape shows, one that did not end shows before all, and so does one refused."""
    found = [
        Measured("a", ONE, "place=x", (5.0, 7.0, 6.0), 3),
        Measured("a", EVERYTHING, "", (), 0),
        Measured("b", EVERYTHING, "", (250.0,), 1200),
        Measured("c", EVERYTHING, "", (), 0, failure="the engine refused it"),
    ]
    server = Opened("in a server", ("Pushed in 3 s.",), has_own_processor_time=False)
    text = report(server, "Title", found, 30)
    assert [line for line in text.splitlines() if line.startswith("| ")] == [
        "| query | asked | ms, median (range) | solutions |",
        "| c | of everything | the engine refused it | – |",
        "| b | of everything | 250 | 1,200 |",
        "| a | place=x | 6.00 (5.00–7.00) | 3 |",
        "| query | asked | ms, median (range) | solutions |",
        "| a | of everything | ended at 30 s | – |",
    ]
    assert "Pushed in 3 s. Of 3 queries, asked as somebody would, 1 take less" in text
    assert "2 at most 1 s, the slowest 250 ms; 1 did not end." in text


def test_query_that_takes_too_long_is_ended(dataset: OxigraphStore, tmp_path: Path) -> None:
    """The engine cannot be stopped, so its process is; no time is given then."""
    lines = find_query("profile-without-place").text.splitlines(keepends=True)
    header = [line for line in lines if line.startswith("#+") and "profile: " not in line]
    kept = "".join(header).replace("#+ parameters:\n", "")
    file = tmp_path / "quality" / "endless.rq"
    file.parent.mkdir()
    file.write_text(
        f"{kept}SELECT (COUNT(*) AS ?number)\nWHERE {{ ?a ?b ?c . ?d ?e ?f . ?g ?h ?i . }}\n"
        "ORDER BY ?number\n",
        encoding="utf-8",
    )
    found = list(measure(lambda: dataset, 1, 1, [load_query(file)]))
    assert [each.way for each in found] == [ONE]
    assert all(not each.rounds and not each.failure for each in found)


def test_every_long_list_can_be_bounded() -> None:
    """A query that names a place in each row can be asked of one, so that it stays quick."""
    from mgi_graph.queries import load_queries

    assert [
        query.name
        for query in load_queries()
        if "?placeLabel" in query.text.partition("WHERE")[0] and not choose_values(query, SUBJECTS)
    ] == []
