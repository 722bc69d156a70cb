"""Check that well-formed updates are told from others, and that none is executed."""

import re
import socket
import threading
import time
from collections.abc import Iterator
from typing import Final

import pytest
from hypothesis import given
from hypothesis import strategies as st
from rdflib.plugins.sparql.algebra import translateUpdate
from rdflib.plugins.sparql.parser import parseUpdate

from mgi_graph.errors import QuerySyntaxError
from mgi_graph.store.lexer import tokenise
from mgi_graph.store.updates import check_update, names_dataset
from tests.store.update_cases import BAD, GOOD

ONLY_HERE: Final = {
    "string as subject": "rdflib takes literals as subjects",
    "variable in data": "note 6 of the grammar is not checked by rdflib",
    "variable as graph in data": "note 6",
    "variable in deleted data": "note 6",
    "blank node in deleted data": "note 7",
    "blank node in DELETE": "note 7",
    "blank node in DELETE WHERE": "note 7",
}
"""Bad updates that rdflib takes, and why."""

ONLY_RDFLIB: Final = {"escapes": "rdflib resolves escapes before it knows what a string is"}
"""Good updates that rdflib refuses, and why."""


def _is_update(text: str) -> bool:
    try:
        check_update(text)
    except QuerySyntaxError:
        return False
    return True


def _is_update_to_rdflib(text: str) -> bool:
    try:
        translateUpdate(parseUpdate(text), base="http://localhost/")
    except Exception:  # noqa: BLE001 (whatever rdflib raises, it refused)
        return False
    return True


@pytest.mark.parametrize("name", GOOD)
def test_well_formed_update_is_accepted(name: str) -> None:
    """Each form of the grammar is well-formed, and rdflib's parser says so too."""
    check_update(GOOD[name])
    assert _is_update_to_rdflib(GOOD[name]) is (name not in ONLY_RDFLIB)


def test_long_data_is_accepted() -> None:
    """Data may be long: only what the engine recurses on is bounded."""
    check_update("INSERT DATA {" + " <urn:s> <urn:p> 1, 2, 3 ." * 1000 + " }")


@pytest.mark.parametrize("name", BAD)
def test_text_that_is_no_update_is_refused(name: str) -> None:
    """A text one step from an update is refused, and rdflib's parser refuses it too."""
    with pytest.raises(QuerySyntaxError):
        check_update(BAD[name])
    assert _is_update_to_rdflib(BAD[name]) is (name in ONLY_HERE)


INSERTED = (";", "}", "{", "?v", "_:b", "<urn:i>", "'s'", "CLEAR", ".")
REFUSED_HERE_ONLY = {
    "variables in data (note 6)": re.compile(r"DATA \{[^}]*\?v"),
    "blank nodes in DELETE (note 7)": re.compile(r"DELETE (?:DATA |WHERE )?\{[^}]*_:"),
    "literals as subjects": re.compile(r"[{.] 's' "),
    "empty triples, which rdflib takes": re.compile(r"\. \."),
    "variables of a grouped SELECT, which rdflib does not check": re.compile("SELECT"),
}
TAKEN_HERE_ONLY = {
    "a missing full stop between triples, which pyoxigraph takes": re.compile(r"INSERT DATA"),
}
"""Where the two parsers may disagree; all else must be judged alike."""


def _mutations(text: str) -> Iterator[str]:
    """Give the text with one token left out, doubled, put in or replaced, at each place."""
    for number, token in enumerate(tokenise(text)):
        inserted = INSERTED[number % len(INSERTED)]
        before, after = text[: token.start], text[token.end :]
        yield (
            before + after,
            f"{before}{token.text} {token.text}{after}",
            f"{before}{inserted} {token.text}{after}",
            before + inserted + after,
        )[number % 4]


@pytest.mark.parametrize("name", sorted(set(GOOD) - set(ONLY_RDFLIB)))
def test_changed_updates_are_judged_as_rdflib_judges_them(name: str) -> None:
    """Two parsers agree on texts one token from an update, but where it is explained."""
    for text in _mutations(GOOD[name]):
        taken = _is_update(text)
        if taken != _is_update_to_rdflib(text):
            explained = TAKEN_HERE_ONLY if taken else REFUSED_HERE_ONLY
            assert any(each.search(text) for each in explained.values()), text


PLACES = {
    "word": ("CLEAR XYZ", (1, 7), "'XYZ' cannot stand here"),
    "second operation": ("CLEAR ALL ;\nDROP IT", (2, 6), "'IT' cannot stand here"),
    "after a second prologue": (
        "CLEAR ALL ;\nPREFIX a: <urn:a>\nCLEAR GRAPH a:b c",
        (3, 17),
        "'c' cannot stand here",
    ),
    "undeclared prefix": ("DROP GRAPH e:g", (1, 12), "prefix e: is not declared"),
    "open group": ("INSERT DATA {\n<urn:a> <urn:b> 1", (1, 13), "'{' is never closed"),
    "open string": ("INSERT DATA { <urn:a> <urn:b> '''1 }", (1, 33), "is not closed"),
    "query": ("SELECT * {}", (1, 1), "'SELECT' cannot stand here"),
    "too early": ("CREATE GRAPH", (1, 13), "ends too early"),
}


@pytest.mark.parametrize(("text", "place", "problem"), PLACES.values(), ids=PLACES)
def test_error_names_the_place(text: str, place: tuple[int, int], problem: str) -> None:
    """The error says where the text stops being an update, as it does for queries."""
    with pytest.raises(QuerySyntaxError) as caught:
        check_update(text)
    assert (caught.value.line, caught.value.column) == place
    assert problem in str(caught.value)


