"""Drive Chromium against the real service, started once for all tests of a worker."""

from collections.abc import Callable, Iterator
from typing import Any

import pytest
from playwright.sync_api import Browser, sync_playwright
from pyoxigraph import RdfFormat

from mgi_graph.pipeline.dataset import Dataset
from mgi_graph.rdf.serialisation import write_quads
from tests.browser.driving import Reading, opened
from tests.browser.finding import require_chromium
from tests.web.conftest import running_service

OpenReading = Callable[..., Reading]


@pytest.fixture(scope="session")
def base(built: Dataset, tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    """Return the address of the service of the real dataset."""
    path = tmp_path_factory.mktemp("browsed") / "mgi.trig"
    write_quads(built.quads, path, RdfFormat.TRIG)
    with running_service(path) as service:
        yield service.base


@pytest.fixture(scope="module")
def chromium() -> Iterator[Browser]:
    """Return the browser.

    It ends with each file of tests: Playwright has an event loop in this
    thread, beside which other tests could not have their own.
    """
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(
            executable_path=require_chromium(),
            # Containers, and root, have no sandbox of Chromium's.
            args=["--no-sandbox", "--disable-dev-shm-usage"],
        )
        yield browser
        browser.close()


@pytest.fixture
def read(chromium: Browser, base: str) -> Iterator[OpenReading]:
    """Give a function that opens a window: ``(language, width=…, …)``; check it at the end.

    Whatever a test does, no page may ask another host or say anything to the console.
    """
    readings: list[Reading] = []

    def open_reading(language: str = "en", **options: Any) -> Reading:  # noqa: ANN401 (Playwright's own)
        reading = opened(chromium, base, language, **options)
        readings.append(reading)
        return reading

    yield open_reading
    for each in readings:
        each.close()
    for each in readings:
        assert each.foreign == []
        assert each.complaints == []
