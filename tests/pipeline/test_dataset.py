"""Test the dataset of the three real profiles against the sources themselves."""

import hashlib
import re
from collections import Counter
from functools import partial
from pathlib import Path

import pytest
from pyoxigraph import Literal, NamedNode, Quad, RdfFormat, Triple

from mgi_graph.assets import CURATION_DIR, SOURCES_DIR
from mgi_graph.model import YearMonth
from mgi_graph.namespaces import ID, MGI
from mgi_graph.parsing import parse_sources
from mgi_graph.pipeline.curation.loading import THINGS_FILE
from mgi_graph.pipeline.dataset import Background, Dataset, assemble_dataset
from mgi_graph.pipeline.graphs import INFERRED_GRAPH, SUGGESTIONS_GRAPH
from mgi_graph.pipeline.sources import find_sources
from mgi_graph.pipeline.suggesting.proposing import propose_for_build
from mgi_graph.rdf.serialisation import serialise_quads
from mgi_graph.reasoning import close_ontology
from mgi_graph.results import Solutions
from mgi_graph.store import OxigraphStore
from mgi_graph.validation import validate

DOMAINS = [
    "migrants-rights",
    "whole-of-government-approach",
    "partnerships",
    "well-being-of-migrants",
    "mobility-dimension-of-crises",
    "safe-orderly-and-regular-migration",
]
COUNTS = {
    "col-medellin-2022": [(4, 2), (4, 2), (3, 3), (4, 2), (5, 1), (3, 2)],
    "chl-monte-patria-2024": [(4, 2), (3, 4), (3, 1), (4, 2), (3, 3), (2, 3)],
    "bra-manaus-2023": [(4, 2), (3, 3), (4, 2), (3, 3), (3, 3), (3, 3)],
}
"""Well-developed areas and areas for development, domain by domain, counted in the sources."""


def _select(store: OxigraphStore, query: str) -> list[tuple[str, ...]]:
    answer = store.query(
        "PREFIX mgi: <https://w3id.org/mgi-graph/ontology#>"
        "PREFIX dcterms: <http://purl.org/dc/terms/>"
        "PREFIX oa: <http://www.w3.org/ns/oa#>"
        "PREFIX prov: <http://www.w3.org/ns/prov#>"
        "PREFIX schema: <https://schema.org/>"
        "PREFIX spdx: <http://spdx.org/rdf/terms#>"
        "PREFIX xsd: <http://www.w3.org/2001/XMLSchema#>" + query
    )
    assert isinstance(answer, Solutions)
    return [tuple(str(getattr(term, "value", term)) for term in row) for row in answer.rows]


@pytest.mark.parametrize("profile", COUNTS)
def test_findings_are_counted_as_in_the_source(dataset: OxigraphStore, profile: str) -> None:
    """Each domain has as many findings of each kind as its two lists."""
    rows = _select(
        dataset,
        f"""SELECT ?domain ?status (COUNT(?finding) AS ?number)
        {{ ?finding mgi:reportedIn <{ID}profile/{profile}> ; mgi:inDomain ?domain ; a ?status
           FILTER(?status IN (mgi:WellDevelopedArea, mgi:AreaForDevelopment)) }}
        GROUP BY ?domain ?status""",
    )
    expected = {
        (f"{ID}domain/{domain}", f"{MGI}{status}", str(number))
        for domain, numbers in zip(DOMAINS, COUNTS[profile], strict=True)
        for status, number in zip(("WellDevelopedArea", "AreaForDevelopment"), numbers, strict=True)
    }
    assert set(rows) == expected


def test_every_bullet_of_the_sources_is_a_statement(
    dataset: OxigraphStore, sources: dict[str, str]
) -> None:
    """The 105 statements are the bulleted lines, white space made single, nothing else changed."""
    bullets = [
        " ".join(line.replace("•", " ", 1).split())
        for text in sources.values()
        for line in text.split("\n")
        if line.lstrip().startswith("•")
    ]
    statements = [text for (text,) in _select(dataset, "SELECT ?s { ?f mgi:statement ?s }")]
    assert len(bullets) == 105
    assert Counter(statements) == Counter(bullets)


