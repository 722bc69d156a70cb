"""Test what a profile becomes as triples."""

from dataclasses import replace

import pytest
from pyoxigraph import Literal, NamedNode, Triple

from mgi_graph.model import (
    Contributor,
    ContributorRole,
    Country,
    Description,
    DomainSlug,
    Finding,
    Language,
    PlaceKind,
    PlaceName,
    Profile,
    Source,
    Span,
    Statement,
    Status,
    Title,
    YearMonth,
)
from mgi_graph.namespaces import ID
from mgi_graph.rdf.profiles import describe_profile
from mgi_graph.rdf.terms import DCTERMS, MGI, OA, PROV, RDF, SCHEMA, SKOS, SPDX, XSD

GHANA = Country("GH", "GHA", "288")
ACCRA = PlaceName(PlaceKind.CITY, "Accra", "City", GHANA)
ENGLISH = Source("/somewhere/accra.txt", "accra.txt", "ab" * 32, 500, Language.EN)
FRENCH = Source("/somewhere/accra-fr.txt", "accra-fr.txt", "cd" * 32, 600, Language.FR)
GAP = Finding(
    DomainSlug.PARTNERSHIPS,
    Status.FOR_DEVELOPMENT,
    2,
    (
        Statement(
            "Work with cities.", Language.EN, ENGLISH, Span(100, 117, 9), "Work with cities."
        ),
        Statement(
            "Travailler avec des villes.",
            Language.FR,
            FRENCH,
            Span(130, 157, 10),
            "Travailler avec des villes.",
        ),
    ),
)
PROFILE = Profile(
    ACCRA,
    YearMonth(2019, 5),
    (ENGLISH, FRENCH),
    (Title("Migration Governance Profile: City of Accra (Ghana)", Language.EN),),
    (Description("This profile …", Language.EN),),
    (Contributor(ContributorRole.FUNDER, "city-of-accra", "City of Accra"),),
    (GAP,),
)
NAME = "gha-accra-2019"
FINDING = NamedNode(f"{ID}finding/{NAME}/partnerships/for-development/2")
PASSAGE = NamedNode(f"{ID}passage/{NAME}/partnerships/for-development/2/fr")
PROFILE_IRI = NamedNode(f"{ID}profile/{NAME}")
ACCRA_IRI = NamedNode(f"{ID}place/gha-accra")


def _describe(profile: Profile = PROFILE, known: frozenset[NamedNode] = frozenset()) -> set[Triple]:
    return set(describe_profile(NAME, profile, known=known))


def _objects(triples: set[Triple], subject: NamedNode, predicate: NamedNode) -> set[object]:
    return {
        triple.object
        for triple in triples
        if triple.subject == subject and triple.predicate == predicate
    }


@pytest.mark.parametrize(
    ("subject", "predicate", "expected"),
    [
        (PROFILE_IRI, RDF.type, {MGI.Profile}),
        (PROFILE_IRI, MGI.assesses, {ACCRA_IRI}),
        (PROFILE_IRI, DCTERMS.issued, {Literal("2019-05", datatype=XSD.gYearMonth)}),
        (PROFILE_IRI, DCTERMS.language, {Literal("en"), Literal("fr")}),
        (PROFILE_IRI, DCTERMS.description, {Literal("This profile …", language="en")}),
        (PROFILE_IRI, MGI.isFundedBy, {NamedNode(f"{ID}agent/city-of-accra")}),
        (FINDING, RDF.type, {MGI.AreaForDevelopment}),
        (FINDING, MGI.reportedIn, {PROFILE_IRI}),
        (FINDING, MGI.inDomain, {NamedNode(f"{ID}domain/partnerships")}),
        (FINDING, MGI.position, {Literal("2", datatype=XSD.positiveInteger)}),
        (
            FINDING,
            MGI.statement,
            {
                Literal("Work with cities.", language="en"),
                Literal("Travailler avec des villes.", language="fr"),
            },
        ),
        (
            FINDING,
            PROV.wasDerivedFrom,
            {NamedNode(f"{ID}source/{NAME}/en"), NamedNode(f"{ID}source/{NAME}/fr")},
        ),
        (PASSAGE, OA.hasSource, {NamedNode(f"{ID}source/{NAME}/fr")}),
        (PASSAGE, DCTERMS.language, {Literal("fr")}),
        (PASSAGE, MGI.line, {Literal("10", datatype=XSD.positiveInteger)}),
        (
            NamedNode(f"{PASSAGE.value}/position"),
            OA.start,
            {Literal("130", datatype=XSD.nonNegativeInteger)},
        ),
        (
            NamedNode(f"{PASSAGE.value}/position"),
            OA.end,
            {Literal("157", datatype=XSD.nonNegativeInteger)},
        ),
        (NamedNode(f"{ID}source/{NAME}/en"), SCHEMA.name, {Literal("accra.txt")}),
        (
            NamedNode(f"{ID}source/{NAME}/en/checksum"),
            SPDX.checksumValue,
            {Literal("ab" * 32, datatype=XSD.hexBinary)},
        ),
    ],
    ids=lambda value: value.value.rpartition("/")[2] if isinstance(value, NamedNode) else "",
)
def test_profile_is_described(
    subject: NamedNode, predicate: NamedNode, expected: set[object]
) -> None:
    """Each fact of the model stands in the graph under its term."""
    assert _objects(_describe(), subject, predicate) == expected


def test_path_of_the_machine_is_not_published() -> None:
    """Only a source's name goes into the data, not where it lay."""
    assert not any("/somewhere" in str(triple) for triple in _describe())


def test_place_outside_the_vocabularies_is_described() -> None:
    """An unknown city gets its class, country, labels and legal form."""
    triples = _describe()
    assert _objects(triples, ACCRA_IRI, RDF.type) == {MGI.City}
    assert _objects(triples, ACCRA_IRI, MGI.legalForm) == {Literal("City", language="en")}
    assert len(_objects(triples, ACCRA_IRI, SKOS.prefLabel)) == 3


def test_country_outside_the_vocabularies_has_the_names_of_cldr() -> None:
    """An unknown country gets its codes and its name in each language."""
    ghana = NamedNode(f"{ID}place/gha")
    triples = _describe()
    assert _objects(triples, ghana, MGI.alpha3Code) == {Literal("GHA")}
    assert _objects(triples, ghana, SKOS.prefLabel) == {
        Literal("Ghana", language=language) for language in ("en", "es", "fr")
    }


def test_known_place_is_not_described_again() -> None:
    """What the vocabularies say of a place stays theirs to say."""
    known = frozenset({ACCRA_IRI, NamedNode(f"{ID}place/gha")})
    assert not any(triple.subject in known for triple in _describe(known=known))


def test_region_and_country_have_their_classes() -> None:
    """A state is a region; a country's profile is of the country itself."""
    lagos = PlaceName(PlaceKind.REGION, "Lagos", "State", Country("NG", "NGA", "566"))
    region = _describe(replace(PROFILE, place=lagos))
    assert _objects(region, NamedNode(f"{ID}place/nga-lagos"), RDF.type) == {MGI.Region}
    ghana = PlaceName(PlaceKind.COUNTRY, "Ghana", "Republic", GHANA)
    country = _describe(replace(PROFILE, place=ghana))
    assert _objects(country, PROFILE_IRI, MGI.assesses) == {NamedNode(f"{ID}place/gha")}
    assert not _objects(country, NamedNode(f"{ID}place/gha"), MGI.inCountry)
