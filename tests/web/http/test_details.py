"""What went wrong is told in every language, and each word that tells it is there."""

import ast
import re
from collections.abc import Iterator, Mapping
from pathlib import Path
from string import Formatter
from typing import Final

import pytest

from mgi_graph.errors import ParameterError, QuerySyntaxError, StoreError, UnknownNameError
from mgi_graph.queries import LANGUAGES
from mgi_graph.web.http.causes import problem_for
from mgi_graph.web.http.details import tell
from mgi_graph.web.http.problem_kinds import PROBLEM_KINDS
from mgi_graph.web.http.problems import problem_document
from mgi_graph.web.pages.rendering import Reader
from mgi_graph.web.pages.routes import render_problem
from mgi_graph.web.pages.texts import load_texts
from mgi_graph.workers.errors import BusyError, MemoryLimitError, StoppedError, TimedOutError

_WEB: Final = Path(__file__).parents[3] / "src" / "mgi_graph" / "web"
_ASIDE: Final = {"quoted", "expected"}


def _calls() -> Iterator[tuple[str, set[str]]]:
    """Give the words and the values of every detail that the service tells."""
    for path in sorted(_WEB.rglob("*.py")):
        for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
            if not isinstance(node, ast.Call) or not isinstance(node.func, ast.Name):
                continue
            if node.func.id == "tell" and isinstance(node.args[0], ast.Constant):
                names = {each.arg for each in node.keywords if each.arg is not None}
                yield str(node.args[0].value), names - _ASIDE


def _fields(text: str) -> set[str]:
    return {name for _, name, _, _ in Formatter().parse(text) if name is not None}


def test_every_detail_that_is_told_has_its_words() -> None:
    """Each call names words that there are, and fills just what they leave open."""
    calls = list(_calls())
    assert len(calls) > 40
    texts = load_texts()
    for words, names in calls:
        assert _fields(texts[f"detail_{words}"]["en"]) == names, words


def test_every_translation_leaves_the_same_open() -> None:
    """A name that is filled in English is filled in Spanish and French too."""
    for name, texts in load_texts().items():
        assert len({frozenset(_fields(text)) for text in texts.values()}) == 1, name


def test_details_can_have_details_in_them() -> None:
    """What kind of thing is not known stands in the language of the whole sentence."""
    error = problem_for(UnknownNameError("place", "{medelin}", ["medellin"]))
    assert error.told is not None
    assert error.told.say("es") == "No se conoce: lugar «{medelin}»."
    assert error.told.say("fr") == "Inconnu\u00a0: lieu «\u00a0{medelin}\u00a0»."


@pytest.mark.parametrize("code", PROBLEM_KINDS)
def test_every_kind_is_explained_in_every_language(code: str) -> None:
    """No title, meaning or remedy is one of another language."""
    kind = PROBLEM_KINDS[code]
    for part in (kind.title, kind.meaning, kind.remedy):
        assert len({part(language) for language in LANGUAGES}) == len(LANGUAGES)


ERRORS: Final[Mapping[str, tuple[Exception, str]]] = {
    "syntax": (
        QuerySyntaxError("'}' cannot stand here\n }", line=2, column=5),
        "La consulta no se puede analizar en la línea 2, columna 5.",
    ),
    "engine": (StoreError("no such function"), "El motor no puede evaluar la consulta."),
    "parameter": (
        ParameterError("objective", "24", "a number from 1 to 23"),
        "Parámetro objective: «24» no puede ser su valor.",
    ),
    "busy": (BusyError(7), "inténtelo de nuevo en 7 s."),
    "time": (TimedOutError(2.5), "La consulta se terminó tras 2.5 s"),
    "memory": (MemoryLimitError(2**30), "necesita más de 1,024 MiB"),
    "stopped": (StoppedError(), "Se están deteniendo los procesos que responden"),
    "defect": (KeyError("x"), "No se pudo responder a la petición"),
}


@pytest.mark.parametrize(("error", "words"), ERRORS.values(), ids=ERRORS)
def test_page_is_in_the_language_of_its_reader(error: Exception, words: str) -> None:
    """Title and detail are Spanish; what the engine says is English, and marked so."""
    found = problem_for(error, "ASK {")
    page = render_problem(problem_document(found), Reader("es"), found.told)
    assert words in page
    assert PROBLEM_KINDS[found.code].title("es") in page
    assert PROBLEM_KINDS[found.code].title("en") not in page
    english = re.findall(r'<(?:q|span) lang="en">([^<]*)<', page)
    quoted = {"syntax": ["&#39;}&#39; cannot stand here"], "engine": ["no such function"]}
    quoted |= {"parameter": ["a number from 1 to 23"]}
    assert english == next((quoted[name] for name in quoted if ERRORS[name][0] is error), [])


def test_details_of_documents_are_english() -> None:
    """Programs get the same words whoever reads them, with what the error itself suggests."""
    document = problem_document(problem_for(UnknownNameError("place", "medelin", ["medellin"])))
    assert document["detail"] == "place not known: 'medelin'; did you mean 'medellin'?"
    assert tell("no_page", page=9, last=2).say("en") == "There is no page 9; the last one is 2."