def test_every_statement_is_found_at_its_position(
    dataset: OxigraphStore, sources: dict[str, str]
) -> None:
    """Source, start and end lead to the statement, and the line to its first line."""
    rows = _select(
        dataset,
        """SELECT ?name ?start ?end ?line ?statement
        { ?finding mgi:statement ?statement ; prov:wasQuotedFrom ?passage .
          ?passage oa:hasSource/schema:name ?name ; oa:hasSelector ?selector ; mgi:line ?line .
          ?selector oa:start ?start ; oa:end ?end }""",
    )
    assert len(rows) == 105
    for name, start, end, line, statement in rows:
        stretch = sources[name][int(start) : int(end)]
        assert re.sub(r"\s+", " ", stretch) == statement
        assert sources[name].split("\n")[int(line) - 1].lstrip(" •").startswith(stretch[:20])


def test_every_mention_is_found_at_its_position(
    dataset: OxigraphStore, sources: dict[str, str]
) -> None:
    """What stands there is the words, inside the finding that they are a mention in."""
    rows = _select(
        dataset,
        """SELECT ?name ?start ?end ?line ?wording ?from ?to
        { ?mention a mgi:Mention ; mgi:wording ?wording ; oa:hasSource ?source ;
            oa:hasSelector ?selector ; mgi:line ?line ; mgi:hasFinding ?finding .
          ?source schema:name ?name .
          ?selector oa:start ?start ; oa:end ?end .
          ?finding prov:wasQuotedFrom [ oa:hasSource ?source ;
            oa:hasSelector [ oa:start ?from ; oa:end ?to ] ] }""",
    )
    assert len(rows) == 108
    for name, start, end, line, wording, first, last in rows:
        stretch = sources[name][int(start) : int(end)]
        assert re.sub(r"\s+", " ", stretch) == wording
        assert int(first) <= int(start) < int(end) <= int(last)
        assert sources[name].count("\n", 0, int(start)) == int(line) - 1


def test_every_claim_is_found_at_its_position(
    dataset: OxigraphStore, sources: dict[str, str]
) -> None:
    """The words that state a relation, a year or a period stand where the claim says."""
    rows = _select(
        dataset,
        """SELECT ?name ?start ?end ?wording ?value
        { ?claim a mgi:Claim ; mgi:wording ?wording ; prov:wasQuotedFrom ?passage .
          ?passage oa:hasSource/schema:name ?name ; oa:hasSelector ?selector .
          ?selector oa:start ?start ; oa:end ?end .
          OPTIONAL { ?claim mgi:claimedValue ?year FILTER(DATATYPE(?year) = xsd:gYear) }
          BIND(COALESCE(STR(?year), "") AS ?value) }""",
    )
    assert len(rows) == 63
    for name, start, end, wording, value in rows:
        assert re.sub(r"\s+", " ", sources[name][int(start) : int(end)]) == wording
        assert value in wording


def test_one_thing_is_one_however_it_is_named(dataset: OxigraphStore) -> None:
    """COMPREMI and its full name, the committee of two findings, the UN in three cities."""
    rows = _select(
        dataset,
        """SELECT ?thing (COUNT(DISTINCT ?finding) AS ?findings) (COUNT(DISTINCT ?name) AS ?names)
        { ?finding mgi:mentions ?thing . ?thing schema:name ?name } GROUP BY ?thing""",
    )
    counts = {thing.removeprefix(f"{ID}agent/"): (int(f), int(n)) for thing, f, n in rows}
    assert counts["bra-manaus-compremi"] == (3, 2)
    assert counts["col-antioquia-medellin-anti-trafficking-committee"][0] == 2
    assert counts["united-nations"] == (4, 2)


