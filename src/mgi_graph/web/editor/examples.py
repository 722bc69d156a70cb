"""Give the queries with which one can begin: the canned ones, and a first one of every finding."""

from collections.abc import Mapping
from dataclasses import dataclass
from itertools import groupby
from typing import Final

from mgi_graph.queries import CannedQuery, bind_parameters
from mgi_graph.web.api.canned import canned_queries
from mgi_graph.web.pages.rendering import Reader
from mgi_graph.web.pages.texts import find_words

_LANGUAGE: Final = "lang"

_FIRST: Final = """\
PREFIX mgi: <https://w3id.org/mgi-graph/ontology#>
PREFIX rdfs: <http://www.w3.org/2000/01/rdf-schema#>
PREFIX skos: <http://www.w3.org/2004/02/skos/core#>

SELECT ?place ?domain ?kind ?statement ?finding
WHERE {{
  VALUES ?status {{ mgi:WellDevelopedArea mgi:AreaForDevelopment }}
  ?finding a ?status ; mgi:statement ?statement ;
    mgi:concerns/skos:prefLabel ?place ; mgi:inDomain/skos:prefLabel ?domain .
  ?status rdfs:label ?kind .
  FILTER(LANG(?place) = "{language}" && LANG(?domain) = "{language}" && LANG(?kind) = "{language}")
}}
ORDER BY ?place ?domain ?kind ?finding
"""


@dataclass(frozen=True, slots=True)
class Example:
    """Hold a query to begin with; ``parameters`` are names with what each stands for."""

    name: str
    question: str
    text: str
    parameters: tuple[tuple[str, str], ...] = ()
    page: str | None = None


def first_example(reader: Reader) -> Example:
    """Return the query that asks for every finding."""
    words = find_words(reader.language)
    text = _FIRST.format(language=reader.language)
    return Example("", words.editor_first, f"# {words.editor_first}\n{text}")


def find_example(name: str, reader: Reader) -> Example | None:
    """Return the canned query of that name, ``None`` where there is none.

    Where it has labels, they are in the reader's language.
    """
    canned = canned_queries().get(name)
    if canned is None:
        return None
    language = reader.language
    question = canned.question[language]
    return Example(
        name,
        question,
        f"# {question}\n{_bind(canned, language)}",
        tuple((each.name, each.summary[language]) for each in canned.parameters),
        f"{reader.home}/ask/{name}",
    )


def _bind(canned: CannedQuery, language: str) -> str:
    own = {each.name for each in canned.parameters}
    return bind_parameters(canned, {_LANGUAGE: language} if _LANGUAGE in own else {})


def list_examples(reader: Reader) -> list[tuple[str, list[tuple[str, str]]]]:
    """Return the canned queries by topic, each by its name and its question."""
    words: Mapping[str, str] = {
        topic: getattr(find_words(reader.language), f"ask_topic_{topic}")
        for topic in {each.topic for each in canned_queries().values()}
    }
    return [
        (words[topic], [(each.name, each.question[reader.language]) for each in queries])
        for topic, queries in groupby(canned_queries().values(), key=lambda each: each.topic)
    ]
