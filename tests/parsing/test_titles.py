"""Titles give the place: kind, legal form, name and country."""

import pytest

from mgi_graph.model import Language, PlaceKind
from mgi_graph.parsing.tables import expand_all, load_table
from mgi_graph.parsing.titles import is_bare_phrase, may_hold_title, read_title, suggest_title

CITY, REGION, COUNTRY = PlaceKind

EN = "Migration Governance Profile: "
ES = "Perfil de Gobernanza de la Migración: "
FR = "Profil de gouvernance des migrations : "
PT = "Perfil de Governança Migratória: "


@pytest.mark.parametrize(
    ("line", "kind", "legal_form", "name", "country"),
    [
        (f"{EN}District of Medellin", CITY, "District", "Medellin", None),
        (f"{EN}City of Manaus (Brazil)", CITY, "City", "Manaus", "BRA"),
        (f"{EN}City of Manaus, Brazil", CITY, "City", "Manaus", "BRA"),
        (f"{EN}City of Manaus – Brazil", CITY, "City", "Manaus", "BRA"),
        (f"{EN}the Municipality of Berat (Albania)", CITY, "Municipality", "Berat", "ALB"),
        (f"{EN}Town of Basseterre (St. Kitts and Nevis)", CITY, "Town", "Basseterre", "KNA"),
        (f"{EN}Parish of St. James (Jamaica)", CITY, "Parish", "St. James", "JAM"),
        (f"{EN}Nakuru County (Kenya)", CITY, "County", "Nakuru", "KEN"),
        (f"{EN}County of Nakuru (Kenya)", CITY, "County", "Nakuru", "KEN"),
        (f"{EN}Accra Metropolitan Assembly (Ghana)", CITY, "Metropolitan Assembly", "Accra", "GHA"),
        (f"{EN}Lagos State (Nigeria)", REGION, "State", "Lagos", "NGA"),
        (f"{EN}State of Jalisco (Mexico)", REGION, "State", "Jalisco", "MEX"),
        (f"{EN}Province of Misiones (Argentina)", REGION, "Province", "Misiones", "ARG"),
        (f"{EN}Sfax Governorate (Tunisia)", REGION, "Governorate", "Sfax", "TUN"),
        (
            f"{EN}Zhytomyr Territorial Community (Ukraine)",
            CITY,
            "Territorial Community",
            "Zhytomyr",
            "UKR",
        ),
        (f"{EN}Mexico City (Mexico)", CITY, "", "Mexico City", "MEX"),
        (f"{EN}Quito (Ecuador)", CITY, "", "Quito", "ECU"),
        (
            f"{EN}Metropolitan Area of San Salvador (AMSS), El Salvador",
            CITY,
            "Metropolitan Area",
            "San Salvador",
            "SLV",
        ),
        (f"{EN}City of Batalo (Congo - Kinshasa)", CITY, "City", "Batalo", "COD"),
        (f"{EN}City of Batalo, Congo - Kinshasa", CITY, "City", "Batalo", "COD"),
        (f"{EN}City of Batalo – Congo – Brazzaville", CITY, "City", "Batalo", "COG"),
        (f"{EN}City of Batalo, Congo (Democratic Republic of the)", CITY, "City", "Batalo", "COD"),
        (f"{EN}City of Batalo, Congo, Democratic Republic of the", CITY, "City", "Batalo", "COD"),
        (f"{EN}Kwun Tong District, Hong Kong, China", CITY, "District", "Kwun Tong", "HKG"),
        (f"{EN}City of Batalo (Malawi – Southern Region)", CITY, "City", "Batalo", "MWI"),
        ("Congo - Kinshasa – Migration Governance Profile", COUNTRY, "", "Congo - Kinshasa", "COD"),
        (f"{EN}Congo - Kinshasa", COUNTRY, "", "Congo - Kinshasa", "COD"),
        (f"{EN}Kenya", COUNTRY, "", "Kenya", "KEN"),
        (f"{EN}Republic of Kenya", COUNTRY, "Republic", "Kenya", "KEN"),
        (f"{EN}Kingdom of Lesotho", COUNTRY, "Kingdom", "Lesotho", "LSO"),
        (f"{EN}The Gambia", COUNTRY, "", "The Gambia", "GMB"),
        (f"{EN}Viet Nam", COUNTRY, "", "Viet Nam", "VNM"),
        (
            f"{EN}Bolivia (Plurinational State of)",
            COUNTRY,
            "",
            "Bolivia (Plurinational State of)",
            "BOL",
        ),
        (
            f"{ES}Municipalidad de Monte Patria (Chile)",
            CITY,
            "Municipalidad",
            "Monte Patria",
            "CHL",
        ),
        (f"{ES}Distrito del Callao (Perú)", CITY, "Distrito", "Callao", "PER"),
        (
            f"{ES}Ciudad de La Paz (Bolivia (Estado Plurinacional de))",
            CITY,
            "Ciudad",
            "La Paz",
            "BOL",
        ),
        (f"{ES}Cantón de Cuenca (Ecuador)", CITY, "Cantón", "Cuenca", "ECU"),
        (f"{ES}Comuna de Coronel (Chile)", CITY, "Comuna", "Coronel", "CHL"),
        (f"{ES}Estado de Jalisco (México)", REGION, "Estado", "Jalisco", "MEX"),
        (f"{ES}Departamento de Chuquisaca, Bolivia", REGION, "Departamento", "Chuquisaca", "BOL"),
        (f"{ES}Ciudad de México (México)", CITY, "", "Ciudad de México", "MEX"),
        (f"{ES}Municipalidad de Granada (Nicaragua)", CITY, "Municipalidad", "Granada", "NIC"),
        (f"{ES}República de Chile", COUNTRY, "República", "Chile", "CHL"),
        (f"{ES}República Dominicana", COUNTRY, "", "República Dominicana", "DOM"),
        (f"{FR}Ville de Montréal (Canada)", CITY, "Ville", "Montréal", "CAN"),
        (f"{FR}Ville d’Abidjan (Côte d’Ivoire)", CITY, "Ville", "Abidjan", "CIV"),
        (f"{FR}Commune du Plateau (Sénégal)", CITY, "Commune", "Plateau", "SEN"),
        (f"{FR}Région de l’Oriental (Maroc)", REGION, "Région", "Oriental", "MAR"),
        (f"{FR}République du Sénégal", COUNTRY, "République", "Sénégal", "SEN"),
        (f"{PT}Cidade de São Paulo (Brasil)", CITY, "Cidade", "São Paulo", "BRA"),
        (f"{PT}Cidade do Rio de Janeiro (Brasil)", CITY, "Cidade", "Rio de Janeiro", "BRA"),
        (f"{PT}Município da Praia (Cabo Verde)", CITY, "Município", "Praia", "CPV"),
        (f"{PT}Estado do Amazonas (Brasil)", REGION, "Estado", "Amazonas", "BRA"),
        (f"{PT}República Federativa do Brasil", COUNTRY, "República Federativa", "Brasil", "BRA"),
    ],
)
def test_place_is_read_from_the_title(
    line: str, kind: PlaceKind, legal_form: str, name: str, country: str | None
) -> None:
    """The legal form and its preposition are parted from the name, the country from both."""
    reading = read_title(line)
    assert reading is not None
    place = reading.place
    assert (place.kind, place.legal_form, place.name) == (kind, legal_form, name)
    assert (place.country and place.country.alpha3) == country


