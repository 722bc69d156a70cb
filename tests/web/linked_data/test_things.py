"""Ask the running service for our IRIs, as browsers, programs and attackers do."""

import pytest
from pyoxigraph import NamedNode, RdfFormat, parse

from tests.web.conftest import RunningService

BASE = "https://w3id.org/mgi-graph/"
BROWSER = "text/html,application/xhtml+xml,application/xml;q=0.9,*/*;q=0.8"
SUFFIXES = {
    "ttl": ("text/turtle; charset=utf-8", RdfFormat.TURTLE),
    "nt": ("application/n-triples", RdfFormat.N_TRIPLES),
    "jsonld": ("application/ld+json", RdfFormat.JSON_LD),
    "rdf": ("application/rdf+xml", RdfFormat.RDF_XML),
}


@pytest.mark.parametrize(
    ("accept", "suffix"),
    [
        (BROWSER, "html"),
        ("*/*", "ttl"),
        ("text/turtle", "ttl"),
        ("application/ld+json", "jsonld"),
        ("application/rdf+xml, text/turtle;q=0.5", "rdf"),
        ("application/n-triples", "nt"),
    ],
)
def test_thing_answers_303_with_the_document_that_is_wanted(
    service: RunningService, accept: str, suffix: str
) -> None:
    """A thing is no document: its address leads to one, by Accept."""
    answer = service.get("/id/place/col-medellin", headers={"Accept": accept})
    assert answer.status_code == 303
    assert answer.headers["location"] == f"/id/place/col-medellin.{suffix}"
    assert "accept" in answer.headers["vary"].lower()
    assert 'rel="describedby"; type="text/turtle"' in answer.headers["link"]


def test_thing_in_no_format_on_offer_is_406(service: RunningService) -> None:
    """The problem lists what there is."""
    answer = service.get("/id/place/col", headers={"Accept": "image/png"})
    assert answer.status_code == 406
    assert "text/turtle" in answer.json()["available"]


@pytest.mark.parametrize("suffix", list(SUFFIXES))
def test_document_describes_the_thing(service: RunningService, suffix: str) -> None:
    """Each suffix gives the description in its format."""
    answer = service.get(f"/id/place/col-medellin.{suffix}")
    media_type, rdf_format = SUFFIXES[suffix]
    assert answer.status_code == 200
    assert answer.headers["content-type"] == media_type
    subjects = {quad.subject for quad in parse(answer.content, format=rdf_format)}
    assert NamedNode(f"{BASE}id/place/col-medellin") in subjects
    assert f'<{BASE}id/place/col-medellin>; rel="describes"' in answer.headers["link"]
    assert 'rel="alternate"; type="text/html"' in answer.headers["link"]


def test_language_of_the_page_survives_the_redirect(service: RunningService) -> None:
    """A link with lang= leads to the page in that language."""
    answer = service.get("/id/place/col?lang=es", headers={"Accept": BROWSER})
    assert answer.headers["location"] == "/id/place/col.html?lang=es"
    page = service.get("/id/place/col.html", headers={"Accept-Language": "fr-CA, en;q=0.5"})
    assert '<html lang="fr">' in page.text


def test_unknown_thing_is_404_with_suggestions(service: RunningService) -> None:
    """The nearest things are named, in the problem and, in the reader's language, on the page."""
    for path in ("/id/domain/partnership", "/id/domain/partnership.ttl"):
        answer = service.get(path)
        assert answer.status_code == 404
        assert answer.headers["content-type"].startswith("application/problem+json")
        assert answer.json()["suggestions"][0] == {
            "iri": f"{BASE}id/domain/partnerships",
            "label": "Partnerships",
        }
    page = service.get(
        "/id/domain/partnership", headers={"Accept": BROWSER, "Accept-Language": "es"}
    )
    assert page.status_code == 404
    assert '<a href="/id/domain/partnerships"><bdi>Alianzas</bdi></a>' in page.text


