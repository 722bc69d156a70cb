"""Try to have one reader given what another asked for.

The twelfth point of the acceptance list: Vary, entity tags that are digests, HEAD like GET,
OPTIONS, CORS without credentials, a policy that allows no script of others.
"""

import itertools

import pytest

from tests.web.attacks.machine import head_of, request, send_raw, status_of
from tests.web.conftest import RunningService, StartService

_SELECT = "/sparql?query=SELECT%20?s%20%7B%20?s%20?p%20?o%20%7D%20LIMIT%2020"
_EMPTY = "/sparql?query=CONSTRUCT%7B%7D%7B%7D"
_SOLUTIONS = ["application/sparql-results+json", "application/sparql-results+xml", "text/csv"]
_GRAPHS = ["text/turtle", "application/n-triples", "application/n-quads", "application/trig"]
_READERS = [
    ("/limits", "Accept-Language", ["en", "es", "fr"]),
    ("/nothing-here", "Accept-Language", ["en", "es", "fr"]),
    ("/nothing-here", "Accept", ["text/html", "application/json"]),
    ("/id/place/col.html", "Accept-Language", ["en", "es", "fr"]),
    ("/ontology", "Accept", ["text/turtle", "text/html", "application/rdf+xml"]),
    (_SELECT, "Accept", [*_SOLUTIONS, "text/html"]),
    (_SELECT, "Accept-Encoding", ["identity", "gzip", "br"]),
    ("/sparql?query=ASK%7B%7D", "Accept", ["text/csv", "text/tab-separated-values"]),
    (_EMPTY, "Accept", _GRAPHS),
    ("/downloads", "Accept", ["text/html", "application/json"]),
]


@pytest.mark.parametrize(("path", "header", "values"), _READERS)
def test_answers_that_differ_have_other_tags_and_name_what_they_vary_by(
    service: RunningService, path: str, header: str, values: list[str]
) -> None:
    """Two answers from one address share a tag only if they are the same in every respect."""
    usual = {"Accept": "text/html", "Accept-Encoding": "identity"}
    answers = [service.get(path, headers={**usual, header: value}) for value in values]
    # Asked again they may come from the service's own cache, and must be the same.
    again = [service.get(path, headers={**usual, header: value}) for value in values]
    assert [each.content for each in again] == [each.content for each in answers]
    for each in answers:
        assert header.lower() in each.headers["vary"].lower()
    tags = [each.headers["etag"] for each in answers if "etag" in each.headers]
    assert len(set(tags)) == len(tags)


@pytest.mark.parametrize("path", [_SELECT, "/ontology.ttl", "/limits", "/downloads/mgi.ttl"])
def test_a_tag_of_one_coding_is_no_tag_of_another(service: RunningService, path: str) -> None:
    """With the tag of the compressed answer, the plain one is sent whole."""
    packed = service.get(path, headers={"Accept-Encoding": "gzip"}).headers["etag"]
    plain = service.get(path, headers={"Accept-Encoding": "identity"})
    if packed != plain.headers["etag"]:
        asked = {"Accept-Encoding": "identity", "If-None-Match": packed}
        assert service.get(path, headers=asked).status_code == 200
    asked = {"Accept-Encoding": "identity", "If-None-Match": plain.headers["etag"]}
    assert service.get(path, headers=asked).status_code == 304


def test_the_tag_of_one_format_does_not_stand_for_another(service: RunningService) -> None:
    """The same empty bytes as Turtle and as N-Triples are two representations."""
    for one, other in itertools.permutations(_GRAPHS[:2]):
        tag = service.get(_EMPTY, headers={"Accept": one}).headers["etag"]
        asked = {"Accept": other, "If-None-Match": tag}
        assert service.get(_EMPTY, headers=asked).status_code == 200


@pytest.mark.parametrize(
    "path", ["/", "/sparql", "/id/place/col", "/.well-known/void", "/catalogue"]
)
def test_a_host_is_given_only_what_was_made_for_it(service: RunningService, path: str) -> None:
    """After a request with another host, the next reader finds no trace of it."""
    for host in (b"evil.example", b"evil.example:80"):
        for _ in range(2):
            send_raw(service.port, request(path.encode(), b"Host: " + host))
    answer = send_raw(service.port, request(path.encode(), b"Host: good.example"))
    assert 200 <= status_of(answer) < 400
    assert b"evil.example" not in answer


