"""Hold the list of withdrawn things to its form, and their addresses to 410."""

from pathlib import Path

import pytest

from mgi_graph.errors import FileError
from mgi_graph.web.http.problems import ProblemError
from mgi_graph.web.linked_data.things import refuse_withdrawn
from mgi_graph.web.linked_data.withdrawn import Withdrawal, read_withdrawn

ID = "https://w3id.org/mgi-graph/id/"
GOOD = """\
- path: place/xyz
  date: 2025-03-01
  reason: It never was a place.
  replacedBy: place/xyy
- path: place/abc
  date: 2025-03-02
  reason: Twice the same.
"""


def write(folder: Path, text: str) -> Path:
    """Write a list."""
    path = folder / "withdrawn.yaml"
    path.write_text(text, encoding="utf-8")
    return path


def test_packaged_list_is_read() -> None:
    """The list that comes with the package is in order."""
    assert all(iri.startswith(ID) for iri in read_withdrawn())


def test_withdrawals_are_found_by_iri(tmp_path: Path) -> None:
    """Each has its date and reason, and maybe what took its place."""
    found = read_withdrawn(write(tmp_path, GOOD))
    assert found[f"{ID}place/xyz"] == Withdrawal(
        f"{ID}place/xyz", "2025-03-01", "It never was a place.", f"{ID}place/xyy"
    )
    assert found[f"{ID}place/abc"].replaced_by is None


@pytest.mark.parametrize(
    "text",
    [
        "path: place/xyz",
        "- place/xyz",
        "- {path: place/xyz, date: 2025-03-01}",
        "- {path: place/xyz, date: yesterday, reason: no}",
        "- {path: place/xyz, date: 2025-03-01, reason: no, other: x}",
        GOOD + GOOD,
        "- [",
    ],
)
def test_bad_list_is_refused(tmp_path: Path, text: str) -> None:
    """A defect is named with its file."""
    with pytest.raises(FileError, match=r"withdrawn\.yaml"):
        read_withdrawn(write(tmp_path, text))


def test_withdrawn_thing_is_gone(tmp_path: Path) -> None:
    """Its address answers 410 with date, reason and what took its place; others are let by."""
    withdrawn = read_withdrawn(write(tmp_path, GOOD))
    with pytest.raises(ProblemError) as raised:
        refuse_withdrawn(f"{ID}place/xyz", withdrawn)
    assert (raised.value.status, raised.value.code) == (410, "gone")
    assert raised.value.extensions["replacedBy"] == f"{ID}place/xyy"
    refuse_withdrawn(f"{ID}place/col", withdrawn)
