"""Check that the graphs a query names, and its calls of changing functions, are found."""

import time

import pytest
from hypothesis import given
from hypothesis import strategies as st
from pyoxigraph import NamedNode, Quad, QueryBoolean
from pyoxigraph import Store as PyoxigraphStore
from rdflib.plugins.sparql import prepareQuery

from mgi_graph.store.datasets import dataset_clauses, is_volatile

CLAUSES = {
    "none": ("SELECT * { ?s ?p ?o }", (), ()),
    "one": ("SELECT * FROM <urn:a> { ?s ?p ?o }", ("urn:a",), ()),
    "several": (
        "ASK FROM <urn:a> FROM NAMED <urn:b> FROM <urn:c> FROM NAMED <urn:d> { ?s ?p ?o }",
        ("urn:a", "urn:c"),
        ("urn:b", "urn:d"),
    ),
    "lower case": ("ask from <urn:a> from named <urn:b> {}", ("urn:a",), ("urn:b",)),
    "no spaces": ("SELECT*FROM<urn:a>FROM NAMED<urn:b>{}", ("urn:a",), ("urn:b",)),
    "prefixed name": ("PREFIX e: <urn:e:> ASK FROM e:a {}", ("urn:e:a",), ()),
    "empty prefix": ("PREFIX : <urn:e:> ASK FROM NAMED :a {}", (), ("urn:e:a",)),
    "prefix named NAMED": ("PREFIX NAMED: <urn:e:> ASK FROM NAMED NAMED:a {}", (), ("urn:e:a",)),
    "escaped local name": (r"PREFIX e: <urn:e:> ASK FROM e:a\,b%2F\-c {}", ("urn:e:a,b%2F-c",), ()),
    "declared again": ("PREFIX e: <urn:1:> PREFIX e: <urn:2:> ASK FROM e:a {}", ("urn:2:a",), ()),
    "relative to the base": ("BASE <http://a/b/c> ASK FROM <../d> {}", ("http://a/d",), ()),
    "prefix relative to the base": (
        "BASE <http://a/b/> PREFIX e: <c#> ASK FROM e:x FROM <> {}",
        ("http://a/b/c#x", "http://a/b/"),
        (),
    ),
    "relative without a base": ("ASK FROM <a/b> {}", ("a/b",), ()),
    "not resolved: has a scheme": ("BASE <http://a/> ASK FROM <urn:x> {}", ("urn:x",), ()),
    "unicode escape": (r"ASK FROM <urn:\u0061> {}", ("urn:a",), ()),
    "in a comment": ("ASK # FROM <urn:a>\n FROM <urn:b> {}", ("urn:b",), ()),
    "in a string": ("SELECT ('FROM <urn:a>' AS ?x) FROM <urn:b> {}", ("urn:b",), ()),
    "in a name": ("PREFIX FROM: <urn:> DESCRIBE FROM:b", (), ()),
    "after a template": ("CONSTRUCT { ?s ?p ?o } FROM <urn:a> { ?s ?p ?o }", ("urn:a",), ()),
    "after EXISTS": (
        "SELECT (EXISTS { ?s ?p <urn:FROM> } AS ?x) FROM <urn:a> {}",
        ("urn:a",),
        (),
    ),
    "describe": ("DESCRIBE <urn:x> ?y FROM <urn:a> { ?y ?p ?o }", ("urn:a",), ()),
    "after a comparison": ("SELECT (1<2 AS ?x) FROM <urn:a> {}", ("urn:a",), ()),
    "cut off": ("ASK FROM NAMED", (), ()),
    "prefix not declared": ("ASK FROM e:a {}", (), ()),
}


@pytest.mark.parametrize(("text", "default", "named"), CLAUSES.values(), ids=CLAUSES)
def test_named_graphs_are_read(text: str, default: tuple[str, ...], named: tuple[str, ...]) -> None:
    """The clauses are found wherever the grammar has them, and nowhere else."""
    assert dataset_clauses(text) == (default, named)


def test_base_of_the_caller_stands_below_that_of_the_query() -> None:
    """Relative IRIs are resolved against the caller's base where the query has none."""
    base = "http://host/sparql"
    assert dataset_clauses("ASK FROM <a> {}", base) == (("http://host/a",), ())
    assert dataset_clauses("BASE <b/> ASK FROM <a> {}", base) == (("http://host/b/a",), ())
    assert dataset_clauses("BASE <urn:b> ASK FROM <http://x/> {}", base) == (("http://x/",), ())


SCHEMES = st.sampled_from(["http://a/b/c/d;p?q", "http://a/b/", "urn:x:y", "http://ex.org"])
RELATIVE = st.from_regex(r"(\.\./|\./|/|//h/|g|g/|;x|\?y|#s|%7E|é)*", fullmatch=True)


@given(SCHEMES, RELATIVE, st.booleans())
def test_relative_iris_are_resolved_as_the_engine_does(base: str, iri: str, named: bool) -> None:
    """A graph under the IRI that is read is the graph that the engine reads from."""
    clause = "FROM NAMED" if named else "FROM"
    pattern = "GRAPH ?g { ?s ?p ?o }" if named else "?s ?p ?o"
    text = f"BASE <{base}> ASK {clause} <{iri}> {{ {pattern} }}"
    clauses = dataset_clauses(text)
    [graph] = clauses[1] if named else clauses[0]
    node = NamedNode("urn:x")
    try:
        quad = Quad(node, node, node, NamedNode(graph))
        answer = PyoxigraphStore()
        answer.add(quad)
        found = answer.query(text)
    except (ValueError, SyntaxError):
        return
    assert isinstance(found, QueryBoolean)
    assert bool(found)


