"""Test that blocks as they are written say the same as the quads that they were made of."""

from collections.abc import Sequence
from functools import cache

import pytest
from hypothesis import HealthCheck, Phase, given, settings
from hypothesis import strategies as st
from pyoxigraph import NamedNode, Quad

from mgi_graph.errors import MgiGraphError
from mgi_graph.rdf.blocks import divide
from mgi_graph.rdf.iris import mint_graph
from mgi_graph.rdf.segments import sort_block
from mgi_graph.rdf.tally import tally_block
from mgi_graph.rdf.terms import MGI
from mgi_graph.validation import Engine, Validator, WrittenBlock, WrittenData
from mgi_graph.validation.data import INVERTED, Data, Quads
from mgi_graph.validation.report import Node
from tests.validation.faults import Fault, faults, read_background, read_examples

GRAPHS = (mint_graph("things"), mint_graph("inferred"))
BROKEN = tuple(quad for quads in read_examples("invalid").values() for quad in quads)


def spread(quads: Sequence[Quad]) -> list[Quad]:
    """Put quads into two graphs in turns, and every seventh into both."""
    triples = dict.fromkeys(quad.triple for quad in quads)
    return [
        Quad(triple.subject, triple.predicate, triple.object, graph)
        for number, triple in enumerate(triples)
        for which, graph in enumerate(GRAPHS)
        if number % 7 == 0 or number % 2 == which
    ]


def write(quads: Sequence[Quad]) -> WrittenData:
    """Sort quads as a build does."""
    blocks = []
    for block in divide(quads).values():
        lines = sort_block(block).lines
        blocks.append(WrittenBlock(block, lines, tally_block(lines, {}).classes.keys()))
    return WrittenData(blocks)


@cache
def validator(engine: Engine) -> Validator:
    """Return an engine that is ready for the examples."""
    return Validator(read_background(), engine=engine.value)


def nodes_of(quads: Sequence[Quad]) -> set[Node]:
    """Return the nodes that stand in quads, and one that does not."""
    subjects = {quad.subject for quad in quads}
    return {*subjects, *(quad.object for quad in quads), mint_graph("nowhere")}  # type: ignore[arg-type]


@pytest.fixture(scope="module")
def quads() -> list[Quad]:
    """Return quads that break each constraint of each shape, in two graphs."""
    return spread(BROKEN)


def test_what_is_written_is_what_was_given(quads: list[Quad]) -> None:
    """Quads and lines are the same, each line once."""
    written, held = write(quads), Quads(tuple(quads))
    assert set(written.quads) == set(quads)
    assert sorted(written.text.splitlines()) == sorted(set(held.text.splitlines()))
    assert written.blank_nodes == held.blank_nodes


def test_nodes_are_looked_up_as_among_quads(quads: list[Quad]) -> None:
    """What is said of a node, by whom it is referred to and whether it is typed are the same."""
    written, held = write(quads), Quads(tuple(quads))
    nodes = nodes_of(quads)
    assert written.find_typed(nodes) == held.find_typed(nodes)
    for node in nodes:
        assert set(written.about(node)) == set(held.about(node))
        assert written.describes(node) == held.describes(node)
        for property_ in INVERTED:
            assert set(written.referring(property_, node)) == set(held.referring(property_, node))
    assert set(written.profiles) == set(held.profiles)


@pytest.mark.parametrize("engine", Engine)
def test_written_blocks_have_the_results_of_their_quads(quads: list[Quad], engine: Engine) -> None:
    """Either engine finds the same with the same places, and there is something to find."""
    results = validator(engine).find_results(write(quads))
    assert results == validator(engine).validate(quads).results
    assert len(results) > len(read_examples("invalid"))


@settings(
    max_examples=6,
    deadline=None,
    phases=(Phase.reuse, Phase.generate),
    suppress_health_check=list(HealthCheck),
)
@given(st.lists(faults(BROKEN), min_size=5, max_size=30))
def test_faults_in_written_blocks_are_found_as_among_quads(changes: list[Fault]) -> None:
    """Lost and misplaced triples, odd terms and blank nodes are found where they stand."""
    broken = list(BROKEN)
    for change in changes:
        change(broken)
    quads = spread(broken)
    results = validator(Engine.FAST).find_results(write(quads))
    assert results == validator(Engine.FAST).validate(quads).results


def test_a_triple_term_is_refused() -> None:
    """A block with a triple term is not held against the shapes as if it were not there."""
    node = NamedNode("https://example.org/a")
    inner = Quad(node, MGI.mentions, node).triple
    data: Data = write([Quad(node, MGI.mentions, inner, GRAPHS[0])])
    with pytest.raises(MgiGraphError, match="SHACL cannot check a triple term"):
        validator(Engine.FAST).find_results(data)
