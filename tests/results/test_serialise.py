"""Check each format of an answer, to the byte."""

import io
import json

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from pyoxigraph import (
    BaseDirection,
    BlankNode,
    Literal,
    NamedNode,
    QueryResultsFormat,
    RdfFormat,
    Triple,
    parse,
    parse_query_results,
)

from mgi_graph.errors import MgiGraphError, UnknownNameError
from mgi_graph.namespaces import ID, MGI, PREFIXES
from mgi_graph.results import (
    Boolean,
    Format,
    Graph,
    Result,
    Solutions,
    fitting_formats,
    gather,
    serialise,
    write,
)

SOLUTIONS = Solutions(
    ("place", "statement"),
    (
        (
            NamedNode(ID + "place/col-medellin"),
            Literal('A "plan", with\nno | date', language="en"),
        ),
        (None, Literal(3)),
        (BlankNode("b"), None),
    ),
)
GRAPH = Graph.of(
    [
        Triple(
            NamedNode(ID + "place/col-medellin"),
            NamedNode(PREFIXES["rdf"] + "type"),
            NamedNode(MGI + "City"),
        ),
        Triple(
            NamedNode(ID + "place/col-medellin"),
            NamedNode(PREFIXES["skos"] + "prefLabel"),
            Literal("Medellín", language="es"),
        ),
    ]
)

EXPECTED = {
    (SOLUTIONS, "csv"): (
        "place,statement\r\n"
        "https://w3id.org/mgi-graph/id/place/col-medellin,"
        '"A ""plan"", with\nno | date"\r\n'
        ",3\r\n"
        "_:b,\r\n"
    ),
    (SOLUTIONS, "tsv"): (
        "?place\t?statement\n"
        "<https://w3id.org/mgi-graph/id/place/col-medellin>\t"
        '"A \\"plan\\", with\\nno | date"@en\n'
        "\t3\n"
        "_:b\t\n"
    ),
    (SOLUTIONS, "markdown"): (
        "| place | statement |\n"
        "| --- | --- |\n"
        "| <https://w3id.org/mgi-graph/id/place/col-medellin> | "
        'A "plan", with<br>no \\| date |\n'
        "|  | 3 |\n"
        "| \\_:b |  |\n"
    ),
    (SOLUTIONS, "json"): (
        '{"head":{"vars":["place","statement"]},"results":{"bindings":['
        '{"place":{"type":"uri","value":"https://w3id.org/mgi-graph/id/place/col-medellin"},'
        '"statement":{"type":"literal","value":"A \\"plan\\", with\\nno | date","xml:lang":"en"}},'
        '{"statement":{"type":"literal","value":"3",'
        '"datatype":"http://www.w3.org/2001/XMLSchema#integer"}},'
        '{"place":{"type":"bnode","value":"b"}}]}}\n'
    ),
    (Boolean(True), "csv"): "true\n",
    (Boolean(False), "tsv"): "false\n",
    (Boolean(True), "json"): '{"head":{},"boolean":true}\n',
    (Boolean(False), "markdown"): "false\n",
    (GRAPH, "turtle"): (
        "@prefix mgi: <https://w3id.org/mgi-graph/ontology#> .\n"
        "@prefix skos: <http://www.w3.org/2004/02/skos/core#> .\n"
        "<https://w3id.org/mgi-graph/id/place/col-medellin> a mgi:City ;\n"
        '\tskos:prefLabel "Medellín"@es .\n'
    ),
    (GRAPH, "ntriples"): (
        "<https://w3id.org/mgi-graph/id/place/col-medellin> "
        "<http://www.w3.org/1999/02/22-rdf-syntax-ns#type> "
        "<https://w3id.org/mgi-graph/ontology#City> .\n"
        "<https://w3id.org/mgi-graph/id/place/col-medellin> "
        '<http://www.w3.org/2004/02/skos/core#prefLabel> "Medellín"@es .\n'
    ),
    (GRAPH, "jsonld"): (
        '[{"@id":"https://w3id.org/mgi-graph/id/place/col-medellin",'
        '"http://www.w3.org/1999/02/22-rdf-syntax-ns#type":'
        '[{"@id":"https://w3id.org/mgi-graph/ontology#City"}],'
        '"http://www.w3.org/2004/02/skos/core#prefLabel":'
        '[{"@language":"es","@value":"Medellín"}]}]\n'
    ),
}


@pytest.mark.parametrize(
    ("result", "format_", "text"),
    [(result, format_, text) for (result, format_), text in EXPECTED.items()],
    ids=[f"{type(result).__name__}-{format_}" for result, format_ in EXPECTED],
)
def test_format_is_as_its_specification_has_it(result: Result, format_: str, text: str) -> None:
    """Each format has these bytes, and ends in a line break."""
    assert serialise(result, format_).decode() == text


@pytest.mark.parametrize(
    ("result", "format_", "kind"),
    [
        (SOLUTIONS, Format.JSON, QueryResultsFormat.JSON),
        (SOLUTIONS, Format.XML, QueryResultsFormat.XML),
        (SOLUTIONS, Format.TSV, QueryResultsFormat.TSV),
        (Boolean(True), Format.JSON, QueryResultsFormat.JSON),
        (Boolean(False), Format.XML, QueryResultsFormat.XML),
    ],
)
def test_answer_comes_back_as_it_was(
    result: Result, format_: Format, kind: QueryResultsFormat
) -> None:
    """What is written in the formats of SPARQL can be read again without loss."""
    assert gather(parse_query_results(serialise(result, format_), kind)) == result


