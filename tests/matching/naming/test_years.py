"""Test which years and periods are proposed, as what, and of which thing."""

import pytest

from mgi_graph.matching.naming import propose_names

PLACE = "xyz-newbridge"

YEARS = [
    ("en", "The Housing Plan (2018) helps.", ("(2018)", "year", "housing-plan")),
    (
        "en",
        "The Housing Plan, adopted in 2015, helps.",
        ("adopted in 2015", "adoptionYear", "housing-plan"),
    ),
    (
        "en",
        "The Welcome Office, created in May 2019, helps.",
        ("created in May 2019", "creationYear", "welcome-office"),
    ),
    ("en", "The Refugee Act of 2021 applies.", ("2021", "year", "refugee-act")),
    ("en", "Since 2020, the Welcome Office helps.", ("Since 2020", "startYear", None)),
    ("en", "In 2020, the city trained its staff.", ("In 2020", "year", None)),
    (
        "en",
        "In 2020, the city organised the Diversity Festival.",
        ("In 2020", "year", "diversity-festival"),
    ),
    (
        "es",
        "La Unidad de Acogida, creada en 2018, atiende.",
        ("creada en 2018", "creationYear", "unidad-de-acogida"),
    ),
    (
        "es",
        "Aprobada en 2015, la Política de Acogida rige.",
        ("Aprobada en 2015", "adoptionYear", "politica-de-acogida"),
    ),
    (
        "es",
        "El programa Aula Viva, que desde 2020 ofrece cursos, crece.",
        ("desde 2020", "startYear", "aula-viva"),
    ),
    (
        "es",
        "Se informa desde enero de 2020 en la plaza.",
        ("desde enero de 2020", "startYear", None),
    ),
    ("es", "Durante 2022 se capacitó al personal.", ("Durante 2022", "year", None)),
    (
        "fr",
        "Le Comité d’accueil, créé par arrêté en 2018, agit.",
        ("créé par arrêté en 2018", "creationYear", "comite-d-accueil"),
    ),
    (
        "fr",
        "Le Plan d’accueil, adopté en 2018, aide.",
        ("adopté en 2018", "adoptionYear", "plan-d-accueil"),
    ),
    ("fr", "Depuis 2018, la ville forme ses agents.", ("Depuis 2018", "startYear", None)),
    (
        "pt",
        "O Conselho de Acolhida, criado em 2016, atua.",
        ("criado em 2016", "creationYear", "conselho-de-acolhida"),
    ),
    (
        "pt",
        "A Política de Acolhida, aprovada em 2016, rege.",
        ("aprovada em 2016", "adoptionYear", "politica-de-acolhida"),
    ),
    ("pt", "Desde 2019, a cidade forma servidores.", ("Desde 2019", "startYear", None)),
]


@pytest.mark.parametrize(("language", "text", "wanted"), YEARS, ids=[each[1] for each in YEARS])
def test_a_year_is_read_with_its_words(
    language: str, text: str, wanted: tuple[str, str, str | None]
) -> None:
    """The words around a year say what it is the year of, and of which thing."""
    (year,) = propose_names(text, language, (), PLACE).years
    of = None if wanted[2] is None else f"{PLACE}-{wanted[2]}"
    assert (year.text, year.property.value, year.of) == (wanted[0], wanted[1], of)
    assert str(year.year) in year.text


@pytest.mark.parametrize(
    ("language", "text"),
    [
        ("en", "It is funded until 2025."),
        ("en", "It wants to do so by 2030."),
        ("es", "La Política de Acogida rige hasta 2030."),
        ("pt", "O plano vale até 2030."),
        ("en", "It served 2021 people and 12019 families."),
    ],
)
def test_an_end_or_a_number_is_no_year(language: str, text: str) -> None:
    """A year up to which something holds dates nothing, and a count is no year."""
    assert propose_names(text, language, (), PLACE).years == ()


def test_the_mark_in_a_number_ends_no_sentence() -> None:
    """The year behind "N.º 45" is of the law that it numbers."""
    names = propose_names("La Ordenanza N.º 45, aprobada en 2017, rige.", "es", (), PLACE)
    (year,) = names.years
    assert (year.text, year.property.value) == ("aprobada en 2017", "adoptionYear")
    assert year.of == names.mentions[0].thing_slug


def test_two_years_are_two() -> None:
    """The words "2021 and 2022" give two years of the practice, each by its own digits."""
    years = propose_names("In 2021 and 2022, staff was trained.", "en", (), PLACE).years
    assert [(each.year, each.text, each.of) for each in years] == [
        (2021, "2021", None),
        (2022, "2022", None),
    ]


@pytest.mark.parametrize(
    ("language", "text", "wanted"),
    [
        ("en", "The Housing Plan 2020-2023 helps.", (2020, 2023, "2020-2023")),
        ("en", "The Housing Plan (2015–2030) helps.", (2015, 2030, "2015–2030")),
        ("es", "El Plan de Acogida 2022-2025 rige.", (2022, 2025, "2022-2025")),
        ("fr", "Le Plan d’accueil 2018-2021 aide.", (2018, 2021, "2018-2021")),
        ("pt", "O Plano de Acolhida 2021–2024 vale.", (2021, 2024, "2021–2024")),
    ],
)
def test_a_period_is_of_the_name_that_it_stands_in_or_behind(
    language: str, text: str, wanted: tuple[int, int, str]
) -> None:
    """A period has its first and last year and its own words."""
    names = propose_names(text, language, (), PLACE)
    (period,) = names.periods
    assert (period.first, period.last, period.text) == wanted
    assert period.of == names.mentions[0].thing_slug


@pytest.mark.parametrize("text", ["It ran 2020-2023.", "The Housing Plan (2030-2015) helps."])
def test_a_period_of_nothing_or_backwards_is_none(text: str) -> None:
    """A period needs a thing, and does not end before it begins."""
    assert propose_names(text, "en", (), PLACE).periods == ()


def test_a_year_that_stands_twice_says_which() -> None:
    """The occurrence is that of the words among all that stand so in the text."""
    text = "The Housing Plan (2018) and the Welcome Plan (2018) help."
    years = propose_names(text, "en", (), PLACE).years
    assert [(each.occurrence, each.of) for each in years] == [
        (1, "xyz-newbridge-housing-plan"),
        (2, "xyz-newbridge-welcome-plan"),
    ]
