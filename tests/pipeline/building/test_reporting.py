"""Test that a report made of an earlier one is the one that is made anew."""

from dataclasses import replace
from pathlib import Path

import pytest

from mgi_graph.pipeline.building.reporting import write_report
from mgi_graph.validation import ValidationReport, serialise_report, validate_files

DATA = Path(__file__).parents[2] / "validation" / "data" / "broken.trig"


@pytest.fixture(scope="module")
def report() -> ValidationReport:
    """Return a report with several results, some with paths of several steps."""
    found = validate_files([DATA])
    assert len(found.results) > 4
    return found


@pytest.mark.parametrize("copied", [0, 1, 2, -1])
def test_report_over_an_earlier_one_is_the_same(report: ValidationReport, copied: int) -> None:
    """What is no longer so is left out, and what is new is put in its place."""
    gone = replace(report.results[-1], focus=report.results[-1].shape)
    earlier = replace(report, results=(*report.results[:copied], gone))
    written = write_report(report, report.results[:copied], serialise_report(earlier))
    assert written == serialise_report(report)


def test_result_that_the_earlier_report_lacks_is_written(report: ValidationReport) -> None:
    """An earlier report that has less than it should is no harm."""
    earlier = serialise_report(replace(report, results=()))
    assert write_report(report, report.results, earlier) == serialise_report(report)
