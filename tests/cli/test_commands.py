"""Test what each command answers where nothing is wrong."""

import csv
import io
import json
from collections.abc import Callable
from pathlib import Path
from subprocess import CompletedProcess
from xml.etree import ElementTree

import pytest
from pyoxigraph import Literal, NamedNode, Quad, RdfFormat, parse

from mgi_graph.assets import QUERIES_DIR, SOURCES_DIR
from mgi_graph.cli.choices import FORMATS, LANGUAGES
from mgi_graph.namespaces import MGI
from mgi_graph.queries import LANGUAGES as QUERY_LANGUAGES
from mgi_graph.results import Format

Run = Callable[..., "CompletedProcess[str]"]

FINDINGS = {
    "col-medellin-2022-09.txt": 35,
    "chl-monte-patria-2024-09.txt": 34,
    "bra-manaus-2023-10.txt": 36,
}
WRITTEN = {
    "SHA256SUMS",
    "mgi.jsonld",
    "mgi.nt",
    "mgi.trig",
    "mgi.ttl",
    "ontology.ttl",
    "shapes.ttl",
    "validation.ttl",
    "vocabularies.ttl",
}
RDF_FORMATS = {
    "turtle": RdfFormat.TURTLE,
    "ntriples": RdfFormat.N_TRIPLES,
    "jsonld": RdfFormat.JSON_LD,
    "rdfxml": RdfFormat.RDF_XML,
    "trig": RdfFormat.TRIG,
}
COUNTED = "SELECT (COUNT(*) AS ?n) { ?f <https://w3id.org/mgi-graph/ontology#statement> ?s }"


def _parse(text: str, rdf_format: RdfFormat = RdfFormat.TURTLE) -> list[Quad]:
    return list(parse(text.encode(), format=rdf_format))


def _statements(quads: list[Quad]) -> list[Literal]:
    return [
        quad.object
        for quad in quads
        if quad.predicate == NamedNode(f"{MGI}statement") and isinstance(quad.object, Literal)
    ]


def _rows(outcome: "CompletedProcess[str]") -> list[dict[str, str]]:
    assert outcome.returncode == 0, outcome.stderr
    return list(csv.DictReader(io.StringIO(outcome.stdout)))


# --- build --------------------------------------------------------------------


def test_build_writes_every_file_and_sums_it_up(run: Run, quito: Path) -> None:
    """A build that conforms has exit code 0, no data on standard output, and all its files."""
    out = quito.parent / "deep" / "out"
    outcome = run("build", quito, "--out", out)
    assert (outcome.returncode, outcome.stdout) == (0, "")
    assert "\n1 profile, 12 findings, " in outcome.stderr
    assert all(str(out / name) in outcome.stderr for name in WRITTEN)
    assert {path.name for path in out.iterdir()} == WRITTEN
    assert [path.name for path in out.parent.iterdir()] == ["out"]


def test_build_of_the_packaged_profiles_has_nothing_to_say_against_them(
    dataset_folder: Path,
) -> None:
    """The dataset has 105 statements, and its report no result."""
    quads = _parse((dataset_folder / "mgi.nt").read_text("utf-8"), RdfFormat.N_TRIPLES)
    assert len(_statements(quads)) == sum(FINDINGS.values()) == 105
    assert "sh:result " not in (dataset_folder / "validation.ttl").read_text("utf-8")


@pytest.mark.parametrize(
    ("begin", "end", "warning"),
    [
        pytest.param(
            "1\nKey findings\nPARTNERSHIPS",
            "1\nKey findings\nWELL-BEING",
            "A profile should have findings in all six domains",
            id="domain",
        ),
        pytest.param(
            "Areas with potential",
            "1\nKey findings\nWHOLE-OF",
            "should list areas for development in the domain “Migrants’ rights”",
            id="list",
        ),
    ],
)
def test_what_a_profile_lacks_is_a_warning(
    run: Run, quito: Path, begin: str, end: str, warning: str
) -> None:
    """A missing domain or list is told with the source, and the exit code stays 0."""
    text = quito.read_text("utf-8")
    before, _, rest = text.partition(begin)
    quito.write_text(before + rest[rest.index(end) :], "utf-8")
    outcome = run("build", quito, "--out", quito.parent / "out")
    assert outcome.returncode == 0
    assert f"{quito}: warning: " in outcome.stderr
    assert warning in outcome.stderr


