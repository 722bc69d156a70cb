"""A statement is in its profile's language unless its words clearly say otherwise."""

import subprocess
import sys

import pytest

from mgi_graph.model import Language
from mgi_graph.parsing.languages import language_of

EN, ES, FR, PT = Language

STATEMENTS = {
    EN: [
        "There is no formal body for consulting civil society on public policies.",
        "Ensure migrants' access to justice and public safety.",
        "Establish vertical policy coherence mechanisms on migration-related issues.",
        "Strengthen anti-trafficking strategies at local level.",
    ],
    ES: [
        "Desarrollar una política local contra la trata de personas.",
        "Establecer un programa oficial local para brindar información a quienes desean emigrar.",
        "Colaborar formalmente con el sector privado y la sociedad civil.",
        "LA MUNICIPALIDAD CAPACITA AL FUNCIONARIADO PÚBLICO EN TEMAS DE MIGRACIÓN.",
    ],
    FR: [
        "La ville ne dispose pas d’une stratégie pour attirer les travailleurs migrants.",
        "Élaborer un plan de gestion des catastrophes qui tienne compte des migrants.",
        "Les associations de migrants participent à l'élaboration des politiques locales.",
    ],
    PT: [
        "Elaborar um plano municipal de emergência que inclua as pessoas migrantes.",
        "Não existe um mecanismo formal de coordenação das políticas migratórias.",
        "O Município oferece cursos de português aos migrantes e refugiados.",
    ],
}


@pytest.mark.parametrize("expected", list(Language))
@pytest.mark.parametrize("language", list(Language))
def test_statement_has_its_own_language(language: Language, expected: Language) -> None:
    """A whole sentence is told whatever the language of the profile around it."""
    for text in STATEMENTS[language]:
        assert language_of(text, expected) is language, text


@pytest.mark.parametrize(
    ("text", "language"),
    [
        (
            "Plan Comunal de Emergencia Inclusivo de la Municipalidad de Monte Patria was adopted.",
            EN,
        ),
        ("The Oficina de Inclusión and the Dirección de Desarrollo Comunitario work together.", EN),
        (
            "Through EDUMIGRA (Formação de Professores para a Garantia) it trains staff.",
            EN,
        ),
        ('The seminar "Derechos de las mujeres y acciones para la prevención" took place.', EN),
        ("El programa Welcome to the City of London ofrece cursos gratuitos.", ES),
        ("Le programme « The Right to Education for All » est mis en place dans les écoles.", FR),
        ("O programa Guardianes de la Frontera foi criado em 2020.", PT),
        ("Medellín – Bogotá – Cali", EN),
        ("COMPREMI", PT),
        ("", EN),
        ("2020-2023 (2020)", FR),
    ],
)
def test_names_do_not_change_the_language(text: str, language: Language) -> None:
    """Foreign names, quotations and parentheses leave a statement in its profile's language."""
    assert language_of(text, language) is language


def test_model_is_not_loaded_for_the_real_profiles() -> None:
    """Small words settle all 105 statements, so that a run does not wait for the model."""
    code = (
        "import sys; from mgi_graph.assets import SOURCES_DIR; from mgi_graph.parsing import "
        "parse_sources; parse_sources(SOURCES_DIR.glob('*.txt')); print('py3langid' in sys.modules)"
    )
    run = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert run.stdout.strip() == "False"
