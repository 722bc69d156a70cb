r"""Send queries that are deep, long or broken, which end other servers.

The fourth point of the acceptance list: a text is bounded before the engine sees it, in
bytes, in depth and in words, with strings, comments and IRIs left aside; what cannot be
decoded is refused.
"""

import httpx
import pytest

from tests.web.attacks.machine import PATIENCE, post, request, send_raw, status_of
from tests.web.conftest import TLS, RunningService, StartService

_DEEP = {
    "braces": "SELECT * " + "{" * 20_000,
    "closed braces": "SELECT * " + "{" * 20_000 + "}" * 20_000,
    "parentheses": "SELECT * { FILTER(" + "(" * 20_000 + "1" + ")" * 20_000 + ") }",
    "brackets": "SELECT * { " + "[ ?p " * 12_000,
    "negations": "SELECT * { FILTER(" + "!" * 20_000 + "1) }",
    "negations apart": "SELECT * { FILTER(" + "! " * 20_000 + "1) }",
    "inverse paths": "SELECT * { ?s " + "^" * 20_000 + "<urn:a> ?o }",
    "sequences": "SELECT * { ?s <a>" + "/<a>" * 12_000 + " ?o }",
    "alternatives": "SELECT * { ?s <a>" + "|<a>" * 12_000 + " ?o }",
    "unions": "SELECT * { {}" + "UNION{}" * 9_000 + " }",
    "optionals": "SELECT * {" + "OPTIONAL{}" * 6_000 + "}",
    "minus": "SELECT * {" + "MINUS{}" * 9_000 + "}",
    "exists": "SELECT * {" + "FILTER EXISTS{" * 4_000,
    "subselects": "SELECT * {" + "{SELECT * {" * 5_000,
    "conditions": "SELECT * { FILTER(" + "IF(1," * 12_000,
    "sums": "SELECT * { FILTER(" + "1+" * 20_000 + "1) }",
    "disjunctions": "SELECT * { FILTER(" + "1||" * 20_000 + "1) }",
    "IN": "SELECT * { FILTER(1 IN (1" + ",1" * 20_000 + ")) }",
    "things to describe": "DESCRIBE" + " <a>" * 16_000,
    "triple terms": "SELECT * { " + "<<( " * 15_000,
    "triple terms in data": "INSERT DATA { " + "<" * 60_000,
    "annotations": "SELECT * { ?s ?p ?o " + "{| ?p ?o " * 7_000,
    # Where a tokeniser sees an IRI, the engine sees a comparison.
    "IRI of parentheses": "SELECT * { FILTER(1<" + "(" * 20_000 + "1" + ")" * 20_000 + "&&2>1) }",
    "IRI of negations": "SELECT * { FILTER(1<" + "!" * 60_000 + "1&&2>1) }",
    "IRI of sums": "SELECT * { FILTER(1<" + "1+" * 30_000 + "1&&2>1) }",
    "IRI of a comment": "SELECT * { FILTER((?a<?b#>" + ")" * 99 + "\n&&" + "(" * 99 + "1",
    "IRI of a string": "SELECT * { FILTER(?a<'>'&&" + "(" * 20_000 + "1) }",
    # Where a tokeniser sees a long string, the engine sees an empty one and live text.
    "string of parentheses": 'SELECT * { VALUES ?x { """a" } FILTER('
    + "(" * 20_000
    + "1"
    + ")" * 20_000
    + ') #\\q """\n }',
    "data in a comment": "SELECT * { FILTER(?a<?b#>VALUES {\n+" + "1+" * 20_000 + "1) }",
}
"""Texts in the service's bounds for bytes that the engine cannot take."""


@pytest.mark.parametrize("text", _DEEP.values(), ids=_DEEP)
def test_a_deep_or_long_query_is_refused_and_ends_no_process(
    service: RunningService, text: str
) -> None:
    """The answer is 400 with the place, and no worker has crashed."""
    crashed = service.get("/health").json()["workers"]["ended"].get("crashed", 0)
    is_update = text.startswith("INSERT")
    media_type = f"application/sparql-{'update' if is_update else 'query'}"
    answer = post(service, content=text, headers={"Content-Type": media_type})
    assert answer.status_code == 400
    assert answer.json()["code"] == "query-syntax"
    assert service.get("/health").json()["workers"]["ended"].get("crashed", 0) == crashed