@pytest.mark.parametrize(
    ("line", "language"),
    [
        ("MIGRATION GOVERNANCE PROFILE: City of Manaus (Brazil)", Language.EN),
        ("Second Migration Governance Profile: City of Manaus (Brazil)", Language.EN),
        ("Local Migration Governance Profile – City of Manaus (Brazil)", Language.EN),
        ("Migration Governance Indicators Profile | City of Manaus (Brazil)", Language.EN),
        ("Migration Governance Indicators Local Profile - City of Manaus (Brazil)", Language.EN),
        ("Migration Governance Profile 2023: City of Manaus (Brazil)", Language.EN),
        ("Migration Governance Profile: City of Manaus (Brazil) 2023", Language.EN),
        ("Migration Governance Profile: City of Manaus (Brazil), 2023", Language.EN),
        ("Migration Governance Profile: City of Manaus (Brazil) (second profile)", Language.EN),
        (
            "Migration Governance Profile: City of Manaus (Brazil) | Migration Data Portal",
            Language.EN,
        ),
        ("Migration Governance Profile of the City of Manaus (Brazil)", Language.EN),
        ("City of Manaus (Brazil) — Migration Governance Profile", Language.EN),
        ("Brazil: City of Manaus – Migration Governance Profile", Language.EN),
        ("Perfil de Gobernanza de la Migración: City of Manaus (Brasil)", Language.ES),
        ("Segundo perfil de gobernanza migratoria: City of Manaus (Brasil)", Language.ES),
        (
            "Perfil de Indicadores de Gobernanza de la Migración – City of Manaus (Brasil)",
            Language.ES,
        ),
        ("Profil de gouvernance de la migration : City of Manaus (Brésil)", Language.FR),
        ("Profil de gouvernance des migrations\u00a0: City of Manaus (Brésil)", Language.FR),
        ("Perfil de Governança da Migração: City of Manaus (Brasil)", Language.PT),
        ("Perfil de Governança Migratória – City of Manaus (Brasil)", Language.PT),
    ],
)
def test_title_is_known_by_its_phrase(line: str, language: Language) -> None:
    """The words for a profile may vary and stand before or after the place."""
    reading = read_title(line)
    assert reading is not None
    assert reading.title.language is language
    assert (reading.place.name, reading.place.legal_form) == ("Manaus", "City")
    assert reading.place.country is not None
    assert reading.place.country.alpha3 == "BRA"


