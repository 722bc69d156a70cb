"""A page heeds each parameter of its address, or says that it does not know it."""

import pytest

from tests.web.conftest import RunningService

PAGES = (
    *("", "places", "places/col-medellin", "things", "indicators", "about", "downloads", "ask"),
    *("compare", "compare?place=col-medellin&place=bra-manaus", "search?q=trata", "sparql"),
    *("compare.csv?place=col-medellin&place=bra-manaus", "ontology", "ontology/shapes"),
    *("domains/partnerships", "indicators/ethical-recruitment", "groups/refugees"),
    *("findings/col-medellin-2022/partnerships/well-developed/1", "sources/col-medellin-2022/en"),
    *("ontology/vocabularies", "ask/peer-learning", "learn?place=col-medellin"),
)
HTML = {"Accept": "text/html"}


def extend(path: str, search: str) -> str:
    """Return an address of a French page with one parameter more."""
    return f"/fr/{path}{'&' if '?' in path else '?'}{search}"


@pytest.mark.parametrize("path", PAGES)
def test_unknown_parameter_is_a_mistake(service: RunningService, path: str) -> None:
    """It is told by its name, with status 400."""
    answer = service.get(extend(path, "bogus=1"), headers=HTML)
    assert answer.status_code == 400
    assert "bogus" in answer.text.partition("<main")[2]


@pytest.mark.parametrize("path", PAGES)
def test_every_page_takes_a_language_and_what_others_append(
    service: RunningService, path: str
) -> None:
    """A link that somebody passes on has what their software adds to it."""
    for search in ("lang=fr", "utm_source=newsletter", "fbclid=IwAR0"):
        assert service.get(extend(path, search), headers=HTML).status_code in {200, 303}


def test_misspelt_parameter_is_answered_with_the_nearest(service: RunningService) -> None:
    """Page and problem name it."""
    answer = service.get("/fr/compare?plaze=col-medellin", headers=HTML)
    assert "Inconnu\u00a0: paramètre «\u00a0plaze\u00a0»." in answer.text
    assert "<bdi>place</bdi>" in answer.text
    problem = service.get("/fr/compare?plaze=col-medellin").json()
    assert (problem["code"], problem["nearest"]) == ("unknown-name", "place")


def test_page_of_places_behind_the_last_is_not_there(service: RunningService) -> None:
    """As it is not of any other list."""
    answer = service.get("/fr/places?page=99", headers=HTML)
    assert answer.status_code == 404
    assert "Il n’y a pas de page 99" in answer.text.replace("\u00a0", " ")