def test_build_of_data_that_does_not_conform_writes_nothing(
    run: Run, quito: Path, quito_in_spanish: Path, earlier: Path
) -> None:
    """Two language versions with a statement in one language violate a shape: exit code 1."""
    text = quito_in_spanish.read_text("utf-8")
    untranslated = (
        "The warnings of the city are given in one language only, which not all can read."
    )
    text = text.replace("Los avisos se dan en un solo idioma.", untranslated)
    quito_in_spanish.write_text(text, "utf-8")
    before = {path.name: path.read_bytes() for path in earlier.iterdir()}
    outcome = run("build", quito, quito_in_spanish, "--out", earlier)
    assert (outcome.returncode, outcome.stdout) == (1, "")
    assert f"{quito}:63: violation: A finding must not have two statements" in outcome.stderr
    assert "nothing was written: the data does not conform" in outcome.stderr
    assert {path.name: path.read_bytes() for path in earlier.iterdir()} == before


def test_language_versions_are_one_profile(
    run: Run, quito: Path, quito_in_spanish: Path, tmp_path: Path
) -> None:
    """Each finding has its statement in both languages, and the report speaks the one asked for."""
    out = tmp_path / "out"
    outcome = run("build", quito_in_spanish, quito, "--out", out, "--lang", "es")
    assert "\n1 profile, 12 findings, " in outcome.stderr
    assert "Conforme: ningún incumplimiento" in outcome.stderr
    statements = _statements(_parse((out / "mgi.trig").read_text("utf-8"), RdfFormat.TRIG))
    languages = [statement.language for statement in statements]
    assert (languages.count("en"), languages.count("es"), len(languages)) == (12, 12, 24)


@pytest.mark.parametrize(
    "name", ["two words.txt", "Medellín – perfil.txt", "two\nlines.txt", "-.txt", "配置.txt"]
)
def test_name_of_a_source_may_be_any_text(run: Run, quito: Path, name: str) -> None:
    """The dataset records a source's name, spaces and all."""
    source = quito.rename(quito.with_name(name))
    outcome = run("convert", source)
    assert outcome.returncode == 0
    names = [quad.object for quad in _parse(outcome.stdout) if "schema.org/name" in str(quad)]
    assert names == [Literal(name)]


def test_name_of_a_source_that_is_no_text_is_refused(
    run: Run, refused: Callable[..., None], quito: Path
) -> None:
    """A name that is not UTF-8 cannot be recorded; in a folder of such a name all is well."""
    folder = quito.with_name("Medell\udced")
    folder.mkdir()
    source = quito.rename(folder / "source.txt")
    assert run("convert", source).returncode == 0
    misnamed = source.rename(folder / "perfil de Medell\udcedn.txt")
    refused(run("convert", misnamed), "the file's name is not in UTF-8", "rename the file")


def test_source_given_twice_is_built_once(
    run: Run, quito: Path, quito_in_spanish: Path, tmp_path: Path
) -> None:
    """A file is found once, by whatever paths and folders it is given."""
    (tmp_path / "other").mkdir()
    roundabout = tmp_path / "other" / ".." / quito.name
    sources = [quito, quito.parent, roundabout, quito_in_spanish, quito]
    outcome = run("build", *sources, "--out", tmp_path / "out")
    assert "\n1 profile, 12 findings, " in outcome.stderr


def test_every_folder_without_sources_is_named(
    run: Run, refused: Callable[..., None], tmp_path: Path
) -> None:
    """A folder stands for its texts; one that has none is a mistake."""
    for name in ("one", "two"):
        (tmp_path / name).mkdir()
        (tmp_path / name / "profile.pdf").touch()
    outcome = run("build", tmp_path / "one", tmp_path / "two", "--out", tmp_path / "out")
    message = "no profile here: expected files that end in .txt"
    refused(outcome, f"{tmp_path / 'one'}: {message}", f"{tmp_path / 'two'}: {message}")