HOSTILE = {
    "braces": "INSERT {} WHERE " + "{" * 60_000,
    "closed braces": "INSERT {} WHERE " + "{" * 20_000 + "}" * 20_000,
    "brackets": "INSERT DATA { <urn:a> <urn:b> " + "[ <urn:c> " * 6_000,
    "lists": "INSERT DATA { <urn:a> <urn:b> " + "(" * 60_000,
    "negations": "INSERT {} WHERE { FILTER(" + "!" * 60_000 + "true) }",
    "path": "INSERT {} WHERE { ?a " + "<urn:a>/" * 7_000 + "<urn:b> ?c }",
    "path after data": "INSERT DATA { } ; INSERT {} WHERE { ?a " + "a/" * 30_000 + "a ?c }",
    "path after no data": "DATA { INSERT {} WHERE { ?a " + "a/" * 30_000 + "a ?c }",
    "path in data": "INSERT DATA { ?a " + "a/" * 30_000 + "a ?c }",
    "prologues": "CLEAR ALL ; BASE <u:> " * 2_900,
    "semicolons": ";" * 60_000,
    "strings": "'" * 60_000,
    "angles": "<" * 60_000,
    "half a character": "CLEAR ALL # \ud800",
}


@pytest.mark.parametrize("text", HOSTILE.values(), ids=HOSTILE)
def test_hostile_text_is_refused_in_bounded_time(text: str) -> None:
    """Texts made to end the process or to be slow are refused within seconds."""
    begin = time.process_time()
    with pytest.raises(QuerySyntaxError):
        check_update(text)
    assert time.process_time() - begin < 5


@given(st.text(max_size=100) | st.text("CLEARD INSTW{}<>:;'\"?_#\\\n", max_size=100))
def test_any_text_is_judged(text: str) -> None:
    """No text makes the check fail with anything but its own error."""
    _is_update(text)


@pytest.fixture
def listener() -> Iterator[tuple[int, list[object]]]:
    """Listen on loopback; give the port and the list of callers."""
    callers: list[object] = []
    with socket.create_server(("127.0.0.1", 0)) as server:
        server.settimeout(0.1)
        stop = threading.Event()

        def accept() -> None:
            while not stop.is_set():
                try:
                    connection, caller = server.accept()
                except TimeoutError:
                    continue
                callers.append(caller)
                connection.close()

        thread = threading.Thread(target=accept)
        thread.start()
        yield server.getsockname()[1], callers
        # A call that was made just now is still to be counted.
        time.sleep(0.2)
        stop.set()
        thread.join()


CALLS = (
    "LOAD <http://127.0.0.1:{}/d>",
    "LOAD SILENT <http://127.0.0.1:{}/d> INTO GRAPH <urn:g>",
    "LOAD <http://127.0.0.1:{}/d> ; CLEAR ALL ;",
    "CLEAR ALL ; PREFIX a: <urn:a> LOAD <http://127.0.0.1:{}/d> ; BASE <urn:b> CLEAR ALL",
    "INSERT {{ ?s ?p ?o }} WHERE {{ SERVICE <http://127.0.0.1:{}/d> {{ ?s ?p ?o }} }}",
    "INSERT {{ ?s ?p ?o }} WHERE {{ SERVICE SILENT <http://127.0.0.1:{}/d> {{ ?s ?p ?o }} }} ;",
    "PREFIX e: <http://127.0.0.1:{}/> DELETE {{ ?s ?p 1 }} WHERE {{ SERVICE e:d {{ ?s ?p ?o }} }}",
    "LOAD <http://127.0.0.1:{}/d> and more",
    "INSERT {{ ?s ?p ?o }} WHERE {{ SERVICE <http://127.0.0.1:{}/d> {{ ?s ?p ?o }} ",
)


def test_nothing_is_called(listener: tuple[int, list[object]]) -> None:
    """LOAD and SERVICE are read but not followed, in updates well-formed and not."""
    port, callers = listener
    for call in CALLS:
        _is_update(call.format(port))
    time.sleep(0.3)
    assert callers == []
    # The listener does count: this is a call.
    socket.create_connection(("127.0.0.1", port)).close()
    time.sleep(0.3)
    assert len(callers) == 1


NAMING = {
    "with": ("WITH <urn:g> DELETE { ?s ?p ?o } WHERE { ?s ?p ?o }", True),
    "using": ("DELETE { ?s ?p ?o } USING <urn:g> WHERE { ?s ?p ?o }", True),
    "using named": ("delete { ?s ?p ?o } using named <urn:g> where { ?s ?p ?o }", True),
    "later": ("CLEAR ALL ; WITH <urn:g> DELETE {} WHERE { ?s ?p ?o }", True),
    "neither": ("DELETE { ?s ?p ?o } WHERE { ?s ?p ?o }", False),
    "in a string": ("INSERT DATA { <urn:s> <urn:p> 'USING <urn:g> WITH' }", False),
    "in a comment": ("CLEAR ALL # USING", False),
    "in a name": ("PREFIX USING: <urn:> CLEAR GRAPH USING:WITH", False),
}


@pytest.mark.parametrize(("text", "expected"), NAMING.values(), ids=NAMING)
def test_dataset_clauses_are_found(text: str, *, expected: bool) -> None:
    """USING and WITH are found as words of the update, not in strings and names."""
    check_update(text)
    assert names_dataset(text) is expected
