"""Check that the runner tells right from wrong, on another server and on made responses."""

import socket
import threading
from collections.abc import Callable, Iterator
from pathlib import Path
from urllib.parse import urlsplit

import pytest
from pyoxigraph import RdfFormat, parse
from rdflib import Graph

from mgi_graph.rdf.serialisation import write_quads
from mgi_graph.web.endpoint.protocol import UpdateRequest
from tests.web.w3c.checks import Failure, are_isomorphic, check_response
from tests.web.w3c.earl import EARL, write_report
from tests.web.w3c.manifest import Body, Case, Expected, Request, read_suite
from tests.web.w3c.runner import Outcome, Server, Verdict, run_cases
from tests.web.w3c.servers import gather_graphs
from tests.web.w3c.states import find_readings, group_readings
from tests.web.w3c.updating import with_dataset
from tests.web.w3c.wire import Response, send


def test_another_server_passes_and_fails_as_it_is_known_to(
    serve: Callable[[Path], str], tmp_path: Path
) -> None:
    """The Oxigraph server passes all cases but one: it answers an update by GET."""
    cases = read_suite("protocol")
    data = tmp_path / "cases.trig"
    write_quads(gather_graphs(cases), data, RdfFormat.TRIG)
    address = urlsplit(serve(data))
    assert address.hostname is not None
    assert address.port is not None
    server = Server(address.hostname, address.port, query="/query", update="/update")
    outcomes = run_cases(cases, server)
    failed = {each.case.name for each in outcomes if each.verdict != Verdict.PASSED}
    assert failed == {"bad_update_get"}


JSON = "application/sparql-results+json"
TRUE = b'{"head": {}, "boolean": true}'
XML_TRUE = (
    b'<sparql xmlns="http://www.w3.org/2005/sparql-results#"><head/>'
    b"<boolean>true</boolean></sparql>"
)
ROWS = b'{"head": {"vars": ["a"]}, "results": {"bindings": []}}'
OK = (range(200, 300),)
ASKED = Expected(OK, boolean=True, format="boolean")
TABLE = Expected(OK, format="tabular")
RDF = Expected(OK, format="RDF")
SAME = Expected(OK, body=Body("[] <urn:p> [ <urn:q> 1 ] .", "UTF-8"))
TURTLE_HEADER = Expected(OK, headers=(("content-type", "text/turtle; charset=utf-8"),))

SAME_IN_NTRIPLES = (
    b'_:x <urn:p> _:y .\n_:y <urn:q> "1"^^<http://www.w3.org/2001/XMLSchema#integer> .'
)
RIGHT = {
    "status": (Expected((range(400, 500), *OK)), 404, "", b""),
    "JSON": (ASKED, 200, JSON, TRUE),
    "XML": (ASKED, 200, "application/sparql-results+xml; charset=utf-8", XML_TRUE),
    "CSV": (ASKED, 200, "text/csv", b"boolean\r\ntrue\r\n"),
    "TSV": (ASKED, 200, "text/tab-separated-values", b"?boolean\ntrue\n"),
    "table in JSON": (TABLE, 200, JSON, ROWS),
    "table in CSV": (TABLE, 200, "text/csv", b"value\r\n1\r\n"),
    "table in TSV": (TABLE, 200, "text/tab-separated-values", b"?value\n1\n"),
    "turtle": (RDF, 200, "text/turtle", b"<urn:a> <urn:b> 1 ."),
    "empty graph": (RDF, 200, "application/n-triples", b""),
    "same graph": (SAME, 200, "application/n-triples", SAME_IN_NTRIPLES),
    "header": (TURTLE_HEADER, 200, "text/turtle;charset=UTF-8", b""),
    "header without a charset": (TURTLE_HEADER, 200, "text/turtle", b""),
}  # fmt: skip
WRONG = {
    "status": (Expected(OK), 404, "", b""),
    "false": (ASKED, 200, JSON, b'{"head": {}, "boolean": false}'),
    "rows for a truth value": (ASKED, 200, JSON, ROWS),
    "word for a truth value": (ASKED, 200, JSON, b'{"head": {}, "boolean": "true"}'),
    "no JSON": (ASKED, 200, JSON, b"true"),
    "page": (ASKED, 200, "text/html", b"<p>true</p>"),
    "truth value for rows": (TABLE, 200, JSON, TRUE),
    "broken rows": (TABLE, 200, JSON, ROWS[:-1]),
    "page for rows": (TABLE, 200, "text/html", b"<table/>"),
    "nothing for rows": (TABLE, 200, "text/csv", b""),
    "page for a graph": (RDF, 200, "text/html", b"<p/>"),
    "broken graph": (RDF, 200, "text/turtle", b"<urn:a> <urn:b>"),
    "another graph": (SAME, 200, "text/turtle", b"[] <urn:p> [ <urn:q> 2 ] ."),
    "another type": (TURTLE_HEADER, 200, "text/plain; charset=utf-8", b""),
    "another charset": (TURTLE_HEADER, 200, "text/turtle; charset=latin-1", b""),
}
Made = tuple[Expected, int, str, bytes]


def _response(status: int, content_type: str, body: bytes) -> Response:
    return Response(status, (("content-type", content_type),), body)


