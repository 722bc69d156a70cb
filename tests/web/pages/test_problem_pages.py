"""Whoever asks for what there is not is told so in the language of the page, and led on."""

from pathlib import Path
from typing import Final

import pytest

from mgi_graph.queries import LANGUAGES
from mgi_graph.web.config import Config
from mgi_graph.web.http.problem_kinds import PROBLEM_KINDS
from mgi_graph.web.http.problems import ProblemError, problem_document
from mgi_graph.web.pages.rendering import Reader
from mgi_graph.web.pages.routes import render_problem
from mgi_graph.web.server import _make_front
from mgi_graph.web.service import Service
from tests.web.conftest import RunningService

PROBLEMS: Final = {
    "nowhere": (404, "No hay nada en esta dirección", "Le service n’a ni document ni chose"),
    "indicators/anti-trafficking?page=77": (
        404,
        "No hay página 77; la última es la 1.",
        "Il n’y a pas de page 77 ; la dernière est la page 1.",
    ),
    "indicators/anti-trafficking?page=-1": (
        400,
        "«-1» no es un número entero de 1 a 1000000.",
        "« -1 » n’est pas un nombre entier de 1 à 1000000.",
    ),
    "search?q=a&q=b": (
        400,
        "El parámetro q se da 2 veces; delo una sola vez.",
        "Le paramètre q est donné 2 fois ; donnez-le une seule fois.",
    ),
    "search?q=a&kind=places": (
        400,
        "No se conoce: clase de resultado «places».",
        "Inconnu : sorte de résultat « places ».",
    ),
    "things?class=bodies": (
        400,
        "Parámetro class: «bodies» no es uno de",
        "Paramètre class : « bodies » n’est pas parmi",
    ),
    "things?place=nowhere-at-all": (
        404,
        "El conjunto de datos no dice nada de",
        "Le jeu de données ne dit rien de",
    ),
    "compare.csv?place=col-medellin": (
        400,
        "Un solo lugar no se puede comparar. Elija al menos 2.",
        "Un seul lieu ne se compare pas. Choisissez-en au moins 2.",
    ),
    "compare.svg?place=col-medellin&place=bra-manau": (
        404,
        "evalúa un lugar con el nombre «bra-manau».",
        "n’évalue de lieu du nom de « bra-manau ».",
    ),
    "compare.md?place=col-medellin&place=bra-manaus&gaps=x": (
        400,
        "No existe tal selección de filas: «x».",
        "Il n’y a pas de tel choix de lignes : « x ».",
    ),
    "compare.pdf?place=col-medellin&place=bra-manaus": (
        404,
        "no como «pdf».",
        "non en « pdf ».",
    ),
    "sparql?example=peer-lerning": (
        400,
        "No se conoce: pregunta «peer-lerning».",
        "Inconnu : question « peer-lerning ».",
    ),
    "sources/col-medellin-2022/xx": (404, "no dice nada de", "ne dit rien de"),
    "sources/col-medellin-2022/en?page=9": (404, "No hay página 9", "Il n’y a pas de page 9"),
    "ask/peer-learning?place=a&place=b": (
        400,
        "El parámetro place se da 2 veces",
        "Le paramètre place est donné 2 fois",
    ),
}
"""What a reader may ask for, with its status and a part of the Spanish and the French answer."""


@pytest.mark.parametrize("path", PROBLEMS)
def test_problem_is_told_in_the_language_of_the_address(service: RunningService, path: str) -> None:
    """Title and detail are in the language of the page, whatever the browser prefers."""
    status, *parts = PROBLEMS[path]
    for language, part in zip(("es", "fr"), parts, strict=True):
        headers = {"Accept": "text/html", "Accept-Language": "en"}
        answer = service.get(f"/{language}/{path}", headers=headers)
        assert answer.status_code == status
        assert f'<html lang="{language}">' in answer.text
        assert str(part) in answer.text.replace("\u00a0", " ")
        main = answer.text.partition("<main")[2].partition("</main")[0]
        assert 'lang="en">' not in main.replace('hreflang="en"', "")


