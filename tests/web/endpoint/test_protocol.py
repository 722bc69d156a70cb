"""Check that requests are read as the SPARQL 1.1 Protocol says (section 2)."""

import time
from urllib.parse import urlencode

import pytest
from hypothesis import given
from hypothesis import strategies as st

from mgi_graph.web.endpoint.protocol import (
    FORM,
    LONGEST_QUERY,
    QUERY,
    UPDATE,
    QueryRequest,
    UpdateRequest,
    read_parameters,
    read_request,
)
from mgi_graph.web.http.problems import ProblemError

ASK = QueryRequest("ASK {}")
GRAPHS = b"default-graph-uri=urn:a&named-graph-uri=urn%3Ab&default-graph-uri=urn:c"
WITH_GRAPHS = QueryRequest("ASK {}", ("urn:a", "urn:c"), ("urn:b",))
USING = b"using-graph-uri=urn:a&using-named-graph-uri=urn:b&using-graph-uri=urn:c"
Case = tuple[str, bytes, str | None, bytes]

READ: dict[str, tuple[Case, object]] = {
    "description": (("GET", b"", None, b""), None),
    "description, with a format": (("GET", b"format=turtle&x=y", None, b""), None),
    "description, by HEAD": (("HEAD", b"", None, b""), None),
    "get": (("GET", b"query=ASK%20%7B%7D", None, b""), ASK),
    "get, plus signs": (("GET", b"query=ASK+%7b%7d", None, b""), ASK),
    "get, not escaped": (("GET", b"query=ASK {}", None, b""), ASK),
    "head": (("HEAD", b"query=ASK+{}", None, b""), ASK),
    "get with a dataset": (("GET", b"query=ASK+{}&" + GRAPHS, None, b""), WITH_GRAPHS),
    "get with empty graphs": (
        ("GET", b"default-graph-uri=&query=ASK+{}&named-graph-uri=", None, b""),
        ASK,
    ),
    "get with a body": (("GET", b"query=ASK+{}", QUERY, b"SELECT"), ASK),
    "get, empty query": (("GET", b"query=", None, b""), QueryRequest("")),
    "get, other parameters": (("GET", b"a&=&&b=c&query=ASK+{}&a", None, b""), ASK),
    "get, equals sign": (
        ("GET", b"query=ASK{FILTER(1=1)}", None, b""),
        QueryRequest("ASK{FILTER(1=1)}"),
    ),
    "letters": (
        ("GET", b"query=%C3%A9\xc3\xa9%F0%9F%98%80", None, b""),
        QueryRequest("éé😀"),
    ),
    "decoded once": (("GET", b"query=%2541", None, b""), QueryRequest("%41")),
    "format and timeout": (
        ("GET", b"query=ASK+{}&format=csv&timeout=2.5", None, b""),
        QueryRequest("ASK {}", format="csv", timeout=2.5),
    ),
    "a format in two words": (
        ("GET", b"query=ASK+{}&format=tsv&format=text/tab-separated-values", None, b""),
        QueryRequest("ASK {}", format="text/tab-separated-values"),
    ),
    "a format and a word for none": (
        ("GET", b"query=ASK+{}&format=json-ld&format=a/b,c/d", None, b""),
        QueryRequest("ASK {}", format="json-ld"),
    ),
    "empty format and timeout": (("GET", b"query=ASK+{}&format=&timeout=", None, b""), ASK),
    "form": (("POST", b"", FORM, b"query=ASK+%7B%7D"), ASK),
    "form, case and charset": (
        ("POST", b"", "Application/X-WWW-form-urlencoded ; Charset=UTF-8", b"query=ASK+{}"),
        ASK,
    ),
    "form, dataset within": (("POST", b"", FORM, b"query=ASK+{}&" + GRAPHS), WITH_GRAPHS),
    "form, dataset in the address": (("POST", GRAPHS, FORM, b"query=ASK+{}"), WITH_GRAPHS),
    "direct": (("POST", b"", QUERY, b"ASK {}"), ASK),
    "direct, quoted charset": (("POST", b"", f'{QUERY};charset="utf-8"', b"ASK {}"), ASK),
    "direct, mark of byte order": (("POST", b"", QUERY, b"\xef\xbb\xbfASK {}"), ASK),
    "direct, dataset": (("POST", GRAPHS, QUERY, b"ASK {}"), WITH_GRAPHS),
    "direct, not decoded": (("POST", b"", QUERY, b"ASK+%7B"), QueryRequest("ASK+%7B")),
    "update by form": (("POST", b"", FORM, b"update=CLEAR+ALL"), UpdateRequest("CLEAR ALL")),
    "update, direct": (("POST", b"", UPDATE, b"CLEAR ALL"), UpdateRequest("CLEAR ALL")),
    "update with a dataset": (
        ("POST", USING, UPDATE, b"CLEAR ALL"),
        UpdateRequest("CLEAR ALL", ("urn:a", "urn:c"), ("urn:b",)),
    ),
    "update by form with a dataset": (
        ("POST", b"", FORM, b"update=CLEAR+ALL&" + USING),
        UpdateRequest("CLEAR ALL", ("urn:a", "urn:c"), ("urn:b",)),
    ),
    "longest query": (
        ("POST", b"", QUERY, b"#" * LONGEST_QUERY),
        QueryRequest("#" * LONGEST_QUERY),
    ),
}


