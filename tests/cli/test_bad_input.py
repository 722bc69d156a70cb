"""Test that a bad query, name, value or link ends with exit code 2 and says what to do."""

import shutil
from collections.abc import Callable
from pathlib import Path
from subprocess import CompletedProcess

import pytest

from mgi_graph.assets import CURATION_DIR

Run = Callable[..., "CompletedProcess[str]"]
Refused = Callable[..., None]

MEDELLIN = "col-medellin-2022"
FINDING = "https://w3id.org/mgi-graph/id/finding/col-medellin-2022/partnerships/well-developed/1"


@pytest.fixture
def curation(tmp_path: Path) -> Path:
    """Return a folder with copies of the packaged links."""
    folder = tmp_path / "links"
    shutil.copytree(CURATION_DIR, folder)
    return folder


@pytest.mark.parametrize(
    ("arguments", "message"),
    [
        pytest.param(
            ["peer-lerning"],
            "query not known: 'peer-lerning'; did you mean 'peer-learning'?",
            id="query",
        ),
        pytest.param(
            ["peer-learning", "-p", "plaec=col-medellin"],
            "parameter not known: 'plaec'; did you mean 'place'?",
            id="parameter",
        ),
        pytest.param(
            ["peer-learning", "-p", "place=col-medelin"],
            "place not known: 'col-medelin'; did you mean 'col-medellin'?",
            id="place",
        ),
        pytest.param(
            ["peer-learning", "-p", "place=https://w3id.org/mgi-graph/id/place/col-medelin"],
            "place not known: 'https://w3id.org/mgi-graph/id/place/col-medelin'; "
            "did you mean 'https://w3id.org/mgi-graph/id/place/col-medellin'?",
            id="IRI of a place",
        ),
        pytest.param(
            ["peer-learning", "-p", "place="],
            "place not known: ''\nexpected one of bra, bra-amazonas, bra-manaus, chl,",
            id="empty value",
        ),
        pytest.param(
            ["peer-learning", "-p", "place=<script>alert(1)</script>"],
            "place not known: '<script>alert(1)</script>'\nexpected one of",
            id="markup",
        ),
        pytest.param(
            ["peer-learning", "-p", 'place=x> } INSERT { <urn:a> <urn:b> "'],
            "place not known: 'x> } INSERT",
            id="SPARQL",
        ),
        pytest.param(
            ["peer-learning", "-p", "lang=de"],
            "parameter lang: 'de' is not one of en, es, fr",
            id="language",
        ),
        pytest.param(
            ["findings-by-compact-objective", "-p", "objective=24"],
            "parameter objective: '24' is not a number from 1 to 23",
            id="number out of range",
        ),
        pytest.param(
            ["peer-learning", "-p", "col-medellin"],
            "parameter col-medellin: 'col-medellin' is not of the form NAME=VALUE",
            id="no equals sign",
        ),
        pytest.param(
            ["peer-learning", "-p", "place=col", "-p", "place=chl"],
            "parameter place: 'chl' is not the only value: 'col' was given as well",
            id="two values",
        ),
        pytest.param(
            ["coverage", "-p", "finding=x"],
            "parameter not known: 'finding'",
            id="parameter of another query",
        ),
    ],
)
def test_unknown_name_is_answered_with_the_nearest(
    run: Run, refused: Refused, arguments: list[str], message: str
) -> None:
    """A name or value that nothing has is repeated, with the nearest or with what is expected."""
    refused(run("query", *arguments), f"error: {message}")


