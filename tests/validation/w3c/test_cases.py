"""Check which of the W3C's SHACL cases each engine passes, and that the table of the rest is true.

The suite is that of https://github.com/w3c/data-shapes.
"""

import re
from collections.abc import Mapping
from pathlib import Path
from typing import TypedDict, cast

import pytest
import yaml
from rdflib import SH

from mgi_graph.assets import SHAPES_DIR
from mgi_graph.validation.engines import Engine
from mgi_graph.validation.shapes import load_shapes
from tests.validation.w3c.suite import FOLDER, Case, find_cases, run_case

CASES = tuple(find_cases()) if FOLDER.is_dir() else ()


class Difference(TypedDict):
    """Say which engines differ, and why."""

    engines: list[str]
    reason: str


def read_differences() -> Mapping[str, Difference]:
    """Return the table of differences by the name of the case."""
    text = Path(__file__).with_name("differences.yaml").read_text("utf-8")
    return cast("Mapping[str, Difference]", yaml.safe_load(text))


def test_the_suite_is_complete() -> None:
    """The suite has 98 cases of the core and 23 of SPARQL constraints."""
    parts = [case.name.partition("/")[0] for case in CASES]
    assert (parts.count("core"), parts.count("sparql")) == (98, 23)


@pytest.mark.filterwarnings("ignore:Parsing weird boolean:UserWarning")
@pytest.mark.parametrize("engine", Engine, ids=lambda engine: engine.value)
@pytest.mark.parametrize("case", CASES, ids=lambda case: case.name)
def test_a_case_passes_or_differs_as_the_table_says(case: Case, engine: Engine) -> None:
    """A case in the table gives other results than expected, and any other case those."""
    difference = run_case(case, engine)
    known = read_differences().get(case.name)
    if known is not None and engine.value in known["engines"]:
        assert difference, f"{case.name} passes by now; take it out of the table"
    else:
        assert difference == ""


def test_the_table_is_of_cases_that_exist() -> None:
    """Each difference is of a case and of engines that there are, with a reason."""
    differences = read_differences()
    assert differences.keys() <= {case.name for case in CASES}
    for each in differences.values():
        assert set(each["engines"]) <= set(Engine)
        assert each["reason"].endswith(".")


def test_no_shape_has_what_one_engine_lets_pass() -> None:
    """The queries of the shapes have no nested SELECT, and write true for what is switched on."""
    shapes = load_shapes(SHAPES_DIR)
    queries = list(map(str, shapes.objects(None, SH.select)))
    assert queries
    assert all(len(re.findall(r"\bSELECT\b", query, re.IGNORECASE)) == 1 for query in queries)
    assert set(map(str, shapes.objects(None, SH.uniqueLang))) == {"true"}
