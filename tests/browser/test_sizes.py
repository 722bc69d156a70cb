"""Hold every kind of page to its budget of bytes, with all that it asks for."""

import httpx
import pytest

from benchmarks.pages import BYTES, measure_size
from tests.browser.kinds import EDITOR, LANGUAGES, list_pages
from tests.web.conftest import TLS


@pytest.mark.parametrize("language", LANGUAGES)
def test_pages_are_small(base: str, language: str) -> None:
    """No page but the editor's sends more than 100 kB, compressed, in any language."""
    known: dict[str, int] = {}
    with httpx.Client(base_url=base, verify=TLS, timeout=30) as client:
        sizes = {
            kind: measure_size(client, path, language, known)
            for kind, path in list_pages(language).items()
            if kind not in EDITOR
        }
    assert {kind: each.all for kind, each in sizes.items() if each.all > BYTES} == {}
    # A page, the style sheet and the icon; a comparison has a script too.
    assert {each.requests for each in sizes.values()} == {3, 4}
