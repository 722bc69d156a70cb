"""Test the reading of a user's RDF files."""

from pathlib import Path

import pytest
from pyoxigraph import BlankNode, Literal, NamedNode, RdfFormat, parse, serialize

from mgi_graph.errors import ManyErrors, VocabularyError
from mgi_graph.validation import Location
from mgi_graph.validation.files import read_files

S, P, Q = (NamedNode(f"https://example.org/{name}") for name in "spq")

TURTLE = """\
@prefix ex: <https://example.org/> .

ex:s ex:p "one"@en ,
        "two"@es ;
    ex:q [ ex:p 3 ] .
"""


@pytest.mark.parametrize(
    ("suffix", "rdf_format"),
    [
        (".ttl", RdfFormat.TURTLE),
        (".nt", RdfFormat.N_TRIPLES),
        (".trig", RdfFormat.TRIG),
        (".nq", RdfFormat.N_QUADS),
        (".jsonld", RdfFormat.JSON_LD),
        (".json", RdfFormat.JSON_LD),
        (".rdf", RdfFormat.RDF_XML),
        (".xml", RdfFormat.RDF_XML),
        (".owl", RdfFormat.RDF_XML),
        (".TTL", RdfFormat.TURTLE),
    ],
)
def test_each_format_is_known_by_its_suffix(
    tmp_path: Path, suffix: str, rdf_format: RdfFormat
) -> None:
    """The name of a file tells its format, in capitals too."""
    path = tmp_path / f"data{suffix}"
    content = serialize(parse(TURTLE, format=RdfFormat.TURTLE), format=rdf_format)
    assert content is not None
    path.write_bytes(content)
    assert len(read_files([path]).quads) == 4


@pytest.mark.parametrize(
    ("path", "value", "line"),
    [
        (P, Literal("one", language="en"), 3),
        (P, Literal("two", language="es"), 4),
        (P, None, 3),
        (Q, None, 5),
        (None, None, 3),
        (NamedNode("https://example.org/other"), None, 3),
    ],
    ids=["a triple", "another triple", "a property", "another property", "a node", "not there"],
)
def test_a_triple_has_its_line(
    tmp_path: Path, path: NamedNode | None, value: Literal | None, line: int
) -> None:
    """What is looked for is found on its own line, or on the nearest that names more than it."""
    file = tmp_path / "data.ttl"
    file.write_text(TURTLE)
    assert read_files([file]).lines.find(S, path, value) == Location(str(file), line)


def test_a_node_that_is_only_mentioned_has_a_line(tmp_path: Path) -> None:
    """A node that nothing describes is found where something refers to it."""
    file = tmp_path / "data.ttl"
    file.write_text(f"{S} {P} {Q} .\n")
    lines = read_files([file]).lines
    assert lines.find(Q, P, None) == Location(str(file), 1)
    assert lines.find(P, None, None) is None


def test_lines_longer_than_a_read_are_read_whole(tmp_path: Path) -> None:
    """A line of many thousand characters keeps its number."""
    file = tmp_path / "data.ttl"
    long = "word " * 20_000
    file.write_text(f'{S} {P} "{long}" .\n{S} {Q} "é{long}" .\n')
    parsed = read_files([file])
    assert len(parsed.quads) == 2
    assert parsed.lines.find(S, Q, None) == Location(str(file), 2)


def test_json_has_no_lines(tmp_path: Path) -> None:
    """JSON-LD has an order of its own, so that only the file is named."""
    file = tmp_path / "data.jsonld"
    file.write_text('{"@id": "https://example.org/s",\n "https://example.org/p": "one"}')
    assert read_files([file]).lines.find(S, P, None) == Location(str(file))


def test_blank_nodes_are_named_by_file_and_order(tmp_path: Path) -> None:
    """Blank nodes of two files stay apart, and have the same names every time."""
    first, second = tmp_path / "first.ttl", tmp_path / "second.ttl"
    first.write_text(f"[] {P} _:a . _:a {P} 1 .")
    second.write_text(f"_:a {P} 1 .")
    quads = read_files([first, second]).quads
    assert [quad.subject for quad in quads] == [
        BlankNode(name) for name in ("f1b1", "f1b2", "f2b1")
    ]
    assert quads[0].object == BlankNode("f1b2")