def test_title_keeps_the_line_with_single_spaces() -> None:
    """The title is the source's line, white space made single."""
    reading = read_title("Migration  Governance\u00a0Profile: City of Manaus (Brazil)")
    assert reading is not None
    assert reading.title.text == "Migration Governance Profile: City of Manaus (Brazil)"


@pytest.mark.parametrize(
    "line",
    [
        "Migration Governance Indicators (MGI)",
        "Indicateurs de gouvernance des migrations (IGM)",
        "Migration Governance Profile",
        "Migration Governance Profile | Migration Data Portal",
        "Migration Governance Profile: City of (Brazil)",
        "Download the Migration Governance Profile",
        "Migration Governance Profile describes examples of well-developed areas",
        "This Profile describes examples of well-developed areas of City of Manaus (Brazil)",
        "Key findings",
        "",
    ],
)
def test_other_lines_are_no_titles(line: str) -> None:
    """Chrome and sentences that speak of a profile are no titles."""
    assert read_title(line) is None


def test_unknown_country_is_kept_for_the_message() -> None:
    """What stands in parentheses and is no country is told."""
    reading = read_title(f"{EN}City of Atlantis (Lilliput)")
    assert reading is not None
    assert (reading.place.country, reading.place.unknown_country) == (None, "Lilliput")


def test_phrase_alone_waits_for_its_place() -> None:
    """A line with the words for a profile alone goes on in the next line."""
    assert is_bare_phrase("Second Migration Governance Profile:")
    assert not is_bare_phrase(f"{EN}Kenya")


def test_misspelt_title_is_suggested() -> None:
    """A slip of the pen in a title's phrase is noticed."""
    assert "'Migration Governance Profile'" in suggest_title("Migration Governence Profile: Kenya")
    assert suggest_title("The city is part of a network.") == ""


def test_every_title_phrase_has_a_keyword() -> None:
    """A line without a keyword is no title, so that none of the phrases may lack one."""
    by_language = load_table("titles")["phrases"].values()
    phrases = [phrase for patterns in by_language for phrase in expand_all(patterns)]
    assert phrases
    assert [phrase for phrase in phrases if not may_hold_title(phrase)] == []