@pytest.mark.parametrize(("case", "expected"), READ.values(), ids=READ)
def test_request_is_read(case: Case, expected: object) -> None:
    """Each way of the protocol to send an operation gives the operation."""
    assert read_request(*case) == expected


REFUSED: dict[str, tuple[Case, int, str]] = {
    "dataset without a query": (("GET", GRAPHS, None, b""), 400, "query-missing"),
    "two queries": (("GET", b"query=ASK+{}&query=ASK+{}", None, b""), 400, "query-repeated"),
    "update by GET": (("GET", b"update=CLEAR+ALL", None, b""), 405, "method-not-allowed"),
    "update by HEAD": (("HEAD", b"update=CLEAR+ALL", None, b""), 405, "method-not-allowed"),
    "query and update by GET": (("GET", b"query=x&update=y", None, b""), 405, "method-not-allowed"),
    "put": (("PUT", b"query=ASK+{}", FORM, b""), 405, "method-not-allowed"),
    "delete": (("DELETE", b"", None, b""), 405, "method-not-allowed"),
    "query": (("QUERY", b"", QUERY, b"ASK {}"), 405, "method-not-allowed"),
    "no type": (("POST", b"", None, b"query=ASK+{}"), 415, "media-type"),
    "empty type": (("POST", b"", "", b"ASK {}"), 415, "media-type"),
    "other type": (("POST", b"", "text/plain", b"ASK {}"), 415, "media-type"),
    "multipart": (("POST", b"", "multipart/form-data; boundary=x", b"--x"), 415, "media-type"),
    "UTF-16": (("POST", b"", f"{QUERY}; charset=UTF-16", b"\xff\xfeA\0"), 415, "media-type"),
    "Latin 1": (("POST", b"", f"{FORM};charset=iso-8859-1", b"query="), 415, "media-type"),
    "two charsets": (
        ("POST", b"", f"{QUERY};charset=utf-8;charset=utf-16", b""),
        415,
        "media-type",
    ),
    "form without an operation": (("POST", b"", FORM, b"quarry=ASK+{}"), 400, "query-missing"),
    "empty form": (("POST", b"", FORM, b""), 400, "query-missing"),
    "form, query in the address": (("POST", b"query=ASK+{}", FORM, b""), 400, "query-missing"),
    "form, query in both": (("POST", b"query=x", FORM, b"query=x"), 400, "query-repeated"),
    "form, two queries": (("POST", b"", FORM, b"query=x&query=x"), 400, "query-repeated"),
    "form, two updates": (("POST", b"", FORM, b"update=x&update=x"), 400, "query-repeated"),
    "form, query and update": (("POST", b"", FORM, b"query=x&update=y"), 400, "query-repeated"),
    "direct, query in both": (("POST", b"query=x", QUERY, b"x"), 400, "query-repeated"),
    "direct, update in the address": (("POST", b"update=x", QUERY, b"x"), 400, "query-repeated"),
    "direct update, query in the address": (
        ("POST", b"query=x", UPDATE, b"x"),
        400,
        "query-repeated",
    ),
    "two formats": (
        ("GET", b"query=x&format=csv&format=json", None, b""),
        400,
        "parameter-repeated",
    ),
    "an unknown format twice": (
        ("GET", b"query=x&format=a&format=a", None, b""),
        400,
        "parameter-repeated",
    ),
    "two timeouts": (("GET", b"query=x&timeout=1&timeout=1", None, b""), 400, "parameter-repeated"),
    "timeout of zero": (("GET", b"query=x&timeout=0", None, b""), 400, "parameter-value"),
    "negative timeout": (("GET", b"query=x&timeout=-1", None, b""), 400, "parameter-value"),
    "endless timeout": (("GET", b"query=x&timeout=inf", None, b""), 400, "parameter-value"),
    "no number": (("GET", b"query=x&timeout=nan", None, b""), 400, "parameter-value"),
    "huge timeout": (("GET", b"query=x&timeout=1" + b"0" * 400, None, b""), 400, "parameter-value"),
    "other digits": (("GET", "query=x&timeout=٣".encode(), None, b""), 400, "parameter-value"),
    "half an escape": (("GET", b"query=ASK%2", None, b""), 400, "not-utf-8"),
    "no escape": (("GET", b"query=ASK%zz", None, b""), 400, "not-utf-8"),
    "escape at the end": (("GET", b"query=ASK%", None, b""), 400, "not-utf-8"),
    "wrong escape in another parameter": (("GET", b"query=x&a=%", None, b""), 400, "not-utf-8"),
    "wrong name": (("GET", b"query=x&%ff=1", None, b""), 400, "not-utf-8"),
    "Latin 1 in the address": (("GET", b"query=%E9", None, b""), 400, "not-utf-8"),
    "overlong form": (("GET", b"query=%C0%AF", None, b""), 400, "not-utf-8"),
    "surrogate": (("GET", b"query=%ED%A0%80", None, b""), 400, "not-utf-8"),
    "bytes in a form": (("POST", b"", FORM, b"query=\xff"), 400, "not-utf-8"),
    "bytes in a body": (("POST", b"", QUERY, b"ASK { \xff }"), 400, "not-utf-8"),
    "UTF-16 without saying so": (("POST", b"", QUERY, "ASK {}".encode("utf-16")), 400, "not-utf-8"),
    "UTF-16 update": (("POST", b"", UPDATE, "CLEAR".encode("utf-16")), 400, "not-utf-8"),
    "too many parameters": (("GET", b"a&" * 1001, None, b""), 400, "bad-request"),
    "long query by GET": (("GET", b"query=" + b"#" * 65_537, None, b""), 414, "uri-too-long"),
    "long query by POST": (("POST", b"", QUERY, b"#" * 65_537), 413, "body-too-large"),
    "long in bytes": (("POST", b"", QUERY, "é".encode() * 32_769), 413, "body-too-large"),
    "long query in a form": (
        ("POST", b"", FORM, b"query=" + b"%23" * 65_537),
        413,
        "body-too-large",
    ),
    "long update": (("POST", b"", UPDATE, b"#" * 65_537), 413, "body-too-large"),
}


