"""Photograph the main pages into ``docs/screenshots/``: ``python -m benchmarks.screenshots``."""

import base64
import sys
from pathlib import Path
from typing import Final

from playwright.sync_api import Browser, sync_playwright

from tests.browser.driving import DESK, PHONE, opened
from tests.browser.finding import require_chromium
from tests.browser.kinds import PAGES
from tests.web.conftest import running_service

_FOLDER: Final = Path(__file__).parents[1] / "docs" / "screenshots"
_QUALITY: Final = 0.8
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


_DRAW: Final = """async ([source, quality]) => {
  const picture = new Image();
  picture.src = source;
  await picture.decode();
  const canvas = document.createElement("canvas");
  canvas.width = picture.naturalWidth;
  canvas.height = picture.naturalHeight;
  canvas.getContext("2d").drawImage(picture, 0, 0);
  return canvas.toDataURL("image/webp", quality);
}"""


def _compress(browser: Browser, picture: bytes) -> bytes:
    """Return a PNG picture as WebP, which the browser itself can write."""
    page = browser.new_page()
    source = f"data:image/png;base64,{base64.b64encode(picture).decode()}"
    drawn = str(page.evaluate(_DRAW, [source, _QUALITY]))
    page.close()
    return base64.b64decode(drawn.partition(",")[2])


def _photograph(browser: Browser, base: str) -> None:
    for name, kind, language, size, colours in _PICTURES:
        reading = opened(browser, base, language, size=size, color_scheme=colours)
        reading.visit(f"/{language}/{PAGES[kind]}")
        picture = reading.page.screenshot()
        reading.close()
        path = _FOLDER / f"{name}.webp"
        path.write_bytes(_compress(browser, picture))
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
