"""Countries are those of ISO 3166-1, by their names in four languages."""

import pytest

from mgi_graph.model import Country, Language, fold_name
from mgi_graph.parsing import countries
from mgi_graph.parsing.countries import countries_in, country_named, nearest_country
from mgi_graph.parsing.words import split_words


@pytest.mark.parametrize(
    ("alpha3", "names"),
    [
        ("COL", "Colombia; Colombie; Colômbia; Republic of Colombia; República de Colombia"),
        ("BRA", "Brazil; Brasil; Brésil; República Federativa do Brasil; BRAZIL"),
        ("CHL", "Chile; Chili; República de Chile; Republic of Chile"),
        ("KEN", "Kenya; Kenia; Quênia; Quénia; Republic of Kenya; the Republic of Kenya"),
        ("VNM", "Viet Nam; Vietnam; Viêt Nam; Vietnã; Vietname"),
        (
            "MDA",
            "Moldova; Republic of Moldova; Moldova (Republic of); República de Moldova; Moldavia",
        ),
        (
            "BOL",
            "Bolivia; Bolivia (Plurinational State of); Plurinational State of Bolivia; Bolivie",
        ),
        ("BOL", "Estado Plurinacional de Bolivia; Bolivie (État plurinational de)"),
        ("VEN", "Venezuela; Venezuela (Bolivarian Republic of); Bolivarian Republic of Venezuela"),
        ("CPV", "Cabo Verde; Cape Verde; Cap-Vert"),
        ("TUR", "Türkiye; Turkey; Turquía; Turquie; Turquia; Republic of Türkiye"),
        ("LAO", "Laos; Lao PDR; Lao People's Democratic Republic"),
        ("COD", "Democratic Republic of the Congo; DRC; République démocratique du Congo"),
        ("COG", "Congo; Republic of the Congo; République du Congo; Congo-Brazzaville"),
        ("CIV", "Côte d’Ivoire; Cote d'Ivoire; Ivory Coast; Costa de Marfil; Costa do Marfim"),
        ("GMB", "Gambia; The Gambia; Republic of The Gambia; la Gambie"),
        ("KOR", "Republic of Korea; South Korea; República de Corea"),
        ("PRK", "Democratic People's Republic of Korea; North Korea"),
        ("MMR", "Myanmar; Burma; Birmania"),
        ("MKD", "North Macedonia; Republic of North Macedonia; Macedonia del Norte"),
        ("SWZ", "Eswatini; Swaziland; Kingdom of Eswatini"),
        ("CZE", "Czechia; Czech Republic; République tchèque"),
        ("RUS", "Russia; Russian Federation; Federación de Rusia"),
        ("SYR", "Syria; Syrian Arab Republic"),
        ("TZA", "Tanzania; United Republic of Tanzania; Tanzanie"),
        ("IRN", "Iran; Iran (Islamic Republic of); Islamic Republic of Iran"),
        ("GBR", "United Kingdom; UK; United Kingdom of Great Britain and Northern Ireland"),
        ("USA", "United States; United States of America; USA; Estados Unidos de América; EUA"),
        ("NLD", "Netherlands; the Netherlands; Netherlands (Kingdom of the); Países Bajos"),
        ("PSE", "State of Palestine; Palestine; Estado de Palestina"),
        ("TLS", "Timor-Leste; East Timor; Democratic Republic of Timor-Leste"),
        ("DOM", "Dominican Republic; República Dominicana; la República Dominicana"),
        ("DMA", "Dominica; Commonwealth of Dominica"),
        ("NER", "Niger; Níger"),
        ("NGA", "Nigeria; Federal Republic of Nigeria; Nigéria"),
        ("GNB", "Guinea-Bissau; Guiné-Bissau; Guinée-Bissau"),
        ("GNQ", "Equatorial Guinea; Guinea Ecuatorial"),
        ("HKG", "Hong Kong; Hong Kong, China"),
    ],
)
def test_country_is_known_by_its_names(alpha3: str, names: str) -> None:
    """Short names, official names and those of the United Nations are known."""
    for name in names.split("; "):
        found = country_named(name)
        assert found is not None, name
        assert found.alpha3 == alpha3, name


@pytest.mark.parametrize(
    "name",
    [
        "Kosovo",
        "European Union",
        "Latin America",
        "World",
        "Atlantis",
        "Estado de México",
        "",
        "Republic of",
    ],
)
def test_other_names_are_no_countries(name: str) -> None:
    """Regions, unions and what ISO 3166-1 does not have are no countries."""
    assert country_named(name) is None


def test_codes_are_those_in_force() -> None:
    """There are 249 countries and no withdrawn code among theirs."""
    known = countries._countries()
    assert len(known) == 249
    assert {
        len({getattr(each, part) for each in known.values()}) for part in ("alpha3", "m49")
    } == {249}
    assert [known[code] for code in ("DE", "MM", "YE", "ET", "SD", "CD", "TL", "FR", "PA")] == [
        Country("DE", "DEU", "276"),
        Country("MM", "MMR", "104"),
        Country("YE", "YEM", "887"),
        Country("ET", "ETH", "231"),
        Country("SD", "SDN", "729"),
        Country("CD", "COD", "180"),
        Country("TL", "TLS", "626"),
        Country("FR", "FRA", "250"),
        Country("PA", "PAN", "591"),
    ]


def test_no_name_stands_for_two_countries() -> None:
    """Each name, folded, belongs to one country."""
    owners: dict[str, set[str]] = {}
    for name, code in countries._named():
        owners.setdefault(fold_name(name), set()).add(code)
    assert {name: codes for name, codes in owners.items() if len(codes) > 1} == {}


@pytest.mark.parametrize("language", list(Language))
def test_every_country_is_known_by_its_cldr_name(language: Language) -> None:
    """The CLDR's name in each language leads to the country's code."""
    names = countries._territories(language)
    for code, country in countries._countries().items():
        assert country_named(names[code]) == country


def test_countries_are_found_in_a_text() -> None:
    """The longest name counts, and only with a capital letter."""
    text = "In Papua New Guinea, South Sudan and the Niger, not in a china shop; Santa Lucía"
    found = [mention.country.alpha3 for mention in countries_in(split_words(text), text)]
    assert found == ["PNG", "SSD", "NER"]


@pytest.mark.parametrize(
    ("name", "near"),
    [
        ("Brazl", "Brazil"),
        ("Colmbia", "Colombia"),
        ("Cote d Ivoir", "Côte d’Ivoire"),
        ("Xyzzy", None),
    ],
)
def test_nearest_country_is_suggested(name: str, near: str | None) -> None:
    """A misspelt country leads to the one that is meant."""
    assert nearest_country(name) == near
