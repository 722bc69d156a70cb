"""Test which engine validates, and that each is told when it cannot."""

import sys
from collections.abc import Callable
from importlib.metadata import PackageNotFoundError, requires, version
from pathlib import Path
from types import ModuleType

import pytest
from pyoxigraph import BlankNode, NamedNode, Quad

from mgi_graph.errors import MgiGraphError, ParameterError
from mgi_graph.validation import Engine, EngineChoice, Validator
from mgi_graph.validation.engines import FAST_VERSION, choose_engine, find_want_of_fast_engine

A, P = NamedNode("https://example.org/a"), NamedNode("https://example.org/p")
PREFIXES = """\
@prefix ex: <https://example.org/> .
@prefix sh: <http://www.w3.org/ns/shacl#> .
"""


@pytest.mark.parametrize(
    ("choice", "packaged", "engine"),
    [
        ("auto", True, Engine.FAST),
        ("auto", False, Engine.PYSHACL),
        ("pyshacl", True, Engine.PYSHACL),
        ("fast", False, Engine.FAST),
    ],
)
def test_the_fast_engine_is_chosen_for_the_packaged_shapes(
    choice: str, packaged: bool, engine: Engine
) -> None:
    """Left to the program, a user's own shapes are for the reference."""
    assert choose_engine(choice, packaged_shapes=packaged) is engine


def test_an_engine_that_is_not_known_is_an_error() -> None:
    """The message names those that are."""
    with pytest.raises(ParameterError, match="'fats' is not one of auto, pyshacl, fast"):
        choose_engine("fats", packaged_shapes=True)


def test_an_engine_that_is_not_installed_is_an_error(monkeypatch: pytest.MonkeyPatch) -> None:
    """Asked for, it says how to install it; left to the program, the reference does the work."""

    def find_nothing(package: str) -> str:
        raise PackageNotFoundError(package)

    _find_by(monkeypatch, find_nothing)
    with pytest.raises(MgiGraphError, match=r"not installed; .* pip install 'mgi-graph\[fast\]'"):
        choose_engine("fast", packaged_shapes=True)
    assert choose_engine("auto", packaged_shapes=True) is Engine.PYSHACL


def test_another_version_than_the_tested_one_is_not_used(monkeypatch: pytest.MonkeyPatch) -> None:
    """What agrees with the reference is one version; the message names both."""
    _find_by(monkeypatch, lambda _: "0.3.0")
    with pytest.raises(MgiGraphError, match=f"shacl 0.3.0, expected {FAST_VERSION}; install"):
        choose_engine("fast", packaged_shapes=True)
    assert choose_engine("auto", packaged_shapes=True) is Engine.PYSHACL


def test_package_of_that_name_that_is_another_one_is_not_used(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    """It has no shapes to be made."""
    monkeypatch.setitem(sys.modules, "shacl", ModuleType("shacl"))
    _find_by(monkeypatch, lambda _: FAST_VERSION)
    with pytest.raises(MgiGraphError, match="cannot be imported: module 'shacl' has no attribute"):
        choose_engine("fast", packaged_shapes=True)
    assert choose_engine("auto", packaged_shapes=True) is Engine.PYSHACL


def _find_by(monkeypatch: pytest.MonkeyPatch, version: Callable[[str], str]) -> None:
    monkeypatch.setattr("mgi_graph.validation.engines.version", version)
    monkeypatch.setattr(
        "mgi_graph.validation.engines.find_want_of_fast_engine",
        find_want_of_fast_engine.__wrapped__,
    )


def test_the_tested_version_is_the_one_that_is_installed_by_the_extra() -> None:
    """The package's requirements name it."""
    wanted = [each for each in requires("mgi-graph") or () if each.startswith("shacl")]
    assert [each.partition(";")[0].strip() for each in wanted] == [f"shacl=={FAST_VERSION}"]


def test_an_engine_is_written_with_its_version() -> None:
    """Who reads a report can tell what made it."""
    assert find_want_of_fast_engine() == ""
    assert str(Engine.FAST) == f"shacl {version('shacl')}"


@pytest.mark.parametrize("engine", ["pyshacl", "fast"])
def test_both_engines_name_anonymous_shapes_and_blank_nodes(
    tmp_path: Path, engine: EngineChoice
) -> None:
    """Anonymous shapes have Skolem IRIs in their order, blank nodes the names of the data."""
    (tmp_path / "rules.ttl").write_text(
        PREFIXES + "ex:s sh:targetSubjectsOf ex:p ; sh:property [ sh:path ex:p ; sh:class ex:C ] ."
    )
    quads = [Quad(BlankNode("one"), P, BlankNode("two"))]
    (result,) = Validator(shapes=tmp_path, engine=engine).validate(quads).results
    assert (result.focus, result.value) == (BlankNode("one"), BlankNode("two"))
    assert str(result.shape) == "<https://w3id.org/mgi-graph/id/validation/shape/rules/1>"


@pytest.mark.parametrize(
    ("shapes", "message"),
    [
        (
            'ex:s sh:targetNode ex:a ; sh:sparql ex:c , ex:d . ex:c sh:select "SELECT $this {}" .',
            "does not tell the SPARQL constraints of https://example.org/s apart",
        ),
        (
            "ex:s sh:targetNode ex:a ; sh:class ex:C ; sh:severity ex:Grave .",
            "severity https://example.org/Grave is none of sh:Violation",
        ),
    ],
    ids=["two queries", "a severity of its own"],
)
def test_shapes_that_the_fast_engine_cannot_use_are_an_error(
    tmp_path: Path, shapes: str, message: str
) -> None:
    """What it cannot report rightly it does not report at all."""
    (tmp_path / "rules.ttl").write_text(PREFIXES + shapes)
    with pytest.raises(MgiGraphError, match=message):
        Validator(shapes=tmp_path, engine="fast").validate([Quad(A, P, A)])
