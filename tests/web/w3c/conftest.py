"""Run the W3C's cases once for all the tests of them."""

from collections.abc import Mapping, Sequence

import pytest

from tests.web.w3c import report
from tests.web.w3c.manifest import FOLDER
from tests.web.w3c.runner import Outcome

ByName = Mapping[str, Outcome]
"""Outcomes, each under the name of its case or part of a case."""


@pytest.fixture(scope="session", autouse=True)
def _suites() -> None:
    """Skip the tests where the suites are not beside the project; in CI they always are."""
    if not FOLDER.is_dir():
        pytest.skip(f"the W3C's suites are not at {FOLDER}")


@pytest.fixture(scope="session")
def everything(tmp_path_factory: pytest.TempPathFactory) -> report.Outcomes:
    """Return the outcomes of all suites, by subject."""
    return report.run_everything(tmp_path_factory.mktemp("w3c"))


@pytest.fixture(scope="session")
def service(everything: report.Outcomes) -> ByName:
    """Return the outcomes of the service as it is run."""
    return _by_name(everything[report.SERVICE])


@pytest.fixture(scope="session")
def updating(everything: report.Outcomes) -> ByName:
    """Return the outcomes of the build with updates."""
    return _by_name(everything[report.UPDATING])


def _by_name(outcomes: Sequence[Outcome]) -> ByName:
    return {each.part or each.case.name: each for each in outcomes}