@pytest.mark.parametrize(
    "text",
    [
        "SELECT * " + "{" * 99 + "}" * 99,
        "SELECT * { FILTER(" + "(" * 98 + "1" + ")" * 98 + ") }",
        "SELECT * {" + "OPTIONAL{" * 99 + "}" * 100,
        "SELECT * { VALUES ?x {" + " 1" * 30_000 + "} FILTER(?x > 1) }",
        "SELECT * { VALUES (?x ?y) {" + " (<urn:a> <urn:b(c)#d>)" * 2_500 + "} FILTER(false) }",
        "ASK { VALUES ?x {" + " <urn:a'b>" * 6_000 + "} FILTER(false) }",
        "ASK { # " + "{(" * 30_000 + "\n }",
        "ASK { ?s ?p '''" + '{("' * 20_000 + "''' }",
        "ASK { ?s ?p <http://example.org/" + "((" * 30_000 + "> }",
    ],
    ids=[
        "braces",
        "parentheses",
        "optionals",
        "values",
        "rows",
        "quotes",
        "comment",
        "string",
        "iri",
    ],
)
def test_an_honest_query_at_the_bounds_is_answered(service: RunningService, text: str) -> None:
    """Long data, strings, comments and IRIs are not what the bounds are about."""
    headers = {"Content-Type": "application/sparql-query"}
    assert post(service, content=text, headers=headers).status_code == 200


@pytest.mark.parametrize(
    ("text", "code"),
    [
        (b"ASK { ?s ?p 'a }", "query-syntax"),
        (b"ASK { ?s ?p '''a }", "query-syntax"),
        (b"ASK { ?s ?p '" + b"a" * 60_000, "query-syntax"),
        (b"ASK { ?s ?p '\\uD800' }", "query-syntax"),
        (b"ASK { ?s ?p '\\uD83D\\uDE00' }", "query-syntax"),
        (b"ASK { ?s ?p '\\UFFFFFFFF' }", "query-syntax"),
        (b"ASK { ?s ?p '\\u12' }", "query-syntax"),
        (b"ASK { ?s ?p <http://a/\\u0020b> }", "query-syntax"),
        (b"ASK {\0}", "query-syntax"),
        ("ASK {}".encode("utf-16"), "not-utf-8"),
        ("ASK {}".encode("utf-16-le"), "query-syntax"),
        (b"\xef\xbb\xbf\xef\xbb\xbfASK {}", "query-syntax"),
        (b"ASK { ?s ?p '\xed\xa0\x80' }", "not-utf-8"),
        (b"ASK { ?s ?p '\xc0\xaf' }", "not-utf-8"),
        (b"", "query-syntax"),
        (b"\xef\xbb\xbf", "query-syntax"),
    ],
)
def test_what_is_no_text_or_no_query_is_refused(
    service: RunningService, text: bytes, code: str
) -> None:
    """Half strings, half characters and other encodings are told what they are."""
    answer = post(service, content=text, headers={"Content-Type": "application/sparql-query"})
    assert answer.status_code == 400
    assert answer.json()["code"] == code


def test_one_byte_order_mark_is_taken_off(service: RunningService) -> None:
    """Editors that put it there are common."""
    headers = {"Content-Type": "application/sparql-query"}
    assert post(service, content=b"\xef\xbb\xbfASK {}", headers=headers).status_code == 200


@pytest.mark.parametrize("query", [b"%", b"%zz", b"%C0%AF", b"%ED%A0%80", b"%FF%FE", b"%u0041"])
def test_percent_signs_are_decoded_strictly(service: RunningService, query: bytes) -> None:
    """Overlong forms, surrogates and half escapes are refused, and nothing is decoded twice."""
    assert status_of(send_raw(service.port, request(b"/sparql?query=" + query))) == 400
    twice = b"/sparql?query=ASK%257B%257D"
    assert status_of(send_raw(service.port, request(twice))) == 400


def test_a_query_beyond_its_bytes_is_refused(service: RunningService) -> None:
    """More than 64 KiB are refused: 413 where it is a body, 414 where it is an address."""
    headers = {"Content-Type": "application/sparql-query"}
    assert post(service, content="ASK {}" + " " * 65_536, headers=headers).status_code == 413
    assert post(service, content="ASK {}" + " " * 2**20, headers=headers).status_code == 413
    address = f"{service.base}/sparql?query=ASK%7B%7D{'+' * 20_000}"
    assert httpx.get(address, timeout=PATIENCE, verify=TLS).status_code == 414


def test_the_bytes_of_a_query_are_a_setting(start_service: StartService) -> None:
    """An operator can allow less than is usual."""
    service = start_service("--max-query", "1KiB")
    headers = {"Content-Type": "application/sparql-query"}
    assert post(service, content="ASK {}" + " " * 1_000, headers=headers).status_code == 200
    assert post(service, content="ASK {}" + " " * 1_024, headers=headers).status_code == 413
