"""The endpoint answers in every format, says what it is, and is honest about what it left out."""

import csv
import gzip
import io
import json
import xml.etree.ElementTree as ElementTree

import httpx
import pytest
from pyoxigraph import RdfFormat, parse

from tests.web.conftest import TLS, RunningService, StartService

PREFIX = "PREFIX mgi: <https://w3id.org/mgi-graph/ontology#> "
FINDINGS = PREFIX + "SELECT ?finding { ?finding a mgi:Finding } ORDER BY ?finding"
PLACES = PREFIX + "CONSTRUCT { ?city a mgi:City } WHERE { ?city a mgi:City }"
RUNAWAY = "SELECT (COUNT(*) AS ?n) { ?a ?b ?c . ?d ?e ?f . ?g ?h ?i . ?j ?k ?l }"

_XML = "{http://www.w3.org/2005/sparql-results#}"


@pytest.mark.parametrize("path", ["/sparql", "/sparql/"])
def test_the_endpoint_answers_with_and_without_a_slash(service: RunningService, path: str) -> None:
    """Both addresses are the endpoint; 105 findings are what the three sources hold."""
    answer = service.get(path, params={"query": FINDINGS})
    assert answer.status_code == 200
    assert len(answer.json()["results"]["bindings"]) == 105


@pytest.mark.parametrize(
    ("accept", "media_type"),
    [
        ("*/*", "application/sparql-results+json"),
        ("application/json", "application/sparql-results+json"),
        ("application/sparql-results+xml", "application/sparql-results+xml"),
        ("text/csv", "text/csv; charset=utf-8"),
        ("text/tab-separated-values", "text/tab-separated-values; charset=utf-8"),
        ("text/html,application/xhtml+xml,*/*;q=0.8", "text/html; charset=utf-8"),
        ("text/csv;q=0.2, application/sparql-results+xml;q=0.3", "application/sparql-results+xml"),
    ],
)
@pytest.mark.parametrize("query", [FINDINGS, "ASK {}"], ids=["select", "ask"])
def test_solutions_and_truth_values_come_in_the_format_asked_for(
    service: RunningService, accept: str, media_type: str, query: str
) -> None:
    """Accept decides, by its weights."""
    answer = service.query(query, headers={"Accept": accept})
    assert answer.status_code == 200
    assert answer.headers["content-type"] == media_type


def test_the_formats_hold_the_same_findings(service: RunningService) -> None:
    """JSON, XML, CSV and TSV name the same 105 findings in the same order."""
    found = {
        word: service.query(FINDINGS, params={"format": word}).content
        for word in ("json", "xml", "csv", "tsv")
    }
    listed = json.loads(found["json"])["results"]["bindings"]
    findings = [each["finding"]["value"] for each in listed]
    in_xml = [each.text for each in ElementTree.fromstring(found["xml"]).iter(_XML + "uri")]
    in_csv = [row[0] for row in csv.reader(io.StringIO(found["csv"].decode()))][1:]
    in_tsv = [line.strip("<>") for line in found["tsv"].decode().splitlines()][1:]
    assert len(findings) == 105
    assert findings == in_xml == in_csv == in_tsv


@pytest.mark.parametrize(
    ("word", "media_type", "parser"),
    [
        ("turtle", "text/turtle; charset=utf-8", RdfFormat.TURTLE),
        ("ntriples", "application/n-triples", RdfFormat.N_TRIPLES),
        ("rdfxml", "application/rdf+xml", RdfFormat.RDF_XML),
        ("jsonld", "application/ld+json", RdfFormat.JSON_LD),
        ("trig", "application/trig", RdfFormat.TRIG),
        ("nquads", "application/n-quads", RdfFormat.N_QUADS),
    ],
)
@pytest.mark.parametrize(
    "query", [PLACES, "DESCRIBE <https://w3id.org/mgi-graph/id/place/bra-manaus>"]
)
def test_triples_come_in_every_format(
    service: RunningService, word: str, media_type: str, parser: RdfFormat, query: str
) -> None:
    """Each format holds the triples that Turtle holds."""
    answer = service.query(query, params={"format": word})
    assert answer.headers["content-type"] == media_type
    expected = {quad.triple for quad in parse(service.query(query).content, RdfFormat.TURTLE)}
    assert {quad.triple for quad in parse(answer.content, parser)} == expected
    assert expected


def test_nothing_acceptable_is_406_with_what_there_is(service: RunningService) -> None:
    """The problem lists every format."""
    answer = service.query("ASK {}", headers={"Accept": "image/png"})
    assert answer.status_code == 406
    assert "text/csv" in answer.json()["available"]


@pytest.mark.parametrize(
    ("query", "accept"), [("ASK {}", "text/turtle"), (PLACES, "text/tab-separated-values")]
)
def test_a_format_of_the_other_kind_of_answer_is_406(
    service: RunningService, query: str, accept: str
) -> None:
    """Whether Turtle or CSV can be had depends on the form of the query."""
    answer = service.query(query, headers={"Accept": accept})
    assert answer.status_code == 406
    assert answer.json()["code"] == "not-acceptable"