@pytest.mark.parametrize("format_", fitting_formats(GRAPH))
def test_triples_come_back_as_they_were(format_: Format) -> None:
    """What is written in any format of RDF can be read again without loss."""
    kind = RdfFormat.from_media_type(format_.media_type)
    quads = parse(serialise(GRAPH, format_), kind)
    assert Graph.of(Triple(each.subject, each.predicate, each.object) for each in quads) == GRAPH


@pytest.mark.parametrize("format_", fitting_formats(GRAPH))
def test_order_of_triples_does_not_matter(format_: Format) -> None:
    """The same triples in another order are the same bytes."""
    assert serialise(Graph.of(reversed(GRAPH.triples)), format_) == serialise(GRAPH, format_)


@pytest.mark.parametrize("result", [SOLUTIONS, Boolean(True)])
def test_graph_format_does_not_fit_solutions(result: Result) -> None:
    """Solutions in Turtle are an error that says which formats fit."""
    with pytest.raises(MgiGraphError, match="use one of csv, tsv, json, xml, markdown"):
        serialise(result, "turtle")


def test_table_format_does_not_fit_triples() -> None:
    """Triples in CSV are an error that says which formats fit."""
    with pytest.raises(MgiGraphError, match="use one of turtle, ntriples, rdfxml, jsonld, trig"):
        serialise(GRAPH, "csv")


def test_unknown_format_is_told_with_the_nearest() -> None:
    """A misspelt format names the one that was probably meant."""
    with pytest.raises(UnknownNameError, match="did you mean 'markdown'"):
        serialise(SOLUTIONS, "markdwn")


def test_write_puts_the_same_bytes_into_a_stream() -> None:
    """A stream receives what serialise returns."""
    stream = io.BytesIO()
    write(SOLUTIONS, Format.CSV, stream)
    assert stream.getvalue() == serialise(SOLUTIONS, "csv")


def test_empty_answers_are_written() -> None:
    """No solution leaves the variables, no triple leaves nothing."""
    assert serialise(Solutions(("a",), ()), "csv") == b"a\r\n"
    assert serialise(Solutions((), ((),)), "markdown")
    assert serialise(Graph(()), "ntriples") == b""


def test_terms_of_sparql_12_are_written_in_json() -> None:
    """Triple terms and base directions are written as SPARQL 1.2 has them."""
    a = NamedNode("urn:a")
    word = Literal("كلمة", language="ar", direction=BaseDirection.RTL)
    (binding,) = json.loads(serialise(Solutions(("t",), ((Triple(a, a, word),),)), "json"))[
        "results"
    ]["bindings"]
    assert binding["t"]["type"] == "triple"
    assert binding["t"]["value"]["object"] == {
        "type": "literal",
        "value": "كلمة",
        "xml:lang": "ar",
        "its:dir": "rtl",
    }


def test_prefixes_inside_triple_terms_and_datatypes_are_declared() -> None:
    """Every prefix that the terms of a graph can use is declared."""
    label = NamedNode(PREFIXES["rdfs"] + "label")
    month = Literal("2022-09", datatype=NamedNode(PREFIXES["xsd"] + "gYearMonth"))
    a = NamedNode("urn:a")
    text = serialise(Graph.of([Triple(a, a, Triple(a, label, month))]), "turtle").decode()
    assert text.startswith("@prefix rdfs:")
    assert "@prefix xsd:" in text


@pytest.mark.parametrize("character", ["\0", "\x1b", "\x0b", "\uffff"])
def test_character_that_xml_cannot_hold_is_refused(character: str) -> None:
    """What no XML can hold is an error there, and no malformed document; JSON holds it."""
    a, text = NamedNode("urn:a"), Literal(f"a{character}b")
    for result, name in (
        (Solutions(("x",), ((text,),)), "xml"),
        (Graph.of([Triple(a, a, text)]), "rdfxml"),
    ):
        with pytest.raises(
            MgiGraphError, match=rf"cannot hold the character U\+{ord(character):04X}"
        ):
            serialise(result, name)
    assert serialise(Solutions(("x",), ((text,),)), "json")


TEXTS = st.text(st.characters(exclude_categories=["Cs"]), max_size=20)


@settings(deadline=None)
@given(TEXTS)
def test_cell_of_markdown_stays_in_its_cell(text: str) -> None:
    """No text breaks out of its cell or its line."""
    written = serialise(Solutions(("a", "b"), ((Literal(text), Literal("x")),)), "markdown")
    header, rule, line = written.decode().splitlines()
    assert (header, rule) == ("| a | b |", "| --- | --- |")
    assert line.replace("\\|", "").count("|") == 3
    assert line.endswith(" | x |")


@settings(deadline=None)
@given(TEXTS)
def test_any_text_comes_back_from_json(text: str) -> None:
    """Any text survives SPARQL JSON."""
    solutions = Solutions(("a",), ((Literal(text),),))
    read = parse_query_results(serialise(solutions, "json"), QueryResultsFormat.JSON)
    assert gather(read) == solutions
