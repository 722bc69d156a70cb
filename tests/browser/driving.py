"""Open windows of the browser that tell whom they asked and what they complained of."""

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from types import TracebackType
from typing import Any, Final, Self

from playwright.sync_api import (
    Browser,
    BrowserContext,
    ConsoleMessage,
    Page,
    Request,
    Response,
    ViewportSize,
)

PHONE: Final = (390, 844)
DESK: Final = (1280, 900)
_PATIENCE: Final = 15_000
_INSIDE: Final = ("data:", "blob:", "about:")


@dataclass
class Reading:
    """Hold a window in which somebody reads."""

    page: Page
    context: BrowserContext
    base: str
    language: str
    requests: list[str] = field(default_factory=list)
    complaints: list[str] = field(default_factory=list)

    @property
    def foreign(self) -> list[str]:
        """Return what was asked of other hosts."""
        own = (f"{self.base}/", *_INSIDE)
        return [each for each in self.requests if not each.startswith(own)]

    @property
    def path(self) -> str:
        """Return the address of the page, from the root of the service."""
        return self.page.url.removeprefix(self.base)

    @property
    def text(self) -> str:
        """Return what the page shows."""
        return self.page.locator("main").inner_text()

    def visit(self, path: str) -> int:
        """Open a page of the service by its path; return the status."""
        response = self.page.goto(self.base + path)
        assert response is not None
        return response.status

    def is_wider_than_window(self) -> bool:
        """Say whether one has to move the page sideways to read it."""
        return bool(
            self.page.evaluate(
                "document.documentElement.scrollWidth > document.documentElement.clientWidth"
            )
        )

    def resize(self, width: int, height: int = PHONE[1]) -> None:
        """Make the window as wide as this."""
        self.page.set_viewport_size({"width": width, "height": height})

    def begin_anew(self, size: tuple[int, int]) -> None:
        """Forget what was read before, and show pages as at first."""
        self.resize(*size)
        self.page.emulate_media(media="screen", color_scheme="light", reduced_motion="reduce")
        self.requests.clear()
        self.complaints.clear()

    def close(self) -> None:
        """Close the window."""
        self.context.close()


OpenReading = Callable[..., Reading]
"""What gives a window to a reader: of a language, of a size, and of a kind."""


class Windows:
    """Keep the windows of one browser: one for each service, language and kind of reader."""

    def __init__(self, browser: Browser) -> None:
        """Begin with none."""
        self._browser = browser
        self._opened: dict[tuple[object, ...], Reading] = {}

    def __enter__(self) -> Self:
        """Take part in a ``with`` statement."""
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        trace: TracebackType | None,
    ) -> None:
        """Close them all."""
        for each in self._opened.values():
            each.close()

    @contextmanager
    def readings(self, base: str) -> Iterator[OpenReading]:
        """Give a function that opens a window; at the end, say what none of them may have done."""
        used: list[Reading] = []

        def open_reading(
            language: str = "en",
            *,
            size: tuple[int, int] = DESK,
            **options: Any,  # noqa: ANN401 (Playwright's own)
        ) -> Reading:
            key = (base, language, *sorted(options.items()))
            reading = self._opened.get(key) or opened(self._browser, base, language, **options)
            self._opened[key] = reading
            reading.begin_anew(size)
            used.append(reading)
            return reading

        yield open_reading
        for each in used:
            assert each.foreign == []
            assert each.complaints == []


def opened(
    browser: Browser,
    base: str,
    language: str,
    *,
    size: tuple[int, int] = DESK,
    **options: Any,  # noqa: ANN401 (Playwright's own)
) -> Reading:
    """Open a window of a reader of this language."""
    viewport = ViewportSize(width=size[0], height=size[1])
    context = browser.new_context(
        locale=language, viewport=viewport, reduced_motion="reduce", **options
    )
    context.set_default_timeout(_PATIENCE)
    reading = Reading(context.new_page(), context, base, language)

    def note_request(request: Request) -> None:
        reading.requests.append(request.url)

    def note_message(message: ConsoleMessage) -> None:
        # The page that was asked for may be one of a mistake, and the browser says so.
        asked = message.location.get("url") == reading.page.url
        if message.type in {"error", "warning"} and not asked:
            reading.complaints.append(f"{message.text} ({message.location.get('url')})")

    def note_response(response: Response) -> None:
        if response.status >= 400 and not response.request.is_navigation_request():
            reading.complaints.append(f"{response.status} {response.url}")

    context.on("request", note_request)
    context.on("response", note_response)
    reading.page.on("console", note_message)
    reading.page.on("pageerror", lambda error: reading.complaints.append(str(error)))
    return reading
