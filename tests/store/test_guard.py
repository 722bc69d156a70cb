"""Check that no query with SERVICE slips through, and that others do."""

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from pyoxigraph import QuerySolutions
from pyoxigraph import Store as PyoxigraphStore

from mgi_graph.store import may_call_service

PREFIXES = "PREFIX : <http://127.0.0.1:1/> PREFIX s: <http://127.0.0.1:1/> PREFIX p: <urn:p> "
TARGET = "<http://127.0.0.1:1/>"
"""pyoxigraph refuses to call this port, with an OSError, before it opens a socket."""

CALLS = {
    "plain": f"SELECT * {{ SERVICE {TARGET} {{ ?s ?p ?o }} }}",
    "lower case, silent": f"SELECT * {{ service silent {TARGET} {{ ?s ?p ?o }} }}",
    "no space": f"SELECT * {{SERVICE{TARGET}{{?s ?p ?o}}}}",
    "variable": f"SELECT * {{ BIND({TARGET} AS ?x) SERVICE?x{{ ?s ?p ?o }} }}",
    "prefixed name": "SELECT * { SERVICE :x { ?s ?p ?o } }",
    "keyword and empty prefix": "SELECT * { SERVICE:x { ?s ?p ?o } }",
    "keyword and prefix": "SELECT * { services:x { ?s ?p ?o } }",
    "keyword, silent and prefix": "SELECT * { SERVICESILENTs:x.y { ?s ?p ?o } }",
    "after a comment": f"SELECT * {{ # it's\n SERVICE # <\n {TARGET} {{ ?s ?p ?o }} }}",
    "after a string": f"""SELECT * {{ ?s ?p '\\'#"' . SERVICE {TARGET} {{ ?s ?p ?o }} }}""",
    "after a long string": f"SELECT * {{ ?s ?p '''it's''' SERVICE {TARGET} {{ ?s ?p ?o }} }}",
    "after a truth value": f"SELECT * {{ ?s ?p trueSERVICE {TARGET} {{ ?s ?p ?o }} }}",
    "after a number": f"SELECT * {{ ?s ?p 1SERVICE {TARGET} {{ ?s ?p ?o }} }}",
    "after a blank node": f"SELECT * {{ ?s ?p _:b.SERVICE {TARGET} {{ ?s ?p ?o }} }}",
    "in what could be an IRI": f"SELECT * {{ FILTER(1<2)SERVICE#>\n{TARGET} {{ ?s ?p ?o }} }}",
    "behind what could be an IRI and a string": (
        f"SELECT * {{ FILTER(1<p:b#>'''\n) SERVICE {TARGET} {{ ?s ?p ?o }} #'''\n }}"
    ),
    "behind a comparison with a string": (
        f"SELECT * {{ FILTER(1<'x>') SERVICE {TARGET} {{ ?s ?p ?o }} FILTER('' = '') }}"
    ),
}

INNOCENT = {
    "in an IRI": "SELECT * { ?f mgi:addresses <https://w3id.org/mgi-graph/id/indicator/service> }",
    "in a string": 'SELECT * { ?f ?p ?t FILTER(CONTAINS(?t, "SERVICE <x> {")) }',
    "in a long string": "SELECT * { ?f ?p '''\nSERVICE <urn:x> { 'a' }''' }",
    "in a comment": "SELECT * { # SERVICE <urn:x> {\n ?s ?p ?o }",
    "variable": "SELECT ?service { ?service ?p $service }",
    "local name": "PREFIX sd: <urn:x> SELECT * { ?s a sd:Service ; sd:service.x ?o }",
    "prefix": "PREFIX service: <urn:x> SELECT * { ?s service:x ?o . ?s a service:y }",
    "blank node": "SELECT * { _:service ?p ?o }",
    "language tag": "SELECT * { ?s ?p 'x'@service }",
    "short IRI": "SELECT * { ?s ?p <urn:service> }",
    "no such word": "SELECT * { ?s ?p ?o }",
}


@pytest.mark.parametrize("text", CALLS.values(), ids=CALLS)
def test_service_is_seen(text: str) -> None:
    """Each way to write SERVICE that an engine could follow is seen."""
    assert may_call_service(PREFIXES + text)


@pytest.mark.parametrize("text", INNOCENT.values(), ids=INNOCENT)
def test_mere_word_is_let_through(text: str) -> None:
    """The word alone, where it is no keyword, is let through."""
    assert not may_call_service(text)


NOISE = st.sampled_from(
    [
        " ",
        "\n",
        "#'\n",
        '#"\n',
        "#>\n",
        "?s ?p ?o .",
        "?s ?p 'a' .",
        "?s ?p '''b' ''' .",
        '?s ?p "#" .',
        "?s ?p true",
        "?s ?p 1",
        "?s ?p p:b .",
        "?s ?p p:b\\' .",
        "?s ?p <urn:x> .",
        "FILTER(1<2)",
        "FILTER(1<'x>')",
        "FILTER(1<p:b#>'''\n)",
        "#'''\n",
        "FILTER(1<2&&3>2)",
        "OPTIONAL {}",
        "BIND(1 AS ?n)",
        "VALUES ?v { 'x' }",
    ]
)
KEYWORD = st.sampled_from(["SERVICE", "service", "SeRvIcE"])
SPACE = st.sampled_from(["", " ", "\n", "#\n", "#'\n", "#>\n"])
NAME = st.sampled_from([TARGET, ":x", "s:x", "s:x.y", ":"])


@settings(deadline=None)
@given(
    before=st.lists(NOISE, max_size=4),
    call=st.tuples(KEYWORD, SPACE, NAME, SPACE),
    after=st.lists(NOISE, max_size=3),
)
def test_whatever_the_engine_would_call_is_seen(
    before: list[str], call: tuple[str, ...], after: list[str]
) -> None:
    """A query that pyoxigraph would make a call for is seen, in whatever company."""
    text = f"{PREFIXES}SELECT * {{ {''.join(before)}{''.join(call)}{{}}{''.join(after)} }}"
    assert may_call_service(text) or not calls_out(text)


def calls_out(text: str) -> bool:
    """Say whether pyoxigraph, left alone, would call an endpoint for this SELECT query."""
    try:
        answer = PyoxigraphStore().query(text)
        assert isinstance(answer, QuerySolutions)
        list(answer)
    except OSError:
        return True
    except SyntaxError:
        return False
    return False


@settings(deadline=None)
@given(st.text(alphabet=" \n#'\"\\<>{}?:sServicE.@_(1", max_size=60))
def test_any_text_is_read_to_its_end(text: str) -> None:
    """The guard ends on any text, and a text without the word is let through."""
    assert not may_call_service(text) or "service" in text.lower()


@pytest.mark.parametrize(
    "text",
    [
        "SELECT * { ?s ?p '<http://x'SERVICE<urn:x>{} }",
        "SELECT * { FILTER(1<http:#>\n2) SERVICE <urn:x> {} }",
        "SELECT * { ?s ?p <http://x> SERVICE <http://x/> {} }",
        "SELECT * { ?s ?p <http://x>SERVICE:y {} }",
    ],
)
def test_service_beside_a_plain_address_is_seen(text: str) -> None:
    """What stands within a plain web address is passed over, what stands beside it is not."""
    assert may_call_service(text)
