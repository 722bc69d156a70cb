"""Photograph the main pages into ``docs/screenshots/``: ``python -m benchmarks.screenshots``."""

import sys
from pathlib import Path
from typing import Final

from playwright.sync_api import Browser, sync_playwright

from tests.browser.driving import DESK, PHONE, opened
from tests.browser.finding import require_chromium
from tests.browser.kinds import PAGES
from tests.web.conftest import running_service

_FOLDER: Final = Path(__file__).parents[1] / "docs" / "screenshots"
_QUALITY: Final = 58
MOST_BYTES: Final = 100_000
"""The most that one picture may have."""

_PICTURES: Final = (
    ("home", "home", "en", DESK, "light"),
    ("place", "place", "es", DESK, "light"),
    ("compare", "compare", "en", DESK, "light"),
    ("finding", "finding", "fr", DESK, "light"),
    ("home-dark", "home", "fr", DESK, "dark"),
    ("place-phone", "place", "en", PHONE, "light"),
)
"""Name, kind of page, language, window and colours of each picture."""


def _photograph(browser: Browser, base: str) -> None:
    for name, kind, language, size, colours in _PICTURES:
        reading = opened(browser, base, language, size=size, color_scheme=colours)
        reading.visit(f"/{language}/{PAGES[kind]}")
        path = _FOLDER / f"{name}.jpg"
        reading.page.screenshot(path=path, type="jpeg", quality=_QUALITY)
        reading.close()
        if path.stat().st_size > MOST_BYTES:
            raise SystemExit(f"{path} has {path.stat().st_size:,} bytes, more than {MOST_BYTES:,}")
        sys.stderr.write(f"{path.name}: {path.stat().st_size:,} bytes\n")


def main() -> None:
    """Photograph the pages of the packaged profiles."""
    _FOLDER.mkdir(parents=True, exist_ok=True)
    with running_service(None) as service, sync_playwright() as playwright:
        browser = playwright.chromium.launch(
            executable_path=require_chromium(), args=["--no-sandbox"]
        )
        _photograph(browser, service.base)
        browser.close()


if __name__ == "__main__":
    main()