def test_link_to_a_source_that_leads_nowhere_is_refused(
    run: Run, refused: Callable[..., None], tmp_path: Path
) -> None:
    """Links in a circle are told as such."""
    (tmp_path / "one.txt").symlink_to("two.txt")
    (tmp_path / "two.txt").symlink_to("one.txt")
    for source in (tmp_path, tmp_path / "one.txt"):
        refused(
            run("build", source, "--out", tmp_path / "out"), "one.txt: cannot be read: Too many"
        )


# --- convert ------------------------------------------------------------------


@pytest.mark.parametrize("source", FINDINGS)
def test_convert_gives_every_finding_as_turtle(run: Run, source: str) -> None:
    """A packaged source becomes as many statements as it has bullets, all of them linked."""
    outcome = run("convert", SOURCES_DIR / source)
    assert (outcome.returncode, outcome.stderr) == (0, "")
    quads = _parse(outcome.stdout)
    assert len(_statements(quads)) == FINDINGS[source]
    addressing = {quad.subject for quad in quads if quad.predicate.value == f"{MGI}addresses"}
    assert len(addressing) == FINDINGS[source]


@pytest.mark.parametrize("name", RDF_FORMATS)
def test_convert_gives_the_same_triples_in_each_format(run: Run, quito: Path, name: str) -> None:
    """What is written in any format is what Turtle has."""
    triples = {quad.triple for quad in _parse(run("convert", quito).stdout)}
    outcome = run("convert", quito, "--format", name)
    assert {quad.triple for quad in _parse(outcome.stdout, RDF_FORMATS[name])} == triples


@pytest.mark.parametrize("source", FINDINGS)
def test_explain_accounts_for_every_line(run: Run, source: str) -> None:
    """Each line of a source that is not blank is shown once, with its number and its text."""
    outcome = run("convert", "--explain", SOURCES_DIR / source)
    assert (outcome.returncode, outcome.stderr) == (0, "")
    lines = (SOURCES_DIR / source).read_text("utf-8").split("\n")
    expected = [(number, line.strip()) for number, line in enumerate(lines, 1) if line.strip()]
    shown = outcome.stdout.split("\n")[:-1]
    assert [int(line[:5]) for line in shown] == [number for number, _ in expected]
    assert all(line.endswith(f"  {text}") for line, (_, text) in zip(shown, expected, strict=True))
    roles = {line[7:19].strip() for line in shown}
    assert roles == {"chrome", "structure", "introduction", "finding"}
    assert sum(line[7:19] == "finding     " for line in shown) == FINDINGS[source]


# --- validate -----------------------------------------------------------------


def test_validate_says_that_a_built_dataset_conforms(run: Run, dataset_folder: Path) -> None:
    """What a build wrote conforms, in whichever format and language it is asked about."""
    outcome = run("validate", dataset_folder / "mgi.trig")
    assert (outcome.returncode, outcome.stderr) == (0, "")
    assert outcome.stdout.startswith("Conforms: no violations, no warnings; ")
    assert run("validate", "--lang", "fr", dataset_folder / "mgi.nt").stdout.startswith(
        "Conforme :"
    )


def test_validate_names_the_line_of_the_source(
    run: Run, dataset_folder: Path, tmp_path: Path
) -> None:
    """Data that does not conform has exit code 1, and the report leads to the profile's text."""
    text = (dataset_folder / "mgi.trig").read_text("utf-8")
    finding = "/id/finding/col-medellin-2022/partnerships/well-developed/2> a mgi:WellDevelopedArea"
    assert text.count(finding) == 1
    broken = tmp_path / "broken.trig"
    broken.write_text(text.replace(finding, f"{finding}, mgi:AreaForDevelopment"), "utf-8")
    outcome = run("validate", broken)
    assert (outcome.returncode, outcome.stderr) == (1, "")
    assert outcome.stdout.startswith(
        "col-medellin-2022-09.txt:101: violation: A finding must not be"
    )
    assert "\nDoes not conform: 2 violations, no warnings; " in outcome.stdout
    report = run("validate", broken, "--format", "turtle")
    assert report.returncode == 1
    assert any("col-medellin-2022-09.txt" in str(quad) for quad in _parse(report.stdout))


