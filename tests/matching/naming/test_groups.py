"""Test which population groups are proposed for a sentence."""

import pytest

from mgi_graph.matching.naming import propose_names
from mgi_graph.matching.naming.tables import LANGUAGES, load_groups

CASES = [
    ("en", "Courses for refugee women and asylum seekers.", {"refugees", "women"}),
    ("en", "Data are not disaggregated by sex.", {"gender"}),
    (
        "en",
        "It helps unaccompanied minors and young people.",
        {"children", "unaccompanied-children", "youth"},
    ),
    ("en", "Health care is free regardless of their migration status.", {"irregular-situation"}),
    ("en", "A shelter for victims of human trafficking.", {"trafficking-victims"}),
    ("en", "It prosecutes trafficking in persons and helps victims.", {"trafficking-victims"}),
    ("en", "It prosecutes people affected by trafficking crime.", set()),
    ("en", "Victims of natural disasters are helped.", set()),
    (
        "en",
        "It supports returnees, stateless persons and the diaspora.",
        {"diaspora", "returnees", "stateless"},
    ),
    ("en", "Migrant workers may open a bank account.", set()),
    ("es", "Apoya a niñas, niños y adolescentes y a sus madres.", {"children", "women"}),
    ("es", "Se atiende sin importar la condición migratoria.", {"irregular-situation"}),
    ("es", "Una política contra la trata de personas.", set()),
    ("es", "Asistencia a las víctimas de la trata de personas.", {"trafficking-victims"}),
    ("es", "Información a quienes desean emigrar.", {"prospective-emigrants"}),
    ("es", "Medidas sobre el desplazamiento y la población LGBTI.", {"displaced", "lgbti"}),
    ("fr", "Un accueil pour les femmes et les jeunes réfugiés.", {"refugees", "women", "youth"}),
    ("fr", "Les soins sont ouverts quel que soit le statut.", {"irregular-situation"}),
    ("fr", "Elle lutte contre la traite des personnes.", set()),
    (
        "fr",
        "Elle aide les victimes de la traite et les personnes déplacées.",
        {"displaced", "trafficking-victims"},
    ),
    ("fr", "La réintégration des migrants de retour est appuyée.", {"returnees"}),
    (
        "pt",
        "Atende crianças e mulheres em situação irregular.",
        {"children", "irregular-situation", "women"},
    ),
    ("pt", "Combate o tráfico de pessoas.", set()),
    (
        "pt",
        "Apoia vítimas de tráfico de pessoas e apátridas.",
        {"stateless", "trafficking-victims"},
    ),
]


@pytest.mark.parametrize(("language", "text", "wanted"), CASES, ids=[each[1] for each in CASES])
def test_groups_are_found_by_their_words(language: str, text: str, wanted: set[str]) -> None:
    """A group is proposed where the sentence speaks of its people, not of a crime or a thing."""
    assert set(propose_names(text, language, (), "xyz-newbridge").groups) == wanted


def test_the_name_of_an_international_body_speaks_of_no_group() -> None:
    """The High Commissioner for Refugees may help anybody."""
    text = "The United Nations High Commissioner for Refugees gave advice on housing."
    assert propose_names(text, "en", (), "xyz-newbridge").groups == ()


def test_groups_are_those_of_the_scheme() -> None:
    """Every slug has words in the four languages."""
    wanted = {slug for slug, _ in load_groups("en")}
    for language in LANGUAGES:
        assert {slug for slug, phrases in load_groups(language) if phrases} == wanted