@pytest.mark.parametrize(
    "path",
    [
        "/id/",
        "/id",
        "/id/../../etc/passwd",
        "/id/%2e%2e/%2e%2e/etc/passwd",
        "/id/..%2f..%2fetc%2fpasswd",
        "/id/%252e%252e/x",
        "/id/place/%00",
        "/id/place/col%0d%0aX-Injected:%201",
        "/id/place/%ff%fe",
        "/id/place/%zz",
        "/id/place/Ме́дељин",
        "/id/place/<script>",
        "/id/place/col%3E%20%3Fs%20%3Fp%20%7D",
        '/id/place/"onload=',
        "/id//evil.example/",
        "/id/" + "a/" * 2000,
        "/id/" + "x" * 5000 + ".ttl",
        "/static/../../pyproject.toml",
        "/static/%2e%2e%2fapp.py",
        "/downloads/../mgi.ttl",
        "/downloads/%2e%2e%2f%2e%2e%2fetc%2fpasswd",
        "/downloads/country-..%2f.ttl",
        "/ontology/../x",
        "/ontology/0.1.0/x",
        "/ontology.exe",
        "/api/queries/..%2f..%2fsecret",
        "/api/queries/%2e%2e.rq",
    ],
)
def test_hostile_paths_are_problems(service: RunningService, path: str) -> None:
    """No path leaves its place, breaks a header or an answer; each is a problem document."""
    answer = service.get(path)
    assert answer.status_code in {400, 404}
    assert answer.headers["content-type"].startswith("application/problem+json")
    assert "x-injected" not in answer.headers
    assert "location" not in answer.headers


def test_named_graph_leads_to_its_content(service: RunningService) -> None:
    """The description of a graph links the triples in it, and the link works."""
    answer = service.get("/id/graph/col-medellin-2022.html")
    assert answer.status_code == 200
    content = f"/data?graph={BASE}id/graph/col-medellin-2022".replace(":", "%3A")
    assert content in answer.text
    assert service.get(content).status_code == 200


@pytest.mark.parametrize("name", ["ontology", "shapes"])
@pytest.mark.parametrize("suffix", list(SUFFIXES))
def test_documents_stand_at_their_own_iris(service: RunningService, name: str, suffix: str) -> None:
    """The ontology and the shapes answer directly, under their suffix and by Accept."""
    media_type, rdf_format = SUFFIXES[suffix]
    accepted = media_type.partition(";")[0]
    direct = service.get(f"/{name}", headers={"Accept": accepted})
    suffixed = service.get(f"/{name}.{suffix}")
    versioned = service.get(f"/{name}/0.1.0.{suffix}")
    assert direct.status_code == suffixed.status_code == versioned.status_code == 200
    assert direct.content == suffixed.content == versioned.content
    assert direct.headers["content-type"] == media_type
    assert direct.headers["content-location"] == f"{service.base}/{name}.{suffix}"
    assert versioned.headers["content-location"] == f"{service.base}/{name}/0.1.0.{suffix}"
    subjects = {quad.subject for quad in parse(direct.content, format=rdf_format)}
    assert NamedNode(BASE + name) in subjects


@pytest.mark.parametrize("name", ["ontology", "shapes"])
def test_documents_are_pages_for_a_browser(service: RunningService, name: str) -> None:
    """A browser gets the terms, each under its own fragment."""
    answer = service.get(f"/{name}", headers={"Accept": BROWSER})
    assert answer.headers["content-type"].startswith("text/html")
    assert f'id="{"Finding" if name == "ontology" else "ProfileShape"}"' in answer.text


def test_other_versions_are_404(service: RunningService) -> None:
    """A version that there never was is not found, and the one there is is named."""
    answer = service.get("/ontology/7.0")
    assert answer.status_code == 404
    assert "0.1.0" in answer.json()["detail"]


def test_page_number_out_of_bounds_is_a_problem(service: RunningService) -> None:
    """Pages are numbers, and there are only so many."""
    assert service.get("/id/place/col.ttl?page=2").status_code == 404
    for page in ("0", "-1", "x", "1e9", "9" * 40, "٢"):
        assert service.get("/id/place/col.ttl", params={"page": page}).status_code == 400
    assert service.get("/id/place/col.ttl?page=1&page=1").status_code == 400
