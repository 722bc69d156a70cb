"""Route requests to the canned queries as questions, and an editor for SPARQL."""

import difflib
from collections.abc import Sequence
from functools import lru_cache
from http import HTTPStatus
from itertools import groupby
from typing import Final

from starlette.requests import Request
from starlette.responses import Response
from starlette.routing import Route

from mgi_graph.queries import CannedQuery
from mgi_graph.web.api.canned import canned_queries
from mgi_graph.web.asking.answering import PAGE, AskQuestion
from mgi_graph.web.http.readers import (
    PAGE_VARY,
    is_taken_everywhere,
    number_parameter,
    page_route,
    read_reader,
    single_parameter,
)
from mgi_graph.web.http.responses import ask, respond
from mgi_graph.web.pages.rendering import Reader, render
from mgi_graph.web.pages.texts import load_texts
from mgi_graph.workers.tasks import Answer, Task

_QUALITY: Final = "quality"
_FIRST: Final = ("peer-learning", "findings", "topics", "things", "profiles", "frameworks")
"""The topics in the order in which a reader meets them; any other stands after these."""

_LAST_PAGE: Final = 1_000_000
_NEAR: Final = 5
_CUTOFF: Final = 0.4

Topics = list[tuple[str, list[CannedQuery]]]
"""Each topic with its questions."""


async def list_questions(request: Request) -> Response:
    """Answer with all questions."""
    return respond(request, _questions(read_reader(request)), vary=PAGE_VARY)


async def answer_question(request: Request) -> Response:
    """Answer with a question, its form and its answer."""
    reader = read_reader(request)
    query = canned_queries().get(request.path_params["query"])
    if query is None:
        return _respond_unknown(request, reader)
    declared = {each.name for each in query.parameters}
    page = 1 if PAGE in declared else number_parameter(request, PAGE, 1, _LAST_PAGE, 1)
    values = _read_values(request, declared)
    answer = await ask(request, AskQuestion(query.name, values, page, reader))
    if answer.facts.get("status") == HTTPStatus.BAD_REQUEST:
        return _respond_mistake(request, answer, HTTPStatus.BAD_REQUEST, "parameter-value")
    return respond(request, answer, vary=PAGE_VARY)


def _read_values(request: Request, declared: set[str]) -> tuple[tuple[str, str], ...]:
    """Return the values that the address has; those that the query lacks are mistakes later."""
    values = []
    for name in sorted(set(request.query_params)):
        value = single_parameter(request, name)
        if (
            value is not None
            and not is_taken_everywhere(name)
            and (name in declared or name != PAGE)
        ):
            values.append((name, value))
    return tuple(values)


def _respond_unknown(request: Request, reader: Reader) -> Response:
    """Answer that there is no such question, with those that are called most like it."""
    name = request.path_params["query"]
    near = difflib.get_close_matches(name, canned_queries(), n=_NEAR, cutoff=_CUTOFF)
    context = {"name": name, "near": [canned_queries()[each] for each in near]}
    answer = Answer(render("asking/unknown.html", reader, context), "text/html")
    return _respond_mistake(request, answer, HTTPStatus.NOT_FOUND, "unknown-name")


def _respond_mistake(request: Request, answer: Answer, status: HTTPStatus, code: str) -> Response:
    request.scope["state"]["problem_code"] = code
    headers = {"Cache-Control": "no-store"}
    return respond(request, answer, status=status, headers=headers, vary=PAGE_VARY)


@lru_cache(maxsize=16)
def _questions(reader: Reader) -> Answer:
    quality: Topics = []
    topics: Topics = []
    for topic, queries in groupby(canned_queries().values(), key=lambda each: each.topic):
        (quality if topic == _QUALITY else topics).append((topic, list(queries)))
    topics.sort(key=lambda each: (_place(each[0]), each[0]))
    context = {
        "topics": _name_topics(topics, reader.language),
        "quality": _name_topics(quality, reader.language),
    }
    return Answer(render("asking/questions.html", reader, context), "text/html")


def _place(topic: str) -> int:
    return _FIRST.index(topic) if topic in _FIRST else len(_FIRST)


def _name_topics(topics: Topics, language: str) -> list[tuple[str, str, list[CannedQuery]]]:
    return [(topic, name_topic(topic, language), queries) for topic, queries in topics]


def name_topic(topic: str, language: str) -> str:
    """Return the words for a topic; its own name where nobody has written any.

    >>> name_topic("peer-learning", "es")
    'Aprender de otros lugares'
    """
    words = load_texts().get(f"ask_topic_{topic}")
    return words[language] if words else topic


routes: Final[list[Route]] = [
    page_route("/ask", list_questions),
    Route("/{language:language}/ask/{query}", answer_question),
]
"""The routes of these pages."""

EXAMPLES: Final[Sequence[Task]] = (AskQuestion("peer-learning"),)
"""One task of each kind that these pages ask for, done before a worker is confined."""
