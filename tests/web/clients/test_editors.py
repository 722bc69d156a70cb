"""The SPARQL editor of the Swiss Institute of Bioinformatics finds what it asks of any endpoint."""

from typing import Any

import pytest

from mgi_graph.namespaces import ID, ONTOLOGY, PREFIXES
from mgi_graph.queries import CannedQuery, load_queries
from tests.queries.test_examples import EXAMPLES_OF_EDITORS
from tests.rdf.test_partitions import PREFIXES_OF_EDITORS, VOID_OF_EDITORS
from tests.web.conftest import RunningService

QUERIES = load_queries()
LANG_STRING = "http://www.w3.org/1999/02/22-rdf-syntax-ns#langString"


def _ask(service: RunningService, query: str) -> list[dict[str, str]]:
    """Ask as the editor does: from a page of another origin, with a parameter of its own."""
    headers = {"Accept": "application/sparql-results+json", "Origin": "https://editor.example"}
    answer = service.query(query, params={"ac": "1"}, headers=headers)
    assert answer.status_code == 200
    assert answer.headers["access-control-allow-origin"] == "*"
    assert answer.headers["completeness"] == "complete"
    bindings: list[dict[str, Any]] = answer.json()["results"]["bindings"]
    return [{name: term["value"] for name, term in each.items()} for each in bindings]


def test_prefixes_are_found(service: RunningService) -> None:
    """Each prefix that the dataset declares is one of ours, with our namespace."""
    found = {each["prefix"]: each["namespace"] for each in _ask(service, PREFIXES_OF_EDITORS)}
    assert found["mgi"] == f"{ONTOLOGY}#"
    assert len(found) > 10
    assert found.items() <= PREFIXES.items()


def test_classes_and_properties_are_found(service: RunningService) -> None:
    """A finding addresses indicators, and its statement is a text in a language."""
    rows = _ask(service, VOID_OF_EDITORS)
    found = {
        (each["subjectClass"], each["prop"]): each
        for each in rows
        if each.get("objectClass") in {None, f"{ONTOLOGY}#Indicator"}
    }
    finding = f"{ONTOLOGY}#Finding"
    assert (finding, f"{ONTOLOGY}#addresses") in found
    assert found[finding, f"{ONTOLOGY}#addresses"]["objectClass"] == f"{ONTOLOGY}#Indicator"
    assert found[finding, f"{ONTOLOGY}#statement"]["objectDatatype"] == LANG_STRING


def test_examples_are_found(service: RunningService) -> None:
    """Every canned query is an example, with its question in English."""
    found = {each["sq"]: each["comment"] for each in _ask(service, EXAMPLES_OF_EDITORS)}
    assert found == {f"{ID}query/{query.name}": query.question["en"] for query in QUERIES}


@pytest.mark.parametrize("query", QUERIES, ids=lambda query: query.name)
def test_example_runs_as_it_stands(service: RunningService, query: CannedQuery) -> None:
    """What the editor shows can be sent at once."""
    texts = {each["sq"]: each["query"] for each in _ask(service, EXAMPLES_OF_EDITORS)}
    answer = service.query(texts[f"{ID}query/{query.name}"])
    assert answer.status_code == 200
    assert answer.headers["completeness"] == "complete"
