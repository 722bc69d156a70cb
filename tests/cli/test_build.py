"""Test what a build writes and says."""

from collections.abc import Callable
from pathlib import Path
from subprocess import CompletedProcess

import pytest
from pyoxigraph import Literal, NamedNode, Quad, RdfFormat, parse

from mgi_graph.namespaces import MGI

Run = Callable[..., "CompletedProcess[str]"]
Refused = Callable[..., None]

WRITTEN = {
    "mgi.index",
    "mgi.jsonld",
    "mgi.nt",
    "mgi.sha256",
    "mgi.trig",
    "mgi.ttl",
    "ontology.ttl",
    "shapes.ttl",
    "sources",
    "validation.ttl",
    "vocabularies.ttl",
}


def _parse(text: str, rdf_format: RdfFormat = RdfFormat.TURTLE) -> list[Quad]:
    return list(parse(text.encode(), format=rdf_format))


def _statements(quads: list[Quad]) -> list[Literal]:
    return [
        quad.object
        for quad in quads
        if quad.predicate == NamedNode(f"{MGI}statement") and isinstance(quad.object, Literal)
    ]


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
    assert len(_statements(quads)) == 35 + 34 + 36
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
    before = {path.name: path.read_bytes() for path in earlier.glob("*.*")}
    outcome = run("build", quito, quito_in_spanish, "--out", earlier)
    assert (outcome.returncode, outcome.stdout) == (1, "")
    assert f"{quito}:63: violation: A finding must not have two statements" in outcome.stderr
    assert "nothing was written: the data does not conform" in outcome.stderr
    assert {path.name: path.read_bytes() for path in earlier.glob("*.*")} == before


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
    run: Run, refused: Refused, quito: Path
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


def test_every_folder_without_sources_is_named(run: Run, refused: Refused, tmp_path: Path) -> None:
    """A folder stands for its texts; one that has none is a mistake."""
    for name in ("one", "two"):
        (tmp_path / name).mkdir()
        (tmp_path / name / "profile.pdf").touch()
    outcome = run("build", tmp_path / "one", tmp_path / "two", "--out", tmp_path / "out")
    message = "no profile here: expected files that end in .txt"
    refused(outcome, f"{tmp_path / 'one'}: {message}", f"{tmp_path / 'two'}: {message}")


def test_link_to_a_source_that_leads_nowhere_is_refused(
    run: Run, refused: Refused, tmp_path: Path
) -> None:
    """Links in a circle are told as such."""
    (tmp_path / "one.txt").symlink_to("two.txt")
    (tmp_path / "two.txt").symlink_to("one.txt")
    for source in (tmp_path, tmp_path / "one.txt"):
        refused(
            run("build", source, "--out", tmp_path / "out"), "one.txt: cannot be read: Too many"
        )
