"""Check the three kinds of answer and their plain Python forms."""

import builtins
import gc
import random
import threading

import pandas as pd
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from pyoxigraph import (
    BlankNode,
    Literal,
    NamedNode,
    QueryResultsFormat,
    Triple,
    parse_query_results,
)

from mgi_graph.errors import MgiGraphError
from mgi_graph.namespaces import PREFIXES
from mgi_graph.results import Boolean, Graph, Solutions, gather, python_value


def typed(text: str, datatype: str) -> Literal:
    """Make a literal of an XML Schema datatype."""
    return Literal(text, datatype=NamedNode(PREFIXES["xsd"] + datatype))


PLACE = NamedNode("https://w3id.org/mgi-graph/id/place/col-medellin")
SOLUTIONS = Solutions(
    ("place", "label", "findings", "latitude", "open"),
    (
        (PLACE, Literal("Medellín", language="es"), Literal(35), typed("6.25184", "decimal"), None),
        (None, None, None, None, Literal(True)),
    ),
)


def test_solutions_are_mappings_of_terms() -> None:
    """Each solution is a mapping with every variable in it, the unbound ones too."""
    first, second = SOLUTIONS
    assert first["place"] == PLACE
    assert list(first) == ["place", "label", "findings", "latitude", "open"]
    assert second["place"] is None
    assert len(SOLUTIONS) == 2


def test_to_dicts_gives_plain_values() -> None:
    """IRIs and tagged text become text, numbers numbers, unbound None."""
    assert SOLUTIONS.to_dicts() == [
        {
            "place": "https://w3id.org/mgi-graph/id/place/col-medellin",
            "label": "Medellín",
            "findings": 35,
            "latitude": 6.25184,
            "open": None,
        },
        {"place": None, "label": None, "findings": None, "latitude": None, "open": True},
    ]


@pytest.mark.parametrize(
    ("term", "value"),
    [
        (typed("007", "positiveInteger"), 7),
        (typed("-3", "integer"), -3),
        (typed("1e3", "double"), 1000.0),
        (typed("0", "boolean"), False),
        (typed("maybe", "boolean"), "maybe"),
        (typed("many", "integer"), "many"),
        (typed("2022-09", "gYearMonth"), "2022-09"),
        (Literal("5"), "5"),
        (BlankNode("b"), "_:b"),
    ],
)
def test_value_follows_the_datatype(term: Literal | BlankNode, value: object) -> None:
    """A number or truth value is one only where its lexical form is."""
    assert python_value(term) == value
    assert type(python_value(term)) is type(value)


def test_to_pandas_keeps_whole_numbers() -> None:
    """A data frame has one column a variable, whole numbers staying whole beside a gap."""
    frame = SOLUTIONS.to_pandas()
    assert list(frame.columns) == ["place", "label", "findings", "latitude", "open"]
    assert frame["findings"][0] == 35
    assert not isinstance(frame["findings"][0], float)
    assert pd.isna(frame["findings"][1])
    assert frame["label"][0] == "Medellín"


def test_to_pandas_of_no_solutions_has_its_columns() -> None:
    """Without solutions the data frame is empty and has its columns."""
    frame = Solutions(("a", "b"), ()).to_pandas()
    assert list(frame.columns) == ["a", "b"]
    assert frame.empty


def test_to_pandas_says_how_to_get_pandas(monkeypatch: pytest.MonkeyPatch) -> None:
    """Where pandas is not installed, the message says what to do."""
    import_module = builtins.__import__

    def import_all_but_pandas(name: str, *args: object) -> object:
        if name == "pandas":
            raise ModuleNotFoundError(name)
        return import_module(name, *args)  # type: ignore[arg-type]

    monkeypatch.setattr(builtins, "__import__", import_all_but_pandas)
    with pytest.raises(MgiGraphError, match="pip install pandas"):
        SOLUTIONS.to_pandas()


def test_truth_value_is_its_answer() -> None:
    """An ASK answer can stand in a condition."""
    assert Boolean(True)
    assert not Boolean(False)


def test_error_of_an_answer_may_be_dropped_in_another_thread() -> None:
    """The error of a broken answer does not hold the answer, which is bound to its thread."""
    cut = b'{"head":{"vars":["a"]},"results":{"bindings":[{"a":{"type":"uri","value":"urn:a"}},{'
    errors = []

    def read() -> None:
        try:
            gather(parse_query_results(cut, QueryResultsFormat.JSON))
        except SyntaxError as err:
            errors.append(err)

    thread = threading.Thread(target=read)
    thread.start()
    thread.join()
    assert len(errors) == 1
    errors.clear()
    gc.collect()


A, B = NamedNode("urn:a"), NamedNode("urn:b")


def test_graph_is_sorted_and_has_each_triple_once() -> None:
    """Triples are in one order, whatever order they come in."""
    first, second = Triple(A, B, Literal("x")), Triple(B, B, A)
    assert Graph.of([second, first, second]).triples == (first, second)
    assert list(Graph.of([second, first])) == [first, second]
    assert len(Graph.of([second, second])) == 1


@settings(deadline=None)
@given(st.lists(st.tuples(st.integers(0, 3), st.integers(0, 3)), max_size=6), st.randoms())
def test_blank_nodes_have_names_of_the_triples(
    edges: list[tuple[int, int]], source: random.Random
) -> None:
    """The same triples with other names of blank nodes are the same graph."""

    def graph(names: list[str]) -> Graph:
        nodes = [BlankNode(name) for name in names]
        return Graph.of(Triple(nodes[one], A, nodes[other]) for one, other in edges)

    names = ["n0", "n1", "n2", "n3"]
    others = ["zz", "m1", "c14n0", "c14n1"]
    source.shuffle(others)
    assert graph(names) == graph(others)
