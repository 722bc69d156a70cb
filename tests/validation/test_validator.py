"""Test the validation of datasets and of a user's files."""

import logging
from pathlib import Path

import pytest
from pyoxigraph import Literal, NamedNode, Quad, RdfFormat, Triple, parse

from mgi_graph.assets import ONTOLOGY_DIR
from mgi_graph.errors import MgiGraphError, VocabularyError
from mgi_graph.namespaces import MGISH
from mgi_graph.rdf.iris import mint_graph
from mgi_graph.rdf.vocabularies import ONTOLOGY_FILES, VOCABULARY_FILES, read_graph
from mgi_graph.validation import (
    EngineChoice,
    ValidationReport,
    Validator,
    validate,
    validate_files,
    write_text,
)
from mgi_graph.validation.files import read_files

DATA = Path(__file__).parent / "data"
FINDING = """\
@prefix ex: <https://example.org/> .
@prefix mgi: <https://w3id.org/mgi-graph/ontology#> .

ex:finding a mgi:WellDevelopedArea ;
    mgi:statement {} .
"""


def rules_of(report: ValidationReport) -> set[str]:
    """Return the local names of the rules that a report names."""
    return {
        each.rule.value.removeprefix(MGISH)
        for each in report.results
        if isinstance(each.rule, NamedNode)
    }


def read_packaged() -> list[Quad]:
    """Return the packaged ontology and vocabularies, each in its graph."""
    return [
        *read_graph(ONTOLOGY_FILES, mint_graph("ontology")),
        *read_graph(VOCABULARY_FILES, mint_graph("vocabularies")),
    ]


def test_the_packaged_ontology_and_vocabularies_break_no_rule() -> None:
    """What comes with the tool is without violation and without warning."""
    report = validate(read_packaged())
    assert report.results == (), write_text(report)
    assert report.checked > 100


def test_a_dataset_names_its_named_graphs() -> None:
    """What no source text and no file has is found by its named graph."""
    vocabularies = mint_graph("vocabularies")
    place = NamedNode("https://w3id.org/mgi-graph/id/place/col")
    label = NamedNode("http://www.w3.org/2004/02/skos/core#prefLabel")
    quads = [*read_packaged(), Quad(place, label, Literal("Columbia", language="en"), vocabularies)]
    (result,) = validate(quads).results
    assert (result.focus, result.graph, result.location) == (place, vocabularies, None)


def test_a_place_is_found_in_the_text_of_its_profile() -> None:
    """A place that a profile's graph describes was read from that profile's source."""
    quads = read_files([DATA / "broken.trig"]).quads
    report = validate(quads, background=read_packaged())
    (result,) = (each for each in report.results if each.focus.value.endswith("place/chl-ovalle"))
    assert str(result.location) == "chl-ovalle-2024-09.txt"


def test_results_are_the_same_in_any_order() -> None:
    """The order of the quads does not show in the report."""
    quads = read_files([DATA / "broken.trig"]).quads
    packaged = read_packaged()
    first = validate(quads, background=packaged)
    second = validate(quads[::-1], background=packaged[::-1])
    assert first == second


def test_files_written_by_hand_have_the_lines_of_their_mistakes() -> None:
    """A stranger's Turtle without sources is answered by its own lines, a text by its last."""
    report = validate_files([DATA / "by-hand.ttl"])
    found = [
        (each.severity.value, each.location.line, each.rule.value.removeprefix(MGISH))
        for each in report.distinct
        if each.location is not None and isinstance(each.rule, NamedNode)
    ]
    assert found == [
        ("Violation", 13, "ProfileShape-issued"),
        ("Violation", 26, "FindingShape-domain"),
        ("Violation", 34, "FindingShape-position"),
        ("Violation", 36, "FindingShape-statementTag"),
        ("Violation", 36, "FindingShape-statementText"),
        ("Violation", 37, "FindingShape-indicator"),
        ("Warning", 11, "CompletenessShape-domains"),
        ("Warning", 11, "ProfileShape-publisher"),
        ("Warning", 11, "ProfileShape-source"),
        ("Warning", 17, "FindingShape-passageNone"),
        ("Warning", 24, "FindingShape-passageNone"),
        ("Warning", 31, "FindingShape-passageNone"),
    ]
    assert report.checked == 4