def test_relative_iris_are_those_of_the_file(tmp_path: Path) -> None:
    """A hand-written file may name its things by fragments."""
    file = tmp_path / "data.ttl"
    file.write_text(f"<#s> {P} 1 .")
    (quad,) = read_files([file]).quads
    assert quad.subject == NamedNode(f"{file.as_uri()}#s")


@pytest.mark.parametrize(
    ("name", "content", "message"),
    [
        (
            "prefix.ttl",
            b"\nex:a ex:b 1 .",
            (
                "prefix.ttl:2: not Turtle: The prefix ex: has not been declared (column 1); "
                "correct the file there"
            ),
        ),
        (
            "cut.ttl",
            b'<https://example.org/s> <https://example.org/p> "one',
            "cut.ttl:1: not Turtle: Unexpected end of file (column 49); correct the file there",
        ),
        (
            "binary.ttl",
            b"\xff\xfe\x00",
            (
                "binary.ttl:1: not Turtle: Invalid UTF-8 character encoding (column 1); "
                "correct the file there"
            ),
        ),
        (
            "tags.rdf",
            b'<r:RDF xmlns:r="http://www.w3.org/1999/02/22-rdf-syntax-ns#">\n<r:Bag></r:Seq>\n</r:RDF>',
            "tags.rdf:2: not RDF/XML: ill-formed document: expected `</r:Bag>`",
        ),
        (
            "comma.json",
            b'{"@id": "https://example.org/s",,}',
            (
                "comma.json:1: not JSON-LD: Object keys must be strings (column 33); "
                "correct the file there"
            ),
        ),
        (
            "nested.ttl",
            (
                b"<https://example.org/s> <https://example.org/p> "
                b"<<( <https://example.org/s> <https://example.org/p> 1 )>> ."
            ),
            (
                "nested.ttl:1: holds a triple term, which SHACL cannot check; "
                "state it with plain terms"
            ),
        ),
        (
            "profile.txt",
            b"Key findings",
            (
                "profile.txt: not known as RDF by its name: '.txt'; expected one of .ttl, .nt, "
                ".trig, .nq, .jsonld, .json, .rdf, .owl, .xml (a profile's text becomes RDF "
                "with mgi-graph convert)"
            ),
        ),
    ],
)
def test_a_file_that_cannot_be_read_says_why(
    tmp_path: Path, name: str, content: bytes, message: str
) -> None:
    """The message names file, line, what is wrong and what to do."""
    (tmp_path / name).write_bytes(content)
    with pytest.raises(VocabularyError) as caught:
        read_files([tmp_path / name])
    assert str(caught.value).removeprefix(f"{tmp_path}/").startswith(message)


def test_a_missing_file_and_a_folder_are_both_reported(tmp_path: Path) -> None:
    """One run shows the errors of all files."""
    with pytest.raises(ManyErrors) as caught:
        read_files([tmp_path / "missing.ttl", tmp_path])
    assert str(caught.value).splitlines() == [
        (
            f"{tmp_path}/missing.ttl: cannot be read: No such file or directory; "
            "check the name and who may read it"
        ),
        f"{tmp_path}: is a folder; name the RDF files in it, such as mgi.trig",
    ]


_WITH_ENTITIES = """<?xml version="1.0"?>
<!DOCTYPE rdf:RDF [ <!ENTITY a "{}"> <!ENTITY b "{}"> ]>
<rdf:RDF xmlns:rdf="http://www.w3.org/1999/02/22-rdf-syntax-ns#" xmlns:e="urn:e:">
  <rdf:Description rdf:about="urn:s"><e:p>&b;</e:p></rdf:Description>
</rdf:RDF>
"""


@pytest.mark.parametrize("values", [("aaaaaaaaaa", "&a;&a;"), ("a", "b" * 2000)])
def test_entities_that_grow_are_refused(tmp_path: Path, values: tuple[str, str]) -> None:
    """Entities of entities can make a gigabyte of a few lines (CWE-776)."""
    path = tmp_path / "growing.rdf"
    path.write_text(_WITH_ENTITIES.format(*values), encoding="utf-8")
    with pytest.raises(VocabularyError, match="the entity 'b' holds others or a long text"):
        read_files([path])


def test_entities_for_namespaces_are_read(tmp_path: Path) -> None:
    """Ontologies in RDF/XML commonly declare short ones."""
    path = tmp_path / "short.rdf"
    path.write_text(_WITH_ENTITIES.format("x", "http://example.org/"), encoding="utf-8")
    (quad,) = read_files([path]).quads
    assert str(quad.object) == '"http://example.org/"'