@pytest.mark.parametrize(
    ("query", "message"),
    [
        pytest.param("", "the query is empty; expected one of SELECT, ASK", id="empty"),
        pytest.param(
            "SELECT * {\n ?s ?p ?o }\n  LIMT 5",
            "at line 3, column 3: 'LIMT' cannot stand here\n    LIMT 5\n    ^",
            id="misspelt keyword",
        ),
        pytest.param(
            "ASK {\n ?s foaf:name ?o }",
            "at line 2, column 5: prefix foaf: is not declared; begin the query with PREFIX",
            id="prefix",
        ),
        pytest.param("ASK { ?s ?p ?o", "at line 1, column 5: '{' is never closed", id="bracket"),
        pytest.param(
            "INSERT DATA { <urn:a> <urn:b> <urn:c> }",
            "at line 1, column 1: INSERT is an update, and datasets are only read",
            id="update",
        ),
        pytest.param("ASK " + "{" * 9999, "nested more than 100 deep", id="deep"),
    ],
)
def test_syntax_error_has_line_and_column(
    run: Run, refused: Refused, query: str, message: str
) -> None:
    """A query that does not parse is shown at the place of the mistake."""
    for outcome in (run("sparql", query), run("sparql", "-", stdin=query.encode())):
        refused(outcome, "error: SPARQL syntax error", message)


@pytest.mark.parametrize(
    ("stdin", "message"),
    [
        pytest.param(
            b"ASK {\n ?s ?p 'Medell\xedn' }",
            "error: standard input:2: not UTF-8: byte 0xed; expected SPARQL in UTF-8",
            id="Latin-1",
        ),
        pytest.param(b"", "error: SPARQL syntax error: the query is empty", id="empty"),
        pytest.param(b"\0", "error: SPARQL syntax error at line 1, column 1", id="NUL"),
    ],
)
def test_standard_input_that_is_no_query_isrefused(
    run: Run, refused: Refused, stdin: bytes, message: str
) -> None:
    """Bytes that are no SPARQL text are named with their line."""
    refused(run("sparql", "-", stdin=stdin), message)


@pytest.mark.parametrize(
    ("old", "new", "message"),
    [
        pytest.param(
            FINDING,
            FINDING[:-1] + "7",
            f"finding not known: '{FINDING[:-1]}7'; did you mean '{FINDING[:-1]}",
            id="finding",
        ),
        pytest.param(
            "[cooperation-with-academia]",
            "[cooperation-with-acadmia]",
            "indicator not known: 'cooperation-with-acadmia'; "
            "did you mean 'cooperation-with-academia'?",
            id="indicator",
        ),
        pytest.param(
            "words: 'In 2021 and 2022, the Mayor",
            "words: 'In 2023 and 2024, the Mayor",
            "but the finding begins \"In 2021 and 2022, the Mayor's Office of Medellin",
            id="words",
        ),
    ],
)
def test_link_that_does_not_fit_stops_the_build(
    run: Run, refused: Refused, curation: Path, old: str, new: str, message: str
) -> None:
    """A curated link is held against the source and the vocabularies, and named with its line."""
    path = curation / f"{MEDELLIN}.yaml"
    lines = path.read_text("utf-8").splitlines()
    (line,) = (number for number, each in enumerate(lines, 1) if FINDING in each)
    text = path.read_text("utf-8")
    assert old in text
    path.write_text(text.replace(old, new), "utf-8")
    refused(
        run("build", "--curation", curation, "--out", curation.parent / "out"),
        f"error: {path}:{line}: ",
        message,
    )
    assert not (curation.parent / "out").exists()


def test_every_link_that_does_not_fit_is_named(run: Run, refused: Refused, curation: Path) -> None:
    """The errors of all files come in one run."""
    for name in (MEDELLIN, "bra-manaus-2023"):
        path = curation / f"{name}.yaml"
        text = path.read_text("utf-8").replace("\n    words: ", "\n    words: Not ")
        path.write_text(text, "utf-8")
    outcome = run("build", "--curation", curation, "--out", curation.parent / "out")
    refused(outcome, "71 errors")
    assert outcome.stderr.count("but the finding begins") == 35 + 36