def test_files_are_validated_together(tmp_path: Path) -> None:
    """Findings in one file are reported in the profile of another."""
    text = (DATA / "by-hand.ttl").read_text("utf-8")
    header, profile, *findings = text.split("\n\n")
    (tmp_path / "profile.ttl").write_text(f"{header}\n\n{profile}\n", "utf-8")
    (tmp_path / "findings.ttl").write_text("\n\n".join([header, *findings]), "utf-8")
    apart = validate_files([tmp_path / "profile.ttl", tmp_path / "findings.ttl"])
    assert rules_of(apart) == rules_of(validate_files([DATA / "by-hand.ttl"]))


def test_a_file_may_bring_its_own_version_of_a_place(tmp_path: Path) -> None:
    """A described and typed node replaces the packaged one, so that labels do not double."""
    places = (ONTOLOGY_DIR / "places.ttl").read_text("utf-8")
    file = tmp_path / "places.ttl"
    file.write_text(places.replace('"Brazil"@en', '"Federative Republic of Brazil"@en'), "utf-8")
    assert validate_files([file]).results == ()


def test_a_file_may_add_to_a_packaged_place(tmp_path: Path) -> None:
    """A node that is not typed is one with the packaged node, and is reported on."""
    file = tmp_path / "labels.ttl"
    label = "http://www.w3.org/2004/02/skos/core#prefLabel"
    file.write_text(f'<https://w3id.org/mgi-graph/id/place/col> <{label}> "Columbia"@en .')
    report = validate_files([file])
    assert rules_of(report) == {"LabelledShape-oneEach"}
    assert str(report.results[0].location) == f"{file}:1"


@pytest.mark.parametrize(
    "turtle",
    [
        "",
        "<https://example.org/a> <https://example.org/b> 1 .",
        (
            "@prefix mgi: <https://w3id.org/mgi-graph/ontology/> .\n"
            "<https://example.org/a> a mgi:Profile ."
        ),
    ],
    ids=["empty", "of something else", "wrong namespace"],
)
def test_files_without_anything_to_validate_are_an_error(tmp_path: Path, turtle: str) -> None:
    """A check that finds no input does not pass."""
    file = tmp_path / "data.ttl"
    file.write_text(turtle)
    with pytest.raises(VocabularyError, match="nothing to validate: no profile, finding, place"):
        validate_files([file])


@pytest.mark.parametrize(
    "statement",
    [
        '""@en',
        '" "@en',
        '" Cities work together."@en',
        '"Cities work together. "@en',
        '"Cities  work together."@en',
        r'"Cities work\ttogether."@en',
        r'"Cities work together.\n"@en',
        r'"Cities work\u00A0together."@en',
        r'"Cities work together.\u00A0"@en',
        r'"Cities work\u2003together."@en',
    ],
)
def test_a_statement_with_uneven_white_space_is_a_violation(tmp_path: Path, statement: str) -> None:
    """Blank, untrimmed, doubled, broken or unusual white space is found."""
    file = tmp_path / "data.ttl"
    file.write_text(FINDING.format(statement), "utf-8")
    assert "FindingShape-statementText" in rules_of(validate_files([file]))


@pytest.mark.parametrize(
    "month", ["2022-13", "2022-00", "2022-9", "2022-09Z", "22-09", "September"]
)
def test_a_month_that_is_none_is_a_violation(tmp_path: Path, month: str) -> None:
    """A month is four digits, a hyphen and two digits from 01 to 12."""
    text = (DATA / "by-hand.ttl").read_text("utf-8")
    file = tmp_path / "data.ttl"
    file.write_text(text.replace('"2023-10-01"^^xsd:date', f'"{month}"^^xsd:gYearMonth'), "utf-8")
    assert "ProfileShape-issued" in rules_of(validate_files([file]))


@pytest.mark.parametrize("statement", ['"A"@en', '"« À Medellín : 5 % »"@fr', '"Ações (2021)…"@pt'])
def test_a_statement_as_the_source_has_it_is_no_violation(tmp_path: Path, statement: str) -> None:
    """Marks of any language are let pass."""
    file = tmp_path / "data.ttl"
    file.write_text(FINDING.format(statement), "utf-8")
    assert not any("statement" in rule for rule in rules_of(validate_files([file])))