@pytest.mark.parametrize(("case", "status", "code"), REFUSED.values(), ids=REFUSED)
def test_request_is_refused(case: Case, status: int, code: str) -> None:
    """A request that breaks a rule is refused with the problem that says which."""
    with pytest.raises(ProblemError) as caught:
        read_request(*case)
    assert (caught.value.status, caught.value.code) == (status, code)


def test_refusals_say_what_is_allowed() -> None:
    """A wrong method names the right ones, a wrong media type the readable ones."""
    with pytest.raises(ProblemError) as caught:
        read_request("PUT", b"", None, b"")
    assert caught.value.headers["Allow"] == "GET, HEAD, POST, OPTIONS"
    with pytest.raises(ProblemError) as caught:
        read_request("GET", b"update=CLEAR+ALL", None, b"")
    assert caught.value.headers["Allow"] == "POST"
    with pytest.raises(ProblemError) as caught:
        read_request("POST", b"", "text/plain", b"")
    assert caught.value.extensions["available"] == [QUERY, FORM]
    assert caught.value.headers["Accept-Post"] == f"{QUERY}, {FORM}"


def _status(case: Case) -> int | None:
    """Return the status of the refusal, ``None`` for a request that is read."""
    try:
        found = read_request(*case)
    except ProblemError as err:
        return err.status
    assert found is None or isinstance(found, QueryRequest | UpdateRequest)
    return None


