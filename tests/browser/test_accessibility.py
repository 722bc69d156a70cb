"""Try every kind of page with axe: what machines can find that keeps people out."""

from collections.abc import Iterator
from typing import Any, Final

import pytest

from tests.browser.conftest import OpenReading
from tests.browser.driving import DESK, PHONE, Reading
from tests.browser.finding import AXE, require_package
from tests.browser.kinds import LARGE, language_of, list_pages

_RULES: Final = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "best-practice"]
_CONTRAST: Final = ["color-contrast"]


def _run(reading: Reading, kind: str, values: list[str]) -> Iterator[str]:
    """Give what axe finds of these tags or rules, with the first element of each."""
    options = {"runOnly": {"type": kind, "values": values}, "resultTypes": ["violations"]}
    found: Any = reading.page.evaluate("options => axe.run(document, options)", options)
    for each in found["violations"]:
        node = each["nodes"][0]
        yield f"{each['id']} ({len(each['nodes'])}): {node['html'][:200]} {node['failureSummary']}"


@pytest.mark.parametrize(
    ("kind", "language"),
    [(kind, language_of(number)) for number, kind in enumerate(list_pages("en"))],
)
def test_axe_finds_nothing(kind: str, language: str, read: OpenReading) -> None:
    """No kind of page violates a rule, in any width; in the dark, no contrast is too low.

    Only the colours change in the dark.
    """
    axe = require_package(AXE).read_text(encoding="utf-8")
    # The policy of the pages lets no other script in.
    reading = read(language, bypass_csp=True)
    reading.visit(list_pages(language)[kind])
    if kind == "editor":
        reading.page.wait_for_selector("html[data-editor=ready]")
    reading.page.evaluate(axe)
    found = list(_run(reading, "tag", _RULES))
    if kind not in LARGE:
        reading.page.emulate_media(color_scheme="dark")
        found += _run(reading, "rule", _CONTRAST)
        reading.page.set_viewport_size({"width": PHONE[0], "height": PHONE[1]})
        found += _run(reading, "rule", _CONTRAST)
        reading.page.emulate_media(color_scheme="light")
        found += _run(reading, "tag", _RULES)
    assert found == []


def test_axe_finds_what_is_wrong(read: OpenReading) -> None:
    """A picture without words is found: the rules are on."""
    reading = read("en", bypass_csp=True, size=DESK)
    reading.visit("/en/about")
    reading.page.evaluate(require_package(AXE).read_text(encoding="utf-8"))
    reading.page.evaluate("document.querySelector('main').append(new Image())")
    assert [each.partition(" ")[0] for each in _run(reading, "tag", _RULES)] == ["image-alt"]