def test_checksums_are_those_of_the_files(dataset: OxigraphStore) -> None:
    """Each source document carries the SHA-256 of its file."""
    rows = _select(
        dataset, "SELECT ?n ?c { ?s schema:name ?n ; spdx:checksum/spdx:checksumValue ?c }"
    )
    assert {row[0]: row[1] for row in rows} == {
        path.name: hashlib.sha256(path.read_bytes()).hexdigest()
        for path in SOURCES_DIR.glob("*.txt")
    }


@pytest.mark.parametrize(
    ("profile", "place", "issued", "language", "title"),
    [
        (
            "col-medellin-2022",
            "col-medellin",
            "2022-09",
            "en",
            "Migration Governance Profile: District of Medellin",
        ),
        (
            "chl-monte-patria-2024",
            "chl-monte-patria",
            "2024-09",
            "es",
            "Perfil de Gobernanza de la Migración: Municipalidad de Monte Patria (Chile)",
        ),
        (
            "bra-manaus-2023",
            "bra-manaus",
            "2023-10",
            "en",
            "Migration Governance Profile: City of Manaus (Brazil)",
        ),
    ],
)
def test_profile_says_what_its_source_says(
    dataset: OxigraphStore, profile: str, place: str, issued: str, language: str, title: str
) -> None:
    """Place, month, language and title are those of the text."""
    rows = _select(
        dataset,
        f"""SELECT ?place ?issued ?language ?title
        {{ <{ID}profile/{profile}> mgi:assesses ?place ; dcterms:issued ?issued ;
             dcterms:language ?language ; dcterms:title ?title }}""",
    )
    assert rows == [(f"{ID}place/{place}", issued, language, title)]


def test_every_finding_concerns_its_place(dataset: OxigraphStore) -> None:
    """What the property chain implies is there for each of the 105."""
    rows = _select(
        dataset,
        """SELECT ?place (COUNT(*) AS ?number) { ?finding mgi:concerns ?place }
        GROUP BY ?place ORDER BY ?place""",
    )
    assert rows == [
        (f"{ID}place/bra-manaus", "36"),
        (f"{ID}place/chl-monte-patria", "34"),
        (f"{ID}place/col-medellin", "35"),
    ]


def test_every_finding_addresses_an_indicator(dataset: OxigraphStore) -> None:
    """One to three, for each of the 105."""
    rows = _select(
        dataset,
        """SELECT ?finding (COUNT(?indicator) AS ?number)
        { ?finding mgi:statement ?statement OPTIONAL { ?finding mgi:addresses ?indicator } }
        GROUP BY ?finding""",
    )
    assert len(rows) == 105
    assert {number for _, number in rows} <= {"1", "2", "3"}


def test_every_curation_file_is_of_a_packaged_profile(built: Dataset) -> None:
    """No file of links is left behind when its profile is renamed."""
    names = {path.stem for path in CURATION_DIR.glob("*") if path.name != THINGS_FILE}
    assert names == {name for name, _ in built.profiles}


def test_inferred_triples_stand_apart(built: Dataset) -> None:
    """They are in their own graph, and none of them is asserted elsewhere."""
    asserted = {quad.triple for quad in built.asserted}
    assert built.inferred
    assert all(quad.graph_name == INFERRED_GRAPH for quad in built.inferred)
    assert not any(quad.triple in asserted for quad in built.inferred)


def test_rules_infer_what_owlrl_infers(built: Dataset) -> None:
    """On the real dataset both ways give the same named triples."""
    by_owlrl = close_ontology(quad.triple for quad in built.asserted)
    assert {quad.triple for quad in built.inferred} == by_owlrl


def test_data_has_no_blank_nodes_outside_the_ontology(built: Dataset) -> None:
    """What is generated is named; only the lists of the ontology are not."""
    ontology = NamedNode(f"{ID}graph/ontology")
    generated = [quad for quad in built.quads if quad.graph_name != ontology]
    named = (NamedNode, Literal)
    assert all(isinstance(quad.subject, NamedNode) for quad in generated)
    assert all(isinstance(quad.object, named) for quad in generated)


