"""Test that each rule of OWL 2 RL derives what the recommendation says, and nothing of no use."""

import pytest
from pyoxigraph import Literal, NamedNode, Quad, RdfFormat, Triple, parse

from mgi_graph.reasoning import close_ontology, infer
from mgi_graph.reasoning.closure import is_named
from mgi_graph.reasoning.rules import load_rules

_PREFIXES = """
PREFIX : <http://example.org/>
PREFIX owl: <http://www.w3.org/2002/07/owl#>
PREFIX rdfs: <http://www.w3.org/2000/01/rdf-schema#>
"""

RULES = {
    "cax-sco": (":A rdfs:subClassOf :B . :x a :A .", ":x a :B ."),
    "cax-eqc": (":A owl:equivalentClass :B . :x a :B .", ":x a :A ."),
    "prp-spo1": (":p rdfs:subPropertyOf :q . :x :p :y .", ":x :q :y ."),
    "prp-spo2": (
        ":p owl:propertyChainAxiom ( :q :r ) . :x :q :y . :y :r :z .",
        ":x :p :z .",
    ),
    "prp-dom": (":p rdfs:domain :A . :x :p 1 .", ":x a :A ."),
    "prp-rng": (":p a owl:ObjectProperty ; rdfs:range :A . :x :p :y .", ":y a :A ."),
    "prp-symp": (":p a owl:SymmetricProperty . :x :p :y .", ":y :p :x ."),
    "prp-trp": (":p a owl:TransitiveProperty . :x :p :y . :y :p :z .", ":x :p :z ."),
    "prp-inv": (":p owl:inverseOf :q . :x :p :y .", ":y :q :x ."),
}
"""For each rule of OWL 2 RL, what it is given and what it must derive."""

OWN_RULES = {"mgi-precedes"}
"""The rules that are not of OWL 2 RL; each has a test module of its own."""


def _read(turtle: str) -> set[Triple]:
    return {quad.triple for quad in parse(_PREFIXES + turtle, format=RdfFormat.TURTLE)}


def _infer(turtle: str) -> set[Triple]:
    return infer(Quad(*triple) for triple in _read(turtle))


def test_every_rule_has_a_case() -> None:
    """A rule without a case here, or a case without a rule, fails; ours are told by their names."""
    assert set(load_rules()) == set(RULES) | OWN_RULES
    assert {rule for rule in load_rules() if rule.startswith("mgi-")} == OWN_RULES


@pytest.mark.parametrize(("given", "expected"), RULES.values(), ids=RULES)
def test_rule_derives_what_it_should(given: str, expected: str) -> None:
    """The rule's conclusion, and only that, follows from its premises."""
    assert _infer(given) == _read(expected)


@pytest.mark.parametrize(("given", "expected"), RULES.values(), ids=RULES)
def test_rule_agrees_with_owlrl(given: str, expected: str) -> None:
    """The reference implementation derives the same conclusion."""
    assert _read(expected) <= close_ontology(_read(given))


def test_rules_run_to_a_fixpoint() -> None:
    """Conclusions are premises of further ones, however long the chain."""
    links = " ".join(f":C{n} rdfs:subClassOf :C{n + 1} ." for n in range(20))
    expected = {f"http://example.org/C{n}" for n in range(1, 21)}
    classes = {
        triple.object.value
        for triple in _infer(f"{links} :x a :C0 .")
        if isinstance(triple.object, NamedNode)
    }
    assert classes == expected


def test_asserted_triples_are_not_inferred_again() -> None:
    """What is already said in any graph is not in the result."""
    graph = NamedNode("http://example.org/graph")
    given = _read(":A rdfs:subClassOf :B . :x a :A , :B .")
    quads = [Quad(each.subject, each.predicate, each.object, graph) for each in given]
    assert infer(quads) == set()


def test_triples_that_hold_of_everything_are_left_out() -> None:
    """Reflexive triples, blank nodes and owl:Thing are no use to anybody."""
    thing = NamedNode("http://www.w3.org/2002/07/owl#Thing")
    a_type = NamedNode("http://www.w3.org/1999/02/22-rdf-syntax-ns#type")
    same = NamedNode("http://www.w3.org/2002/07/owl#sameAs")
    x = NamedNode("http://example.org/x")
    assert not is_named(Triple(x, a_type, thing))
    assert not is_named(Triple(x, same, x))
    assert is_named(Triple(x, same, NamedNode("http://example.org/y")))
    assert is_named(Triple(x, same, Literal("1")))


def test_literals_get_no_class() -> None:
    """The range of a datatype property puts no literal into a class."""
    assert _infer(":p a owl:DatatypeProperty ; rdfs:range :D . :x :p 1 .") == set()