def test_an_unknown_format_is_named(service: RunningService) -> None:
    """The parameter format= is not silently ignored."""
    answer = service.query("ASK {}", params={"format": "yaml"})
    assert answer.status_code == 406
    assert "yaml" in answer.json()["detail"]


def test_an_answer_is_tagged_and_not_sent_twice(service: RunningService) -> None:
    """The same tag gives 304 without a body; another one the answer."""
    first = service.query(FINDINGS)
    tag = first.headers["etag"]
    assert tag.startswith('"')
    again = service.query(FINDINGS, headers={"If-None-Match": tag})
    assert (again.status_code, again.content) == (304, b"")
    assert again.headers["etag"] == tag
    assert again.headers["vary"] == first.headers["vary"]
    assert service.query(FINDINGS, headers={"If-None-Match": '"other"'}).status_code == 200


def test_each_coding_has_a_tag_of_its_own(service: RunningService) -> None:
    """A strong tag stands for bytes, and gzip and Brotli change them; what is coded is the same."""
    tags, bodies = set(), set()
    for coding in ("identity", "gzip", "br"):
        answer = service.query(FINDINGS, headers={"Accept-Encoding": coding})
        assert answer.headers.get("content-encoding", "identity") == coding
        tags.add(answer.headers["etag"])
        bodies.add(answer.content)
    assert len(tags) == 3
    assert len(bodies) == 1


def test_gzip_is_the_same_bytes_each_time(start_service: StartService) -> None:
    """No clock is written into the compressed answer, and no cache is needed for that."""
    service = start_service("--cache-bytes", "0")
    first, second = _read_raw(service, FINDINGS), _read_raw(service, FINDINGS)
    assert first == second
    assert len(json.loads(gzip.decompress(first))["results"]["bindings"]) == 105


def _read_raw(service: RunningService, query: str) -> bytes:
    headers = {"Accept-Encoding": "gzip"}
    address = service.base + "/sparql"
    with httpx.stream(
        "GET", address, params={"query": query}, headers=headers, verify=TLS
    ) as answer:
        return b"".join(answer.iter_raw())


def test_head_is_get_without_a_body(service: RunningService) -> None:
    """HEAD tells the length, the type and the tag."""
    address = service.base + "/sparql"
    got = service.query(FINDINGS, headers={"Accept-Encoding": "identity"})
    headers = {"Accept-Encoding": "identity"}
    head = httpx.head(address, params={"query": FINDINGS}, headers=headers, verify=TLS)
    assert (head.status_code, head.content) == (200, b"")
    for name in ("content-length", "content-type", "etag", "completeness"):
        assert head.headers[name] == got.headers[name]


def test_any_page_may_ask(service: RunningService) -> None:
    """CORS is open, without credentials, and the preflight says what may be sent."""
    answer = service.query("ASK {}", headers={"Origin": "https://example.org"})
    assert answer.headers["access-control-allow-origin"] == "*"
    assert "access-control-allow-credentials" not in answer.headers
    preflight = httpx.options(
        service.base + "/sparql",
        verify=TLS,
        headers={
            "Origin": "https://example.org",
            "Access-Control-Request-Method": "POST",
            "Access-Control-Request-Headers": "content-type",
        },
    )
    assert preflight.status_code == 204
    assert "POST" in preflight.headers["access-control-allow-methods"]
    assert "Content-Type" in preflight.headers["access-control-allow-headers"]


def test_a_volatile_answer_is_not_kept(service: RunningService) -> None:
    """NOW and RAND give another answer each time, and nobody keeps the old one."""
    query = "SELECT (STRUUID() AS ?id) {}"
    first, second = service.query(query), service.query(query)
    assert first.headers["cache-control"] == "no-store"
    assert "etag" not in first.headers
    assert first.content != second.content


def test_a_complete_answer_says_so(service: RunningService) -> None:
    """In a header, and in the head of JSON and XML."""
    answer = service.query(FINDINGS)
    assert answer.headers["completeness"] == "complete"
    assert answer.json()["head"]["link"] == [service.base + "/limits#complete"]
    document = ElementTree.fromstring(service.query(FINDINGS, params={"format": "xml"}).content)
    links = [each.get("href") for each in document.iter(_XML + "link")]
    assert links == [service.base + "/limits#complete"]


def test_a_cut_answer_says_by_what_and_where_all_of_it_is(start_service: StartService) -> None:
    """The first ten of 105 findings come with the limit and the address of the dump."""
    service = start_service("--max-rows", "10")
    answer = service.query(FINDINGS)
    assert answer.headers["completeness"] == "truncated; by=rows; limit=10"
    assert f"<{service.base}/downloads>" in answer.headers["link"]
    document = answer.json()
    assert len(document["results"]["bindings"]) == 10
    assert document["head"]["link"] == [
        service.base + "/limits#truncated-by-rows",
        service.base + "/downloads",
    ]
    triples = service.query("CONSTRUCT WHERE { ?s ?p ?o }", params={"format": "nt"})
    assert triples.headers["completeness"] == "truncated; by=rows; limit=10"
    assert len(triples.text.splitlines()) == 10
    assert service.query(FINDINGS + " LIMIT 10").headers["completeness"] == "complete"