IRIS = st.sampled_from(["<urn:a>", "<http://x/y#z>", "e:a", "e:", ":b", "f:c.d"])
BLANKS = st.sampled_from([" ", "\n", "\t# FROM <urn:no>\n", "  "])
FORMS = st.sampled_from(
    ["SELECT *", "SELECT (1 AS ?x)", "ASK", "CONSTRUCT { ?s ?p ?o }", "DESCRIBE ?s", "CONSTRUCT"]
)
PROLOGUE = "PREFIX e: <urn:e:> PREFIX : <http://n/#> PREFIX f: <urn:f/>"


@given(FORMS, st.lists(st.tuples(st.booleans(), IRIS), max_size=5), st.data())
def test_named_graphs_are_those_that_rdflib_reads(
    form: str, clauses: list[tuple[bool, str]], data: st.DataObject
) -> None:
    """Another parser finds the same graphs in the same order."""
    parts = [PROLOGUE, form]
    for named, iri in clauses:
        parts += ["FROM", "NAMED", iri] if named else ["FROM", iri]
    parts += ["WHERE", "{ ?s ?p ?o }"]
    text = "".join(part + data.draw(BLANKS) for part in parts)
    algebra = prepareQuery(text).algebra
    listed = algebra.datasetClause or []
    default = tuple(str(each["default"]) for each in listed if "default" in each)
    named_graphs = tuple(str(each["named"]) for each in listed if "named" in each)
    assert dataset_clauses(text) == (default, named_graphs)


@given(st.text(max_size=200) | st.text("FROMNAED<>:{}PIX#\"'\\ua \n", max_size=80))
def test_any_text_is_read(text: str) -> None:
    """No text makes either function fail."""
    dataset_clauses(text)
    is_volatile(text)


VOLATILE = {
    "now": "SELECT (NOW() AS ?x) {}",
    "rand": "SELECT * { ?s ?p ?o } ORDER BY RAND()",
    "uuid": "SELECT (uuid() AS ?x) {}",
    "struuid": "ASK { BIND(StrUUID ( ) AS ?x) }",
    "bnode": "SELECT (BNODE('a') AS ?x) {}",
    "comment between": "ASK { FILTER(RAND # (\n # so\n () > 0.5) }",
    "escaped": r"ASK { FILTER(\u0052AND() > 0.5) }",
    "no space before": "SELECT ?x { ?x ?p ?o } GROUP BYNOW()",
}


@pytest.mark.parametrize("text", VOLATILE.values(), ids=VOLATILE)
def test_changing_functions_are_found(text: str) -> None:
    """A query that calls such a function is never taken for a constant one."""
    assert is_volatile(text)


CONSTANT = {
    "words": "SELECT ?now ?rand { ?now <urn:uuid> 'rand, now' } # bnode",
    "names": "PREFIX now: <urn:now> ASK { now:rand a now:uuid }",
    "other functions": "SELECT (STR(?a) AS ?b) (COUNT(*) AS ?n) { ?a ?p ?o } GROUP BY ?a",
}


@pytest.mark.parametrize("text", CONSTANT.values(), ids=CONSTANT)
def test_constant_queries_are_told_apart(text: str) -> None:
    """A query that only has such words may be cached."""
    assert not is_volatile(text)


FUNCTIONS = ("RAND()", "NOW()", "UUID()", "STRUUID()", "BNODE()", "BNODE('x')")


@given(
    st.sampled_from(FUNCTIONS),
    st.lists(st.sampled_from([" ", "\n", "#)\n", "\t"]), max_size=4),
    st.booleans(),
    st.sampled_from(
        ["SELECT ({} AS ?x) {{}}", "ASK {{ FILTER(BOUND({}))}}", "ASK {{BIND({} AS ?x)}}"]
    ),
)
def test_call_is_found_however_it_is_written(
    call: str, blanks: list[str], lower: bool, template: str
) -> None:
    """White space, comments and case between the name and its bracket change nothing."""
    name, bracket, rest = call.partition("(")
    written = (name.lower() if lower else name) + "".join(blanks) + bracket + rest
    assert is_volatile(template.format(written))


HOSTILE = {
    "comments": "now" + "# " * 30_000,
    "blanks": "now" + " " * 60_000,
    "names": "now\n" * 15_000,
    "prefixes": "PREFIX a: <urn:a> " * 3_500,
    "bases": "BASE <http://a/> " * 3_500,
    "clauses": "ASK " + "FROM NAMED <urn:a> " * 3_000,
    "open brackets": "<" * 60_000,
}


@pytest.mark.parametrize("text", HOSTILE.values(), ids=HOSTILE)
def test_hostile_texts_are_read_in_bounded_time(text: str) -> None:
    """Texts of the greatest length made to be slow are read within a second."""
    begin = time.process_time()
    dataset_clauses(text)
    is_volatile(text)
    assert time.process_time() - begin < 1
