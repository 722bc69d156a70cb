"""Hold every page: whole HTML, three languages, no other hosts, and deaf to hostile data."""

import json
import re
from html.parser import HTMLParser

import pytest
from pyoxigraph import Literal, NamedNode, Quad, Triple

from mgi_graph.queries import LANGUAGES
from mgi_graph.rdf.terms import DCTERMS, MGI, RDF, SKOS
from mgi_graph.results import Boolean, Completeness, Graph, Result, Solutions, Term
from mgi_graph.store import OxigraphStore
from mgi_graph.web.api.canned import RunCanned
from mgi_graph.web.downloads.routes import render_downloads
from mgi_graph.web.downloads.spool import Offered
from mgi_graph.web.home.front_page import ShowHome
from mgi_graph.web.http.problem_kinds import PROBLEM_KINDS
from mgi_graph.web.linked_data.descriptions import DescribeThing
from mgi_graph.web.pages.rendering import Reader, read_templates, static_files
from mgi_graph.web.pages.routes import render_problem
from mgi_graph.web.pages.solutions_page import show_result
from mgi_graph.web.pages.texts import load_texts
from tests.web.conftest import RunningService

ID = "https://w3id.org/mgi-graph/id/"
PATHS = [
    "/",
    "/api",
    "/api/queries/peer-learning?format=html",
    "/downloads",
    "/limits",
    "/problems",
    "/ontology.html",
    "/shapes.html",
    "/id/place/col-medellin.html",
    "/id/indicator/ethical-recruitment.html",
    "/id/finding/col-medellin-2022/migrants-rights/well-developed/1.html",
    "/id/graph/inferred.html",
    "/sparql?format=html&query=SELECT%20*%20%7B%20%3Fs%20a%20%3Ftype%20%7D",
    "/sparql?format=html&query=ASK%20%7B%7D",
    "/sparql?format=html&query=DESCRIBE%20%3Chttps://w3id.org/mgi-graph/id/place/col%3E",
    "/nothing-here",
    "/id/place/nowhere",
]
HOSTILE = (
    "</script><script>alert(1)</script>",
    '"><img src=x onerror=alert(1)>',
    "{{7*191}}",
    "{% raw %}",
    "' onmouseover='alert(1)",
    "<!--",
    "\u2028\u202e",
)
_VOID = {"meta", "link", "input", "img", "br", "hr"}


class Reading(HTMLParser):
    """Check that elements nest, and collect them with the text."""

    def __init__(self) -> None:
        """Begin with nothing open."""
        super().__init__()
        self.open: list[str] = []
        self.elements: list[tuple[str, dict[str, str]]] = []
        self.text = ""
        self.data = ""

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        """Open an element."""
        self.elements.append((tag, {name: value or "" for name, value in attrs}))
        if tag not in _VOID:
            self.open.append(tag)

    def handle_endtag(self, tag: str) -> None:
        """Close the element that was opened last."""
        assert self.open.pop() == tag

    def handle_data(self, data: str) -> None:
        """Keep text, that of a script apart."""
        if self.open and self.open[-1] == "script":
            self.data += data
        else:
            self.text += data

    def find(self, tag: str) -> list[dict[str, str]]:
        """Return the attributes of every element called so."""
        return [attributes for name, attributes in self.elements if name == tag]


def read(page: str) -> Reading:
    """Read a page to its end."""
    reading = Reading()
    reading.feed(page)
    reading.close()
    assert reading.open == []
    return reading


