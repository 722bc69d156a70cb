"""Test that the page on running the service, and the files beside it, tell the truth."""

import re
from pathlib import Path

import pytest

from mgi_graph.results import Solutions
from mgi_graph.store import OxigraphStore
from mgi_graph.store.credentials import PASSWORD_VARIABLE, USER_VARIABLE
from mgi_graph.web.config import OPTIONS, show_default

_DOCS = Path(__file__).parents[2] / "docs"
_PAGE = (_DOCS / "serving.md").read_text("utf-8")
_FILES = sorted(path for path in (_DOCS / "deploy").iterdir())
_QUERIES = re.findall(r"^```sparql\n(.*?)^```$", _PAGE, re.MULTILINE | re.DOTALL)
_NAMES = {option.variable for option in OPTIONS} | {
    "MGI_GRAPH_DATA",
    "MGI_GRAPH_ENDPOINT",
    USER_VARIABLE,
    PASSWORD_VARIABLE,
}
_FLAGS = {option.flag for option in OPTIONS} | {"--data", "--endpoint"}


def test_table_shows_every_setting() -> None:
    """The page's table is the table of options, line by line."""
    rows = [line for line in _PAGE.splitlines() if line.startswith("| `--")]
    assert rows == [
        f"| `{each.flag}` | `{each.variable}` | {show_default(each)} | {each.help} |"
        for each in OPTIONS
    ]


@pytest.mark.parametrize("path", [_DOCS / "serving.md", *_FILES], ids=lambda path: path.name)
def test_settings_named_exist(path: Path) -> None:
    """No page or example names a variable that the service does not read."""
    text = path.read_text("utf-8")
    assert set(re.findall(r"MGI_GRAPH_[A-Z_]*[A-Z]", text)) <= _NAMES


def test_flags_named_exist() -> None:
    """No text of the page names a flag that the command does not have."""
    named = set(re.findall(r"`(--[a-z-]+)", _PAGE))
    named |= set(re.findall(r"mgi-graph serve.*?(--[a-z-]+)", _PAGE))
    assert named - {"--no-access-log"} <= _FLAGS
    assert len(named) > 10


def test_examples_are_linked_and_there() -> None:
    """Each example file is linked from the page, and each link leads to one."""
    linked = set(re.findall(r"\]\(deploy/([\w.-]+)\)", _PAGE))
    assert linked == {path.name for path in _FILES}
    assert len(linked) == 4


def test_threat_model_has_its_parts() -> None:
    """The page says what is promised and what is not, and counts its promises."""
    assert "### What is promised" in _PAGE
    assert "### What is not promised" in _PAGE
    numbers = re.findall(r"^(\d+)\. \*\*", _PAGE, re.MULTILINE)
    assert numbers == [str(number) for number in range(1, 15)]


@pytest.mark.parametrize("query", _QUERIES)
def test_queries_leave_suggestions_out(suggesting: OxigraphStore, query: str) -> None:
    """Where one link of each kind is only suggested, the queries give all the others."""
    property_ = "mentions" if "mgi:mentions" in query else "addresses"
    pattern = f"?s <https://w3id.org/mgi-graph/ontology#{property_}> ?o"
    everything = set(_rows(suggesting, f"SELECT ?s ?o {{ {pattern} }}"))
    found = _rows(suggesting, query)
    assert len(found) == len(set(found)) == len(everything) - 1
    (left_out,) = everything - set(found)
    assert "bra-manaus-2023/partnerships/well-developed/4" in left_out[0]


def _rows(store: OxigraphStore, query: str) -> list[tuple[str, ...]]:
    answer = store.query(query)
    assert isinstance(answer, Solutions)
    return [tuple(map(str, row)) for row in answer.rows]


def test_queries_are_there() -> None:
    """There are three ways."""
    assert len(_QUERIES) == 3
