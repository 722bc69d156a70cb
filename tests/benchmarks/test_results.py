"""Test how the benchmarks are run and brought together."""

import re
from importlib.util import find_spec
from pathlib import Path

import pytest

from benchmarks.results import (
    BENCHMARKS,
    RESULTS,
    Benchmark,
    Ran,
    demote,
    main,
    replace_report,
    run,
    write_results,
)

MAKEFILE = Path(__file__).parents[2] / "Makefile"


def test_each_benchmark_is_a_program_and_a_target() -> None:
    """What the page names can be run by itself."""
    speed = re.search(r"^SPEED := (.*)$", MAKEFILE.read_text("utf-8"), re.MULTILINE)
    assert speed is not None
    assert {*speed[1].split(), "endpoint"} == {each.name for each in BENCHMARKS}
    assert all(find_spec(f"benchmarks.{each.name}") for each in BENCHMARKS)


def test_a_benchmark_that_fails_is_not_lost(tmp_path: Path) -> None:
    """Its name stands in the page, and that it failed."""
    ran = run(Benchmark("nowhere", "nothing"), (), tmp_path / "nowhere.md")
    assert ran.report is None
    assert re.search(
        r"^\| nowhere \| nothing \| [0-9.]+ \| \*\*failed\*\* \|$", write_results([ran]), re.M
    )


def test_reports_stand_below_the_page() -> None:
    """Each is whole, its headings one level lower."""
    text = write_results([Ran(BENCHMARKS[0], "# Reading\n\n## A profile\n\n| a |\n", 1.5)])
    assert text.startswith("# Results\n")
    assert text.endswith("\n\n## Reading\n\n### A profile\n\n| a |\n")


def test_reports_are_those_of_the_page() -> None:
    """What was measured by itself stands in the page too, so that no number has two values."""
    page = RESULTS.read_text("utf-8")
    for each in BENCHMARKS:
        report = RESULTS.with_name(f"{each.name}.md").read_text("utf-8")
        assert demote(report).strip() in page, each.name


def test_report_takes_the_place_of_the_earlier_one() -> None:
    """Others stay where they are, also one whose title begins alike; a new one comes last."""
    page = write_results(
        [
            Ran(BENCHMARKS[0], "# The build\n\n1\n", 1.5),
            Ran(BENCHMARKS[1], "# The build, cut\n\n2\n", 1.5),
        ]
    )
    found = replace_report(page, "# The build\n\n## Time\n\n3\n")
    assert found == page.replace("## The build\n\n1\n", "## The build\n\n### Time\n\n3\n")
    assert replace_report(page, "# Pages\n\n4\n") == f"{page}\n## Pages\n\n4\n"


def test_a_benchmark_that_is_not_known_is_refused() -> None:
    """The message names those that are."""
    with pytest.raises(SystemExit, match="no benchmark 'speed'; expected some of reading, "):
        main(["speed"])


def test_a_benchmark_that_is_never_short_says_so() -> None:
    """Nothing would be run otherwise, without a word."""
    with pytest.raises(SystemExit, match="endpoint: never short"):
        main(["endpoint", "--quick"])
