"""Check that both engines find the same: node, path, value, component, shape and severity."""

from collections.abc import Sequence
from functools import cache
from pathlib import Path

import pytest
from hypothesis import HealthCheck, Phase, given, settings
from hypothesis import strategies as st
from pyoxigraph import BlankNode, Literal, NamedNode, Quad

from mgi_graph.namespaces import PREFIXES
from mgi_graph.rdf.iris import mint_graph
from mgi_graph.rdf.vocabularies import ONTOLOGY_FILES, VOCABULARY_FILES, read_graph
from mgi_graph.validation import Engine, ValidationReport, Validator
from mgi_graph.validation.files import read_files
from mgi_graph.validation.report import Node
from tests.validation.faults import Fault, faults, read_background, read_examples

DATA = Path(__file__).parent / "data"
_NUMBER = NamedNode(PREFIXES["xsd"] + "nonNegativeInteger")
INVALID = read_examples("invalid")
SOUND = tuple(quad for quads in read_examples("valid").values() for quad in quads)
# rdflib says so of a fault that the shapes report.
pytestmark = [
    pytest.mark.filterwarnings("ignore:Parsing weird boolean:UserWarning"),
    pytest.mark.filterwarnings("ignore:NotImplemented should not be used:DeprecationWarning"),
]


@cache
def validator(engine: Engine) -> Validator:
    """Return an engine that is ready for the examples."""
    return Validator(read_background(), engine=engine.value)


def validate_twice(quads: Sequence[Quad]) -> tuple[ValidationReport, ValidationReport]:
    """Return the reports of the reference and of the fast engine."""
    reference, fast = (validator(engine).validate(quads) for engine in Engine)
    assert (reference.engine, fast.engine) == (Engine.PYSHACL, Engine.FAST)
    return reference, fast


def describe(report: ValidationReport) -> list[tuple[str, ...]]:
    """Return the results in few words, for a person to see what is different."""
    return [(each.severity.value, str(each.shape), *each.key) for each in report.results]


@pytest.mark.parametrize("name", INVALID)
def test_engines_agree_on_whatever_a_shape_forbids(name: str) -> None:
    """The examples break each constraint of each shape, and both engines say so alike."""
    reference, fast = validate_twice(INVALID[name])
    assert reference.results
    assert set(describe(fast)) ^ set(describe(reference)) == set()
    assert fast == reference


def test_engines_agree_on_what_is_sound() -> None:
    """What conforms, conforms for both, and both count the same nodes."""
    reference, fast = validate_twice(SOUND)
    assert fast == reference


@pytest.mark.parametrize("name", ["broken.trig", "by-hand.ttl"])
def test_engines_agree_on_files(name: str) -> None:
    """Files with sources and without give the same results with the same places."""
    files = read_files([DATA / name])
    packaged = read_graph((*ONTOLOGY_FILES, *VOCABULARY_FILES), mint_graph("vocabularies"))
    reference, fast = (
        Validator(packaged, engine=engine.value).validate(files.quads, files.lines)
        for engine in Engine
    )
    assert reference.results
    assert fast == reference


# A fault that is found is told as it is, since making it smaller takes minutes.
@settings(
    max_examples=10,
    deadline=None,
    phases=(Phase.reuse, Phase.generate),
    suppress_health_check=list(HealthCheck),
)
@given(st.lists(faults(SOUND), min_size=5, max_size=30))
def test_engines_agree_on_any_fault(changes: list[Fault]) -> None:
    """Lost, doubled and misplaced triples, odd terms and blank nodes do not part the engines."""
    quads = list(SOUND)
    for change in changes:
        change(quads)
    reference, fast = validate_twice(quads)
    assert set(describe(fast)) ^ set(describe(reference)) == set()
    assert fast == reference


@pytest.mark.parametrize("predicate", ["start", "end"])
@pytest.mark.parametrize(
    "value",
    [
        *(
            Literal(text, datatype=_NUMBER)
            for text in (
                "abc",
                " 5 ",
                "5\n",
                "1_0",
                "٣",
                "",
                "-3",
                "+7",
                "-0",
                "9" * 23,
                "0" * 20 + "7",
            )
        ),
        Literal("9300000000000000000", datatype=_NUMBER),
        Literal("NaN", datatype=NamedNode(PREFIXES["xsd"] + "double")),
        Literal("1e400", datatype=NamedNode(PREFIXES["xsd"] + "double")),
        *(Literal(text, datatype=NamedNode(PREFIXES["xsd"] + "decimal")) for text in ("5", "5.0")),
        Literal("5"),
        BlankNode("b1"),
        NamedNode("urn:x:y"),
    ],
    ids=str,
)
def test_engines_agree_on_odd_positions(predicate: str, value: Node) -> None:
    """Where names stand is compared with numbers alone that every engine can hold."""
    named = NamedNode(f"{PREFIXES['oa']}{predicate}")
    changed = [
        Quad(each.subject, each.predicate, value, each.graph_name)
        if each.predicate == named
        else each
        for each in read_examples("valid")["mention"]
    ]
    reference, fast = validate_twice(changed)
    assert reference.results
    assert set(describe(fast)) ^ set(describe(reference)) == set()