@pytest.mark.parametrize(
    ("name", "content", "message"),
    [
        pytest.param("x.ttl", "<a> <b>", "x.ttl:1: not Turtle", id="syntax"),
        pytest.param("x.ttl", "", "nothing to validate", id="empty"),
        pytest.param("x.txt", "1", "x.txt: not known as RDF by its name: '.txt'", id="suffix"),
        pytest.param("x.ttl", None, "x.ttl: cannot be read: No such file", id="missing"),
    ],
)
def test_validate_refuses_what_is_no_data(
    run: Run,
    refused: Callable[..., None],
    tmp_path: Path,
    name: str,
    content: str | None,
    message: str,
) -> None:
    """A file that cannot be validated is no file that conforms: exit code 2."""
    if content is not None:
        (tmp_path / name).write_text(content)
    refused(run("validate", tmp_path / name), message)


# --- query --------------------------------------------------------------------


def test_names_on_the_command_line_are_those_of_the_packages() -> None:
    """The words that help knows without importing anything are the words that work."""
    assert ("table", *(each.value for each in Format)) == FORMATS
    assert LANGUAGES == QUERY_LANGUAGES


def test_query_lists_every_canned_query(run: Run) -> None:
    """Without a name, each query of the folder stands with its question."""
    names = {path.stem for path in QUERIES_DIR.rglob("*.rq")}
    assert names
    listed = run("query")
    assert listed.returncode == 0
    assert {line.split()[0] for line in listed.stdout.splitlines()} >= names
    assert {row["name"] for row in _rows(run("query", "--format", "csv"))} == names
    spanish = _rows(run("query", "--format", "csv", "--lang", "es"))
    assert all("¿" in row["question"] for row in spanish)


def test_query_gives_a_row_a_solution_in_every_format(run: Run) -> None:
    """Coverage has a row for each of six domains of three profiles, however it is written."""
    outcomes = {name: run("query", "coverage", "--format", name).stdout for name in FORMATS[:6]}
    table = [line for line in outcomes["table"].splitlines() if line.startswith("│")]
    assert len(table) == 18
    assert len(_rows(run("query", "coverage", "--format", "csv"))) == 18
    assert len(outcomes["tsv"].splitlines()) == 1 + 18
    assert len(json.loads(outcomes["json"])["results"]["bindings"]) == 18
    space = "{http://www.w3.org/2005/sparql-results#}"
    assert len(ElementTree.fromstring(outcomes["xml"]).findall(f".//{space}result")) == 18
    assert len(outcomes["markdown"].splitlines()) == 2 + 18


@pytest.mark.parametrize(
    "place",
    ["col-medellin", "Medellín", "MEDELLIN", "https://w3id.org/mgi-graph/id/place/col-medellin"],
)
def test_place_may_be_given_by_slug_label_or_iri(run: Run, place: str) -> None:
    """Each way to name a place gives the same answer."""
    rows = _rows(run("query", "findings", "-p", f"place={place}", "--format", "csv"))
    assert len(rows) == 35
    assert all("/finding/col-medellin-2022/" in row["finding"] for row in rows)


def test_language_changes_labels_and_no_statement(run: Run) -> None:
    """Statements stand as they are in their source, whatever language labels are in."""
    english, french, same = (
        _rows(run("query", "findings", "-p", "place=Manaus", "--format", "csv", *language))
        for language in ([], ["--lang", "fr"], ["-p", "lang=fr"])
    )
    assert {row["domainLabel"] for row in english} & {row["domainLabel"] for row in french} == set()
    assert [row["statement"] for row in english] == [row["statement"] for row in french]
    assert french == same
    assert "Partenariats" in {row["domainLabel"] for row in french}


def test_shown_sparql_gives_the_same_answer(run: Run) -> None:
    """What --show-sparql prints can be run anywhere, the sparql command included."""
    arguments = ["query", "peer-learning", "-p", "place=Monte Patria", "--lang", "es"]
    shown = run(*arguments, "--show-sparql").stdout
    again = run("sparql", "-", "--format", "csv", stdin=shown.encode())
    expected = run(*arguments, "--format", "csv")
    assert expected.stdout.count("\n") > 1
    assert again.stdout == expected.stdout


