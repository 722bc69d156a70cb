"""Check that datasets and RDF files are opened, and defects in them told."""

from pathlib import Path

import pytest
from pyoxigraph import Literal, NamedNode

from mgi_graph.errors import FileError, QuerySyntaxError, StoreError, VocabularyError
from mgi_graph.results import Boolean, Solutions, gather
from mgi_graph.store import open_dataset

FILES = {
    "a.ttl": "@prefix u: <urn:> . u:a u:b u:c .",
    "a.nt": "<urn:a> <urn:b> <urn:c> .",
    "a.nq": "<urn:a> <urn:b> <urn:c> <urn:g> .",
    "a.TRIG": "@prefix u: <urn:> . u:g { u:a u:b u:c }",
    "a.jsonld": '{"@id": "urn:a", "urn:b": {"@id": "urn:c"}}',
    "a.rdf": """<rdf:RDF xmlns:rdf="http://www.w3.org/1999/02/22-rdf-syntax-ns#" xmlns:u="urn:">
        <rdf:Description rdf:about="urn:a"><u:b rdf:resource="urn:c"/></rdf:Description>
        </rdf:RDF>""",
}
EVERYTHING = "SELECT * { ?s ?p ?o }"


@pytest.mark.parametrize(("name", "content"), FILES.items(), ids=FILES)
@pytest.mark.parametrize("mark", ["", "\ufeff"], ids=["plain", "byte order mark"])
def test_rdf_file_is_opened_by_its_suffix(
    tmp_path: Path, name: str, content: str, mark: str
) -> None:
    """Each format is read, in the default graph or a named one, with a byte order mark too."""
    (tmp_path / name).write_text(mark + content, encoding="utf-8")
    solutions = open_dataset(tmp_path / name).query(EVERYTHING)
    assert isinstance(solutions, Solutions)
    terms = {"s": NamedNode("urn:a"), "p": NamedNode("urn:b"), "o": NamedNode("urn:c")}
    assert list(solutions) == [{name: terms[name] for name in solutions.variables}]


def test_built_dataset_is_opened_by_its_directory(tmp_path: Path) -> None:
    """Of a directory, the file with the named graphs is read."""
    (tmp_path / "mgi.trig").write_text("<urn:g> { <urn:a> <urn:b> 1 }")
    (tmp_path / "mgi.nt").write_text("not read")
    solutions = open_dataset(tmp_path).query("SELECT ?g ?o { GRAPH ?g { ?s ?p ?o } }")
    assert solutions == Solutions(("g", "o"), ((NamedNode("urn:g"), Literal(1)),))


def test_directory_without_dataset_is_told(tmp_path: Path) -> None:
    """A directory that was not built says how to build one."""
    with pytest.raises(StoreError, match=r"has no mgi\.trig; make one with mgi-graph build"):
        open_dataset(tmp_path)


def test_missing_file_is_told(tmp_path: Path) -> None:
    """A path that does not exist is named."""
    with pytest.raises(StoreError, match=r"none\.ttl: cannot be read: No such file"):
        open_dataset(tmp_path / "none.ttl")


@pytest.mark.parametrize("name", ["a.txt", "a", "a.ttl.gz"])
def test_unknown_suffix_is_told(tmp_path: Path, name: str) -> None:
    """A file of no known kind says which suffixes are known."""
    (tmp_path / name).write_text("")
    with pytest.raises(StoreError, match=r"expected a name in \.trig, \.nq, \.ttl, \.nt"):
        open_dataset(tmp_path / name)


@pytest.mark.parametrize(
    ("name", "content", "line", "problem"),
    [
        ("a.ttl", b"@prefix u: <urn:> .\nu:a v:b u:c .", 2, "column 5: The prefix v: has not been"),
        ("a.ttl", b"\n<a> <b> <c> .", 2, "column 1: No scheme found"),
        ("a.nt", b'<urn:a> <urn:b> "open .\n', 1, "column 1"),
        ("a.trig", b"\x00\x01\x02", 1, "column 1"),
        ("a.nq", b"<urn:a> <urn:b> '\xff' .", 1, "column 1"),
        ("a.jsonld", b'{"@id":', 1, "column 8"),
        ("a.jsonld", b'{"@context": "http://127.0.0.1:1/"}', None, "remote contexts"),
        ("a.rdf", b"<rdf:RDF", None, "not closed"),
    ],
)
def test_defect_in_a_file_is_told_with_its_place(
    tmp_path: Path, name: str, content: bytes, line: int | None, problem: str
) -> None:
    """A file that does not parse is named with line and column; nothing is fetched."""
    (tmp_path / name).write_bytes(content)
    with pytest.raises(VocabularyError) as caught:
        open_dataset(tmp_path / name)
    error: FileError = caught.value
    assert error.path == str(tmp_path / name)
    assert error.line == line
    assert problem in error.problem


def test_empty_file_is_an_empty_dataset(tmp_path: Path) -> None:
    """An empty Turtle file is a graph without triples."""
    (tmp_path / "a.ttl").write_text("")
    assert open_dataset(tmp_path / "a.ttl").query(EVERYTHING) == Solutions(("o", "p", "s"), ())


def test_relative_iris_are_resolved_against_the_base(tmp_path: Path) -> None:
    """With a base, relative IRIs are well-formed in patterns, templates and clauses alike."""
    (tmp_path / "a.trig").write_text("<http://h/g> { <http://h/a> <http://h/b> 1 }")
    store = open_dataset(tmp_path / "a.trig")
    for text in (
        "ASK { <a> <b> 1 }",
        "ASK FROM <g> { <a> <b> 1 }",
        "BASE <x/> ASK { <../a> ?p 1 }",
    ):
        answer = store.read(text, gather, base="http://h/sparql")
        assert isinstance(answer, Boolean)
        assert answer.value
    with pytest.raises(QuerySyntaxError, match="line 1, column 11: '}' cannot stand here"):
        store.read("ASK { <a> }", gather, base="http://h/sparql")
