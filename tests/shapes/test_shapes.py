"""Hold every shape against examples that it lets pass and examples that it does not."""

import re
from collections.abc import Iterator
from functools import cache
from pathlib import Path
from typing import NamedTuple

import pytest
import rdflib
from pyoxigraph import Quad, RdfFormat, parse
from rdflib import RDF, SH
from rdflib.term import Node as RdflibNode

from mgi_graph.assets import SHAPES_DIR
from mgi_graph.rdf.iris import mint_graph
from mgi_graph.rdf.vocabularies import ONTOLOGY_FILES, read_graph
from mgi_graph.validation import ValidationReport, validate, write_text
from mgi_graph.validation.files import read_files
from mgi_graph.validation.graphs import build_graph, from_rdflib
from mgi_graph.validation.report import Node
from mgi_graph.validation.shapes import find_targets

HERE = Path(__file__).parent
FOLDERS = sorted(path for path in HERE.iterdir() if (path / "valid.ttl").exists())
COMPONENTS = {
    SH["class"]: "Class",
    SH.datatype: "Datatype",
    SH.disjoint: "Disjoint",
    SH.equals: "Equals",
    SH.hasValue: "HasValue",
    SH["in"]: "In",
    SH.languageIn: "LanguageIn",
    SH.maxCount: "MaxCount",
    SH.maxInclusive: "MaxInclusive",
    SH.maxLength: "MaxLength",
    SH.minCount: "MinCount",
    SH.minInclusive: "MinInclusive",
    SH.node: "Node",
    SH.nodeKind: "NodeKind",
    SH["not"]: "Not",
    SH["or"]: "Or",
    SH.pattern: "Pattern",
    SH.qualifiedMaxCount: "QualifiedMaxCount",
    SH.qualifiedMinCount: "QualifiedMinCount",
    SH.select: "SPARQL",
    SH.uniqueLang: "UniqueLang",
}
TARGETS = (SH.targetClass, SH.targetObjectsOf, SH.targetSubjectsOf)
NOT_CONSTRAINTS = {
    SH.message,
    SH.path,
    SH.prefixes,
    SH.property,
    SH.qualifiedValueShape,
    SH.severity,
    SH.sparql,
    *TARGETS,
}


class Expected(NamedTuple):
    """Name a result by its focus node, rule, component and severity.

    ``value`` is told where the focus node is a class, whose instance is at fault.
    """

    focus: Node
    value: Node | None
    rule: Node
    component: str
    severity: str


@cache
def background() -> tuple[Quad, ...]:
    """Return the ontology and what the examples refer to."""
    ontology = read_graph(ONTOLOGY_FILES, mint_graph("ontology"))
    return (*ontology, *read_files([HERE / "background.ttl"]).quads)


def validate_example(path: Path) -> ValidationReport:
    """Validate one file of examples."""
    return validate(read_files([path]).quads, background=background())


@cache
def rules_of(name: str) -> dict[RdflibNode, frozenset[str]]:
    """Return the components of each rule of a file of shapes; a rule is what has a message."""
    shapes = rdflib.Graph().parse(SHAPES_DIR / f"{name}.ttl")
    rules = {}
    for rule in set(shapes.subjects(SH.message)):
        parameters = {each for each in shapes.predicates(rule) if each != RDF.type}
        unknown = parameters - NOT_CONSTRAINTS - set(COMPONENTS)
        assert not unknown, f"{rule}: add {unknown} to COMPONENTS"
        rules[rule] = frozenset(name for term, name in COMPONENTS.items() if term in parameters)
    return rules


def read_expected(path: Path) -> Iterator[Expected]:
    """Yield the results that the comments of a file of examples announce."""
    text = path.read_text("utf-8")
    prefixes = "\n".join(re.findall(r"^@prefix .*$", text, re.MULTILINE))
    prefixes += "\n@prefix mgish: <https://w3id.org/mgi-graph/shapes#> ."
    line = r"^# expect (.+?)(?: gives (\S+))?: (\S+) (\w+) (\w+)$"
    announced = re.findall(line, text, re.MULTILINE)
    assert len(announced) == len(re.findall(r"^# *expect", text, re.MULTILINE))
    for node, instance, rule, component, severity in announced:
        named = " , ".join(filter(None, (node, rule, instance)))
        triples = f"{prefixes}\n<urn:expected> <urn:names> {named} ."
        focus, iri, *value = (quad.object for quad in parse(triples, format=RdfFormat.TURTLE))
        yield Expected(focus, next(iter(value), None), iri, component, severity)


def test_every_file_of_shapes_has_examples() -> None:
    """Each file in ontology/shapes has its folder, but for the one that holds no shape."""
    assert {path.name for path in FOLDERS} == {path.stem for path in SHAPES_DIR.glob("*.ttl")} - {
        "shapes"
    }


@pytest.mark.parametrize("folder", FOLDERS, ids=lambda path: path.name)
def test_valid_examples_conform(folder: Path) -> None:
    """A valid example breaks no rule of its file, and is without violation altogether."""
    report = validate_example(folder / "valid.ttl")
    own = [each for each in report.results if each.rule in map(from_rdflib, rules_of(folder.name))]
    assert own == []
    assert report.conforms, write_text(report)


@pytest.mark.parametrize("folder", FOLDERS, ids=lambda path: path.name)
def test_valid_examples_are_targeted(folder: Path) -> None:
    """Each shape of the file that has a target finds a node of the valid example."""
    shapes = rdflib.Graph().parse(SHAPES_DIR / f"{folder.name}.ttl")
    targeting = {shape for target in TARGETS for shape in shapes.subjects(target)}
    own = read_files([folder / "valid.ttl"]).quads
    data = build_graph((*own, *background()))
    nodes = {quad.subject for quad in own}
    assert targeting
    for shape in targeting:
        assert nodes.intersection(map(from_rdflib, find_targets(shapes, data, shape))), shape


@pytest.mark.parametrize("folder", FOLDERS, ids=lambda path: path.name)
def test_invalid_examples_give_what_they_announce(folder: Path) -> None:
    """An invalid example gives the announced results of its file's rules and no others."""
    rules = set(map(from_rdflib, rules_of(folder.name)))
    shapes = rdflib.Graph().parse(SHAPES_DIR / f"{folder.name}.ttl")
    classes = set(map(from_rdflib, shapes.objects(None, SH.targetNode)))
    found = {
        Expected(
            each.focus,
            each.value if each.focus in classes else None,
            each.rule,
            each.component.value.rpartition("#")[2].removesuffix("ConstraintComponent"),
            each.severity.value,
        )
        for each in validate_example(folder / "invalid.ttl").results
        if each.rule in rules
    }
    assert found == set(read_expected(folder / "invalid.ttl"))


@pytest.mark.parametrize("folder", FOLDERS, ids=lambda path: path.name)
def test_every_constraint_has_an_invalid_example(folder: Path) -> None:
    """Each component of each rule is announced by some invalid example."""
    announced = {(each.rule, each.component) for each in read_expected(folder / "invalid.ttl")}
    wanted = {
        (from_rdflib(rule), component)
        for rule, components in rules_of(folder.name).items()
        for component in components
    }
    assert wanted == announced
