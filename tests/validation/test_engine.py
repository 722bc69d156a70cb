"""Test what pySHACL is asked, and how it answers where the shapes are at fault."""

import pytest
import rdflib
from pyoxigraph import RdfFormat, parse

from mgi_graph.errors import MgiGraphError
from mgi_graph.validation.engine import run_shacl
from mgi_graph.validation.graphs import build_graph

PREFIXES = """\
@prefix ex: <https://example.org/> .
@prefix owl: <http://www.w3.org/2002/07/owl#> .
@prefix sh: <http://www.w3.org/ns/shacl#> .
"""


def read(turtle: str) -> rdflib.Graph:
    """Return Turtle as a graph."""
    return build_graph(parse(PREFIXES + turtle, format=RdfFormat.TURTLE))


@pytest.mark.parametrize(
    ("shape", "message"),
    [
        (
            "sh:property [ sh:path ex:p ; sh:minCount 1 ; sh:severity ex:Grave ]",
            r"severity https://example\.org/Grave is none of sh:Violation, sh:Warning, sh:Info",
        ),
        (
            "sh:property [ sh:path ex:p ; sh:minCount 1 , 2 ]",
            "the shapes cannot be used: .*minCount",
        ),
        (
            'sh:sparql [ sh:select "SELECT $this WHERE { $this ?p ?o MINUS {} }" ]',
            "cannot be used: .*MINUS",
        ),
    ],
    ids=["a severity of its own", "two minima", "SPARQL that SHACL forbids"],
)
def test_shapes_that_cannot_be_used_are_an_error(shape: str, message: str) -> None:
    """What is wrong with the shapes is told as such, without a traceback."""
    with pytest.raises(MgiGraphError, match=message):
        run_shacl(read("ex:a a ex:Thing ."), read(f"ex:s sh:targetClass ex:Thing ; {shape} ."))


def test_imports_are_not_followed() -> None:
    """Neither the data's imports nor the shapes' are fetched."""
    imports = "ex:o a owl:Ontology ; owl:imports <https://unreachable.invalid/ontology> ."
    assert run_shacl(read(imports), read(imports)) == set()


def test_a_result_comes_once() -> None:
    """A property shape that two node shapes share reports a node once."""
    shapes = read("""
        ex:s sh:targetClass ex:Thing ; sh:property ex:s-p .
        ex:t sh:targetSubjectsOf ex:q ; sh:property ex:s-p .
        ex:s-p a sh:PropertyShape ; sh:path ex:p ; sh:minCount 1 .
    """)
    (result,) = run_shacl(read("ex:a a ex:Thing ; ex:q 1 ."), shapes)
    assert result.shape.value == "https://example.org/s-p"
    assert result.value is None
