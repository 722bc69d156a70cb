r"""Ask for more than there is time, memory and room for, and look at what comes.

The sixth and seventh points of the acceptance list: no regular expression explodes, and an
answer that was cut or ended never looks like a whole one.
"""

import json
import xml.etree.ElementTree as ElementTree
from collections.abc import Callable, Iterator
from pathlib import Path

import httpx
import pytest
from pyoxigraph import RdfFormat, parse

from tests.web.attacks.machine import post
from tests.web.conftest import RunningService, running_service

_CROSS = "{ ?a ?b ?c . ?d ?e ?f . ?g ?h ?i . ?j ?k ?l }"
_XS = "x" * 50_000
_RDF = "http://www.w3.org/1999/02/22-rdf-syntax-ns#"


@pytest.fixture(scope="module")
def narrow(trig: Path) -> Iterator[RunningService]:
    """Give a service with a second for a query and 128 MiB."""
    with running_service(trig, "--timeout", "1", "--memory", "128MiB", "--max-bytes", "1MiB") as it:
        yield it


def _ask(service: RunningService, text: str, word: str | None = None) -> httpx.Response:
    headers = {"Content-Type": "application/sparql-query"}
    return post(service, content=text, headers=headers, params={"format": word} if word else {})


@pytest.mark.parametrize(
    "text",
    [
        f"SELECT (COUNT(*) AS ?n) {_CROSS}",
        f"SELECT (COUNT(DISTINCT *) AS ?n) {_CROSS}",
        f"SELECT * {_CROSS} ORDER BY ?a ?f ?i",
        f"SELECT DISTINCT ?a ?d ?g {_CROSS}",
        f"SELECT (SAMPLE(?a) AS ?x) {_CROSS} GROUP BY ?c ?f",
        "SELECT (COUNT(*) AS ?n) { ?a (!<urn:a>|^!<urn:a>)+ ?b . ?b (!<urn:a>)* ?c }",
        f"SELECT (GROUP_CONCAT(CONCAT(STR(?c), '{_XS}')) AS ?x) {_CROSS}",
        f"SELECT (REPLACE('{_XS[:30_000]}', 'x', '{_XS[:30_000]}') AS ?x) {{}}",
        f"SELECT ?d {{ BIND('{_XS}' AS ?a) "
        + "".join(
            f"BIND(CONCAT({','.join([f'?{one}'] * 20)}) AS ?{two}) "
            for one, two in zip("abc", "bcd", strict=True)
        )
        + "}",
        "CONSTRUCT { "
        + " ".join(f"_:b{i} <urn:p> _:b{j} ." for i in range(12) for j in range(12) if i != j)
        + " } {}",
    ],
)
def test_what_takes_too_much_is_ended_and_says_so(narrow: RunningService, text: str) -> None:
    """The answer is 503 with Retry-After or the limit, never 200 with a part."""
    answer = _ask(narrow, text)
    assert answer.status_code == 503
    assert answer.json()["code"] in {"timed-out", "out-of-memory"}
    assert answer.headers["cache-control"] == "no-store"
    assert ("retry-after" in answer.headers) == (answer.json()["code"] == "timed-out")
    assert narrow.query("ASK {}").json()["boolean"] is True


@pytest.mark.parametrize(
    "call",
    [
        "REGEX('aaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaa!', '(a+)+$')",
        "REGEX('aaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaa!', '^(a|aa)+$')",
        "REGEX('aaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaa!', '^(a|a?)+$')",
        "REGEX('a', '(((a{1000}){1000}){1000})')",
        f"REGEX('a', '{'(' * 20_000}')",
        f"REGEX('a', '{'(?:a|' * 8_000}a{')' * 8_000}')",
        f"REGEX('a', '{'a?' * 3_000}')",
        "REPLACE('aaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaa!', '(a*)*$', '$1$99\\\\$')",
        "REPLACE('a', '', 'b')",
    ],
)
def test_a_regular_expression_does_not_explode(narrow: RunningService, call: str) -> None:
    """The engine's expressions take linear time, or are refused as too large."""
    assert _ask(narrow, f"SELECT ({call} AS ?x) {{}}").status_code == 200


