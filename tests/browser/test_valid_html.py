"""Validate every kind of page in every language, as the service sends it."""

import json
import subprocess
from collections.abc import Iterator
from pathlib import Path
from typing import Final

import httpx

from tests.browser.finding import VALIDATOR, find_node, require_package
from tests.browser.kinds import LANGUAGES, LARGE, list_pages
from tests.web.conftest import TLS

_RULES: Final = {
    "root": True,
    "extends": ["html-validate:recommended"],
    "rules": {
        "doctype-style": ["error", {"style": "lowercase"}],
        # A title is cut by who shows it; that of a thing begins with its own name, which is long.
        "long-title": ["error", {"maxlength": 200}],
        # What templates leave at the end of a line costs no byte that compression does not save.
        "no-trailing-whitespace": "off",
        # Where a style changes how a table is laid out, browsers forget that it is one: on a
        # phone each row of an answer is a block, and its roles are all that say what it is.
        "no-redundant-role": "off",
        # Several boxes with one name are one choice of several places.
        "form-dup-name": ["error", {"shared": ["checkbox"]}],
        "no-inline-style": "error",
    },
}


def _validate(folder: Path) -> list[str]:
    """Return what is wrong with the files of a folder."""
    (folder / ".htmlvalidate.json").write_text(json.dumps(_RULES), encoding="utf-8")
    # Written to a pipe, a long report would be cut when the program ends.
    report = folder / "report.json"
    program = [find_node(), str(require_package(VALIDATOR))]
    command = [*program, "--formatter", f"json={report}", "--ext", "html", str(folder)]
    ran = subprocess.run(command, capture_output=True, text=True, check=False)
    assert ran.returncode in {0, 1}, ran.stderr
    return [
        f"{Path(file['filePath']).stem}:{each['line']}: {each['ruleId']}: {each['message']}"
        for file in json.loads(report.read_text(encoding="utf-8"))
        for each in file["messages"]
    ]


def _kinds(language: str) -> Iterator[tuple[str, str]]:
    """Give the kinds of pages; the very long ones, which are slow to validate, in English alone."""
    for kind, path in list_pages(language).items():
        if language == "en" or kind not in LARGE:
            yield kind, path


def test_every_page_is_valid_html(base: str, tmp_path: Path) -> None:
    """No kind of page breaks the rules of HTML, in any of the languages."""
    with httpx.Client(base_url=base, verify=TLS, timeout=30) as client:
        for language in LANGUAGES:
            headers = {"Accept": "text/html", "Accept-Language": language}
            for kind, path in _kinds(language):
                text = client.get(path, headers=headers).text
                assert f'<html lang="{language}">' in text
                name = kind.replace(" ", "-").replace(",", "")
                (tmp_path / f"{language}-{name}.html").write_text(text, encoding="utf-8")
    assert len(list(tmp_path.glob("*.html"))) > 2 * len(list_pages("en"))
    assert _validate(tmp_path) == []


def test_what_is_not_valid_is_found(tmp_path: Path) -> None:
    """An element that is closed by another is found: the rules are on."""
    page = (
        "<!doctype html><html lang=en><head><title>x</title></head><body><p><b></p></body></html>"
    )
    (tmp_path / "wrong.html").write_text(page, encoding="utf-8")
    assert any("close-order" in each for each in _validate(tmp_path))
