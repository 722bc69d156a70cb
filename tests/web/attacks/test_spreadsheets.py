"""Ask for tables that are opened by a click, with cells that would be formulas.

A part of the tenth point of the acceptance list: cells that begin with ``= + - @``.
"""

import csv
import io

import pytest

from tests.web.conftest import RunningService

_FORMULAS = [
    "=HYPERLINK('http://evil.example')",
    "+1+cmd|' /C calc'!A0",
    "-2+3",
    "@SUM(1)",
    "\t=1",
    "\r=1",
    "\uff1d1+1",
]
_HARMLESS = ["text", "a=b", "-5", "+1.5e3", "'quoted", "", "https://example.org/=1"]


def _rows(service: RunningService, values: list[str], word: str) -> tuple[bytes, list[str]]:
    written = " ".join("'" + each.replace("'", "\\'") + "'" for each in values)
    escaped = written.replace("\t", "\\t").replace("\r", "\\r")
    text = f"SELECT ?x {{ VALUES ?x {{ {escaped} }} }}"
    answer = service.query(text, params={"format": word})
    assert answer.status_code == 200
    assert answer.headers["content-type"] == "text/csv; charset=utf-8"
    table = csv.reader(io.StringIO(answer.content.decode("utf-8-sig"), newline=""))
    return answer.content, [row[0] if row else "" for row in table][1:]


def test_a_table_for_spreadsheets_has_no_formula(service: RunningService) -> None:
    """Each has an apostrophe before it, and the file the mark by which Excel knows UTF-8."""
    content, cells = _rows(service, _FORMULAS, "spreadsheet")
    assert content.startswith(b"\xef\xbb\xbf")
    assert cells == [f"'{each}" for each in _FORMULAS]


def test_numbers_and_texts_stay_as_they_are(service: RunningService) -> None:
    """A number with a sign is no formula."""
    assert _rows(service, _HARMLESS, "spreadsheet")[1] == _HARMLESS


@pytest.mark.parametrize("values", [_FORMULAS, _HARMLESS], ids=["formulas", "harmless"])
def test_csv_itself_is_verbatim(service: RunningService, values: list[str]) -> None:
    """SPARQL 1.1 Query Results CSV and TSV Formats (section 3.2) has no guards in it."""
    content, cells = _rows(service, values, "csv")
    assert not content.startswith(b"\xef\xbb\xbf")
    assert cells == values


def test_the_table_for_spreadsheets_is_only_given_where_it_is_named(
    service: RunningService,
) -> None:
    """Programs that accept text/csv get CSV as it is specified."""
    answer = service.query("SELECT ('=1' AS ?x) {}", headers={"Accept": "text/csv"})
    assert answer.text == "x\r\n=1\r\n"
    canned = service.get("/api/queries/coverage?format=spreadsheet")
    assert canned.content.startswith(b"\xef\xbb\xbf")
