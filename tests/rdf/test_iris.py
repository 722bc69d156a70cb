"""Test that IRIs are those that outside users rely on."""

import pytest

from mgi_graph.model import (
    Country,
    DomainSlug,
    Finding,
    Language,
    PlaceKind,
    PlaceName,
    Profile,
    Status,
    YearMonth,
)
from mgi_graph.rdf import iris

COLOMBIA = Country("CO", "COL", "170")
MEDELLIN = PlaceName(PlaceKind.CITY, "Medellin", "District", COLOMBIA)
FINDING = Finding(DomainSlug.MIGRANTS_RIGHTS, Status.WELL_DEVELOPED, 1, ())


def _profile(year: int, month: int, place: PlaceName = MEDELLIN) -> Profile:
    return Profile(place, YearMonth(year, month), (), (), (), (), ())


@pytest.mark.parametrize(
    ("iri", "expected"),
    [
        (iris.mint_iri("framework", "migof"), "framework/migof"),
        (iris.mint_domain(DomainSlug.PARTNERSHIPS), "domain/partnerships"),
        (iris.mint_indicator("ethical-recruitment"), "indicator/ethical-recruitment"),
        (iris.mint_country(COLOMBIA), "place/col"),
        (iris.mint_place(MEDELLIN), "place/col-medellin"),
        (iris.mint_profile("col-medellin-2022"), "profile/col-medellin-2022"),
        (
            iris.mint_finding("col-medellin-2022", FINDING),
            "finding/col-medellin-2022/migrants-rights/well-developed/1",
        ),
        (iris.mint_graph("col-medellin-2022"), "graph/col-medellin-2022"),
        (iris.mint_source("col-medellin-2022", Language.EN), "source/col-medellin-2022/en"),
        (
            iris.mint_passage("col-medellin-2022", FINDING, Language.EN),
            "passage/col-medellin-2022/migrants-rights/well-developed/1/en",
        ),
    ],
    ids=lambda value: value if isinstance(value, str) else "",
)
def test_iri_follows_its_pattern(iri: object, expected: str) -> None:
    """Each kind of thing has its place under the namespace of the data."""
    assert getattr(iri, "value", None) == f"https://w3id.org/mgi-graph/id/{expected}"


def test_spellings_of_a_place_have_one_iri() -> None:
    """Accents and case do not make another place."""
    accented = PlaceName(PlaceKind.CITY, "MEDELLÍN", "", COLOMBIA)
    assert iris.mint_place(accented) == iris.mint_place(MEDELLIN)


def test_country_profile_is_of_the_country() -> None:
    """A country's own name does not stand in its IRI."""
    country = PlaceName(PlaceKind.COUNTRY, "Colombia", "Republic", COLOMBIA)
    assert iris.place_slug(country) == "col"


def test_second_profile_of_a_year_has_its_month() -> None:
    """The first profile of the year keeps its name when a second one appears."""
    named = iris.name_profiles([_profile(2022, 11), _profile(2022, 9), _profile(2023, 1)])
    assert [(name, str(profile.issued)) for name, profile in named] == [
        ("col-medellin-2022", "2022-09"),
        ("col-medellin-2022-11", "2022-11"),
        ("col-medellin-2023", "2023-01"),
    ]


def test_profiles_are_ordered_by_name() -> None:
    """The order does not depend on the order of the sources."""
    chile = PlaceName(PlaceKind.CITY, "Arica", "", Country("CL", "CHL", "152"))
    profiles = [_profile(2022, 9), _profile(2020, 1, chile)]
    assert iris.name_profiles(profiles) == iris.name_profiles(reversed(profiles))