def assert_plain(reading: Reading) -> None:
    """Hold a page to the content security policy, and to what a screen reader needs."""
    for tag, attributes in reading.elements:
        assert tag not in {"style", "iframe", "object", "img", "base"}
        assert "style" not in attributes
        assert not any(name.startswith("on") for name in attributes)
        assert tag != "script" or attributes == {"type": "application/ld+json"}
        assert tag != "link" or attributes["href"].startswith("/")
        assert tag != "form" or attributes["action"].startswith("/")
        assert tag != "a" or not re.match(r"(javascript|data|vbscript):|//", attributes["href"])
    identifiers = [attributes["id"] for _, attributes in reading.elements if "id" in attributes]
    assert len(identifiers) == len(set(identifiers))
    fields = [*reading.find("select"), *reading.find("textarea"), *reading.find("input")]
    labelled = {attributes["for"] for attributes in reading.find("label")}
    assert {each["id"] for each in fields if each.get("type") != "hidden"} == labelled


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("path", PATHS)
def test_page_is_whole_and_plain(service: RunningService, path: str, language: str) -> None:
    """Every page nests, keeps the policy, labels its fields, has one heading and the language."""
    headers = {"Accept": "text/html", "Accept-Language": language}
    answer = service.get(path, headers=headers)
    assert answer.headers["content-type"] == "text/html; charset=utf-8"
    reading = read(answer.text)
    assert_plain(reading)
    assert reading.find("html") == [{"lang": language}]
    assert len(reading.find("h1")) == 1
    assert len(reading.find("main")) == 1


