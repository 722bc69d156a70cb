"""The introduction gives the description, the country and the contributors."""

import pytest

from mgi_graph.model import ContributorRole
from mgi_graph.parsing.introduction import country_of, is_instruction, read_contributors

LEAD, PARTNER, FUNDER = ContributorRole

ENGLISH = """It is led by the International Organization for Migration (IOM) and implemented with
support from Economist Impact, the economic research unit of The Economist magazine."""
FRENCH = """dirigé par l’Organisation internationale pour les migrations (OIM) et mis en œuvre avec
l’appui d’Economist Impact. Il est financé par les États membres de l’OIM."""
PORTUGUESE = """liderado pela Organização Internacional para as Migrações (OIM) e implementado com
o apoio da Economist Impact, e é financiado pelos Estados-Membros da OIM."""


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        (
            ENGLISH,
            {LEAD: "iom", PARTNER: "economist-impact"},
        ),
        (
            "It is implemented with research and analysis from The Economist Intelligence Unit.",
            {PARTNER: "economist-intelligence-unit"},
        ),
        ("Funding is provided by IOM Member States.", {FUNDER: "iom-member-states"}),
        ("with funding from the Member States of the IOM", {FUNDER: "iom-member-states"}),
        (
            "dirigido por la OIM e implementado con el apoyo de Economist Impact",
            {LEAD: "iom", PARTNER: "economist-impact"},
        ),
        (
            "cuenta con el financiamiento de los Estados Miembros de la IOM.",
            {FUNDER: "iom-member-states"},
        ),
        (
            FRENCH,
            {LEAD: "iom", PARTNER: "economist-impact", FUNDER: "iom-member-states"},
        ),
        (
            PORTUGUESE,
            {LEAD: "iom", PARTNER: "economist-impact", FUNDER: "iom-member-states"},
        ),
        ("It was funded by the City of Bern in 2021.", {FUNDER: "city-of-bern"}),
        ("The process is led by local people and funded by nobody.", {}),
        ("", {}),
    ],
)
def test_contributors_are_known_by_their_leads(
    text: str, expected: dict[ContributorRole, str]
) -> None:
    """Who led, researched and funded is told in each language; known bodies have one slug."""
    assert {each.role: each.slug for each in read_contributors(text)} == expected


def test_name_is_the_source_s() -> None:
    """A name keeps the source's words and stops at the comma."""
    (found,) = read_contributors(
        "implemented with support from Economist Impact, the research unit"
    )
    assert found.name == "Economist Impact"


def test_two_funders_are_two() -> None:
    """A body that we know is parted from the one that is named after it."""
    found = read_contributors("It is funded by IOM Member States and the European Union.")
    assert [each.name for each in found] == ["IOM Member States", "European Union"]


@pytest.mark.parametrize(
    ("place", "text", "alpha3"),
    [
        ("Medellin", "of the District of Medellín (Colombia) as well as", "COL"),
        ("Medellin", "Medellín, in Colombia, receives migrants from Venezuela and Haiti", "COL"),
        ("Medellin", "Migrants from Venezuela live in Medellín (Antioquia, Colombia).", "COL"),
        ("Cali", "The country's profile, that of Colombia, is another.", "COL"),
        ("Granada", "de la Municipalidad de Granada, en Nicaragua", "NIC"),
        ("Santa Lucía", "la Intendencia de Santa Lucía (Uruguay)", "URY"),
        ("Cali", "Colombia and Peru are neighbours.", None),
        ("Cali", "", None),
    ],
)
def test_country_of_a_place_is_read(place: str, text: str, alpha3: str | None) -> None:
    """The country next to the place's name counts first, then the only one."""
    found = country_of(place, text)
    assert (found and found.alpha3) == alpha3


@pytest.mark.parametrize(
    "text",
    [
        "Click on the icons in the wheel to explore the key findings.",
        "Click the icons on the wheel to explore the key findings.",
        "Haga clic en los íconos en la rueda para explorar los principales hallazgos.",
        "Cliquez sur la roue pour en savoir plus.",
        "Clique nos ícones da roda para explorar as principais conclusões.",
    ],
)
def test_instructions_of_the_portal_are_known(text: str) -> None:
    """The sentence about the wheel is told in each language."""
    assert is_instruction(text)


def test_sentences_are_no_instructions() -> None:
    """What describes the profile stays."""
    assert not is_instruction("This snapshot provides examples of well-developed areas.")


def test_bodies_are_parted_however_many_there_are() -> None:
    """A long list of bodies that are known, joined by "and", gives each of them."""
    found = read_contributors(f"It was led by {'IOM and ' * 3000}UNICEF.")
    assert [each.name for each in found] == ["IOM"] * 3000 + ["UNICEF"]