@pytest.mark.parametrize("made", RIGHT.values(), ids=RIGHT)
def test_right_response_passes(made: Made) -> None:
    """A response that is as expected, in any registered format, passes."""
    expected, status, media_type, body = made
    check_response(_response(status, media_type, body), expected)


@pytest.mark.parametrize("made", WRONG.values(), ids=WRONG)
def test_wrong_response_fails(made: Made) -> None:
    """A response that is wrong in one respect fails."""
    expected, status, media_type, body = made
    with pytest.raises(Failure):
        check_response(_response(status, media_type, body), expected)


@pytest.fixture
def echo() -> Iterator[tuple[int, list[bytes], list[bytes]]]:
    """Listen for one request; give the port, the bytes received, and those to answer with."""
    received: list[bytes] = []
    answer: list[bytes] = []
    with socket.create_server(("127.0.0.1", 0)) as listener:

        def serve() -> None:
            connection, _ = listener.accept()
            with connection:
                received.append(connection.recv(65_536))
                connection.sendall(b"".join(answer))

        thread = threading.Thread(target=serve)
        thread.start()
        yield listener.getsockname()[1], received, answer
        thread.join()


def test_bytes_are_sent_as_they_stand(echo: tuple[int, list[bytes], list[bytes]]) -> None:
    """Headers keep their order and case, and the body its encoding."""
    port, received, answer = echo
    answer.append(
        b"HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\nContent-Type: text/plain\r\n\r\n"
        b"3;x=y\r\nabc\r\n2\r\nde\r\n0\r\n\r\n"
    )
    body = Body("ASK", "UTF-16").encode()
    response = send(("127.0.0.1", port), "POST", "/a?b=c", (("X-A", "1"), ("x-b", "2")), body)
    assert received == [
        f"POST /a?b=c HTTP/1.1\r\nHost: 127.0.0.1:{port}\r\nX-A: 1\r\nx-b: 2\r\n"
        f"Connection: close\r\nContent-Length: 8\r\n\r\n".encode()
        + body
    ]
    assert (response.status, response.media_type, response.body) == (200, "text/plain", b"abcde")


def test_states_follow_from_the_writing_requests() -> None:
    """What a reading request must find is what the bodies before it said."""
    cases = {each.name: each for each in read_suite("graph-store-protocol")}
    for case in cases.values():
        for reading in find_readings(case):
            expected = reading.request.expected
            if expected.body is not None:
                wanted = [
                    each.triple for each in parse(expected.body.text.encode(), RdfFormat.TURTLE)
                ]
                assert reading.content is not None
                assert are_isomorphic(reading.content, wanted)
            assert (reading.content is None) == expected.has_status(404)
    twice = find_readings(cases["put_get_uri_pct_encoded_twice"])
    assert [each.graph[-7:] for each in twice] == ["n/1.ttl", "%31.ttl"]


def test_datasets_have_what_each_reading_wants() -> None:
    """Readings share a dataset only where none disturbs another."""
    readings = [each for case in read_suite("graph-store-protocol") for each in find_readings(case)]
    groups = group_readings(readings)
    assert sum(len(members) for _, members in groups) == len(readings)
    for state, members in groups:
        for reading in members:
            found = state.get(reading.graph)
            assert (found is None) == (reading.content is None)
            assert are_isomorphic(found or (), reading.content or ())
        assert "" not in state or len(state) == 1


def test_updates_get_the_dataset_of_their_request() -> None:
    """The clauses stand before the pattern of each operation that has one, and nowhere else."""
    text = "DELETE WHERE { ?a ?b 'WHERE' } ; INSERT { ?a ?b 1 } WHERE { ?a ?b 2 }"
    assert with_dataset(UpdateRequest(text, ("urn:a",), ("urn:b",))) == (
        "DELETE WHERE { ?a ?b 'WHERE' } ; INSERT { ?a ?b 1 }  USING <urn:a> USING NAMED <urn:b>"
        " WHERE { ?a ?b 2 }"
    )


def test_report_has_an_assertion_for_each_outcome() -> None:
    """The report is Turtle with a subject, a test and an outcome for each."""
    case = Case("http://example.org/m#c", "c", "a case", (), (), ())
    outcomes = [
        Outcome(case, Verdict.FAILED, "status 500"),
        Outcome(case, Verdict.PASSED, part="c-2"),
    ]
    graph = Graph().parse(data=write_report({"s": ("a subject", outcomes)}), format="turtle")
    assert len(list(graph.subjects(predicate=EARL.test))) == 2
    assert set(graph.objects(predicate=EARL.outcome)) == {EARL.failed, EARL.passed}


def test_requests_are_sent_to_the_paths_of_the_server() -> None:
    """The manifests' paths are replaced, what follows them is kept."""
    server = Server("h", 1, query="/q", update="/u", graphs="/g")
    expected = Expected(OK)
    query = Request("GET", "/sparql/?query=a", (), None, expected)
    graph = Request("GET", "/gsp?default", (), None, expected)
    assert server.target_of(query, is_update=False) == "/q?query=a"
    assert server.target_of(query, is_update=True) == "/u?query=a"
    assert server.target_of(graph, is_update=False) == "/g?default"