@pytest.mark.parametrize("path", PATHS[:-2])
def test_local_links_of_a_page_lead_somewhere(service: RunningService, path: str) -> None:
    """A sample of the links of each page is followed; none is broken."""
    later = {"/catalogue"}
    reading = read(service.get(path, headers={"Accept": "text/html"}).text)
    links = {attributes["href"].partition("#")[0] for attributes in reading.find("a")}
    local = sorted(link for link in links if link.startswith("/") and link not in later)
    for link in local[:: max(1, len(local) // 12)]:
        if link != "/downloads/SHA256SUMS":
            assert service.get(link).status_code in {200, 303}, link


def test_change_of_language_keeps_the_query(service: RunningService) -> None:
    """The links to other languages have the page's own parameters."""
    page = service.get("/sparql?query=ASK%20%7B%7D&format=html").text
    assert 'href="?query=ASK+%7B%7D&amp;format=html&amp;lang=es"' in page


def test_static_files_may_be_kept_forever(service: RunningService) -> None:
    """A name with a digest in it always means the same bytes."""
    kinds = {
        ".css": "text/css; charset=utf-8",
        ".js": "text/javascript; charset=utf-8",
        ".svg": "image/svg+xml",
        ".txt": "text/plain; charset=utf-8",
    }
    for name, path in static_files().items():
        answer = service.get(f"/static/{name}")
        assert answer.content == path.read_bytes()
        assert answer.headers["content-type"] == kinds[path.suffix]
        assert "immutable" in answer.headers["cache-control"]
    assert service.get("/static/style.css").status_code == 404


def test_every_problem_is_explained(service: RunningService) -> None:
    """Each code has a place on the page that its type leads to."""
    page = service.get("/problems").text
    for code in PROBLEM_KINDS:
        assert f'id="{code}"' in page


def test_home_describes_the_dataset_to_search_engines(dataset: OxigraphStore) -> None:
    """The data block is schema.org JSON-LD with licence and distributions."""
    files = (("mgi.ttl", "text/turtle"),)
    task = ShowHome(Reader("fr", "https://example.org"), files)
    reading = read(task.run(dataset).body.decode())
    described = json.loads(reading.data)
    assert described["@type"] == "Dataset"
    assert described["name"] == "Profils de gouvernance des migrations en données liées"
    assert described["license"] == "https://creativecommons.org/licenses/by/4.0/"
    assert described["distribution"] == [
        {
            "@type": "DataDownload",
            "contentUrl": "https://example.org/downloads/mgi.ttl",
            "encodingFormat": "text/turtle",
        }
    ]


def test_texts_stand_in_every_language() -> None:
    """No text is missing, empty or of another language's set."""
    for name, texts in load_texts().items():
        assert set(texts) == set(LANGUAGES), name
        assert all(isinstance(text, str) and text.strip() for text in texts.values()), name


@pytest.mark.parametrize(
    ("completeness", "words"),
    [
        (Completeness(), "This answer is complete. Solutions: 1"),
        (Completeness("rows", 1), "more than the 1 solutions"),
        (Completeness("bytes", 9), "longer than 9 bytes"),
    ],
)
def test_answer_says_aloud_whether_it_is_complete(completeness: Completeness, words: str) -> None:
    """A page of solutions never hides that some are missing."""
    page = show_result(Solutions(("x",), ((Literal("a"),),)), Reader(), completeness, "SELECT")
    assert words in read(page.decode()).text


@pytest.fixture(scope="module")
def hostile() -> OxigraphStore:
    """Give a store in which every label would attack a careless page."""
    graph = NamedNode(ID + "graph/x%22%3E")
    dataset, place = NamedNode(ID + "dataset/mgi-graph"), NamedNode(ID + "place/hostile")
    domain, profile = NamedNode(ID + "domain/hostile"), NamedNode(ID + "profile/hostile")
    script = NamedNode("javascript:alert(1)")
    triples = [
        Triple(place, RDF.type, MGI.City),
        Triple(place, RDF.type, MGI.Place),
        Triple(domain, RDF.type, MGI.Domain),
        Triple(profile, MGI.assesses, place),
        Triple(profile, MGI.assesses, script),
        Triple(script, RDF.type, MGI.Domain),
        Triple(place, script, script),
    ]
    for text in HOSTILE:
        label = Literal(text, language="en")
        triples += [Triple(each, SKOS.prefLabel, label) for each in (place, domain, script)]
        triples += [Triple(dataset, each, label) for each in (DCTERMS.title, DCTERMS.description)]
        triples.append(Triple(profile, DCTERMS.title, label))
    return OxigraphStore.of(
        Quad(each.subject, each.predicate, each.object, graph) for each in triples
    )


def _pages(store: OxigraphStore) -> dict[str, bytes]:
    """Render every template that shows what the data or the request says."""
    reader = Reader("en", "https://example.org", "query=" + HOSTILE[1])
    cells: tuple[Term, ...] = (
        *map(Literal, HOSTILE),
        NamedNode("javascript:alert(1)"),
    )
    row = Solutions((*HOSTILE, "x"), (cells,))
    triples = [Triple(NamedNode("javascript:a"), RDF.type, Literal(each)) for each in HOSTILE]
    results: dict[str, Result] = {"solutions": row, "graph result": Graph.of(triples)}
    pages = {
        name: show_result(result, reader, query=HOSTILE[0]) for name, result in results.items()
    }
    document = {
        "title": HOSTILE[0],
        "detail": " ".join(HOSTILE),
        "status": 400,
        "code": "query-syntax",
        "line": 1,
        "column": 2,
        "near": HOSTILE[1],
        "nearest": "javascript:alert(1)",
        "suggestions": [{"iri": "javascript:alert(1)", "label": text} for text in HOSTILE],
    }
    labels = {"en": HOSTILE[0]}
    offered = [Offered("x.ttl", "text/turtle", "country", HOSTILE[1], labels)]
    return pages | {
        "boolean": show_result(Boolean(True), reader, query=HOSTILE[0]),
        "problem": render_problem(document, reader).encode(),
        "downloads": render_downloads(offered, reader),
        "home": ShowHome(reader, ((HOSTILE[0], HOSTILE[0]),)).run(store).body,
        "thing": DescribeThing(ID + "place/hostile", "html", 1, reader).run(store).body,
        "graph": DescribeThing(ID + "graph/x%22%3E", "html", 1, reader).run(store).body,
        "query": RunCanned("findings", (("place", "hostile"),), "html", reader=reader)
        .run(store)
        .body,
    }


def test_hostile_words_are_text_on_every_page(hostile: OxigraphStore) -> None:
    """No label, value or address of the data becomes markup, a script or a link that acts."""
    for name, page in _pages(hostile).items():
        text = page.decode()
        assert "<script>alert" not in text, name
        assert "<img" not in text, name
        reading = read(text)
        assert_plain(reading)
        assert "1337" not in reading.text, name
    home = read(_pages(hostile)["home"].decode())
    assert json.loads(home.data)["name"] in HOSTILE


def test_every_template_escapes() -> None:
    """Autoescape is on, and no template switches it off or trusts a value."""
    environment = read_templates()
    assert environment.autoescape is True
    for name in environment.list_templates():
        assert environment.loader is not None
        source, _, _ = environment.loader.get_source(environment, name)
        assert not re.search(r"\|\s*safe\b|autoescape", source), name