def test_ill_typed_values_leave_the_log_silent(
    tmp_path: Path, caplog: pytest.LogCaptureFixture
) -> None:
    """A wrong number is a result of the report and nothing else."""
    file = tmp_path / "data.ttl"
    file.write_text(
        FINDING.format(
            '"A"@en ; mgi:position "one"^^<http://www.w3.org/2001/XMLSchema#positiveInteger>'
        )
    )
    with caplog.at_level(logging.WARNING):
        report = validate_files([file])
    assert "FindingShape-position" in rules_of(report)
    assert caplog.records == []


def test_shapes_of_another_folder_can_be_used(tmp_path: Path) -> None:
    """A user's own rules, anonymous shapes and all, are run the same way."""
    (tmp_path / "rules.ttl").write_text(
        """\
@prefix ex: <https://example.org/> .
@prefix sh: <http://www.w3.org/ns/shacl#> .
ex:Rule a sh:NodeShape ; sh:targetSubjectsOf ex:p ;
    sh:property [ sh:path ( ex:p ex:q ) ; sh:minCount 1 ; sh:message "Too short." ] .
"""
    )
    file = tmp_path / "data.nt"
    file.write_text("<https://example.org/a> <https://example.org/p> <https://example.org/b> .")
    report = validate_files([file], shapes=tmp_path)
    assert [each.message("en") for each in report.results] == ["Too short."]
    assert "path   <https://example.org/p>/<https://example.org/q>" in write_text(report)


def test_a_triple_term_in_a_dataset_is_an_error() -> None:
    """What SHACL cannot see is refused, not left out."""
    iri = NamedNode("https://example.org/a")
    with pytest.raises(MgiGraphError, match="SHACL cannot check a triple term"):
        validate([Quad(iri, iri, Triple(iri, iri, iri))])


def test_quads_of_a_parser_can_be_given_as_they_come() -> None:
    """Any iterable of quads will do, read once."""
    turtle = FINDING.format('"A"@de')
    report = validate(parse(turtle, format=RdfFormat.TURTLE), background=iter(read_packaged()))
    assert "FindingShape-statementTag" in rules_of(report)


@pytest.mark.parametrize("engine", ["pyshacl", "fast"])
def test_batches_give_what_the_whole_gives(engine: EngineChoice) -> None:
    """Profiles that are validated one by one have the same report as all of them at once."""
    text = (DATA / "broken.trig").read_text("utf-8")
    profiles = [
        list(parse(each, format=RdfFormat.TRIG))
        for each in (text, text.replace("chl-ovalle-2024", "chl-ovalle-2025"))
    ]
    place = NamedNode("https://w3id.org/mgi-graph/id/place/chl-ovalle")
    described = [quad for quad in profiles[0] if quad.subject == place]
    batches = [[quad for quad in each if quad.subject != place] for each in profiles]
    validator = Validator([*read_packaged(), *described], engine=engine)
    merged = ValidationReport.merged(map(validator.validate, batches))
    assert merged == validator.validate([*batches[0], *batches[1]])
    assert merged.engine is validator.engine


def test_a_background_is_prepared_once() -> None:
    """The same background, in whatever kind of collection it comes, is not prepared again."""
    from mgi_graph.validation.validator import _keep_validator

    packaged, quads = read_packaged(), read_files([DATA / "broken.trig"]).quads
    first = validate(quads, background=tuple(packaged))
    misses = _keep_validator.cache_info().misses
    assert validate(quads, background=list(packaged)) == first
    assert _keep_validator.cache_info().misses == misses


def test_shapes_that_were_changed_are_read_again(tmp_path: Path) -> None:
    """A user who corrects a shape sees what it says now."""
    rule = "@prefix sh: <http://www.w3.org/ns/shacl#> . <urn:s> sh:targetSubjectsOf <urn:p> ; {} ."
    iri = NamedNode("urn:p")
    (tmp_path / "rules.ttl").write_text(rule.format("sh:nodeKind sh:Literal"))
    assert len(validate([Quad(iri, iri, iri)], shapes=tmp_path).results) == 1
    (tmp_path / "rules.ttl").write_text(rule.format("sh:nodeKind sh:IRI"))
    assert validate([Quad(iri, iri, iri)], shapes=tmp_path).results == ()
