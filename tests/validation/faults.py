"""Put faults into data that has none: lost, doubled and misplaced triples, odd terms."""

from collections.abc import Callable
from pathlib import Path
from typing import TypeAlias, cast

from hypothesis import strategies as st
from pyoxigraph import BlankNode, Literal, NamedNode, Quad

from mgi_graph.namespaces import PREFIXES
from mgi_graph.rdf.iris import mint_graph
from mgi_graph.rdf.vocabularies import ONTOLOGY_FILES, read_graph
from mgi_graph.validation.files import read_files
from mgi_graph.validation.report import Node

EXAMPLES = Path(__file__).parents[1] / "shapes"
Fault: TypeAlias = Callable[[list[Quad]], None]

_LEXICAL_FORMS = (
    *("", "0", "1", "01", "-1", "+7", " 7", "1.0", "1e3", "x", "INF", "٣", "9" * 23),
    *("2022", "02022", "-2022", "20155", "2022-09", "2022-13", "2022-9", "2022-09Z"),
    *("2024-02-29", "2024-02-30", "0a", "0ab", "https://example.org/a b"),
)
_DATATYPES = (
    *("string", "integer", "decimal", "double", "date", "gYear", "gYearMonth", "anyURI"),
    *("positiveInteger", "nonNegativeInteger", "hexBinary"),
)
_TEXTS = (
    *("", " ", "a", " a", "a ", "a\n", "a\nb", "a\tb", "a\rb", "a  b", "a\u00a0b", "a\u2003b"),
    *("a\u0085b", "a\u200bb", "\ufeffa", "a\u3000", "😀", "e\u0301", '"q"', "back\\slash", "a\x0b"),
)
_TAGS = ("en", "es", "fr", "pt", "de", "EN", "en-GB", "pt-br", "zh-Hant-TW")
_IRIS = (
    *("https://example.org/é", "https://example.org/a%20b", "https://example.org/😀", "urn:x:y"),
    *("https://example.org/a#b?c", "tag:x,2020:(y)", PREFIXES["mgi"] + "Unknown"),
)


def read_background() -> tuple[Quad, ...]:
    """Return the ontology and what the examples of the shapes refer to."""
    ontology = read_graph(ONTOLOGY_FILES, mint_graph("ontology"))
    return (*ontology, *read_files([EXAMPLES / "background.ttl"]).quads)


def read_examples(name: str) -> dict[str, tuple[Quad, ...]]:
    """Return the examples of each file of shapes, ``valid`` or ``invalid`` ones."""
    paths = sorted(EXAMPLES.glob(f"*/{name}.ttl"))
    return {path.parent.name: read_files([path]).quads for path in paths}


def odd_terms() -> st.SearchStrategy[Node]:
    """Make terms of every kind, ill-typed literals among them."""
    datatypes = st.sampled_from(_DATATYPES).map(lambda name: NamedNode(PREFIXES["xsd"] + name))
    return st.one_of(
        st.builds(_typed, st.sampled_from(_LEXICAL_FORMS), datatypes),
        st.builds(_tagged, st.sampled_from(_TEXTS), st.sampled_from(_TAGS)),
        st.sampled_from(_TEXTS).map(Literal),
        st.sampled_from(_IRIS).map(NamedNode),
        st.sampled_from(("b1", "b2", "x.y")).map(BlankNode),
    )


def faults(quads: tuple[Quad, ...]) -> st.SearchStrategy[Fault]:
    """Make changes of data like ``quads``."""
    places = st.integers(min_value=0, max_value=len(quads) - 1)
    properties = st.sampled_from(sorted({quad.predicate for quad in quads}, key=str))
    nodes = st.sampled_from(sorted({quad.subject for quad in quads}, key=str))
    return st.one_of(
        places.map(_lose),
        st.builds(_replace_value, places, odd_terms()),
        st.builds(_add_value, places, odd_terms()),
        st.builds(_replace_property, places, properties),
        st.builds(_make_blank, nodes, st.sampled_from(("n1", "n2"))),
    )


def _typed(text: str, datatype: NamedNode) -> Literal:
    return Literal(text, datatype=datatype)


def _tagged(text: str, tag: str) -> Literal:
    return Literal(text, language=tag)


def _lose(place: int) -> Fault:
    def change(quads: list[Quad]) -> None:
        del quads[place % len(quads)]

    return change


def _replace_value(place: int, value: Node) -> Fault:
    def change(quads: list[Quad]) -> None:
        old = quads[place % len(quads)]
        quads[place % len(quads)] = Quad(old.subject, old.predicate, value)

    return change


def _add_value(place: int, value: Node) -> Fault:
    def change(quads: list[Quad]) -> None:
        old = quads[place % len(quads)]
        quads.append(Quad(old.subject, old.predicate, value))

    return change


def _replace_property(place: int, predicate: NamedNode) -> Fault:
    def change(quads: list[Quad]) -> None:
        old = quads[place % len(quads)]
        quads[place % len(quads)] = Quad(old.subject, predicate, old.object)

    return change


def _make_blank(node: Node, name: str) -> Fault:
    """Take a node's IRI from it, wherever it stands."""

    def change(quads: list[Quad]) -> None:
        def blank(term: object) -> NamedNode:
            return cast("NamedNode", BlankNode(name) if term == node else term)

        quads[:] = [Quad(blank(each.subject), each.predicate, blank(each.object)) for each in quads]

    return change
