"""Hold every canned query to the rule that places are never ranked or scored."""

import re

import pytest

from mgi_graph.queries import CannedQuery, load_queries
from mgi_graph.results import Solutions
from mgi_graph.store import OxigraphStore, TokenKind, tokenise

QUERIES = load_queries()
IDS = [query.name for query in QUERIES]

RANKING = re.compile(
    r"""\b(?:
        rank\w* | scor(?:e|es|ed|ing) | best | worst | top | leaders? | winners? | league | ratings?
        | clasificaci[oó]n\w* | puntaje\w* | puntuaci[oó]n\w*
        | mejor(?:es)? | peor(?:es)? | l[ií]der(?:es)?
        | classements? | meilleure?s? | pires? | palmar[eè]s | podium
    )\b""",
    re.IGNORECASE | re.VERBOSE,
)
PLACE = re.compile(r"(?:place|peer|home|city|country|region|profile)(?:Label)?")
AGGREGATE = re.compile(r"\(\s*(?:COUNT|SUM|AVG|MIN|MAX|SAMPLE)\b.*?\bAS\s+\?(\w+)\s*\)")
WORD = re.compile(r"[A-Z]?[a-z]+")


def texts(query: CannedQuery) -> list[str]:
    """Return every text of a query that a reader sees, its variables in words among them."""
    variables = {token.text for token in tokenise(query.text) if token.kind is TokenKind.VARIABLE}
    return [
        query.name,
        query.topic,
        query.summary,
        *query.tags,
        *query.question.values(),
        *(text for parameter in query.parameters for text in parameter.summary.values()),
        *(" ".join(WORD.findall(variable)) for variable in sorted(variables)),
    ]


def projection(query: CannedQuery) -> set[str]:
    """Return the variables that the answer shows."""
    head = query.text.partition("\nSELECT ")[2].partition("\nWHERE")[0]
    assert head
    return set(re.findall(r"\?(\w+)", head))


def order(query: CannedQuery) -> str:
    """Return the conditions by which the answer is ordered."""
    before, _, conditions = query.text.rpartition("\nORDER BY ")
    assert before
    return conditions.strip()


@pytest.mark.parametrize("query", QUERIES, ids=IDS)
def test_no_text_speaks_of_ranking(query: CannedQuery) -> None:
    """Neither names nor questions nor summaries promise a ranking, in any language."""
    assert [found[0] for text in texts(query) if (found := RANKING.search(text))] == []


@pytest.mark.parametrize(
    "text",
    [
        "Which city has the best score?",
        "The top ten",
        "¿Qué ciudades son las mejores?",
        "Clasificación de lugares",
        "Quel est le classement des villes ?",
        "Les meilleures villes",
    ],
)
def test_guard_knows_a_ranking(text: str) -> None:
    """The test above would see one."""
    assert RANKING.search(text)


@pytest.mark.parametrize("query", QUERIES, ids=IDS)
def test_places_are_never_ordered_by_a_number(query: CannedQuery) -> None:
    """An answer about places is ordered by no count, in no falling order, and is never cut."""
    assert "LIMIT" not in query.text
    about_places = any(PLACE.fullmatch(variable) for variable in projection(query))
    counted = set(AGGREGATE.findall(query.text)) if about_places else set()
    assert not counted & set(re.findall(r"\?(\w+)", order(query)))
    falling = set(re.findall(r"DESC\(\?(\w+)\)", order(query)))
    assert falling <= {"status"} or not about_places


@pytest.mark.parametrize("query", QUERIES, ids=IDS)
def test_places_are_ordered_by_label_and_iri(query: CannedQuery) -> None:
    """The alphabet decides among the places shown, and the IRI among namesakes."""
    for label in projection(query) & {"placeLabel", "peerLabel"}:
        assert f"STR(?{label}) ?{label.removesuffix('Label')}" in order(query)


@pytest.mark.parametrize("query", QUERIES, ids=IDS)
def test_places_come_in_alphabetical_order(query: CannedQuery, dataset: OxigraphStore) -> None:
    """Where the place comes first, Manaus stands before Medellín and Monte Patria."""
    answer = dataset.query(query.text)
    assert isinstance(answer, Solutions)
    if answer.variables[0] == "placeLabel":
        labels = [str(row[0]) for row in answer.rows]
        assert labels == sorted(labels)