@pytest.mark.parametrize(
    ("name", "content", "message"),
    [
        pytest.param("x.trig", None, "x.trig: cannot be read: No such file", id="missing"),
        pytest.param("x", None, "x: cannot be read: No such file", id="missing folder"),
        pytest.param(".", None, ": not a built dataset: it has no mgi.trig; make one", id="folder"),
        pytest.param("x.foo", b"", "x.foo: not a known kind of RDF file; expected a", id="suffix"),
        pytest.param(
            "x.trig",
            b"@prefix a: <urn:a> .\na:g {\n  a:b a:c",
            "x.trig:3: column 10: Unexpected end; correct the file there, or make it again",
            id="cut short",
        ),
        pytest.param("x.ttl", b"<urn:a> <urn:b> 'Medell\xedn' .", "x.ttl:1: column", id="Latin-1"),
        pytest.param("x.jsonld", b"[{]", "x.jsonld:1: column", id="JSON"),
    ],
)
def test_data_that_cannot_be_asked_is_refused(
    run: Run,
    refused: Refused,
    tmp_path: Path,
    name: str,
    content: bytes | None,
    message: str,
) -> None:
    """A dataset that is missing, no dataset or damaged is named, with the line if known."""
    if content is not None:
        (tmp_path / name).write_bytes(content)
    refused(run("query", "coverage", "--data", tmp_path / name), message)


def test_data_without_places_says_so(run: Run, refused: Refused, tmp_path: Path) -> None:
    """Over an empty dataset no value of a parameter is known, the default one included."""
    (tmp_path / "x.ttl").touch()
    data = ["--data", tmp_path / "x.ttl"]
    refused(
        run("query", "peer-learning", *data),
        "place not known: 'col-medellin'\nit is the default of parameter place; give place=…",
    )
    refused(run("query", "peer-learning", "-p", "place=Cali", *data), "has no place at all")


@pytest.mark.parametrize(
    ("endpoint", "message"),
    [
        pytest.param("", ": not an endpoint; expected a URL", id="empty"),
        pytest.param("localhost:80", "localhost:80: not an endpoint", id="no scheme"),
        pytest.param("file:///etc/passwd", "file:///etc/passwd: not an endpoint", id="file"),
        pytest.param(
            "http://127.0.0.1:1/sparql",
            "http://127.0.0.1:1/sparql: no answer: [Errno 111] Connection refused",
            id="nobody there",
        ),
    ],
)
def test_endpoint_that_does_not_answer_is_refused(
    run: Run, refused: Refused, endpoint: str, message: str
) -> None:
    """An address that is none, or where nobody is, is named."""
    refused(run("sparql", "ASK {}", "--endpoint", endpoint), f"error: {message}")


@pytest.mark.parametrize(
    "arguments",
    [
        pytest.param(["build", ""], id="source of build"),
        pytest.param(["build", "--out", ""], id="out"),
        pytest.param(["convert", ""], id="source of convert"),
        pytest.param(["validate", ""], id="file"),
        pytest.param(["query", "coverage", "--data", ""], id="data"),
    ],
)
def test_empty_path_is_not_the_working_directory(
    run: Run, refused: Refused, arguments: list[str]
) -> None:
    """A shell variable that is not set does not make the tool read or write where it stands."""
    refused(run(*arguments), "the path is empty; name a file or a folder")


@pytest.mark.parametrize(
    ("arguments", "message"),
    [
        pytest.param(["frobnicate"], "No such command 'frobnicate'", id="command"),
        pytest.param(["build", "--oot", "x"], "No such option '--oot'", id="option"),
        pytest.param(["validate"], "Missing argument 'FILE...'", id="no file"),
        pytest.param(["query", "coverage", "--format", "pdf"], "'pdf' is not one of", id="format"),
        pytest.param(
            ["build", "--curation", "gone"], "Directory 'gone' does not exist", id="curation"
        ),
        pytest.param(
            ["sparql", "ASK {}", "--data", "x", "--endpoint", "http://127.0.0.1/"],
            "--data and --endpoint exclude each other; give one of them",
            id="data and endpoint",
        ),
    ],
)
def test_error_of_usage_has_exit_code_2(
    run: Run, refused: Refused, arguments: list[str], message: str
) -> None:
    """What the command line itself cannot take is told like any other mistake."""
    refused(run(*arguments), message)