def test_forwarded_headers_count_only_behind_a_trusted_proxy(
    service: RunningService, start_service: StartService
) -> None:
    """Without the setting they are ignored; with it, answers for one host are kept apart."""
    trusting = start_service("--trusted-proxies")
    path = b"/.well-known/void"
    evil, good = b"X-Forwarded-Host: evil.example", b"X-Forwarded-Host: good.example"
    assert b"evil.example" not in send_raw(service.port, request(path, evil))
    for header in (evil, evil, good, good):
        answer = send_raw(trusting.port, request(path, header))
        assert header.partition(b" ")[2] in answer
        assert (b"evil" in answer) == (header == evil)
    for odd in (b"evil.example/x", b"a, evil.example", b"evil.example\tx"):
        asked = request(path, b"X-Forwarded-Host: " + odd, b"X-Forwarded-Prefix: //evil.example")
        assert b"evil.example" not in send_raw(trusting.port, asked)


def test_the_target_of_the_request_line_counts_and_not_the_host(service: RunningService) -> None:
    """An absolute target names the host (RFC 9112, section 3.2.2); no cache sees two of them."""
    asked = request(b"http://one.example/.well-known/void", b"Host: two.example")
    answer = send_raw(service.port, asked)
    assert b"one.example" in answer
    assert b"two.example" not in answer


@pytest.mark.parametrize("path", ["/", _SELECT, "/id/place/col", "/data?default", "/api/queries"])
def test_any_page_may_read_and_none_with_credentials(service: RunningService, path: str) -> None:
    """CORS is open for all and knows no credentials, in preflights and answers."""
    origin = b"Origin: https://evil.example"
    asked = b"Access-Control-Request-Headers: authorization, x-evil"
    for method in (b"GET", b"HEAD", b"OPTIONS"):
        head = head_of(send_raw(service.port, request(path.encode(), origin, asked, method=method)))
        assert b"\naccess-control-allow-origin: *\r" in head
        assert b"allow-credentials" not in head
        assert b"evil" not in head
        assert b"set-cookie" not in head


@pytest.mark.parametrize("path", ["/", _SELECT, "/limits", "/ontology.ttl", "/downloads/mgi.ttl"])
def test_head_has_the_headers_of_get_and_no_body(service: RunningService, path: str) -> None:
    """Only the name of the request and the time differ."""
    found = []
    for method in (b"GET", b"HEAD"):
        answer = send_raw(service.port, request(path.encode(), method=method))
        lines = answer.partition(b"\r\n\r\n")[0].split(b"\r\n")
        found.append({each for each in lines if not each.startswith((b"x-request-id", b"date"))})
    assert found[0] == found[1]
    assert answer.endswith(b"\r\n\r\n")


def test_a_mistake_is_kept_by_nobody(service: RunningService) -> None:
    """What failed once may succeed the next time."""
    endless = "SELECT (COUNT(*) AS ?n) { ?a ?b ?c . ?d ?e ?f . ?g ?h ?i }"
    for answer in (service.query("junk"), service.query(endless, params={"timeout": "0.01"})):
        assert answer.status_code in {400, 503}
        assert answer.headers["cache-control"] == "no-store"
        assert "etag" not in answer.headers


def test_ranges_in_great_number_are_answered_quickly(service: RunningService) -> None:
    """Thousands of overlapping ranges are no work (CVE-2025-62727 is about another version)."""
    ranges = b"Range: bytes=" + b",".join(b"%d-%d" % (n, n + 2) for n in range(2_500))
    answer = send_raw(service.port, request(b"/downloads/mgi.ttl", ranges))
    assert status_of(answer) in {200, 206, 400, 416}
    whole = send_raw(service.port, request(b"/downloads/mgi.ttl"))
    assert len(answer) < len(whole) + 2**10