def test_order_of_sources_does_not_matter(built: Dataset, background: Background) -> None:
    """The same sources give the same bytes."""
    again = assemble_dataset(parse_sources(reversed(find_sources([]))), background)
    assert serialise_quads(again.quads, RdfFormat.TRIG) == serialise_quads(
        built.quads, RdfFormat.TRIG
    )


def test_catalogue_counts_the_triples(built: Dataset) -> None:
    """VoID's number is that of the union of all the graphs, its own among them."""
    number = len({quad.triple for quad in built.quads})
    described = {
        quad.object
        for quad in built.catalogue
        if quad.predicate == NamedNode("http://rdfs.org/ns/void#triples")
        and quad.subject == NamedNode(f"{ID}dataset/mgi-graph")
    }
    integer = NamedNode("http://www.w3.org/2001/XMLSchema#integer")
    assert described == {Literal(str(number), datatype=integer)}


def test_place_outside_the_vocabularies_is_warned_of(
    background: Background, sources: dict[str, str], tmp_path: Path
) -> None:
    """A profile of an unknown place converts, and the message says what to add."""
    text = sources["bra-manaus-2023-10.txt"].replace("City of Manaus", "City of Belém")
    path = tmp_path / "belem.txt"
    path.write_text(text, encoding="utf-8")
    assembled = assemble_dataset(parse_sources([path]), background, tmp_path)
    assert [name for name, _ in assembled.profiles] == ["bra-belem-2023"]
    (warning,) = assembled.warnings
    assert "ontology/places.ttl" in warning
    assert "place/bra-belem" in warning
    city = Triple(
        NamedNode(f"{ID}place/bra-belem"),
        NamedNode("http://www.w3.org/1999/02/22-rdf-syntax-ns#type"),
        NamedNode(f"{MGI}City"),
    )
    graph = NamedNode(f"{ID}graph/bra-belem-2023")
    assert Quad(city.subject, city.predicate, city.object, graph) in assembled.asserted


def test_second_profile_of_a_place_is_a_second_graph(
    background: Background, sources: dict[str, str], tmp_path: Path
) -> None:
    """A later assessment of the same place stands beside the first."""
    text = sources["bra-manaus-2023-10.txt"].replace("2023 Octobre", "2025 Mai")
    (tmp_path / "later.txt").write_text(text, encoding="utf-8")
    both = [SOURCES_DIR / "bra-manaus-2023-10.txt", tmp_path / "later.txt"]
    assembled = assemble_dataset(parse_sources(both), background)
    assert [(name, profile.issued) for name, profile in assembled.profiles] == [
        ("bra-manaus-2023", YearMonth(2023, 10)),
        ("bra-manaus-2025", YearMonth(2025, 5)),
    ]


def test_what_nobody_confirmed_stands_in_one_graph(
    background: Background, sources: dict[str, str], tmp_path: Path
) -> None:
    """Without that graph, a profile is as if nothing had ever been proposed for it."""
    text = sources["bra-manaus-2023-10.txt"].replace("Manaus", "Belém")
    path = tmp_path / "belem.txt"
    path.write_text(text, encoding="utf-8")
    profiles = parse_sources([path])
    bare = assemble_dataset(profiles, background, tmp_path)
    propose = partial(propose_for_build, method="words")
    proposed = assemble_dataset(profiles, background, tmp_path, propose=propose)
    assert (proposed.asserted, proposed.inferred) == (bare.asserted, bare.inferred)
    assert not bare.suggested
    said = {quad.predicate.value.removeprefix(MGI) for quad in proposed.suggested}
    assert said > {"addresses", "mentions", "concernsGroup", "confidence", "hasReviewStatus"}
    assert {quad.graph_name for quad in proposed.suggested} == {SUGGESTIONS_GRAPH}
    assert validate(proposed.quads).conforms
    warning = proposed.warnings[-1]
    assert "no curation file bra-belem-2023.yaml; " in warning
    assert "of 36 findings have an indicator, suggested by words" in warning
