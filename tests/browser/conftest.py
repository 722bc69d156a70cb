"""Drive Chromium against the real service, started once for all tests of a worker."""

from collections.abc import Iterator

import pytest
from playwright.sync_api import Browser, sync_playwright
from pyoxigraph import RdfFormat

from mgi_graph.pipeline.dataset import Dataset
from mgi_graph.rdf.serialisation import write_quads
from tests.browser.driving import OpenReading, Windows
from tests.browser.finding import require_chromium
from tests.web.conftest import running_service


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


@pytest.fixture(scope="module")
def windows(chromium: Browser) -> Iterator[Windows]:
    """Keep the windows of a file of tests, to be used again and closed at its end."""
    with Windows(chromium) as found:
        yield found


@pytest.fixture
def read(windows: Windows, base: str) -> Iterator[OpenReading]:
    """Give a function that opens a window: ``(language, size=…, …)``; check it at the end.

    Whatever a test does, no page may ask another host or say anything to the console. Windows
    of one language and one kind are one window, which begins anew for each test.
    """
    with windows.readings(base) as open_reading:
        yield open_reading