METHODS = st.sampled_from(["GET", "HEAD", "POST", "PUT"]) | st.text(max_size=8)
TYPES = st.none() | st.text(max_size=60) | st.builds(
    "{}{}".format, st.sampled_from([FORM, QUERY, UPDATE]), st.sampled_from(["", ";charset=utf-8"])
)  # fmt: skip
PIECES = st.sampled_from(
    [b"query=", b"update=", b"&", b"%", b"=", b"%C3%A9", b"timeout=", b"1", b"+"]
)
BYTES = st.binary(max_size=80) | st.lists(PIECES, max_size=12).map(b"".join)


@given(METHODS, BYTES, TYPES, BYTES)
def test_any_request_is_read_or_refused(
    method: str, query_string: bytes, content_type: str | None, body: bytes
) -> None:
    """Whatever the bytes are, the answer is an operation or a problem of the client's."""
    status = _status((method, query_string, content_type, body))
    assert status is None or 400 <= status < 500


@given(st.text(), st.lists(st.text(min_size=1)), st.sampled_from(["get", "form", "direct"]))
def test_any_query_arrives_as_it_was_sent(text: str, graphs: list[str], way: str) -> None:
    """The text and the graphs come out of every way as they went in."""
    encodable = text.encode(errors="replace").decode()
    names = [graph.encode(errors="replace").decode() for graph in graphs]
    dataset = [("default-graph-uri", name) for name in names]
    encoded = urlencode([("query", encodable), *dataset]).encode()
    if way == "get":
        found = read_request("GET", encoded, None, b"")
    elif way == "form":
        found = read_request("POST", b"", FORM, encoded)
    else:
        body = encodable.encode()
        found = read_request("POST", urlencode(dataset).encode(), QUERY, body)
        encodable = encodable.removeprefix("\ufeff")
    assert found == QueryRequest(encodable, tuple(names))


@given(st.lists(st.tuples(st.text(), st.text()).filter(any), max_size=10))
def test_parameters_are_decoded(pairs: list[tuple[str, str]]) -> None:
    """Parameters come out in order, with names and values as they were."""
    plain = [(name.encode(errors="replace").decode(), value.encode(errors="replace").decode())
             for name, value in pairs]  # fmt: skip
    assert read_parameters(urlencode(plain).encode()) == tuple(plain)


HOSTILE: dict[str, Case] = {
    "separators": ("GET", b"&" * 1_000_000, None, b""),
    "percent signs": ("GET", b"%25" * 300_000, None, b""),
    "repeated": ("GET", b"query=x&" * 1000, None, b""),
    "long form": ("POST", b"", FORM, b"a=" + b"%41" * 300_000),
    "spaces in the type": ("POST", b"", QUERY + ";" + " " * 100_000, b""),
    "parameters of the type": ("POST", b"", QUERY + ";a=b" * 100_000, b""),
    "quotes in the type": ("POST", b"", QUERY + ";charset=" + '"\\' * 100_000, b""),
}


@pytest.mark.parametrize("case", HOSTILE.values(), ids=HOSTILE)
def test_hostile_request_is_read_in_bounded_time(case: Case) -> None:
    """Requests made to be slow cost less than a second."""
    begin = time.process_time()
    assert _status(case) in {None, 400, 413, 414, 415}
    assert time.process_time() - begin < 1