# --- sparql and where it asks ---------------------------------------------------


def test_sparql_takes_a_word_or_standard_input(run: Run) -> None:
    """The query is the argument, or what comes in; a byte order mark is none of it."""
    expected = "n\r\n105\r\n"
    assert run("sparql", COUNTED, "--format", "csv").stdout == expected
    for stdin in (COUNTED.encode(), b"\xef\xbb\xbf" + COUNTED.encode()):
        assert run("sparql", "-", "--format", "csv", stdin=stdin).stdout == expected


def test_sparql_answers_yes_or_no(run: Run) -> None:
    """ASK is answered in a word for people, and as its format says otherwise."""
    assert run("sparql", "ASK {}").stdout == "yes\n"
    assert run("sparql", "ASK { <urn:a> ?p ?o }").stdout == "no\n"
    assert json.loads(run("sparql", "ASK {}", "--format", "json").stdout)["boolean"] is True


@pytest.mark.parametrize("name", RDF_FORMATS)
def test_sparql_writes_triples(run: Run, name: str) -> None:
    """CONSTRUCT is written in each format for triples."""
    query = f"CONSTRUCT WHERE {{ ?f <{MGI}statement> ?statement }}"
    outcome = run("sparql", query, "--format", name)
    assert len(_parse(outcome.stdout, RDF_FORMATS[name])) == 105


def test_turtle_is_the_usual_format_of_triples(run: Run) -> None:
    """DESCRIBE without a format is Turtle."""
    outcome = run("sparql", "DESCRIBE <https://w3id.org/mgi-graph/id/place/col-medellin>")
    assert any(quad.object == Literal("Medellín", language="es") for quad in _parse(outcome.stdout))


@pytest.mark.parametrize(
    ("query", "format_name", "message"),
    [
        ("SELECT * {}", "turtle", "'turtle' does not fit the solutions of a SELECT query; use"),
        ("ASK {}", "trig", "'trig' does not fit the answer of an ASK query; use one of csv"),
        ("CONSTRUCT WHERE { ?s ?p ?o }", "csv", "'csv' does not fit the triples"),
        (
            "CONSTRUCT WHERE { ?s ?p ?o }",
            "table",
            "'table' does not fit triples; use one of turtle",
        ),
    ],
)
def test_format_that_does_not_fit_is_refused(
    run: Run, refused: Callable[..., None], query: str, format_name: str, message: str
) -> None:
    """The message names the formats that do."""
    refused(run("sparql", query, "--format", format_name), f"error: format {message}")


@pytest.mark.parametrize("name", ["", "mgi.trig", "mgi.nt", "mgi.ttl", "mgi.jsonld"])
def test_each_file_of_a_build_gives_the_same_answers(
    run: Run, dataset_folder: Path, name: str
) -> None:
    """The folder, its named graphs and the union of them answer as the embedded dataset does."""
    for query in ("coverage", "peer-learning"):
        expected = run("query", query, "--format", "csv")
        outcome = run("query", query, "--format", "csv", "--data", dataset_folder / name)
        assert (outcome.returncode, outcome.stdout) == (0, expected.stdout)


def test_endpoint_gives_the_same_answers(
    run: Run, dataset_folder: Path, serve: Callable[[Path], str]
) -> None:
    """A SPARQL server with the dataset answers as the embedded dataset does."""
    endpoint = serve(dataset_folder / "mgi.trig")
    for arguments in (["peer-learning", "-p", "place=Medellín"], ["common-gaps"]):
        expected = run("query", *arguments, "--format", "csv")
        outcome = run("query", *arguments, "--format", "csv", "--endpoint", endpoint)
        assert (outcome.returncode, outcome.stdout) == (0, expected.stdout)
    ask = "ASK { ?place a <https://w3id.org/mgi-graph/ontology#City> }"
    assert run("sparql", ask, "--endpoint", endpoint).stdout == "yes\n"
