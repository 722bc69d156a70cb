"""Try every kind of page with axe: what machines can find that keeps people out."""

from collections.abc import Iterator, Mapping, Sequence
from typing import Any, Final

import pytest

from tests.browser.driving import DESK, OpenReading, Reading
from tests.browser.finding import AXE, require_package
from tests.browser.kinds import language_of, list_pages

_PHONE: Final = (360, 740)
_ALL: Final[Mapping[str, object]] = {
    # Every rule that is on by itself, and the one of WCAG 2.2 that is not.
    "rules": {"target-size": {"enabled": True}},
    "resultTypes": ["violations"],
}
_OF_STYLE: Final = ("color-contrast", "link-in-text-block", "target-size")
"""The rules whose outcome may differ with colours and width alone."""

_FEW: Final = """() => {
  // Of what stands side by side and is made alike, three are enough to see how it looks.
  for (const parent of document.querySelectorAll("main, main *")) {
    const seen = {};
    for (const each of [...parent.children]) {
      const kind = `${each.tagName} ${each.getAttribute("class")}`;
      seen[kind] = (seen[kind] ?? 0) + 1;
      if (seen[kind] > 3) each.remove();
    }
  }
}"""


def _run(reading: Reading, rules: Sequence[str] = ()) -> Iterator[str]:
    """Give what axe finds by all rules, or by some, with the first element of each."""
    options: dict[str, object] = {**_ALL}
    if rules:
        options = {"runOnly": {"type": "rule", "values": list(rules)}, **options}
        del options["rules"]
    found: Any = reading.page.evaluate("options => axe.run(document, options)", options)
    for each in found["violations"]:
        node = each["nodes"][0]
        yield f"{each['id']} ({len(each['nodes'])}): {node['html'][:200]} {node['failureSummary']}"


def _show(reading: Reading, kind: str, path: str) -> None:
    """Open a page in which axe can be run; the policy of the pages lets no other script in."""
    reading.visit(path)
    if kind == "editor":
        reading.page.wait_for_selector("html[data-editor=ready]")
    reading.page.evaluate(require_package(AXE).read_text(encoding="utf-8"))


@pytest.mark.parametrize(
    ("kind", "language"),
    [(kind, language_of(number)) for number, kind in enumerate(list_pages("en"))],
)
def test_axe_finds_nothing(kind: str, language: str, read: OpenReading) -> None:
    """No kind of page violates a rule: wide or narrow, light or dark.

    All rules are tried at a desk in the light and on a phone in the dark, those of colours and
    sizes in the other two ways too. After the first, only some of what is alike is left.
    """
    reading = read(language, bypass_csp=True)
    _show(reading, kind, list_pages(language)[kind])
    found = list(_run(reading))
    if kind != "editor":
        # Its script looks after what is in it.
        reading.page.evaluate(_FEW)
    reading.page.emulate_media(color_scheme="dark")
    found += _run(reading, _OF_STYLE)
    reading.resize(*_PHONE)
    found += _run(reading)
    reading.page.emulate_media(color_scheme="light")
    found += _run(reading, _OF_STYLE)
    assert found == []


def test_every_language_is_among_them() -> None:
    """Neighbouring kinds are tried in different languages, so that each has a third of them."""
    tried = [language_of(number) for number in range(len(list_pages("en")))]
    assert min(tried.count(each) for each in ("en", "es", "fr")) >= len(tried) // 3


def test_axe_finds_what_is_wrong(read: OpenReading) -> None:
    """A picture without words and letters too pale are found: the rules are on."""
    reading = read("en", bypass_csp=True, size=DESK)
    _show(reading, "about", "/en/about")
    reading.page.evaluate(
        """() => {
          document.querySelector("main").append(new Image());
          document.querySelector("main p").style.color = "#eeeeee";
        }"""
    )
    assert [each.partition(" ")[0] for each in _run(reading)] == ["color-contrast", "image-alt"]
    assert [each.partition(" ")[0] for each in _run(reading, _OF_STYLE)] == ["color-contrast"]