def test_an_answer_is_cut_between_two_solutions(start_service: StartService) -> None:
    """The limit of bytes leaves a document that parses."""
    service = start_service("--max-bytes", "64KiB")
    answer = service.query("SELECT * { ?s ?p ?o }")
    assert answer.headers["completeness"] == "truncated; by=bytes; limit=65536"
    assert 0 < len(answer.json()["results"]["bindings"]) < 7000


def test_a_time_out_is_503_and_never_half_an_answer(start_service: StartService) -> None:
    """The problem says the limit and when to come back; the next query is answered."""
    service = start_service("--timeout", "1")
    answer = service.query(RUNAWAY)
    assert answer.status_code == 503
    assert answer.headers["content-type"] == "application/problem+json"
    assert answer.json()["code"] == "timed-out"
    assert int(answer.headers["retry-after"]) >= 1
    assert service.query("ASK {}").json()["boolean"] is True


def test_a_request_can_shorten_its_time(service: RunningService) -> None:
    """timeout=0.3 ends a query long before the usual 30 seconds, and says so."""
    answer = service.query(RUNAWAY, params={"timeout": "0.3"})
    assert answer.status_code == 503
    assert answer.json()["seconds"] == 0.3


def test_a_syntax_error_has_its_place_and_the_words_there(service: RunningService) -> None:
    """Line 2, column 8 is where LIMITS stands."""
    answer = service.query("SELECT * {\n ?s ?p }")
    assert answer.status_code == 400
    problem = answer.json()
    assert problem["code"] == "query-syntax"
    assert (problem["line"], problem["column"]) == (2, 8)
    assert problem["near"].startswith("}")


def test_the_default_graph_is_the_merge_of_all(service: RunningService) -> None:
    """Without a dataset of its own a query sees every triple once."""
    everything = service.query("SELECT (COUNT(*) AS ?n) { ?s ?p ?o }").json()
    distinct = service.query(
        "SELECT (COUNT(*) AS ?n) { SELECT DISTINCT ?s ?p ?o { GRAPH ?g { ?s ?p ?o } } }"
    ).json()
    assert everything["results"] == distinct["results"]


def test_several_default_graphs_are_merged(service: RunningService) -> None:
    """A triple that two of the graphs hold counts once (SPARQL 1.1, section 13.1)."""
    graph = "https://w3id.org/mgi-graph/id/graph/col-medellin-2022"
    parameters = {"default-graph-uri": [graph, graph]}
    query = "SELECT (COUNT(*) AS ?n) { ?s ?p ?o }"
    twice = service.query(query, params=parameters).json()
    once = service.query(query, params={"default-graph-uri": graph}).json()
    assert twice["results"] == once["results"]


@pytest.mark.parametrize(
    "query",
    [
        "SELECT * FROM <file:///etc/passwd> { ?s ?p ?o }",
        "SELECT * FROM NAMED <https://example.org/> { GRAPH ?g { ?s ?p ?o } }",
        "PREFIX e: <http://example.org/> ASK FROM e:graph { ?s ?p ?o }",
    ],
)
def test_a_graph_that_the_dataset_lacks_is_refused(service: RunningService, query: str) -> None:
    """FROM fetches nothing."""
    answer = service.query(query)
    assert answer.status_code == 400
    assert answer.json()["code"] == "graph-not-in-dataset"


def test_an_update_is_refused(service: RunningService) -> None:
    """403 for one that is well-formed, 400 for any other."""
    address = service.base + "/sparql"
    good = httpx.post(address, data={"update": "CLEAR ALL"}, verify=TLS)
    assert (good.status_code, good.json()["code"]) == (403, "update-refused")
    bad = httpx.post(address, data={"update": "CLEAR EVERYTHING"}, verify=TLS)
    assert (bad.status_code, bad.json()["code"]) == (400, "query-syntax")


def test_the_graph_store_is_read(service: RunningService) -> None:
    """A named graph and the default graph, whole; the others are 404; writing is 405."""
    graph = "https://w3id.org/mgi-graph/id/graph/col-medellin-2022"
    named = service.get("/data", params={"graph": graph}, headers={"Accept": "text/turtle"})
    default = service.get("/data?default", headers={"Accept": "application/n-triples"})
    count = service.query(f"SELECT (COUNT(*) AS ?n) FROM <{graph}> {{ ?s ?p ?o }}").json()
    expected = int(count["results"]["bindings"][0]["n"]["value"])
    assert len(list(parse(named.content, RdfFormat.TURTLE))) == expected
    assert len(default.text.splitlines()) > expected
    assert service.get("/data", params={"graph": "urn:none"}).status_code == 404
    assert service.get("/data").status_code == 400
    written = httpx.put(service.base + "/data?default", content="", verify=TLS)
    assert (written.status_code, written.headers["allow"]) == (405, "GET, HEAD")