@pytest.mark.parametrize("language", LANGUAGES)
def test_a_dataset_that_is_being_loaded_is_told_of(language: str) -> None:
    """Before the first dataset is there, and where it cannot be, the page says so."""
    service = Service(Path("nowhere.trig"), _make_front(Config()))
    reader = Reader(language, path="places")
    seen = []
    for trouble in (None, "the dataset cannot be loaded: no such file"):
        service.trouble = trouble
        with pytest.raises(ProblemError) as raised:
            _ = service.generation
        page = render_problem(problem_document(raised.value), reader, raised.value.told)
        assert PROBLEM_KINDS["not-ready"].title(language) in page
        seen.append(page.partition('class="detail"')[2])
    loading = {"en": "is being loaded", "es": "Se está cargando", "fr": "cours de chargement"}
    assert loading[language] in seen[0]
    assert '<q lang="en">the dataset cannot be loaded: no such file</q>' in seen[1]


@pytest.mark.parametrize(
    ("address", "same"),
    [
        ("/de", ""),
        ("/de/", ""),
        ("/pt-BR/places/col-medellin", "places/col-medellin"),
        ("/ar/compare?place=chl&place=col", "compare?place=chl&amp;place=col"),
        ("/EN/ask", "ask"),
    ],
)
def test_a_language_that_there_is_not_leads_to_those_that_there_are(
    service: RunningService, address: str, same: str
) -> None:
    """The page is in the preferred language of the three, and links the same page in each."""
    titles = {"en": "There are no pages in", "es": "No hay páginas en", "fr": "Il n’y a pas de"}
    for language, title in titles.items():
        headers = {"Accept": "text/html", "Accept-Language": f"de, {language};q=0.5"}
        answer = service.get(address, headers=headers)
        assert answer.status_code == 404
        assert f'<html lang="{language}">' in answer.text
        assert f'<p class="detail"><bdi>{title}' in answer.text
        assert "Accept-Language" in answer.headers["vary"]
        main = answer.text.partition("<main")[2]
        for tag in LANGUAGES:
            assert f'<a href="/{tag}/{same}" lang="{tag}" hreflang="{tag}">' in main


def test_programs_are_told_of_the_languages_too(service: RunningService) -> None:
    """The document has the addresses as a member; its code is that of all missing pages."""
    document = service.get("/de/about").json()
    assert (document["code"], document["detail"]) == (
        "not-found",
        "There are no pages in the language “de”.",
    )
    assert document["languages"] == {tag: f"/{tag}/about" for tag in LANGUAGES}


@pytest.mark.parametrize("address", ["/id", "/id/", "/d", "/deu/places", "/en-US-x", "/static"])
def test_what_is_no_language_is_no_page(service: RunningService, address: str) -> None:
    """Only what has the form of a tag is taken for a language; things have ``/id/``."""
    answer = service.get(address, headers={"Accept": "text/html"})
    assert answer.status_code == 404
    assert "There are no pages in" not in answer.text


@pytest.mark.parametrize(
    "path",
    [
        "indicators/educasion",
        "ask/peer-lerning",
        "ask/findings?place=medelin",
        "compare?place=col-medelin&place=bra-manaus",
        "search?q=traficking",
    ],
)
def test_suggestions_stand_after_words_that_are_complete(
    service: RunningService, path: str
) -> None:
    """What is introduced by a colon is a list, and no question that nobody closes."""
    for language, words in {
        "en": "Perhaps you meant:",
        "es": "Quizá quería decir:",
        "fr": "Vous vouliez peut-être dire :",
    }.items():
        page = service.get(f"/{language}/{path}", headers={"Accept": "text/html"}).text
        main = page.partition("<main")[2].partition("</main")[0].replace("\u00a0", " ")
        after = main.partition(f"<p>{words}")[2]
        assert "<a href=" in after
        assert not after.partition("</p>")[0].endswith("?")
        assert "¿Quería decir" not in main