def test_an_expression_over_everything_ends_at_the_limit(narrow: RunningService) -> None:
    """Even linear time is long over a cross product."""
    text = (
        f"SELECT (COUNT(*) AS ?n) {_CROSS[:-1]} FILTER(REGEX(STR(?c), '(a|b|ab)*c[^x]{{900}}')) }}"
    )
    assert _ask(narrow, text).json()["code"] == "timed-out"


def _count_json(body: bytes) -> int:
    return len(json.loads(body)["results"]["bindings"])


def _count_xml(body: bytes) -> int:
    space = "{http://www.w3.org/2005/sparql-results#}"
    return len(ElementTree.fromstring(body).findall(f"{space}results/{space}result"))


@pytest.mark.parametrize(("word", "count"), [("json", _count_json), ("xml", _count_xml)])
@pytest.mark.parametrize("name", ["x", "x" * 3_000])
def test_no_answer_is_longer_than_the_limit(
    narrow: RunningService, word: str, count: Callable[[bytes], int], name: str
) -> None:
    """Names of variables that each solution repeats count too; what is cut parses and says so."""
    text = f"SELECT ?{name} ?p ?o {{ ?{name} ?p ?o }}"
    answer = _ask(narrow, text, word)
    assert answer.status_code == 200
    assert answer.headers["completeness"] == f"truncated; by=bytes; limit={2**20}"
    assert len(answer.content) <= 2**20
    assert b"#truncated-by-bytes" in answer.content
    assert count(answer.content) > 100


@pytest.mark.parametrize(
    ("word", "kind"), [("turtle", RdfFormat.TURTLE), ("rdfxml", RdfFormat.RDF_XML)]
)
def test_no_graph_is_longer_than_the_limit(
    narrow: RunningService, word: str, kind: RdfFormat
) -> None:
    """A graph that was cut parses and says that it was."""
    text = f"CONSTRUCT {{ ?s ?p ?o }} {{ ?s ?p ?o }} #{word}"
    answer = _ask(narrow, text, word)
    assert answer.headers["completeness"] == f"truncated; by=bytes; limit={2**20}"
    assert len(answer.content) <= 2**20
    assert sum(1 for _ in parse(answer.content, kind)) > 100


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("SELECT ('\\u0000' AS ?x) {}", ["xml"]),
        ("SELECT ('\\uFFFE' AS ?x) {}", ["xml"]),
        ("CONSTRUCT { <urn:s> <urn:p> '\\u0001' } {}", ["rdfxml"]),
        ("CONSTRUCT { <urn:s> <urn:p> <<( <urn:a> <urn:b> <urn:c> )>> } {}", ["jsonld"]),
        (
            f"CONSTRUCT {{ <urn:s> <{_RDF}Description> 1 }} {{}}",
            ["rdfxml"],
        ),
    ],
)
def test_a_format_that_cannot_hold_an_answer_is_told_so(
    narrow: RunningService, text: str, words: list[str]
) -> None:
    """It is 406 with the formats that can, and no defect of the service."""
    for word in words:
        answer = _ask(narrow, text, word)
        assert answer.status_code == 406
        assert _ask(narrow, text, answer.json()["available"][0]).status_code == 200


@pytest.mark.parametrize("word", ["json", "xml", "csv", "tsv", "html"])
@pytest.mark.parametrize(
    "expression",
    [
        "STRLANG('a', 'no language')",
        "STRLANG('a', '')",
        "BNODE('<> \\n')",
        "IRI('no iri <>')",
        "STRDT('a', <urn:x y>)",
        "STRLANGDIR('a', 'en', 'ltr')",
        "TRIPLE(<urn:a>, <urn:b>, TRIPLE(<urn:a>, <urn:b>, 'c'@en))",
        "SUBSTR('a', -9223372036854775808, 9223372036854775807)",
        "-(-9223372036854775808)",
        "9223372036854775807 * 9223372036854775807",
        "1.0e0 / 0",
        "170141183460469231731.687303715884105727 + 1",
        "<urn:unknown>(1)",
        "'\\r\\n\\t\",;\\''",
    ],
)
def test_terms_at_the_edge_can_be_written(
    narrow: RunningService, expression: str, word: str
) -> None:
    """What the engine answers, each format writes; what it cannot, is the query's mistake."""
    answer = _ask(narrow, f"SELECT ({expression} AS ?x) {{}}", word)
    assert answer.status_code in {200, 400}
