"""Hold the shapes themselves against the rules for shapes."""

from collections import Counter
from functools import cache

import rdflib
from rdflib import RDF, SH
from rdflib.term import Node as RdflibNode

from mgi_graph.assets import SHAPES_DIR
from mgi_graph.namespaces import MGISH
from mgi_graph.validation.shapes import load_shapes


@cache
def shapes() -> rdflib.Graph:
    """Return all the shapes."""
    return load_shapes(SHAPES_DIR)


def find_shapes() -> set[RdflibNode]:
    """Return whatever is a shape by its type, or by what points to it."""
    graph = shapes()
    found = {*graph.subjects(RDF.type, SH.NodeShape), *graph.subjects(RDF.type, SH.PropertyShape)}
    for pointer in (SH.property, SH.node, SH["not"], SH.qualifiedValueShape):
        found.update(graph.objects(None, pointer))
    for pointer in (SH["or"], SH["and"], SH.xone):
        for head in graph.objects(None, pointer):
            found.update(graph.items(head))
    return found


def find_rules() -> list[RdflibNode]:
    """Return what a result can name: the shapes and constraints that have a message."""
    return sorted(set(shapes().subjects(SH.message)), key=str)


def find_messages(rule: RdflibNode | None = None) -> list[rdflib.Literal]:
    """Return the messages of a rule, or of all rules, in the order of their tags."""
    found = (
        each for each in shapes().objects(rule, SH.message) if isinstance(each, rdflib.Literal)
    )
    return sorted(found, key=lambda each: (each.language or "", str(each)))


def test_shapes_are_valid_shacl() -> None:
    """The shapes conform to the shapes of SHACL's own appendix C."""
    from pyshacl.entrypoints import meta_validate

    conforms, _, text = meta_validate(shapes())
    assert conforms, text


def test_every_shape_is_named_and_typed() -> None:
    """No shape is a blank node, and each says of which kind it is."""
    for shape in find_shapes():
        assert str(shape).startswith(MGISH), shape
        assert len(list(shapes().objects(shape, RDF.type))) == 1, shape


def test_no_shape_is_described_in_two_files() -> None:
    """A shape stands in one file, so that a report's name leads to one place."""
    named = Counter(
        shape
        for file in SHAPES_DIR.glob("*.ttl")
        for shape in set(rdflib.Graph().parse(file).subjects(RDF.type))
        if isinstance(shape, rdflib.URIRef)
    )
    assert [shape for shape, files in named.items() if files > 1] == []


def test_every_rule_has_a_message_in_each_language() -> None:
    """A rule speaks English, Spanish and French, once each."""
    for rule in find_rules():
        assert [each.language for each in find_messages(rule)] == ["en", "es", "fr"], rule


def test_every_message_is_one_sentence_with_rule_and_remedy() -> None:
    """A message is a sentence of two parts, the rule and what to do, with no dots between."""
    for message in find_messages():
        text = str(message)
        separator = " ; " if message.language == "fr" else "; "
        assert text[0].isupper(), text
        assert text.endswith("."), text
        assert ". " not in text, text
        assert separator in text, text


def test_every_shape_with_a_message_has_a_severity() -> None:
    """Severity is stated, never left to the default; a constraint has its shape's."""
    for rule in find_rules():
        if (rule, RDF.type, SH.SPARQLConstraint) in shapes():
            continue
        severities = list(shapes().objects(rule, SH.severity))
        assert len(severities) == 1, rule
        assert severities[0] in (SH.Violation, SH.Warning, SH.Info), rule


def test_must_is_for_violations_and_should_for_warnings() -> None:
    """The verb of an English message goes with the severity."""
    for rule in find_rules():
        severity = shapes().value(rule, SH.severity)
        if severity is not None:
            english, *_ = find_messages(rule)
            assert (" should " if severity == SH.Warning else " must ") in english, english


def test_a_shape_without_message_is_never_reported() -> None:
    """A shape with a target and constraints of its own says what it asks."""
    graph = shapes()
    for shape in {*graph.subjects(SH.targetClass), *graph.subjects(SH.targetObjectsOf)}:
        own = {SH.nodeKind, SH["class"], SH["or"], SH.node, SH["in"], SH["not"]}
        if own & set(graph.predicates(shape)):
            assert graph.value(shape, SH.message) is not None, shape
        for property_ in graph.objects(shape, SH.property):
            assert graph.value(property_, SH.message) is not None, property_
